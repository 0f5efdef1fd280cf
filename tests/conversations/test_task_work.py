"""Repeats, counted tasks, tasks of several people, and the outcome that becomes the record."""

from datetime import timedelta
from typing import Any

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
    team.tap("XiaoLi", "完成", card_of(team, "XiaoLi", "周报"))
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


def card_of(chat: Chat, who: str, words: str) -> Any:
    """The newest card that can be tapped and says so."""
    return [c for c in chat.cards(who) if words in str(c.card.card) and "button_list" in c.card.card][-1]


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


def test_only_the_customers_meant_are_counted(team: Chat) -> None:
    with team.parts.database.system(team.clock.now(), "test") as session:
        session.execute(update(Customer).where(Customer.name.contains("海康")).values(stage="成交"))
    reply = team.say("XiaoLi", "本周内联系10位潜在客户")
    assert "潜在客户" in reply
    assert "0/10" in reply
    assert "0/10" in team.say("XiaoLi", "刚给海康周航打了电话，聊了验收")
    assert "1/10" in team.say("XiaoLi", "刚给华为李强打了电话，聊了交期")
    team.wait_until("2026-11-27 17:00")
    assert "1/10" in str(team.cards("XiaoLi")[-1].card.card)


def test_each_of_two_has_the_task_and_progress_is_seen(team: Chat) -> None:
    reply = team.say("WangFang", "让李晓和王磊周五前各拜访3家客户")
    assert "李晓" in reply
    assert "一起做：王磊" in reply
    mine, theirs = team.records("tasks")
    assert {mine["assignee"], theirs["assignee"]} == {"李晓", "王磊"}
    assert mine["title"] == theirs["title"] == "拜访3家客户"
    assert (mine["wanted"], theirs["wanted"]) == (3, 3)
    team.say("XiaoLi", "今天拜访了华为的李强，看了样机")
    team.settle()
    given = team.say("WangFang", "我交办的任务进度")
    assert "0/2完成" in given
    assert "1/3" in given
    assert "撤销" in team.say("WangFang", "撤销")
    team.settle()
    assert "收回" in str(outbox(team, "王磊")[-1]["payload"])
    assert "还没有交给别人" in team.say("WangFang", "我交办的任务")


def test_handed_on_by_words_to_the_one_meant(team: Chat) -> None:
    team.say("XiaoLi", "周五前把样品寄给海康")
    assert "交给王磊" in team.say("XiaoLi", "转给王磊")
    assert team.records("tasks")[0]["assignee"] == "王磊"
    team.settle()
    assert "李晓交给你" in str(outbox(team, "王磊")[-1]["payload"])
    assert "已退给李晓" in team.say("XiaoWang", "做不了，下周出差")
    team.settle()
    assert "下周出差" in str(outbox(team, "李晓")[-1]["payload"])
    assert team.records("tasks")[0]["assignee"] == "李晓"


def test_ones_own_task_cannot_go_back(team: Chat) -> None:
    team.say("XiaoLi", "让王磊周五前寄样品")
    team.say("XiaoWang", "退回")
    assert team.records("tasks")[0]["assignee"] == "李晓"
    assert "没有" in team.say("XiaoWang", "我交办的任务")


def test_undone_before_it_was_sent_the_colleague_hears_nothing(team: Chat) -> None:
    team.say("XiaoLi", "让王磊周五前寄样品")
    team.say("XiaoLi", "撤销")
    team.settle()
    assert not [r for r in outbox(team, "王磊") if r["status"] == "sent"]


def test_a_done_that_was_taken_back_is_told(team: Chat) -> None:
    team.say("XiaoLi", "让王磊周五前寄样品")
    team.tap("XiaoWang", "完成")
    team.settle()
    team.say("XiaoWang", "撤销")
    team.settle()
    assert "还没完成" in str(outbox(team, "李晓")[-1]["payload"])


def test_a_task_that_waits_for_a_stage(team: Chat) -> None:
    assert "商务谈判" in team.say("XiaoLi", "华为到谈判阶段提醒我准备合同")
    (task,) = team.records("tasks")
    assert (task["waits_for"], task["due_at"], task["title"]) == ("商务谈判", None, "准备合同")


