"""A rep with a full day: an undo too many, lists worked by number, a time moved in three words."""

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize(
    "said", ["刚才撤销错了", "撤销错了", "不该撤销的", "取消撤销", "别撤了", "恢复", "把刚才撤销的恢复一下"]
)
def test_an_undo_regretted_takes_nothing_more_away(team: Chat, said: str) -> None:
    team.say("XiaoLi", "昨天拜访了海康 聊了交期")
    team.say("XiaoLi", "明天下午三点提醒我给李强回电话")
    team.say("XiaoLi", "撤销")
    assert "明天下午三点提醒我给李强回电话" in team.say("XiaoLi", said)
    assert len(team.records("interactions", deleted_at=None)) == 1


def test_an_undo_of_more_than_one_goes_on(team: Chat) -> None:
    team.say("XiaoLi", "昨天拜访了海康 聊了交期")
    team.say("XiaoLi", "明天下午三点提醒我给李强回电话")
    team.say("XiaoLi", "撤销")
    assert "跟进记录" in team.say("XiaoLi", "再撤销一次")


def test_a_customer_is_worked_by_its_number_in_the_list(team: Chat) -> None:
    first = team.say("XiaoLi", "我的客户")
    names = [line.split()[1] for line in first.splitlines() if line[:2] in ("1.", "2.")]
    team.say("XiaoLi", "2")
    team.say("XiaoLi", "第1个的等级改成A")
    assert [one["name"] for one in team.records("customers", level="A")] == [names[0]]
    team.say("XiaoLi", "把第二个的级别改成C")
    assert [one["name"] for one in team.records("customers", level="C")] == [names[1]]
    person = {"华为技术有限公司": "李强", "杭州海康威视数字技术股份有限公司": "周航"}
    assert person[names[0]] in team.say("XiaoLi", "第一个电话多少")
    assert names[1] in team.say("XiaoLi", "第2个是谁负责")
    assert "只有2家" in team.say("XiaoLi", "第5个的级别改成A")
    team.say("XiaoLi", "明天提醒我给第1个打电话")
    assert [one["customer"] for one in team.records("tasks")] == [names[0]]


def test_a_number_of_other_things_is_no_customer(team: Chat) -> None:
    team.say("XiaoLi", "我的客户")
    for said in ("第1个待办完成了", "第1个的订单发货了"):
        assert "华为" not in team.say("XiaoLi", said)
        assert "海康" not in team.say("XiaoLi", said)


def test_a_company_without_a_number_is_reached_by_its_people(team: Chat) -> None:
    said = team.say("XiaoLi", "华为技术有限公司电话多少")
    assert "李强" in said
    assert "王敏" in said
    assert "13800010003" in team.say("XiaoLi", "海康的电话是多少")
    assert "还没填" in team.say("XiaoLi", "海康的邮箱是多少")


def due(chat: Chat, title: str) -> str:
    (task,) = [one for one in chat.records("tasks", status="open") if title in one["title"]]
    return str(task["due_at"])[:16].replace("T", " ")


def test_from_one_hour_to_another(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点提醒我给李强回电话")
    team.say("XiaoLi", "后天上午十点提醒我给周航发样册")
    team.say("XiaoLi", "三点改四点")
    assert due(team, "李强") == "2026-11-25 16:00"
    assert due(team, "周航") == "2026-11-26 10:00"
    team.say("XiaoLi", "后天的改到周五")
    assert due(team, "周航") == "2026-11-27 10:00"
    team.say("XiaoLi", "五点改六点")  # nothing is at five
    assert due(team, "李强") == "2026-11-25 16:00"
    assert due(team, "周航") == "2026-11-27 10:00"


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("算了 明天上午吧", "2026-11-25 09:00"),
        ("下周四吧", "2026-12-03 15:00"),
        ("还是四点吧", "2026-11-24 16:00"),
    ],
)
def test_rather_another_time(team: Chat, said: str, then: str) -> None:
    team.say("XiaoLi", "今天下午三点提醒我给李强回电话")
    team.say("XiaoLi", said)
    assert due(team, "李强") == then


def test_a_time_after_a_visit_moves_no_task(team: Chat) -> None:
    team.say("XiaoLi", "今天下午三点提醒我给李强回电话")
    team.say("XiaoLi", "昨天拜访了周航 聊了交期")
    team.say("XiaoLi", "明天上午吧")
    assert due(team, "李强") == "2026-11-24 15:00"


def test_a_list_goes_on_while_it_is_asked_how_it_went(team: Chat) -> None:
    team.say("XiaoLi", "明天给李强寄样册")
    team.say("XiaoLi", "周五回访王敏")
    team.say("XiaoLi", "周六给周航发资料")
    team.say("XiaoLi", "我的待办")
    assert "聊得怎么样" in team.say("XiaoLi", "2完成了")
    team.say("XiaoLi", "1改到下周一")
    assert due(team, "寄样册") == "2026-11-30 23:59"
    assert team.records("interactions") == []
    assert "取消" in team.say("XiaoLi", "删掉第3条")
    assert [one["status"] for one in team.records("tasks") if "资料" in one["title"]] == ["cancelled"]


def test_a_line_of_business_that_no_dictionary_has_is_not_lost(chat: Chat) -> None:
    said = chat.say("XiaoLi", "新客户 苏州天元电气 张海波 13512345678 做开关柜的 预算50万")
    assert "备注里" in said
    (made,) = chat.records("customers")
    assert "开关柜" in made["note"]
    assert "预算50万" in made["note"]


def test_a_task_is_not_known_by_the_name_in_it_alone(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点提醒我给李强回电话")
    assert "对得上" in team.say("XiaoLi", "后天上午10点跟李强开会 改成大后天")
    assert due(team, "李强") == "2026-11-25 15:00"
    team.say("XiaoLi", "算了")
    team.say("XiaoLi", "李强电话那个改到周五")
    assert due(team, "李强") == "2026-11-27 15:00"


@pytest.mark.parametrize("said", ["写日报", "帮我写一份今天的日报"])
def test_a_report_writes_itself(team: Chat, said: str) -> None:
    team.say("XiaoLi", "今天拜访了李强 聊了报价")
    assert "跟进次数 1次" in team.say("XiaoLi", said)


def test_a_weekly_report_too(team: Chat) -> None:
    assert "没太明白" not in team.say("XiaoLi", "写周报")
