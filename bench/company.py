"""A company of any size, always the same one: reps, their customers, people, past talks and open tasks.

    python -m bench.company --customers 1000000 --database postgresql://…/genjin_million

Everything follows from a number, so nothing is kept in memory and messages can be made without asking the
database: customer 17 has the same name, owner and contact wherever it is asked for.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Table, insert, text

from models import migrate
from models.customers import Contact, Customer, NameKey
from models.database import Database
from models.people import Department, Membership, User
from models.platform import Conversation
from models.work import Interaction, Task
from zh import names

WORDS = {
    head: rest
    for head, _, rest in (
        line.partition(" ")
        for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
}
PLACES, TRADES, LEGAL = WORDS["places"].split(), WORDS["trades"].split(), WORDS["legal"].split()
INDUSTRIES, TITLES, TALKS = WORDS["industries"].split(), WORDS["titles"].split(), WORDS["talks"].split()
FIRST, SECOND, SURNAMES, GIVEN = WORDS["first"], WORDS["second"], WORDS["surnames"], WORDS["given"]
LEVELS = "ABCD"
PEOPLE_EACH = 2  # contacts a customer
TALKS_EACH = 3  # past interactions a customer
CHUNK = 20_000
NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TEAM = 20  # reps of one department


def _scattered(number: int, size: int) -> int:
    """A permutation of 0 … size-1 without a table (the factor is prime and larger than any size here)."""
    return (number * 2_147_483_647 + 97) % size


@dataclass(frozen=True, slots=True)
class Client:
    """One customer as a rep thinks of it. Ids begin at 1."""

    id: int
    name: str
    short: str
    owner: int

    @property
    def contact(self) -> str:
        """The first person there."""
        return person(self.id * PEOPLE_EACH)


def client(number: int, reps: int) -> Client:
    """Customer number 0, 1, …; different numbers have different names up to 6 million."""
    spot = _scattered(number, len(PLACES) * len(FIRST) * len(SECOND) * len(TRADES) * len(LEGAL))
    spot, legal = divmod(spot, len(LEGAL))
    spot, trade = divmod(spot, len(TRADES))
    spot, place = divmod(spot, len(PLACES))
    first, second = divmod(spot, len(SECOND))
    short = FIRST[first] + SECOND[second] + TRADES[trade]
    return Client(number + 1, PLACES[place] + short + LEGAL[legal], short, number % reps + 1)


def person(number: int) -> str:
    """A name that people have; far more people than names, as in life."""
    spot = _scattered(number, len(SURNAMES) * len(GIVEN) * len(GIVEN))
    spot, last = divmod(spot, len(GIVEN))
    family, middle = divmod(spot, len(GIVEN))
    return SURNAMES[family] + GIVEN[middle] + (GIVEN[last] if number % 3 else "")


def userid(rep: int) -> str:
    """WeCom's id of rep 1, 2, …"""
    return f"rep{rep:05d}"


Row = dict[str, Any]