def test_it_comes_due_in_the_message_that_reaches_the_stage(team: Chat) -> None:
    team.say("XiaoLi", "华为 交换机项目 50万 下月底签")
    team.say("XiaoLi", "华为到谈判阶段提醒我准备合同")
    assert "准备合同" not in team.say("XiaoLi", "华为到需求确认了")
    assert "等「商务谈判」的待办今天到期：准备合同" in team.say("XiaoLi", "华为到谈判了")
    (task,) = team.records("tasks")
    assert task["due_at"].startswith("2026-11-24")
    team.wait_until("2026-11-24 09:40")
    assert [card.card.card["main_title"]["title"] for card in team.cards("XiaoLi")] == ["准备合同"]
    team.say("XiaoLi", "撤销")
    assert [one["due_at"] for one in team.records("tasks")] == [None]
    team.say("XiaoLi", "华为到签约阶段提醒我开票")
    assert "等「合同签订」的待办今天到期：开票" in team.say("XiaoLi", "华为到合同签订了")
    team.say("XiaoLi", "华为签了提醒我送礼物")
    assert "等「赢单」的待办今天到期" in team.say("XiaoLi", "华为签了 45万")


def test_given_to_somebody_on_leave(team: Chat) -> None:
    team.say("XiaoWang", "请假到周五")
    reply = team.say("XiaoLi", "让王磊明天下午三点去海康取样")
    assert "请假到11月27日" in reply
    team.settle()
    assert not [r for r in outbox(team, "王磊") if r["status"] == "sent" and r["key"].startswith("task:")]


def test_a_workday_series_leaves_out_the_public_holiday(team: Chat) -> None:
    team.say("XiaoLi", "每个工作日下午5点提醒我写日报")
    team.skip_to("2026-12-31 16:00")
    team.wait_until("2026-12-31 17:00")
    team.tap("XiaoLi", "完成")
    (task,) = team.records("tasks", status="open", title="写日报")
    assert task["due_at"].startswith("2027-01-04T17:00")


def test_a_task_put_off_keeps_the_days_of_its_series(team: Chat) -> None:
    team.say("XiaoLi", "每周一上午9点提醒我写周报")
    team.say("XiaoLi", "周报那个推到周四")
    team.say("XiaoLi", "写周报那个完成了")
    (task,) = team.records("tasks", status="open")
    assert task["due_at"].startswith("2026-12-07T09:00")


def test_soon_due_and_late_are_said_once_each(team: Chat) -> None:
    team.say("XiaoLi", "周五前把样品寄给海康")
    team.wait_until("2026-11-26 17:01")
    assert "快到期" in str(team.cards("XiaoLi")[-1].card.card)
    team.wait_until("2026-11-30 10:01")
    card = card_of(team, "XiaoLi", "逾期")
    assert "不再发逾期提醒" in team.tap("XiaoLi", "这类不再提醒", card)
    team.say("XiaoLi", "周三前把合同寄给海康")
    team.wait_until("2026-12-03 12:00")
    assert not [r for r in outbox(team, "李晓") if r["key"].startswith("due:overdue") and "合同" in str(r)]


def test_a_record_answers_the_reminder_of_a_neglected_customer(team: Chat) -> None:
    neglected(team, 10)
    team.wait_until("2026-11-25 09:00")
    assert "顺带完成" in team.say("XiaoLi", "刚给华为李强打了电话，聊了交期")
    assert team.records("tasks")[0]["status"] == "done"
    team.say("XiaoLi", "撤销")
    assert team.records("tasks")[0]["status"] == "open"


def test_the_owner_hears_before_the_manager(team: Chat) -> None:
    neglected(team, 9)
    team.wait_until("2026-11-25 09:00")
    (told,) = [r for r in outbox(team, "李晓") if r["key"].startswith("silence:own")]
    assert HUAWEI in str(told["payload"]["lines"])
    assert not [r for r in outbox(team, "王芳") if r["key"].startswith("silence")]


def test_ones_own_small_things_do_not_go_up(team: Chat) -> None:
    team.say("XiaoLi", "今天下午五点前提醒我买咖啡")
    team.wait_until("2026-11-27 09:00")
    assert not [r for r in outbox(team, "王芳") if r["key"].startswith("silence")]


def test_which_colleague_is_answered_by_number(team: Chat) -> None:
    """The report is written; the order behind it waits for a name, without its places in the text."""
    assert "哪一位" in team.say("XiaoLi", "今天拜访了华为李强 让小王明天寄样品给李强")
    team.say("XiaoLi", "1")
    (task,) = team.records("tasks")
    assert (task["assignee"], task["title"][:3]) == ("王磊", "寄样品")
