"""What an export asked for in chat is about, as plain data in the errand: ids and moments, no words."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Date
from sqlalchemy.orm import Session

from crm.company import vocabulary
from crm.customers import search as customer_search
from crm.exporting.run import KINDS
from crm.people.team import of_team
from crm.sales import payments
from models.customers import Customer

OVER: Final = ("done", "won", "lost")
"""States that begin when a record is over: it lies in a time if it ended then."""


def criteria(session: Session, asked: Mapping[str, Any]) -> list[Any]:
    """The conditions of the statement for this kind, within the session's scope.

    `ids` are records of the kind; `customers` those it is about; `wanted` the conditions of a list of
    customers as they held at `at`; `user` whose it is, `team` everybody's the scope covers; `status` its
    state, `states` those it may be in, `unpaid` orders not paid in full;
    `from` and `until` (not included) moments between which it lies.
    """
    kind = KINDS[asked["kind"]]
    found = []
    if "ids" in asked:
        found.append(kind.model.id.in_(asked["ids"]))
    if "customers" in asked:
        found.append(kind.customer.in_(asked["customers"]))
    if "wanted" in asked:
        wanted = customer_search.from_json(asked["wanted"])
        at = datetime.fromisoformat(asked["at"])
        found += customer_search.criteria(wanted, at, vocabulary.of(session))
    if asked.get("pool"):
        found.append(Customer.owner_id.is_(None))
    if "user" in asked:
        found.append(kind.whose == asked["user"])
    if asked.get("team"):
        found.append(of_team(kind.whose, session.info["scope"]))
    if asked.get("unpaid"):
        found += payments.unpaid()
    if "status" in asked:
        found.append(kind.status == asked["status"])
    if "states" in asked:
        found.append(kind.status.in_(asked["states"]))
    if "from" in asked:
        first, until = datetime.fromisoformat(asked["from"]), datetime.fromisoformat(asked["until"])
        found += _between(kind.ended if asked.get("status") in OVER else kind.at, first, until)
    return found


def _between(column: Any, first: datetime, until: datetime) -> list[Any]:
    """By moments, or by days where the column holds days; both moments are in the business time zone."""
    if isinstance(column.type, Date):
        last: date = (until - timedelta(microseconds=1)).date()
        return [column >= first.date(), column <= last]
    return [column >= first, column < until]
