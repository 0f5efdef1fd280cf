"""请假: who is away, until when, and who stands in."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.notices import withdraw
from models.manners import Absence
from models.people import User
from zh import calendar

UNSCOPED = {"unscoped": True}


def absence(session: Session, user: User, day: date) -> Absence | None:
    """The absence that covers this day; None for somebody who works."""
    return away(session, [user.id], day).get(user.id)


def away(session: Session, user_ids: Collection[int] | None, day: date) -> dict[int, Absence]:
    """Who of these people (None: of all) is on leave that day. One statement."""
    wanted = select(Absence).where(Absence.first <= day, Absence.last >= day).order_by(Absence.id)
    if user_ids is not None:
        wanted = wanted.where(Absence.user_id.in_(sorted(user_ids)))
    return {one.user_id: one for one in session.scalars(wanted)}


def take(
    session: Session,
    user: User,
    first: date,
    last: date,
    substitute_id: int | None,
    today: date,
    now: datetime,
) -> Absence:
    """From `first` to `last`, both inclusive. One that overlaps is changed instead of doubled, one that ends
    the day before goes on; the days that are gone stay days off."""
    wanted = select(Absence).where(
        Absence.user_id == user.id, Absence.first <= last, Absence.last >= first - timedelta(days=1)
    )
    found = session.scalars(wanted.order_by(Absence.id)).first()
    if found is None:
        found = Absence(user_id=user.id, created_at=now, source=session.info["set_id"])
        session.add(found)
    elif found.last < first or found.first < today:
        first = min(found.first, first)
    found.first, found.last = first, last
    if substitute_id is not None:
        found.substitute_id = substitute_id
    return found


def back(session: Session, user: User, today: date, now: datetime) -> Absence | None:
    """销假: the present absence ends with yesterday, one to come is dropped; None where there is none."""
    wanted = select(Absence).where(Absence.user_id == user.id, Absence.last >= today)
    found = session.scalars(wanted.order_by(Absence.first, Absence.id)).first()
    if found is None:
        return None
    if found.first < today:
        found.last = today - timedelta(days=1)
    else:
        found.deleted_at = now
    return found


def to_come(session: Session, user_ids: Collection[int] | None, today: date) -> list[tuple[Absence, User]]:
    """Absences that are not over, the nearest first."""
    wanted = (
        select(Absence, User)
        .join(User, User.id == Absence.user_id)
        .where(Absence.last >= today, User.status == "active")
        .order_by(Absence.first, Absence.id)
    )
    if user_ids is not None:
        wanted = wanted.where(Absence.user_id.in_(sorted(user_ids)))
    return [(one, user) for one, user in session.execute(wanted)]


def returns(one: Absence) -> date:
    """The first workday after it."""
    day = one.last + timedelta(days=1)
    return day if calendar.is_workday(day) else calendar.add_workdays(day, 1)


def stands_in(session: Session, user_id: int, for_id: int, day: date) -> bool:
    """Whether `user_id` is the substitute of `for_id` on that day."""
    found = away(session, [for_id], day).get(for_id)
    return found is not None and found.substitute_id == user_id


def notice_key(one: Absence) -> str:
    """The outbox key of what tells the substitute."""
    return f"leave:{one.id}:{one.substitute_id}:{one.first:%Y%m%d}:{one.last:%Y%m%d}"


def taken_back(session: Session, one: Absence, now: datetime) -> None:
    """After an undo: whoever was asked to stand in hears that it is off."""
    if one.deleted_at is not None and one.substitute_id is not None:
        words = "刚才说请你代班的事，对方撤销了，不用代了。"
        withdraw(session, notice_key(one), one.substitute_id, words, now)
