"""What was once taken for something else: goods for a company, a question for a report, one who told for one
who is told of."""

import pytest

from tests.support.chat import Chat


def test_a_machine_is_no_new_customer(team: Chat) -> None:
    team.say("XiaoLi", "昨天拜访了华为 聊了报价")
    assert "华为" in team.say("XiaoLi", "液压站漏油了 下午过去")
    (ticket,) = team.records("tickets")
    assert (ticket["customer"], ticket["product"]) == ("华为技术有限公司", "液压站")
    assert {c["name"] for c in team.records("customers")} == {
        "华为技术有限公司",
        "杭州海康威视数字技术股份有限公司",
        "九阳股份有限公司",
    }


def test_goods_by_themselves_are_asked_about(shop: Chat) -> None:
    assert "板材" in shop.say("XiaoLi", "板材订了三十张")
    assert shop.records("orders") == []


def test_an_appointment_that_was_moved_in_the_same_breath(team: Chat) -> None:
    team.say("XiaoLi", "李强约了后天上午 又说改下午")
    (task,) = team.records("tasks")
    assert (task["contact"], task["due_at"][:16]) == ("李强", "2026-11-26T14:00")
    assert team.records("interactions") == []


@pytest.mark.parametrize("asked", ["李强那边 A100卖了几台", "李强要了几台"])
def test_how_many_is_no_report(shop: Chat, asked: str) -> None:
    shop.say("XiaoLi", asked)
    assert shop.records("interactions") == []


def test_whom_to_remind_without_what_of(team: Chat) -> None:
    assert "要做什么" in team.say("XiaoLi", "提醒小王")
    assert team.records("tasks") == []


@pytest.mark.parametrize("said", ["让大家周五前交计划", "所有人周五前交计划"])
def test_a_task_for_everybody_led(team: Chat, said: str) -> None:
    team.say("WangFang", said)
    assert {t["assignee"] for t in team.records("tasks", title="交计划")} == {"李晓", "王磊"}


@pytest.mark.parametrize("said", ["让大家失望了", "叫大家别迟到", "周五请大家吃饭"])
def test_talk_of_everybody_is_no_task(team: Chat, said: str) -> None:
    team.say("WangFang", said)
    assert team.records("tasks") == []


def test_a_full_name_said_of_a_short_one(team: Chat) -> None:
    assert "周航宇" in team.say("XiaoLi", "老周全名叫周航宇 电话13812345678")
    (person,) = team.records("contacts", name="周航宇")
    assert person["phone"] == "13812345678"
    assert team.records("contacts", name="周航") == []


def test_another_of_the_family_is_not_renamed(team: Chat) -> None:
    team.say("XiaoLi", "老李全名李小东")
    assert len(team.records("contacts", name="李强")) == 1


def test_a_customer_asked_after_that_is_not_there(team: Chat) -> None:
    team.say("XiaoLi", "昨天拜访了华为 聊了报价")
    answer = team.say("XiaoLi", "常州新誉什么情况")
    assert "常州新誉" in answer
    assert "华为" not in answer
