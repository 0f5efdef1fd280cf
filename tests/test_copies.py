"""A copy of a database that a test has had is handed out again as it was at first."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg

from crm.people.people import add_user
from models.database import Database
from tests.support.copies import copied


def test_what_was_written_and_deleted_is_put_back(
    migrated: Callable[[str], str], tmp_path: Path, now: datetime
) -> None:
    origin = migrated("postgres")
    found = []
    for _ in range(2):
        with copied(origin, tmp_path) as url:
            database = Database(url)
            with database.system(now, "t") as session:
                first = add_user(session, "xiaoli", "小李", now).id
            database.close()
            with psycopg.connect(url) as connection:
                versions = connection.execute("DELETE FROM alembic_version RETURNING version_num").fetchall()
            found.append((url, first, versions))
    assert found[0] == found[1]
    assert found[0][2]
