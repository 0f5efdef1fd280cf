"""Were the alarms right? Every card is kept, its owner is asked two weeks later, the months are counted.

The share that was right is a measure (`churn_precision` in crm/figures/measures.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, select
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
    asked: dict[int, list[tuple[ChurnAlarm, str]]] = {}
    for alarm, name in session.execute(wanted):
        theirs = asked.setdefault(alarm.owner_id, [])
        if len(theirs) < AT_ONCE:
            theirs.append((alarm, name))
    ids = [alarm.id for theirs in asked.values() for alarm, _ in theirs]
    orders, talks = _orders_since(session, ids), _talks_since(session, ids)
    return {
        owner: [Asked(one, name, orders.get(one.id, 0), talks.get(one.id, 0)) for one, name in theirs]
        for owner, theirs in asked.items()
    }


def _orders_since(session: Session, alarm_ids: Sequence[int]) -> dict[int, int]:
    same = and_(Order.customer_id == ChurnAlarm.customer_id, Order.created_at > ChurnAlarm.told_at)
    return _counted(session, select(ChurnAlarm.id, func.count()).join(Order, same), alarm_ids, _STANDING)


def _talks_since(session: Session, alarm_ids: Sequence[int]) -> dict[int, int]:
    talk = Interaction
    same = and_(talk.customer_id == ChurnAlarm.customer_id, talk.happened_at > ChurnAlarm.told_at)
    return _counted(session, select(ChurnAlarm.id, func.count()).join(talk, same), alarm_ids)


def _counted(
    session: Session, counts: Select[int, int], alarm_ids: Sequence[int], *more: ColumnElement[bool]
) -> dict[int, int]:
    """By alarm; those without any are left out."""
    if not alarm_ids:
        return {}
    wanted = counts.where(ChurnAlarm.id.in_(alarm_ids), *more).group_by(ChurnAlarm.id)
    return {row[0]: row[1] for row in session.execute(wanted)}


_STANDING: Final = Order.status.in_(STANDING)
