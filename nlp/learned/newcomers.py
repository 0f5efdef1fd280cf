"""Companies nobody has recorded yet, by where they stand in a sentence: 中兴 in 刚跑完中兴的张总, 中兴报价两台服务器.

A linear model over the stretches of a message that could be a name. What stands before a place where a name may
begin, what stands behind a place where it may end, and what the stretch is like each have weights, learned from the
corpora with the known customers taken out and others put in their stead (`python -m nlp.learn_newcomers`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import repeat
from operator import gt
from pathlib import Path
from typing import NamedTuple

from nlp import forms as re
from nlp import tokens
from nlp.entities import NO_NAMES, Item
from nlp.lexicon import Cue
from nlp.mentions import Mention
from zh.names import places

FILE = Path(__file__).with_name("newcomers.dat")
LEAST = 1.5  # what a stretch must be worth, in nats above "no name here"
LONGEST = 10
FURTHEST = 120  # characters of a message that are looked at: names stand early, and any text comes

_LATIN = re.compile("[a-z0-9]")
_UNITS = re.compile(r"[\u4e00-\u9fffa-z0-9&]+")
_TRADES = frozenset(
    "公司 股份 集团 科技 机械 贸易 商贸 实业 电子 物流 药业 制药 食品 建材 化工 重工 电器 电气 传媒 餐饮 家具 家居 服饰 装饰 置业 地产 能源 智能 网络 "
    "软件 生物 医药 医疗 商场 超市 饭店 酒店 宾馆 医院 学院 大学 中学 小学 幼儿园 银行 研究院 研究所 事务所 工作室 厂".split()
)
_NONE = repeat(0.0)
_NEVER = NO_NAMES | {"quantity", "id"}


Word = tuple[int, int, list[str]]  # a word of the trade: its place and categories
CLOSE = 1e-6  # sums of the same weights in another order


class Run(NamedTuple):
    """Neighbouring characters that are free: traces of the places where a name may begin and where one may end."""

    begins: dict[int, list[str]]
    ends: dict[int, list[str]]

    def stretches(self) -> Iterator[tuple[int, int]]:
        """From each beginning to each end behind it."""
        for start in self.begins:
            for end in self.ends:
                if 2 <= end - start <= LONGEST:
                    yield start, end


class Sight(NamedTuple):
    """What there is to weigh in a message."""

    text: str
    words: list[Word]
    runs: list[Run]

    def stretches(self) -> Iterator[tuple[tuple[int, int], list[str]]]:
        """All that could be a name, with everything that speaks for or against it."""
        for run in self.runs:
            for start, end in run.stretches():
                yield (start, end), [*run.begins[start], *run.ends[end], *self.between(start, end)]

    def between(self, start: int, end: int) -> list[str]:
        """What a stretch is like by itself."""
        return _between(self.text, start, end, self.words)


class Weights(dict[str, float]):
    """Weights of traces, in nats."""

    @cached_property
    def limit(self) -> float:
        """The most that a stretch can be worth by itself, but for the words in it."""
        around = max([0.0, *(weight for trace, weight in self.items() if trace[0] == "l")])
        return around + max([sum(map(self._most, _by_size(size))) for size in range(2, LONGEST + 1)])

    def _most(self, traces: Iterable[str]) -> float:
        return max([self.get(trace, 0.0) for trace in traces])


def _by_size(size: int) -> list[list[str]]:
    """The traces of which a stretch of that size has one each."""
    parts = [f"p{head}{tail}" for head in (0, 1) for tail in (0, 1)]
    return [[f"n{size}"], [f"w{word}{min(size, 5)}" for word in (0, 1)], *([parts] if size > 2 else [])]


def find(
    text: str, cues: Sequence[Cue], mentions: Sequence[Mention], items: Sequence[Item]
) -> tuple[int, int] | None:
    """The place of the likeliest name in a lower-case text without known customers, if there is a likely one."""
    return best(seen(text, cues, mentions, items), _weights())


def best(sight: Sight, weights: Weights) -> tuple[int, int] | None:
    """The stretch that is worth most by these weights, if it is worth enough and no town."""
    inside = [
        weights.get(trace, 0.0)
        for *_, categories in sight.words
        for trace in ("cut", *[f"in {category}" for category in categories])
    ]
    limit = weights.limit + sum([weight for weight in inside if weight > 0.0]) + CLOSE
    most, found = LEAST, None
    for run in sight.runs:
        begins = {place: _sum(weights, traces) for place, traces in run.begins.items()}
        ends = {place: _sum(weights, traces) for place, traces in run.ends.items()}
        if max(begins.values()) + max(ends.values()) + limit <= most:
            continue  # few promise enough for their stretches to be looked at
        for start, end in run.stretches():
            promise = begins[start] + ends[end]
            if promise + limit <= most:
                continue
            worth = promise + _sum(weights, sight.between(start, end))
            if worth > most and sight.text[start:end] not in _places():
                most, found = worth, (start, end)
    return found


def seen(text: str, cues: Sequence[Cue], mentions: Sequence[Mention], items: Sequence[Item]) -> Sight:
    """What there is to weigh. A name does not go over a time, a sum, a phone number or somebody known."""
    size = min(len(text), FURTHEST)
    taken = bytearray(size + 1)
    before: dict[int, list[str]] = defaultdict(list)  # what ends at a place
    behind: dict[int, list[str]] = defaultdict(list)  # what begins there
    for start, end, kind in [
        *((i.start, i.end, f"item {i.kind}") for i in items),
        *((m.start, m.end, f"{m.kind} {m.how}") for m in mentions if m.kind != "tag"),
    ]:
        before[end].append(f"<{kind}")
        behind[start].append(f">{kind}")
        if not kind.startswith("item") or kind[5:] in _NEVER:
            taken[start : min(end, size)] = b"\1" * max(0, min(end, size) - start)
    words: list[Word] = []
    for cue in cues:
        categories = [category for category, _ in cue.marks]
        before[cue.end] += [f"<{category}" for category in categories]
        behind[cue.start] += [f">{category}" for category in categories]
        if len(cue.word) > 1:
            words.append((cue.start, cue.end, categories))
    unit = bytearray(size + 1)
    for match in _UNITS.finditer(text, 0, size + 1):
        unit[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    free = bytearray(map(gt, unit[:size], taken))
    latin = _LATIN.search(text) is not None
    joined = _Joined(text)
    sight = Sight(text, words, [])
    last = 0
    while (first := free.find(1, last)) >= 0:
        last = free.find(0, first)
        last = size if last < 0 else last
        places = [at for at in range(first, last + 1) if not (latin and _splits_latin(text, at))]
        begins = {at: _begin(text, at, before.get(at, ()), unit, joined) for at in places if at + 2 <= last}
        ends = {at: _end(text, at, behind, unit, joined) for at in places if at - 2 >= first}
        if begins and ends:
            sight.runs.append(Run(begins, ends))
    return sight


class _Joined(dict[int, bool]):
    """Whether the characters on both sides of a place are a word."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __missing__(self, at: int) -> bool:
        found = self[at] = 0 < at < len(self._text) and tokens.is_word(self._text[at - 1 : at + 1])
        return found


