"""What a second look at a week of use found: what is given, whose it is, what cannot be done is said."""

import pytest

from tests.conversations.test_attachments import HIKVISION, HUAWEI
from tests.support.chat import Chat


def owner(chat: Chat) -> object:
    (one,) = chat.records("customers", name=HUAWEI)
    return one["owner"]


@pytest.mark.parametrize("said", ["华为给王磊两千", "把华为的合同给王磊", "华为的发票转给王磊"])
def test_a_sum_or_a_paper_is_given_and_not_the_customer(team: Chat, said: str) -> None:
    team.say("XiaoLi", said)
    team.say("XiaoLi", "是")
    assert owner(team) == "李晓"


def test_the_customer_is_given(team: Chat) -> None:
    assert "王磊" in team.say("XiaoLi", "把华为给王磊")
    assert owner(team) == "王磊"


def test_a_plan_about_another_is_not_what_is_wrong_with_the_machine(team: Chat) -> None:
    team.say("XiaoLi", "海康报修")
    reply = team.say("XiaoLi", "明天提醒我给李强打电话")
    assert "给李强打电话" in reply
    assert "「海康报修」还等你一句" in reply
    assert team.records("tickets") == []
    team.say("XiaoLi", "屏幕不亮")
    (ticket,) = team.records("tickets")
    assert (ticket["content"], ticket["customer"]) == ("屏幕不亮", HIKVISION)


def test_a_call_to_another_may_be_a_plan_or_a_report_but_no_ticket(team: Chat) -> None:
    team.say("XiaoLi", "海康报修")
    reply = team.say("XiaoLi", "给李强打电话")
    assert "「海康报修」还没记" in reply
    team.say("XiaoLi", "1")
    assert [task["title"] for task in team.records("tasks")] == ["给李强打电话"]
    assert team.records("tickets") == []


def test_a_visit_to_another_goes_on_by_itself(team: Chat) -> None:
    team.say("XiaoLi", "海康报修")
    assert "「海康报修」还没记" in team.say("XiaoLi", "今天拜访了华为")
    team.say("XiaoLi", "聊了价格")
    assert team.records("tickets") == []


@pytest.mark.parametrize("wrong", ["华为那台也坏了", "和李强上次报的一样", "给周航打电话说打不开机"])
def test_what_is_wrong_may_name_somebody(team: Chat, wrong: str) -> None:
    team.say("XiaoLi", "海康报修")
    team.say("XiaoLi", wrong)
    (ticket,) = team.records("tickets")
    assert (ticket["content"], ticket["customer"]) == (wrong, HIKVISION)


def test_a_task_of_one_of_the_team_is_found_by_whose_it_is(team: Chat) -> None:
    team.say("WangFang", "明天让李晓给华为送合同")
    assert "11月27日" in team.say("WangFang", "把李晓送合同那个推到周五")
    assert "交给王磊" in team.say("WangFang", "把李晓送合同那个给王磊")
    assert [task["assignee"] for task in team.records("tasks")] == ["王磊"]


def test_what_a_colleague_does_not_have_is_said_of_the_colleague(team: Chat) -> None:
    team.say("WangFang", "明天让李晓给华为送合同")
    team.say("WangFang", "明天提醒我写标书")
    assert "李晓那边没有" in team.say("WangFang", "把李晓做演示那个给王磊")
    assert [task["assignee"] for task in team.records("tasks")] == ["李晓", "王芳"]


def test_whoever_is_not_done_is_somebody_else(team: Chat) -> None:
    team.say("WangFang", "明天提醒我写标书")
    assert "没有还没做完的" in team.say("WangFang", "谁还没做完")
    team.say("WangFang", "明天让李晓给华为送合同")
    reply = team.say("WangFang", "谁还没做完")
    assert "李晓" in reply
    assert "写标书" not in reply
    team.say("XiaoLi", "送合同那个完成了")
    assert "没有还没做完的" in team.say("WangFang", "谁还没做完")


@pytest.mark.parametrize("said", ["附近的客户", "华为周边有哪些客户", "看看附近有没有客户"])
def test_who_is_near_is_not_made_up(team: Chat, said: str) -> None:
    reply = team.say("XiaoLi", said)
    assert "还不能按远近" in reply
    assert "海康" not in reply


def test_a_plan_to_see_those_near_is_a_plan(team: Chat) -> None:
    team.say("XiaoLi", "明天去拜访附近的客户")
    assert len(team.records("tasks")) == 1


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("各人漏斗", "还不能分开看"),
        ("漏斗对比上个月", "还不能看以前的"),
        ("上个月的漏斗", "还不能看以前的"),
        ("华东的漏斗", "还不能只看华东"),
    ],
)
def test_what_a_funnel_does_not_show_is_said(team: Chat, said: str, left: str) -> None:
    team.say("XiaoLi", "华为商机 50万 做交换机")
    assert left in team.say("WangFang", said)


