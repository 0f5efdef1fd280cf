"""A small company for the tests of clock, reports and pages.

小李 and 小王 are reps of 销售一部, led by 王经理; 小赵 is in 销售二部, which 王经理 must not see.
It is Friday 20 November 2026 in Shanghai.
"""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy import text

import models.tables
from crm.people.people import add_user, scope_of
from models.customers import Customer
from models.database import Database
from models.people import Department, Membership, User
from models.scope import Scope
from models.work import Interaction, Task

TZ = ZoneInfo("Asia/Shanghai")
POSTGRES = os.environ.get("TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
PG_NAME = f"clock_test_{os.getpid()}"


def at(words: str) -> datetime:
    """`11-20 18:30` of 2026 in Shanghai."""
    return datetime.strptime(f"2026-{words}", "%Y-%m-%d %H:%M").replace(tzinfo=TZ)


FRIDAY = at("11-20 09:00")


def has_postgres() -> bool:
    try:
        psycopg.connect(f"{POSTGRES}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


@cache
def postgres() -> str:
    """The address of this test run's own PostgreSQL database, dropped when the run ends."""
    _recreate(create=True)
    atexit.register(_recreate, create=False)
    return f"{POSTGRES}/{PG_NAME}"


def _recreate(*, create: bool) -> None:
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {PG_NAME} WITH (FORCE)")
        if create:
            admin.execute(f"CREATE DATABASE {PG_NAME}")


@contextmanager
def database(kind: str, folder: Path) -> Iterator[Database]:
    """An empty database with all tables, on SQLite or PostgreSQL."""
    if kind == "sqlite":
        with _opened(f"sqlite:///{folder / 'clock.db'}") as db:
            yield db
    else:
        with _opened(postgres()) as db:
            yield db


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    db = Database(url, pool_size=4)
    with db.engine.begin() as connection:
        models.tables.Base.metadata.create_all(connection)
    empty(db)
    try:
        yield db
    finally:
        db.close()


def empty(db: Database) -> None:
    """Take every row out again."""
    with db.engine.begin() as connection:
        for table in reversed(models.tables.Base.metadata.sorted_tables):
            connection.execute(text(f"DELETE FROM {table.name}"))


@dataclass
class World:
    """The company, and short ways to let things happen in it."""

    db: Database
    users: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.db.system(FRIDAY - timedelta(days=90), "test:people") as session:
            for id_, name, parent, path in (
                (1, "云舟科技", None, "/1/"),
                (2, "销售一部", 1, "/1/2/"),
                (3, "销售二部", 1, "/1/3/"),
            ):
                session.add(Department(id=id_, name=name, parent_id=parent, path=path))
            for userid, name, role, department in (
                ("boss", "陈总", "admin", 1),
                ("wang", "王经理", "manager", 2),
                ("xiaoli", "小李", "rep", 2),
                ("xiaowang", "小王", "rep", 2),
                ("xiaozhao", "小赵", "rep", 3),
            ):
                user = add_user(session, userid, name, FRIDAY - timedelta(days=90), role=role)
                self.users[userid] = user.id
                leads = role in ("manager", "admin")
                session.add(Membership(user_id=user.id, department_id=department, leads=leads))

    def __getitem__(self, userid: str) -> int:
        return self.users[userid]

    def scope(self, userid: str) -> Scope:
        with self.db.system(FRIDAY, "test:scope") as session:
            user = session.get(User, self.users[userid])
            assert user is not None
            return scope_of(session, user)

    def customer(self, name: str, owner: str | None, created: datetime, **fields: object) -> int:
        with self.db.system(created, "test") as session:
            customer = Customer(
                name=name,
                owner_id=self.users[owner] if owner else None,
                created_at=created,
                stage=fields.pop("stage", "潜在"),
                **fields,
            )
            session.add(customer)
            session.flush()
            return customer.id

    def follow_up(
        self, customer_id: int, who: str, happened: datetime, typed: datetime | None = None, **fields: object
    ) -> int:
        with self.db.system(typed or happened, "test") as session:
            record = Interaction(
                customer_id=customer_id,
                user_id=self.users[who],
                happened_at=happened,
                created_at=typed or happened,
                **fields,
            )
            session.add(record)
            customer = session.get(Customer, customer_id)
            assert customer is not None
            if customer.last_interaction_at is None or customer.last_interaction_at < happened:
                customer.last_interaction_at = happened
            session.flush()
            return record.id

    def task(self, title: str, who: str, due: datetime | None, created: datetime, **fields: object) -> int:
        fields.setdefault("remind_at", due)
        with self.db.system(created, "test") as session:
            task = Task(
                title=title,
                assignee_id=self.users[who],
                creator_id=self.users[who],
                due_at=due,
                created_at=created,
                **({"due_grain": "minute", "status": "open", "priority": "normal"} | fields),
            )
            session.add(task)
            session.flush()
            return task.id
