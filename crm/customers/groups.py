"""How many customers there are of each kind: by what a list can be narrowed, and a list in groups."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from crm.company.vocabulary import Words
from crm.customers.search import EQUAL, Conditions, criteria
from crm.people.team import of_team
from models.customers import Customer, CustomerTag
from models.people import User


def facets(
    session: Session, wanted: Conditions, now: datetime, words: Words
) -> dict[str, list[tuple[str, int]]]:
    """By what a list can be narrowed: for a few columns their commonest values with how many have them."""
    where = criteria(wanted, now, words)
    found: dict[str, list[tuple[str, int]]] = {}
    for name, column in (("region", Customer.region), *EQUAL.items()):
        if getattr(wanted, name, None):
            continue
        counted = func.count()
        rows = session.execute(
            select(column, counted)
            .where(*where, column.is_not(None))
            .group_by(column)
            .order_by(counted.desc(), column)
            .limit(4)
        ).all()
        if len(rows) > 1:
            found[name] = [(str(value), count) for value, count in rows]
    return found


def grouped(
    session: Session, wanted: Conditions, by: str, now: datetime, words: Words
) -> list[tuple[str | None, int]]:
    """Customers by a column of `EQUAL`, by `region`, `owner` or `tag`: each value with how many.

    The most first; at last None, those without a value (by owner: the pool). By tag one customer is counted
    once for each of its tags.
    """
    counted = func.count()
    where = criteria(wanted, now, words)
    if by == "tag":
        tag = CustomerTag.__table__.c  # the customer is in sight, so its tags are
        column: Any = tag.name
        rows = select(column, counted).join_from(
            Customer, CustomerTag.__table__, tag.customer_id == Customer.id
        )
        rows = rows.where(tag.deleted_at.is_(None))
    elif by == "owner":
        column = User.name
        rows = select(column, counted).select_from(Customer).outerjoin(User, User.id == Customer.owner_id)
        rows = rows.group_by(Customer.owner_id)
    else:
        column = Customer.region if by == "region" else EQUAL[by]
        rows = select(column, counted)
    found = session.execute(rows.where(*where).group_by(column).order_by(counted.desc(), column))
    return sorted(((value, count) for value, count in found), key=lambda row: row[0] is None)


def satisfied(session: Session) -> list[tuple[str, int]]:
    """The team's customers by what their records say of 满意度, the commonest first; the rest aside."""
    rows = (
        select(Customer.satisfaction, func.count())
        .where(of_team(Customer.owner_id, session.info["scope"]), Customer.satisfaction.is_not(None))
        .group_by(Customer.satisfaction)
    )
    found = [(str(value), int(count)) for value, count in session.execute(rows)]
    return sorted(found, key=lambda row: (-row[1], row[0]))


def how_many(session: Session, which: ColumnElement[bool]) -> int:
    """The team's customers of whom that is true."""
    mine = of_team(Customer.owner_id, session.info["scope"])
    return session.scalar(select(func.count(Customer.id)).where(mine, which)) or 0
