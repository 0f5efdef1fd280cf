"""The cards of the day: plan, own report, the manager's report."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from crm.drawing import charts, svg
from models.platform import Outbox
from models.scope import SYSTEM
from scheduler.jobs import run_job
from tests.clockwork_world import at
from tests.scheduler.conftest import Office

MORNING, EVENING = at("11-20 08:30"), at("11-20 18:30")


def test_the_plan_puts_overdue_first_then_today_then_whom_to_contact(office: Office) -> None:
    world = office.world
    huawei = world.customer("华为", "xiaoli", at("10-01 09:00"), level="A")
    world.follow_up(huawei, "xiaoli", at("11-08 09:00"))
    world.customer("刚聊过的", "xiaoli", at("11-19 09:00"), level="A")
    planned = world.customer("已有安排的", "xiaoli", at("09-01 09:00"), level="A")
    world.task("今天的", "xiaoli", at("11-20 15:00"), at("11-17 09:00"))
    world.task("晚了的", "xiaoli", at("11-18 15:00"), at("11-17 09:00"), customer_id=planned, priority="high")
    world.task("明天的", "xiaoli", at("11-21 15:00"), at("11-17 09:00"))
    run_job(office.app, "plan", MORNING)
    (row,) = office.outbox()
    assert row.payload["title"] == "今天的计划 11月20日(周五)"
    assert row.payload["desc"] == "1条逾期 · 1条今天到期 · 建议联系1家"
    assert row.payload["lines"] == [
        ["逾期", "晚2天 【急】晚了的（已有安排的）"],
        ["今天", "15:00 今天的"],
        ["联系", "华为：A级，12天没跟进，超过7天"],
    ]
    assert row.user_id == world["xiaoli"]
    page = office.app.links.verify(row.payload["url"].rpartition("/")[2], MORNING)
    assert (page.kind, page.user_id) == ("plan", world["xiaoli"])


@pytest.mark.parametrize("job", ["plan", "rep-report", "daily-report"])
def test_run_twice_or_later_the_same_day_it_sends_once(office: Office, job: str) -> None:
    office.world.task("今天的", "xiaoli", at("11-20 15:00"), at("11-17 09:00"))
    first = run_job(office.app, job, MORNING)
    again = run_job(office.app, job, MORNING + timedelta(hours=1))
    assert first["queued"] > 0
    assert (again["queued"], again["already"]) == (0, first["queued"])
    assert len(office.runs(job)) == 2


@pytest.mark.parametrize(
    ("day", "works"),
    [("11-21 08:30", False), ("11-23 08:30", True), ("10-01 08:30", False), ("10-10 08:30", True)],
    ids=["saturday", "monday", "national day", "make-up saturday"],
)
def test_it_stays_away_on_days_off(small_office: Office, day: str, works: bool) -> None:
    small_office.world.task("早就该做的", "xiaoli", at("09-01 15:00"), at("08-30 09:00"))
    result = run_job(small_office.app, "plan", at(day))
    assert ("skipped" in result) is not works
    assert bool(small_office.outbox()) is works


def test_a_birthday_is_a_reason_to_call(small_office: Office) -> None:
    from crm.customers import contacts
    from models.customers import Customer

    world = small_office.world
    customer = world.customer("华为", "xiaoli", at("11-19 09:00"))
    with world.db.system(at("11-19 09:00"), "test") as session:
        found = session.get_one(Customer, customer)
        contacts.add(session, found, "李总", at("11-19 09:00"), birthday="1980-11-20")
        contacts.add(session, found, "王总", at("11-19 09:00"), birthday="11-21")
    run_job(small_office.app, "plan", MORNING)
    (row,) = small_office.outbox()
    assert row.payload["lines"] == [["联系", "华为：李总今天生日"]]


def test_the_own_report_is_drafted_from_the_day(office: Office) -> None:
    world = office.world
    huawei = world.customer("华为", "xiaoli", at("11-20 09:00"))
    world.follow_up(huawei, "xiaoli", at("11-20 10:00"), content="聊了报价", channel="visit")
    world.task(
        "寄样品", "xiaoli", at("11-20 15:00"), at("11-17 09:00"), status="done", done_at=at("11-20 15:10")
    )
    world.task("回访", "xiaoli", at("11-21 15:00"), at("11-17 09:00"))
    run_job(office.app, "rep-report", at("11-20 18:00"))
    (row,) = office.outbox("xiaoli")
    assert row.payload["desc"] == "跟进1次、1家 · 完成待办1条 · 新增客户1家"
    assert row.payload["lines"] == [["跟进", "拜访 华为：聊了报价"], ["完成", "寄样品"], ["新客户", "华为"]]
    assert "明天有1条待办" in row.payload["text"]
    (nudge,) = office.outbox("xiaowang")
    assert nudge.payload["desc"] == "今天还没有记录"
    assert office.outbox("wang") == []  # a manager without records of their own is left alone


def test_the_daily_report_goes_to_those_who_lead_with_a_picture(office: Office) -> None:
    huawei = office.world.customer("华为", "xiaoli", at("11-20 09:00"))
    office.world.follow_up(huawei, "xiaoli", at("11-20 10:00"))
    run_job(office.app, "daily-report", EVENING)
    (card,) = office.outbox("wang")
    assert card.payload["title"] == "日报 11月20日 销售一部"
    assert card.payload["lines"][0] == ["跟进次数", "1次（昨天0 · 往常0）"]
    assert ["新增客户", "1家（昨天0 · 往常0）"] in card.payload["lines"]
    assert [name for name, _ in card.payload["lines"]] == [
        *("跟进次数", "跟进家数", "新增客户", "新增商机额", "签单额", "回款")
    ]
    assert card.payload["text"].startswith("没有记录：小王")
    assert [button["text"] for button in card.payload["buttons"]] == ["提醒他们"]
    assert office.outbox("boss")[0].payload["title"] == "日报 11月20日 全公司"
    assert office.outbox("xiaoli") == []
    with office.world.db.read(SYSTEM, EVENING) as session:
        drawn = select(Outbox.user_id, Outbox.payload).where(Outbox.kind == "chart")
        pictures = session.execute(drawn).all()
    assert sorted(user for user, _ in pictures) == sorted([office.world["wang"], office.world["boss"]])
    assert all(
        charts.png(svg.Drawing(**payload["drawing"])).startswith(b"\x89PNG") for _, payload in pictures
    )


def test_an_administrator_who_leads_nobody_gets_none(small_office: Office) -> None:
    small_office.set_user("xiaozhao", role="admin")
    run_job(small_office.app, "daily-report", EVENING)
    assert small_office.outbox("xiaozhao") == []
    assert len(small_office.outbox()) == 2


def test_one_broken_report_does_not_keep_the_others_from_theirs(
    small_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = charts.picture

    def stumble(daily: Any) -> Any:
        if daily.team == "全公司":
            raise ValueError("customer's words")
        return made(daily)

    monkeypatch.setattr(charts, "picture", stumble)
    result = run_job(small_office.app, "daily-report", EVENING)
    assert result["aside"] == {f"user:{small_office.world['boss']}": "ValueError"}
    assert len(small_office.outbox("wang")) == 1
