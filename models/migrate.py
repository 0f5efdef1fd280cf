"""Bring the schema to a version; one process at a time, whoever starts it."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

import models.tables  # noqa: F401  (fills Base.metadata)
from models.database import Database

LOCK = 7_104_001  # PostgreSQL advisory lock of Genjin's migrations


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if connection is not None:
        config.attributes["connection"] = connection
    return config


@cache
def newest() -> str:
    """The revision this code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None, "models/migrations/versions is empty"
    return head


def current(database: Database) -> str | None:
    """The revision the database is at; None when it is empty."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema up to `revision`. Rivals wait, then find nothing to do."""
    if revision == "head" and current(database) == newest():
        return  # nearly always: Alembic would read every migration to find out
    _run(database, lambda config: command.upgrade(config, revision))


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back down to `revision` ("base": nothing left)."""
    _run(database, lambda config: command.downgrade(config, revision))


def _run(database: Database, change) -> None:  # type: ignore[no-untyped-def]
    with database.engine.connect() as connection, connection.begin():
        if not database.is_sqlite:  # on SQLite BEGIN IMMEDIATE is the lock
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        change(_config(connection))
