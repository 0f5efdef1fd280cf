"""Messages with the frames they mean, read for training: lines of JSON with their known names or their world,
and plain lines under the intents they mean (`tests/corpus/said`)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from nlp import lexicon
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
    begins: tuple[int, ...] = ()  # the clauses that begin the frames of `gold`, where the corpus says so

    def lesson(self) -> Lesson | None:
        """What it teaches."""
        if self.begins:
            ends = [*(begin - 1 for begin in self.begins[1:]), len(self.seen) - 1]
            return lesson(self.seen, self.gold, list(zip(self.gold, self.begins, ends, strict=True)))
        return lesson(self.seen, self.gold, [(intent, first, last) for intent, first, last, _ in self.cuts])


def told(files: Iterable[Path]) -> list[Told]:
    """The messages of these files but for answers to a question: short answers teach the chain their
    likes."""
    found: list[Told] = []
    for file in files:
        worlds = worlds_beside(file)
        if file.suffix == ".txt":
            found += said(file, worlds)
            continue
        for message, known in messages(file, worlds):
            if message.get("pending"):
                continue
            clauses = _clauses(message["text"], datetime.fromisoformat(message["now"]), KnownNames.of(known))
            gold = [frame["intent"] for frame in message["frames"]]
            found.append(Told(file.stem, gold, traces(clauses), cuts(clauses)))
    return found


def worlds_beside(file: Path) -> dict[str, Any]:
    """The names known in each world of the corpus a file is of (`worlds/*.json`), by the world's name."""
    worlds: dict[str, Any] = {}
    for beside in sorted({*file.parent.glob("worlds/*.json"), *file.parent.parent.glob("worlds/*.json")}):
        worlds |= json.loads(beside.read_text(encoding="utf-8"))
    return worlds


def messages(file: Path, worlds: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The messages of a file of JSON lines, each with the names known to its speaker."""
    for line in file.read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        yield message, message.get("known") or worlds.get(message.get("world", "")) or {}


class Line(NamedTuple):
    """A line of a file of `tests/corpus/said`: the intents it means, its parts at `|`, and who says it
    when."""

    gold: list[str]
    parts: list[str]
    now: datetime
    names: KnownNames


def lines(file: Path, worlds: Mapping[str, Any]) -> Iterator[Line]:
    """The lines of a file of `tests/corpus/said`, each under the intents it means.

    `# world NAME, NOW` says whose names are known and when; `## INTENT + INTENT` what the lines below mean;
    `|` in a line is where the next frame begins.
    """
    names, now, gold = KnownNames.of({}), datetime.min.replace(tzinfo=UTC), ["unknown"]
    for line in filter(None, map(str.strip, file.read_text(encoding="utf-8").splitlines())):
        if line.startswith("## "):
            gold = line[3:].split(" + ")
        elif line.startswith("# world "):
            world, when = line[8:].split(", ")
            names, now = KnownNames.of(worlds[world]), datetime.fromisoformat(f"{when}+08:00")
        else:
            yield Line(gold, line.split("|"), now, names)


def said(file: Path, worlds: Mapping[str, Any]) -> list[Told]:
    """What they teach: each read with a mark where a frame begins, with a space, and with neither, as
    dictated."""
    found: list[Told] = []
    for gold, parts, now, names in lines(file, worlds):
        for mark in (",", " ", "") if len(parts) > 1 else ("",):
            if (one := _said(file.stem, gold, parts, mark, now, names)) is not None:
                found.append(one)
    return found


def _said(
    name: str, gold: list[str], parts: list[str], mark: str, now: datetime, names: KnownNames
) -> Told | None:
    """One line of such a file; None where no clause begins at a frame."""
    text = mark.join(parts)
    clauses = _clauses(text, now, names)
    starts = [clause.reading.source.span(clause.start, clause.end)[0] for clause in clauses]
    places = [0, *accumulate(len(part) + len(mark) for part in parts[:-1])]
    begins = [starts.index(place) for place in places if place in starts]
    if len(gold) > 1 and len(begins) < len(gold):
        return None
    return Told(name, gold, traces(clauses), cuts(clauses), tuple(begins))


def _clauses(text: str, now: datetime, names: KnownNames) -> list[Clause]:
    return split(read(*heard(text, names), now, names, lexicon.default()))


def cuts(clauses: list[Clause]) -> list[tuple[str, int, int, float]]:
    """The blocks of the rules alone, by the numbers of their clauses."""
    starts = {clause.start: place for place, clause in enumerate(clauses)}
    return [
        (b.intent, starts[b.clauses[0].start], starts[b.clauses[-1].start], b.rule.weight)
        for b in gather(clauses)
    ]
