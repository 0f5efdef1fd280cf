"""回款 and 应收: what came in, for which order, and what is still owed.

Owed is never stored: it is what was ordered less what was paid, counted anew each time.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from crm import money
from crm.sales import orders
from models.customers import Customer
from models.people import User
from models.selling import Order, Payment

UNSCOPED: Final = {"unscoped": True}


@dataclass(frozen=True, slots=True)
class Owed:
    """One order and what is still to be paid for it (negative: paid too much)."""

    order: Order
    paid: Decimal

    @property
    def left(self) -> Decimal:
        return self.order.amount - self.paid


@dataclass(frozen=True, slots=True)
class Account:
    """Where a customer stands. `owing` are the orders not paid in full, the first due first."""

    ordered: Decimal
    paid: Decimal
    advance: Decimal
    owing: tuple[Owed, ...] = ()

    @property
    def left(self) -> Decimal:
        """What the orders are still short of; an advance that is matched to none does not lessen it."""
        return sum((one.left for one in self.owing), money.ZERO)


@dataclass(frozen=True, slots=True)
class Debtor:
    """A customer who owes, for the list."""

    customer_id: int
    name: str
    left: Decimal
    orders: int
    due_on: date | None  # the first of them; None: no day was agreed on
    overdue: Decimal = field(default=money.ZERO)
    sellers: tuple[str, ...] = ()  # whose sales they were


def paid_by_order(session: Session, order_ids: Collection[int]) -> dict[int, Decimal]:
    """What came in for each order, whoever logged it."""
    if not order_ids:
        return {}
    sums = (
        select(Payment.order_id, func.sum(Payment.amount))
        .where(Payment.order_id.in_(sorted(order_ids)))
        .group_by(Payment.order_id)
    )
    found = session.execute(sums, execution_options=UNSCOPED)
    return {order_id: came for order_id, came in found if order_id is not None}


def owed(session: Session, order: Order) -> Owed:
    return Owed(order, paid_by_order(session, [order.id]).get(order.id, money.ZERO))


def account(session: Session, customer_id: int) -> Account:
    """The customer's orders and payments, all of them."""
    live = select(Order).where(Order.customer_id == customer_id, Order.status.in_(orders.LIVE))
    listed = list(session.scalars(live.order_by(Order.signed_on, Order.id), execution_options=UNSCOPED))
    paid = paid_by_order(session, [order.id for order in listed])
    rows = [Owed(order, paid.get(order.id, money.ZERO)) for order in listed]
    whole = select(func.sum(Payment.amount)).where(Payment.customer_id == customer_id)
    came = session.scalar(whole, execution_options=UNSCOPED) or money.ZERO
    return Account(
        ordered=sum((order.amount for order in listed), money.ZERO),
        paid=came,
        advance=sum((p.amount for p in advances(session, customer_id)), money.ZERO),
        owing=tuple(sorted((row for row in rows if row.left > 0), key=_first_due)),
    )


def _first_due(one: Owed) -> tuple[date, date, int]:
    return (one.order.due_on or date.max, one.order.signed_on, one.order.id)


def advances(session: Session, customer_id: int) -> list[Payment]:
    """Money of the customer that is for no order yet, the oldest first."""
    wanted = select(Payment).where(Payment.customer_id == customer_id, Payment.order_id.is_(None))
    return list(session.scalars(wanted.order_by(Payment.paid_on, Payment.id), execution_options=UNSCOPED))


def lock(session: Session, customer_id: int) -> None:
    """Nobody else books money for this customer till the end: what is owed stays what was read."""
    session.flush()
    session.execute(
        select(Customer.id).where(Customer.id == customer_id).with_for_update(), execution_options=UNSCOPED
    )


