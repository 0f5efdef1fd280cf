"""The manager's daily figures, beside a plain recount of the same records in Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.reports import daily, daily_lists, daily_text
from models.database import Database
from models.deals import Opportunity
from models.people import User
from models.selling import Order, Payment
from models.work import Interaction
from models.working import Goal
from tests.clockwork_world import FRIDAY, TZ, World, at, database, empty, has_postgres

EVENING = at("11-20 18:30")
TEAM = ("wang", "xiaoli", "xiaowang")


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "postgresql" and not has_postgres():
        pytest.skip("no PostgreSQL on this machine")
    with database(request.param, tmp_path) as db:
        yield db


def report(world: World, who: str, moment: datetime = EVENING) -> daily.Daily:
    with world.db.read(world.scope(who), moment) as session:
        return daily.report(session, world.scope(who), moment, TZ)


def test_a_day_of_the_team(db: Database) -> None:
    world = World(db)
    huawei = world.customer("华为", "xiaoli", at("11-20 10:00"))
    zte = world.customer("中兴", "xiaowang", at("11-01 10:00"))
    other = world.customer("别家", "xiaozhao", at("11-20 10:00"))
    world.follow_up(huawei, "xiaoli", at("11-20 11:00"))
    world.follow_up(huawei, "xiaoli", at("11-20 16:00"))
    world.follow_up(zte, "xiaoli", at("11-19 16:00"))
    world.follow_up(zte, "xiaoli", at("11-13 16:00"))
    world.follow_up(other, "xiaozhao", at("11-20 16:00"))
    world.task("报价", "xiaowang", at("11-18 15:00"), at("11-17 09:00"))
    world.task("回访", "xiaowang", at("11-16 15:00"), at("11-10 09:00"), status="missed")
    sold(world, huawei, "xiaoli", "11-20", "120000.50")
    sold(world, zte, "xiaowang", "11-13", "40000")
    sold(world, other, "xiaozhao", "11-20", "990000")

    got = report(world, "wang")

    assert {f.key: (f.today, f.yesterday, f.usual) for f in got.figures} == {
        "interactions": (2, 1, 0.25),
        "followed": (1, 1, 0.25),
        "customers": (1, 0, 0),
        "opportunity_amount": (Decimal("120000.50"), 0, 0),
        "revenue": (Decimal("120000.50"), 0, 10000),
        "payments": (Decimal("120000.50"), 0, 10000),
    }
    assert got.overdue == 1
    assert got.team == "销售一部"
    assert [(p.name, p.follow_ups, p.customers) for p in got.people] == [("小李", 2, 1), ("小王", 0, 0)]
    assert [p.name for p in got.silent] == ["小王"]
    assert [t.count for t in got.trend] == [0] * 6 + [1] + [0] * 5 + [1, 2]
    assert daily_text.headline(got) == "今天跟进2次、1家，比往常周五多2次；1条待办逾期；1人没有记录"
    assert daily_text.exceptions(got) == ["小王的待办「报价」逾期2天"]
    assert daily_text.beside(got.figure("revenue")) == "昨天0元 · 往常1万元"


def sold(world: World, customer: int, who: str, day: str, amount: str) -> None:
    """An order with its payment, of a chance entered the same day."""
    moment, whose = at(f"{day} 10:00"), {"customer_id": customer, "created_at": at(f"{day} 10:00")}
    with world.db.system(moment, "test") as session:
        session.add(Order(owner_id=world[who], signed_on=moment.date(), amount=Decimal(amount), **whose))
        session.add(Payment(user_id=world[who], paid_on=moment.date(), amount=Decimal(amount), **whose))
        session.add(Opportunity(
            title="扩容", owner_id=world[who], amount=Decimal(amount) if day == "11-20" else None,
            stage="方案报价", stage_since=moment, **whose))  # fmt: skip


def test_targets_stand_beside_the_time_gone_and_stuck_deals_are_named(db: Database) -> None:
    world = World(db)
    huawei = world.customer("华为", "xiaoli", at("10-01 10:00"))
    sold(world, huawei, "xiaoli", "11-20", "250000")
    sold(world, huawei, "xiaoli", "10-09", "70000")  # a chance that stands still since
    with world.db.system(FRIDAY, "test:goals") as session:
        for first, last, amount in ((1, 30, 1_000_000), (16, 22, 200_000)):
            session.add(Goal(
                department_id=2, measure="revenue", first=date(2026, 11, first), last=date(2026, 11, last),
                amount=Decimal(amount), set_by_id=world["wang"], created_at=FRIDAY))  # fmt: skip
    got = report(world, "wang")
    assert daily_text.targets(got) == ["11月16–22日 销售额目标20万元：完成125%，时间过了71%"]
    assert daily_text.exceptions(got) == ["华为的商机「扩容」停在方案报价42天，负责人小李"]
    assert daily_text.targets(report(world, "boss")) == []


def test_two_people_of_one_name_are_two(db: Database) -> None:
    world = World(db)
    with world.db.system(FRIDAY, "test:name") as session:
        session.get_one(User, world["xiaowang"]).name = "小李"
    customer = world.customer("华为", "xiaoli", at("11-01 09:00"))
    world.follow_up(customer, "xiaoli", at("11-20 11:00"))
    world.follow_up(customer, "xiaowang", at("11-20 11:00"))
    assert [(p.name, p.follow_ups) for p in report(world, "wang").people] == [("小李", 1), ("小李", 1)]


def test_the_boss_sees_all_and_a_rep_only_their_own(db: Database) -> None:
    world = World(db)
    mine, theirs = world.customer("华为", "xiaoli", FRIDAY), world.customer("别家", "xiaozhao", FRIDAY)
    world.follow_up(mine, "xiaoli", at("11-20 11:00"))
    world.follow_up(theirs, "xiaozhao", at("11-20 11:00"))
    assert report(world, "boss").figure("interactions").today == 2
    assert report(world, "boss").team == "全公司"
    assert report(world, "xiaoli").figure("interactions").today == 1
    assert report(world, "xiaowang").figure("interactions").today == 0


def test_what_was_undone_does_not_count(db: Database) -> None:
    world = World(db)
    customer = world.customer("华为", "xiaoli", FRIDAY)
    record = world.follow_up(customer, "xiaoli", at("11-20 11:00"))
    with db.system(at("11-20 11:01"), "test:undo") as session:
        session.get_one(Interaction, record).deleted_at = at("11-20 11:01")
    got = report(world, "wang")
    assert (got.figure("interactions").today, got.figure("followed").today) == (0, 0)
    assert [p.name for p in got.silent] == ["小李", "小王"]


def test_a_follow_up_counts_on_the_day_it_happened_not_when_it_was_typed(db: Database) -> None:
    world = World(db)
    customer = world.customer("华为", "xiaoli", at("11-01 09:00"))
    world.follow_up(customer, "xiaoli", at("11-19 23:59"), typed=at("11-20 08:00"), backfilled=True)
    got = report(world, "wang")
    assert (got.figure("interactions").today, got.figure("interactions").yesterday) == (0, 1)
    assert [p.name for p in got.silent] == ["小王"]  # 小李 did write something today
    assert daily_text.backfilled(got) == "补录：小李1次"
    assert daily_text.backfilled(report(world, "wang", at("11-19 23:59"))) == ""


def test_a_replayed_report_does_not_know_the_future(db: Database) -> None:
    world = World(db)
    customer = world.customer("华为", "xiaoli", at("11-01 09:00"))
    world.follow_up(customer, "xiaoli", at("11-20 17:00"))
    world.follow_up(customer, "xiaoli", at("11-20 18:00"), typed=at("11-20 20:00"))
    assert report(world, "wang", EVENING).figure("interactions").today == 1
    assert report(world, "wang", at("11-20 20:00")).figure("interactions").today == 2


def test_a_silent_key_account_is_named_and_a_small_one_is_not(db: Database) -> None:
    world = World(db)
    key = world.customer("华为", "xiaoli", at("10-01 09:00"), level="A")
    small = world.customer("小店", "xiaoli", at("10-01 09:00"), level="C")
    for customer in (key, small):
        world.follow_up(customer, "xiaoli", at("11-11 09:00"))
    world.customer("别家", "xiaozhao", at("10-01 09:00"), level="A")
    assert daily_text.exceptions(report(world, "wang")) == ["华为（A级）9天没跟进，负责人小李"]


@dataclass(frozen=True)
class Event:
    """Anything that happens to somebody: drawn by Hypothesis as small numbers."""

    who: str
    customer: int
    moment: datetime
    typed: datetime
    undone: bool


MOMENTS = st.builds(
    lambda days, minutes: EVENING - timedelta(days=days, minutes=minutes),
    st.sampled_from([0, 0, 0, 1, 1, 2, 7, 14, 21, 28, 29]),
    st.integers(-300, 1200),
)
EVENTS = st.builds(
    lambda who, customer, moment, delay, undone: Event(
        who, customer, moment, moment + timedelta(minutes=delay), undone
    ),
    st.sampled_from(["wang", "xiaoli", "xiaowang", "xiaozhao", "boss"]),
    st.integers(0, 3),
    MOMENTS,
    st.sampled_from([0, 0, 0, 60, 1500]),
    st.sampled_from([False, False, False, True]),
)


@pytest.fixture(scope="module")
def small_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with database("sqlite", tmp_path_factory.mktemp("daily")) as db:
        world = World(db)
        yield world


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    follow_ups=st.lists(EVENTS, max_size=14),
    tasks=st.lists(EVENTS, max_size=10),
    customers=st.lists(EVENTS, max_size=6),
)
def test_the_figures_are_those_of_a_plain_recount(
    small_world: World, follow_ups: list[Event], tasks: list[Event], customers: list[Event]
) -> None:
    empty(small_world.db)
    world = World(small_world.db)
    owners = ["xiaoli", "xiaowang", "xiaozhao", None]
    base = [world.customer(f"客户{n}", owner, at("09-01 09:00")) for n, owner in enumerate(owners)]
    for event in follow_ups:
        late = event.typed.date() > event.moment.date()
        world.follow_up(
            base[event.customer],
            event.who,
            event.moment,
            event.typed,
            deleted_at=_gone(event),
            backfilled=late,
        )
    for event in tasks:
        done = event.typed if event.customer else None
        world.task(
            "办事",
            event.who,
            event.moment,
            event.moment - timedelta(days=1),
            status="done" if done else "open",
            done_at=done,
            deleted_at=_gone(event),
        )
    for event in customers:
        owner = owners[event.customer]
        world.customer("新客户", owner, event.typed, deleted_at=_gone(event))

    got = report(world, "wang")

    counted = {f.key: f for f in got.figures if not f.measure.money}
    for back, pick in ((0, "today"), (1, "yesterday")):
        day = EVENING.date() - timedelta(days=back)
        want = _recount(day, follow_ups, customers, owners)
        assert {key: getattr(f, pick) for key, f in counted.items()} == want
    weeks = [
        _recount(EVENING.date() - timedelta(days=back), follow_ups, customers, owners)
        for back in (7, 14, 21, 28)
    ]
    assert {key: f.usual for key, f in counted.items()} == {k: sum(w[k] for w in weeks) / 4 for k in weeks[0]}
    assert got.overdue == _overdue(tasks)
    lengths = {key: f.today for key, f in counted.items()} | {
        "overdue": got.overdue,
        "backfilled": sum(person.backfilled for person in got.people),
    }
    with world.db.read(world.scope("wang"), EVENING) as session:
        for key, length in lengths.items():
            rows = daily_lists.rows(session, world.scope("wang"), key, EVENING, TZ)
            assert rows is not None
            assert len(rows) == length, key


def _gone(event: Event) -> datetime | None:
    return event.typed if event.undone else None


def _recount(
    day: date, follow_ups: list[Event], customers: list[Event], owners: list[str | None]
) -> dict[str, Any]:
    """The definitions of product.md, as a person would count with the records on the table."""
    alive = [e for e in follow_ups if not e.undone and e.who in TEAM and e.typed <= EVENING]
    mine = [e for e in alive if e.moment.astimezone(TZ).date() == day]
    new = [
        e
        for e in customers
        if not e.undone and owners[e.customer] in TEAM and e.typed <= EVENING
        if e.typed.astimezone(TZ).date() == day
    ]
    return {
        "interactions": len(mine),
        "followed": len({e.customer for e in mine}),
        "customers": len(new),
    }


def _overdue(tasks: list[Event]) -> int:
    return sum(
        not e.undone
        and e.who in TEAM
        and e.moment < EVENING
        and e.moment - timedelta(days=1) <= EVENING
        and not (e.customer and e.typed <= EVENING)
        for e in tasks
    )


def test_it_takes_the_same_number_of_statements_for_many_people(db: Database) -> None:
    from sqlalchemy import event

    world = World(db)
    counts = []
    for people in (2, 40):
        for n in range(people):
            customer = world.customer(f"客户{people}-{n}", "xiaoli", FRIDAY)
            world.follow_up(customer, "xiaoli" if n % 2 else "xiaowang", FRIDAY)
        scope = world.scope("wang")
        seen: list[str] = []

        def note(*args: Any, seen: list[str] = seen) -> None:
            seen.append(args[2])

        event.listen(db.engine, "before_cursor_execute", note)
        with db.read(scope, EVENING) as session:
            daily.report(session, scope, EVENING, TZ)
        event.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 25
