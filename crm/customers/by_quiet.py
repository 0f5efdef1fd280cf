"""Customers in the order of every list, the longest silent first: the statements lists are made of.

They look for ids alone, unscoped, by parts of what may be seen (`models.scope.sights`); what is shown of
those is read within the scope.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import DateTime, Integer, Select, column, func, select, union_all
from sqlalchemy.orm import Session

from crm.ownership.ownership import UNSCOPED
from models.customers import Customer, quiet_since

ID, SINCE = column("id", Integer), column("since", DateTime)
# By name: to make the `.c` of a subquery costs more than to ask it. What never changes is made once, too.
silent_since: Final = quiet_since()
ORDER: Final = (silent_since, Customer.id)


@cache
def ids() -> Select[int, datetime]:
    """Customers and since when they are silent: all of it stands in the indexes."""
    return select(Customer.id, silent_since.label("since"))


def together(parts: Sequence[Select[int, datetime]]) -> Select[int, datetime]:
    """The rows of all parts, each of which is planned, ordered and limited by itself."""
    if len(parts) == 1:
        return parts[0]
    each = [select(ID, SINCE).select_from(part.subquery()) for part in parts]
    return select(ID, SINCE).select_from(union_all(*each).subquery())


def first(part: Select[int, datetime], most: int) -> Select[int, datetime]:
    """The longest silent of one part."""
    return part.order_by(*ORDER).limit(most)


def listed(session: Session, found: Select[int, datetime], most: int) -> list[int]:
    """The ids of the longest silent of these."""
    rows = session.execute(_sorted(found.subquery(), most), execution_options=UNSCOPED)
    return [row[0] for row in rows]


def counting(found: Select[int, datetime], most: int) -> Select[int, int]:
    """The ids of the longest silent of these, each with how many there are."""
    some = found.cte("some")
    total = select(func.count()).select_from(some).scalar_subquery()
    return select(ID, total).select_from(some).order_by(SINCE, ID).limit(most)


def told(rows: Sequence[Sequence[int]]) -> tuple[int, list[int]]:
    """What such a statement found: how many there are, and the first ids."""
    return (rows[0][1], [row[0] for row in rows]) if rows else (0, [])


def counted(session: Session, found: Select[int, datetime], most: int) -> tuple[int, list[int]]:
    """How many these are, and the ids of the longest silent: one statement."""
    return told(session.execute(counting(found, most), execution_options=UNSCOPED).all())


def _sorted(found: object, most: int) -> Select[int, datetime]:
    return select(ID, SINCE).select_from(found).order_by(SINCE, ID).limit(most)  # type: ignore[arg-type]