def rows(customers: int, reps: int) -> Iterator[tuple[type[Any], Iterator[Row]]]:
    """Every table with its rows, in an order that foreign keys allow."""
    yield Department, _departments(reps)
    yield User, (_user(rep) for rep in range(1, reps + 1))
    yield Membership, ({"user_id": r, "department_id": r // TEAM + 2, "leads": False} for r in _reps(reps))
    yield Conversation, ({"user_id": r, "state": {}, "updated_at": NOW} for r in _reps(reps))
    yield Customer, (_customer(client(number, reps)) for number in range(customers))
    yield Contact, _each(customers, reps, _contacts)
    yield Interaction, _each(customers, reps, _interactions)
    yield Task, _each(customers, reps, _tasks)
    yield NameKey, chain(_user_keys(reps), _each(customers, reps, _customer_keys))


def _reps(reps: int) -> range:
    return range(1, reps + 1)


def _each(customers: int, reps: int, make: Callable[[Client], Iterable[Row]]) -> Iterator[Row]:
    for number in range(customers):
        yield from make(client(number, reps))


def _departments(reps: int) -> Iterator[Row]:
    yield {"id": 1, "name": "公司", "parent_id": None, "path": "/1/"}
    for number in range(2, reps // TEAM + 3):
        yield {"id": number, "name": f"销售{number - 1}部", "parent_id": 1, "path": f"/1/{number}/"}


def _user(rep: int) -> Row:
    name = person(rep * 7 + 1)
    return {"id": rep, "userid": userid(rep), "name": name, "created_at": NOW, "settings": {}}


def _customer(one: Client) -> Row:
    return {
        "id": one.id,
        "name": one.name,
        "owner_id": one.owner,
        "level": LEVELS[one.id % 4],
        "industry": INDUSTRIES[one.id % len(INDUSTRIES)],
        "region": one.name[:2],
        "last_interaction_at": _ago(one, 0),
        "created_at": NOW - timedelta(days=400),
        "source": "bench",
    }


def _ago(one: Client, step: int) -> datetime:
    return NOW - timedelta(days=one.id % 45 + step * 30, minutes=one.id % 480)


def _contacts(one: Client) -> Iterator[Row]:
    for number in range(one.id * PEOPLE_EACH, (one.id + 1) * PEOPLE_EACH):
        yield {
            "id": number,
            "customer_id": one.id,
            "name": person(number),
            "title": TITLES[number % len(TITLES)],
            "phone": f"138{number % 100_000_000:08d}",
            "created_at": NOW - timedelta(days=400),
            "source": "bench",
        }


def _interactions(one: Client) -> Iterator[Row]:
    for step in range(TALKS_EACH):
        yield {
            "id": one.id * TALKS_EACH + step,
            "customer_id": one.id,
            "contact_id": one.id * PEOPLE_EACH,
            "user_id": one.owner,
            "channel": "visit",
            "content": TALKS[(one.id + step) % len(TALKS)],
            "happened_at": _ago(one, step),
            "created_at": _ago(one, step),
            "source": "bench",
        }


def _tasks(one: Client) -> Iterator[Row]:
    if one.id % 3:
        return
    yield {
        "id": one.id,
        "title": f"给{one.short}寄样品",
        "customer_id": one.id,
        "assignee_id": one.owner,
        "creator_id": one.owner,
        "due_at": NOW + timedelta(days=one.id % 20),
        "created_at": NOW - timedelta(days=3),
        "source": "bench",
    }


def _customer_keys(one: Client) -> Iterator[Row]:
    for key in names.company_keys(one.name):
        yield {"key": key[:128], "customer_id": one.id, "kind": "customer", "record_id": one.id}
    for number in range(one.id * PEOPLE_EACH, (one.id + 1) * PEOPLE_EACH):
        for key in names.person_keys(person(number)):
            yield {"key": key, "customer_id": one.id, "kind": "contact", "record_id": number}


def _user_keys(reps: int) -> Iterator[Row]:
    for rep in _reps(reps):
        for key in names.user_keys(person(rep * 7 + 1)):
            yield {"key": key, "customer_id": 0, "kind": "user", "record_id": rep}


def fill(database_url: str, customers: int, reps: int) -> int:
    """Make the schema in an empty database and fill it. Returns the number of rows."""
    database = Database(database_url)
    try:
        migrate.upgrade(database)
        write = _to_sqlite if database.is_sqlite else _to_postgres
        return sum(write(database, model.__table__, made) for model, made in rows(customers, reps))
    finally:
        database.close()


def _to_sqlite(database: Database, table: Table, made: Iterator[Row]) -> int:
    total = 0
    with database.engine.begin() as connection:
        while chunk := list(islice(made, CHUNK)):
            connection.execute(insert(table), chunk)
            total += len(chunk)
        connection.execute(text("ANALYZE"))
    return total


def _to_postgres(database: Database, table: Table, made: Iterator[Row]) -> int:
    """COPY, ten times as fast as INSERT; it knows no defaults of SQLAlchemy, so they are filled in here."""
    columns = [column.name for column in table.columns]
    defaults = {c.name: _default(c) for c in table.columns}
    total = 0
    with database.engine.begin() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, psycopg.Connection)
        with raw.cursor() as cursor:
            listed = ", ".join(columns)
            with cursor.copy(f"COPY {table.name} ({listed}) FROM STDIN".encode()) as copy:
                for row in made:
                    copy.write_row([_plain(row.get(name, defaults[name])) for name in columns])
                    total += 1
        if "id" in columns and table.name != "departments":
            newest = f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name})"
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            connection.execute(text(f"SELECT setval({sequence}, {newest}, false)"))
        connection.execute(text(f"ANALYZE {table.name}"))
    return total


def _default(column: Any) -> Any:
    default = column.default
    return default.arg if default is not None and default.is_scalar else None


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value


def main() -> None:
    options = argparse.ArgumentParser(description="Fill an empty database with a company.")
    options.add_argument("--customers", type=int, default=10_000)
    options.add_argument("--reps", type=int, default=200)
    options.add_argument("--database", required=True, help="URL of an empty database")
    given = options.parse_args()
    began = time.perf_counter()
    total = fill(given.database, given.customers, given.reps)
    print(f"{total} rows in {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
