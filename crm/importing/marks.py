"""What is to be said about rows of a file, and how many of each kind there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Marks:
    """`marks` says for a row what is wrong with it; `counts` has rows, bad, duplicate, conflict, odd."""

    marks: dict[int, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def mark(self, number: int, kind: str, reasons: Iterable[str]) -> None:
        self.marks[number] = "；".join(filter(None, (self.marks.get(number), *reasons)))
        self.counts[kind] += 1
