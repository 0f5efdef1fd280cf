"""A plan and what stands behind it: what was done already, a meeting that moved; and words near to orders."""

import pytest

from tests.support.chat import Chat
from tests.support.team import team_of


@pytest.fixture
def known(chat: Chat) -> Chat:
    return team_of(chat)


def test_what_was_done_behind_a_plan_is_a_report(known: Chat) -> None:
    known.say("XiaoLi", "提醒我明天下午回李强电话,他刚打来我在开车")
    (task,) = known.records("tasks")
    (log,) = known.records("interactions")
    assert task["title"] == "回李强电话"
    assert "打来我在开车" in log["content"]
    assert log["customer"] == "华为技术有限公司"


def test_a_meeting_that_moved_is_one_task_at_the_later_hour(known: Chat) -> None:
    known.say("XiaoLi", "明天下午两点拜访李强 他刚说改到四点")
    (task,) = known.records("tasks")
    assert task["due_at"][11:16] == "16:00"
    assert known.records("interactions") == []


def test_who_was_not_met_is_met_another_day(known: Chat) -> None:
    known.say("XiaoLi", "华为李总今天没空见我,改后天")
    (log,), (task,) = known.records("interactions"), known.records("tasks")
    assert log["content"].startswith("没空见我")
    assert task["customer"] == "华为技术有限公司"


def test_what_could_be_won_is_not(known: Chat) -> None:
    known.say("XiaoLi", "给华为建个商机 30万")
    known.say("XiaoLi", "华为降五个点能拿下")
    assert [deal["status"] for deal in known.records("opportunities")] == ["open"]


def test_a_chance_that_is_closed_is_lost_and_no_case(known: Chat) -> None:
    known.say("XiaoLi", "给华为建个商机 30万")
    answer = known.say("XiaoLi", "华为那个商机先关了吧")
    if "为什么" in answer or "原因" in answer:
        known.say("XiaoLi", "预算没批")
    assert [deal["status"] for deal in known.records("opportunities")] == ["lost"]


def test_a_dead_number_is_no_machine_that_is_broken(known: Chat) -> None:
    known.say("XiaoLi", "李强电话停机了")
    assert known.records("tickets") == []


def test_who_is_to_be_told_is_a_task(known: Chat) -> None:
    known.say("XiaoLi", "跟李强说一声师傅明天到")
    (task,) = known.records("tasks")
    assert "跟李强说一声" in task["title"]
    assert known.records("interactions") == []


def test_two_fields_in_one_breath_and_both_taken_back(known: Chat) -> None:
    known.say("XiaoLi", "华为地区改深圳 来源展会")
    shown = known.say("XiaoLi", "客户 华为")
    assert "深圳" in shown
    assert "展会" in shown
    known.say("XiaoLi", "撤销")
    shown = known.say("XiaoLi", "客户 华为")
    assert "深圳" not in shown
    assert "展会" not in shown


def test_what_is_asked_for_is_no_change(known: Chat) -> None:
    known.say("XiaoLi", "华为地址是坂田街道雪岗路1号")
    assert "雪岗路1号" in known.say("XiaoLi", "华为地址发我 导航用")
