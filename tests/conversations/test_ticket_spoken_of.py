"""A ticket in a word or two and no number, as whoever has it at hand would say."""

import pytest

from tests.conversations.test_ticket_short import facts
from tests.support.chat import Chat


@pytest.fixture
def ticket(team: Chat) -> Chat:
    """小李's ticket 1001 of 华为."""
    team.say("XiaoLi", "华为报修 3号机组排气温度高 停了")
    return team


def test_urgent_with_the_reason(ticket: Chat) -> None:
    said = ticket.say("XiaoLi", "急 他们生产线等着")
    assert "紧急" in said
    assert "他们生产线等着" in said
    assert facts(ticket, "1001", "priority") == ["high"]


def test_taken_pressed_for_and_waiting_for_parts(ticket: Chat) -> None:
    assert "1001" in ticket.say("XiaoLi", "这个我来处理")
    assert "客户催了" in ticket.say("XiaoLi", "1001客户催了")
    assert "1001" in ticket.say("XiaoLi", "配件没到 等周四")
    assert facts(ticket, "1001", "status", "assignee") == ["processing", "李晓"]


def test_shut_after_a_talk_with_the_same_customer(ticket: Chat) -> None:
    ticket.say("XiaoLi", "给李总打了电话 他说行")
    assert "已关闭工单1001" in ticket.say("XiaoLi", "关了吧")
    ticket.say("XiaoLi", "换了温控阀")
    ticket.say("XiaoLi", "4分")
    assert facts(ticket, "1001", "status", "result", "satisfaction") == ["closed", "换了温控阀", 4]


def test_not_shut_after_something_about_somebody_else(ticket: Chat) -> None:
    ticket.say("XiaoLi", "海康周航来电话 说明天验收")
    ticket.say("XiaoLi", "关了吧")
    assert facts(ticket, "1001", "status") == ["open"]


@pytest.mark.parametrize("said", ["换好了 关掉", "修好了 关了"])
def test_which_one_is_asked_where_another_customer_was_spoken_of_since(ticket: Chat, said: str) -> None:
    ticket.say("XiaoLi", "给海康周航送了样品 他挺满意")
    assert "1001" in ticket.say("XiaoLi", said)
    assert facts(ticket, "1001", "status") == ["open"]
    ticket.say("XiaoLi", "1")
    assert facts(ticket, "1001", "status") == ["closed"]


def test_needless_in_other_words(ticket: Chat) -> None:
    ticket.say("XiaoLi", "不修了 客户自己弄好了")
    assert facts(ticket, "1001", "status", "result") == ["closed", "取消：客户自己弄好了"]


@pytest.mark.parametrize(
    "said", ["这个我来处理", "关了吧", "急 他们生产线等着", "配件没到 等周四", "1001客户催了"]
)
def test_without_a_ticket_nothing_is_written(team: Chat, said: str) -> None:
    team.say("XiaoLi", said)
    for kind in ("tickets", "tasks", "interactions"):
        assert team.records(kind) == []


@pytest.mark.parametrize("said", ["配件到了没", "急什么 明天再说"])
def test_a_question_is_no_news(ticket: Chat, said: str) -> None:
    ticket.say("XiaoLi", said)
    assert facts(ticket, "1001", "status", "priority") == ["open", "normal"]
