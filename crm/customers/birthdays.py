"""Whose birthday is kept in a stretch of days."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from crm import days
from crm.interactions import silence
from models.customers import Contact, Customer


class Born(NamedTuple):
    """A contact on whose day somebody should call."""

    day: date
    owner_id: int
    customer_id: int
    customer: str
    contact: str


def between(
    session: Session,
    first: date,
    last: date,
    owners: Collection[int] | None = None,
    most: int | None = None,
) -> list[Born]:
    """By day, both ends included; of customers somebody looks after (in the pool nobody's birthday is
    shown), and of those of `owners` alone if they are given.
    """
    kept = {
        birthday: first + timedelta(after)
        for after in range((last - first).days, -1, -1)
        for birthday in days.kept_on(first + timedelta(after))
    }
    born = func.substr(Contact.birthday, func.length(Contact.birthday) - 4, 5)
    statement = (
        select(born, Customer.owner_id, Customer.id, Customer.name, Contact.name)
        .join(Contact, Contact.customer_id == Customer.id)
        .where(Customer.owner_id.is_not(None), Customer.stage != silence.LOST)
        .where(true() if owners is None else Customer.owner_id.in_(sorted(owners)))
        .where(born.in_(sorted(kept)))
        .order_by(Customer.id, Contact.id)
        .limit(most)
    )
    found = [Born(kept[on], *rest) for on, *rest in session.execute(statement)]
    return sorted(found, key=lambda one: one.day)
