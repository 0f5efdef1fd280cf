"""Figures as a manager asks for them in passing: who wrote nothing, how much, a picture."""

from tests.support.chat import Chat


def test_who_handed_in_nothing(team: Chat) -> None:
    team.say("XiaoLi", "今天见了李强 聊了报价")
    team.say("XiaoLi", "交日报")
    said = team.say("WangFang", "谁今天没写日报").split("\n")[1]
    assert "王磊" in said
    assert "李晓" not in said


def test_who_wrote_most(team: Chat) -> None:
    team.say("XiaoLi", "今天见了李强 聊了报价")
    said = team.say("WangFang", "这周谁记得最多")
    assert "跟进次数" in said
    assert "李晓 1次" in said


def test_how_many_and_how_much_are_two_figures(selling: Chat) -> None:
    for asked in ("这个月签了几单 总额多少", "这个月签了几单一共多少钱"):
        said = selling.say("XiaoLi", asked)
        assert said.count("订单数") == 1
        assert said.count("销售额") == 1


def test_a_picture_of_the_figure_just_shown(selling: Chat) -> None:
    selling.say("XiaoLi", "今年销售额")
    assert "按月" in selling.say("XiaoLi", "画个图")
    selling.settle()
    assert selling.box.inbox("XiaoLi")[-1].kind == "image"


def test_nothing_was_shown_and_nothing_is_drawn(team: Chat) -> None:
    assert "没太明白" in team.say("XiaoLi", "画个图")


def test_what_is_owed_and_since_when(selling: Chat) -> None:
    assert "逾期待办" not in selling.say("XiaoLi", "应收还有多少 谁的逾期了")
    assert "华为" in selling.say("XiaoLi", "谁欠我钱 欠多久了")


def test_everybody_of_the_group_has_their_own(team: Chat) -> None:
    team.say("WangFang", "全组每人这周联系5个老客户")
    assert {one["assignee"] for one in team.records("tasks")} == {"李晓", "王磊"}
    team.say("XiaoLi", "全组每人这周联系5个老客户")  # not hers to give
    assert len(team.records("tasks")) == 2 or {one["assignee"] for one in team.records("tasks")} == {
        "李晓",
        "王磊",
    }
