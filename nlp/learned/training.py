"""Training of the chain: conditional likelihood, AdaGrad, plain Python, the same weights from the same lines.

What speaks for an intent speaks for it whether a clause begins a frame or goes on with one: a trace has
weights for both in common, and for each what differs. (Written down are their sums, so that reading costs
nothing more.)

What a message is cut into comes from the rules where their frames are the right ones; a message of one frame
needs no cut. Messages the rules cut wrongly are left out.
"""

import random
from binascii import b2a_base64
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from math import exp, log
from operator import add
from typing import NamedTuple

from nlp.learned.chain import Step, packed
from nlp.learned.traces import Traces

ROUNDS = 10
AVERAGED = 5  # the weights are the mean of those after so many rounds, the last: less depends on the order
RATE = 0.15
DECAY = 4e-4
# A trace none of whose weights is as much is left out: a third of them; next to nothing is read otherwise.
LEAST = 0.3
SEEN = 2  # a trace of fewer clauses is not learned
_FIRST = 8  # intents of a clause that are weighed in a message of several clauses
_NEAR = 12.0  # nats behind the best at which an intent is no longer weighed
_NOTHING = 1e-3  # chances smaller than this teach nothing


class Lesson(NamedTuple):
    """A message as the chain should read it. `weight`: how much of a lesson it is."""

    seen: list[Traces]
    path: list[Step]
    weight: float = 1.0


def lesson(seen: list[Traces], gold: Sequence[str], cuts: Sequence[tuple[str, int, int]]) -> Lesson | None:
    """From the right intents and the frames of the rules (intent, first clause, last clause)."""
    if not seen:
        return None
    if len(gold) == 1:
        cuts = [(gold[0], 0, len(seen) - 1)]
    elif [i for i, _ in groupby(gold)] != [i for i, _ in groupby(intent for intent, _, _ in cuts)]:
        return None
    begins = {first if number else 0: intent for number, (intent, first, _) in enumerate(cuts)}
    path: list[Step] = []  # what lies before the first frame belongs to it
    for place in range(len(seen)):
        path.append(Step(place in begins, begins[place] if place in begins else path[-1].intent))
    return Lesson(seen, path)


