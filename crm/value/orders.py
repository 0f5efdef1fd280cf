"""What is read of orders to judge a customer: order days, usual gaps, whose next order is near."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.churn.nightly import rhythms
from crm.value import rhythm
from models.customers import Customer
from models.selling import STANDING, Order

RECENT = timedelta(days=730)


def ordered(session: Session, customer_id: int) -> list[date]:
    """The days on which a customer ordered."""
    statement = select(Order.signed_on).where(Order.customer_id == customer_id, Order.status.in_(STANDING))
    return list(session.scalars(statement))


def usual_gap(session: Session, today: date) -> float | None:
    """The median of the customers' mean gaps, within sight."""
    return rhythm.company_gap([one.gap for one in rhythms(session, today).values() if one.gap])


def coming(session: Session, today: date) -> list[tuple[Customer, rhythm.Expected, date]]:
    """Whose next order begins to be expected in three days, or fewer after days off, with the last order."""
    usual = usual_gap(session, today)
    statement = (
        select(Order.customer_id, Order.signed_on)
        .join(Customer, Customer.id == Order.customer_id)
        .where(Order.status.in_(STANDING), Order.signed_on > today - RECENT, Customer.owner_id.is_not(None))
    )
    by_customer: defaultdict[int, list[date]] = defaultdict(list)
    for customer_id, day in session.execute(statement):
        by_customer[customer_id].append(day)
    found = []
    for customer_id, on in sorted(by_customer.items()):
        next_one = rhythm.expected(on, usual)
        if next_one is not None and next_one.remind_on <= today <= next_one.on:
            customer = session.get(Customer, customer_id)
            if customer is not None:
                found.append((customer, next_one, max(on)))
    return found
