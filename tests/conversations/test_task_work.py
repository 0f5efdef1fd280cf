"""Repeats, counted tasks, tasks of several people, and the outcome that becomes the record."""

from datetime import timedelta

from sqlalchemy import update

from models.customers import Customer
from tests.support.chat import TUESDAY, Chat
from tests.support.whole import outbox

HUAWEI = "华为技术有限公司"


def test_done_asks_how_it_went_and_the_answer_is_the_record(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点提醒我给华为李强回电话")
    team.wait_until("2026-11-25 15:00")
    assert "已完成" in team.tap("XiaoLi", "完成")
    team.cards("XiaoLi")
    assert "聊得怎么样" in outbox(team, "李晓")[-1]["payload"]["text"]
    reply = team.say("XiaoLi", "挺顺利，价格他能接受")
    assert "已记跟进" in reply
    (record,) = team.records("interactions")
    (task,) = team.records("tasks")
    assert record["customer"] == HUAWEI
    assert record["contact"] == "李强"
    assert record["task_id"] == task["id"]
    assert "价格他能接受" in record["content"]


def test_nothing_to_tell(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点提醒我给华为李强回电话")
    assert "聊得怎么样" in team.say("XiaoLi", "给李强回电话那个完成了")
    team.say("XiaoLi", "不用")
    assert team.records("interactions") == []
    assert "待办" in team.say("XiaoLi", "今天有啥待办")


def test_an_answer_with_a_next_step_is_both(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点提醒我给华为李强回电话")
    team.say("XiaoLi", "给李强回电话那个完成了")
    reply = team.say("XiaoLi", "电话里聊了价格，周五再跟进")
    assert "已记跟进" in reply
    assert "已加待办" in reply
    (record,) = team.records("interactions")
    assert record["task_id"] == team.records("tasks", status="done")[0]["id"]


def test_another_order_instead_of_an_answer(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点提醒我给华为李强回电话")
    team.say("XiaoLi", "给李强回电话那个完成了")
    team.say("XiaoLi", "今天拜访了海康的周航，看了样机")
    (record,) = team.records("interactions")
    assert "海康" in record["customer"]
    assert record["task_id"] is None


def test_a_repeating_task_makes_its_next_when_done(team: Chat) -> None:
    team.say("XiaoLi", "每周一上午9点提醒我写周报")
    team.wait_until("2026-11-30 09:00")
    team.tap("XiaoLi", "完成")
    first, second = team.records("tasks")
    assert first["status"] == "done"
    assert second["due_at"] == "2026-12-07T09:00:00+08:00"
    assert second["series_id"] == first["id"]
    assert "已撤销" in team.say("XiaoLi", "撤销")
    (again,) = team.records("tasks")
    assert again["status"] == "open"


def test_a_missed_one_gives_way_to_the_next(team: Chat) -> None:
    team.say("XiaoLi", "每天上午10点提醒我看一遍线索")
    team.wait_until("2026-11-27 10:00")
    tasks = team.records("tasks")
    assert [t["status"] for t in tasks][-1] == "open"
    assert {t["status"] for t in tasks[:-1]} == {"missed"}
    assert tasks[-1]["due_at"].startswith("2026-11-27T10:00")


def test_a_counted_task_counts_itself(team: Chat) -> None:
    reply = team.say("XiaoLi", "本周内联系2位客户")
    assert "0/2" in reply
    assert "1/2" in team.say("XiaoLi", "刚给华为李强打了电话，聊了交期")
    assert "1/2" in team.say("XiaoLi", "又给华为王敏打了电话")
    done = team.say("XiaoLi", "今天拜访了海康的周航，看了样机")
    assert "2/2" in done
    (task,) = team.records("tasks")
    assert task["status"] == "done"
    team.say("XiaoLi", "撤销")
    (task,) = team.records("tasks")
    assert task["status"] == "open"


def test_given_to_a_colleague_with_a_card_and_told_when_done(team: Chat) -> None:
    assert "王磊" in team.say("XiaoLi", "让王磊明天下午三点给九阳回电话 紧急")
    card = team.cards("XiaoWang")[-1]
    assert "李晓交给你的待办" in str(card.card.card)
    assert "已完成" in team.tap("XiaoWang", "完成", card)
    assert "王磊完成了" in outbox(team, "李晓")[-1]["payload"]["text"]
    assert "已完成" in team.tap("XiaoWang", "做不了", card)


def test_given_back(team: Chat) -> None:
    team.say("XiaoLi", "让王磊周五前寄样品")
    assert "已退回" in team.tap("XiaoWang", "做不了")
    (task,) = team.records("tasks")
    assert task["assignee"] == "李晓"
    assert "退给了你" in outbox(team, "李晓")[-1]["payload"]["text"]


def test_shared_by_several(team: Chat) -> None:
    reply = team.say("XiaoLi", "和王磊一起周五前把华为的标书做完")
    assert "一起做：你、王磊" in reply
    mine, theirs = team.records("tasks")
    assert (mine["assignee"], theirs["assignee"]) == ("李晓", "王磊")
    assert "1/2" in "".join(
        [team.tap("XiaoWang", "完成"), *(str(r["payload"]) for r in outbox(team, "王磊")[-1:])]
    )


def neglected(chat: Chat, days: int, level: str = "A") -> None:
    """Nobody has spoken to 华为 for so many days."""
    with chat.parts.database.system(chat.clock.now(), "test") as session:
        session.execute(
            update(Customer)
            .where(Customer.name == HUAWEI)
            .values(level=level, created_at=TUESDAY - timedelta(days=days), last_interaction_at=None)
        )


def test_a_neglected_customer_becomes_a_task_that_says_why(team: Chat) -> None:
    neglected(team, 10)
    team.wait_until("2026-11-25 07:00")
    (task,) = team.records("tasks")
    assert task["assignee"] == "李晓"
    assert task["customer"] == HUAWEI
    assert "A级" in task["title"]
    assert "11天还没跟进" in task["title"]
    team.wait_until("2026-11-26 07:00")
    assert len(team.records("tasks")) == 1
    team.say("XiaoLi", "华为那个不用做了")
    team.wait_until("2026-11-27 07:00")
    assert len(team.records("tasks")) == 1


def test_the_manager_hears_of_it_once_it_lasts(team: Chat) -> None:
    neglected(team, 11)
    team.wait_until("2026-11-24 12:00")
    assert not [r for r in outbox(team, "王芳") if r["key"].startswith("silence")]
    team.wait_until("2026-11-25 07:00")
    (told,) = [r for r in outbox(team, "王芳") if r["key"].startswith("silence")]
    assert "1家客户太久没跟进" in told["payload"]["title"]
    assert HUAWEI in str(told["payload"]["lines"])
    team.wait_until("2026-11-26 07:00")
    assert len([r for r in outbox(team, "王芳") if r["key"].startswith("silence")]) == 1
    team.wait_until("2026-11-27 07:00")
    assert "高风险" in str(outbox(team, "王芳")[-1]["payload"]["lines"])


def test_long_overdue_tasks_go_up(team: Chat) -> None:
    team.say("XiaoLi", "今天下午五点前把合同寄给海康")
    team.wait_until("2026-11-26 07:00")
    (told,) = [r for r in outbox(team, "王芳") if r["key"].startswith("silence")]
    assert "1条待办逾期" in told["payload"]["title"]
