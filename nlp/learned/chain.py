"""A chain over the clauses of a message: each begins a frame of some intent, or goes on with the frame before it.

It is a conditional random field, used by its best path. A trace has one weight for each intent that the clause may
begin and one for each that it may go on with. All weights of a trace are packed into one whole number, one field
of 16 bits each, so that summing a clause's traces is a handful of additions.
"""

import struct
from binascii import a2b_base64
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import add
from pathlib import Path
from typing import NamedTuple

from nlp.learned.traces import Traces

FILE = Path(__file__).with_name("weights.dat")
SCALE = 32  # a weight of 1 is written as 32 …
ZERO = 128  # … above 128, so that no field is ever negative
MOST = 250  # traces of a clause that are summed: more would overflow a field
_FOLLOWED = 3  # intents of a clause that are followed


class Step(NamedTuple):
    """What a clause does: it begins a frame of an intent, or goes on with one."""

    begins: bool
    intent: str


class Hint(NamedTuple):
    """That a clause does something, as somebody else sees it, and how much (in nats) it is worth to him."""

    place: int
    step: Step
    worth: float


class Chain:
    """Weights, ready to read a message."""

    def __init__(self, lines: Sequence[str]) -> None:
        """From the lines of a weights file: the intents, a row of turns for each, then a trace a line."""
        self.intents = lines[0].split()
        count = len(self.intents)
        self._half = struct.Struct(f"<{count}H")
        turns = [[byte - ZERO for byte in a2b_base64(line)] for line in lines[1 : 1 + count]]
        self._into = list(zip(*turns, strict=True))  # of each intent, what it is worth after each of them
        self._at = {intent: place for place, intent in enumerate(self.intents)}
        self._weights: dict[str, int] = {}
        for line in lines[1 + count :]:
            trace, _, text = line.partition("\t")
            wide = bytearray(4 * count)
            wide[::2] = a2b_base64(text)
            self._weights[trace] = int.from_bytes(wide, "little")

    def path(self, seen: Sequence[Traces], hints: Iterable[Hint] = ()) -> list[Step]:
        """The best path over the clauses of a message."""
        count = len(self.intents)
        extra: list[dict[int, int]] = [{} for _ in seen]
        for place, step, worth in hints:
            if step.intent in self._at:
                extra[place][self._at[step.intent] + (0 if step.begins else count)] = int(worth * SCALE)
        if len(seen) == 1:
            return [Step(True, self.intents[self._one(seen[0], extra[0])])]
        best = self._begun(self._beginning(self._summed(seen[0])), extra[0])
        back: list[dict[int, tuple[bool, int]]] = []
        for traces, more in zip(seen[1:], extra[1:], strict=True):
            summed = self._summed(traces)
            going = self._half.unpack_from(summed, self._half.size)
            now: dict[int, int] = {}
            steps: dict[int, tuple[bool, int]] = {}
            before = list(best)
            for at, own in self._begun(self._beginning(summed), more).items():
                into = self._into[at]
                values = [value + into[one] for one, value in best.items()]
                most = max(values)
                now[at], steps[at] = most + own, (True, before[values.index(most)])
            for at, value in best.items():
                value += going[at] + more.get(count + at, 0)
                if at not in now or value >= now[at]:
                    now[at], steps[at] = value, (False, at)
            best = now
            back.append(steps)
        at = max(best, key=best.__getitem__)
        path: list[Step] = []
        for steps in reversed(back):
            begins, one = steps[at]
            path.append(Step(begins, self.intents[at]))
            at = one
        path.append(Step(True, self.intents[at]))
        return path[::-1]

    def against(self, seen: Sequence[Traces], intent: str) -> tuple[str, float]:
        """The likeliest other intent of clauses that make one frame, and by how many nats it leads."""
        fields = list(self._beginning(self._summed(seen[0])))
        for traces in seen[1:]:
            going = self._half.unpack_from(self._summed(traces), self._half.size)
            fields = list(map(add, fields, going))
        mine = self._at.get(intent, -1)
        best = max((at for at in range(len(fields)) if at != mine), key=fields.__getitem__)
        own = fields[mine] if mine >= 0 else min(fields)
        return self.intents[best], (fields[best] - own) / SCALE

    def _one(self, traces: Traces, extra: Mapping[int, int]) -> int:
        """The intent of a message of one clause: only the likeliest, and those somebody speaks for, can win."""
        own = self._beginning(self._summed(traces))
        most = max(own)
        found = {own.index(most): most}
        for at, value in extra.items():
            if at < len(own):
                found[at] = own[at] + value
        return max(sorted(found), key=found.__getitem__)

    def _begun(self, own: Sequence[int], extra: Mapping[int, int]) -> dict[int, int]:
        """The intents that a clause most likely begins, and those somebody speaks for."""
        count = len(own)
        least = sorted(own)[-min(count, _FOLLOWED)]
        found = {at: value for at, value in enumerate(own) if value >= least}
        for at, value in extra.items():
            if at < count:
                found[at] = own[at] + value
        return found

    def _beginning(self, summed: bytes) -> Sequence[int]:
        return self._half.unpack_from(summed)

    def _summed(self, traces: Traces) -> bytes:
        """All fields: what speaks for beginning each intent, then what speaks for going on with it."""
        if len(traces) > MOST:
            traces = set(sorted(traces)[:MOST])
        return sum(filter(None, map(self._weights.get, traces))).to_bytes(2 * self._half.size, "little")


def packed(weights: Sequence[float]) -> bytes:
    """Weights as bytes, one each."""
    return bytes(max(0, min(255, round(weight * SCALE) + ZERO)) for weight in weights)


@cache
def default() -> Chain:
    """The chain of the weights file in this folder."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return Chain([line for line in lines if not line.startswith("#")])
