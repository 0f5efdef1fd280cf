"""Copies of a database for tests, of either kind.

On PostgreSQL to make and drop one takes a checkpoint, a third of a second, and two thousand that are left
are more than a disk may hold. So a process makes few, and puts back what a test has changed.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.support import services

KEPT = "kept"
"""The schema in which a copy remembers what was in it at first."""

_spare: defaultdict[str, list[str]] = defaultdict(list)
_put_back: dict[str, str] = {}


@contextmanager
def copied(origin: str, folder: Path) -> Iterator[str]:
    """The URL of a copy of a database that nobody has open, of either kind; SQLite's lies in the folder."""
    if origin.startswith("sqlite"):
        shutil.copy(origin.removeprefix("sqlite:///"), folder / "genjin.db")
        yield f"sqlite:///{folder}/genjin.db"
        return
    url = _spare[origin].pop() if _spare[origin] else _new(origin)
    yield url
    with psycopg.connect(url) as connection:
        connection.execute(_put_back[url])
    _spare[origin].append(url)


def _new(origin: str) -> str:
    url = services.new_postgres(template=origin)
    with psycopg.connect(url) as connection:
        columns = connection.execute(
            """SELECT c.relname, string_agg(quote_ident(a.attname), ', ')
               FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
               WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
                 AND NOT a.attisdropped
               GROUP BY c.relname"""
        ).fetchall()
        counters = connection.execute("SELECT sequencename, last_value FROM pg_sequences").fetchall()
        connection.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE")  # the origin may be such a copy itself
        connection.execute(f"CREATE SCHEMA {KEPT}")
        for table, _ in columns:
            connection.execute(f"CREATE TABLE {KEPT}.{table} AS TABLE public.{table}")
    steps = ["SET lock_timeout = '10s'", "SET session_replication_role = replica"]  # no triggers, no keys
    for table, names in columns:
        steps.append(f"DELETE FROM public.{table}")
        steps.append(f"INSERT INTO public.{table} ({names}) SELECT {names} FROM {KEPT}.{table}")
    for counter, last in counters:
        steps.append(f"SELECT setval('public.{counter}', {last or 1}, {last is not None})")
    _put_back[url] = ";".join(steps)
    return url
