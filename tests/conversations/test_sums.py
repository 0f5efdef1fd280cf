"""Sums that can be none in the books: 1000美元, 十几万. Nothing is made up, nothing left out unsaid."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import HUAWEI, one


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("华为今天到账1000美元", "外币"),
        ("华为打了$1000过来", "外币"),
        ("华为今天到账十几万", "不是准数"),
        ("华为付了四五万", "不是准数"),
    ],
)
def test_money_that_came_in_is_asked_for(shop: Chat, said: str, why: str) -> None:
    reply = shop.say("XiaoLi", said)
    assert why in reply
    assert "收到多少钱" in reply
    assert shop.records("payments") == []
    shop.say("XiaoLi", "7200")
    made = one(shop, "payments")
    assert (made["customer"], made["amount"]) == (HUAWEI, "7200.00")


def test_foreign_money_again_is_no_answer(shop: Chat) -> None:
    shop.say("XiaoLi", "华为今天到账1000美元")
    assert "收到多少钱" in shop.say("XiaoLi", "1000美元")
    assert shop.records("payments") == []


def test_a_chance_keeps_the_words(shop: Chat) -> None:
    reply = shop.say("XiaoLi", "华为有个商机 路由器项目 十几万 下月签")
    assert "「十几万」不是准数" in reply
    made = one(shop, "opportunities")
    assert (made["amount"], "十几万" in made["title"]) == (None, True)


def test_a_sum_beside_it_counts(shop: Chat) -> None:
    assert "准数" not in shop.say("XiaoLi", "华为今天到账12万 还差十几万")
    assert one(shop, "payments")["amount"] == "120000.00"


def test_a_price_in_dollars(shop: Chat) -> None:
    assert "外币" in shop.say("XiaoLi", "华为报价 A100 10台 单价100美元")


@pytest.mark.parametrize(
    ("said", "amount"), [("128 000元", "128000.00"), ("9毛9", "0.99"), ("1k5", "1500.00")]
)
def test_ways_to_say_a_sum(shop: Chat, said: str, amount: str) -> None:
    shop.say("XiaoLi", f"华为今天到账{said}")
    assert one(shop, "payments")["amount"] == amount
