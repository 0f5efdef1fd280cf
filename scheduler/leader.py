"""One process leads: it alone runs the jobs.

Redis where there is Redis, a PostgreSQL advisory lock where there is PostgreSQL, else the one process there
is. With both, the leader needs both: when Redis vanishes the lock in the database still says who leads, so
the jobs go on and nobody joins in. Two leaders for a moment would do no harm (the outbox keys are unique),
but are not meant to be.
"""

import secrets
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final, Protocol

import structlog
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from models.database import ALIVE

log = structlog.get_logger("leader")
KEY: Final = "genjin:leader"
LEASE: Final = timedelta(seconds=15)  # a leader that died is followed after this long at most
EVERY_S: Final = 3.0  # how often it is asked for
ADVISORY: Final = 7_104_002  # PostgreSQL advisory lock of Genjin's scheduler

# Only the holder of the token may prolong or release: a process that slept through its lease must not.
_IF_MINE = "if redis.call('get', KEYS[1]) == ARGV[1] then return {} end return 0"
_PROLONG = _IF_MINE.format("redis.call('pexpire', KEYS[1], ARGV[2])")
_RELEASE = _IF_MINE.format("redis.call('del', KEYS[1])")


class Unreachable(Exception):
    """The place where the lock is kept does not answer."""


class Lock(Protocol):
    """Something only one process can hold. Asked again and again, by one thread at a time."""

    def hold(self) -> bool:
        """Take it or prolong it; whether it is ours now. Raises Unreachable."""
        ...

    def release(self) -> None:
        """Give it back, if it is ours. Never raises."""
        ...


class RedisLock:
    """SET NX PX with a token. Lost when it is not prolonged within the lease."""

    def __init__(self, redis: Redis, key: str = KEY, lease: timedelta = LEASE) -> None:
        self._redis, self._key = redis, key
        self._lease_ms = int(lease.total_seconds() * 1000)
        self._token = secrets.token_hex(16)

    def hold(self) -> bool:
        try:
            if self._redis.set(self._key, self._token, nx=True, px=self._lease_ms):
                return True
            return bool(self._redis.eval(_PROLONG, 1, self._key, self._token, str(self._lease_ms)))
        except RedisError as error:
            raise Unreachable(type(error).__name__) from None

    def release(self) -> None:
        try:
            self._redis.eval(_RELEASE, 1, self._key, self._token)
        except RedisError:
            log.info("redis gone: the lease runs out by itself")


class PostgresLock:
    """A session-level advisory lock on a connection of its own; gone with the connection."""

    def __init__(self, url: str, number: int = ADVISORY) -> None:
        self._engine = create_engine(
            url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={**ALIVE, "options": _THEIRS},
        )
        self._number = number
        self._connection: Connection | None = None

    def hold(self) -> bool:
        try:
            if self._connection is not None:
                self._connection.execute(text("SELECT 1"))
                return True
            return self._take()
        except SQLAlchemyError as error:
            self._drop()
            raise Unreachable(type(error).__name__) from None

    def _take(self) -> bool:
        connection = self._engine.connect()
        try:
            taken = connection.scalar(text("SELECT pg_try_advisory_lock(:n)"), {"n": self._number})
        except SQLAlchemyError:
            connection.close()
            raise
        if taken:
            self._connection = connection
        else:
            connection.close()
        return bool(taken)

    def release(self) -> None:
        self._drop()

    def _drop(self) -> None:
        """Closing the connection gives the lock back; that it may be broken already does not matter."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.invalidate()
            connection.close()
        except SQLAlchemyError:
            log.info("the connection of the lock was gone already")


# The server, too, notices within half a minute that a leader is gone: the lock is not kept for hours.
_THEIRS: Final = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"


class Alone:
    """No rival is possible: SQLite has one process."""

    def hold(self) -> bool:
        return True

    def release(self) -> None:
        """Nothing to give back."""


class Both:
    """The first as long as it can be reached, the second always."""

    def __init__(self, first: Lock, second: Lock) -> None:
        self._first, self._second = first, second

    def hold(self) -> bool:
        reached = True
        try:
            if not self._first.hold():
                self._second.release()
                return False
        except Unreachable:
            reached = False
        try:
            if self._second.hold():
                return True
        except Unreachable:
            if reached:
                self._first.release()
            raise
        if reached:
            self._first.release()
        return False

    def release(self) -> None:
        self._second.release()
        self._first.release()


def lock_for(redis: Redis | None, database_url: str) -> Lock:
    """The lock these settings call for."""
    base: Lock = Alone() if database_url.startswith("sqlite") else PostgresLock(database_url)
    return base if redis is None else Both(RedisLock(redis), base)


class Leadership:
    """Asks for the lock every few seconds and tells when it is won or lost."""

    def __init__(self, lock: Lock, changed: Callable[[bool], None], every_s: float = EVERY_S) -> None:
        self._lock, self._changed, self._every_s = lock, changed, every_s
        self._asking = threading.Lock()
        self._end = threading.Event()
        self._thread: threading.Thread | None = None
        self.leading = False

    def ask(self) -> bool:
        """Ask once, now; whether this process leads. Also right before a job."""
        with self._asking:
            try:
                leads = not self._end.is_set() and self._lock.hold()
            except Unreachable as error:
                log.warning("nobody knows who leads", reason=str(error))
                leads = False
            if leads != self.leading:
                self.leading = leads
                log.info("leading" if leads else "following")
                self._changed(leads)
            return leads

    def start(self) -> None:
        """Ask now and go on asking in a thread."""
        self._thread = threading.Thread(target=self._keep_asking, name="leader", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let go, so that the next one leads at once."""
        self._end.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
        self.ask()
        self._lock.release()

    def _keep_asking(self) -> None:
        while not self._end.is_set():
            try:
                self.ask()
            except Exception as error:  # whatever happens, the question is asked again
                log.error("asking for the lead failed", error=type(error).__name__)
            self._end.wait(self._every_s)
