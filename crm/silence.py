"""Customers nobody has spoken to for too long: days since the last follow-up against the level's limit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from crm import days
from models.customers import Customer, quiet_since
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
) -> list[Quiet]:
    """At most `each` silent customers of every owner, highest level first, then the longest silence.

    `who` is a condition on `Customer.owner_id`. `planned=False` leaves out customers with an open task:
    somebody is on to them already. One statement.
    """
    since = quiet_since()
    limit = case(*((Customer.level == level, n) for level, n in LIMITS.items()), else_=NO_LEVEL)
    order = (limit, since, Customer.id)
    rank = func.row_number().over(partition_by=Customer.owner_id, order_by=order)
    wanted = [who, past_limit(now, tz)]
    if levels is not None:
        wanted.append(Customer.level.in_(levels))
    if not planned:
        wanted.append(~exists().where(Task.customer_id == Customer.id, Task.status == "open"))
    ranked = select(Customer.id.label("id"), rank.label("rank")).where(*wanted).subquery()
    statement = (
        select(Customer, User.name)
        .join(ranked, ranked.c.id == Customer.id)
        .join(User, User.id == Customer.owner_id)
        .where(ranked.c.rank <= each)
        .order_by(*order)
    )
    return [_quiet(customer, owner, now, tz) for customer, owner in session.execute(statement)]


def past_limit(now: datetime, tz: tzinfo) -> ColumnElement[bool]:
    """True for customers of somebody who are silent past their level's limit."""
    return and_(Customer.owner_id.is_not(None), Customer.stage != LOST, _past_limit(quiet_since(), now, tz))


def limit_of(level: str | None) -> int:
    return LIMITS.get(level or "", NO_LEVEL)


def _past_limit(since: ColumnElement[datetime], now: datetime, tz: tzinfo) -> ColumnElement[bool]:
    today = days.today(now, tz)

    def before(limit: int) -> ColumnElement[bool]:
        return since < days.starts(today - timedelta(days=limit), tz)

    known = [and_(Customer.level == level, before(limit)) for level, limit in LIMITS.items()]
    unknown = or_(Customer.level.is_(None), Customer.level.not_in(list(LIMITS)))
    return or_(*known, and_(unknown, before(NO_LEVEL)))


def _quiet(customer: Customer, owner: str, now: datetime, tz: tzinfo) -> Quiet:
    since = customer.last_interaction_at or customer.created_at
    gone = (days.today(now, tz) - days.today(since, tz)).days
    spoken_to = customer.last_interaction_at is not None
    assert customer.owner_id is not None
    limit = limit_of(customer.level)
    return Quiet(customer.id, customer.name, customer.level, customer.owner_id, owner, gone, limit, spoken_to)
