"""A chain over the clauses of a message: each begins a frame of some intent, or goes on with the frame before
it.

It is a conditional random field, used by its best path. A trace has one weight for each intent that the
clause may begin and one for each that it may go on with. The weights of a trace are packed into a whole
number, one field of 16 bits each, so that summing a clause's traces is a handful of additions. (And those of
beginning once more by themselves, for the first clause of a message goes on with none: what it costs is
fetching the numbers from memory. More than a quarter of the traces say nothing of going on; these have one
number for both.)
"""

import struct
from binascii import a2b_base64
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import add
from pathlib import Path
from sys import intern
from typing import NamedTuple

from nlp.learned.traces import Traces

FILE = Path(__file__).with_name("weights.dat")
SCALE = 32  # a weight of 1 is written as 32 …
ZERO = 128  # … above 128 in a byte; in a field as it is, so that what says nothing is no number at all
MIDDLE = 1 << 15  # added to the sum, so that no field is negative
MOST = 250  # traces of a clause that are summed: more would overflow a field
_FOLLOWED = 3  # intents of a clause that are followed
_LEAST = -1 << 30  # less than any path is worth
_NONE = repeat(0)

# What a clause is worth for each intent: to begin a frame of it, and to go on with one.
Fields = tuple[Sequence[int], Sequence[int]]


class Step(NamedTuple):
    """What a clause does: it begins a frame of an intent, or goes on with one."""

    begins: bool
    intent: str


class Hint(NamedTuple):
    """That a clause does something, as somebody else sees it, and how much (in nats) it is worth to him.

    Where there are many, plain tuples of the same do.
    """

    place: int
    step: Step
    worth: float


