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
def wordings() -> dict[str, tuple[str, ...]]:
    """For each field how its column may be called, the usual wording first."""
    data = tomllib.loads((_HERE / "headings.toml").read_text(encoding="utf-8"))
    return {field: tuple(words) for field, words in data.items()}


@cache
def _by_wording() -> dict[str, str]:
    return {_bare(word): field for field, words in wordings().items() for word in words}


def title(field: str) -> str:
    """What a field is called; one of the company's own by its kind."""
    return wordings()[field][0] if field in wordings() else "自定义字段"


def _bare(heading: str) -> str:
    return _NOISE.sub("", normal(heading))


def meaning(heading: str) -> Column | None:
    """What a column under this heading holds."""
    bare = _bare(heading)
    known = _by_wording()
    if bare in known:
        return Column(known[bare])
    if (numbered := _NUMBERED.fullmatch(bare)) and (field := known.get(numbered[1])):
        return Column(field, int(numbered[2]))
    for prefix in ("客户的", "客户", "公司", "企业", "主"):
        if field := known.get(bare.removeprefix(prefix)):
            return Column(field)
    return None


def read(cells: Sequence[Any], given: Mapping[str, str] = _NONE) -> Headings:
    """One row of cells as headings. `given`: what the person said that some of them mean."""
    texts = tuple(cell.strip() if isinstance(cell, str) else "" for cell in cells)
    said = {_bare(text): field for text, field in given.items()}
    return Headings(texts, tuple(_column(text, said) if text else None for text in texts))


def _column(text: str, said: Mapping[str, str]) -> Column | None:
    field = said.get(_bare(text))
    return Column(field) if field else meaning(text)


def find(rows: Iterable[Sequence[Any]], given: Mapping[str, str] = _NONE) -> tuple[int, Headings] | None:
    """Where the headings stand (counted from 0) and what they say; None without a customer's name."""
    best: tuple[int, int, Headings] | None = None
    for at, cells in enumerate(rows):
        if at >= LOOK_AT:
            break
        found = read(cells, given)
        known = len([column for column in found.columns if column])
        if "name" in found.fields and (best is None or known > best[0]):
            best = known, at, found
    return (best[1], best[2]) if best else None
