"""A notice whose reason was taken back: it stays away, or a word that it is off follows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.outbox import Text, queue
from models.platform import Outbox

AT_ONCE: Final = 500  # keys of one statement
TAKEN_BACK = "taken back before it was sent"


def withdraw(session: Session, key: str, user_id: int, words: str, now: datetime) -> None:
    """What waits under this outbox key is not sent; where it was sent already, `words` are sent after it.

    Without words nothing follows: another notice says it.
    """
    unscoped = {"unscoped": True}
    told = session.execute(
        select(Outbox.id, Outbox.status).where(Outbox.key == key), execution_options=unscoped
    ).first()
    if told is None:
        return
    if told.status == "waiting":
        session.execute(
            update(Outbox).where(Outbox.id == told.id).values(status="dropped", error=TAKEN_BACK),
            execution_options={"synchronize_session": False, **unscoped},
        )
    elif words and told.status in ("sending", "sent"):
        queue(session, f"{key}:undone"[:128], user_id, Text(words), now)


def withdraw_all(session: Session, told: Mapping[str, tuple[int, str]], now: datetime) -> None:
    """The same for every key of these that there is; each with whom to tell and the words.

    Whoever takes it back reads so in the answer.
    """
    me = session.info["scope"].user_id
    keys = sorted(told)
    for start in range(0, len(keys), AT_ONCE):
        some = select(Outbox.key).where(Outbox.key.in_(keys[start : start + AT_ONCE]))
        for one in session.scalars(some, execution_options={"unscoped": True}).all():
            user_id, words = told[one]
            withdraw(session, one, user_id, "" if user_id == me else words, now)
