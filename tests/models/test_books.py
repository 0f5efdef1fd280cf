"""What a session writes for itself: order, ids, log, savepoints, and what happens when it cannot."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from crm.names import KEYS
from models.customers import Contact, Customer, NameKey
from models.database import Database
from models.people import User
from models.platform import Change, Inbox
from models.scope import SYSTEM, Scope
from models.work import Interaction, Task
from tests.models.conftest import Cast


def customer(cast: Cast, now: datetime, name: str = "华为") -> Customer:
    return Customer(name=name, owner_id=cast.xiaoli.user_id, created_at=now, source="m:1")


def test_new_records_get_ids_and_defaults_and_each_its_own_log(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.system(now, "m:1") as session:
        firm = customer(cast, now)
        session.add(firm)
        session.flush()
        mine = {"customer_id": firm.id, "created_at": now, "source": "m:1"}
        task = Task(title="回电话", assignee_id=cast.xiaoli.user_id, creator_id=cast.xiaoli.user_id, **mine)
        people = [Contact(name=name, **mine) for name in ("李强", "王芳")]
        talk = Interaction(user_id=cast.xiaoli.user_id, happened_at=now, content="聊了报价", **mine)
        session.add_all([task, *people, talk])
        session.flush()
        assert (task.status, firm.stage) == ("open", "潜在")
        assert session.get(Task, task.id) is task
        written: list[Any] = [firm, task, *people, talk]
        made = {(one.__tablename__, one.id) for one in written}
    with database.read(SYSTEM, now) as session:
        log = session.scalars(select(Change).where(Change.set_id == "m:1")).all()
        assert {(change.record, change.record_id) for change in log} == made
        of_wang = next(change for change in log if change.after.get("name") == "王芳")
        assert session.get_one(Contact, of_wang.record_id).name == "王芳"


def test_only_what_changed_is_written_and_logged(database: Database, cast: Cast, now: datetime) -> None:
    with database.system(now, "m:1") as session:
        session.add(firm := customer(cast, now))
    with database.system(now, "m:2") as session:
        found = session.get_one(Customer, firm.id)
        found.level, found.name, found.last_interaction_at = "A", "华为", now
    with database.system(now, "m:3") as session:
        session.get_one(Customer, firm.id).level = "A"  # as it was: nothing to write
    with database.read(SYSTEM, now) as session:
        second = session.scalars(select(Change).where(Change.set_id == "m:2")).one()
        assert (second.action, second.before, second.after) == ("update", {"level": None}, {"level": "A"})
        assert session.get_one(Customer, firm.id).last_interaction_at == now
        assert not session.scalars(select(Change).where(Change.set_id == "m:3")).all()


def test_a_savepoint_takes_back_what_was_flushed_within(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.system(now, "m:1") as session:
        with suppress(RuntimeError), session.begin_nested():
            session.add(customer(cast, now, "腾讯"))
            session.flush()
            raise RuntimeError
        session.add(customer(cast, now, "华为"))
    with database.read(SYSTEM, now) as session:
        assert session.scalars(select(Customer.name)).all() == ["华为"]
        assert session.scalar(select(func.count(Change.id))) == 1


def test_what_breaks_a_key_is_told_as_everywhere_and_nothing_stays(
    database: Database, cast: Cast, now: datetime
) -> None:
    def take() -> None:
        with database.system(now, "m:7") as session:
            session.add(customer(cast, now))
            session.add(Inbox(key="m:7", user_id=cast.xiaoli.user_id, kind="text", text="x", received_at=now))

    take()
    with pytest.raises(IntegrityError) as told:
        take()
    assert "华为" not in str(told.value)
    with database.read(SYSTEM, now) as session:
        assert session.scalars(select(Customer.name)).all() == ["华为"]


def test_a_record_that_is_gone_is_not_changed_in_silence(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.system(now, "m:1") as session:
        user = User(userid="ghost", name="鬼", created_at=now, settings={})
        session.add(user)
        session.flush()
        session.connection().execute(delete(User).where(User.id == user.id))
        user.name = "无"
        with pytest.raises(StaleDataError):
            session.flush()
        user.name = "鬼"


def test_records_are_marked_and_never_deleted(database: Database, cast: Cast, now: datetime) -> None:
    with database.system(now, "m:1") as session:
        session.add(firm := customer(cast, now))
    with pytest.raises(NotImplementedError), database.system(now, "m:2") as session:
        session.delete(session.get_one(Customer, firm.id))


def test_moments_come_back_as_they_were_written(database: Database, cast: Cast, now: datetime) -> None:
    at = now + timedelta(microseconds=7)
    with database.write(Scope(cast.xiaoli.user_id, "own"), at, "m:1") as session:
        session.add(firm := customer(cast, at))
    with database.read(SYSTEM, now) as session:
        assert session.get_one(Customer, firm.id).created_at == at


def _keys_of(database: Database, now: datetime) -> list[str]:
    with database.read(SYSTEM, now) as session:
        return list(session.scalars(select(NameKey.key).where(NameKey.key.startswith("alone"))))


def test_statements_of_the_wire_alone_are_kept_too(database: Database, now: datetime) -> None:
    """No record is new or changed, and the session itself was never asked for a connection."""
    row = {"key": "alone", "kind": "user", "record_id": 1, "customer_id": 0}
    with database.system(now, "m:1") as session:
        KEYS.run_all(session, [row])
    assert _keys_of(database, now) == ["alone"]


def test_statements_of_the_wire_alone_are_taken_back_with_a_fault(database: Database, now: datetime) -> None:
    row = {"key": "alone", "kind": "user", "record_id": 1, "customer_id": 0}
    with suppress(ZeroDivisionError), database.system(now, "m:1") as session:
        KEYS.run_all(session, [row])
        raise ZeroDivisionError
    with database.system(now, "m:2") as session:  # the next finds no transaction that is not its own
        KEYS.run_all(session, [row | {"key": "alone2"}])
    assert _keys_of(database, now) == ["alone2"]