class Trainer:
    """Weights while they are learned: `weights[trace]` has those of beginning, those of going on, and those
    of both."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        often = Counter(trace for one in lessons for seen in one.seen for trace in seen)
        self.intents = sorted({step.intent for one in lessons for step in one.path})
        self._at = {intent: place for place, intent in enumerate(self.intents)}
        count = self._count = len(self.intents)
        self.weights = {trace: [0.0] * (3 * count) for trace in sorted(often) if often[trace] >= SEEN}
        self._paces = {trace: [0.01] * (3 * count) for trace in self.weights}
        self.turn = [[0.0] * count for _ in range(count)]  # what begins after what
        self._pace_turn = [[0.01] * count for _ in range(count)]

    def learn(self, lessons: Sequence[Lesson], rounds: int = ROUNDS) -> None:
        """Go through the lessons, each round in another order, always the same orders."""
        rows = [
            (
                [sorted(t for t in seen if t in self.weights) for seen in one.seen],
                [(s.begins, self._at[s.intent]) for s in one.path],
                one.weight,
            )
            for one in lessons
        ]
        shuffle = random.Random(1).shuffle
        last = min(AVERAGED, rounds)
        sums: list[list[float]] = []
        for number in range(1, rounds + 1):
            shuffle(rows)
            for traces, path, weight in rows:
                self._step(traces, path, weight)
            if number > rounds - last:
                now = [*self.turn, *self.weights.values()]
                sums = [list(map(add, one, row)) for one, row in zip(sums, now, strict=True)] if sums else now
                self._keep_apart()
        if not sums:
            return
        means = [[value / last for value in row] for row in sums]
        count = self._count
        self.turn, rest = means[:count], means[count:]
        self.weights = dict(zip(self.weights, rest, strict=True))

    def _keep_apart(self) -> None:
        """Go on with rows of their own: those of this round are kept for the mean."""
        self.turn = [[*row] for row in self.turn]
        self.weights = {trace: [*row] for trace, row in self.weights.items()}

    def _fields(self, traces: Sequence[str]) -> list[float]:
        rows = [self.weights[trace] for trace in traces]
        return _together(list(map(sum, zip(*rows, strict=True))) if rows else [0.0] * (3 * self._count))

    def _step(self, traces: Sequence[Sequence[str]], path: Sequence[tuple[bool, int]], weight: float) -> None:
        count, last = self._count, len(traces) - 1
        fields = [self._fields(each) for each in traces]
        begun: list[dict[int, float]] = []
        gone: list[dict[int, float]] = []
        both: list[dict[int, float]] = []
        for place, (row, (_, right)) in enumerate(zip(fields, path, strict=True)):
            if not place:
                first = {at: row[at] for at in range(count)}
                begun.append(first)
                gone.append({})
                both.append(self._near(first, right) if last else first)
                continue
            wanted = sorted(range(count), key=row.__getitem__)[-_FIRST:]
            before = both[-1]
            first = {
                at: row[at] + _total([value + self.turn[b][at] for b, value in before.items()])
                for at in {*wanted, right}
            }
            on = {at: value + row[count + at] for at, value in before.items()}
            begun.append(first)
            gone.append(on)
            sums = dict(first)
            for at, value in on.items():
                sums[at] = _total([value, sums[at]]) if at in sums else value
            both.append(self._near(sums, right))
        whole = _total(list(both[-1].values()))
        after: dict[int, float] = dict.fromkeys(both[-1], 0.0)
        for place in range(last, -1, -1):
            row, (begins, right) = fields[place], path[place]
            lessons: dict[int, float] = {right + (0 if begins else count): weight}
            for offset, values in ((0, begun[place]), (count, gone[place])):
                for at, value in values.items():
                    if at in after and (chance := exp(min(0.0, value + after[at] - whole))) > _NOTHING:
                        lessons[at + offset] = lessons.get(at + offset, 0.0) - weight * chance
            for at, chance in list(lessons.items()):
                in_common = 2 * count + at % count
                lessons[in_common] = lessons.get(in_common, 0.0) + chance
            for trace in traces[place]:
                _adjust(self.weights[trace], self._paces[trace], lessons)
            if not place:
                return
            self._learn_turns(
                both[place - 1],
                row,
                after,
                whole,
                path[place - 1][1],
                begins,
                right,
                set(begun[place]),
                weight,
            )
            ahead = {at: row[at] + after[at] for at in begun[place] if at in after}
            after = {
                at: _total(
                    [self.turn[at][to] + value for to, value in ahead.items()]
                    + ([row[count + at] + after[at]] if at in after and at in gone[place] else [])
                )
                for at in both[place - 1]
            }

    def _learn_turns(
        self,
        before: dict[int, float],
        row: Sequence[float],
        after: dict[int, float],
        whole: float,
        left: int,
        begins: bool,
        right: int,
        begun: set[int],
        weight: float,
    ) -> None:
        for at, value in before.items():
            turns = {right: weight} if begins and at == left else {}
            for to in begun:
                if (
                    to in after
                    and (chance := exp(min(0.0, value + self.turn[at][to] + row[to] + after[to] - whole)))
                    > _NOTHING
                ):
                    turns[to] = turns.get(to, 0.0) - weight * chance
            _adjust(self.turn[at], self._pace_turn[at], turns)

    def _near(self, values: dict[int, float], right: int) -> dict[int, float]:
        least = max(values.values()) - _NEAR
        return {at: value for at, value in values.items() if value > least or at == right}

    def blend(self, other: "Trainer") -> None:
        """The mean of the weights and those of another training, for the same intents, takes their place."""
        nothing = [0.0] * (3 * self._count)
        rows = self.weights.keys() | other.weights.keys()
        self.turn = [_mean(row, beside) for row, beside in zip(self.turn, other.turn, strict=True)]
        self.weights = {
            trace: _mean(self.weights.get(trace, nothing), other.weights.get(trace, nothing))
            for trace in sorted(rows)
        }

    def lines(self) -> list[str]:
        """The weights as the lines of a file that `Chain` reads."""
        return [
            " ".join(self.intents),
            *(_text(row) for row in self.turn),
            *(
                f"{trace}\t{_text(row)}"
                for trace, row in zip(self.weights, map(_together, self.weights.values()), strict=True)
                if max(map(abs, row)) >= LEAST
            ),
        ]


def _together(row: list[float]) -> list[float]:
    """The weights of beginning and of going on, with those they have in common."""
    third = len(row) // 3
    return list(map(add, row, row[2 * third :] * 2))


def _mean(row: Sequence[float], other: Sequence[float]) -> list[float]:
    return [(one + another) / 2 for one, another in zip(row, other, strict=True)]


def _text(row: Sequence[float]) -> str:
    return b2a_base64(packed(row), newline=False).decode()


def _adjust(weights: list[float], paces: list[float], lessons: dict[int, float]) -> None:
    for at, wanted in lessons.items():
        wanted -= DECAY * weights[at]
        paces[at] += wanted * wanted
        weights[at] += RATE * wanted / paces[at] ** 0.5


def _total(values: Sequence[float]) -> float:
    """log of the sum of exp."""
    if not values:
        return -1e9
    top = max(values)
    return top + log(sum(exp(value - top) for value in values))
