"""待办: how long before it is spoken of, and an appointment whose hour is told anew."""

from typing import Any

import pytest

from tests.support.chat import Chat
from tests.support.whole import whole


def _task(chat: Chat) -> dict[str, Any]:
    (task,) = chat.records("tasks")
    return task


def _told(chat: Chat, title: str) -> list[str]:
    heads = [card.card.card.get("main_title", {}) for card in chat.cards("XiaoLi")]
    return [head["desc"] for head in heads if head.get("title") == title]


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("周五下午3点去华为验收 提前两小时提醒我", "11月27日(周五)13:00"),
        ("周五下午3点去华为验收，提前一天叫我一声", "后天(周四)09:00"),
        ("周五下午3点去华为验收 提前半小时提醒", "11月27日(周五)14:30"),
    ],
)
def test_said_along_with_the_task(team: Chat, said: str, at: str) -> None:
    assert f"{at}先提醒你一次" in team.say("XiaoLi", said)
    task = _task(team)
    assert (task["title"], task["due_at"]) == ("去华为验收", "2026-11-27T15:00:00+08:00")


def test_a_card_so_long_before_and_one_at_the_hour(team: Chat) -> None:
    team.say("XiaoLi", "周五下午3点去华为验收 提前两小时提醒我")
    team.wait_until("2026-11-27 12:59")
    assert _told(team, "去华为验收") == []
    team.wait_until("2026-11-27 13:01")
    assert _told(team, "去华为验收") == ["快到期了，先提个醒"]
    team.wait_until("2026-11-27 15:01")
    assert _told(team, "去华为验收") == ["快到期了，先提个醒", "待办到时间了"]


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("下班前10分钟提醒我发报价", "2026-11-24T17:50:00+08:00"),
        ("明天三点前半小时提醒我发报价", "2026-11-25T14:30:00+08:00"),
        ("明天三点前提醒我发报价", "2026-11-25T15:00:00+08:00"),
    ],
)
def test_so_long_before_an_hour_is_an_hour(team: Chat, said: str, at: str) -> None:
    team.say("XiaoLi", said)
    assert (_task(team)["title"], _task(team)["due_at"]) == ("发报价", at)


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("提前一天提醒我", "后天(周四)09:00"),
        ("记得提前1小时叫我", "11月27日(周五)14:00"),
        ("验收前一天提醒我", "后天(周四)09:00"),
        ("到验收前半小时再提醒我一下", "11月27日(周五)14:30"),
    ],
)
def test_of_the_task_that_is_there(team: Chat, said: str, at: str) -> None:
    team.say("XiaoLi", "周五下午3点去华为验收")
    before = whole(team)
    assert f"{at}先提醒你一次：去华为验收" in team.say("XiaoLi", said)
    assert len(team.records("tasks")) == 1
    team.say("XiaoLi", "撤销")
    assert whole(team) == before


def test_it_goes_along_when_the_task_is_moved(team: Chat) -> None:
    team.say("XiaoLi", "周五下午3点去华为验收 提前两小时提醒我")
    team.say("XiaoLi", "改到下周一")
    team.skip_to("2026-11-29 20:00")
    team.wait_until("2026-11-30 12:59")
    assert _told(team, "去华为验收") == []
    team.wait_until("2026-11-30 13:01")
    assert _told(team, "去华为验收") == ["快到期了，先提个醒"]


def test_of_what_repeats_each_time(team: Chat) -> None:
    assert "先提醒你一次" in team.say("XiaoLi", "每月15号提醒我交社保 提前一天提醒")
    assert _task(team)["title"] == "交社保"
    team.skip_to("2026-12-13 18:00")
    team.wait_until("2026-12-14 09:01")
    assert _told(team, "交社保") == ["快到期了，先提个醒"]


def test_what_has_gone_or_has_no_hour_is_said(team: Chat) -> None:
    team.say("XiaoLi", "明天下午3点去华为验收")
    before = whole(team)
    assert "已经过去了" in team.say("XiaoLi", "提前三天提醒我")
    assert whole(team) == before
    team.say("XiaoLi", "记个待办 送样机")
    assert "还没有时间" in team.say("XiaoLi", "提前一天提醒我")


@pytest.fixture
def meeting(team: Chat) -> Chat:
    """小李 meets 李强 tomorrow at two, and 王敏 the day after."""
    team.say("XiaoLi", "后天上午跟王敏开会")
    team.say("XiaoLi", "明天下午2点去华为见李强")
    return team


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("李强约到3点了", "明天(周三)15:00：去华为见李强"),
        ("约到3点了", "明天(周三)15:00：去华为见李强"),
        ("李强约在周五上午10点", "11月27日(周五)10:00：去华为见李强"),
        ("王敏约到周五下午了", "11月27日(周五)14:00：跟王敏开会"),
        ("李强改约到周五", "11月27日(周五)14:00：去华为见李强"),
        ("跟李强改约4点", "明天(周三)16:00：去华为见李强"),
    ],
)
def test_an_hour_told_anew_moves_the_appointment(meeting: Chat, said: str, at: str) -> None:
    assert f"已改到{at}" in meeting.say("XiaoLi", said)
    assert len(meeting.records("tasks")) == 2


def test_agreed_and_how_long_before_in_one_breath(team: Chat) -> None:
    assert "明天(周三)14:00先提醒你一次" in team.say("XiaoLi", "李强约到明天3点了 提前一小时提醒我")
    assert (_task(team)["title"], _task(team)["due_at"][:16]) == ("见李强", "2026-11-25T15:00")


def test_with_whom_one_has_none_it_is_a_new_one(meeting: Chat) -> None:
    meeting.say("XiaoLi", "明天提醒我给周航打电话")
    assert "见周航" in meeting.say("XiaoLi", "周航约到周四上午10点了")
    assert len(meeting.records("tasks")) == 4


@pytest.mark.parametrize(
    ("said", "title", "day"),
    [
        ("华为合同12月20号到期 提前一周提醒我", "华为合同到期", "2026-12-13"),
        ("华为的维保1月5号到期 提前两周提醒我续签", "华为的维保到期续签", "2026-12-22"),
    ],
)
def test_what_comes_of_itself_is_due_so_much_earlier(team: Chat, said: str, title: str, day: str) -> None:
    reply = team.say("XiaoLi", said)
    assert "订单" not in reply
    task = _task(team)
    assert (task["title"], task["due_at"][:10]) == (title, day)