def _splits_latin(text: str, at: int) -> bool:
    """Whether a place is in the middle of a word of letters and digits."""
    return 0 < at < len(text) and text[at - 1 : at + 1].isascii() and text[at - 1 : at + 1].isalnum()


def _begin(text: str, start: int, before: Iterable[str], unit: bytearray, joined: _Joined) -> list[str]:
    left = text[start - 3 : start] if start > 2 else ("^^^" + text[:start])[-3:]
    traces = [
        "a" + left[2],
        "b" + left[1:],
        "c" + left,
        "h" + text[start],
        "i" + text[start : start + 2],
        *before,
    ]
    if not start:
        traces.append("<all")
    elif not unit[start - 1]:
        traces.append("<gap")
    if joined[start]:
        traces.append("<joined")
    return traces


def _end(
    text: str, end: int, behind: Mapping[int, Sequence[str]], unit: bytearray, joined: _Joined
) -> list[str]:
    right = (text[end : end + 3] + "$$$")[:3]
    traces = ["x" + right[0], "y" + right[:2], "z" + right, "t" + text[end - 1], "u" + text[end - 2 : end]]
    traces += behind.get(end, ())
    if right[0] == "的":
        traces += [f"的{what}" for what in behind.get(end + 1, ())]
    elif right[0] == "$":
        traces.append(">all")
    elif not unit[end]:
        traces.append(">gap")
    if joined[end]:
        traces.append(">joined")
    if text[end - 2 : end] in _TRADES or text[end - 1] == "厂" or text[max(0, end - 3) : end] in _TRADES:
        traces.append("trade")
    return traces


def _between(text: str, start: int, end: int, words: Sequence[Word]) -> list[str]:
    said, size = text[start:end], end - start
    around = f"l{text[start - 1] if start else '^'}{text[end] if end < len(text) else '$'}"
    traces = [around, f"n{size}", f"w{tokens.is_word(said):d}{min(size, 5)}"]
    if size > 2:
        traces.append(f"p{tokens.is_word(said[:2]):d}{tokens.is_word(said[-2:]):d}")
    for first, last, categories in words:
        if start <= first and last <= end:
            traces += [f"in {category}" for category in categories]
        elif first < end and start < last:
            traces.append("cut")
    return traces


def _sum(weights: Mapping[str, float], traces: Iterable[str]) -> float:
    return sum(map(weights.get, traces, _NONE))


def weights_of(lines: Iterable[str]) -> Weights:
    """What a weights file says, after its first line."""
    return Weights((trace, int(value) / 10) for trace, _, value in (line.rpartition("\t") for line in lines))


@cache
def _weights() -> Weights:
    return weights_of(FILE.read_text(encoding="utf-8").splitlines()[1:])  # the first says what it was made of


@cache
def _places() -> frozenset[str]:
    return frozenset(places())
