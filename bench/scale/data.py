"""Fills an empty PostgreSQL database by set-based SQL; names and keys are those the program makes."""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import select

from bench import company
from bench.company import INDUSTRIES, PLACES
from models import migrate
from models.customers import Customer, NameKey
from models.database import Database
from models.scope import SYSTEM
from zh import names, pinyin, regions

NOW = company.NOW
TEAM = company.TEAM
EACH = 250  # customers of a rep
SQL = Path(__file__).with_suffix(".sql")
PLACE = "深圳"  # names are made with this place and get their own afterwards


def reps_of(customers: int) -> int:
    return max(TEAM, customers // EACH)


def fill(url: str, customers: int) -> float:
    """Make the schema and the company; the seconds it took."""
    began = time.perf_counter()
    database = Database(url)
    try:
        migrate.upgrade(database)
        with database.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, psycopg.Connection)
            raw.autocommit = True
            _fill(raw, customers)
        _check(database, customers)
    finally:
        database.close()
    return time.perf_counter() - began


def _fill(raw: psycopg.Connection[Any], customers: int) -> None:
    raw.execute("SET synchronous_commit = off")
    raw.execute("SET session_replication_role = replica")  # no foreign keys looked up: all of it is ours
    raw.execute("SET maintenance_work_mem = '512MB'")
    raw.execute("SET work_mem = '256MB'")
    _parts(raw, customers)
    kept = _without_indexes(raw)
    wanted = {"customers": customers, "reps": reps_of(customers), "team": TEAM, "now": NOW.isoformat()}
    for statement in SQL.read_text(encoding="utf-8").format(**wanted).split(";\n"):
        if statement.strip():
            raw.execute(statement.encode())
    for index in kept:
        raw.execute(index.encode())
    for (table,) in raw.execute(_SEQUENCES).fetchall():
        newest = f"(SELECT coalesce(max(id), 0) + 1 FROM {table})"
        raw.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {newest}, false)".encode())
    raw.execute("VACUUM ANALYZE")


_SEQUENCES = """SELECT table_name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'id' AND column_default LIKE 'nextval%'"""


def _without_indexes(raw: psycopg.Connection[Any]) -> list[str]:
    """Drop what can be made again faster than kept up; the statements that make it."""
    made = raw.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname LIKE 'ix_%'"
    ).fetchall()
    for name, _ in made:
        raw.execute(f"DROP INDEX {name}".encode())
    found = [definition for _, definition in made]
    raw.execute("ALTER TABLE name_keys DROP CONSTRAINT pk_name_keys")
    key = "ALTER TABLE name_keys ADD CONSTRAINT pk_name_keys PRIMARY KEY (key, customer_id, kind, record_id)"
    return [*found, key]


def _parts(raw: psycopg.Connection[Any], customers: int) -> None:
    """Temporary tables of what Python knows: places, short names with their keys, people with theirs."""
    raw.execute("CREATE TEMPORARY TABLE place (i integer, name text, code text, heard text, initials text)")
    _copy(raw, "place", _places())
    raw.execute("CREATE TEMPORARY TABLE spot (n bigint, place integer, made integer)")
    raw.execute("CREATE TEMPORARY TABLE made (i integer, short text, legal text, industry text, keys text[])")
    raw.execute("CREATE TEMPORARY TABLE person (i serial, name text, keys text[])")
    numbers: dict[tuple[str, str], int] = {}
    with raw.cursor() as cursor, cursor.copy("COPY spot FROM STDIN") as copy:
        for n in range(customers):
            one = company.client(n, 1)
            place = next(p for p in PLACES if one.name.startswith(p + one.short))
            legal = one.name[len(place) + len(one.short) :]
            made = numbers.setdefault((one.short, legal), len(numbers))
            copy.write_row((one.id, PLACES.index(place), made))
    _copy(raw, "made", (_made(i, short, legal) for (short, legal), i in numbers.items()))
    people = sorted({company.person(n) for n in range(min(customers, 240_000))})
    rows = ((i, name, sorted(names.user_keys(name))) for i, name in enumerate(people))
    _copy(raw, "person", rows)
    raw.execute("CREATE INDEX ON person (i)")
    raw.execute("ANALYZE")


def _copy(raw: psycopg.Connection[Any], table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    with raw.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
        for row in rows:
            copy.write_row(row)


def _places() -> Iterator[tuple[Any, ...]]:
    for i, place in enumerate(PLACES):
        initials = "".join(sound[0] for sound in pinyin.syllables(place))
        yield i, place, regions.codes(place)[0], "".join(pinyin.folded(place)), initials


def _made(i: int, short: str, legal: str) -> tuple[Any, ...]:
    """A short name with its keys, `{p}`, `{h}` and `{i}` standing for the place, its sound, its initials."""
    heard, initials = "".join(pinyin.folded(PLACE)), "".join(s[0] for s in pinyin.syllables(PLACE))
    keys = []
    for key in names.company_keys(PLACE + short + legal):
        key = key.replace(PLACE, "{p}").replace(f"~{heard}", "~{h}")
        whole = "@" + "".join(s[0] for s in pinyin.syllables(PLACE + short))
        keys.append("@{i}" + key[1 + len(initials) :] if key == whole else key)
    return i, short, legal, INDUSTRIES[i % len(INDUSTRIES)], keys


def _check(database: Database, customers: int) -> None:
    """The keys are those that the program would have written."""
    some = random.Random(1).sample(range(1, customers + 1), min(300, customers))
    with database.read(SYSTEM, NOW) as session:
        for customer in session.scalars(select(Customer).where(Customer.id.in_(some))):
            wanted = select(NameKey.key).where(NameKey.kind == "customer", NameKey.record_id == customer.id)
            found, expected = set(session.scalars(wanted)), names.company_keys(customer.name)
            if found != expected:
                raise AssertionError(f"{customer.name}: {sorted(found ^ expected)}")
