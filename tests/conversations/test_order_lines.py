"""Goods of an order by words: one more, other goods, a fee; stock and sums follow, one word takes it back."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import one, stock
from tests.support.whole import whole


@pytest.fixture
def ordered(shop: Chat) -> Chat:
    shop.say("XiaoLi", "华为下单 A100 3台")
    return shop


def lines(chat: Chat) -> list[tuple[str, float, str]]:
    order = one(chat, "orders")
    assert sum(float(line["amount"]) for line in order["lines"]) == float(order["amount"])
    return [(line["product"].split()[0], line["quantity"], line["price"]) for line in order["lines"]]


CHANGED = [
    ("再加一台", [("A100", 4, "800.00")]),
    ("他们要多加2台", [("A100", 5, "800.00")]),
    ("他们还要一台", [("A100", 4, "800.00")]),
    ("上面那单再加1台A100", [("A100", 4, "800.00")]),
    ("订单里加一台A200", [("A100", 3, "800.00"), ("A200", 1, "1200.00")]),
    ("少一台", [("A100", 2, "800.00")]),
    ("华为再加一台", [("A100", 4, "800.00")]),
    ("A100再加2台", [("A100", 5, "800.00")]),
    ("华为那单再加两台A100", [("A100", 5, "800.00")]),
    ("再加两台A200", [("A100", 3, "800.00"), ("A200", 2, "1200.00")]),
    ("华为的单再加两台A200", [("A100", 3, "800.00"), ("A200", 2, "1200.00")]),
    ("再加运费500", [("A100", 3, "800.00"), ("运费", 1, "500.00")]),
]


@pytest.mark.parametrize(("said", "wanted"), CHANGED)
def test_changed_by_words_and_taken_back(
    ordered: Chat, said: str, wanted: list[tuple[str, float, str]]
) -> None:
    before = whole(ordered)
    assert "已改订单" in ordered.say("XiaoLi", said)
    assert lines(ordered) == wanted
    assert stock(ordered, "A100") == 50 - wanted[0][1]
    ordered.say("XiaoLi", "撤销")
    assert whole(ordered) == before


def test_of_several_goods_it_is_asked_which(ordered: Chat) -> None:
    ordered.say("XiaoLi", "再加两台A200")
    assert "改哪一行" in ordered.say("XiaoLi", "再加一台")
    ordered.say("XiaoLi", "2")
    assert lines(ordered) == [("A100", 3, "800.00"), ("A200", 3, "1200.00")]


def test_of_two_orders_it_is_asked_which(ordered: Chat) -> None:
    ordered.say("XiaoLi", "华为下单 A200 1台")
    ordered.say("XiaoLi", "海康下单 A200 1台")
    asked = ordered.say("XiaoLi", "华为那单再加两台A100")
    assert "是哪一单" in asked
    ordered.say("XiaoLi", "2")
    assert [len(o["lines"]) for o in ordered.records("orders", customer="华为技术有限公司")] == [1, 1]
    assert stock(ordered, "A100") == 45


def test_what_cannot_be_done_is_said_and_nothing_changes(ordered: Chat) -> None:
    before = whole(ordered)
    assert "减不了这么多" in ordered.say("XiaoLi", "减5台")
    assert "还没有订单" in ordered.say("XiaoLi", "海康那单再加两台A100")
    ordered.say("XiaoLi", "再加一台挖掘机")
    assert whole(ordered) == before


def test_an_order_of_a_mere_sum_has_no_lines_to_add_to(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 总价5万")
    before = whole(shop)
    assert "只能改金额" in shop.say("XiaoLi", "再加一台")
    assert "可以改金额" in shop.say("XiaoLi", "再加运费500")
    assert whole(shop) == before


@pytest.mark.parametrize("said", ["再加模具费 8万", "再加一台", "再加2台A100"])
def test_with_nothing_to_add_to_nothing_is_written(shop: Chat, said: str) -> None:
    before = whole(shop)
    shop.say("XiaoLi", said)
    assert whole(shop) == before
