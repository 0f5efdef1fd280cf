"""Records written when fewer short forms were known get the new ones, and keep their former names."""

from datetime import datetime

from sqlalchemy import delete, select

from crm import more_names
from crm.customers import contacts, customers
from crm.people.people import add_user
from crm.sales import products
from models.customers import NameKey
from models.database import Database
from models.scope import SYSTEM

LOST = ("白塔中学(高坪校区)", "陈玉清", "李航", "交换机")


def _all(database: Database, now: datetime) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with database.read(SYSTEM, now) as session:
        for key in session.scalars(select(NameKey)):
            found.setdefault(f"{key.kind} {key.record_id}", set()).add(key.key)
    return found


def _added(database: Database, now: datetime) -> int:
    total = 0
    for kind in more_names.KINDS:
        last = -1
        while last:
            with database.system(now, "test") as session:
                last, added = more_names.add_missing(session, kind, last)
            total += added
    return total


def test_missing_keys_are_added_and_none_is_lost(database: Database, now: datetime) -> None:
    with database.system(now, "test") as session:
        rep = add_user(session, "xiaoli", "李航", now)
        customer = customers.create(session, rep.id, "南充高坪区白塔中学", now)
        customers.set_field(session, customer, "name", "白塔中学(高坪校区)")
        contacts.add(session, customer, "陈玉清", now)
        products.add(session, "交换机", now, code="A100")
    before = _all(database, now)
    assert _added(database, now) == 0
    with database.system(now, "test") as session:
        session.execute(delete(NameKey).where(NameKey.key.in_(LOST)))
    after = _all(database, now)
    assert sum(map(len, before.values())) - sum(map(len, after.values())) == len(LOST)
    assert _added(database, now) == len(LOST)
    assert _all(database, now) == before
