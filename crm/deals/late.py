"""Open chances whose expected day has passed: whoever has them is asked what became of them, once a week."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.sales.receivables import last_workday
from models.customers import Customer
from models.deals import Opportunity

EVERY: Final = 7  # days


@dataclass(frozen=True, slots=True)
class Late:
    """A chance that was to be decided by now, and its customer's name."""

    deal: Opportunity
    customer: str

    def days(self, today: date) -> int:
        assert self.deal.close_date is not None
        return (today - self.deal.close_date).days


def asked_about(session: Session, user_ids: Collection[int], today: date) -> dict[int, list[Late]]:
    """For each of these people the chances of which the day passed, or passed whole weeks ago, since the
    last workday; the latest first."""
    wanted = (
        select(Opportunity, Customer.name)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(Opportunity.status == "open", Opportunity.close_date < today)
        .where(Opportunity.owner_id.in_(sorted(user_ids)))
        .order_by(Opportunity.close_date, Opportunity.id)
    )
    before = last_workday(today)
    found: dict[int, list[Late]] = defaultdict(list)
    for deal, name in session.execute(wanted):
        assert deal.close_date is not None
        assert deal.owner_id is not None
        if _week(deal.close_date, today) != _week(deal.close_date, before):
            found[deal.owner_id].append(Late(deal, name))
    return dict(found)


def _week(close_date: date, day: date) -> int | None:
    """The how-manieth week after the expected day; None: it has not passed."""
    late = (day - close_date).days
    return (late - 1) // EVERY if late > 0 else None
