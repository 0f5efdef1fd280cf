"""Goods with their counts and prices, in the many orders people say them: in a quotation and in an order."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import one

BOTH = [("A100 交换机", 10, "800.00"), ("A200 交换机", 3, "1200.00")]
SAID = [
    ("10台A100和3台A200", BOTH),
    ("10台A100和3台A200 单价分别是800和1200", BOTH),
    ("A100和A200分别10台和3台", BOTH),
    ("A100 10台 A200 3台", BOTH),
    ("10台A100 A200 3台", BOTH),
    ("A100×10+A200×3", BOTH),
    ("A100：10台，A200：3台", BOTH),
    ("1. A100 10台 2. A200 3台", BOTH),
    ("1、A100 10台\n2、A200 3台", BOTH),
    ("A100（10台）A200（3台）", BOTH),
    ("A100一台790 要10台", [("A100 交换机", 10, "790.00")]),
    ("A100 790一台 要10台", [("A100 交换机", 10, "790.00")]),
    ("A100 10pcs", [("A100 交换机", 10, "800.00")]),
]


@pytest.mark.parametrize(("said", "lines"), SAID)
def test_counts_and_prices_find_their_goods(shop: Chat, said: str, lines: list[tuple[str, int, str]]) -> None:
    for order, records in (("华为报价 ", "quotes"), ("海康下单 ", "orders")):
        shop.say("WangFang", order + said)
        made = one(shop, records)
        assert [(line["product"], line["quantity"], line["price"]) for line in made["lines"]] == lines


def test_a_sum_of_all_is_no_price_of_one(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台 总共7900")
    (line,) = one(shop, "quotes")["lines"]
    assert (line["quantity"], line["price"]) == (10, "800.00")
