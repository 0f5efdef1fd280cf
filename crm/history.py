"""What a customer was at a moment, and who changed it: read from the change log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.customers import Contact, Customer, CustomerTag
from models.dictionary import CustomValue
from models.people import User
from models.platform import Change, Inbox
from models.scope import Scope, owned

UNSCOPED: Final = {"unscoped": True}
PARTS: Final[tuple[Any, ...]] = (Contact, CustomerTag, CustomValue)
MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Then:
    """A field at a moment. `since`: the log begins there, later than the moment; nothing older is known.
    `there`: False before the customer was entered."""

    value: Any
    there: bool = True
    since: datetime | None = None


def at(session: Session, customer: Customer, column: str, moment: datetime) -> Then:
    """What the column held: the value before the first change that came later, else what it is now."""
    rows = session.scalars(
        select(Change)
        .where(Change.record == "customers", Change.record_id == customer.id)
        .order_by(Change.id),
        execution_options=UNSCOPED,
    ).all()
    made = rows[0] if rows and rows[0].action == "create" else None
    if customer.created_at > moment:
        return Then(None, there=False)
    later = next((c for c in rows if c.at > moment and c.action == "update" and column in c.after), None)
    value = later.before.get(column) if later else getattr(customer, column)
    begins = made.at if made else rows[0].at if rows else None
    return Then(value, since=begins if begins is not None and begins > moment else None)


@dataclass(frozen=True, slots=True)
class Touch:
    """One change of a customer or of what belongs to it. `words`: the message it came from, where the reader
    may see the person's messages."""

    change: Change
    actor: str | None
    words: str


def touches(
    session: Session, customer: Customer, scope: Scope, column: str | None = None, most: int = MOST
) -> list[Touch]:
    """Who changed the customer, the newest first; `column`: only that field."""
    of = [(Change.record == "customers") & (Change.record_id == customer.id)]
    if column is None:
        for model in PARTS:
            ids = select(model.id).where(model.customer_id == customer.id)
            of.append((Change.record == model.__tablename__) & Change.record_id.in_(ids))
    rows = session.execute(
        select(Change, User.name, Inbox.text)
        .outerjoin(User, User.id == Change.actor_id)
        .outerjoin(Inbox, Inbox.key == Change.set_id)
        .where(or_(*of))
        .order_by(Change.id.desc())
        .limit(MOST * 4 if column else most),
        execution_options=UNSCOPED,
    ).all()
    mine = _people(session, scope)
    found = [
        Touch(change, name, text if text and (mine is None or change.actor_id in mine) else "")
        for change, name, text in rows
        if column is None or column in change.after
    ]
    return found[:most]


def _people(session: Session, scope: Scope) -> set[int | None] | None:
    """Whose messages the reader may see; None: everybody's."""
    if scope.kind == "all":
        return None
    seen = select(User.id).where(owned(User.id, scope.kind, len(scope.paths)))
    return {scope.user_id, *session.scalars(seen)}
