"""The scale bench runs on a small company, and what it times gives what a plain look at the records gives."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.scale import data, finding
from bench.scale.__main__ import table
from crm.company import custom_fields, vocabulary
from crm.customers import field_search, number_search
from crm.customers import search as customer_search
from crm.customers.search import Conditions, Own
from models.customers import Contact, Customer, CustomerTag
from models.database import Database
from models.scope import SYSTEM, Scope
from tests.support import services
from zh import regions

CUSTOMERS = 300
WANTED = (
    Conditions(region="深圳"),
    Conditions(region="华东", level="A", idle=timedelta(days=30)),
    Conditions(level="B"),
    Conditions(tag="重点", region="江苏"),
    Conditions(own=(Own("装机量", ">=", "500"),)),
    Conditions(own=(Own("装机量", "never"),), level="A"),
    Conditions(pool=True),
    Conditions(owner_id=2),
    Conditions(keyword="科技"),
    Conditions(keyword="关心"),
    Conditions(keyword="没有这家"),
)


@pytest.fixture(scope="module")
def company() -> Iterator[Database]:
    url = services.new_postgres()
    data.fill(url, CUSTOMERS)
    database = Database(url)
    yield database
    database.close()


def test_postgres_finds_what_a_plain_look_finds_whoever_asks(
    company: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for counted in (customer_search.COUNTED, 5):  # all of them sorted, and the order walked along
        monkeypatch.setattr(customer_search, "COUNTED", counted)
        for scope in _scopes(company):
            for wanted in WANTED:
                _compare(company, scope, wanted, counted)


@pytest.mark.parametrize(("some", "many"), [(0, 0), (0, 9), (9, 9)])
def test_by_a_field_alone_however_many_meet_it(
    company: Database, monkeypatch: pytest.MonkeyPatch, some: int, many: int
) -> None:
    monkeypatch.setattr(custom_fields, "met_by", lambda *_: 5)
    for name, value in {"FEW": 0, "SOME": some, "MANY": many}.items():
        monkeypatch.setattr(field_search, name, value)
    for counted in (customer_search.COUNTED, 5):
        monkeypatch.setattr(customer_search, "COUNTED", counted)
        for scope in _scopes(company):
            _compare(company, scope, Conditions(own=(Own("装机量", ">=", "500"),)), counted)


def _scopes(company: Database) -> list[Scope]:
    """Of a rep, a manager and an administrator; of the first two also with customers of others shared."""
    scopes = [asker.scope for asker in finding.askers(company)]
    shared = tuple(range(1, CUSTOMERS, 3))
    return [*scopes, *(replace(scope, shared=shared) for scope in scopes[:2])]


def _compare(company: Database, scope: Scope, wanted: Conditions, counted: int) -> None:
    fitting = _fitting(company, wanted)
    with company.read(scope, data.NOW) as session:
        expected = [one for one in session.scalars(select(Customer)) if one.id in fitting]
        expected.sort(key=lambda one: (one.last_interaction_at or one.created_at, one.id))
        words = vocabulary.of(session)
        count, ids = customer_search.search(session, wanted, data.NOW, words)
    assert count == min(len(expected), counted + 1), (scope, wanted)
    assert ids == [one.id for one in expected][: customer_search.MOST], (scope, wanted)


@cache
def _fitting(company: Database, wanted: Conditions) -> frozenset[int]:
    """The customers that meet the conditions, whoever may see them: one record at a time."""
    with company.read(SYSTEM, data.NOW) as session:
        return frozenset(one.id for one in session.scalars(select(Customer)) if _fits(session, one, wanted))


def _fits(session: Session, one: Customer, wanted: Conditions) -> bool:
    """The conditions, one record at a time."""
    tags = set(session.scalars(select(CustomerTag.name).where(CustomerTag.customer_id == one.id)))
    number = custom_fields.of(session, [one.id]).get(one.id, {}).get(1)
    installed = float(str(number or 0))
    words = " ".join((one.name, one.address or "", one.note or ""))
    codes = tuple(regions.codes(wanted.region)) if wanted.region else ("",)
    return all((
        (one.region_code or "").startswith(codes),
        wanted.level in (None, one.level),
        wanted.tag is None or wanted.tag in tags,
        wanted.keyword is None or wanted.keyword in words,
        wanted.owner_id in (None, one.owner_id),
        not wanted.pool or one.owner_id is None,
        wanted.idle is None or (one.last_interaction_at or one.created_at) <= data.NOW - wanted.idle,
        all(number is None if own.operator == "never" else installed >= 500 for own in wanted.own),
    ))  # fmt: skip


def test_the_table_has_a_line_for_each_thing_and_each_asker(company: Database) -> None:
    found = finding.measure(company, CUSTOMERS, 2)
    lines = table({CUSTOMERS: found}).splitlines()
    assert len(lines) == 1 + 3 * len(finding.ASKS)
    assert all(line.endswith(("yes", "NO")) for line in lines[1:])


@pytest.mark.parametrize("ends", ["1234", "19", "34"])
def test_a_number_is_found_by_its_end(company: Database, ends: str) -> None:
    with company.read(SYSTEM, data.NOW) as session:
        people = session.scalars(select(Contact).order_by(Contact.id)).all()
        expected = [person.id for person in people if (person.phone or "").endswith(ends)][:8]
        found = [person.id for person, _ in number_search.with_number(session, ends) if person]
    assert found == expected
