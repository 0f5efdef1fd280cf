"""Which stretches of a message could be a name: all there are, for one question to the index.

The lists grow by one entry at a time: a list that takes in an iterator is laid out anew each time.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from nlp import forms as re
from zh import pinyin

Span = tuple[int, int]

LONGEST = 7  # units (characters, or runs of letters and digits) a spoken name may have
HEARD_LONGEST = 4  # no homophones for longer ones

_BREAKS = "的了吗呢吧啊哦把被让我你他她它们这说么"
_CHINESE = "".join(
    f"{chr(before + 1)}-{chr(after - 1)}"
    for before, after in pairwise([0x33FF, *sorted(map(ord, _BREAKS)), 0xA000])
    if after - before > 1
)
_WORD = r"[a-z0-9](?:[a-z0-9.\-_+#]*[a-z0-9])?"
_RUN = re.compile(rf"(?:[{_CHINESE}]+|{_WORD})(?:[{_CHINESE}]+| ?{_WORD})*")  # units one name may reach over
_CHINESE_RUN = re.compile(f"[{_CHINESE}]+")  # the same where there are no letters and digits
_UNIT = re.compile(rf"[\u3400-\u9fff]|{_WORD}")
_LATIN = re.compile("[a-z0-9]")
# FFU100台: what is counted, by its letters alone.
COUNTED = re.compile(r"[a-z]{2,}(?=\d{1,5}[台套个只件箱把张块条根支瓶桶包卷袋盒组片吨米樘扇])")
_TAKEN = "\ufffc"
_NO_START = frozenset("给跟去在对从是有没不再也就都要请帮个下上后前点")
# What may stand before a name of two characters that begins like a common word: 给上汽报价, but not 很有道理.
_LEADS = frozenset(
    [
        "",
        *" "
        ",，。、:：;；!！?？给跟去和访到找见约把向了从与陪请帮催问回是天午晚年月日周号点贴标签成打一二三四五六",
    ]
)


class Stretches(NamedTuple):
    """Every stretch of a text that could be a name, as it is written, and its key by sound (or empty)."""

    spans: list[Span]
    written: list[str]
    heard: list[str]

    def add(self, text: str, start: int, end: int, heard: str) -> None:
        """One more."""
        self.spans.append((start, end))
        self.written.append(text[start:end])
        self.heard.append(heard)


def stretches(text: str, taken: Iterable[Span]) -> Stretches:
    """Those of a lower-case text that reach over nothing that is taken."""
    free = text
    for start, end in taken:
        free = f"{free[:start]}{_TAKEN * (end - start)}{free[end:]}"
    sounds = pinyin.folded(text)
    found = Stretches([], [], [])
    latin = _LATIN.search(text) is not None
    for run in (_RUN if latin else _CHINESE_RUN).finditer(free):
        start, end = run.span()
        last = end - 1
        if latin and _LATIN.search(run[0]):
            last = _latin_run(text, free, run.span(), sounds, found)
        elif start < last:
            _chinese_run(text, start, end, sounds, found)
        if text.startswith("的", end):  # 美的
            found.add(text, last, end + 1, _key(text, last, end + 1, sounds))
    for inner in _INNER.finditer(free):
        _around(text, free, inner.start(), found)
    return found


# 饿了么, 我爱我家, 难说话: some names hold what else breaks a run, but none is long or begins with 了.
_INNER = re.compile("[了么我你说这]|把(?=[杆手柄])")
_NAME = re.compile("[\u3400-\u9fff]+")
_BEFORE = re.compile("[\u3400-\u9fff]+$")


def _around(text: str, free: str, at: int, found: Stretches) -> None:
    before = _BEFORE.search(free, max(0, at - 3), at)
    behind = _NAME.match(free, at, at + 4)
    first, last = before.start() if before else at, behind.end() if behind else at
    for length in (2, 3, 4) if text[at] == "把" else (3, 4):  # 把手, 把杆
        for start in range(max(first, at - length + 1), min(at, last - length) + 1):
            if text[start] not in "了么的":
                found.add(text, start, start + length, "")


def _chinese_run(text: str, start: int, end: int, sounds: Sequence[str], found: Stretches) -> None:
    spans, written, heard = found
    run = sounds[start:end]
    for first in range(start, end - 1):
        if text[first] in _NO_START:
            for after in range(first + _least(text, first), min(end, first + LONGEST) + 1):
                spans.append((first, after))
                written.append(text[first:after])
                heard.append("")
            continue
        at = first - start
        key = "~" + run[at]
        after = first + 2
        for sound in run[at + 1 : at + HEARD_LONGEST]:
            key += sound
            spans.append((first, after))
            written.append(text[first:after])
            heard.append(key)
            after += 1
        while after <= end and after - first <= LONGEST:
            spans.append((first, after))
            written.append(text[first:after])
            heard.append("")
            after += 1


def _latin_run(text: str, free: str, run: Span, sounds: Sequence[str], found: Stretches) -> int:
    """A run with letters or digits, which count as one unit; answers where its last unit begins."""
    units = [unit.span() for unit in _UNIT.finditer(free, *run)]
    for start, end in units:
        if end - start > 1:
            found.add(text, start, end, _key(text, start, end, sounds))
        if counted := COUNTED.match(text, start, end + 1):
            found.add(text, start, counted.end(), "")
    for place, (start, _) in enumerate(units, 1):
        rare = text[start] in _NO_START
        least = _least(text, start) if rare else 0
        for _, end in units[place : place + LONGEST - 1]:
            if end - start >= least:
                found.add(text, start, end, "" if rare else _key(text, start, end, sounds))
    return units[-1][0]


def _least(text: str, start: int) -> int:
    """The shortest name that begins like a common word: of two characters where a name may stand, else
    three."""
    return 2 if start == 0 or text[start - 1] in _LEADS else 3


def _key(text: str, start: int, end: int, sounds: Sequence[str]) -> str:
    if end - start > HEARD_LONGEST or text[start:end].isascii():
        return ""
    return "~" + "".join(sounds[start:end])
