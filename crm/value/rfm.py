"""RFM over 365 days: how lately, how often, how much; eight segments, each with something to do.

Below 30 customers with orders the cut-offs are fixed: quantiles of five customers say nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Final

from sqlalchemy import ColumnElement, distinct, func, select
from sqlalchemy.orm import Session

from models.customers import Customer
from models.people import User
from models.selling import STANDING, Order

WINDOW: Final = 365  # days
ENOUGH: Final = 30  # customers for quantiles
FIXED: Final = (90, 3, Decimal(100_000))  # days at the most, orders and yuan at the least

SEGMENTS: Final = {
    (True, True, True): "重要价值",
    (True, False, True): "重要发展",
    (False, True, True): "重要保持",
    (False, False, True): "重要挽留",
    (True, True, False): "一般价值",
    (True, False, False): "一般发展",
    (False, True, False): "一般保持",
    (False, False, False): "一般挽留",
}
ACTIONS: Final = {
    "重要价值": "保持拜访，优先排产和账期",
    "重要发展": "推第二个产品，提高下单频次",
    "重要保持": "最近没下单，本周联系，问清原因",
    "重要挽留": "由主管出面拜访，给挽留方案",
    "一般价值": "定期问候，推套餐提高客单价",
    "一般发展": "电话跟进，挖需求",
    "一般保持": "发促销信息唤醒",
    "一般挽留": "低成本触达，别占太多时间",
}


@dataclass(frozen=True, slots=True)
class Worth:
    """One customer's orders of the window, and what follows from them."""

    customer_id: int
    name: str
    owner: str
    recency: int
    orders: int
    amount: Decimal
    segment: str = ""

    def why(self) -> str:
        last = f"{self.recency}天前" if self.recency else "今天"
        return f"{last}下过单，一年{self.orders}单"


def cuts(found: Collection[Worth]) -> tuple[float, float, Decimal]:
    """The medians; the fixed ones where there are too few customers."""
    if len(found) < ENOUGH:
        return FIXED
    return (
        median(one.recency for one in found),
        median(one.orders for one in found),
        Decimal(median(one.amount for one in found)),
    )


def segment_of(one: Worth, limits: tuple[float, float, Decimal]) -> str:
    """Recent, frequent and large enough, each yes or no."""
    days, orders, amount = limits
    return SEGMENTS[one.recency <= days, one.orders >= orders, one.amount >= amount]


def worths(session: Session, who: ColumnElement[bool], today: date) -> list[Worth]:
    """Everybody with an order in the window, the largest amount first. Cut-offs are those people's."""
    since = today - timedelta(days=WINDOW)
    statement = (
        select(
            Customer.id,
            Customer.name,
            User.name,
            func.max(Order.signed_on),
            func.count(distinct(Order.signed_on)),
            func.sum(Order.amount),
        )
        .select_from(Order)
        .join(Customer, Customer.id == Order.customer_id)
        .outerjoin(User, User.id == Customer.owner_id)
        .where(who, Order.status.in_(STANDING), Order.signed_on > since, Order.signed_on <= today)
        .group_by(Customer.id, Customer.name, User.name)
    )
    rows = session.execute(statement)
    found = [
        Worth(id_, name, owner or "公海", (today - last).days, many, Decimal(amount))
        for id_, name, owner, last, many, amount in rows
    ]
    limits = cuts(found)
    placed = [
        Worth(w.customer_id, w.name, w.owner, w.recency, w.orders, w.amount, segment_of(w, limits))
        for w in found
    ]
    return sorted(placed, key=lambda one: (-one.amount, one.customer_id))


def by_segment(found: Sequence[Worth]) -> dict[str, list[Worth]]:
    """In the order of `SEGMENTS`, those without anybody left out."""
    groups = {name: [one for one in found if one.segment == name] for name in SEGMENTS.values()}
    return {name: members for name, members in groups.items() if members}


def amount(found: Sequence[Worth]) -> Decimal:
    """What they bought for together."""
    return sum((one.amount for one in found), Decimal())