def log(
    session: Session,
    customer: Customer,
    user_id: int,
    amount: Decimal,
    paid_on: date,
    now: datetime,
    *,
    order: Order | None = None,
    note: str | None = None,
) -> Payment:
    """One payment; without an order it is an advance."""
    payment = Payment(
        customer_id=customer.id,
        order_id=order.id if order else None,
        user_id=order.owner_id if order else user_id,
        amount=money.sensible(amount),
        paid_on=paid_on,
        kind="payment" if order else "advance",
        note=note,
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(payment)
    session.flush()
    return payment


def share(amount: Decimal, owing: Sequence[Owed]) -> tuple[list[tuple[Owed, Decimal]], Decimal]:
    """The sum over these orders, the first first, each at most in full; and what is left of it."""
    parts, left = [], amount
    for one in owing:
        part = min(left, one.left)
        if part > 0:
            parts.append((one, part))
            left -= part
    return parts, left


def match(session: Session, payment: Payment, order: Order, now: datetime) -> Decimal:
    """An advance is used for an order, as much of it as the order takes; what is left stays an advance."""
    takes = min(payment.amount, owed(session, order).left)
    if takes <= 0:
        return money.ZERO
    rest = payment.amount - takes
    payment.amount, payment.order_id = takes, order.id
    if rest > 0:
        session.add(_rest(session, payment, rest, now))
    session.flush()
    return takes


def release(session: Session, order: Order, keep: Decimal, now: datetime) -> Decimal:
    """What was paid for the order beyond `keep` becomes an advance of the customer; how much that is.

    The newest payments are released first; one of them may be split.
    """
    left, released = keep, money.ZERO
    for payment in of_order(session, order):
        stays = min(left, payment.amount)
        left -= stays
        if stays == payment.amount:
            continue
        over = payment.amount - stays
        released += over
        if stays > 0:
            payment.amount = stays
            session.add(_rest(session, payment, over, now))
        else:
            payment.order_id, payment.kind = None, "advance"
    session.flush()
    return released


REFUNDED: Final = "已退"


def refund(session: Session, customer_id: int, amount: Decimal, now: datetime) -> None:
    """Money that goes back to the customer: out of what is for no order, the newest first.

    The caller sees to it that there is so much. A payment's note says how much of it went back.
    """
    left = amount
    for payment in reversed(advances(session, customer_id)):
        takes = min(left, payment.amount)
        if takes <= 0:
            break
        left -= takes
        payment.note = f"{REFUNDED}{money.yuan(takes)} {payment.note or ''}".strip()[:255]
        if takes == payment.amount:
            payment.deleted_at = now
        else:
            payment.amount -= takes
    session.flush()


def _rest(session: Session, payment: Payment, amount: Decimal, now: datetime) -> Payment:
    """The part of a payment that is for no order."""
    return Payment(
        customer_id=payment.customer_id,
        order_id=None,
        user_id=payment.user_id,
        amount=amount,
        paid_on=payment.paid_on,
        kind="advance",
        note=payment.note,
        created_at=now,
        source=session.info["set_id"],
    )


def of_order(session: Session, order: Order) -> list[Payment]:
    """What came in for this order, the first first."""
    wanted = select(Payment).where(Payment.order_id == order.id).order_by(Payment.paid_on, Payment.id)
    return list(session.scalars(wanted, execution_options=UNSCOPED))


def alike(session: Session, customer_id: int, amount: Decimal, paid_on: date) -> Payment | None:
    """A payment of the same customer, sum and day: perhaps logged twice, by one person or by two."""
    wanted = select(Payment).where(
        Payment.customer_id == customer_id, Payment.amount == amount, Payment.paid_on == paid_on
    )
    return session.scalars(wanted.order_by(Payment.id.desc()).limit(1), execution_options=UNSCOPED).first()


def unpaid() -> list[ColumnElement[bool]]:
    """The order stands and has not been paid in full."""
    came = select(func.sum(Payment.amount)).where(Payment.order_id == Order.id, Payment.deleted_at.is_(None))
    # Rounded: SQLite's sum of two payments may be a hair below what they come to.
    left = func.round(func.coalesce(came.scalar_subquery(), 0), 2) < Order.amount
    return [Order.status.in_(orders.LIVE), left]


def debtors(
    session: Session, today: date, who: Any = None, due_by: date | None = None, most: int = 200
) -> list[Debtor]:
    """Customers who owe, within sight: what is overdue first, then the largest sums.

    `who`: a condition on `Order.owner_id`; `due_by`: only what was to be paid by then. One statement.
    """
    found: dict[int, Debtor] = {}
    for order, left, name, seller in _owing(session, who, due_by):
        one = found.get(order.customer_id) or Debtor(order.customer_id, name, money.ZERO, 0, None)
        found[order.customer_id] = _with(one, order, left, today, seller)
    return sorted(found.values(), key=lambda d: (-d.overdue, d.due_on or date.max, -d.left))[:most]


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What the customers of one seller owe."""

    seller: str
    left: Decimal
    overdue: Decimal
    customers: int


def by_seller(
    session: Session, today: date, who: Any = None, due_by: date | None = None
) -> list[Outstanding]:
    """As `debtors`, of each seller: the largest sums first."""
    owing = list(_owing(session, who, due_by))
    found = []
    for user_id in dict.fromkeys(order.owner_id for order, *_ in owing):
        mine = [row for row in owing if row[0].owner_id == user_id]
        found.append(
            Outstanding(
                mine[0][3],
                sum((left for _, left, *_ in mine), money.ZERO),
                sum((left for order, left, *_ in mine if _is_late(order, today)), money.ZERO),
                len({order.customer_id for order, *_ in mine}),
            )
        )
    return sorted(found, key=lambda one: (-one.left, one.seller))


def _owing(session: Session, who: Any, due_by: date | None) -> Iterator[tuple[Order, Decimal, str, str]]:
    """Orders not paid in full: what is left of each, whose they are, who sold them."""
    paid = (
        select(Payment.order_id.label("order_id"), func.sum(Payment.amount).label("paid"))
        .where(Payment.order_id.is_not(None), Payment.deleted_at.is_(None))
        .group_by(Payment.order_id)
        .subquery()
    )
    wanted = (
        select(Order, paid.c.paid, Customer.name, User.name)
        .join(Customer, Customer.id == Order.customer_id)
        .join(User, User.id == Order.owner_id)
        .outerjoin(paid, paid.c.order_id == Order.id)
        .where(Order.status.in_(orders.LIVE), or_(paid.c.paid.is_(None), paid.c.paid < Order.amount))
    )
    if who is not None:
        wanted = wanted.where(who)
    if due_by is not None:
        wanted = wanted.where(Order.due_on <= due_by)
    for order, came, name, seller in session.execute(wanted):
        left = order.amount - money.fen(money.exact(came or 0))
        if left > 0:
            yield order, left, name, seller


def _is_late(order: Order, today: date) -> bool:
    return order.due_on is not None and order.due_on < today


def _with(one: Debtor, order: Order, left: Decimal, today: date, seller: str) -> Debtor:
    dues = [day for day in (one.due_on, order.due_on) if day is not None]
    return Debtor(
        one.customer_id,
        one.name,
        one.left + left,
        one.orders + 1,
        min(dues) if dues else None,
        one.overdue + (left if _is_late(order, today) else money.ZERO),
        tuple(dict.fromkeys([*one.sellers, seller])),
    )