class Chain:
    """Weights, ready to read a message."""

    def __init__(self, lines: Sequence[str]) -> None:
        """From the lines of a weights file: the intents, a row of turns for each, then a trace a line."""
        self.intents = lines[0].split()
        count = len(self.intents)
        self._half, self._both = struct.Struct(f"<{count}H"), struct.Struct(f"<{2 * count}H")
        turns = [[byte - ZERO for byte in a2b_base64(line)] for line in lines[1 : 1 + count]]
        self._into = list(zip(*turns, strict=True))  # of each intent, what it is worth after each of them
        self._at = {intent: place for place, intent in enumerate(self.intents)}
        self._steps = [[Step(begins, intent) for intent in self.intents] for begins in (False, True)]
        self._begins: dict[str, int] = {}
        self._whole: dict[str, int] = {}  # to begin and, above, to go on
        self._middle = sum(MIDDLE << 16 * place for place in range(2 * count))
        self._first = sum(MIDDLE << 16 * place for place in range(count))
        zero = sum(ZERO << 16 * place for place in range(count))
        size = self._half.size
        for line in lines[1 + count :]:
            trace, _, text = line.partition("\t")
            trace = intern(trace)
            wide = bytearray(2 * size)
            wide[::2] = a2b_base64(text)
            self._begins[trace] = begins = int.from_bytes(wide[:size], "little") - zero
            goes = int.from_bytes(wide[size:], "little") - zero
            self._whole[trace] = begins + (goes << 16 * count) if goes else begins

    def weighed(self, seen: Iterable[Traces]) -> list[Fields]:
        """What the traces of each clause of a message, left to right, are worth."""
        found: list[Fields] = []
        count = len(self.intents)
        for traces in seen:
            if len(traces) > MOST:
                traces = set(sorted(traces)[:MOST])
            if found:
                fields = sum(map(self._whole.get, traces, _NONE), self._middle)
                both = self._both.unpack(fields.to_bytes(self._both.size, "little"))
                found.append((both[:count], both[count:]))
            else:  # the first has nothing to go on with
                fields = sum(map(self._begins.get, traces, _NONE), self._first)
                found.append((self._half.unpack(fields.to_bytes(self._half.size, "little")), ()))
        return found

    def alone(self, clause: Fields, said: Iterable[tuple[str, float]]) -> str:
        """The intent of a message of one clause: only the likeliest, and those somebody speaks for, can
        win."""
        own = clause[0]
        most = max(own)
        best = own.index(most)
        for intent, worth in said:
            at = self._at.get(intent, -1)
            value = own[at] + int(worth * SCALE) if at >= 0 else -1
            if value > most or value == most and at < best:
                most, best = value, at
        return self.intents[best]

    def likeliest(self, clause: Fields, among: Iterable[str]) -> str:
        """Of these intents the likeliest for a message of one clause."""
        return max(sorted(among), key=lambda intent: clause[0][self._at[intent]])

    def path(
        self, clauses: Sequence[Fields], hints: Iterable[tuple[int, tuple[bool, str], float]] = ()
    ) -> list[Step]:
        """The best path over the clauses of a message."""
        if len(clauses) == 1:
            said = [(intent, worth) for _, (begins, intent), worth in hints if begins]
            return [Step(True, self.alone(clauses[0], said))]
        count = len(self.intents)
        extra: list[dict[int, int]] = [{} for _ in clauses]
        for place, (begins, intent), worth in hints:
            if intent in self._at:
                extra[place][self._at[intent] + (0 if begins else count)] = int(worth * SCALE)
        best = self._begun(clauses[0][0], extra[0])
        back: list[dict[int, tuple[bool, int]]] = []
        for (beginning, going), more in zip(clauses[1:], extra[1:], strict=True):
            now: dict[int, int] = {}
            steps: dict[int, tuple[bool, int]] = {}
            for at, own in self._begun(beginning, more).items():
                into = self._into[at]
                most, before = _LEAST, 0
                for one, value in best.items():
                    if (value := value + into[one]) > most:
                        most, before = value, one
                now[at], steps[at] = most + own, (True, before)
            for at, value in best.items():
                value += going[at]
                if more:
                    value += more.get(count + at, 0)
                if at not in now or value >= now[at]:
                    now[at], steps[at] = value, (False, at)
            best = now
            back.append(steps)
        at = max(best, key=best.__getitem__)
        path: list[Step] = []
        for steps in reversed(back):
            begins, one = steps[at]
            path.append(self._steps[begins][at])
            at = one
        path.append(self._steps[True][at])
        return path[::-1]

    def without(self, clauses: Sequence[Fields], intents: Collection[str]) -> list[Fields]:
        """What clauses are worth where none can begin one of these intents."""
        barred = {self._at[intent] for intent in intents if intent in self._at}
        return [
            ([0 if at in barred else own for at, own in enumerate(beginning)], going)
            for beginning, going in clauses
        ]

    def against(self, clauses: Sequence[Fields], intent: str) -> tuple[str, float]:
        """The likeliest other intent of clauses that make one frame, and by how many nats it leads."""
        fields = list(clauses[0][0])
        for _, going in clauses[1:]:
            fields = list(map(add, fields, going))
        mine = self._at.get(intent, -1)
        own = fields[mine] if mine >= 0 else min(fields)
        if mine >= 0:
            fields[mine] = -1  # less than any
        most = max(fields)
        return self.intents[fields.index(most)], (most - own) / SCALE

    def _begun(self, own: Sequence[int], extra: Mapping[int, int]) -> dict[int, int]:
        """The intents that a clause most likely begins, and those somebody speaks for."""
        count = len(own)
        found: dict[int, int] = {}
        highest = sorted(own)[-_FOLLOWED - 1 :]
        if len(set(highest)) > _FOLLOWED:
            for at in sorted(map(own.index, highest[1:])):
                found[at] = own[at]
        else:  # equal ones are all followed
            least = highest[-_FOLLOWED:][0]
            found = {at: value for at, value in enumerate(own) if value >= least}
        for at, value in extra.items():
            if at < count:
                found[at] = own[at] + value
        return found


def packed(weights: Sequence[float]) -> bytes:
    """Weights as bytes, one each."""
    return bytes(max(0, min(255, round(weight * SCALE) + ZERO)) for weight in weights)


@cache
def default() -> Chain:
    """The chain of the weights file in this folder."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return Chain([line for line in lines if not line.startswith("#")])
