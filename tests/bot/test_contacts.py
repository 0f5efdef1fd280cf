"""Who works here, taken from the sandbox's company into the tables."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot import contacts
from bot.client import WeComClient
from bot.errors import RetryLater
from bot.tokens import MemoryTokenStore
from crm import names as keys
from crm.people.people import load_speaker
from models.database import Database
from models.people import Department, Membership, User
from models.scope import SYSTEM
from models.working import Goal
from sandbox import Company, Sandbox
from sandbox import Department as Unit
from sandbox import Member as Person

NOW = datetime(2025, 3, 4, 1, 30, tzinfo=UTC)


@pytest.fixture
def box() -> Iterator[Sandbox]:
    company = Company.tiny()
    company.departments = [
        Unit(1, "华辰", 0),
        Unit(2, "销售中心"),
        Unit(3, "销售一部", 2),
        Unit(4, "销售二部", 2),
    ]
    company.users = [
        Person("XiaoLi", "李小明", [3], position="销售代表"),
        Person("XiaoWang", "王芳", [3, 2], is_leader_in_dept=[1, 0], position="经理"),
        Person("XiaoZhao", "赵强", [4]),
        Person("Boss", "陈总", [1], is_leader_in_dept=[1]),
    ]
    with Sandbox(company, clock=lambda: NOW) as box:
        yield box


@pytest.fixture
def client(box: Sandbox) -> Iterator[WeComClient]:
    company = box.company
    client = WeComClient(
        company.corp_id, company.agent_id, company.secret, MemoryTokenStore(), lambda: 0.0, box.api
    )
    yield client
    client.close()


def users(database: Database) -> dict[str, User]:
    with database.read(SYSTEM, NOW) as session:
        return {user.userid: user for user in session.scalars(select(User))}


def places(database: Database, userid: str) -> dict[int, bool]:
    with database.read(SYSTEM, NOW) as session:
        found = session.scalars(select(Membership).join(User).where(User.userid == userid))
        return {place.department_id: place.leads for place in found}


def sync(database: Database, client: WeComClient) -> dict[str, int]:
    return contacts.sync(database, client, {"boss"}, NOW)


def test_everybody_comes_with_place_and_rank(database: Database, client: WeComClient) -> None:
    assert sync(database, client) == {"departments": 4, "members": 4, "new": 4, "changed": 0, "left": 0}
    known = users(database)
    assert {userid: user.role for userid, user in known.items()} == {
        "xiaoli": "rep", "xiaowang": "manager", "xiaozhao": "rep", "boss": "admin",
    }  # fmt: skip
    assert (known["xiaowang"].name, known["xiaowang"].position, known["xiaowang"].department_id) == (
        "王芳",
        "经理",
        3,
    )
    assert places(database, "xiaowang") == {3: True, 2: False}
    with database.read(SYSTEM, NOW) as session:
        paths = {one.name: one.path for one in session.scalars(select(Department))}
        assert paths == {"华辰": "/1/", "销售中心": "/1/2/", "销售一部": "/1/2/3/", "销售二部": "/1/2/4/"}
        assert load_speaker(session, "XiaoLi", "m:1") is not None
        assert [found.name for found in keys.find(session, {"王芳"})] == ["王芳"]


def test_a_second_time_changes_nothing(database: Database, client: WeComClient) -> None:
    sync(database, client)
    assert sync(database, client) == {"departments": 4, "members": 4, "new": 0, "changed": 0, "left": 0}


def test_changes_arrive(database: Database, client: WeComClient, box: Sandbox) -> None:
    sync(database, client)
    li, wang, zhao, _ = box.company.users
    li.name, li.department, li.is_leader_in_dept, li.main_department = "李晓明", [4], [1], 4
    wang.status = 5
    box.company.users.remove(zhao)
    box.company.departments = [Unit(1, "华辰", 0), Unit(3, "销售一部", 1), Unit(4, "大客户部", 3)]
    wang.department, wang.is_leader_in_dept, wang.order = [3], [1], [0]
    assert sync(database, client) == {"departments": 3, "members": 3, "new": 0, "changed": 2, "left": 1}
    known = users(database)
    assert (known["xiaoli"].name, known["xiaoli"].role) == ("李晓明", "manager")
    assert (known["xiaowang"].status, known["xiaozhao"].status) == ("left", "left")
    assert places(database, "xiaoli") == {4: True}
    with database.read(SYSTEM, NOW) as session:
        paths = {one.name: one.path for one in session.scalars(select(Department))}
        assert paths == {"华辰": "/1/", "销售一部": "/1/3/", "大客户部": "/1/3/4/"}
        assert [found.name for found in keys.find(session, {"李晓明"})] == ["李晓明"]
        assert keys.find(session, {"李小明"}) == []


def test_a_department_with_a_goal_is_dissolved(database: Database, client: WeComClient, box: Sandbox) -> None:
    """Its goal stays, and everybody else's changes arrive."""
    sync(database, client)
    with database.system(NOW, "m:1") as session:
        boss = session.scalars(select(User).where(User.userid == "boss")).one()
        month = {"first": NOW.date(), "last": NOW.date(), "measure": "revenue", "amount": Decimal(100)}
        session.add(Goal(department_id=4, set_by_id=boss.id, created_at=NOW, source="m:1", **month))
    box.company.departments.pop()
    li, _, zhao, _ = box.company.users
    zhao.department, li.name = [3], "李晓明"
    for _ in range(2):
        sync(database, client)
    assert users(database)["xiaoli"].name == "李晓明"
    assert places(database, "xiaozhao") == {3: False}
    with database.read(SYSTEM, NOW) as session:
        assert session.scalars(select(Goal.department_id)).all() == [4]


