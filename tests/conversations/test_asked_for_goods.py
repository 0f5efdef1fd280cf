"""What is told while goods are asked for, and an order at the price that was agreed on."""

import pytest

from tests.support.chat import Chat


def test_what_is_told_of_people_is_no_answer_for_goods(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 城东小学 联系人龚老师")
    assert "报哪些产品" in chat.say("XiaoLi", "给城东小学报个价")
    chat.say("XiaoLi", "龚老师电话13588881234微信同号")
    (person,) = chat.records("contacts")
    assert person["phone"] == "13588881234"
    assert "报哪些产品" in chat.say("XiaoLi", "给城东小学报个价")
    chat.say("XiaoLi", "冬季校服600套 单价120")
    assert [one["amount"] for one in chat.records("quotes")] == ["72000.00"]


def test_a_quotation_wanted_by_a_day_is_a_task(chat: Chat) -> None:
    chat.say(
        "XiaoLi",
        "上午去了城东小学找后勤的龚老师她说冬季校服要六百套预算一百二一套让我周五前报个价",
    )
    (task,) = chat.records("tasks")
    assert (task["title"], task["due_at"][:10]) == ("报个价", "2026-11-27")
    (log,) = chat.records("interactions")
    assert log["content"] == "她说冬季校服要六百套预算一百二一套"


@pytest.mark.parametrize("said", ["行就按115下单", "好的 就按115一套下单吧", "那就按6.9万成交吧"])
def test_an_order_at_the_price_agreed_on(chat: Chat, said: str) -> None:
    chat.say("XiaoLi", "新增客户 城东小学 联系人龚老师")
    chat.say("XiaoLi", "给城东小学报价冬季校服600套每套120")
    chat.say("XiaoLi", "他们嫌贵砍到115")
    chat.say("XiaoLi", said)
    assert [one["amount"] for one in chat.records("orders")] == ["69000.00"]


def test_another_price_makes_no_order_in_silence(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 城东小学 联系人龚老师")
    chat.say("XiaoLi", "给城东小学报价冬季校服600套每套120")
    chat.say("XiaoLi", "行就按11下单")
    assert chat.records("orders") == []


def test_the_card_writes_a_day_as_the_reply_does(chat: Chat) -> None:
    chat.say("XiaoLi", "新增客户 城东小学 联系人龚老师")
    assert "12月9日" in chat.say("XiaoLi", "给城东小学报价冬季校服600套每套120 有效期15天")
    (card,) = chat.cards("XiaoLi")
    assert "12月9日" in str(card.card.card)


def test_an_old_one_agrees_and_it_is_ordered_as_quoted(chat: Chat) -> None:
    chat.say("XiaoLi", "今天去了海阔印刷厂 跟设备科老梁碰了一下 聊了胶辊")
    assert "1米2胶辊 15根 × 380元" in chat.say("XiaoLi", "报价 海阔印刷 1米2胶辊15根 单价380")
    chat.say("XiaoLi", "15根改12根")
    chat.say("XiaoLi", "老梁同意了 下单")
    assert [one["amount"] for one in chat.records("orders")] == ["4560.00"]
