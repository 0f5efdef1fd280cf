"""A rep's first week: chances, quotations, orders and what was paid."""

import pytest

from tests.conversations.test_ticket_short import facts
from tests.support.chat import Chat


def test_a_discount_asked_about_is_none_given(week: Chat) -> None:
    week.say("XiaoLi", "给蓝桥报价 办公桌 10张 单价1200")
    assert "可以" in week.say("XiaoLi", "能打九折吗")
    assert "要审批" in week.say("XiaoLi", "可以打8折吗")
    (quote,) = week.records("quotes")
    assert quote["amount"] == "12000.00"
    week.say("XiaoLi", "那就九折")
    (quote,) = week.records("quotes")
    assert quote["amount"] == "10800.00"
    assert quote["number"] in week.say("XiaoLi", "把报价发我看看")


def test_an_order_of_what_was_quoted_an_hour_ago(week: Chat) -> None:
    week.say("XiaoLi", "给蓝桥报价 办公桌 10张 单价1200")
    assert "图片" in week.say("XiaoLi", "发我")
    week.skip_to("2026-11-24 11:40")
    week.say("XiaoLi", "沈总说行")
    assert "1.2万" in week.say("XiaoLi", "那就下单吧")
    week.say("XiaoLi", "先付一半")
    assert week.records("payments") == []
    week.say("XiaoLi", "那就下单吧")
    assert len(week.records("orders")) == 1


def test_a_question_is_no_answer_to_when_it_will_be_signed(week: Chat) -> None:
    week.say("XiaoLi", "蓝桥有个装修项目 30万")
    assert "什么时候能签" in week.say("XiaoLi", "蓝桥推进到方案报价")
    assert "先空着" not in week.say("XiaoLi", "概率多少")
    assert "什么时候能签" in week.say("XiaoLi", "蓝桥推进到商务谈判")
    assert "先空着" in week.say("XiaoLi", "还不知道")


def test_sum_and_day_right_behind_a_chance(week: Chat) -> None:
    week.say("XiaoLi", "蓝桥那单建个商机")
    week.say("XiaoLi", "118万 12月20号签")
    (deal,) = week.records("opportunities")
    assert (deal["amount"], deal["close_date"]) == ("1180000.00", "2026-12-20")
    week.say("XiaoLi", "我手上有几个商机")
    week.say("XiaoLi", "第一个丢了")
    assert week.records("opportunities")[0]["status"] == "lost"


def test_a_quotation_goes_to_the_person_there(week: Chat) -> None:
    week.say("XiaoLi", "给鲁泰报价 ISG80-160 2台 单价6800")
    assert "图片" in week.say("XiaoLi", "发给赵部长")
    assert "图片" not in week.say("XiaoLi", "发给沈总")  # of another company


def test_a_budget_is_no_payment(week: Chat) -> None:
    week.say("XiaoLi", "客户 鲁泰")
    assert "蓝桥资本" in week.say("XiaoLi", "蓝桥预算30万")
    assert week.records("payments") == []
    assert [(one["customer"], one["content"]) for one in week.records("interactions")] == [
        ("蓝桥资本", "蓝桥预算30万")
    ]


def test_what_waits_for_a_new_customer_is_put_right(week: Chat) -> None:
    week.say("XiaoLi", "康美口腔 种植体 20颗 1200一颗 报个价")
    assert "18颗 1200一颗" in week.say("XiaoLi", "不对 18颗")
    week.say("XiaoLi", "新建")
    assert [(one["customer"], one["amount"]) for one in week.records("quotes")] == [("康美口腔", "21600.00")]


def test_goods_and_for_whom_is_a_quotation_and_no_result(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰报修 循环水泵漏")
    week.say("XiaoLi", "工单关了")
    week.say("XiaoLi", "这个机械密封的单价是860 要5套 给赵部长报一下")
    (quote,) = week.records("quotes")
    (line,) = quote["lines"]
    assert (quote["customer"], quote["amount"]) == ("鲁泰化工股份有限公司", "4300.00")
    assert (line["product"], line["quantity"]) == ("机械密封", 5)
    assert facts(week, "1001", "result") == [None]


def test_the_price_of_one_thing_is_no_name_of_the_next(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰 手套 10盒 38 口镜 200支 1.5 报价")
    (quote,) = week.records("quotes")
    assert [(one["product"], one["price"]) for one in quote["lines"]] == [("手套", "38.00"), ("口镜", "1.50")]


def test_a_share_that_a_person_paid_is_no_call(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰下单 离心泵 50台 单价2300")
    week.say("XiaoLi", "赵部长打了三成")
    assert [one["amount"] for one in week.records("payments")] == ["34500.00"]
    assert week.records("interactions") == []


def test_the_chance_of_a_person_is_of_their_company(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰有个商机 换泵 20万")
    assert "蓝桥资本没有进行中的商机" in week.say("XiaoLi", "沈薇那单大概15万 有六成把握 年底前能签")
    week.say("XiaoLi", "建一个")
    assert {one["customer"]: one["amount"] for one in week.records("opportunities")} == {
        "鲁泰化工股份有限公司": "200000.00",
        "蓝桥资本": "150000.00",
    }


def test_signed_is_not_of_whoever_was_before_somebody_unknown(week: Chat) -> None:
    week.say("XiaoLi", "鲁泰有个商机 换泵 20万")
    assert "没找到客户「天海」" in week.say("XiaoLi", "把天海推到谈判")
    week.say("XiaoLi", "签了 20万")
    assert [one["status"] for one in week.records("opportunities")] == ["open"]


@pytest.mark.parametrize("said", ["明天3点给赵部长报一下", "第2版方案给沈总报一下", "周五之前给赵部长报价"])
def test_without_goods_nothing_is_offered(week: Chat, said: str) -> None:
    assert "报哪些产品" not in week.say("XiaoLi", said)
    assert week.records("quotes") == []
