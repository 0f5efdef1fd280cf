"""Customers by one custom field alone (装机量大于500), where very many values meet the condition.

PostgreSQL thinks of half as many values as there are and would gather them all, be they a third of a million.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from crm.company import custom_fields
from crm.company.custom_fields import Value
from crm.company.vocabulary import Field
from crm.customers import by_quiet
from models.customers import Customer
from models.planning import without_hashing
from models.scope import sights

FEW: Final = 2_000  # up to so many values need no more thought than any other condition
SOME: Final = 20_000  # up to so many are gathered sooner than they are met with along the order of all
MANY: Final = 40_000  # up to so many are kept at hand sooner than looked up one by one


def search(
    session: Session, field: Field, operator: str, value: Value, met: int, most: int, counted: int
) -> tuple[int, list[int]]:
    """How many meet it, up to one more than `counted`, and the ids of `most`, the longest silent first.

    About `met` values meet it.
    """
    values = custom_fields.meeting(field, operator, value)
    looked_up = by_quiet.ids().where(custom_fields.holding(field, operator, value, each=True))
    sight = sights(session.info["scope"])
    if len(sight) == 1:
        return _among_all(session, values, looked_up, met, most, counted)
    if met <= MANY:
        seen = by_quiet.together([by_quiet.ids().where(part) for part in sight]).subquery()
        found = select(by_quiet.ID, by_quiet.SINCE).select_from(seen).where(by_quiet.ID.in_(values))
        count, ids = by_quiet.counted(session, found, most)
        return min(count, counted + 1), ids
    # The pool is walked along beside the values, both by customer, until there are enough; what is somebody's
    # is little, and looked up.
    *people, pool = sight
    parts = [by_quiet.ids().where(Customer.id.in_(values), pool), *(looked_up.where(part) for part in people)]
    some = by_quiet.together([part.limit(counted + 1) for part in parts])
    with without_hashing(session):
        count, ids = by_quiet.counted(session, some.limit(counted + 1), most)
    if count <= counted:
        return count, ids
    if len(people) > 1:  # a team's have no order of their own: soon met along the order of all
        return count, by_quiet.listed(session, looked_up.where(or_(*sight)), most)
    ordered = by_quiet.together([by_quiet.first(looked_up.where(part), most) for part in sight])
    return count, by_quiet.listed(session, ordered, most)


def _among_all(
    session: Session, values: Select[int], looked_up: Select[int, datetime], met: int, most: int, counted: int
) -> tuple[int, list[int]]:
    """For those who see every customer."""
    gathered = by_quiet.ids().where(Customer.id.in_(values))
    # Walking past those that do not meet it: the values are kept at hand (a subplan), not joined.
    at_hand = by_quiet.ids().where(Customer.id.in_(values).is_(True))
    if SOME < met <= MANY:
        count, ids = by_quiet.counted(session, by_quiet.first(at_hand, max(counted + 1, most)), most)
        return min(count, counted + 1), ids
    count, ids = by_quiet.counted(session, gathered.limit(counted + 1), most)
    if count > counted:
        ids = by_quiet.listed(session, by_quiet.first(looked_up if met > MANY else at_hand, most), most)
    return count, ids