def test_who_comes_back_is_active_again_and_who_was_frozen_stays_so(
    database: Database, client: WeComClient, box: Sandbox
) -> None:
    sync(database, client)
    zhao = box.company.users.pop(2)
    sync(database, client)
    box.company.users.append(zhao)
    with database.system(NOW, "test") as session:
        li = session.scalars(select(User).where(User.userid == "xiaoli")).one()
        li.status = "frozen"
    sync(database, client)
    known = users(database)
    assert (known["xiaozhao"].status, known["xiaoli"].status) == ("active", "frozen")


def test_an_emptied_visible_range_does_not_dismiss_everybody(
    database: Database, client: WeComClient, box: Sandbox
) -> None:
    sync(database, client)
    for person in box.company.users:
        person.visible = False
    assert sync(database, client)["left"] == 0
    assert {user.status for user in users(database).values()} == {"active"}


def test_trouble_on_the_way_changes_nothing(database: Database, client: WeComClient, box: Sandbox) -> None:
    sync(database, client)
    box.company.users.pop()
    box.faults.api("user/list", errcode=-1)
    with pytest.raises(RetryLater):
        sync(database, client)
    assert {user.status for user in users(database).values()} == {"active"}


def test_somebody_new_is_introduced_at_once(database: Database, client: WeComClient, box: Sandbox) -> None:
    sync(database, client)
    box.company.users.append(Person("NewOne", "钱进", [3]))
    for _ in range(2):
        contacts.introduce(database, client, "newone", {"boss"}, NOW)
    user = users(database)["newone"]
    assert (user.name, user.role, user.status, user.department_id) == ("钱进", "rep", "active", 3)
    assert places(database, "newone") == {3: False}
    with database.read(SYSTEM, NOW) as session:
        assert load_speaker(session, "newone", "m:1") is not None


def test_somebody_new_is_taken_in_although_wecom_is_silent(
    database: Database, client: WeComClient, box: Sandbox
) -> None:
    box.faults.down()
    contacts.introduce(database, client, "newone", {"newone"}, NOW)
    assert (users(database)["newone"].name, users(database)["newone"].role) == ("newone", "admin")
    box.faults.up()
    box.company.users.append(Person("NewOne", "钱进", [3]))
    sync(database, client)
    assert users(database)["newone"].name == "钱进"
