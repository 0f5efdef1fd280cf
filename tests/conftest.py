"""What all tests share: databases of both kinds, and a fixed moment."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models import migrate
from models.database import Database
from tests.support import services

TZ = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)  # Tuesday 24 November 2026, 09:30 in Shanghai


@pytest.fixture
def now() -> datetime:
    return TUESDAY


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once of each kind."""
    return f"sqlite:///{tmp_path}/genjin.db" if request.param == "sqlite" else services.new_postgres()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with the newest schema and nothing in it."""
    made = Database(database_url)
    migrate.upgrade(made)
    yield made
    made.close()


@pytest.fixture
def redis_url() -> str:
    return services.redis_url()
