"""What is to be said about rows of a file, and how many of each kind there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from crm.errors import Refused
from crm.importing.sheets import MOST_ROWS


@dataclass(slots=True)
class Marks:
    """`marks` says for a row what is wrong with it; `counts` has rows, bad, duplicate, conflict, odd."""

    marks: dict[int, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def more(self, rows: int) -> None:
        """So many rows more. Raises Refused when they are too many."""
        self.counts["rows"] += rows
        if self.counts["rows"] > MOST_ROWS:
            raise Refused(f"超过 {MOST_ROWS} 行，请分成几个文件再导入。")

    def mark(self, number: int, kind: str, reasons: Iterable[str]) -> None:
        self.marks[number] = "；".join(filter(None, (self.marks.get(number), *reasons)))
        self.counts[kind] += 1
