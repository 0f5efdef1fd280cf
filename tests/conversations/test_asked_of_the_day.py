"""Is there time on a day, what can you do, who stands in: asked and said as people do."""

from tests.support.chat import Chat
from tests.support.shop import one


def test_is_there_time(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点去华为")
    assert "去华为" in team.say("XiaoLi", "帮我看看明天下午有没有空")
    assert "今天没有" in team.say("XiaoLi", "今天有安排吗")
    team.say("XiaoLi", "李总下午有没有空")
    assert len(team.records("tasks")) == 1


def test_what_can_you_do(team: Chat) -> None:
    assert "帮助 管理" in team.say("ChenYu", "你好 我是管理员 能干嘛")
    assert "帮助 跟进" in team.say("XiaoLi", "你能干什么")


def test_whom_to_ask_meanwhile_stands_in(team: Chat) -> None:
    assert "王磊代你" in team.say("XiaoLi", "我明天请假 有事找王磊")


def test_from_monday_next_week_to_wednesday(team: Chat) -> None:
    said = team.say("WangFang", "小李下周一休假到周三 有事找小王")
    assert "11月30日" in said
    assert "12月2日" in said


def test_a_leave_that_is_over_is_none(team: Chat) -> None:
    assert "日期不对" in team.say("XiaoLi", "我12月5号到12月1号请假")


def test_an_item_of_a_dictionary_in_two_words(team: Chat) -> None:
    assert "氢能" in team.say("ChenYu", "行业加氢能")
    assert "大家马上能用" not in team.say("XiaoLi", "行业加核能")


def test_when_a_report_comes_and_whether_it_may_come_later(team: Chat) -> None:
    assert "19:00" in team.say("WangFang", "日报几点发 能不能改到晚上7点")
    assert "19:00" in team.say("WangFang", "日报几点发")


def test_what_is_stuck_longest(team: Chat) -> None:
    assert "没有卡住" in team.say("WangFang", "卡了最久的单子")


def test_nothing_of_all_that_is_written(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点去华为")
    for said in ("明天忙不忙", "你会做什么", "卡最久的商机"):
        team.say("XiaoLi", said)
    assert one(team, "tasks")["title"] == "去华为"
    assert team.records("interactions") == []
