"""The driver's own connection under a session, for statements that are compiled already (models/prepared.py).

It is the connection of the session's transaction, so what is executed here is committed and rolled back with
everything else, and its exceptions are SQLAlchemy's.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

BEGIN = "BEGIN IMMEDIATE"


class Wire(Protocol):
    """One for each session; `wire` finds it."""

    dialect: Dialect
    is_sqlite: bool

    def rows(self, sql: str, parameters: Any) -> tuple[list[Any], Any]:
        """All rows, and the cursor: its description of their columns is not made unless asked for."""

    def rows_of_all(self, questions: list[tuple[str, Any]]) -> list[tuple[list[Any], Any]]:
        """The same of several statements; PostgreSQL is asked with one round trip."""

    def send(self, sql: str, parameters: Any) -> Any:
        """Execute a statement that writes. The cursor; within `together` its results come at the end."""

    def together(self, then: Callable[[], None] = lambda: None) -> Any:
        """A context: what is sent within travels to PostgreSQL at its end, with one round trip, `then`
        included."""

    def commit(self) -> None:
        """End the transaction; the session's own commit then finds it done."""

    def settle(self) -> None:
        """After the session's own commit: end what was begun here without it."""


def told(dialect: Dialect, sql: str, error: Exception, *, lost: bool = False) -> Any:
    """An error of the driver as SQLAlchemy tells it, without the values: they are customers' words.

    `lost`: the server has hung up.
    """
    return DBAPIError.instance(
        sql,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )


class Held:
    """What speaks to the connection of a session's transaction, found once for each."""

    def __init__(self, session: Session, speaker: Callable[[Any], Any]) -> None:
        self._session, self._speaker = session, speaker
        self._held: tuple[Any, Any] = (None, None)

    def now(self) -> Any:
        """The one of this transaction, which begins if there is none."""
        transaction = self._session.get_transaction()
        if transaction is None or self._held[0] is not transaction:
            found = self._speaker(self._session.connection())
            self._held = self._session.get_transaction(), found
        return self._held[1]

    def last(self) -> Any:
        """The one of the last transaction, if there was one."""
        return self._held[1]


class SqliteWire:
    """SQLite's own connection; `kept` where it is known before the session has one."""

    is_sqlite = True

    def __init__(self, session: Session, dialect: Dialect, kept: Any = None) -> None:
        self._kept = kept
        self.dialect = dialect
        self._error: type[Exception] = dialect.loaded_dbapi.Error
        self._held = Held(session, lambda connection: connection.connection.driver_connection)

    def rows(self, sql: str, parameters: Any) -> tuple[list[Any], Any]:
        cursor = self.send(sql, parameters)
        return cursor.fetchall(), cursor

    def rows_of_all(self, questions: list[tuple[str, Any]]) -> list[tuple[list[Any], Any]]:
        return [self.rows(sql, parameters) for sql, parameters in questions]

    def send(self, sql: str, parameters: Any) -> Any:
        try:
            return self._driver().execute(sql, parameters)
        except self._error as error:
            raise told(self.dialect, sql, error) from error

    @contextmanager
    def together(self, then: Callable[[], None] = lambda: None) -> Iterator[None]:
        yield
        then()

    def commit(self) -> None:
        self._driver().commit()

    def settle(self) -> None:
        if self._kept is not None:
            self._kept.commit()

    def _driver(self) -> Any:
        if self._kept is None:
            return self._held.now()
        if not self._kept.in_transaction:
            self._kept.execute(BEGIN)
        return self._kept


def wire_of(session: Session, dialect: Dialect, kept: Any = None) -> Wire:
    """The wire of a new session. PostgreSQL's driver is loaded where it is used: eight megabytes."""
    if dialect.name == "sqlite":
        return SqliteWire(session, dialect, kept)
    from models.postgres_wire import PostgresWire

    return PostgresWire(session, dialect)


def wire(session: Session) -> Wire:
    """The session's wire."""
    found: Wire = session.info["wire"]
    return found
