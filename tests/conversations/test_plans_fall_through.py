"""明天不去海康了 改到周五: a visit that falls through is put off or dropped, and is no visit made."""

import pytest

from tests.support.chat import Chat
from tests.support.whole import whole


@pytest.fixture
def going(team: Chat) -> Chat:
    """小李 goes to 海康 tomorrow, and has no plan with 华为."""
    team.say("XiaoLi", "明天下午三点去海康培训")
    return team


@pytest.mark.parametrize(
    "said",
    [
        "明天不去海康了，改到周五上午十点",
        "明天海康去不成了 推到周五上午十点",
        "取消明天去海康的安排，改到周五上午十点",
    ],
)
def test_put_off_in_the_next_breath(going: Chat, said: str) -> None:
    going.say("XiaoLi", said)
    (task,) = going.records("tasks")
    assert (task["title"], task["due_at"]) == ("去海康培训", "2026-11-27T10:00:00+08:00")
    assert task["status"] == "open"
    assert going.records("interactions") == []
    going.say("XiaoLi", "撤销")
    (task,) = going.records("tasks")
    assert task["due_at"] == "2026-11-25T15:00:00+08:00"


def test_dropped_where_no_other_day_is_said(going: Chat) -> None:
    going.say("XiaoLi", "明天不去海康了，周五去华为送样机")
    assert {(t["title"], t["status"]) for t in going.records("tasks")} == {
        ("去海康培训", "cancelled"),
        ("去华为送样机", "open"),
    }
    assert going.records("interactions") == []


@pytest.mark.parametrize(
    "said", ["明天不去华为了，改到周五上午十点", "明天不去华为了", "昨天没去海康，改到明天"]
)
def test_what_was_never_planned_moves_nothing(going: Chat, said: str) -> None:
    before = whole(going)
    going.say("XiaoLi", said)
    assert whole(going) == before
