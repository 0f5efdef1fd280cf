"""Companies nobody has recorded yet, by where they stand in a sentence: 中兴 in 刚跑完中兴的张总,
中兴报价两台服务器.

A linear model over the stretches of a message that could be a name. What stands before a place where a name
may begin, what stands behind a place where it may end, and what the stretch is like each have weights,
learned from the corpora with the known customers taken out and others put in their stead (`python -m
nlp.learn_newcomers`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import repeat
from operator import add, gt
from pathlib import Path
from typing import NamedTuple

from nlp import forms as re
from nlp import tokens
from nlp.entities import NO_NAMES, Item
from nlp.lexicon import Cue
from nlp.mentions.mention import Mention
from zh.name_words import places

FILE = Path(__file__).with_name("newcomers.dat")
LEAST = 15  # what a stretch must be worth, in tenths of a nat above "no name here"
LONGEST = 10
FURTHEST = 120  # characters of a message that are looked at: names stand early, and any text comes

_LATIN = re.compile("[a-z0-9]")
_UNITS = re.compile(r"[\u4e00-\u9fffa-z0-9&]+")
_TRADES = frozenset(
    "公司 股份 集团 科技 机械 贸易 商贸 实业 电子 物流 药业 制药 食品 建材 化工 重工 电器 电气 传媒 餐饮 "
    "家具 家居 服饰 装饰 置业 地产 能源 智能 网络 软件 生物 医药 医疗 商场 超市 饭店 酒店 宾馆 医院 学院 "
    "大学 中学 小学 幼儿园 银行 研究院 研究所 事务所 工作室 厂".split()
)
_TRADE_ENDS = frozenset(trade[-1] for trade in _TRADES)
_NONE = repeat(0)
_NOTHING = repeat((0, 0, 0, 0))
_NEVER = NO_NAMES | {"quantity", "id"}


Word = tuple[int, int, list[str]]  # a word of the trade: its place and categories


class Run(NamedTuple):
    """Neighbouring characters that are free: the places where a name may begin and where one may end."""

    begins: Sequence[int]
    ends: Sequence[int]

    def stretches(self, begins: Iterable[int]) -> Iterator[tuple[int, int]]:
        """From each of these beginnings to each end behind it."""
        for start in begins:
            for end in self.ends:
                if 2 <= end - start <= LONGEST:
                    yield start, end


class Sight(NamedTuple):
    """What there is to weigh in a message."""

    text: str
    words: list[Word]
    runs: list[Run]
    before: dict[int, list[str]]  # kinds of what ends at a place
    behind: dict[int, list[str]]  # kinds of what begins there
    unit: bytearray  # which characters are no mark and no space

    def stretches(self) -> Iterator[tuple[tuple[int, int], list[str]]]:
        """All that could be a name, with everything that speaks for or against it."""
        for run in self.runs:
            begins = {at: _begin(self, at) for at in run.begins}
            ends = {at: _end(self, at) for at in run.ends}
            for start, end in run.stretches(run.begins):
                yield (start, end), [*begins[start], *ends[end], *_between(self, start, end)]


class Weights(dict[str, int]):
    """Weights of traces, in tenths of a nat: whole numbers, so that no order of adding matters."""

    def __init__(self, lines: Iterable[str]) -> None:
        """From the lines of a weights file, but for its first."""
        super().__init__((trace, int(value)) for trace, _, value in (line.rpartition("\t") for line in lines))
        around = max([0, *(weight for trace, weight in self.items() if trace[0] == "l")])
        # The most that a stretch can be worth by itself, but for the words in it.
        self.limit = around + max([sum(map(self._most, _by_size(size))) for size in range(2, LONGEST + 1)])
        # The most that a word of a category adds to a stretch it lies in.
        self.inside = {t[3:]: max(0, w) for t, w in self.items() if t.startswith("in ")}
        self.before, self.behind = ({t[1:]: w for t, w in self.items() if t[0] == sign} for sign in "<>")
        # By characters: for a beginning and an end behind them, for one and the other before them. One look,
        # not four.
        self.one, self.two, self.three = (
            self._around(size, signs) for size, signs in ((1, "athx"), (2, "buiy"), (3, "c  z"))
        )

    def _most(self, traces: Iterable[str]) -> int:
        return max([self.get(trace, 0) for trace in traces])

    def _around(self, size: int, signs: str) -> dict[str, Sequence[int]]:
        said = {trace[1:] for trace in self if len(trace) == 1 + size and trace[0] in signs}
        return {chars: tuple([self.get(sign + chars, 0) for sign in signs]) for chars in said}


def _by_size(size: int) -> list[list[str]]:
    """The traces of which a stretch of that size has one each."""
    parts = [f"p{head}{tail}" for head in (0, 1) for tail in (0, 1)]
    return [[f"n{size}"], [f"w{word}{min(size, 5)}" for word in (0, 1)], *([parts] if size > 2 else [])]


def find(
    text: str, cues: Sequence[Cue], mentions: Sequence[Mention], items: Sequence[Item]
) -> tuple[int, int] | None:
    """The place of the likeliest name in a lower-case text without known customers, if there is a likely
    one."""
    return best(seen(text, cues, mentions, items), _weights())


def best(sight: Sight, weights: Weights) -> tuple[int, int] | None:
    """The stretch that is worth most by these weights, if it is worth enough and no town."""
    begin_joined, end_joined = weights.get("<joined", 0), weights.get(">joined", 0)
    limit = weights.limit + max(0, begin_joined) + max(0, end_joined)
    limit += len(sight.words) * max(0, weights.get("cut", 0))
    for *_, categories in sight.words:
        limit += sum(map(weights.inside.get, categories, _NONE))
    most, found = LEAST, None
    for run, begins, ends in _weighed(sight, weights):
        least = most - limit
        few = least - max(ends.values())  # few promise enough for their stretches to be looked at
        for start, end in run.stretches([start for start, worth in begins.items() if worth > few]):
            worth = begins[start] + ends[end]
            if worth <= least:
                continue
            worth += begin_joined * _joined(sight.text, start) + end_joined * _joined(sight.text, end)
            if worth + limit <= most:
                continue
            worth += sum(map(weights.get, _between(sight, start, end), _NONE))
            if worth > most and sight.text[start:end] not in _places():
                most, found = worth, (start, end)
    return found


def _weighed(sight: Sight, weights: Weights) -> Iterator[tuple[Run, dict[int, int], dict[int, int]]]:
    """The runs with what `_begin` and `_end` say of their places, in weights, but for joined characters."""
    text, unit = sight.text, sight.unit
    around = f"^^^{text}$$$"[
        : len(unit) + 5
    ]  # around[at : at + 3] is before a place, around[at + 3 :] behind it
    pairs = list(map(add, around, around[1:]))
    one = list(map(weights.one.get, around, _NOTHING))
    two = list(map(weights.two.get, pairs, _NOTHING))
    three = list(map(weights.three.get, map(add, pairs, around[2:]), _NOTHING))
    led = not _TRADE_ENDS.isdisjoint(text)
    for run in sight.runs:
        begins = {
            at: one[at + 2][0] + two[at + 1][0] + three[at][0] + one[at + 3][2] + two[at + 3][2]
            for at in run.begins
        }
        for at, kinds in sight.before.items():
            if at in begins:
                begins[at] += sum(map(weights.before.get, kinds, _NONE))
        if not (first := run.begins[0]):
            begins[first] += weights.get("<all", 0)
        elif not unit[first - 1]:
            begins[first] += weights.get("<gap", 0)
        ends = {
            at: one[at + 2][1] + two[at + 1][1] + one[at + 3][3] + two[at + 3][3] + three[at + 3][3]
            for at in run.ends
        }
        for at, kinds in sight.behind.items():
            if at in ends:
                ends[at] += sum(map(weights.behind.get, kinds, _NONE))
            if at - 1 in ends and text[at - 1] == "的":
                ends[at - 1] += sum([weights.get(f"的>{kind}", 0) for kind in kinds])
        last = run.ends[-1]
        if (after := around[last + 3]) == "$":
            ends[last] += weights.get(">all", 0)
        elif after != "的" and not unit[last]:
            ends[last] += weights.get(">gap", 0)
        if led:
            for at in run.ends:
                if _is_trade(text, at):
                    ends[at] += weights.get("trade", 0)
        yield run, begins, ends


def seen(text: str, cues: Sequence[Cue], mentions: Sequence[Mention], items: Sequence[Item]) -> Sight:
    """What there is to weigh. A name does not go over a time, a sum, a phone number or somebody known."""
    size = min(len(text), FURTHEST)
    taken = bytearray(size + 1)
    before: dict[int, list[str]] = defaultdict(list)
    behind: dict[int, list[str]] = defaultdict(list)
    for start, end, kind in [
        *((i.start, i.end, f"item {i.kind}") for i in items),
        *((m.start, m.end, f"{m.kind} {m.how}") for m in mentions if m.kind != "tag"),
    ]:
        before[end].append(kind)
        behind[start].append(kind)
        if not kind.startswith("item") or kind[5:] in _NEVER:
            taken[start : min(end, size)] = b"\1" * max(0, min(end, size) - start)
    words: list[Word] = []
    for cue in cues:
        categories = [category for category, _ in cue.marks]
        before[cue.end] += categories
        behind[cue.start] += categories
        if len(cue.word) > 1:
            words.append((cue.start, cue.end, categories))
    unit = bytearray(size + 1)
    for match in _UNITS.finditer(text, 0, size + 1):
        unit[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    free = bytearray(map(gt, unit[:size], taken))
    latin = _LATIN.search(text) is not None
    sight = Sight(text, words, [], before, behind, unit)
    last = 0
    while (first := free.find(1, last)) >= 0:
        last = free.find(0, first)
        last = size if last < 0 else last
        begins: Sequence[int] = range(first, last - 1)
        ends: Sequence[int] = range(first + 2, last + 1)
        if latin:
            begins = [at for at in begins if not _splits_latin(text, at)]
            ends = [at for at in ends if not _splits_latin(text, at)]
        if begins and ends:
            sight.runs.append(Run(begins, ends))
    return sight


def _joined(text: str, at: int) -> bool:
    """Whether the characters on both sides of a place are a word."""
    return 0 < at < len(text) and tokens.is_word(text[at - 1 : at + 1])


def _splits_latin(text: str, at: int) -> bool:
    """Whether a place is in the middle of a word of letters and digits."""
    return 0 < at < len(text) and text[at - 1 : at + 1].isascii() and text[at - 1 : at + 1].isalnum()


def _begin(sight: Sight, start: int) -> list[str]:
    """What speaks for or against a name that begins there; `_weighed` knows the same in weights."""
    text = sight.text
    left = text[start - 3 : start] if start > 2 else ("^^^" + text[:start])[-3:]
    traces = [
        "a" + left[2],
        "b" + left[1:],
        "c" + left,
        "h" + text[start],
        "i" + text[start : start + 2],
        *[f"<{kind}" for kind in sight.before.get(start, ())],
    ]
    if not start:
        traces.append("<all")
    elif not sight.unit[start - 1]:
        traces.append("<gap")
    if _joined(text, start):
        traces.append("<joined")
    return traces


def _end(sight: Sight, end: int) -> list[str]:
    """What speaks for or against a name that ends there; `_weighed` knows the same in weights."""
    text = sight.text
    right = (text[end : end + 3] + "$$$")[:3]
    traces = ["x" + right[0], "y" + right[:2], "z" + right, "t" + text[end - 1], "u" + text[end - 2 : end]]
    traces += [f">{kind}" for kind in sight.behind.get(end, ())]
    if right[0] == "的":
        traces += [f"的>{kind}" for kind in sight.behind.get(end + 1, ())]
    elif right[0] == "$":
        traces.append(">all")
    elif not sight.unit[end]:
        traces.append(">gap")
    if _joined(text, end):
        traces.append(">joined")
    if _is_trade(text, end):
        traces.append("trade")
    return traces


def _is_trade(text: str, end: int) -> bool:
    return text[end - 1] in _TRADE_ENDS and (
        text[end - 1] == "厂" or text[end - 2 : end] in _TRADES or text[max(0, end - 3) : end] in _TRADES
    )


def _inside(categories: Iterable[str]) -> list[str]:
    return [f"in {category}" for category in categories]


def _between(sight: Sight, start: int, end: int) -> list[str]:
    """What a stretch is like by itself."""
    text, words = sight.text, sight.words
    said, size = text[start:end], end - start
    around = f"l{text[start - 1] if start else '^'}{text[end] if end < len(text) else '$'}"
    traces = [around, f"n{size}", f"w{tokens.is_word(said):d}{min(size, 5)}"]
    if size > 2:
        traces.append(f"p{tokens.is_word(said[:2]):d}{tokens.is_word(said[-2:]):d}")
    for first, last, categories in words:
        if start <= first and last <= end:
            traces += _inside(categories)
        elif first < end and start < last:
            traces.append("cut")
    return traces


@cache
def _weights() -> Weights:
    return Weights(FILE.read_text(encoding="utf-8").splitlines()[1:])  # the first says what it was made of


@cache
def _places() -> frozenset[str]:
    return frozenset(places())
