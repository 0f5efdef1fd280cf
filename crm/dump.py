"""Every record as one JSON document: for backup, for moving, and for checking what a day of chat wrote."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Session

from crm import dump_sales
from models import tables
from models.base import Base, Quantity

KINDS: dict[str, type[Base] | None] = {
    "users": tables.User,
    "customers": tables.Customer,
    "contacts": tables.Contact,
    "interactions": tables.Interaction,
    "tasks": tables.Task,
    "opportunities": tables.Opportunity,
    "quotes": tables.Quote,
    "orders": tables.Order,
    "payments": tables.Payment,
    "products": tables.Product,
    "tickets": tables.Ticket,
    "devices": None,
    "surveys": None,
    "approvals": tables.Approval,
    "goals": tables.Goal,
    "campaigns": tables.Campaign,
    "outbox": tables.Outbox,
    "inbox": tables.Inbox,
    "changes": tables.Change,
}
"""The document's keys, fixed. None: the record comes with a later issue, its list is empty."""

NAMES = {
    "customer_id": ("customer", tables.Customer),
    "contact_id": ("contact", tables.Contact),
    "owner_id": ("owner", tables.User),
    "assignee_id": ("assignee", tables.User),
    "creator_id": ("creator", tables.User),
    "user_id": ("user", tables.User),
    "actor_id": ("actor", tables.User),
    "closed_by_id": ("closed_by", tables.User),
    "requester_id": ("requester", tables.User),
    "decided_by_id": ("decided_by", tables.User),
}

Names = dict[Any, dict[int, str]]
"""What records of a kind are called, by their ids."""


def dump(session: Session, tz: tzinfo, kinds: Iterable[str] = KINDS) -> dict[str, list[dict[str, Any]]]:
    """The records of these kinds, within the scope. Moments carry the offset of `tz`; money is text."""
    named = {model: _names(session, model) for _, model in NAMES.values()}
    found = {}
    for kind in kinds:
        model = KINDS[kind]
        found[kind] = [] if model is None else list(_records(session, model, named, tz))
    if "customers" in found:
        own = _own_fields(session, tz)
        held = _holdings(session, named, tz)
        found["customers"] = [
            {**one, "fields": own.get(one["id"], {}), "holdings": held.get(one["id"], [])}
            for one in found["customers"]
        ]
    return found


def _own_fields(session: Session, tz: tzinfo) -> dict[int, dict[str, str]]:
    """What each customer has in the company's own fields, by the field's name."""
    columns = (tables.CustomValue.number, tables.CustomValue.text, tables.CustomValue.day)
    rows = (
        select(tables.CustomValue.customer_id, tables.CustomField.name, *columns)
        .join(tables.CustomField, tables.CustomField.id == tables.CustomValue.field_id)
        .order_by(tables.CustomValue.id)
    )
    found: dict[int, dict[str, str]] = {}
    for customer_id, name, number, words, day in session.execute(rows):
        value = f"{number.normalize():f}" if number is not None else words or str(day)
        found.setdefault(customer_id, {})[name] = value
    return found


def _holdings(session: Session, named: Names, tz: tzinfo) -> dict[int, list[dict[str, Any]]]:
    """What each customer holds until a day."""
    found: dict[int, list[dict[str, Any]]] = {}
    for one in _records(session, tables.Holding, named, tz):
        found.setdefault(one["customer_id"], []).append(one)
    return found


def _names(session: Session, model: Any) -> dict[int, str]:
    rows = session.execute(select(model.id, model.name), execution_options={"everything": True})
    return {row.id: row.name for row in rows}


def _records(session: Session, model: Any, named: Names, tz: tzinfo) -> Iterator[dict[str, Any]]:
    table = model.__table__
    columns = [c for c in table.columns if not isinstance(c.type, LargeBinary)]
    statement = select(*(getattr(model, c.name) for c in columns)).order_by(model.id)
    if "deleted_at" in table.columns:
        statement = statement.where(model.deleted_at.is_(None))
    more = dump_sales.beside(session, model, tz)
    for row in session.execute(statement):
        record = {c.name: _plain(value, tz, c.type) for c, value in zip(columns, row, strict=True)}
        for column, (name, target) in NAMES.items():
            if column in record:
                record[name] = named[target].get(record[column])
        yield record | more(record)


def _plain(value: Any, tz: tzinfo, kind: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(tz).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and kind is Quantity:
        return dump_sales.number(value)
    return f"{value:.2f}" if isinstance(value, Decimal) else value
