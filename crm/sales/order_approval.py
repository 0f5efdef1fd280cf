"""A large order waits for a word from above: until then it is no sale and takes nothing from the stock."""

from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import money
from crm.approvals import approvals
from crm.approvals.approvals import on_decision
from crm.errors import Refused
from crm.sales import limits, orders
from models.customers import Customer
from models.people import User
from models.selling import Order
from models.working import Approval, ApprovalAsk

UNSCOPED: Final = {"unscoped": True}


def needed(session: Session, user: User, amount: Decimal) -> bool:
    """Whether this person may not sell so much at once on their own, and somebody stands above them."""
    limit = limits.large_order(session, user)
    return limit is not None and amount >= limit and bool(approvals.above(session, user, user))


def put_up(
    session: Session, order: Order, customer: Customer, user: User, now: datetime, tz: tzinfo
) -> tuple[str, Decimal]:
    """The names of those who are asked, and the limit. Raises Refused where nobody stands above."""
    goods = "；".join(
        f"{line.name}×{money.count(line.quantity)}" for line in orders.lines_of(session, order)[:4]
    )
    approval = approvals.request(
        session,
        "order",
        user,
        now,
        tz,
        customer_id=customer.id,
        value=order.amount,
        content=f"{order.number} {customer.name} {money.yuan(order.amount)} {goods}"[:1024],
        subject=("orders", order.id),
    )
    asked = (
        select(User.name)
        .join(ApprovalAsk, ApprovalAsk.user_id == User.id)
        .where(ApprovalAsk.approval_id == approval.id)
    )
    names = "、".join(session.scalars(asked, execution_options=UNSCOPED))
    return names, limits.large_order(session, user) or money.ZERO


@on_decision("orders")
def decided(session: Session, approval: Approval, now: datetime, tz: tzinfo) -> str | None:
    """Approved: it is a sale from now on. Rejected: it is off, and its quotation is open again."""
    order = session.get(Order, approval.subject_id)
    if order is None:
        raise Refused("订单已经不在了。")
    if approval.status == "withdrawn" or order.status != "pending":
        return None
    if approval.status == "approved":
        orders.release(session, order, now)
        return f"订单{order.number}已生效，库存已扣。"
    orders.call_off(session, order)
    return f"订单{order.number}没有生效。"
