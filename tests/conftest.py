"""What all tests share: databases of both kinds, and a fixed moment."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models import migrate
from models.database import Database
from tests.support import services
from tests.support.copies import copied

TZ = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)  # Tuesday 24 November 2026, 09:30 in Shanghai


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no collection of garbage need look at it again. Of one file of
    conversations that was a fifth of its time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_sessionfinish() -> None:
    services.drop_all()


@pytest.fixture
def now() -> datetime:
    return TUESDAY


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The URL of a database with the newest schema, of either kind: migrated once, then copied."""
    folder = tmp_path_factory.mktemp("migrated")

    @cache
    def made(kind: str) -> str:
        url = f"sqlite:///{folder}/genjin.db" if kind == "sqlite" else services.new_postgres()
        database = Database(url)
        migrate.upgrade(database)
        database.close()
        return url

    return made


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(
    request: pytest.FixtureRequest, tmp_path: Path, migrated: Callable[[str], str]
) -> Iterator[str]:
    """A database with the newest schema and nothing in it, once of each kind."""
    with copied(migrated(request.param), tmp_path) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = Database(database_url)
    yield made
    made.close()


@pytest.fixture
def redis_url() -> str:
    return services.redis_url()
