"""Where a dictated stretch without marks goes on to the next fact:
聊了报价|下周三再去一趟|顺便给王总打个电话.

A linear model over the places where a word, a name or a value begins: what stands around the place, what
begins and ends there, and what lies before and behind it each have weights, learned from lines told with
their joints (`python -m nlp.learn_joints`). It only offers places; what is one frame after all, the chain
decides.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path

from nlp.learned.traces import signs
from nlp.reading import Clause

FILE = Path(__file__).with_name("joints.dat")
LEAST = 0
# What the things of a stretch must say of a place for its characters to be looked at, which most are not.
PROMISING = -28
SHORTEST = 12  # characters of a stretch that is looked at
NEAREST = 3  # no joint is nearer to either end, or to another cut
FURTHEST = 10  # characters that are counted before and behind a place
LISTED = "、"  # what stands behind it is more of the same order
MANY = 5000  # sums that are kept
ALWAYS = "always"

_SIGNS = (("a", "x"), ("b", "y", "m"), ("c", "z", "n", "o"))  # of one, two and three characters
_NOTHING = (0, 0, 0, 0)
_PLACE = itemgetter(0)

# A place and what lies there: categories of a word, kinds of a name or a value.
Thing = tuple[int, int, Iterable[str]]


class Weights(dict[str, int]):
    """Weights of traces, in tenths of a nat: whole numbers, so that no order of adding matters."""

    def __init__(self, lines: Iterable[str]) -> None:
        """From the lines of a weights file, but for its first."""
        super().__init__((trace, int(value)) for trace, _, value in (line.rpartition("\t") for line in lines))
        self.one, self.two, self.three = (self._around(size, signs) for size, signs in enumerate(_SIGNS, 1))
        self.before, self.behind = (
            [self.get(f"{sign}{count}", 0) for count in range(FURTHEST + 1)] for sign in "st"
        )
        self.always = self.get(ALWAYS, 0)
        self.kinds: dict[Iterable[str], tuple[int, int, int, int]] = {}

    def _around(self, size: int, signs: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
        said = {trace[1:] for trace in self if len(trace) == 1 + size and trace[0] in signs}
        return {chars: tuple([self.get(sign + chars, 0) for sign in signs]) for chars in said}

    def kind(self, kinds: Iterable[str]) -> tuple[int, int, int, int]:
        """What such a thing is worth before a place, behind it, ending there and beginning there."""
        if len(self.kinds) > MANY:  # words of one's own have kinds of their own
            self.kinds.clear()
        before, behind, ends, begins = (sum([self.get(sign + kind, 0) for kind in kinds]) for sign in "<>eB")
        found = self.kinds[kinds] = (before, behind, ends, begins)
        return found


def find(clause: Clause) -> list[int]:
    """The places inside a stretch where the next fact begins, most likely."""
    return joints(clause, _weights()) if clause.end - clause.start >= SHORTEST else []


def joints(clause: Clause, weights: Weights) -> list[int]:
    """The same by these weights; `seen` tells what they are summed of."""
    start, end = clause.start, clause.end
    ends: dict[int, int] = {}
    begins: dict[int, int] = {}
    steps: list[tuple[int, int]] = []
    around = weights.always
    known = weights.kinds
    for at, until, kinds in _things(clause):
        left, right, last, first = known.get(kinds) or weights.kind(kinds)
        ends[until] = ends.get(until, 0) + last
        begins[at] = begins.get(at, 0) + first
        around += right
        steps.append((at, left - right))
    found: list[int] = []
    place = 0
    nearest, furthest = start + NEAREST, end - NEAREST
    written = signs(clause.reading)
    one, two, three = weights.one, weights.two, weights.three
    for at, worth in begins.items():
        while steps[place][0] < at:
            around += steps[place][1]
            place += 1
        if not nearest <= at <= furthest or not written[at]:  # no place is inside a name or a value
            continue
        worth += around + ends.get(at, 0)
        worth += weights.before[min(at - start, FURTHEST)] + weights.behind[min(end - at, FURTHEST)]
        if worth < PROMISING:
            continue
        before, behind = "".join(written[start:at])[-3:], "".join(written[at:end])[:3]
        if before.endswith(LISTED):
            continue
        text = f"{before:^>3}{behind:$<3}"
        worth += one.get(text[2], _NOTHING)[0] + one.get(text[3], _NOTHING)[1]
        worth += two.get(text[1:3], _NOTHING)[0] + two.get(text[3:5], _NOTHING)[1]
        worth += two.get(text[2:4], _NOTHING)[2]
        worth += three.get(text[:3], _NOTHING)[0] + three.get(text[3:], _NOTHING)[1]
        worth += three.get(text[1:4], _NOTHING)[2] + three.get(text[2:5], _NOTHING)[3]
        if worth > LEAST:
            found.append(at)
    return found


def seen(clause: Clause) -> Iterator[tuple[int, list[str]]]:
    """The places inside a stretch where a fact may begin, with everything that speaks for or against it."""
    start, end = clause.start, clause.end
    things = _things(clause)
    written = signs(clause.reading)
    text = "".join(["^^^", *written[start:end], "$$$"])
    for at in dict.fromkeys(first for first, *_ in things):
        i = 3 + len("".join(written[start:at]))
        if at < start + NEAREST or at > end - NEAREST or not written[at] or text[i - 1] == LISTED:
            continue
        traces = [
            ALWAYS,
            "a" + text[i - 1],
            "x" + text[i],
            "b" + text[i - 2 : i],
            "y" + text[i : i + 2],
            "m" + text[i - 1 : i + 1],
            "c" + text[i - 3 : i],
            "z" + text[i : i + 3],
            "n" + text[i - 2 : i + 1],
            "o" + text[i - 1 : i + 2],
            f"s{min(at - start, FURTHEST)}",
            f"t{min(end - at, FURTHEST)}",
        ]
        for first, last, kinds in things:
            traces += [("<" if first < at else ">") + kind for kind in kinds]
            traces += ["e" + kind for kind in kinds if last == at]
            traces += ["B" + kind for kind in kinds if first == at]
        yield at, traces


def _things(clause: Clause) -> list[Thing]:
    """The words, names and values of a stretch, left to right."""
    things: list[Thing] = [(cue.start, cue.end, cue.features) for cue in clause.cues]
    for item in clause.items:
        things.append((item.start, item.end, (item.kind, *item.tenses)))
    for mention in clause.mentions:
        if mention.kind != "tag":
            names = mention.names
            kinds = (mention.kind, names[0].kind) if names else (mention.kind,)
            things.append((mention.start, mention.end, kinds))
    things.sort(key=_PLACE)
    return things


@cache
def _weights() -> Weights:
    return Weights(FILE.read_text(encoding="utf-8").splitlines()[1:])  # the first says what it was made of
