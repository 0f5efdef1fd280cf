"""The driver's own connection under a session, for statements that are compiled already (models/prepared.py).

It is the connection of the session's transaction, so what is executed here is committed and rolled back with
everything else, and its exceptions are SQLAlchemy's.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.libpq import COMMIT, Asked, Line

BEGIN = "BEGIN IMMEDIATE"


class Wire:
    """One for each session; `wire` finds it."""

    def __init__(self, session: Session, dialect: Dialect, kept: Any = None) -> None:
        self._session = session
        self._kept = kept  # SQLite's own connection, where it is known before the session has one
        self.dialect = dialect
        self.is_sqlite = dialect.name == "sqlite"
        self._error: type[Exception] = dialect.loaded_dbapi.Error
        self._held: tuple[Any, Any] = (None, None)  # a transaction and what speaks to its connection
        self._gathered: list[Asked] | None = None  # what is to travel together

    def rows(self, sql: str, parameters: Any) -> tuple[list[Any], Any]:
        """All rows, and the cursor: its description of their columns is not made unless asked for."""
        try:
            if self.is_sqlite:
                cursor = self._driver().execute(sql, parameters)
                return cursor.fetchall(), cursor
            asked = self._driver().ask(Asked(sql, parameters))
            return asked.rows, asked
        except self._error as error:
            raise self._told(sql, error) from error

    def rows_of_all(self, questions: list[tuple[str, Any]]) -> list[tuple[list[Any], Any]]:
        """The same of several statements; PostgreSQL is asked with one round trip."""
        if self.is_sqlite:
            return [self.rows(sql, parameters) for sql, parameters in questions]
        many = [Asked(sql, parameters) for sql, parameters in questions]
        try:
            self._driver().ask_all(many)
        except self._error as error:
            raise self._told("what was asked together", error) from error
        return [(asked.rows, asked) for asked in many]

    def send(self, sql: str, parameters: Any) -> Any:
        """Execute a statement that writes. The cursor; within `together` its results come at the end."""
        try:
            if self.is_sqlite:
                return self._driver().execute(sql, parameters)
            if self._gathered is None:
                return self._driver().ask(Asked(sql, parameters))
            self._gathered.append(Asked(sql, parameters))
            return self._gathered[-1]
        except self._error as error:
            raise self._told(sql, error) from error

    @contextmanager
    def together(self, then: Callable[[], None] = lambda: None) -> Iterator[None]:
        """What is sent within travels to PostgreSQL at its end, with one round trip, `then` included."""
        if self.is_sqlite:
            yield
            then()
            return
        gathered: list[Asked] = []
        self._gathered = gathered
        try:
            yield
            then()
        finally:
            self._gathered = None
        try:
            self._driver().ask_all(gathered)
        except self._error as error:
            raise self._told("what was sent together", error) from error

    def commit(self) -> None:
        """End the transaction; the session's own commit then finds it done."""
        if self.is_sqlite:
            self._driver().commit()
        else:
            self.send(COMMIT, ())

    def settle(self) -> None:
        """After the session's own commit: end what was begun here without it."""
        if self._kept is not None:
            self._kept.commit()

    def _driver(self) -> Any:
        """SQLite's connection, or the line to PostgreSQL that is kept with its connection."""
        if self._kept is not None:
            if not self._kept.in_transaction:
                self._kept.execute(BEGIN)
            return self._kept
        transaction = self._session.get_transaction()
        if transaction is None or self._held[0] is not transaction:
            connection = self._session.connection()
            driver: Any = connection.connection.driver_connection
            if not self.is_sqlite:
                driver = connection.info.get("line") or connection.info.setdefault("line", Line(driver))
            self._held = self._session.get_transaction(), driver
        return self._held[1]

    def _told(self, sql: str, error: Exception) -> Any:
        """As SQLAlchemy tells it, without the values: they are customers' words."""
        lost = isinstance(self._held[1], Line) and self._held[1].lost
        return DBAPIError.instance(
            sql,
            None,
            error,
            self._error,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=self.dialect,
        )


def wire(session: Session) -> Wire:
    """The session's wire."""
    found: Wire = session.info["wire"]
    return found
