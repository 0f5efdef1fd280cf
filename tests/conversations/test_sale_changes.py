"""Orders and quotations of before, changed; goods and money that come back; in a hurry."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI, one, stock
from tests.support.whole import whole


@pytest.fixture
def sold(shop: Chat) -> Chat:
    """海康 has 3 A100 and 5 A200 for 8,400, of which 6,400 came; then 小李 spoke of something else."""
    shop.say("XiaoLi", "海康下单 A100 3台 A200 5台")
    shop.say("XiaoLi", "海康付了6400")
    shop.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    return shop


def order(chat: Chat) -> dict[str, Any]:
    return one(chat, "orders")


def came(chat: Chat) -> Decimal:
    return sum((Decimal(paid["amount"]) for paid in chat.records("payments")), Decimal())


@pytest.mark.parametrize(
    ("said", "amount", "left"),
    [
        ("海康的订单A100改成1台", "6800.00", 49),
        ("把海康的单里A100数量改成5", "10000.00", 45),
        ("D20261124-001的A100改成4台", "9200.00", 46),
        ("海康的订单金额改成8000元", "8000.00", 47),
    ],
)
def test_an_order_of_before(sold: Chat, said: str, amount: str, left: int) -> None:
    before = whole(sold)
    assert "D20261124-001已更正" in sold.say("XiaoLi", said)
    assert (order(sold)["amount"], stock(sold, "A100")) == (amount, left)
    assert came(sold) == 6400
    sold.say("XiaoLi", "撤销")
    assert whole(sold) == before


def test_which_line_is_asked_and_what_cannot_be_changes_nothing(sold: Chat) -> None:
    before = whole(sold)
    assert "改哪一行" in sold.say("XiaoLi", "海康的单改成4台")
    sold.say("XiaoLi", "算了")
    assert "还没有订单" in sold.say("XiaoLi", "华为的单改成4台")
    assert "大于0" in sold.say("XiaoLi", "海康的订单A100改成0台")
    sold.say("XiaoZhao", "海康的订单A100改成1台")
    sold.say("XiaoZhao", "海康退了1台A100")
    sold.say("XiaoZhao", "退给海康500")
    sold.say("XiaoZhao", "确认")
    assert whole(sold) == before


def test_a_quotation_of_before(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 2台")
    shop.say("XiaoLi", "明天下午三点提醒我给海康回电话")
    assert "Q20261124-001已更正" in shop.say("XiaoLi", "华为的报价改成12台")
    assert one(shop, "quotes")["amount"] == "9600.00"
    shop.say("XiaoLi", "撤销")
    assert one(shop, "quotes")["amount"] == "1600.00"


@pytest.mark.parametrize("said", ["海康退了1台A100", "海康退货 A100 1台", "海康那单退回1台A100"])
def test_goods_that_come_back(sold: Chat, said: str) -> None:
    before = whole(sold)
    assert "已记退货" in sold.say("XiaoLi", said)
    assert (order(sold)["amount"], stock(sold, "A100")) == ("7600.00", 48)
    sold.say("XiaoLi", "撤销")
    assert whole(sold) == before


def test_a_whole_line_comes_back_and_what_was_paid_for_it_is_an_advance(sold: Chat) -> None:
    before = whole(sold)
    assert "多收的4,000元转成预付款" in sold.say("XiaoLi", "海康退了5台A200")
    assert (order(sold)["amount"], len(order(sold)["lines"]), stock(sold, "A200")) == ("2400.00", 1, 8)
    assert came(sold) == 6400
    sold.say("XiaoLi", "撤销")
    assert whole(sold) == before


def test_more_than_was_sold_cannot_come_back_nor_what_was_not_sold(sold: Chat) -> None:
    before = whole(sold)
    assert "退不了这么多" in sold.say("XiaoLi", "海康退了9台A100")
    assert "没有「R740」" in sold.say("XiaoLi", "海康退了1台R740")
    sold.say("XiaoLi", "华为退了1台A100")
    assert whole(sold) == before
    sold.say("XiaoLi", "海康退了5台A200")
    assert "取消订单" in sold.say("XiaoLi", "海康退了3台A100")
    assert order(sold)["amount"] == "2400.00"


def test_money_goes_back_out_of_what_is_for_no_order(sold: Chat) -> None:
    assert "没有没对上订单的钱" in sold.say("XiaoLi", "退给海康500")
    sold.say("XiaoLi", "海康退了5台A200")
    before = whole(sold)
    asked = sold.say("XiaoLi", "海康多付了 退500")
    assert "退给" in asked
    assert whole(sold) == before
    assert "还有3,500元预付款" in sold.say("XiaoLi", "确认")
    assert came(sold) == 5900
    assert "先发「撤销」" in sold.say("XiaoLi", "金额改成300")
    sold.say("XiaoLi", "撤销")
    assert whole(sold) == before
    sold.say("XiaoLi", "海康退款4000")
    sold.say("XiaoLi", "确认")
    assert came(sold) == 2400
    assert "不欠款：订单共2,400元，已收2,400元" in sold.say("XiaoLi", "海康还欠多少")


@pytest.mark.parametrize("said", ["海康又付2000", "海康打了2000过来", "海康今天又打了2000"])
def test_money_that_came_in_a_hurry(sold: Chat, said: str) -> None:
    assert "2,000元" in sold.say("XiaoLi", said)
    assert came(sold) == 8400
    assert "更正" in sold.say("XiaoLi", "回款记错了 是1500")
    assert came(sold) == 7900


@pytest.mark.parametrize(
    ("said", "amount"), [("便宜点 打95折", "7600.00"), ("客户说再便宜点 九折行不行", "7200.00")]
)
def test_cheaper_right_after_the_quotation(shop: Chat, said: str, amount: str) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台")
    shop.say("XiaoLi", said)
    assert one(shop, "quotes")["amount"] == amount
    assert "A100" not in shop.say("XiaoLi", "A100改9台")
    shop.say("XiaoLi", "撤销")
    shop.say("XiaoLi", "撤销")
    assert one(shop, "quotes")["amount"] == "8000.00"


def test_cheaper_of_nothing_writes_nothing(shop: Chat) -> None:
    before = whole(shop)
    shop.say("XiaoLi", "便宜点 打八折")
    assert whole(shop) == before


def test_agreed_and_ordered_in_one_breath_then_received(shop: Chat) -> None:
    shop.say("XiaoLi", "海康报价 A100 10台")
    assert "按报价单" in shop.say("XiaoLi", "海康定了 按报价单下单")
    assert order(shop)["customer"] == HIKVISION
    before = whole(shop)
    shop.say("XiaoLi", "华为货收到了")
    assert whole(shop) == before
    shop.say("XiaoLi", "海康发货了")
    assert "已完成" in shop.say("XiaoLi", "海康货收到了 验收完了")
    assert order(shop)["status"] == "done"


def test_an_answer_that_says_it_all_keeps_its_goods(shop: Chat) -> None:
    assert "报哪些产品" in shop.say("XiaoLi", "给华为报个价")
    shop.say("XiaoLi", "出报价单 华为 A100*3 A200*1")
    made = one(shop, "quotes")
    assert (made["customer"], made["amount"], len(made["lines"])) == (HUAWEI, "3600.00", 2)


def test_fine_and_ordered_right_after_the_quotation(shop: Chat) -> None:
    before = whole(shop)
    shop.say("XiaoLi", "行 就这样 下单")
    shop.say("XiaoLi", "算了")
    assert whole(shop) == before
    shop.say("XiaoLi", "华为报价 A100 10台")
    assert "长按就能转发" in shop.say("XiaoLi", "报价单发我转给他")
    assert "按报价单" in shop.say("XiaoLi", "行 就这样 下单")
    assert (order(shop)["amount"], stock(shop, "A100")) == ("8000.00", 40)


def test_won_with_a_quotation_out_the_order_is_one_tap(shop: Chat) -> None:
    shop.say("XiaoLi", "华为 仓储交换机 20万 年底")
    shop.say("XiaoLi", "华为报价 A100 10台")
    assert "按报价单记（Q20261124-001 8,000元）" in shop.say("XiaoLi", "华为签了")
    assert shop.records("orders") == []
    shop.tap("XiaoLi", "按报价单记")
    assert (order(shop)["amount"], stock(shop, "A100")) == ("8000.00", 40)
    assert one(shop, "quotes")["status"] == "accepted"


@pytest.mark.parametrize(
    "said",
    [
        *("华为下单 A100 1台 -5元", "华为到账-500", "华为报价 A100 -3台", "我这个月目标-5万"),
        *("华为报价 A100 10台 打150折", "华为 交换机项目 -50万 下月底签", "海康下单 总价负3000"),
    ],
)
def test_less_than_nothing_and_more_than_the_whole_are_refused(shop: Chat, said: str) -> None:
    before = whole(shop)
    assert "这次没有记" in shop.say("XiaoLi", said)
    assert whole(shop) == before


def test_a_dash_is_no_minus(shop: Chat) -> None:
    assert "已做报价" in shop.say("XiaoLi", "华为报价 A100 10台 -九折")
    assert "已记订单" in shop.say("XiaoLi", "华为下单 A100 2台 2026-11-23签的")


@pytest.mark.parametrize(
    ("said", "sum_"),
    [("二十一万", "210000.00"), ("一万二", "12000.00"), ("一千", "1000.00"), ("三百一十块", "310.00")],
)
def test_a_sum_in_words_is_read_to_its_end(shop: Chat, said: str, sum_: str) -> None:
    shop.say("XiaoLi", "华为下单 总价5万")
    shop.say("XiaoLi", f"华为的单金额改成{said}")
    assert one(shop, "orders")["amount"] == sum_
