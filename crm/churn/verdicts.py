"""Were the alarms right? Every card is kept, its owner is asked two weeks later, the months are counted.

The share that was right is a measure (`churn_precision` in crm/figures/measures.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.customers import Customer
from models.judgement import ChurnAlarm
from models.people import User
from models.selling import STANDING, Order
from models.work import Interaction

WAITS: Final = timedelta(days=14)  # by then the owner has spoken to them
FORGOTTEN: Final = timedelta(days=45)  # nobody remembers an alarm older than this
AT_ONCE: Final = 3  # questions a person a day
VERDICTS: Final = {"right": "有效", "wrong": "误报", "unsure": "说不好"}


@dataclass(frozen=True, slots=True)
class Asked:
    """An alarm to ask about, and what has happened since: orders signed and times spoken to."""

    alarm: ChurnAlarm
    customer: str
    orders: int
    talks: int


def told(session: Session, customer_id: int, owner_id: int, level: str, now: datetime) -> None:
    """A card has been made."""
    session.add(
        ChurnAlarm(
            customer_id=customer_id,
            owner_id=owner_id,
            level=level,
            told_at=now,
            created_at=now,
            source=session.info["set_id"],
        )
    )


def newest(session: Session, customer_id: int, owner_id: int) -> ChurnAlarm | None:
    """The last alarm this person had of this customer."""
    mine = (ChurnAlarm.customer_id == customer_id, ChurnAlarm.owner_id == owner_id)
    return session.scalars(select(ChurnAlarm).where(*mine).order_by(ChurnAlarm.id.desc()).limit(1)).first()


def to_ask(session: Session, user_ids: Sequence[int], now: datetime) -> dict[int, list[Asked]]:
    """Alarms two weeks old that nobody has judged, of those whose customer it still is; three each."""
    wanted = (
        select(ChurnAlarm, Customer.name)
        .join(Customer, Customer.id == ChurnAlarm.customer_id)
        .join(User, User.id == ChurnAlarm.owner_id)
        .where(
            ChurnAlarm.owner_id.in_(user_ids),
            Customer.owner_id == ChurnAlarm.owner_id,
            User.status == "active",
            ChurnAlarm.verdict.is_(None),
            ChurnAlarm.asked_at.is_(None),
            ChurnAlarm.told_at <= now - WAITS,
            ChurnAlarm.told_at > now - FORGOTTEN,
        )
        .order_by(ChurnAlarm.told_at, ChurnAlarm.id)
    )
    found: dict[int, list[Asked]] = {}
    for alarm, name in session.execute(wanted):
        theirs = found.setdefault(alarm.owner_id, [])
        if len(theirs) < AT_ONCE:
            theirs.append(Asked(alarm, name, *_since(session, alarm)))
    return found


def _since(session: Session, alarm: ChurnAlarm) -> tuple[int, int]:
    orders = select(func.count(Order.id)).where(
        Order.customer_id == alarm.customer_id, Order.status.in_(STANDING), Order.created_at > alarm.told_at
    )
    talks = select(func.count(Interaction.id)).where(
        Interaction.customer_id == alarm.customer_id, Interaction.happened_at > alarm.told_at
    )
    return session.scalar(orders) or 0, session.scalar(talks) or 0
