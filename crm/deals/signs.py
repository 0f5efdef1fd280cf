"""What was known of a chance at a moment, in a few words each: the signs by which its outcome is judged.

Nothing that happened or was written after the moment is looked at. What can change (level, industry, source,
sum) is read back from the change log, for a customer is often made an A only because the deal was won.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.deals import stages
from models.customers import Contact, Customer
from models.deals import Opportunity, StageChange
from models.platform import Change
from models.work import Interaction

UNSCOPED: Final = {"unscoped": True}
AT_ONCE: Final = 500  # ids of one statement
BEFORE: Final = timedelta(days=30)  # talks so long before a chance was written down led to it
DECIDES: Final = re.compile("总|董|老板|经理|主任|[部处局院校厂行科]长|负责人|C[ETIF]O|VP", re.I)
DAYS: Final = ((7, "不到7天"), (15, "7到14天"), (31, "15到30天"), (61, "31到60天"))
TALKS: Final = ((1, "0次"), (3, "1到2次"), (6, "3到5次"))
SUMS: Final = ((50_000, "5万以下"), (200_000, "5到20万"), (500_000, "20到50万"), (2_000_000, "50到200万"))
OF_CUSTOMER: Final = {"source": "origin", "industry": "industry", "level": "level"}

Signs = dict[str, str]
"""The band or word of each sign that is known: stage, stage_days, talks, last_talk, source, industry, level,
amount, decider."""


@dataclass(frozen=True, slots=True)
class Look:
    """One chance as it was at a moment."""

    deal: Opportunity
    at: datetime


def of(session: Session, looks: Sequence[Look]) -> list[Signs]:
    """The signs of each, in the order of the looks; seven statements for up to 500 chances."""
    customers = {look.deal.customer_id for look in looks}
    stages_ = _stages(session, {look.deal.id for look in looks})
    talks = _talks(session, customers)
    people = _deciders(session, customers)
    facts = _facts(session, customers)
    then = _changed(session, "customers", customers)
    sums = _changed(session, "opportunities", {look.deal.id for look in looks})
    found = []
    for look in looks:
        deal, at = look.deal, look.at
        of_customer = then.get(deal.customer_id, ())
        signs: dict[str, str | None] = {
            **_where(stages_.get(deal.id, []), at),
            **_spoken(talks.get(deal.customer_id, []), deal.created_at, at),
            "amount": _sum(_as_of(sums.get(deal.id, ()), "amount", at, deal.amount)),
            "decider": "有" if any(made <= at for made in people.get(deal.customer_id, ())) else "没有",
        }
        now = facts.get(deal.customer_id, {})
        for sign, column in OF_CUSTOMER.items():
            signs[sign] = _as_of(of_customer, column, at, now.get(column))
        found.append({sign: value for sign, value in signs.items() if value is not None})
    return found


def _where(moves: Sequence[tuple[datetime, str]], at: datetime) -> dict[str, str | None]:
    """In which stage it was, and for how long."""
    come = [
        (since, stage) for since, stage in moves if since <= at and stage not in (stages.WON, stages.LOST)
    ]
    if not come:
        return {}
    since, stage = come[-1]
    return {"stage": stage, "stage_days": band((at - since).days, DAYS, "60天以上")}


def _spoken(
    talks: Sequence[tuple[datetime, datetime]], began: datetime, at: datetime
) -> dict[str, str | None]:
    """How often one spoke with the customer, and how long ago: of what was written down by then."""
    happened = [when for when, written in talks if when <= at and written <= at]
    lately = len(happened) - bisect_right(happened, began - BEFORE)
    ago = band((at - happened[-1]).days, DAYS, "60天以上") if happened else "从没"
    return {"talks": band(lately, TALKS, "6次以上"), "last_talk": ago}


def band(value: int, steps: Sequence[tuple[int, str]], beyond: str) -> str:
    """The name of the step that the value is below."""
    return next((name for below, name in steps if value < below), beyond)


def _sum(amount: Any) -> str | None:
    return None if amount is None else band(int(Decimal(str(amount))), SUMS, "200万以上")


def _as_of(changes: Sequence[tuple[datetime, Mapping[str, Any]]], column: str, at: datetime, now: Any) -> Any:
    """What the column held: what it was before the first change after the moment, else what it is."""
    return next((before[column] for when, before in changes if when > at and column in before), now)


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


def _stages(session: Session, deal_ids: Iterable[int]) -> dict[int, list[tuple[datetime, str]]]:
    found: defaultdict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for ids in _chunks(deal_ids):
        wanted = select(StageChange.opportunity_id, StageChange.at, StageChange.to_stage)
        wanted = wanted.where(StageChange.opportunity_id.in_(ids)).order_by(StageChange.at, StageChange.id)
        for deal_id, at, stage in session.execute(wanted, execution_options=UNSCOPED):
            found[deal_id].append((at, stage))
    return found


def _talks(session: Session, customer_ids: Iterable[int]) -> dict[int, list[tuple[datetime, datetime]]]:
    """When each customer was spoken with and when that was written down, oldest first."""
    found: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for ids in _chunks(customer_ids):
        wanted = select(Interaction.customer_id, Interaction.happened_at, Interaction.created_at)
        wanted = wanted.where(Interaction.customer_id.in_(ids)).order_by(Interaction.happened_at)
        for customer_id, happened, written in session.execute(wanted, execution_options=UNSCOPED):
            found[customer_id].append((happened, written))
    return found


def _deciders(session: Session, customer_ids: Iterable[int]) -> dict[int, list[datetime]]:
    """Since when we know somebody who decides, going by the title."""
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for ids in _chunks(customer_ids):
        wanted = select(Contact.customer_id, Contact.name, Contact.title, Contact.created_at)
        rows = session.execute(wanted.where(Contact.customer_id.in_(ids)), execution_options=UNSCOPED)
        for customer_id, name, title, made in rows:
            if DECIDES.search(title or name[1:]):
                found[customer_id].append(made)
    return found


def _facts(session: Session, customer_ids: Iterable[int]) -> dict[int, dict[str, str | None]]:
    found = {}
    columns = tuple(getattr(Customer, column) for column in OF_CUSTOMER.values())
    for ids in _chunks(customer_ids):
        wanted = select(Customer.id, *columns).where(Customer.id.in_(ids))
        for row in session.execute(wanted, execution_options=UNSCOPED):
            found[row.id] = {column: getattr(row, column) for column in OF_CUSTOMER.values()}
    return found


def _changed(
    session: Session, record: str, ids: Iterable[int]
) -> dict[int, list[tuple[datetime, Mapping[str, Any]]]]:
    """Every later change of these records, oldest first, with what was before."""
    found: defaultdict[int, list[tuple[datetime, Mapping[str, Any]]]] = defaultdict(list)
    for some in _chunks(ids):
        wanted = (
            select(Change.record_id, Change.at, Change.before)
            .where(Change.record == record, Change.action == "update", Change.record_id.in_(some))
            .order_by(Change.id)
        )
        for record_id, at, before in session.execute(wanted, execution_options=UNSCOPED):
            found[record_id].append((at, before))
    return found