@pytest.mark.parametrize("said", ["漏斗", "本月漏斗", "李晓的漏斗"])
def test_a_plain_funnel_says_nothing_more(team: Chat, said: str) -> None:
    team.say("XiaoLi", "华为商机 50万 做交换机")
    assert "还不能" not in team.say("WangFang", said)


def test_a_repeat_ends_on_the_day_it_was_told(team: Chat) -> None:
    reply = team.say("XiaoLi", "每天提醒我看邮件到11月26日为止")
    assert "到2026年11月26日为止" in reply
    for day in (24, 25, 26):
        team.skip_to(f"2026-11-{day} 10:00")
        (task,) = team.records("tasks", status="open")
        assert (task["title"], str(task["due_at"])[:10]) == ("看邮件", f"2026-11-{day}")
        team.say("XiaoLi", "看邮件那个完成了")
    assert team.records("tasks", status="open") == []


def test_where_something_goes_ends_no_repeat(team: Chat) -> None:
    assert "为止" not in team.say("XiaoLi", "每周五提醒我把报告送到九阳")
    assert "UNTIL" not in str(team.records("tasks")[0]["repeat"])


def test_every_day_of_a_run_of_days(team: Chat) -> None:
    reply = team.say("XiaoLi", "下礼拜一到礼拜五每天提醒我给华为打电话")
    assert "11月30日(周一) 给华为打电话" in reply
    assert "到2026年12月4日为止" in reply
    assert "为止" not in team.say("XiaoLi", "每天提醒我看下周排期")


def test_who_goes_on_with_it_and_by_when_are_one(team: Chat) -> None:
    team.say("XiaoLi", "让王磊跟进 下周五前出方案")
    (task,) = team.records("tasks")
    assert (task["assignee"], task["due_at"][:10]) == ("王磊", "2026-12-04")
    team.say("XiaoLi", "明天去拜访华为 下周五前出方案")  # two days are two things to do
    assert len(team.records("tasks")) == 3


@pytest.mark.parametrize("said", ["大客户有哪些", "大客户名单", "大客户"])
def test_big_customers_are_those_of_the_first_level(selling: Chat, said: str) -> None:
    reply = selling.say("XiaoLi", said)
    assert "华为" in reply
    assert "海康" not in reply


def test_a_big_customer_that_signed_is_no_list(selling: Chat) -> None:
    assert "A级客户：" not in selling.say("XiaoLi", "今天签了个大客户")


@pytest.mark.parametrize("said", ["A100卖了多少台", "这个月A100卖了几台"])
def test_pieces_are_not_answered_with_money_in_silence(shop: Chat, said: str) -> None:
    assert "卖了多少台还统计不了" in shop.say("XiaoLi", said)


@pytest.mark.parametrize("said", ["A100卖了多少", "这个月签了几单"])
def test_where_no_pieces_were_asked_for_nothing_is_said_of_them(shop: Chat, said: str) -> None:
    assert "统计不了" not in shop.say("XiaoLi", said)


def test_what_stands_before_the_sum_is_what_the_chance_is_about(team: Chat) -> None:
    team.say("XiaoLi", "华为 交换机 20万")
    team.say("XiaoLi", "商机")
    team.say("XiaoLi", "海康 防火墙 30万 商机")
    found = {(one["title"], one["amount"]) for one in team.records("opportunities")}
    assert found == {("交换机", "200000.00"), ("防火墙", "300000.00")}


@pytest.mark.parametrize("said", ["海康 大概 10万 商机", "海康 商机 10万", "海康 10万 商机"])
def test_what_is_no_thing_is_no_title(team: Chat, said: str) -> None:
    team.say("XiaoLi", said)
    assert [one["title"] for one in team.records("opportunities")] in ([], ["新商机"])


def test_a_sum_that_was_not_written_corrects_no_other_one(team: Chat) -> None:
    team.say("XiaoLi", "海康签了 二十万")
    team.say("XiaoLi", "收到海康五万定金")
    team.say("XiaoLi", "撤销")
    assert "没有5万的" in team.say("XiaoLi", "不是五万是六万")
    assert [one["amount"] for one in team.records("opportunities")] == ["200000.00"]
    team.say("XiaoLi", "不是二十万是三十万")
    assert [one["amount"] for one in team.records("opportunities")] == ["300000.00"]


def test_nobodys_number_is_told_for_somebody_elses(team: Chat) -> None:
    team.say("XiaoLi", "查一下海康")
    assert "没找到联系人「赵静」" in team.say("XiaoLi", "赵静电话多少")
