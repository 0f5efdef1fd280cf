"""Training of `joints`: lines of `said` told without the marks between their facts, and messages of one
fact."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import accumulate
from math import exp
from pathlib import Path
from typing import NamedTuple

from nlp import lexicon
from nlp.clauses import stretches
from nlp.learned import joints
from nlp.learned.corpus import lines, messages, worlds_beside
from nlp.names import KnownNames
from nlp.parser import heard, read
from nlp.reading import Clause

ROUNDS = 5
RATE = 0.3
DECAY = 3e-3
SURE = 0.02  # a smaller miss teaches nothing
SEEN = 3  # a trace of fewer places is not learned
KEPT = 0.1  # a smaller weight is not written


class Lesson(NamedTuple):
    """A stretch without marks and where its facts begin, but for the first."""

    file: str
    clause: Clause
    right: frozenset[int]


def lessons(files: Iterable[Path]) -> list[Lesson]:
    """From the messages of these files."""
    found: list[Lesson] = []
    for file in files:
        worlds = worlds_beside(file)
        if file.suffix == ".txt":
            for line in lines(file, worlds):
                if len(line.gold) == 1 or len(line.parts) > 1:
                    begins = set(accumulate(map(len, line.parts[:-1])))
                    found += _lessons(file.stem, "".join(line.parts), begins, line.now, line.names)
            continue
        for message, known in messages(file, worlds):
            if len(message["frames"]) == 1 and not message.get("pending"):
                now = datetime.fromisoformat(message["now"])
                found += _lessons(file.stem, message["text"], set(), now, KnownNames.of(known))
    return found


def _lessons(file: str, text: str, begins: set[int], now: datetime, names: KnownNames) -> list[Lesson]:
    reading = read(*heard(text, names), now, names, lexicon.default())
    right = frozenset(at for at in range(len(reading.text)) if reading.source.span(at, at + 1)[0] in begins)
    return [
        Lesson(file, Clause.of(reading, start, end), right)
        for start, end in stretches(reading)
        if end - start >= joints.SHORTEST
    ]


def trained(told: Sequence[Lesson], rounds: int = ROUNDS) -> list[str]:
    """The lines of the weights file: whether a place is a joint, by likelihood with AdaGrad."""
    rows = [(traces, at in one.right) for one in told for at, traces in joints.seen(one.clause)]
    often = Counter(trace for traces, _ in rows for trace in traces)
    weights = {trace: 0.0 for trace, count in sorted(often.items()) if count >= SEEN}
    paces = dict.fromkeys(weights, 1.0)
    rows = [(sorted(trace for trace in traces if trace in weights), right) for traces, right in rows]
    shuffle = random.Random(1).shuffle
    for _ in range(rounds):
        shuffle(rows)
        for traces, right in rows:
            worth = sum(map(weights.__getitem__, traces))
            miss = right - 1 / (1 + exp(-max(-30.0, min(30.0, worth))))
            if abs(miss) < SURE:
                continue
            for trace in traces:
                wanted = miss - DECAY * weights[trace]
                paces[trace] += wanted * wanted
                weights[trace] += RATE * wanted / paces[trace] ** 0.5
    return [f"{trace}\t{round(10 * value)}" for trace, value in weights.items() if abs(value) >= KEPT]
