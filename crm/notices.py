"""A notice whose reason was taken back: it stays away, or a word that it is off follows it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.outbox import Text, queue
from models.platform import Change, Outbox

AT_ONCE: Final = 500  # keys of one statement
TAKEN_BACK = "taken back before it was sent"


def withdraw(session: Session, key: str, user_id: int, words: str, now: datetime) -> None:
    """What waits under this outbox key is not sent; where it was sent already, `words` are sent after it.

    Without words nothing follows: another notice says it.
    """
    this, unscoped = Outbox.key == key, {"unscoped": True}
    kept = session.execute(  # asked and done in one: delivery may take it at any moment
        update(Outbox).where(this, Outbox.status == "waiting").values(status="dropped", error=TAKEN_BACK),
        execution_options={"synchronize_session": False, **unscoped},
    )
    if getattr(kept, "rowcount", 0) or not words:
        return
    told = select(Outbox.id).where(this, Outbox.status.in_(("sending", "sent")))
    if session.scalar(told, execution_options=unscoped) is not None:
        queue(session, f"{key}:undone"[:128], user_id, Text(words), now)


def key(prefix: str, kind: str, record_id: int, to_id: int, set_id: str) -> str:
    """The outbox key of a notice: one a message, so that the same may be said again another time."""
    return f"{prefix}:{kind}:{record_id}:{to_id}:{set_id}"[:128]


def taken_back(
    session: Session,
    prefix: str,
    off: Mapping[str, str],
    undone: Iterable[tuple[Any, Change]],
    name: Callable[[Any], Mapping[str, str]],
    now: datetime,
) -> None:
    """After an undo: whoever was told of these records hears that it is off, or never hears of it.

    `off`: the words for each kind of notice; `name`: what they call a record. Whoever takes it back reads so
    in the answer.
    """
    told: dict[str, tuple[int, str]] = {}
    for one, change in undone:
        people = {one.creator_id, one.assignee_id, change.after.get("assignee_id", one.assignee_id)}
        for kind, words in off.items():
            for to_id in people:
                told[key(prefix, kind, one.id, to_id, change.set_id)] = to_id, words.format(**name(one))
    me = session.info["scope"].user_id
    keys = sorted(told)
    for start in range(0, len(keys), AT_ONCE):
        some = select(Outbox.key).where(Outbox.key.in_(keys[start : start + AT_ONCE]))
        for one in session.scalars(some, execution_options={"unscoped": True}).all():
            user_id, words = told[one]
            withdraw(session, one, user_id, "" if user_id == me else words, now)
