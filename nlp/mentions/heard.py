"""Names as they sound: 花为, 黎总. A homophone counts where it is no ordinary word, or stands where a name
would."""

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from nlp import forms as re
from nlp import lexicon, tokens
from nlp.lexicon import Cue
from nlp.mentions.mention import Mention, mentions
from nlp.names import Name, keys_of
from nlp.stretches import Span
from zh import names as zh_names
from zh import pinyin


class Edges(NamedTuple):
    """Where words of the trade, times, sums and names begin and end, and which customer's name ends where."""

    starts: frozenset[int]
    ends: frozenset[int]
    customers: dict[int, tuple[Name, ...]]


def _edges(cues: Sequence[Cue], taken: Sequence[Span], found: Sequence[Mention]) -> Edges:
    """Those of a message so far."""
    return Edges(
        frozenset([*(c.start for c in cues), *(start for start, _ in taken), *(m.start for m in found)]),
        frozenset([*(c.end for c in cues), *(end for _, end in taken), *(m.end for m in found)]),
        {m.end: m.names for m in found if m.kind == "customer"},
    )


def find(
    text: str,
    spans: list[Span],
    heard: list[str],
    by_key: dict[str, list[Name]],
    cues: Sequence[Cue],
    taken: Sequence[Span],
    known: Sequence[Mention],
) -> list[Mention]:
    """The mentions by sound, among those `known` by their written form or title."""
    found: list[Mention] = []
    edges: Edges | None = None
    for (start, end), key in compress(zip(spans, heard, strict=True), map(by_key.__contains__, heard)):
        if (said := text[start:end]) in by_key or said in lexicon.default().marks:
            continue  # 工单 is no 龚丹, 襄阳 no 向阳
        if _FIGURES.issuperset(said):
            continue  # 工单三零二七: 三零 is no 三菱
        fitting = [name for name in by_key[key] if _sounds_like(said, name, key)]
        if not fitting:
            continue
        if not _plausible(text, start, end):
            edges = edges or _edges(cues, taken, known)  # few messages need them
            if not _stands(text, start, end, fitting, edges):
                continue
        found += mentions(start, end, fitting, "heard")
    return found


def _stands(text: str, start: int, end: int, names: Sequence[Name], edges: Edges) -> bool:
    """A slip in one character of a name, with what may stand around a name on both sides."""
    said = text[start:end]
    before_it = {customer.name for customer in edges.customers.get(start, ())}
    theirs = any(name.kind == "contact" and name.customer in before_it for name in names)
    if end - start == 2 and not theirs and not zh_names.split_person(said + "某")[0]:
        names = [name for name in names if name.kind in ("customer", "product")]  # 盯一下 is no 丁一
    if tokens.is_word(said) or not any(
        sum(a == b for a, b in zip(said, form, strict=True)) >= len(said) - 1
        for name in names
        for form in keys_of(name.kind, name.name)
        if len(form) == len(said)
    ):
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return (start in edges.ends or before in _LEADS) and (end in edges.starts or after in _FOLLOWS)


_FIGURES = frozenset("零〇幺一二两三四五六七八九十百千万")
_LEADS = frozenset(["", *" ,，。、:：;；!！?？给跟去和访到找见约把向对在了从与陪请帮替催问回是"])
_FOLLOWS = frozenset(["", *" ,，。、:：;；!！?？的那这说要想问今明昨后前上下"])


def _sounds_like(said: str, name: Name, key: str) -> bool:
    """Equal in toneless pinyin, or nearly and alike in writing as well."""
    sound = pinyin.syllables(said)
    for form in keys_of(name.kind, name.name):
        if (
            len(form) == len(said)
            and form[0] != "~"
            and form[-1] not in "^$"
            and "~" + "".join(pinyin.folded(form)) == key
        ):
            other = pinyin.syllables(form)
            if other == sound:
                return name.kind != "contact" or len(said) > 2 or said[0] == form[0] or said[1] == form[1]
            differing = sum(a != b for a, b in zip(sound, other, strict=True))
            written = sum(a != b for a, b in zip(said, form, strict=True))
            if differing == 1 and (written == 1 or len(said) > 2 and written < len(said)):
                return True
    return False


def _plausible(text: str, start: int, end: int) -> bool:
    """A homophone that is an ordinary word counts only where a name would stand."""
    if start == 0 and re.match("(?:什么|啥)情况|怎么样|咋样|的资料|的情况", text[end:]):
        return True
    if not tokens.is_word(text[start:end]):
        return tokens.fits(text, start, end)
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before in ("", "给", "跟", "去", "和", "访", "到", "找", "见", "约", "把", " ", ",") and (
        after in ("", "的", "那") or zh_names.split_person(text[end : end + 2])[0] != ""
    )
