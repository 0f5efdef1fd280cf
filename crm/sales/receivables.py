"""应收 that fall due: which a person hears of on a workday's morning, each once a stage.

Three days before, on the day, then every week that it is late.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm import money
from crm.sales import payments
from crm.sales.payments import Owed
from models.customers import Customer
from models.selling import STANDING, Order
from zh.calendar import is_workday

SOON: Final = 3  # days before
EVERY: Final = 7  # days after


@dataclass(frozen=True, slots=True)
class Due:
    """An order to be paid, and its customer's name."""

    owed: Owed
    customer: str


def falling_due(session: Session, user_ids: Collection[int], today: date) -> dict[int, list[Due]]:
    """For each of these people what reached a new stage since the last workday, the first due first.

    It is told to whoever has the customer now; in the pool nobody does, then to the seller. Two statements.
    """
    who = func.coalesce(Customer.owner_id, Order.owner_id)
    wanted = (
        select(Order, Customer.name, who)
        .join(Customer, Customer.id == Order.customer_id)
        .where(Order.due_on <= today + timedelta(days=SOON), Order.status.in_(STANDING))
        .where(who.in_(sorted(user_ids)))
        .order_by(Order.due_on, Order.id)
    )
    before = last_workday(today)
    rows = [row for row in session.execute(wanted) if _new(row[0].due_on, today, before)]
    paid = payments.paid_by_order(session, [order.id for order, _, _ in rows])
    found: dict[int, list[Due]] = defaultdict(list)
    for order, name, user_id in rows:
        owed = Owed(order, paid.get(order.id, money.ZERO))
        if owed.left > 0:
            found[user_id].append(Due(owed, name))
    return dict(found)


def last_workday(day: date) -> date:
    """The workday before this one: what happened on days off is told after them."""
    before = day - timedelta(days=1)
    while not is_workday(before):
        before -= timedelta(days=1)
    return before


def stage(due_on: date, today: date) -> int | None:
    """0 in the three days before, 1 from the day on, one more with every week; None: it is too early."""
    left = (due_on - today).days
    if left > SOON:
        return None
    return 0 if left > 0 else 1 + -left // EVERY


def _new(due_on: date | None, today: date, before: date) -> bool:
    return due_on is not None and stage(due_on, today) != stage(due_on, before)
