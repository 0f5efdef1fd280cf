"""What is read of orders to judge a customer: order days, usual gaps, whose next order is near."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from crm.churn.nightly import Past, pasts, rhythms
from crm.value import rhythm
from models.customers import Customer
from models.platform import JobRun
from models.selling import STANDING, Order

RECENT: Final = timedelta(days=730)
JOB: Final = "churn"
AT_ONCE: Final = 5_000  # customers of one statement


@dataclass(frozen=True, slots=True)
class Coming:
    """A customer of somebody whose next order is near, the day of the last, when they were spoken to last."""

    customer_id: int
    customer: str
    owner_id: int
    expected: rhythm.Expected
    last: date
    spoken_at: datetime | None


def ordered(session: Session, customer_id: int) -> list[date]:
    """The days on which a customer ordered."""
    statement = select(Order.signed_on).where(Order.customer_id == customer_id, Order.status.in_(STANDING))
    return list(session.scalars(statement))


def gap_of(found: Iterable[Past]) -> float | None:
    """The median of the customers' mean gaps."""
    return rhythm.company_gap([gap for past in found if (gap := past.rhythm.gap)])


def usual_gap(session: Session, today: date) -> float | None:
    """The company's gap as the last night found it; before there was a night that of all within sight."""
    runs = select(JobRun.result).where(JobRun.name == JOB).order_by(JobRun.moment.desc()).limit(1)
    last: Any = session.scalar(runs, execution_options={"unscoped": True})
    if last and "gap" in last:
        return None if last["gap"] is None else float(last["gap"])
    return rhythm.company_gap([one.gap for one in rhythms(session, today).values() if one.gap])


def coming(
    session: Session,
    today: date,
    who: ColumnElement[bool] | None = None,
    read: Mapping[int, Past] | None = None,
) -> list[Coming]:
    """Whose next order begins to be expected in three days, or fewer after days off.

    `who`: a condition on `Customer.owner_id`; `read`: the orders of everybody, where they are read already.
    """
    usual = usual_gap(session, today) if read is None else gap_of(read.values())
    near: dict[int, tuple[rhythm.Expected, date]] = {}
    for customer_id, past in (pasts(session, today, who) if read is None else read).items():
        one = past.rhythm
        if one.repeats and one.last > today - RECENT:
            next_one = rhythm.summed(one.last, one.repeats, one.age_at_last, past.squares, usual)
            if next_one.remind_on <= today <= next_one.on:
                near[customer_id] = next_one, one.last
    return _owned(session, near)


def _owned(session: Session, near: Mapping[int, tuple[rhythm.Expected, date]]) -> list[Coming]:
    ids, found = sorted(near), []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        columns = Customer.id, Customer.name, Customer.owner_id, Customer.last_interaction_at
        wanted = select(*columns).where(Customer.id.in_(some), Customer.owner_id.is_not(None))
        for id_, name, owner_id, spoken_at in session.execute(wanted.order_by(Customer.id)):
            next_one, last = near[id_]
            found.append(Coming(id_, name, owner_id or 0, next_one, last, spoken_at))
    return found
