"""The wire (models/wire.py) to PostgreSQL: the line that is kept with a connection, many statements with one
round trip."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.orm import Session

from models.libpq import COMMIT, Asked, Line
from models.wire import Held, told


class PostgresWire:
    """What is sent waits within `together`; what is asked does not."""

    is_sqlite = False

    def __init__(self, session: Session, dialect: Dialect) -> None:
        self.dialect = dialect
        self._error: type[Exception] = dialect.loaded_dbapi.Error
        self._held = Held(session, _line)
        self._gathered: list[Asked] | None = None  # what is to travel together

    def rows(self, sql: str, parameters: Any) -> tuple[list[Any], Any]:
        try:
            asked = self._held.now().ask(Asked(sql, parameters))
        except self._error as error:
            raise self._told(sql, error) from error
        return asked.rows, asked

    def rows_of_all(self, questions: list[tuple[str, Any]]) -> list[tuple[list[Any], Any]]:
        many = [Asked(sql, parameters) for sql, parameters in questions]
        self._ask_all(many, "what was asked together")
        return [(asked.rows, asked) for asked in many]

    def send(self, sql: str, parameters: Any) -> Any:
        asked = Asked(sql, parameters)
        if self._gathered is not None:
            self._gathered.append(asked)
            return asked
        try:
            return self._held.now().ask(asked)
        except self._error as error:
            raise self._told(sql, error) from error

    @contextmanager
    def together(self, then: Callable[[], None] = lambda: None) -> Iterator[None]:
        gathered: list[Asked] = []
        self._gathered = gathered
        try:
            yield
            then()
        finally:
            self._gathered = None
        self._ask_all(gathered, "what was sent together")

    def commit(self) -> None:
        self.send(COMMIT, ())

    def settle(self) -> None:
        """Nothing is begun here without SQLAlchemy."""

    def _ask_all(self, many: list[Asked], what: str) -> None:
        try:
            self._held.now().ask_all(many)
        except self._error as error:
            raise self._told(what, error) from error

    def _told(self, sql: str, error: Exception) -> Any:
        line: Line | None = self._held.last()
        return told(self.dialect, sql, error, lost=line is not None and line.lost)


def _line(connection: Connection) -> Line:
    known: Line | None = connection.info.get("line")
    if known is None:
        known = connection.info["line"] = Line(connection.connection.driver_connection)  # type: ignore[arg-type]
    return known
