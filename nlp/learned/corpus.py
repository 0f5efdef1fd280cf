"""Messages with the frames they mean, read for training: lines of JSON, known names beside them or by their world."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from nlp import lexicon, talk
from nlp.clauses import split
from nlp.gather import gather
from nlp.learned.traces import Traces, traces
from nlp.learned.training import Lesson, lesson
from nlp.names import KnownNames
from nlp.parser import heard, read
from nlp.reading import Clause


class Told(NamedTuple):
    """A message of a corpus, as the rules alone read it."""

    file: str
    gold: list[str]
    seen: list[Traces]
    cuts: list[tuple[str, int, int, float]]  # intent, first and last clause, weight

    def lesson(self) -> Lesson | None:
        """What it teaches."""
        return lesson(self.seen, self.gold, [(intent, first, last) for intent, first, last, _ in self.cuts])


def told(files: Iterable[Path]) -> list[Told]:
    """The messages of these files that the rules judge by clauses: no short answers, no answers to a question."""
    found: list[Told] = []
    worlds: dict[str, Any] = {}
    for file in files:
        for beside in sorted({*file.parent.glob("worlds-*.json"), *file.parent.parent.glob("worlds-*.json")}):
            worlds |= json.loads(beside.read_text(encoding="utf-8"))
        for line in file.read_text(encoding="utf-8").splitlines():
            message = json.loads(line)
            known = message.get("known") or worlds.get(message.get("world", "")) or {}
            if message.get("pending") or talk.answer(message["text"].lower(), lexicon.default()):
                continue
            now = datetime.fromisoformat(message["now"])
            clauses = split(read(*heard(message["text"]), now, KnownNames.of(known), lexicon.default()))
            gold = [frame["intent"] for frame in message["frames"]]
            found.append(Told(file.stem, gold, traces(clauses), cuts(clauses)))
    return found


def cuts(clauses: list[Clause]) -> list[tuple[str, int, int, float]]:
    """The blocks of the rules alone, by the numbers of their clauses."""
    starts = {clause.start: place for place, clause in enumerate(clauses)}
    return [
        (b.intent, starts[b.clauses[0].start], starts[b.clauses[-1].start], b.rule.weight)
        for b in gather(clauses)
    ]
