"""A company on each kind of database, and the jobs' view of it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import select

from bot.redis_link import connect
from crm.links import Links
from models.database import Database
from models.people import User
from models.platform import JobRun, Outbox
from models.scope import SYSTEM
from models.work import Task
from scheduler.app import JobApp
from tests.clockwork_world import FRIDAY, TZ, World, database, has_postgres, postgres
from tests.support import services

REDIS_URL = services.REDIS
REQUIRED = bool(os.environ.get("REQUIRE_SERVICES"))


@dataclass
class Office:
    """The company, its jobs, and what the outbox holds."""

    world: World
    app: JobApp
    delivered: list[datetime] = field(default_factory=list)

    def outbox(self, who: str | None = None) -> list[Outbox]:
        """What was queued, oldest first, without pictures."""
        wanted = select(Outbox).where(Outbox.kind.not_in(("picture", "chart"))).order_by(Outbox.id)
        if who is not None:
            wanted = wanted.where(Outbox.user_id == self.world[who])
        with self.world.db.read(SYSTEM, FRIDAY) as session:
            return list(session.scalars(wanted))

    def cards(self, who: str | None = None) -> list[tuple[str, str]]:
        """Moment and title of each card."""
        return [
            (f"{row.created_at.astimezone(TZ):%m-%d %H:%M}", row.payload["title"]) for row in self.outbox(who)
        ]

    def runs(self, name: str) -> list[JobRun]:
        with self.world.db.read(SYSTEM, FRIDAY) as session:
            return list(session.scalars(select(JobRun).where(JobRun.name == name).order_by(JobRun.id)))

    def task(self, task_id: int) -> Task:
        with self.world.db.read(SYSTEM, FRIDAY) as session:
            return session.get_one(Task, task_id)

    def set_user(self, who: str, **values: Any) -> None:
        with self.world.db.system(FRIDAY, "test") as session:
            user = session.get_one(User, self.world[who])
            for name, value in values.items():
                setattr(user, name, value)


def open_office(db: Database) -> Office:
    delivered: list[datetime] = []

    def deliver(moment: datetime) -> dict[str, Any]:
        delivered.append(moment)
        return {}

    app = JobApp(db, TZ, Links("https://crm.example.com", "a secret of the tests"), deliver=deliver)
    return Office(World(db), app, delivered)


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    if request.param == "postgresql":
        need_postgres()
    with database(request.param, tmp_path) as db:
        yield open_office(db)


@pytest.fixture
def small_office(tmp_path: Path) -> Iterator[Office]:
    """On SQLite alone, where the kind of database does not matter."""
    with database("sqlite", tmp_path) as db:
        yield open_office(db)


@pytest.fixture
def postgres_url() -> str:
    need_postgres()
    return postgres()


def need_postgres() -> None:
    if not has_postgres():
        assert not REQUIRED, "PostgreSQL is required here"
        pytest.skip("no PostgreSQL on this machine")


@pytest.fixture
def redis() -> Iterator[Redis]:
    """An empty Redis database."""
    client = connect(REDIS_URL)
    try:
        client.flushdb()
    except RedisError:
        assert not REQUIRED, "Redis is required here"
        pytest.skip("no Redis on this machine")
    yield client
    client.flushdb()
    client.close()
