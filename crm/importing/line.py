"""One row's cells by what their columns hold; what cannot be taken leaves its reason."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from crm.importing.clean import Bad
from crm.importing.headings import Headings

T = TypeVar("T")
Places = dict[str, list[int]]
"""Field → where its columns stand."""


def places(headings: Headings) -> Places:
    """Where the columns of each field stand, people told apart or not."""
    found: Places = {}
    for at, column in enumerate(headings.columns):
        if column is not None and column.field != "ignore":
            found.setdefault(column.field, []).append(at)
    return found


class Line:
    """A row to be read. `reasons` collects what is wrong with it."""

    def __init__(
        self, texts: Sequence[str], at: Mapping[str, list[int]], cells: Sequence[Any], reasons: list[str]
    ) -> None:
        self._texts, self._at, self._cells = texts, at, cells
        self.reasons = reasons

    def all(self, name: str, read: Callable[[Any], T | None]) -> list[T]:
        """The values of all columns of this field."""
        found = []
        for column in self._at.get(name, ()):
            if column >= len(self._cells) or (cell := self._cells[column]) is None or cell == "":
                continue
            try:
                value = read(cell)
            except Bad as error:
                self.reasons.append(f"{self._texts[column]}：{error}")
                continue
            if value is not None:
                found.append(value)
        return found

    def first(self, name: str, read: Callable[[Any], T | None]) -> T | None:
        """The value of the first column of this field that has one."""
        if name not in self._at:
            return None
        return next(iter(self.all(name, read)), None)

    def lists(self, name: str, read: Callable[[Any], list[T]]) -> list[T]:
        """The values of columns that hold several each, each value once."""
        return list(dict.fromkeys(one for many in self.all(name, read) for one in many))
