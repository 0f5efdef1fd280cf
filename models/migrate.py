"""Bring the schema to a version; one process at a time, whoever starts it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from models.database import Database

if TYPE_CHECKING:  # nearly every start finds nothing to do, and Alembic is eight megabytes
    from alembic.config import Config

LOCK = 7_104_001  # PostgreSQL advisory lock of Genjin's migrations
HERE = Path(__file__).parent / "migrations"


@cache
def newest() -> str:
    """The revision this code needs: the highest number of a migration's file, which is its name too."""
    return max(path.name.partition("_")[0] for path in (HERE / "versions").glob("[0-9]*.py"))


def current(database: Database) -> str | None:
    """The revision the database is at; None when it is empty."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        at: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return at


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema up to `revision`. Rivals wait, then find nothing to do."""
    if revision == "head" and current(database) == newest():
        return  # nearly always: Alembic would read every migration to find out
    from alembic import command

    _run(database, lambda config: command.upgrade(config, revision))


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back down to `revision` ("base": nothing left)."""
    from alembic import command

    _run(database, lambda config: command.downgrade(config, revision))


def _run(database: Database, change: "Callable[[Config], None]") -> None:
    from alembic.config import Config

    import models.tables  # noqa: F401  (fills Base.metadata)

    config = Config()
    config.set_main_option("script_location", str(HERE))
    with database.engine.connect() as connection, connection.begin():
        if not database.is_sqlite:  # on SQLite BEGIN IMMEDIATE is the lock
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config.attributes["connection"] = connection
        change(config)
