"""SQLite's log is moved into the database beside the messages, not at the end of an unlucky one.

Left to itself SQLite does it within the commit that makes the log a thousand pages long: every sixtieth
message, and all that wait for it, would take 20 to 50 ms longer (docs/adr/0020).
"""

import sqlite3
import threading
from contextlib import closing, suppress

EVERY = 50  # commits
AT_MOST = (
    16_000  # pages (64 MB): so long a log is moved by the commit after all, for it cannot shrink otherwise
)


class Checkpoints:
    """Of one file. The thread begins with the first work for it, and ends with `close`."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._commits = 0
        self._wanted = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None

    def committed(self) -> None:
        """Call after each commit, by one thread at a time."""
        self._commits += 1
        if self._commits % EVERY == 0:
            if self._thread is None:
                self._thread = threading.Thread(target=self._move, name="checkpoints", daemon=True)
                self._thread.start()
            self._wanted.set()

    def close(self) -> None:
        """Wait for what is being moved."""
        self._closed = True
        self._wanted.set()
        if self._thread is not None:
            self._thread.join()

    def _move(self) -> None:
        with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            while self._wanted.wait():
                self._wanted.clear()
                with suppress(sqlite3.OperationalError):  # the disk is full, say: the commits will tell
                    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")  # waits for nobody, nobody for it
                if self._closed:
                    return
