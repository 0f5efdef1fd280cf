"""One row's cells by what their columns hold; what cannot be taken leaves its reason."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar

from crm.importing.clean import Bad
from crm.importing.headings import Headings

T = TypeVar("T")
REMEMBERED = 5000
Places = dict[str, list[int]]
"""Field → where its columns stand."""


def places(headings: Headings) -> Places:
    """Where the columns of each field stand, people told apart or not."""
    found: Places = {}
    for at, column in enumerate(headings.columns):
        if column is not None and column.field != "ignore":
            found.setdefault(column.field, []).append(at)
    return found


class Remembered(Generic[T]):
    """A way to read a cell that knows what it made of texts before: most columns say one of a few things."""

    def __init__(self, read: Callable[[Any], T]) -> None:
        self._read = read
        self._known: dict[str, T] = {}

    def __call__(self, cell: Any) -> T:
        if type(cell) is not str:
            return self._read(cell)
        if cell in self._known:
            return self._known[cell]
        value = self._read(cell)
        if len(self._known) < REMEMBERED:  # a column of names would fill the memory with them
            self._known[cell] = value
        return value


class Line:
    """A row to be read. `reasons` collects what is wrong with it."""

    def __init__(
        self, texts: Sequence[str], at: Mapping[str, list[int]], cells: Sequence[Any], reasons: list[str]
    ) -> None:
        self._texts, self._at, self._cells = texts, at, cells
        self.reasons = reasons

    def all(self, name: str, read: Callable[[Any], T | None]) -> list[T]:
        """The values of all columns of this field."""
        columns = self._at.get(name)
        if columns is None:
            return []
        found = []
        cells = self._cells
        for column in columns:
            if column >= len(cells) or (cell := cells[column]) is None or cell == "":
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
        found = self.all(name, read) if name in self._at else None
        return found[0] if found else None

    def lists(self, name: str, read: Callable[[Any], list[T]]) -> list[T]:
        """The values of columns that hold several each, each value once."""
        every = self.all(name, read)
        return list(dict.fromkeys(chain.from_iterable(every))) if every else []
