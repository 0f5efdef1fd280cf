"""Kinds of lists that go out. Their headings are those that import knows, so a file can come back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any, Final

from sqlalchemy.orm import Session

from crm.exporting.tables import Line
from models.scope import Scope

Rows = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list: a statement, and the lines of some of its rows.

    `whose` is the column of the person it belongs to, `customer` that of the customer, `at` that of its day
    or moment, `status` that of its state, `ended` that of when it was over; None: it has no such thing.
    `more`: headings of the company's own, after the others.
    """

    title: str
    model: Any
    headings: tuple[str, ...]
    statement: Any  # a select
    lines: Callable[[Session, Rows, tzinfo, Scope], Iterator[Line]]
    whose: Any = None
    customer: Any = None
    at: Any = None
    status: Any = None
    ended: Any = None
    more: Callable[[Session], Sequence[str]] = field(default=lambda _session: ())


def moment(value: datetime | None, tz: tzinfo, grain: str = "minute") -> str:
    if value is None:
        return ""
    return f"{value.astimezone(tz):{'%Y-%m-%d' if grain == 'day' else '%Y-%m-%d %H:%M'}}"


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def said(words: Mapping[str, str], value: str | None) -> str | None:
    """What a value of ours is called; one that is not in the list as it is."""
    return words.get(value or "", value)


PRIORITY: Final = {"high": "高", "normal": "普通", "low": "低"}
TASKS: Final = {"open": "未完成", "done": "已完成", "cancelled": "已取消", "missed": "已到下一次"}
