"""SQLite's log moves into the database beside the commits."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from models.checkpoints import EVERY, Checkpoints


def _in_file_alone(path: Path) -> int:
    """How many rows the database has without its log."""
    alone = path.with_name("alone.db")
    shutil.copy(path, alone)
    with closing(sqlite3.connect(alone)) as connection:
        found: int = connection.execute("SELECT count(*) FROM said").fetchone()[0]
        return found


def test_the_log_is_moved_after_so_many_commits(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    before = threading.active_count()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE said (words TEXT)")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        checkpoints = Checkpoints(str(path))
        for number in range(EVERY):
            assert threading.active_count() == before  # nothing to do, no thread
            connection.execute("INSERT INTO said VALUES (?)", (str(number),))
            checkpoints.committed()
        checkpoints.close()
        assert _in_file_alone(path) == EVERY
    assert threading.active_count() == before


def test_without_a_commit_there_is_nothing_to_wait_for(tmp_path: Path) -> None:
    checkpoints = Checkpoints(str(tmp_path / "none.db"))
    checkpoints.committed()
    checkpoints.close()
    assert list(tmp_path.iterdir()) == []
