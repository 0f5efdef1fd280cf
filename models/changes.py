"""The change log: written with every record (models/writing.py), read by undo, correction and audit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, func, inspect, select, update
from sqlalchemy.orm import Session, aliased

from models.base import Audited, Base, Logged
from models.platform import Change
from models.prepared import Prepared

SILENT = frozenset({"id", "source", "created_at"})
"""Columns that never change after creation, left out of the snapshots."""

AT_ONCE = 500  # records of one statement


def created(session: Session, record: Base, values: dict[str, Any]) -> dict[str, Any] | None:
    """The row of `changes` for a new record with these columns, but for its id; None where none is kept."""
    if not isinstance(record, Audited):
        return None
    after = {
        name: plain(value)
        for name, value in values.items()
        if value is not None and name not in SILENT and name not in record.DERIVED
    }
    return _entry(session, record, "create", {}, after)


def changed(session: Session, record: Base, was: dict[str, Any]) -> dict[str, Any] | None:
    """The row for a record of which these columns changed, with what they were."""
    if not isinstance(record, Audited | Logged):
        return None
    told = [name for name in was if name not in SILENT and name not in record.DERIVED]
    before = {name: plain(was[name]) for name in told}
    return _entry(session, record, "update", before, {name: plain(getattr(record, name)) for name in told})


def _entry(
    session: Session, record: Base, action: str, before: dict[str, Any], after: dict[str, Any]
) -> dict[str, Any] | None:
    if not after:
        return None
    info = session.info
    return {
        "set_id": info["set_id"],
        "at": info["now"],
        "actor_id": info["scope"].user_id,
        "record": record.__tablename__,
        "action": action,
        "before": before,
        "after": after,
        "undoes": info.get("undoes"),
    }


def plain(value: Any) -> Any:
    """A column's value as JSON can hold it; `_typed` turns it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()  # as it is read back, or undo would see a difference
    if isinstance(value, date):
        return value.isoformat()
    # Without the zeros: 10 as it was said and 10.000 as it is read back are one value.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _typed(record: Any, name: str, value: Any) -> Any:
    if value is None:
        return None
    kind = inspect(record).mapper.columns[name].type.python_type
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is date:
        return date.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value


@dataclass(slots=True)
class TakenBack:
    """What undo did: the records restored, and what was left because somebody changed it since."""

    restored: list[tuple[Any, Change]] = field(default_factory=list)
    kept: list[tuple[Any, Change, list[str]]] = field(default_factory=list)


def last_set(session: Session, actor_id: int) -> str | None:
    """The newest change set of this person that is neither undone nor itself an undo."""
    return session.scalar(
        select(Change.set_id)
        .where(Change.actor_id == actor_id, Change.undone_by.is_(None), Change.undoes.is_(None))
        .order_by(Change.id.desc())
        .limit(1)
    )


def last_sets(session: Session, actor_id: int, since: datetime, most: int = 3) -> list[str]:
    """The newest change sets of this person since then that stand, the newest first."""
    return [set_id for (set_id,) in NEWEST.rows(session, {"actor": actor_id, "since": since, "most": most})]


NEWEST = Prepared(
    select(Change.set_id)
    .where(
        Change.actor_id == bindparam("actor"),
        Change.undone_by.is_(None),
        Change.undoes.is_(None),
        Change.at >= bindparam("since"),
    )
    .group_by(Change.set_id)
    .order_by(func.max(Change.id).desc())
    .limit(bindparam("most")),
    scope=True,
)


