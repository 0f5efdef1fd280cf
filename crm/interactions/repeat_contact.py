"""Has a colleague just been in touch with the same person? Said before the customer is bothered twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from models.customers import Contact
from models.people import User
from models.prepared import Prepared
from models.work import Interaction

WITHIN: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Touch:
    """A colleague's latest contact: who and when. What they talked about stays with the record."""

    user: str
    at: datetime
    channel: str | None


def _latest(theirs: ColumnElement[bool]) -> Select[str, datetime, str | None]:
    """The latest contact of anybody but `user` among those that are `theirs`; plain rows, no scope.

    Sorted by what no index has: SQLite would rather go through all that the whole company did in those two
    days, newest first, than look at this person's few and sort them.
    """
    return (
        select(User.name, Interaction.happened_at, Interaction.channel)
        .join(User, User.id == Interaction.user_id)
        .where(
            theirs,
            Interaction.deleted_at.is_(None),
            Interaction.user_id != bindparam("user"),
            Interaction.happened_at > bindparam("since"),
            Interaction.happened_at <= bindparam("until"),
        )
        .order_by(func.coalesce(Interaction.happened_at, Interaction.created_at).desc())
        .limit(1)
    )


_SAME_PHONE = select(Contact.id).where(Contact.phone == bindparam("person"), Contact.deleted_at.is_(None))

BY_PERSON = Prepared(_latest(Interaction.contact_id == bindparam("person")), scope=False)
BY_PHONE = Prepared(_latest(Interaction.contact_id.in_(_SAME_PHONE)), scope=False)


def last_by_others(session: Session, contact: Contact, user_id: int, now: datetime) -> Touch | None:
    """Somebody else's latest contact with this person within two days, under whichever customer."""
    window = {"user": user_id, "since": now - WITHIN, "until": now}
    statement, person = (BY_PHONE, contact.phone) if contact.phone else (BY_PERSON, contact.id)
    found = statement.first(session, {"person": person, **window})
    return Touch(*found) if found else None
