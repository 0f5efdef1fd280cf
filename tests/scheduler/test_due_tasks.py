"""Reminders: at their moment, once, in one card when there are many, and never stopped by a bad record."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from scheduler import cards, due_tasks
from scheduler.jobs import run_job
from tests.clockwork_world import at
from tests.scheduler.conftest import Office

THREE = at("11-20 15:00")


def remind(office: Office, moment: Any = THREE) -> dict[str, Any]:
    return run_job(office.app, "due-tasks", moment)


def test_the_card_comes_on_the_minute_and_once(office: Office) -> None:
    customer = office.world.customer("华为", "xiaoli", at("11-01 09:00"))
    task = office.world.task("给王总回电话", "xiaoli", THREE, at("11-19 09:00"), customer_id=customer)
    remind(office, at("11-20 14:59"))
    assert office.cards() == []
    remind(office)
    remind(office)
    remind(office, at("11-20 15:01"))
    assert office.cards("xiaoli") == [("11-20 15:00", "给王总回电话")]
    assert office.cards("xiaowang") == []
    (row,) = office.outbox()
    assert row.payload["desc"] == "待办到时间了"
    assert row.payload["lines"] == [["时间", "今天(周五)15:00"], ["客户", "华为"]]
    ref = [str(task), "2026-11-20T07:00+00:00"]
    assert [(b["text"], b["action"], b["ref"]) for b in row.payload["buttons"]] == [
        ("完成", "task.done", ref),
        ("推迟一天", "task.later", ref),
        ("下周再说", "task.next_week", ref),
    ]
    assert office.task(task).remind_at == at("11-23 10:00")  # the next workday, should it still be open


def test_done_cancelled_and_deleted_tasks_are_not_announced(office: Office) -> None:
    office.world.task("做完了", "xiaoli", THREE, at("11-19 09:00"), status="done", done_at=THREE)
    office.world.task("不做了", "xiaoli", THREE, at("11-19 09:00"), status="cancelled")
    office.world.task("撤销了", "xiaoli", THREE, at("11-19 09:00"), deleted_at=THREE)
    remind(office)
    assert office.cards() == []


def test_many_at_once_are_one_card(office: Office) -> None:
    for n in range(8):
        office.world.task(f"第{n}件", "xiaoli", THREE, at("11-19 09:00"))
    office.world.task("另一个人的", "xiaowang", THREE, at("11-19 09:00"))
    result = remind(office)
    assert (result["digests"], result["cards"], result["tasks"]) == (1, 1, 9)
    (digest,) = office.outbox("xiaoli")
    assert digest.payload["title"] == "8条待办到时间了"
    assert len(digest.payload["lines"]) == 6
    assert "还有2条" in digest.payload["text"]
    assert digest.payload["url"].startswith("https://crm.example.com/p/")
    assert office.cards("xiaowang") == [("11-20 15:00", "另一个人的")]
    remind(office, at("11-20 15:01"))
    assert len(office.outbox()) == 2


def test_after_an_outage_one_digest_that_says_so(office: Office) -> None:
    office.world.task("早上的", "xiaoli", at("11-20 10:00"), at("11-19 09:00"))
    office.world.task("下午的", "xiaoli", at("11-20 14:00"), at("11-19 09:00"))
    office.world.task("只此一条", "xiaowang", at("11-20 14:00"), at("11-19 09:00"))
    remind(office)
    (digest,) = office.outbox("xiaoli")
    assert "晚到了" in digest.payload["desc"]
    assert digest.payload["lines"] == [["10:00", "早上的"], ["14:00", "下午的"]]
    (single,) = office.outbox("xiaowang")
    assert single.payload["desc"] == "这条提醒晚到了，本该今天(周五)14:00发出"


def test_a_moved_task_is_announced_anew(office: Office) -> None:
    task = office.world.task("报价", "xiaoli", THREE, at("11-19 09:00"))
    remind(office)
    with office.world.db.system(THREE, "test") as session:
        moved = session.merge(office.task(task), load=True)
        moved.due_at = moved.remind_at = THREE + timedelta(days=1)
    remind(office, THREE + timedelta(days=1))
    assert office.cards() == [("11-20 15:00", "报价"), ("11-21 15:00", "报价")]


def test_who_has_left_gets_no_card(office: Office) -> None:
    task = office.world.task("报价", "xiaoli", THREE, at("11-19 09:00"))
    office.set_user("xiaoli", status="left")
    assert remind(office)["unreachable"] == 1
    assert office.cards() == []
    assert remind(office)["unreachable"] == 0
    assert office.task(task).remind_at == at("11-23 10:00")


def test_a_broken_record_is_set_aside_and_stops_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = office.world.task("坏的", "xiaoli", THREE, at("11-19 09:00"))
    office.world.task("好的", "xiaoli", THREE, at("11-19 09:00"))
    office.world.task("别人的", "xiaowang", THREE, at("11-19 09:00"))
    made = cards.due_task

    def stumble(task: Any, *rest: Any, **more: Any) -> Any:
        if task.id == bad:
            raise ZeroDivisionError("张三 13800000000")
        return made(task, *rest, **more)

    monkeypatch.setattr(cards, "due_task", stumble)
    result = remind(office)
    assert result["aside"] == {f"task:{bad}": "ZeroDivisionError"}  # the kind only, not its text
    assert [title for _, title in office.cards()] == ["好的", "别人的"]
    assert office.task(bad).remind_at == THREE + due_tasks.PUSHED_ASIDE
    monkeypatch.setattr(cards, "due_task", made)
    remind(office, THREE + due_tasks.PUSHED_ASIDE)
    assert [title for _, title in office.cards()] == ["好的", "别人的", "坏的"]


def test_two_schedulers_at_once_remind_once(office: Office) -> None:
    people = ["xiaoli", "xiaowang", "xiaozhao", "wang"]
    for n in range(40):
        office.world.task(f"第{n}件", people[n % 4], THREE + timedelta(minutes=n // 8), at("11-19 09:00"))
    errors: list[Exception] = []

    def work() -> None:
        try:
            for minute in range(6):
                remind(office, THREE + timedelta(minutes=minute))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    said = [line[1] for row in office.outbox() for line in row.payload["lines"] if line[1].startswith("第")]
    said += [title for _, title in office.cards() if title.startswith("第")]
    announced = sum(int(t.split("条")[0]) if "条待办" in t else 1 for _, t in office.cards())
    assert announced == 40
    assert len(said) == len(set(said))
