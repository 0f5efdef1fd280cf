"""Fixtures of the bot's tests. Tables are made once and emptied between tests: there are many."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from redis import Redis
from sqlalchemy import text

import models.tables  # noqa: F401  (fills Base.metadata)
from bot import redis_link
from models.base import Base
from models.database import Database
from tests.support import services


@pytest.fixture
def redis() -> Iterator[Redis]:
    """An empty Redis database of the bot's own, so that tests of other rooms may run beside these."""
    client = redis_link.connect(
        urlsplit(services.redis_url())._replace(path=f"/{2 + services.WORKER}").geturl()
    )
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


@pytest.fixture
def dead_redis() -> Iterator[Redis]:
    """A Redis that has gone: the port is taken by nobody."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        client = redis_link.connect(f"redis://127.0.0.1:{reserved.getsockname()[1]}/0")
        yield client
        client.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/bot.db")
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgres_url() -> str:
    url = services.new_postgres()
    database = Database(url)
    Base.metadata.create_all(database.engine)
    database.close()
    return url


@pytest.fixture
def postgres(postgres_url: str) -> Iterator[Database]:
    database = Database(postgres_url)
    names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    with database.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    """The same test on both databases."""
    found: Database = request.getfixturevalue(request.param)
    return found
