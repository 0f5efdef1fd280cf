"""PostgreSQL as a message speaks to it: prepared statements on libpq, many of them with one round trip.

psycopg's cursors do the same, and much else, in Python, and wait three times for what is one answer
(docs/adr/0020). Its connection, its pool, its adaption of values and its exceptions are kept.
"""

import select
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from psycopg import Connection, OperationalError
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

Row = tuple[Any, ...]

AT_ONCE = 200  # statements under way: all their answers must fit into what the sockets hold
BEGIN, COMMIT = "BEGIN", "COMMIT"
FINE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)


@dataclass(slots=True)
class Asked:
    """A statement and its values in order; once it is answered also what a cursor would tell."""

    sql: str
    values: Sequence[Any] = ()
    rows: list[Any] = field(default_factory=list)
    result: Any = None

    @property
    def rowcount(self) -> int:
        return int(self.result.command_tuples or 0)

    @property
    def description(self) -> list[tuple[str, int]]:
        """For each column its name and PostgreSQL's number of its type."""
        return [(self.result.fname(n).decode(), self.result.ftype(n)) for n in range(self.result.nfields)]

    def fetchone(self) -> Row | None:
        return self.rows[0] if self.rows else None


class Line:
    """A connection of the pool. One transaction at a time has it; its cursors may be used in between."""

    def __init__(self, driver: Connection[Any]) -> None:
        self._server = driver.pgconn
        self._adapt = Transformer(driver)
        self._names: dict[str, bytes] = {}  # of what is prepared
        self._numbers = count()
        self._readable = select.poll()
        self._readable.register(self._server.socket, select.POLLIN)

    @property
    def lost(self) -> bool:
        """Whether the server has hung up."""
        return bool(self._server.status != ConnStatus.OK)

    def ask(self, asked: Asked) -> Asked:
        """Execute one statement. Raises psycopg.Error."""
        name = self._names.get(asked.sql)
        if name is None or self._idle():
            self.ask_all([asked])
        else:
            answer = self._server.exec_prepared(name, self._said(asked))
            if error := self._heard(asked, answer):
                raise error
        return asked

    def ask_all(self, many: list[Asked]) -> None:
        """Execute these in order; after one that fails none. The first of a transaction takes BEGIN along."""
        if self._idle():
            many = [Asked(BEGIN), *many]
        for start in range(0, len(many), AT_ONCE):
            self._travel(many[start : start + AT_ONCE])

    def _idle(self) -> bool:
        return self._server.transaction_status == TransactionStatus.IDLE

    def _travel(self, many: list[Asked]) -> None:
        said = [self._said(asked) for asked in many]  # what cannot be said is known before anything is
        new: dict[str, bytes] = {}
        self._server.enter_pipeline_mode()
        try:
            for asked, values in zip(many, said, strict=True):
                name = self._names.get(asked.sql) or new.get(asked.sql)
                if name is None:
                    name = new[asked.sql] = b"genjin_%d" % next(self._numbers)
                    self._server.send_prepare(name, asked.sql.encode())
                self._server.send_query_prepared(name, values)
            self._server.pipeline_sync()
            errors = [error for asked in many if (error := self._answered(asked, new))]
        finally:
            self._come_back()
        if errors:
            raise errors[0]

    def _answered(self, asked: Asked, new: dict[str, bytes]) -> Exception | None:
        if name := new.pop(asked.sql, None):
            if error := _failure(self._next()):
                self._next()
                return error
            self._names[asked.sql] = name
        return self._heard(asked, self._next())

    def _next(self) -> Any:
        """The answer to one of the statements under way; libpq says None behind it."""
        answer = self._result()
        if answer is None or self._result() is not None:
            raise OperationalError("the server has lost the thread")
        return answer

    def _result(self) -> Any:
        """libpq's next result. Waiting is done here: `get_result` would stop all other threads meanwhile."""
        server = self._server
        while server.is_busy():
            if server.flush():  # more was said than the sockets hold
                self._readable.poll(1)
            else:
                self._readable.poll()
            server.consume_input()
        return server.get_result()

    def _come_back(self) -> None:
        """No answer is left for whoever uses the connection next, or there is no connection left."""
        silent = 0
        while self._server.status == ConnStatus.OK and silent < 2:
            answer = self._result()
            if answer is not None and answer.status == ExecStatus.PIPELINE_SYNC:
                self._server.exit_pipeline_mode()
                return
            silent = silent + 1 if answer is None else 0
        self._server.finish()

    def _said(self, asked: Asked) -> Sequence[Any]:
        return self._adapt.dump_sequence(asked.values, [PyFormat.TEXT] * len(asked.values))

    def _heard(self, asked: Asked, answer: Any) -> Exception | None:
        if error := _failure(answer):
            return error
        if asked.sql == COMMIT and answer.command_status != b"COMMIT":
            return OperationalError("rolled back: an earlier statement had failed")
        asked.result = answer
        if answer.ntuples:
            self._adapt.set_pgresult(answer)
            asked.rows = self._adapt.load_rows(0, answer.ntuples, tuple)
        return None


def _failure(answer: Any) -> Exception | None:
    if answer.status in FINE:
        return None
    if answer.status == ExecStatus.FATAL_ERROR:
        return error_from_result(answer)
    return OperationalError("not executed: an earlier statement had failed")
