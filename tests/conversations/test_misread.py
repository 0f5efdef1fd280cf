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


@pytest.mark.parametrize(
    "said",
    [
        "华为10台A100的订单取消了",
        "华为要退3台A100",
        "华为10台A100还没下单",
        "华为打算订10台A100",
        "华为应付10万",
    ],
)
def test_what_was_not_ordered_or_paid_is_not_written(shop: Chat, said: str) -> None:
    shop.say("XiaoLi", said)
    assert (shop.records("orders"), shop.records("payments")) == ([], [])


def test_the_last_one_praised_stays_and_its_sum_is_put_right(team: Chat) -> None:
    team.say("XiaoLi", "华为今天打款8万")
    team.say("XiaoLi", "刚才那条没错")
    team.say("XiaoLi", "刚才那条挺好")
    (payment,) = team.records("payments")
    assert payment["amount"] == "80000.00"
    team.say("XiaoLi", "上一条金额错了，应该是6.5万")
    (payment,) = team.records("payments")
    assert payment["amount"] == "65000.00"


def test_who_does_it_may_be_named_last(team: Chat) -> None:
    team.say("WangFang", "周五去海康培训，王磊负责")
    (task,) = team.records("tasks")
    assert (task["title"], task["assignee"]) == ("去海康培训", "王磊")
