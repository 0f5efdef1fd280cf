"""What waited while a person rested: put off as a whole, and shown as one digest if it became many."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.outbox import Button, Card, queue
from models.platform import Outbox

HELD: Final = "the person rests"  # why a row was put off
DIGEST_FROM: Final = 4
LATE: Final = timedelta(hours=2)
READ: Final = ("card", "text")
SHOWN: Final = ("picture", "chart", "file")
MOST_LINES: Final = 6
LINE: Final = 30  # characters of a line
UNSCOPED: Final = {"unscoped": True}


def waits(row: Outbox) -> bool:
    """Whether this is a message that a person's rest holds back."""
    return not row.at_once and row.kind != "update" and row.attempts == 0


def was_held(row: Outbox) -> bool:
    return row.error == HELD and row.kind in READ


def hold(session: Session, user_id: int, now: datetime, until: datetime) -> None:
    """Everything that would come now comes when the rest is over."""
    session.execute(
        update(Outbox)
        .where(
            Outbox.user_id == user_id,
            Outbox.status == "waiting",
            Outbox.at_once.is_(False),
            Outbox.kind != "update",
            Outbox.attempts == 0,
            Outbox.next_try_at <= now,
        )
        .values(next_try_at=until, error=HELD)
        .execution_options(synchronize_session="fetch", **UNSCOPED)
    )


def is_late(row: Outbox, now: datetime) -> bool:
    """Whether it has been waiting so long that nothing can have been sent meanwhile: after an outage.

    What was tried is left out: it may have arrived.
    """
    return waits(row) and row.error != HELD and row.next_try_at <= now - LATE and row.kind in READ


def gather(session: Session, user_id: int, now: datetime) -> bool:
    """Make one digest of what was held, where it is many; False where it is few."""
    wanted = (Outbox.error == HELD, Outbox.kind.in_(READ), Outbox.next_try_at <= now)
    return _digest(session, user_id, wanted, "你休息时来了{}条消息", "合在一起，不一条条打扰你", now)


def gather_late(session: Session, user_id: int, now: datetime) -> bool:
    """The same for what an outage kept back: five old reports are one card. Their pictures go with them."""
    wanted = (
        Outbox.at_once.is_(False),
        Outbox.attempts == 0,
        Outbox.next_try_at <= now - LATE,
        Outbox.kind.in_((*READ, *SHOWN)),
    )
    return _digest(session, user_id, wanted, "晚到的{}条消息", "之前发送中断，合在一起给你", now)


def _digest(
    session: Session, user_id: int, conditions: tuple[Any, ...], title: str, desc: str, now: datetime
) -> bool:
    mine = (Outbox.user_id == user_id, Outbox.status == "waiting", *conditions)
    wanted = select(Outbox).where(*mine).order_by(Outbox.id)
    rows = list(session.scalars(wanted, execution_options=UNSCOPED))
    said = [row for row in rows if row.kind in READ]
    if len(said) < DIGEST_FROM:
        return False
    key = f"held:{user_id}:{rows[-1].id}"
    lines = tuple((f"{n}", _line(row)) for n, row in enumerate(said[:MOST_LINES], 1))
    more = len(said) - MOST_LINES
    card = Card(
        title=title.format(len(said)),
        desc=desc,
        lines=lines,
        text=f"还有{more}条。" if more > 0 else "",
        buttons=(Button("逐条发我", "held.show", (str(rows[-1].id),), 1),),
    )
    queue(session, key, user_id, card, now, at_once=True)
    for row in rows:
        row.status, row.error = "dropped", _inside(user_id, rows[-1].id)
    return True


def release(session: Session, user_id: int, number: int, now: datetime) -> int:
    """Send what the digest stands for after all, one by one; how many there were left to send."""
    inside = (Outbox.user_id == user_id, Outbox.error == _inside(user_id, number))
    rows = list(session.scalars(select(Outbox).where(*inside).order_by(Outbox.id)))
    for row in rows:
        row.status, row.error, row.at_once = "waiting", None, True
        row.next_try_at, row.expires_at = now, None
    return len(rows)


def _inside(user_id: int, number: int) -> str:
    return f"in held:{user_id}:{number}"


def _line(row: Outbox) -> str:
    text = str(row.payload.get("title") or row.payload.get("text") or "")
    return text.split("\n")[0][:LINE]
