"""线索分配: a new customer that nobody has yet gets its owner (`crm.ownership.assigning` says whom)."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from crm.ownership import assigning, ownership, pool
from models.customers import Customer
from models.ownership import OwnerChange
from models.platform import Inbox
from models.trust import LeadRule

UNSCOPED: Final = {"unscoped": True}
MOST: Final = 200  # leads given out by one word


@dataclass(frozen=True, slots=True)
class Given:
    """A lead, and to whom it went."""

    customer: Customer
    picked: assigning.Picked


def give(session: Session, customer: Customer, rule: LeadRule, now: datetime, tz: tzinfo) -> Given | None:
    """The lead gets its owner; None where nobody of the rule works here any more."""
    picked = assigning.pick(session, rule, now, tz)
    if picked is None:
        return None
    ownership.give(session, customer, picked.to.id, "assign", now)
    session.flush()  # the next lead of this transaction sees it
    return Given(customer, picked)


def given_to(session: Session, user_id: int, since: datetime) -> tuple[Customer, int] | None:
    """The newest lead that somebody else told of and this person got, and who told of it."""
    wanted = (
        select(Customer, Inbox.user_id)
        .join(OwnerChange, OwnerChange.customer_id == Customer.id)
        .join(Inbox, Inbox.key == OwnerChange.source)
        .where(
            OwnerChange.to_user_id == user_id,
            OwnerChange.from_user_id.is_(None),
            OwnerChange.reason == "assign",
            OwnerChange.at >= since,
            Customer.owner_id == user_id,
            Inbox.user_id != user_id,
        )
        .order_by(OwnerChange.id.desc())
    )
    row = session.execute(wanted.limit(1), execution_options=UNSCOPED).first()
    return (row[0], row[1] or user_id) if row else None


def waiting(session: Session) -> list[Customer]:
    """Leads in the pool that nobody ever had, oldest first: from an import without an owner, say."""
    had = select(OwnerChange.id).where(OwnerChange.customer_id == Customer.id).exists()
    wanted = select(Customer).where(
        Customer.owner_id.is_(None), or_(Customer.stage.is_(None), Customer.stage.not_in(pool.WON)), ~had
    )
    return list(session.scalars(wanted.order_by(Customer.id).limit(MOST).with_for_update()))
