"""Customers nobody has spoken to for too long: days since the last follow-up against the level's limit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from crm import days
from models.customers import Customer, quiet_since
from models.lists import InSelect
from models.people import User
from models.work import Task

LIMITS: Final[Mapping[str, int]] = {"A": 7, "B": 15, "C": 30, "D": 60}  # days, by level
NO_LEVEL: Final = 30  # days, for customers without a level
KEY_LEVELS: Final = ("A",)  # 重点客户
LOST: Final = "流失"  # a customer given up is not silent


@dataclass(frozen=True, slots=True)
class Quiet:
    """A customer past the limit; `days` since the last follow-up, or since it was entered."""

    customer_id: int
    name: str
    level: str | None
    owner_id: int
    owner: str
    days: int
    limit: int
    spoken_to: bool


def quiet(
    session: Session,
    who: ColumnElement[bool],
    now: datetime,
    tz: tzinfo,
    *,
    each: int,
    levels: Collection[str] | None = None,
    planned: bool = True,
    past: ColumnElement[bool] | None = None,
) -> list[Quiet]:
    """At most `each` silent customers of every owner, highest level first, then the longest silence.

    `who` is a condition on `Customer.owner_id`. `planned=False` leaves out customers with an open task:
    somebody is on to them already. `past`: how far past the limit (`past_limit`). One statement.
    """
    since = quiet_since()
    limit = case(*((Customer.level == level, n) for level, n in LIMITS.items()), else_=NO_LEVEL)
    order = (limit, since, Customer.id)
    rank = func.row_number().over(partition_by=Customer.owner_id, order_by=order)
    wanted = [who, past_limit(now, tz) if past is None else past]
    if levels is not None:
        wanted.append(Customer.level.in_(levels))
    if not planned:
        wanted.append(~exists().where(Task.customer_id == Customer.id, Task.status == "open"))
    ranked = select(Customer.id.label("id"), rank.label("rank")).where(*wanted).subquery()
    statement = (
        select(*_COLUMNS, User.name.label("owner"))
        .join(User, User.id == Customer.owner_id)
        # Not a join: PostgreSQL expects thousands where the rank leaves three a person, and reads them all.
        .where(InSelect(Customer.id, select(ranked.c.id).where(ranked.c.rank <= each)))
        .order_by(*order)
    )
    return [_quiet(row, now, tz) for row in session.execute(statement)]


_COLUMNS: Final = (
    Customer.id,
    Customer.name,
    Customer.level,
    Customer.owner_id,
    Customer.last_interaction_at,
    Customer.created_at,
)


def longest(
    session: Session,
    who: ColumnElement[bool],
    past: ColumnElement[bool],
    now: datetime,
    tz: tzinfo,
    most: int,
    levels: Collection[str] = (),
) -> list[Quiet]:
    """Those furthest past their limit, of all owners together; one statement a limit, each by its index.

    `levels`: of these alone.
    """
    found: list[Quiet] = []
    each: list[ColumnElement[bool]] = [Customer.level == level for level in levels or LIMITS]
    for level in [*each, *([] if levels else [_NO_LEVEL])]:
        statement = (
            select(*_COLUMNS, User.name.label("owner"))
            .join(User, User.id == Customer.owner_id)
            .where(who, level, past)
            .order_by(quiet_since(), Customer.id)
            .limit(most)
        )
        found += [_quiet(row, now, tz) for row in session.execute(statement)]
    return sorted(found, key=lambda one: (one.limit - one.days, one.customer_id))[:most]


_NO_LEVEL: Final = or_(Customer.level.is_(None), Customer.level.not_in(list(LIMITS)))


def past_limit(now: datetime, tz: tzinfo, least: int = 1, below: int | None = None) -> ColumnElement[bool]:
    """True for customers of somebody who are silent at least so many days past their level's limit.

    `below`: and less than so many.
    """
    today, since = days.today(now, tz), quiet_since()

    def past(limit: int) -> ColumnElement[bool]:
        long = since < days.starts(today - timedelta(days=limit + least - 1), tz)
        if below is None:
            return long
        return and_(long, since >= days.starts(today - timedelta(days=limit + below - 1), tz))

    known = [and_(Customer.level == level, past(limit)) for level, limit in LIMITS.items()]
    silent = or_(*known, and_(_NO_LEVEL, past(NO_LEVEL)))
    return and_(Customer.owner_id.is_not(None), Customer.stage != LOST, silent)


def limit_of(level: str | None) -> int:
    return LIMITS.get(level or "", NO_LEVEL)


def _quiet(row: Any, now: datetime, tz: tzinfo) -> Quiet:
    spoken_to = row.last_interaction_at is not None
    since = row.last_interaction_at or row.created_at
    gone = (days.today(now, tz) - days.today(since, tz)).days
    return Quiet(row.id, row.name, row.level, row.owner_id, row.owner, gone, limit_of(row.level), spoken_to)
