"""When people are left alone: quiet hours, days off, and kinds of reminders they do not want.

What answers a person and what they set an hour for comes at once (`Outbox.at_once`); everything else waits.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.people import leave
from models.manners import Preference

QUIET: Final = (time(21), time(8))
KINDS: Final[Mapping[str, str]] = {
    "near": "快到期提醒",
    "overdue": "逾期提醒",
    "silence": "太久没跟进提醒",
    "deals": "过了成交日的商机",
    "plan": "早上的计划",
    "rep-report": "晚上的小结",
    "daily-report": "主管日报",
    "weekly-report": "周报",
    "monthly-report": "月报",
}
"""What may be muted: the job or the card's kind, and what people call it."""

Span = tuple[time, time] | None  # None: no quiet hours at all


def quiet_of(session: Session, user_ids: Collection[int]) -> dict[int, Span]:
    """The quiet hours of those who have their own."""
    wanted = select(Preference).where(Preference.name == "quiet", Preference.user_id.in_(sorted(user_ids)))
    return {one.user_id: span_of(one.value) for one in session.scalars(wanted)}


def span_of(value: Any) -> Span:
    """What `set_quiet` wrote."""
    return None if not value else (time.fromisoformat(value[0]), time.fromisoformat(value[1]))


def set_quiet(session: Session, user_id: int, span: Span, now: datetime) -> None:
    """免打扰; None: never."""
    value = [f"{one:%H:%M}" for one in span] if span else []
    put(session, user_id, "quiet", value, now)


def usual_quiet(session: Session, user_id: int, now: datetime) -> None:
    """Back to what everybody has."""
    for row in _named(session, user_id, "quiet"):
        row.deleted_at = now


def ends(span: Span, at: datetime, tz: tzinfo) -> datetime | None:
    """When the quiet hours that `at` falls in are over; None outside of them."""
    if span is None or span[0] == span[1]:
        return None
    local = at.astimezone(tz)
    first, until = span
    if first < until:
        inside, day = first <= local.time() < until, local.date()
    else:
        inside = local.time() >= first or local.time() < until
        day = local.date() + timedelta(days=1 if local.time() >= first else 0)
    return datetime.combine(day, until, tz) if inside else None


def held(session: Session, user_ids: Collection[int], now: datetime, tz: tzinfo) -> dict[int, datetime]:
    """Who of these people is not to be disturbed now, and until when. Two statements."""
    if not user_ids:
        return {}
    own = quiet_of(session, user_ids)
    off = leave.away(session, user_ids, days.today(now, tz))
    found: dict[int, datetime] = {}
    for user_id in user_ids:
        span = own.get(user_id, QUIET)
        until = ends(span, now, tz)
        if user_id in off:
            morning = span[1] if span else QUIET[1]
            until = datetime.combine(leave.returns(off[user_id]), morning, tz)
        if until is not None:
            found[user_id] = until
    return found


def mute(session: Session, user_id: int, kind: str, now: datetime) -> bool:
    """这类不再提醒; False where it was so already."""
    if any(row.deleted_at is None for row in _named(session, user_id, f"mute:{kind}")):
        return False
    put(session, user_id, f"mute:{kind}", True, now)
    return True


def unmute(session: Session, user_id: int, kinds: Collection[str], now: datetime) -> list[str]:
    """恢复提醒; the kinds that were muted."""
    wanted = [f"mute:{kind}" for kind in kinds]
    mine = select(Preference).where(Preference.user_id == user_id, Preference.name.in_(wanted))
    found = list(session.scalars(mine.order_by(Preference.id)))
    for row in found:
        row.deleted_at = now
    return [row.name.removeprefix("mute:") for row in found]


def muted_by(session: Session, kind: str, user_ids: Collection[int] | None = None) -> set[int]:
    """Who does not want this kind."""
    wanted = select(Preference.user_id).where(Preference.name == f"mute:{kind}")
    if user_ids is not None:
        wanted = wanted.where(Preference.user_id.in_(sorted(user_ids)))
    return set(session.scalars(wanted))


def wishes(session: Session, user_id: int) -> dict[str, Any]:
    """Everything this person has set for themselves."""
    mine = select(Preference).where(Preference.user_id == user_id).order_by(Preference.id)
    return {one.name: one.value for one in session.scalars(mine)}


def _named(session: Session, user_id: int, name: str) -> list[Preference]:
    mine = select(Preference).where(Preference.user_id == user_id, Preference.name == name)
    return list(session.scalars(mine.order_by(Preference.id)))


def put(session: Session, user_id: int, name: str, value: Any, now: datetime) -> None:
    found = _named(session, user_id, name)
    if found:
        found[0].value = value
        return
    source = session.info["set_id"]
    session.add(Preference(user_id=user_id, name=name, value=value, created_at=now, source=source))
