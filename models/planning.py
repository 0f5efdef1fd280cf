"""What PostgreSQL's planner is told where it cannot know better."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.lists import is_sqlite


@contextmanager
def without_hashing(session: Session) -> Iterator[None]:
    """Statements within it join by order or by looking up, and gather no side first.

    For joins that end early, when the planner expects too few rows to see that. On SQLite nothing changes.
    """
    if is_sqlite(session):
        yield
        return
    session.execute(text("SET LOCAL enable_hashjoin = off"))
    yield
    session.execute(text("SET LOCAL enable_hashjoin = on"))
