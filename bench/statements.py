"""What each kind of message costs the database: statements, and on PostgreSQL round trips on the wire."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, event

from bench import talk
from bench.servers import NotHere
from bench.trips import Proxy
from bench.wire import Said, msgids
from crm.links import Links
from genjin.parts import followers
from genjin.settings import Settings
from handlers.context import Said as Words
from handlers.entry import Entrance, Message
from handlers.replies import TROUBLE
from models.database import Database

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
WARM, COUNTED = 30, 20


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians for one kind of message. `trips` is None on SQLite, which has no wire."""

    statements: float
    trips: float | None


def costs(database_url: str, customers: int, reps: int) -> dict[str, Cost]:
    """By kind of message, in this process, one message after the other."""
    with _watched(database_url) as (database, proxy):
        entrance = Entrance(
            database, ZoneInfo("Asia/Shanghai"), _nobody_new, Links("http://localhost", "bench")
        )
        count = counted(database.engine, proxy)
        return {kind: _cost(kind, entrance, count, proxy, customers, reps) for kind in talk.SHARES}


def _cost(
    kind: str, entrance: Entrance, count: Callable[[], int], proxy: Proxy | None, customers: int, reps: int
) -> Cost:
    statements, trips = [], []
    for number in range(WARM + COUNTED):
        said: Said = talk.said(kind, number + 1000, customers, reps)
        before, trips_before = count(), proxy.trips if proxy else 0
        answer = entrance.take(Message(f"m:bench:{next(msgids)}", said.userid, Words(said.text)), NOW)
        if answer.text == TROUBLE:
            raise NotHere(f"{kind}: {said.text} is answered with an apology")
        if number >= WARM:  # psycopg prepares a statement when it has seen it a few times
            statements.append(count() - before)
            trips.append((proxy.trips if proxy else 0) - trips_before)
    return Cost(median(statements), median(trips) if proxy else None)


@contextmanager
def _watched(database_url: str) -> Iterator[tuple[Database, Proxy | None]]:
    proxy = None
    parts = urlsplit(database_url)
    if parts.hostname:
        proxy = Proxy((parts.hostname, parts.port or 5432))
        who = f"{parts.username}@" if parts.username else ""
        database_url = parts._replace(netloc=f"{who}127.0.0.1:{proxy.port}").geturl()
    database = Database(database_url, followers=followers(Settings()))  # as the product has it
    try:
        yield database, proxy
    finally:
        database.close()
        if proxy:
            proxy.close()


def counted(engine: Engine, proxy: Proxy | None) -> Callable[[], int]:
    """How many statements the database was given so far, with BEGIN and COMMIT: ask driver or wire."""
    if proxy is not None:
        return lambda: proxy.statements
    heard: list[None] = []

    def listen(connection: Any, _record: object) -> None:
        connection.set_trace_callback(lambda _: heard.append(None))

    event.listen(engine, "connect", listen)
    return lambda: len(heard)


def _nobody_new(userid: str, now: datetime) -> None:
    raise AssertionError(f"{userid} is not in the company")
