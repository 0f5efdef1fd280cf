"""What a session has to write, and the log of it, as statements of the driver.

SQLAlchemy's unit of work sorts out relationships, orphans and cascades, of which there are none here, and
takes half of a millisecond for a message's two records (docs/adr/0020). This does the rest of its work: new
records in the order of their foreign keys, then what changed; ids and defaults are filled in, and the session
is clean.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, func, insert, inspect, null, update
from sqlalchemy.orm import LoaderCallableStatus, Session
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.exc import StaleDataError

from models import changes
from models.base import Base
from models.platform import Change
from models.prepared import Prepared
from models.wire import wire


class TooLong(Exception):
    """Words that their column has no room for, on every database alike. What was to be written with them is
    not written; `most` is in characters."""

    def __init__(self, record: Base, column: str, most: int) -> None:
        super().__init__(f"{record.__tablename__}.{column}: more than {most} characters")
        self.record, self.column, self.most = record, column, most


def write_out(session: Session, end: Callable[[], None] | None = None) -> None:
    """Write everything that is new or changed. `end` is executed last, in the same round trip: it commits.

    The session is closed behind it, so its account of what is clean is not kept up.

    Raises StaleDataError where a changed record is not there any more, TooLong for words without room.
    """
    new: list[Base] = sorted(session.new, key=_rank)
    dirty: list[Base] = list(session.dirty)
    moves = [(record, was) for record in dirty if (was := changed_columns(record))]
    for record in new:
        _must_fit(record, record.__dict__)
    for record, was in moves:
        _must_fit(record, was)
    with wire(session).together(end) if end else wire(session).together():
        made = [_insert(session, record) for record in new]
        moved = [_update(session, record, was) for record, was in moves]
    for settle in made:
        settle()
    for cursor in moved:
        if cursor.rowcount != 1:
            raise StaleDataError("a record that was changed is not there any more")
    if end is None:
        session._register_persistent({instance_state(record) for record in (*new, *dirty)})


def _rank(record: Base) -> int:
    return _shape(type(record)).rank


def _insert(session: Session, record: Base) -> Callable[[], None]:
    """Send a new record and its log. What it returns is called when the answers are there."""
    shape = _shape(type(record))
    known: dict[str, Any] = record.__dict__
    values = shape.values(known)
    entry = changes.created(session, record, values)
    if shape.counted is None or values[shape.counted] is not None:
        shape.insert_given.run(session, values)
        if entry:
            LOG.run(session, entry | {"record_id": values[shape.keys[0]]})
        return lambda: known.update(values)
    cursor = shape.insert.run(session, values)
    counted = shape.counted
    if wire(session).is_sqlite:
        values[counted] = cursor.lastrowid
        if entry:
            LOG.run(session, entry | {"record_id": cursor.lastrowid})
        return lambda: known.update(values)
    if entry:  # the id is not known here before the round trip is over, but it is over there
        LOG_NEWEST.run(session, entry | {"of": record.__tablename__})
    return lambda: known.update(values | {counted: cursor.fetchone()[0]})


def _update(session: Session, record: Base, was: dict[str, Any]) -> Any:
    """Send what changed of a record, and the log of it; the cursor."""
    shape = _shape(type(record))
    known = record.__dict__
    key = instance_state(record).key
    assert key is not None
    where = {f"key_{name}": value for name, value in zip(shape.keys, key[1], strict=True)}
    cursor = _updating(type(record), tuple(sorted(was))).run(session, known | where)
    entry = changes.changed(session, record, was)
    if entry:
        LOG.run(session, entry | {"record_id": key[1][0]})
    return cursor


def _must_fit(record: Base, columns: Container[str]) -> None:
    """SQLite would take words of any length, PostgreSQL would fail with all that was sent together."""
    for name, most in _shape(type(record)).rooms:
        value = record.__dict__.get(name) if name in columns else None
        if value is not None and len(value) > most:
            raise TooLong(record, name, most)


UNLOADED = (LoaderCallableStatus.NO_VALUE, LoaderCallableStatus.NEVER_SET)


def changed_columns(record: Base) -> dict[str, Any]:
    """The columns that changed since the record was read, with what they were; None where it was not read."""
    known, columns = record.__dict__, _shape(type(record)).columns
    was = {}
    for name, old in instance_state(record).committed_state.items():
        unloaded = any(old is each for each in UNLOADED)
        if name in columns and (unloaded or old != known.get(name)):
            was[name] = None if unloaded else old
    return was


@dataclass(frozen=True, slots=True)
class _Shape:
    """How records of one model are written. `counted` is the key that the database gives out, if it does;
    `rooms` are the columns of words with the most characters they hold."""

    rank: int
    columns: dict[str, Callable[[], Any] | None]  # with what makes the default
    keys: tuple[str, ...]
    counted: str | None
    rooms: tuple[tuple[str, int], ...]
    insert: Prepared
    insert_given: Prepared

    def values(self, known: dict[str, Any]) -> dict[str, Any]:
        """All columns of a new record. As with SQLAlchemy, a default also takes the place of None."""
        made = {}
        for name, default in self.columns.items():
            value = known.get(name)
            made[name] = default() if value is None and default else value
        return made


@cache
def _shape(model: type[Base]) -> _Shape:
    mapper: Any = inspect(model)
    table: Table = mapper.local_table
    names = [attribute.key for attribute in mapper.column_attrs]
    if mapper.relationships or names != [column.key for column in table.c]:
        raise TypeError(f"{mapper.class_.__name__}: only columns are written, under their own names")
    keys = tuple(column.key for column in table.primary_key)
    counted = table.autoincrement_column.key if table.autoincrement_column is not None else None
    rest = [name for name in names if name != counted]
    return _Shape(
        rank=Base.metadata.sorted_tables.index(table),
        columns={column.key: _default(column) for column in table.c},
        keys=keys,
        counted=counted,
        rooms=tuple((one.key, room) for one in table.c if (room := getattr(one.type, "length", None))),
        insert=Prepared(_inserting(table, rest, counted), scope=False),
        insert_given=Prepared(_inserting(table, names, None), scope=False),
    )


def _default(column: Any) -> Callable[[], Any] | None:
    if column.default is None:
        return None
    argument = column.default.arg
    return (lambda: argument(None)) if column.default.is_callable else (lambda: argument)


def _inserting(table: Table, names: list[str], counted: str | None) -> Callable[[bool], Any]:
    statement = insert(table).values({name: bindparam(name, type_=table.c[name].type) for name in names})
    if counted is None:
        return lambda _: statement
    returning = statement.returning(table.c[counted])
    return lambda sqlite: statement if sqlite else returning  # SQLite's driver knows the last id


@cache
def _updating(model: type[Base], names: tuple[str, ...]) -> Prepared:
    mapper: Any = inspect(model)
    columns = mapper.local_table.c
    keys = (columns[key] == bindparam(f"key_{key}") for key in _shape(model).keys)
    values = {name: bindparam(name, type_=columns[name].type) for name in names}
    return Prepared(update(columns[names[0]].table).values(values).where(*keys), scope=False)


def _logging(**fixed: Any) -> Prepared:
    columns = Change.__table__.c
    names = (column.key for column in columns if column.key not in ("id", *fixed))
    values = {name: bindparam(name, type_=columns[name].type) for name in names}
    return Prepared(insert(Change).values(values | fixed).inline(), scope=False)


LOG = _logging(undone_by=null())
LOG_NEWEST = _logging(
    undone_by=null(), record_id=func.currval(func.pg_get_serial_sequence(bindparam("of"), "id"))
)
"""For the record that was inserted just before, on the same connection."""
