"""Many rows at once: ids beforehand, inserts and updates without the unit of work."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Table, bindparam, func, select, text, update
from sqlalchemy.orm import Session

from crm.importing.compare import Ids, Update, Values, placed
from models.asjson import encode
from models.base import Base
from models.lists import is_sqlite

BY_NAME = dict(Base.metadata.tables)


def ids(session: Session) -> Ids:
    """Ids nobody else will get: from the sequence, or after the highest where one writer has the file."""
    if not is_sqlite(session):
        return lambda table, many: iter(_from_sequence(session, table, many))
    following: dict[str, int] = {}

    def after_the_highest(table: str, many: int) -> Iterator[int]:
        if table not in following:
            highest = select(func.max(BY_NAME[table].c.id))
            following[table] = (session.connection().execute(highest).scalar() or 0) + 1
        first = following[table]
        following[table] += many
        return iter(range(first, first + many))

    return after_the_highest


def _from_sequence(session: Session, table: str, many: int) -> Sequence[int]:
    # In a subquery, or the sequence would be looked for as often as it is asked.
    sequence = "(SELECT pg_get_serial_sequence(:table, 'id')::regclass)"
    query = f"SELECT nextval({sequence}) FROM generate_series(1, :many)"
    return session.connection().execute(text(query), {"table": table, "many": many}).scalars().all()


def add(session: Session, table: Table, rows: list[Values]) -> None:
    """Insert rows that all have the same columns, in the session's transaction and past its unit of work."""
    if not rows:
        return
    names = list(rows[0])
    if is_sqlite(session):
        _insert(session, table, names, rows)
    else:
        _copy(session, table, names, rows, table.name)


def rewrite(session: Session, table: Table, rows: list[Values]) -> None:
    """Give the records of these ids the other values of these rows, which all have the same columns."""
    if not rows:
        return
    names = [name for name in rows[0] if name != "id"]
    connection = session.connection()
    if is_sqlite(session):
        pairs = [(name, stored(session, table, name)) for name in [*names, "id"]]
        values = [tuple([row[n] if made is None else made(row[n]) for n, made in pairs]) for row in rows]
        marks = ", ".join(f'"{name}" = ?' for name in names)
        connection.exec_driver_sql(f"UPDATE {table.name} SET {marks} WHERE id = ?", values)
        return
    columns = ", ".join(f'"{name}"' for name in ["id", *names])
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE fresh AS SELECT {columns} FROM {table.name} LIMIT 0")
    _copy(session, table, ["id", *names], rows, "fresh")
    moved = ", ".join(f'"{name}" = fresh."{name}"' for name in names)
    connection.exec_driver_sql(f"UPDATE {table.name} SET {moved} FROM fresh WHERE fresh.id = {table.name}.id")
    connection.exec_driver_sql("DROP TABLE fresh")


def add_stored(session: Session, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """`add` of values in the order of `names`, as the driver takes them: of texts and numbers millions."""
    if not rows:
        return
    if is_sqlite(session):
        _execute(session, table, names, rows)
    else:
        _send(session, table.name, names, rows)


def stored(session: Session, table: Table, name: str) -> Callable[[Any], Any] | None:
    """What makes of this column's values those the driver takes; None: nothing need be made."""
    if not is_sqlite(session):
        return None
    dialect = session.get_bind().dialect
    return table.c[name].type.dialect_impl(dialect).bind_processor(dialect)


def _insert(session: Session, table: Table, names: list[str], rows: list[Values]) -> None:
    pairs = [(name, stored(session, table, name)) for name in names]
    values = [
        tuple([row[name] if as_stored is None else as_stored(row[name]) for name, as_stored in pairs])
        for row in rows
    ]
    _execute(session, table, names, values)


def _execute(session: Session, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"
    session.connection().exec_driver_sql(statement, rows)


def _copy(session: Session, table: Table, names: list[str], rows: list[Values], into: str) -> None:
    as_json = [isinstance(table.c[name].type, JSON) for name in names]
    if any(as_json):
        pairs = list(zip(names, as_json, strict=True))
        values = [[encode(row[name]) if is_json else row[name] for name, is_json in pairs] for row in rows]
        _send(session, into, names, values)
    else:
        _send(session, into, names, map(itemgetter(*names), rows))


def _send(session: Session, into: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    connection: Any = session.connection().connection.driver_connection
    with connection.cursor() as cursor, cursor.copy(f"COPY {into} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def change(session: Session, updates: list[Update]) -> None:
    """Set the new values; one statement for all records in which the same columns change."""
    alike: dict[tuple[str, tuple[str, ...]], list[Values]] = defaultdict(list)
    for one in updates:
        alike[one.table, tuple(sorted(one.after))].append({"row_id": one.id} | one.after)
    for (name, columns), rows in alike.items():
        table = BY_NAME[name]
        values: dict[str, Any] = {column: bindparam(column) for column in columns}
        session.connection().execute(
            update(table).where(table.c.id == bindparam("row_id")).values(values), rows
        )


def place(session: Session, updates: list[Update]) -> None:
    """The codes of customers whose region changed: they follow from it, and are not logged."""
    moved = [one for one in updates if one.table == "customers" and "region" in one.after]
    if moved:
        table = BY_NAME["customers"]
        statement = update(table).where(table.c.id == bindparam("row_id"))
        rows = [{"row_id": one.id, "code": placed(one.after)["region_code"]} for one in moved]
        session.connection().execute(statement.values(region_code=bindparam("code")), rows)
