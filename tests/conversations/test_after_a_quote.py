"""Right after a quotation or a visit, in a few words: rounded, lowered, remarked on, sent, ordered."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import HUAWEI, one


@pytest.fixture
def quoted(shop: Chat) -> Chat:
    """华为 has a quotation of 8,030元."""
    shop.say("XiaoLi", "给华为报价 A100 10台 单价803")
    return shop


@pytest.mark.parametrize("said", ["抹个零头", "零头抹了", "给我抹零", "抹到百位", "把零头去掉吧"])
def test_the_sum_is_rounded_down(quoted: Chat, said: str) -> None:
    assert "金额改为8,000元" in quoted.say("XiaoLi", said)
    assert one(quoted, "quotes")["amount"] == "8000.00"
    quoted.say("XiaoLi", "撤销")
    assert one(quoted, "quotes")["amount"] == "8030.00"


def test_what_is_no_trifle_is_asked_and_what_is_round_stays(quoted: Chat) -> None:
    quoted.say("XiaoLi", "抹零")
    assert "8,000元没有零头可抹" in quoted.say("XiaoLi", "抹个零头")
    quoted.say("XiaoLi", "给海康报价 A100 1台 单价850")
    assert "从850元抹到800元，少50元" in quoted.say("XiaoLi", "抹零")
    quoted.say("XiaoLi", "不做了")
    assert one(quoted, "quotes", amount="850.00")["status"] == "draft"
    quoted.say("XiaoLi", "抹零")
    quoted.say("XiaoLi", "确认")
    assert one(quoted, "quotes", amount="800.00")


def test_an_order_is_rounded_too_and_without_either_nothing_is(shop: Chat) -> None:
    assert "改为" not in shop.say("XiaoLi", "抹个零头")
    shop.say("XiaoLi", "华为下单 A100 5台 单价799.5")
    assert "金额改为3,997元" in shop.say("XiaoLi", "抹个零头")
    assert one(shop, "orders")["amount"] == "3997.00"


@pytest.mark.parametrize("said", ["能便宜5个点吗", "他们要便宜5个点", "李总要求再便宜5个点"])
def test_a_wish_is_reckoned_and_done_after_a_yes(quoted: Chat, said: str) -> None:
    assert "便宜5个点是7,628.50元（现在8,030元）" in quoted.say("XiaoLi", said)
    assert one(quoted, "quotes")["amount"] == "8030.00"
    assert "合计7,628.50元" in quoted.say("XiaoLi", "确认")


def test_a_wish_that_is_not_granted(quoted: Chat) -> None:
    quoted.say("XiaoLi", "能便宜5个点吗")
    assert "什么都没动" in quoted.say("XiaoLi", "不做了")
    assert one(quoted, "quotes")["amount"] == "8030.00"
    assert "折扣改为98折" in quoted.say("XiaoLi", "打个98折吧")


@pytest.mark.parametrize("said", ["就按这个下单", "就这么下单吧", "按这个报价下单"])
def test_ordered_as_it_was_quoted(quoted: Chat, said: str) -> None:
    assert "按报价单Q20261124-001" in quoted.say("XiaoLi", said)
    assert one(quoted, "orders")["amount"] == "8030.00"


@pytest.mark.parametrize("said", ["就按这个下单", "就这么下单吧"])
def test_after_a_visit_it_is_asked_what_is_ordered(shop: Chat, said: str) -> None:
    shop.say("XiaoLi", "今天拜访了华为李总 聊了A100")
    assert "订了什么" in shop.say("XiaoLi", said)
    assert shop.records("orders") == []
    assert "6,400元" in shop.say("XiaoLi", "A100 8台")
    assert one(shop, "orders")["customer"] == HUAWEI


@pytest.mark.parametrize(
    ("answer", "amount"), [("6万", "60000.00"), ("A100 8台 总价6000", "6000.00"), ("一共六千", "6000.00")]
)
def test_what_is_ordered_may_be_a_sum(shop: Chat, answer: str, amount: str) -> None:
    shop.say("XiaoLi", "今天拜访了华为李总 聊了A100")
    shop.say("XiaoLi", "就按这个下单")
    shop.say("XiaoLi", answer)
    assert one(shop, "orders")["amount"] == amount


def test_goods_with_a_price_and_no_number(quoted: Chat) -> None:
    assert "口镜" in quoted.say("XiaoLi", "加上口镜 1块4")
    assert "要多少" in quoted.say("XiaoLi", "1")
    assert "口镜 100" in quoted.say("XiaoLi", "100支")
    assert one(quoted, "quotes")["amount"] == "8170.00"


def test_goods_with_a_price_and_a_number(quoted: Chat) -> None:
    quoted.say("XiaoLi", "加上口镜 1块4 100支")
    assert "2. 口镜 100支 × 1.40元 = 140元" in quoted.say("XiaoLi", "1")


def test_remarks_stand_on_the_paper(quoted: Chat) -> None:
    assert "Q20261124-001备注：含税" in quoted.say("XiaoLi", "报价备注一下含税")
    assert "备注：含税；交期30天" in quoted.say("XiaoLi", "备注 交期30天")
    quoted.say("XiaoLi", "就这么下单")
    assert "D20261124-001备注：送货上门" in quoted.say("XiaoLi", "订单备注 送货上门")
    quoted.say("XiaoLi", "撤销")
    assert "备注：周五前到" in quoted.say("XiaoLi", "华为的订单备注 周五前到")
    assert "还没有可用的报价单" in quoted.say("XiaoLi", "海康的报价备注 含税")


def test_a_remark_without_a_paper_is_none_of_this_kind(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了华为李总 聊了报价")
    assert "Q2026" not in team.say("XiaoLi", "备注 李总下周出差")


def test_what_was_said_of_it_is_kept_with_it(quoted: Chat) -> None:
    reply = quoted.say("XiaoLi", "报价发了 李总说行")
    assert "内容：报价发了 李总说行" in reply
    assert "转成订单吗" in reply
    assert one(quoted, "quotes")["status"] == "sent"
    assert one(quoted, "interactions")["contact"] == "李强"
    assert quoted.records("orders") == []
    assert "按报价单Q20261124-001" in quoted.say("XiaoLi", "下单")


@pytest.mark.parametrize("said", ["报价发了 他说贵", "报价发过去了，他们嫌贵", "报价发给李总了 说考虑考虑"])
def test_not_agreed_to_no_order_is_offered(quoted: Chat, said: str) -> None:
    reply = quoted.say("XiaoLi", said)
    assert f"内容：{said}" in reply
    assert "转成订单" not in reply
    assert one(quoted, "interactions")["customer"] == HUAWEI
