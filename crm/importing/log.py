"""The change log of many records at once, just as `models.changes` writes it for one."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from crm.importing import bulk
from crm.importing.compare import Update, Values
from models.asjson import encode
from models.base import Base
from models.changes import SILENT, plain
from models.platform import Change

CHANGES: Table = Change.__table__  # type: ignore[assignment]
DERIVED = {
    mapper.local_table.name: mapper.class_.DERIVED  # type: ignore[attr-defined]
    for mapper in Base.registry.mappers
}
COLUMNS = (
    "set_id", "at", "actor_id", "undoes", "undone_by", "action", "record", "record_id", "before", "after",
)  # fmt: skip
Entry = tuple[Any, ...]
"""One line of the log, its values in the order of COLUMNS and as the driver takes them."""


def created(session: Session, table: str, rows: Sequence[Values]) -> list[Entry]:
    """The log of new records, which all have the same columns."""
    if not rows:
        return []
    names = [name for name in rows[0] if name not in SILENT and name not in DERIVED[table]]
    columns = bulk.BY_NAME[table].c
    # Most values are texts and numbers, which JSON takes as they are: the others are known by their column.
    others = [name for name in names if columns[name].type.python_type in (datetime, date, Decimal)]
    shared, nothing = (*_shared(session), "create", table), encode({})
    entries = []
    for row in rows:
        after = {name: value for name in names if (value := row[name]) is not None}
        for name in others:
            if name in after:
                after[name] = plain(after[name])
        entries.append((*shared, row["id"], nothing, encode(after)))
    return entries


def changed(session: Session, updates: Sequence[Update]) -> list[Entry]:
    """The log of changed records."""
    shared = (*_shared(session), "update")
    return [
        (*shared, one.table, one.id, encode(_snapshot(one.before)), encode(_snapshot(one.after)))
        for one in updates
    ]


def alike(session: Session, table: str, ids: Sequence[int], before: Values, after: Values) -> list[Entry]:
    """The log of records in which the same changed."""
    shared, was, now = (
        (*_shared(session), "update", table),
        encode(_snapshot(before)),
        encode(_snapshot(after)),
    )
    return [(*shared, id_, was, now) for id_ in ids]


def write(session: Session, entries: Sequence[Entry]) -> None:
    """Add them to the log, in the session's transaction."""
    bulk.add_stored(session, CHANGES, COLUMNS, entries)


def _shared(session: Session) -> tuple[Any, ...]:
    info = session.info
    at = bulk.stored(session, CHANGES, "at")
    return (
        info["set_id"],
        at(info["now"]) if at else info["now"],
        info["scope"].user_id,
        info.get("undoes"),
        None,
    )


def _snapshot(values: Values) -> Values:
    return {name: plain(value) for name, value in values.items()}
