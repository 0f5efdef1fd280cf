"""A name that very many records share is found where it is meant: nearest first, on both databases."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from crm import names as records
from crm.customers import customers
from crm.people.people import add_user, scope_of
from models.customers import Contact, Customer
from models.database import Database
from models.people import User
from models.scope import SYSTEM, Scope
from zh import names

FULL = records.MOST + records.EACH  # more than one message may bring back


@pytest.fixture
def scope(database: Database, now: datetime) -> Scope:
    """小李 in a company whose pool is full of people called 李; two are his, one a colleague's."""
    with database.system(now, "test") as session:
        rep, other = (add_user(session, *who, now) for who in (("xiaoli", "小李"), ("xiaozhao", "小赵")))
        session.flush()
        for n in range(FULL):
            _customer(session, f"第{n}号五金店", "李强", None, now)
        _customer(session, "星辰科技有限公司", "李晓东", rep, now)
        _customer(session, "万通物流有限公司", "李敏", rep, now)
        _customer(session, "宏图机械有限公司", "李芳", other, now)
        return scope_of(session, rep)


def _customer(session: Session, name: str, person: str, owner: User | None, now: datetime) -> None:
    since = {"created_at": now, "source": "test"}
    customer = Customer(name=name, owner_id=owner and owner.id, **since)
    session.add(customer)
    session.flush()
    contact = Contact(name=person, customer_id=customer.id, **since)
    session.add(contact)
    session.flush()
    records.add_keys(session, "customer", customer.id, names.company_keys(name), customer.id)
    records.add_keys(session, "contact", contact.id, names.person_keys(person), customer.id)


def people(database: Database, scope: Scope, now: datetime, *spans: str) -> list[str]:
    keys = frozenset().union(names.surname_keys("李"), *map(names.query_keys, spans))
    with database.read(scope, now) as session:
        found = {one.id: one.name for one in records.find(session, keys) if one.kind == "contact"}
    return list(found.values())


def test_ones_own_are_found_before_the_pool(database: Database, scope: Scope, now: datetime) -> None:
    found = people(database, scope, now)
    assert set(found[:2]) == {"李晓东", "李敏"}
    assert set(found[2:]) == {"李强"}
    assert len(found) <= 2 + records.NEAR


def test_the_colleagues_is_not_found_however_crowded(database: Database, scope: Scope, now: datetime) -> None:
    assert "李芳" not in people(database, scope, now, "宏图机械")


def test_people_of_the_customer_that_is_named_are_found(
    database: Database, now: datetime, scope: Scope
) -> None:
    del scope  # an administrator sees all of them, and none is nearer than another
    assert "李芳" not in people(database, SYSTEM, now)
    assert "李芳" in people(database, SYSTEM, now, "宏图机械")


def test_what_was_written_since_is_found(database: Database, scope: Scope, now: datetime) -> None:
    """A transaction asks for a name once (tests/test_statements.py counts), until names are written."""
    keys = names.query_keys("宏远门窗")
    with database.write(scope, now, "test") as session:
        assert records.find(session, keys) == []
        _customer(session, "宏远门窗有限公司", "钱少", session.get(User, scope.user_id), now)
        assert {one.name for one in records.find(session, keys)} == {"宏远门窗有限公司"}


def test_a_name_too_long_for_its_keys_is_found(database: Database, now: datetime) -> None:
    """Cut to the width of the column, two of its keys are one."""
    name = (
        "深圳市华润万象天地商业综合体物业管理与设备设施维护保养服务咨询策划推广运营集团"
        "联合发展基金管理合伙企业股份制改造筹备委员会办公楼宇建设有限公司"
    )
    with database.system(now, "test") as session:
        customers.create(session, None, name, now)
    with database.read(SYSTEM, now) as session:
        assert [one.name for one in records.find(session, {name})] == [name]
