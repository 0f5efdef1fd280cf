"""The one place where sessions are made: one message or job, one transaction, one scope, one moment."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError

from models import asjson
from models.books import Books, Followers
from models.checkpoints import AT_MOST, Checkpoints
from models.scope import SYSTEM, Scope
from models.wire import BEGIN

# PostgreSQL's codes for a deadlock, of which this transaction was chosen to give way, and for the like of it.
GAVE_WAY = frozenset({"40P01", "40001"})

ALONE = 7_104_003  # PostgreSQL advisory locks of `Database.alone`

# A server that is gone without a word is noticed within half a minute, not after the hours TCP would wait.
ALIVE: Mapping[str, int] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def may_pass(error: DBAPIError) -> bool:
    """Whether the same transaction, done again, may succeed: a rival was first or in its way, the connection
    lost. Perhaps behind the COMMIT: only for what finds out by itself that it was done already.
    """
    gave_way = getattr(error.orig, "sqlstate", None) in GAVE_WAY
    return isinstance(error, IntegrityError) or error.connection_invalidated or gave_way


class Database:
    """An engine and the rules by which it is used.

    SQLite has one writer: writing transactions of this process take turns at a lock, and begin with
    BEGIN IMMEDIATE so that other processes wait instead of failing half-way. PostgreSQL needs neither.
    """

    def __init__(self, url: str, pool_size: int = 16, followers: Followers | None = None) -> None:
        self.engine = _engine(url, pool_size)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._turn = threading.Lock() if self.is_sqlite else None
        path = self.engine.url.database if self.is_sqlite else None
        self._checkpoints = Checkpoints(path) if path and path != ":memory:" else None
        self._kept: Connection | None = None
        self._followers = followers
        self._readers = self.engine.execution_options(read_only=True)

    @contextmanager
    def write(self, scope: Scope, now: datetime, set_id: str) -> Iterator[Books]:
        """A session whose work is committed together at the end, or not at all.

        `set_id` names the change set in the log: the inbox key of a message, or `job:<name>:<moment>`.
        Do not nest: on SQLite the inner one would wait for the outer.
        """
        with self._turn or nullcontext():
            try:
                with self._fresh(), Books(self._writer(), scope, now, set_id, self._followers) as session:
                    yield session
                    session.finish()
            except BaseException:
                self._let_go()  # nobody shall find a transaction that could not be rolled back
                raise
            if self._checkpoints is not None:
                self._checkpoints.committed()

    @contextmanager
    def _fresh(self) -> Iterator[None]:
        """A server that hung up on one connection was restarted: what else lies in the pool is made anew."""
        try:
            yield
        except DBAPIError as error:
            if error.connection_invalidated:
                self.engine.dispose()
            raise

    def _writer(self) -> Engine | Connection:
        """Where writers take turns, one connection is kept for them: a third of what a transaction costs."""
        if self._turn is None:
            return self.engine
        if self._kept is None:
            self._kept = self.engine.connect()
        return self._kept

    def _let_go(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    @contextmanager
    def read(self, scope: Scope, now: datetime) -> Iterator[Books]:
        """A session for looking only; nothing it changes is kept."""
        with self._fresh(), Books(self._readers, scope, now, "") as session:
            yield session

    def system(self, now: datetime, set_id: str) -> AbstractContextManager[Books]:
        """`write` for jobs: sees everything, acts for nobody."""
        return self.write(SYSTEM, now, set_id)

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Whatever has the same name runs one after the other, in all processes.

        A lock of PostgreSQL's in a transaction of its own: it goes with the process that holds it. On SQLite
        nothing is held, for transactions that write take turns anyhow.
        """
        if self.is_sqlite:
            yield
            return
        with self.engine.begin() as connection:
            wanted = {"ours": ALONE, "what": what}
            connection.execute(text("SELECT pg_advisory_xact_lock(:ours, hashtext(:what))"), wanted)
            yield

    def close(self) -> None:
        if self._checkpoints is not None:
            self._checkpoints.close()
        with self._turn or nullcontext():
            self._let_go()
        self.engine.dispose()


def _engine(url: str, pool_size: int) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=10,
            pool_use_lifo=True,  # the last one used has its statements prepared, and pages in its cache
            hide_parameters=True,
            json_serializer=asjson.encode,
            # models/libpq.py prepares; psycopg gives up all that is prepared, by whomever, at each rollback
            connect_args={"prepare_threshold": None, **ALIVE},
        )
    engine = create_engine(
        parsed,
        json_serializer=asjson.encode,
        connect_args={"timeout": 15, "check_same_thread": False, "cached_statements": 512},
        pool_size=pool_size,
        pool_use_lifo=True,
    )
    event.listen(engine, "connect", _tune_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _tune_sqlite(connection, _record) -> None:  # type: ignore[no-untyped-def]
    connection.isolation_level = None  # the driver's own BEGIN comes too late; see _begin_sqlite
    # NORMAL: a killed process loses nothing; only a power cut may lose the last moments (docs/adr/0002).
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA wal_autocheckpoint={AT_MOST}")


def _begin_sqlite(connection) -> None:  # type: ignore[no-untyped-def]
    driver = connection.connection.driver_connection
    if not driver.in_transaction:  # the session's wire may have begun it
        driver.execute("BEGIN" if connection.get_execution_options().get("read_only") else BEGIN)
