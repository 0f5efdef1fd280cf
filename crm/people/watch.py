"""Unusual use: what is counted, when it is too much, and the account that is frozen then.

Counting costs an ordinary message nothing: a figure in the conversation's state says when it is worth looking
at the inbox. What is unusual is a figure of the company (`crm.company.company.WATCH`).
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from crm import days
from crm.company import company
from crm.people import staff
from models.imports import Export
from models.people import User
from models.platform import Inbox
from models.prepared import Prepared
from models.trust import SecurityEvent

UNSCOPED: Final = {"unscoped": True}
HOUR: Final = timedelta(hours=1)
TEN_MINUTES: Final = timedelta(minutes=10)
NIGHT_ENDS: Final = time(5)
OF_CUSTOMERS: Final = frozenset((
    *("customer", "contact", "interaction", "attachment", "opportunity", "quote", "order", "payment"),
    *("campaign", "holding"),
))  # fmt: skip
LOOKS: Final = frozenset((
    *("show", "list", "number", "portrait", "timeline", "history", "past", "find"),
    *("targets", "brief", "meetings"),
))  # fmt: skip
MORE: Final = "more"  # the next page of a list
REFUSED: Final = "refused"


def is_read(intent: str) -> bool:
    """Whether an intent shows what we know of customers."""
    topic, _, verb = intent.partition(".")
    return intent in (MORE, "choose") or (topic in OF_CUSTOMERS and verb in LOOKS)


def too_many_reads(session: Session, user: User, now: datetime, tz: tzinfo) -> Mapping[str, Any] | None:
    """What is too much, in figures; None where it is not. The message under way is counted as well."""
    night = now.astimezone(tz).time() < NIGHT_ENDS
    name = "reads_night" if night else "reads_hour"
    most = company.value(session, name)
    read = sum(
        many
        for intents, many in _recent(session, user, now, HOUR)
        if any(is_read(intent) for intent in intents.split(","))
    )
    if read + 1 <= most:
        return None
    return {"kind": "night" if night else "reads", "count": read + 1, "most": most}


def too_many_refusals(session: Session, user: User, now: datetime) -> Mapping[str, Any] | None:
    """The same for what they were refused within ten minutes."""
    most = company.value(session, "refusals")
    recent = _recent(session, user, now, TEN_MINUTES)
    count = sum(many for intents, many in recent if REFUSED in intents.split(",")) + 1
    return None if count <= most else {"kind": "refusals", "count": count, "most": most}


def too_many_exports(
    session: Session, user: User, rows: int, now: datetime, tz: tzinfo
) -> Mapping[str, Any] | None:
    """The same for what they took out of the house today, with the `rows` they ask for now."""
    since = max(days.starts(days.today(now, tz), tz), _thawed(session, user))
    mine = (Export.actor_id == user.id, Export.created_at >= since)
    counted = select(func.count(Export.id), func.coalesce(func.sum(Export.rows), 0)).where(*mine)
    many, had = session.execute(counted, execution_options=UNSCOPED).one()
    if many + 1 > (most := company.value(session, "exports_day")):
        return {"kind": "exports", "count": many + 1, "most": most}
    if had + rows > (most := company.value(session, "export_rows_day")):
        return {"kind": "rows", "count": int(had) + rows, "most": most}
    return None


def _recent(session: Session, user: User, now: datetime, within: timedelta) -> list[tuple[str, int]]:
    """The intents of their messages in that time, since they were last allowed to go on, and how often."""
    since = max(now - within, _thawed(session, user))
    return [(intents, many) for intents, many in RECENT.rows(session, {"user": user.id, "since": since})]


RECENT: Final = Prepared(
    select(Inbox.intents, func.count())
    .where(Inbox.user_id == bindparam("user"), Inbox.received_at > bindparam("since"))
    .group_by(Inbox.intents),
    scope=False,
)


def _thawed(session: Session, user: User) -> datetime:
    """When an administrator last let them go on; what was before does not count twice."""
    found = THAWED.first(session, {"user": user.id})
    return (found and found[0]) or user.created_at


THAWED: Final = Prepared(
    select(func.max(SecurityEvent.at)).where(
        SecurityEvent.user_id == bindparam("user"), SecurityEvent.kind == "unfrozen"
    ),
    scope=False,
)


def freeze(session: Session, user: User, why: Mapping[str, Any], now: datetime) -> tuple[SecurityEvent, bool]:
    """Note what happened and suspend the account, unless nobody else could undo that; whether it was."""
    frozen = user.role != "admin" or bool(staff.admins(session, but=user.id))
    if frozen:
        # Not through the change log: it is no deed of theirs that their next undo could take back.
        session.execute(
            update(User).where(User.id == user.id).values(status="frozen"),
            execution_options={"synchronize_session": False},
        )
    return note(session, user, str(why["kind"]), now, {**why, "frozen": frozen}), frozen


def note(
    session: Session, user: User, kind: str, now: datetime, detail: Mapping[str, Any], by: int | None = None
) -> SecurityEvent:
    """One line for the administrators' list."""
    event = SecurityEvent(user_id=user.id, kind=kind, at=now, detail=dict(detail), actor_id=by)
    session.add(event)
    session.flush()
    return event


def noted_today(session: Session, user: User, kind: str, now: datetime, tz: tzinfo) -> bool:
    """Whether it was noted today already."""
    today = days.within(SecurityEvent.at, days.today(now, tz), tz)
    found = select(SecurityEvent.id).where(
        SecurityEvent.user_id == user.id, SecurityEvent.kind == kind, today
    )
    return session.scalar(found.limit(1), execution_options=UNSCOPED) is not None


def settled(session: Session, event: SecurityEvent) -> SecurityEvent | None:
    """What an administrator decided after this event, if one did."""
    later = select(SecurityEvent).where(
        SecurityEvent.user_id == event.user_id,
        SecurityEvent.id > event.id,
        SecurityEvent.kind.in_(("unfrozen", "kept")),
    )
    return session.scalar(later.order_by(SecurityEvent.id).limit(1), execution_options=UNSCOPED)


def latest(session: Session, most: int = 30) -> list[tuple[SecurityEvent, str]]:
    """The newest events with the names of those concerned."""
    found = select(SecurityEvent, User.name).join(User, User.id == SecurityEvent.user_id)
    rows = session.execute(found.order_by(SecurityEvent.id.desc()).limit(most), execution_options=UNSCOPED)
    return [(event, name) for event, name in rows]
