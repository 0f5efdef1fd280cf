"""What a customer was at a moment, and who changed it: read from the change log."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.customers import Contact, Customer, CustomerTag
from models.dictionary import CustomField, CustomValue
from models.ownership import CustomerAlias
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


def entered(session: Session, customer: Customer) -> tuple[str | None, list[str]]:
    """Who entered the customer, and its other names: those it had, and of those merged into it."""
    log = select(Change).where(Change.record == "customers", Change.record_id == customer.id)
    rows = session.scalars(log.order_by(Change.id), execution_options=UNSCOPED).all()
    made = next((row.actor_id for row in rows if row.action == "create"), None)
    by = session.get(User, made) if made else None
    had = [str(row.before["name"]) for row in rows if row.action == "update" and row.before.get("name")]
    merged = select(CustomerAlias.name).where(CustomerAlias.customer_id == customer.id)
    names = [*had, *session.scalars(merged.order_by(CustomerAlias.id))]
    return by.name if by else None, [name for name in dict.fromkeys(names) if name != customer.name]


def names_of(session: Session, changes: Collection[Change]) -> dict[tuple[str, int], str]:
    """What the people, tags and own fields are called that these changes made; none for what is gone."""
    found: dict[tuple[str, int], str] = {}
    for table, model in (("contacts", Contact), ("customer_tags", CustomerTag)):
        ids = {one.record_id for one in changes if one.record == table and one.action == "create"}
        if ids:
            rows = session.execute(select(model.id, model.name).where(model.id.in_(sorted(ids))))
            found |= {(table, id_): name for id_, name in rows}
    filled = {one.record_id for one in changes if one.record == "custom_values"}
    if filled:
        of = select(CustomValue.id, CustomField.name).join(
            CustomField, CustomField.id == CustomValue.field_id
        )
        rows = session.execute(of.where(CustomValue.id.in_(sorted(filled))))
        found |= {("custom_values", id_): name for id_, name in rows}
    return found


@dataclass(frozen=True, slots=True)
class Act:
    """One message, file or job and what it changed: how many records of each table."""

    at: datetime
    actor: str
    words: str
    records: Sequence[tuple[str, int]]
    undone: bool


def acts(
    session: Session, first: datetime, end: datetime, user_id: int | None = None, most: int = MOST
) -> list[Act]:
    """What people within sight did in that time, the newest first. What undoes something is not listed: the
    thing undone says so."""
    counted = func.count()
    rows = session.execute(
        select(
            Change.set_id, Change.record, func.max(Change.at), User.name, Inbox.text, counted,
            func.max(Change.undone_by), func.max(Change.id),
        )
        .join(User, User.id == Change.actor_id)
        .outerjoin(Inbox, Inbox.key == Change.set_id)
        .where(Change.at >= first, Change.at < end, Change.undoes.is_(None))
        .where(*((Change.actor_id == user_id,) if user_id is not None else ()))
        .group_by(Change.set_id, Change.record, User.name, Inbox.text)
        .order_by(func.max(Change.id).desc())
        .limit(most * 4)
    ).all()  # fmt: skip
    sets: dict[str, list[Any]] = {}
    for row in rows:
        sets.setdefault(row[0], []).append(row)
    return [
        Act(
            max(row[2] for row in of_set),
            of_set[0][3],
            of_set[0][4] or "",
            [(row[1], row[5]) for row in of_set],
            any(row[6] for row in of_set),
        )
        for of_set in list(sets.values())[:most]
    ]
