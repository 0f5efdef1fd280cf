"""A case told as over in a word or two: 换好了 李总挺满意, 海康的修好了; one that is there is handed on."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def reported(team: Chat) -> Chat:
    """1001 of 华为 and 1002 of 海康, and a visit since."""
    team.say("XiaoLi", "华为报修 打印机卡纸")
    team.say("XiaoLi", "海康报修 摄像头黑屏")
    team.say("XiaoLi", "今天拜访了华为 聊了报价")
    return team


def state(chat: Chat) -> dict[str, tuple[str, str | None]]:
    return {one["number"]: (one["status"], one["result"]) for one in chat.records("tickets")}


@pytest.mark.parametrize(
    ("said", "number", "result"),
    [
        ("换好了 李总挺满意", "1001", "换好了，李总挺满意"),
        ("修好了，周航很满意", "1002", "修好了，周航很满意"),
        ("海康的修好了", "1002", None),
        ("周航那边修好了", "1002", None),
        ("海康那个好了", "1002", None),
    ],
)
def test_whose_it_is_tells_which(reported: Chat, said: str, number: str, result: str | None) -> None:
    assert f"已关闭工单{number}" in reported.say("XiaoLi", said)
    assert state(reported)[number] == ("closed", result)
    assert len(reported.records("interactions")) == 1
    reported.say("XiaoLi", "撤销")
    assert state(reported)[number] == ("open", None)


def test_the_score_is_kept(reported: Chat) -> None:
    assert "满意度5分" in reported.say("XiaoLi", "海康那个修好了 周航给了5分")
    assert state(reported)["1002"] == ("closed", "修好了")


def test_right_after_it_was_told(team: Chat) -> None:
    team.say("XiaoLi", "华为报修 打印机卡纸")
    assert "怎么处理的" in team.say("XiaoLi", "修好了")
    team.say("XiaoLi", "换了搓纸轮")
    assert state(team)["1001"] == ("closed", "换了搓纸轮")


def test_of_several_it_is_asked_which(reported: Chat) -> None:
    reported.say("XiaoLi", "海康报修 硬盘坏了")
    assert "是哪一张工单" in reported.say("XiaoLi", "海康的修好了")
    assert {status for status, _ in state(reported).values()} == {"open"}


def test_where_none_is_open_none_is_closed(reported: Chat) -> None:
    reported.say("XiaoLi", "修好了")  # the talk is of a visit now
    assert {status for status, _ in state(reported).values()} == {"open"}
    reported.say("XiaoLi", "海康的修好了")
    assert "已关闭" not in reported.say("XiaoLi", "海康的修好了")


def test_what_is_told_of_one_that_is_there_opens_no_second(team: Chat) -> None:
    team.say("XiaoLi", "华为报修 消防栓漏水")
    team.say("XiaoLi", "今天拜访了海康 聊了报价")
    assert "工单1001已派给王磊" in team.say("XiaoLi", "消防栓漏水的派给王磊")
    assert [one["assignee"] for one in team.records("tickets")] == ["王磊"]
    team.say("XiaoLi", "电梯异响的派给王磊")
    assert len(team.records("tickets")) == 1


def test_a_score_for_one_that_is_still_open_is_asked_about(reported: Chat) -> None:
    assert "要关工单吗" in reported.say("XiaoLi", "1001客户给了4分")
    assert state(reported)["1001"] == ("open", None)
    assert "满意度4分" in reported.say("XiaoLi", "关工单")
    assert state(reported)["1001"][0] == "closed"


def test_how_it_was_done_is_not_what_is_reported_of_another(reported: Chat) -> None:
    reported.say("XiaoLi", "海康的修好了")
    said = reported.say("XiaoLi", "华为报修 服务器报警")
    assert "已登记工单1003" in said
    assert "怎么处理的" in said
    reported.say("XiaoLi", "换了镜头")
    assert state(reported)["1002"] == ("closed", "换了镜头")


def test_what_they_think_of_it_said_later(reported: Chat) -> None:
    reported.say("XiaoLi", "海康那个修好了 换了镜头")
    assert "满意度5分" in reported.say("XiaoLi", "海康给我们打了5分")
    assert len(reported.records("interactions")) == 1
