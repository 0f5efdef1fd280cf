"""客户画像: what a customer bought, what it is worth, what is open with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm.deals import deals
from crm.overview import wishes
from crm.overview.overview import Overview, overview
from crm.people.team import of_team
from crm.sales import payments
from crm.tickets import tickets
from crm.value import rfm, rhythm, spending
from crm.value.orders import ordered, usual_gap
from models.customers import Customer
from models.deals import Opportunity
from models.selling import STANDING, Order, OrderLine
from models.service import Ticket

BOUGHT: Final = 5  # products shown
CASES: Final = 3  # tickets shown


@dataclass(frozen=True, slots=True)
class Bought:
    """One product over all orders that stand."""

    name: str
    quantity: Decimal
    unit: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Portrait:
    """The customer's card with its trade. `worth` and `coming` are None without enough orders,
    `expected` as well."""

    view: Overview
    owed: Decimal
    bought: Sequence[Bought]
    worth: rfm.Worth | None
    coming: rhythm.Expected | None
    expected: spending.Expected | None
    deals: Sequence[Opportunity]
    wishes: Sequence[wishes.Wish]
    tickets: Sequence[Ticket]


def bought(session: Session, customer_id: int, most: int = BOUGHT) -> list[Bought]:
    """What was bought, the largest sum first."""
    whole = func.sum(OrderLine.amount)
    sums = (
        select(OrderLine.name, func.sum(OrderLine.quantity), func.max(OrderLine.unit), whole)
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.customer_id == customer_id, Order.status.in_(STANDING))
        .group_by(OrderLine.name)
        .order_by(whole.desc(), OrderLine.name)
        .limit(most)
    )
    return [
        Bought(name, Decimal(many), unit, Decimal(amount))
        for name, many, unit, amount in session.execute(sums)
    ]


def worth(session: Session, customer_id: int, today: date) -> rfm.Worth | None:
    """Its segment among the customers of the reader's people; None without an order within a year."""
    found = rfm.worths(session, of_team(Customer.owner_id, session.info["scope"]), today)
    return next((one for one in found if one.customer_id == customer_id), None)


def coming(session: Session, customer_id: int, today: date) -> rhythm.Expected | None:
    """When it is likely to order again."""
    return rhythm.expected(ordered(session, customer_id), usual_gap(session, today))


def expected(session: Session, customer_id: int) -> spending.Expected | None:
    """What its next order will be worth; None with fewer than two, or before a night could tell."""
    return spending.expected(session, [customer_id], spending.known(session)).get(customer_id)


def of(session: Session, customer: Customer, today: date) -> Portrait:
    """Everything on one customer, within the session's scope."""
    view = overview(session, customer)
    traded = view.trade is not None
    return Portrait(
        view,
        payments.account(session, customer.id).left if traded else Decimal(0),
        bought(session, customer.id) if traded else (),
        worth(session, customer.id, today) if traded else None,
        coming(session, customer.id, today) if traded else None,
        expected(session, customer.id) if traded else None,
        deals.of_customer(session, customer.id),
        wishes.of(session, customer),
        tickets.find(session, customer_id=customer.id, states=tickets.UNCLOSED, most=CASES),
    )
