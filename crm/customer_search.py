"""Customers by condition, as `深圳的A类客户30天没跟进的` asks for them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models.customers import Customer, CustomerTag

MOST = 200  # customers one list holds; beyond that the conditions are too wide to read


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What is wanted; None means any. `idle`: no follow-up for at least that long."""

    owner_id: int | None = None
    owner_name: str | None = None
    pool: bool = False
    region: str | None = None
    industry: str | None = None
    level: str | None = None
    tag: str | None = None
    source: str | None = None
    stage: str | None = None
    keyword: str | None = None
    created: tuple[datetime, datetime] | None = None
    idle: timedelta | None = None


def search(session: Session, wanted: Conditions, now: datetime) -> tuple[int, list[Customer]]:
    """How many there are, and the first of them: the longest without a follow-up first."""
    total = session.scalar(_narrow(select(func.count(Customer.id)), wanted, now)) or 0
    if not total:
        return 0, []
    order = (Customer.last_interaction_at.is_not(None), Customer.last_interaction_at, Customer.id)
    statement = _narrow(select(Customer), wanted, now).order_by(*order).limit(MOST)
    return total, list(session.scalars(statement))


def _narrow(statement: Select[Any], wanted: Conditions, now: datetime) -> Select[Any]:
    """The statement with the conditions added."""
    equal = {"level": Customer.level, "stage": Customer.stage}
    within = {"region": Customer.region, "industry": Customer.industry, "source": Customer.origin}
    for name, column in equal.items():
        if value := getattr(wanted, name):
            statement = statement.where(column == value)
    for name, column in within.items():
        if value := getattr(wanted, name):
            statement = statement.where(column.contains(value, autoescape=True))
    if wanted.owner_id is not None:
        statement = statement.where(Customer.owner_id == wanted.owner_id)
    if wanted.pool:
        statement = statement.where(Customer.owner_id.is_(None))
    if wanted.keyword:
        words = wanted.keyword
        statement = statement.where(
            or_(
                Customer.name.contains(words, autoescape=True),
                Customer.address.contains(words, autoescape=True),
                Customer.note.contains(words, autoescape=True),
            )
        )
    if wanted.tag:
        tagged = select(CustomerTag.customer_id).where(CustomerTag.name == wanted.tag)
        statement = statement.where(Customer.id.in_(tagged))
    if wanted.created:
        first, end = wanted.created
        statement = statement.where(Customer.created_at >= first, Customer.created_at < end)
    if wanted.idle is not None:
        quiet = func.coalesce(Customer.last_interaction_at, Customer.created_at) <= now - wanted.idle
        statement = statement.where(quiet)
    return statement


def in_words(wanted: Conditions) -> str:
    """The conditions as one phrase: `深圳A级30天没跟进的客户`."""
    parts = [f"{wanted.owner_name}的" if wanted.owner_name else "", wanted.region, wanted.industry]
    parts += [f"{wanted.level}级" if wanted.level else "", wanted.stage, wanted.tag]
    parts += [f"来源{wanted.source}的" if wanted.source else "", wanted.keyword]
    parts += [f"{wanted.idle.days}天没跟进的" if wanted.idle else "", "新增的" if wanted.created else ""]
    return "".join(filter(None, parts)) + ("公海客户" if wanted.pool else "客户")
