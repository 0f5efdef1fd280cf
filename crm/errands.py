"""Work too long for an answer: asked for in a message's transaction, done once by `genjin work`.

The rows are the queue. Taking one commits that it is being done; a process that dies leaves a lease that
runs out, and the errand is done again from its beginning, so whatever does one must bear that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.lists import is_sqlite
from models.people import User
from models.trust import Errand

LEASE: Final = timedelta(minutes=10)
PAUSES: Final = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 1800))
INTERRUPTED: Final = "interrupted"
WORTH_IT_FOR: Final = timedelta(hours=60)  # WeCom keeps what a phone sent for three days


@dataclass(frozen=True, slots=True)
class Taken:
    """An errand that this process does now."""

    id: int
    user_id: int
    userid: str
    kind: str
    payload: Mapping[str, Any]
    attempt: int
    asked_at: datetime
    interrupted: int  # how often whoever had it did not come back


def ask(
    session: Session, kind: str, key: str, user_id: int, now: datetime, payload: Mapping[str, Any]
) -> int | None:
    """Ask for it once; its id, or None where `key` was asked for already."""
    row = {
        "key": key,
        "user_id": user_id,
        "kind": kind,
        "payload": dict(payload),
        "status": "waiting",
        "attempts": 0,
        "next_try_at": now,
        "progress": {},
        "result": {},
        "created_at": now,
    }
    dialect = sqlite if is_sqlite(session) else postgresql
    insert = dialect.insert(Errand).values(row).on_conflict_do_nothing().returning(Errand.id)
    made: int | None = session.scalar(insert, execution_options={"unscoped": True})
    return made


def waits(session: Session, now: datetime) -> bool:
    """Whether there is one to do."""
    return session.scalar(_due(select(Errand.id), now).limit(1)) is not None


def take(session: Session, now: datetime) -> Taken | None:
    """The oldest one that is due, from now on this process's. Rivals skip it."""
    wanted = _due(select(Errand, User.userid).join(User, User.id == Errand.user_id), now)
    found = session.execute(
        wanted.order_by(Errand.next_try_at, Errand.id).limit(1).with_for_update(of=Errand, skip_locked=True)
    ).first()
    if found is None:
        return None
    row, userid = found
    interrupted = int(row.result.get(INTERRUPTED, 0)) + (row.status == "running")
    row.result = {INTERRUPTED: interrupted} if interrupted else {}
    row.status, row.attempts, row.next_try_at = "running", row.attempts + 1, now + LEASE
    return Taken(
        row.id, row.user_id, userid, row.kind, row.payload, row.attempts, row.created_at, interrupted
    )


def _due(statement: Any, now: datetime) -> Any:
    return statement.where(Errand.status.in_(("waiting", "running")), Errand.next_try_at <= now)


def goes_on(session: Session, taken: Taken, now: datetime, **progress: Any) -> None:
    """Say how far it is, and keep the lease."""
    session.execute(_mine(taken).values(progress=progress, next_try_at=now + LEASE))


def amend(session: Session, taken: Taken, **payload: Any) -> None:
    """Add to what is to be done what was found out, for another try and for whoever asks about it."""
    session.execute(_mine(taken).values(payload={**taken.payload, **payload}))


def finish(session: Session, taken: Taken, now: datetime, result: Mapping[str, Any]) -> bool:
    """It is done; False where the lease had run out and somebody else has it now."""
    return _settle(session, taken, status="done", finished_at=now, result=dict(result))


def put_off(session: Session, taken: Taken, now: datetime) -> bool:
    """Try again later; False where that went on for long enough: then it has failed."""
    if now >= taken.asked_at + WORTH_IT_FOR:
        return False
    pause = PAUSES[min(taken.attempt, len(PAUSES)) - 1]
    return _settle(session, taken, status="waiting", next_try_at=now + pause)


def fail(session: Session, taken: Taken, now: datetime, why: str) -> bool:
    """It cannot be done."""
    return _settle(session, taken, status="failed", finished_at=now, result={"error": why})


def _mine(taken: Taken) -> Any:
    mine = (Errand.id == taken.id, Errand.status == "running", Errand.attempts == taken.attempt)
    return update(Errand).where(*mine).execution_options(synchronize_session=False)


def _settle(session: Session, taken: Taken, **values: Any) -> bool:
    return bool(getattr(session.execute(_mine(taken).values(**values)), "rowcount", 0))
