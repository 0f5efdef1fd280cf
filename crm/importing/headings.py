"""Columns recognised by their headings, in many wordings."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zh.text import normal

_HERE = Path(__file__).parent
_NUMBERED = re.compile(r"(.*\D)([1-9])")
_NOISE = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|[\s*:_\-./#'\"、]")
_NONE: Mapping[str, str] = {}
CUSTOMERS = "customers"
NEEDED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "customers": ("name", ()),
    "products": ("product", ("price", "cost", "stock", "unit", "code")),
    "holdings": ("ends_on", ("customer",)),
    "orders": ("customer", ("total", "amount", "product", "price")),
}
"""Kinds of tables: the column without which it is none, and those of which it has one at least."""
LOOK_AT = 30  # rows at the top of a sheet among which the headings are sought: titles stand above them


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds. `person` tells the people of one row apart: 联系人, 联系人2."""

    field: str
    person: int = 1


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings as they stand in the file and what each column is; None: not recognised."""

    texts: tuple[str, ...]
    columns: tuple[Column | None, ...]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns if column)

    @property
    def unknown(self) -> list[str]:
        """Headings that mean nothing to us: their columns are left out, and that is said."""
        return [text for text, column in zip(self.texts, self.columns, strict=True) if text and not column]


@cache
def wordings(kind: str = CUSTOMERS) -> dict[str, tuple[str, ...]]:
    """For each field how its column may be called in this kind of table, the usual wording first."""
    data = tomllib.loads((_HERE / f"headings_{kind}.toml").read_text(encoding="utf-8"))
    return {field: tuple(words) for field, words in data.items()}


@cache
def _by_wording(kind: str) -> dict[str, str]:
    return {_bare(word): field for field, words in wordings(kind).items() for word in words}


def title(field: str, kind: str = CUSTOMERS) -> str:
    """What a field is called; one of the company's own by its kind."""
    known = wordings(kind)
    return known[field][0] if field in known else "自定义字段"


def _bare(heading: str) -> str:
    return _NOISE.sub("", normal(heading))


def meaning(heading: str, kind: str = CUSTOMERS) -> Column | None:
    """What a column under this heading holds."""
    bare = _bare(heading)
    known = _by_wording(kind)
    if bare in known:
        return Column(known[bare])
    if (numbered := _NUMBERED.fullmatch(bare)) and (field := known.get(numbered[1])):
        return Column(field, int(numbered[2]))
    for prefix in ("客户的", "客户", "公司", "企业", "主"):
        if field := known.get(bare.removeprefix(prefix)):
            return Column(field)
    return None


def read(cells: Sequence[Any], given: Mapping[str, str] = _NONE, kind: str = CUSTOMERS) -> Headings:
    """One row of cells as headings. `given`: what the person said that some of them mean."""
    texts = tuple(cell.strip() if isinstance(cell, str) else "" for cell in cells)
    said = {_bare(text): field for text, field in given.items()}
    return Headings(texts, tuple(_column(text, said, kind) if text else None for text in texts))


def _column(text: str, said: Mapping[str, str], kind: str) -> Column | None:
    field = said.get(_bare(text))
    return Column(field) if field else meaning(text, kind)


def find(
    rows: Iterable[Sequence[Any]], given: Mapping[str, str] = _NONE, kind: str = CUSTOMERS
) -> tuple[int, Headings] | None:
    """Where the headings stand (counted from 0) and what they say; None where it is no such table."""
    best: tuple[int, int, Headings] | None = None
    key, others = NEEDED[kind]
    for at, cells in enumerate(rows):
        if at >= LOOK_AT:
            break
        found = read(cells, given, kind)
        known = len([column for column in found.columns if column])
        fits = key in found.fields and (not others or bool(found.fields.intersection(others)))
        if fits and (best is None or known > best[0]):
            best = known, at, found
    return (best[1], best[2]) if best else None
