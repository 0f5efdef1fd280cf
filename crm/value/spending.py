"""What a customer's next order will be worth: fitted at night over everybody, asked for one customer by day.

The night keeps its four figures in the row of the job (`job_runs`), so that a question reads one row instead
of all orders.
"""

from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from crm.figures.saying import money
from crm.value.gamma import Spending, fit
from models.platform import JobRun
from models.selling import STANDING, Order

JOB: Final = "churn"
LATELY: Final = 30  # runs looked through for one that could be fitted
FEW: Final = 8  # orders; with fewer the company's mean has a say that is worth a word
YUAN: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Expected:
    """The next order, yuan, and what it is drawn from: so many order days with this mean, and everybody's."""

    next_order: Decimal
    orders: int
    mean: Decimal
    usual: Decimal

    def said(self) -> str:
        """`约3.2万元（5单平均2.8万元，…）`."""
        return f"约{money(self.next_order)}（{self.why()}）"

    def why(self) -> str:
        """`5单平均2.8万元，单数不多，参考了公司平均3.9万元`, without figures of the model."""
        own = f"{self.orders}单平均{money(self.mean)}"
        if self.orders >= FEW:
            return own
        return f"{own}，单数还不多，参考了老客户一般一单{money(self.usual)}"


def fitted(found: Iterable[tuple[int, Decimal]]) -> tuple[float, ...] | None:
    """The night's work, as plain numbers for the job's row; None where there are too few customers.

    `found`: of everybody with two order days and more how many there were, and their sum (yuan).
    """
    made = fit([(many, float(amount) / many) for many, amount in found])
    return astuple(made) if made else None


def known(session: Session) -> Spending | None:
    """As the last night fitted it; None before there was one that could."""
    runs = select(JobRun.result).where(JobRun.name == JOB).order_by(JobRun.moment.desc()).limit(LATELY)
    found: list[Any] = [
        one["spending"]
        for one in session.scalars(runs, execution_options={"unscoped": True})
        if one.get("spending")
    ]
    return Spending(*found[0]) if found else None


def expected(
    session: Session, customer_ids: Collection[int], spending: Spending | None
) -> dict[int, Expected]:
    """Of those who have ordered on two days or more; whoever has not is left out."""
    if spending is None or not customer_ids:
        return {}
    days = func.count(distinct(Order.signed_on))
    statement = (
        select(Order.customer_id, days, func.sum(Order.amount))
        .where(Order.customer_id.in_(sorted(customer_ids)), Order.status.in_(STANDING))
        .group_by(Order.customer_id)
        .having(days > 1)
    )
    usual = _yuan(spending.expected(0, 0.0))
    return {
        customer_id: Expected(
            _yuan(spending.expected(many, float(amount) / many)),
            many,
            (Decimal(amount) / many).quantize(YUAN),
            usual,
        )
        for customer_id, many, amount in session.execute(statement)
    }


def _yuan(value: float) -> Decimal:
    return Decimal(value).quantize(YUAN)