def last_undo(session: Session, actor_id: int) -> tuple[str, str] | None:
    """This person's newest undo that stands, and what it took back; none that only brought something back."""
    target = aliased(Change)
    row = session.execute(
        select(Change.set_id, Change.undoes)
        .where(
            Change.actor_id == actor_id,
            Change.undoes.is_not(None),
            Change.undone_by.is_(None),
            ~select(target.id).where(target.set_id == Change.undoes, target.undoes.is_not(None)).exists(),
        )
        .order_by(Change.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row and row[1] else None


def bring_back(session: Session, undo_id: str) -> list[Any] | None:
    """The records as they were before this undo, which can be taken back once more; None, and nothing done,
    where somebody changed one of them since."""
    touched = records_of(session, undo_id)
    if not touched or any(_in_the_way(session, record, change) for record, change in touched):
        return None
    session.info["undoes"] = undo_id
    for record, change in reversed(touched):
        _restore(session, record, change)
        session.flush()  # each may point at the one before
    session.info["undoes"] = None
    this = session.info["set_id"]
    for set_id, undone_by in ((undo_id, this), (touched[0][1].undoes, None)):
        session.execute(
            update(Change).where(Change.set_id == set_id).values(undone_by=undone_by),
            execution_options={"synchronize_session": False},
        )
    return [record for record, _ in touched]


def undid_last(session: Session, actor_id: int) -> bool:
    """Whether this person's newest change set is an undo."""
    newest = select(Change.undoes).where(Change.actor_id == actor_id).order_by(Change.id.desc()).limit(1)
    return session.scalar(newest) is not None


def records_of(session: Session, set_id: str) -> list[tuple[Any, Change]]:
    """The records a change set touched, oldest change first, deleted ones included."""
    changes = session.scalars(select(Change).where(Change.set_id == set_id).order_by(Change.id)).all()
    held = _loaded(session, changes)  # one statement for many; the session itself holds them weakly
    found = [(record, change) for change in changes if (record := _load(session, change)) is not None]
    del held
    return found


def take_back(session: Session, set_id: str) -> TakenBack:
    """Restore what the set changed, newest first. A value changed since is kept and reported.

    The books of a set (orders, lines, moves of stock, payments) go back together or not at all: else a sum
    would lose its parts, or money its order. What the set itself took back (an order done again for another)
    stays so.
    """
    result = TakenBack()
    session.info["undoes"] = set_id
    touched = [(r, change) for r, change in records_of(session, set_id) if change.undoes is None]
    held = _held(session, [(record, change) for record, change in touched if record.BOOKS])
    moved = False
    for record, change in reversed(touched):
        if change.action == "create" and moved:
            session.flush()  # what was pointed elsewhere again is no longer in the way
        moved = change.action != "create"
        kept = ["*"] if held and record.BOOKS else _restore(session, record, change)
        if kept:
            result.kept.append((record, change, kept))
        else:
            result.restored.append((record, change))
    session.flush()
    session.execute(
        update(Change).where(Change.set_id == set_id).values(undone_by=session.info["set_id"]),
        execution_options={"synchronize_session": False},
    )
    session.info["undoes"] = None
    return result


def _loaded(session: Session, changes: Sequence[Change]) -> list[Any]:
    """The records of these changes. While somebody holds them, to `get` one costs nothing."""
    ids: dict[str, set[int]] = {}
    for change in changes:
        ids.setdefault(change.record, set()).add(change.record_id)
    found: list[Any] = []
    for name, wanted in ids.items():
        model, ordered = _models()[name], sorted(wanted)
        for start in range(0, len(ordered), AT_ONCE):
            some = select(model).where(model.id.in_(ordered[start : start + AT_ONCE]))
            found += session.scalars(some, execution_options={"everything": True})
    return found


def _load(session: Session, change: Change) -> Any:
    model = _models()[change.record]
    return session.get(model, change.record_id, execution_options={"everything": True})


def _restore(session: Session, record: Any, change: Change) -> list[str]:
    """The names of what could not be put back; empty when all was."""
    kept = _in_the_way(session, record, change)
    if change.action == "create":
        if not kept:
            record.deleted_at = session.info["now"]
        return kept
    for name, old in change.before.items():
        if name not in kept:
            setattr(record, name, _typed(record, name, old))
    return kept


def _held(session: Session, books: Sequence[tuple[Any, Change]]) -> bool:
    """Whether any of these changes cannot be put back. One value may have changed twice in the set."""
    before: dict[tuple[str, int, str], Any] = {}
    for record, change in reversed(books):
        if change.action == "create":
            if _in_the_way(session, record, change):
                return True
            continue
        for name, old in change.before.items():
            place = (change.record, change.record_id, name)
            if before.get(place, plain(getattr(record, name))) != change.after.get(name):
                return True
            before[place] = old
    return False


def _in_the_way(session: Session, record: Any, change: Change) -> list[str]:
    """What of the change cannot be put back, because somebody changed it since or built on it."""
    if change.action == "create":
        used = _changed_later(session, change) or any(_dependants(session, record, change))
        return ["*"] if used else []
    return [name for name in change.before if plain(getattr(record, name)) != change.after.get(name)]


def _changed_later(session: Session, change: Change) -> bool:
    later = select(Change.id).where(
        Change.record == change.record,
        Change.record_id == change.record_id,
        Change.id > change.id,
        Change.set_id != change.set_id,
        Change.undone_by.is_(None),
        Change.undoes.is_(None),
    )
    return session.scalar(later.limit(1), execution_options={"unscoped": True}) is not None


def _dependants(session: Session, record: Any, change: Change) -> Iterator[Any]:
    """Live records of other change sets that point at this one: it cannot vanish under them."""
    table = inspect(type(record)).local_table
    for model in _models().values():
        if not issubclass(model, Audited):
            continue
        for key in inspect(model).local_table.foreign_keys:
            if key.column.table is not table:
                continue
            pointing = select(model).where(key.parent == record.id, model.source != change.set_id).limit(1)
            yield from session.scalars(pointing, execution_options={"unscoped": True})


def _models() -> dict[str, type[Any]]:
    return {
        str(mapper.local_table.description): mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Audited | Logged)
    }
