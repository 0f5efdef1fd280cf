"""Whose a customer shall be, a day that is asked for, and whom to remind of what."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import one


@pytest.mark.parametrize("said", ["华为那边我自己跟进", "华为我来跟", "华为以后我自己负责"])
def test_what_is_mine_stays_mine(team: Chat, said: str) -> None:
    assert "本来就在你名下" in team.say("XiaoLi", said)
    assert team.records("interactions") == []


def test_a_colleagues_is_taken_over_after_a_yes_by_whoever_may(team: Chat) -> None:
    assert "现在由李晓负责，转到你名下吗" in team.say("WangFang", "华为那边我自己跟进")
    team.say("WangFang", "不做了")
    assert "负责人：李晓" in team.say("WangFang", "客户 华为")
    team.say("WangFang", "华为我来跟")
    assert "转给王芳" in team.say("WangFang", "确认")
    assert "负责人是王芳" in team.say("XiaoLi", "华为我自己跟")


def test_of_the_pool_it_is_claimed(team: Chat) -> None:
    team.say("XiaoLi", "华为放回公海")
    team.say("XiaoLi", "确认")
    assert "本来" not in team.say("XiaoWang", "华为我来跟进")
    owners = {c["owner"] for c in team.records("customers", name="华为技术有限公司")}
    assert owners == {"王磊"}


def test_the_day_of_an_event_is_asked_for(team: Chat) -> None:
    assert "「海康验收」是哪天" in team.say("XiaoLi", "海康验收前一天提醒我")
    assert team.records("tasks") == []
    reply = team.say("XiaoLi", "12月8号")
    assert "12月8日(周二) 海康验收（杭州海康威视" in reply
    assert "12月7日(周一)09:00先提醒你一次" in reply


def test_a_day_that_nobody_knows_yet_loses_no_words(team: Chat) -> None:
    team.say("XiaoLi", "海康验收前一天提醒我")
    assert "海康验收前一天提醒" in team.say("XiaoLi", "还没定")
    assert one(team, "tasks")["due_at"] is None


def test_of_a_task_that_is_there_nothing_is_asked(team: Chat) -> None:
    team.say("XiaoLi", "12月8日上午10点海康验收")
    assert "是哪天" not in team.say("XiaoLi", "验收前一天提醒我")
    assert "是哪天" not in team.say("XiaoLi", "明天开会前半小时提醒我")


def test_whom_to_remind_of_what(team: Chat) -> None:
    assert "要做什么" in team.say("WangFang", "提醒小王")
    reply = team.say("WangFang", "周五交报表")
    assert "11月27日(周五) 交报表" in reply
    assert "交给：王磊" in reply


def test_a_task_for_everybody_is_the_managers_to_give(team: Chat) -> None:
    reply = team.say("WangFang", "让大家周五前交计划")
    assert "11月27日(周五) 交计划" in reply
    assert "李晓" in reply
    assert "王磊" in reply
    assert "要主管来说" in team.say("XiaoLi", "让大家周五前交计划")
    assert len(team.records("tasks")) == 2  # one for each of them, none for 小李's words
