"""A merge leaves nothing behind: the test walks the schema, so a table added later is found."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.customers import contacts, customers, merging
from crm.errors import Refused
from crm.people.people import add_user
from models import tables
from models.base import Audited, Base
from models.database import Database


def _record(session: Session, model: Any, now: datetime, known: dict[str, int]) -> Any:
    """A record with something in every column that must not be empty; what it points at is made too."""
    values = {c.name: _filled(session, c, now, known) for c in _needed(model)}
    record = model(**values, source="m:1")
    session.add(record)
    session.flush()
    return record


def _needed(model: Any) -> list[Any]:
    return [c for c in model.__table__.columns if not c.nullable and c.name not in ("id", "source")]


def _filled(session: Session, column: Any, now: datetime, known: dict[str, int]) -> Any:
    for key in column.foreign_keys:
        target = key.column.table
        if target.name not in known:
            mapped = next(m.class_ for m in Base.registry.mappers if m.local_table is target)
            known[target.name] = _record(session, mapped, now, known).id
        return known[target.name]
    values = {
        datetime: now,
        date: now.date(),
        Decimal: Decimal(1),
        int: 1,
        bool: False,
        float: 1.0,
        str: "x",
        object: [],  # JSON
    }
    return values[column.type.python_type]


def _pointing(table: Any) -> list[tuple[Any, str]]:
    return [
        (mapper.class_, key.parent.name)
        for mapper in Base.registry.mappers
        for key in mapper.local_table.foreign_keys
        if key.column.table is table
    ]


def test_every_foreign_key_to_a_customer_or_contact_is_in_the_change_log() -> None:
    for table in (tables.Customer.__table__, tables.Contact.__table__):
        pointing = _pointing(table)
        assert pointing
        assert [model for model, _ in pointing if not issubclass(model, Audited)] == []


def test_nothing_points_at_the_merged_customer(database: Database, now: datetime) -> None:
    with database.system(now, "m:1") as session:
        user = add_user(session, "xiaoli", "小李", now)
        gone = customers.create(session, user.id, "华为科技有限公司", now)
        stays = customers.create(session, user.id, "华为技术有限公司", now)
        double = contacts.add(session, gone, "李强", now, phone="13800010001")
        kept = contacts.add(session, stays, "李强", now)
        session.flush()
        known = {"users": user.id, "customers": gone.id, "contacts": double.id}
        for table, target in ((tables.Customer.__table__, gone), (tables.Contact.__table__, double)):
            for model, column in _pointing(table):
                record = _record(session, model, now, dict(known))
                setattr(record, column, target.id)
        session.flush()
        ids = gone.id, stays.id, double.id, kept.id
    with database.system(now, "m:2") as session:
        merging.merge(
            session, session.get_one(tables.Customer, ids[0]), session.get_one(tables.Customer, ids[1]), now
        )
    with database.system(now, "m:3") as session:
        for table, old, new in ((tables.Customer.__table__, *ids[:2]), (tables.Contact.__table__, *ids[2:])):
            for model, column in _pointing(table):
                found = select(getattr(model, column)).where(getattr(model, column).in_((old, new)))
                values = set(session.scalars(found, execution_options={"everything": True}))
                assert values == {new}, (model.__name__, column)
        gone_now = session.get(tables.Customer, ids[0], execution_options={"everything": True})
        assert gone_now is not None
        assert gone_now.merged_into_id == ids[1]
        assert gone_now.deleted_at == now


def test_a_customer_is_not_merged_into_itself(database: Database, now: datetime) -> None:
    with database.system(now, "m:1") as session:
        user = add_user(session, "xiaoli", "小李", now)
        customer = customers.create(session, user.id, "华为技术有限公司", now)
        with pytest.raises(Refused):
            merging.merge(session, customer, customer, now)
