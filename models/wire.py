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

IDLE = 0  # libpq's PQTRANS_IDLE: connected, no transaction


class Wire:
    """One for each session; `wire` finds it."""

    def __init__(self, session: Session, dialect: Dialect) -> None:
        self._session = session
        self.dialect = dialect
        self.is_sqlite = dialect.name == "sqlite"
        self._error: type[Exception] = dialect.loaded_dbapi.Error
        self._held: tuple[Any, Any] = (None, None)  # a transaction and its connection

    def rows(self, sql: str, parameters: Any) -> tuple[list[Any], Any]:
        """All rows, and the cursor: its description of their columns is not made unless asked for."""
        driver = self._driver()
        try:
            if not self.is_sqlite and driver.pgconn.transaction_status == IDLE:
                with driver.pipeline():  # BEGIN and the first statement travel together
                    cursor = driver.execute(sql, parameters)
            else:
                cursor = driver.execute(sql, parameters)
            return cursor.fetchall(), cursor
        except self._error as error:
            raise self._told(sql, error) from error

    def send(self, sql: str, parameters: Any) -> Any:
        """Execute a statement that writes. The cursor; within `together` its results come at the end."""
        try:
            return self._driver().execute(sql, parameters)
        except self._error as error:
            raise self._told(sql, error) from error

    @contextmanager
    def together(self, then: Callable[[], None] = lambda: None) -> Iterator[None]:
        """What is sent within costs one round trip to PostgreSQL, `then` included."""
        try:
            if self.is_sqlite:
                yield
                then()
            else:
                with self._driver().pipeline():
                    yield
                    then()
        except self._error as error:
            raise self._told("what was sent together", error) from error

    def commit(self) -> None:
        """End the transaction; the session's own commit then finds it done."""
        self._driver().commit()

    def _driver(self) -> Any:
        transaction = self._session.get_transaction()
        if transaction is None or self._held[0] is not transaction:
            driver = self._session.connection().connection.driver_connection
            self._held = self._session.get_transaction(), driver
        return self._held[1]

    def _told(self, sql: str, error: Exception) -> Any:
        """As SQLAlchemy tells it, without the values: they are customers' words."""
        return DBAPIError.instance(sql, None, error, self._error, hide_parameters=True, dialect=self.dialect)


def wire(session: Session) -> Wire:
    """The session's wire."""
    found: Wire = session.info["wire"]
    return found
