"""订单: in one sentence or from a quotation, through to its completion; the stock goes down once."""

from typing import Any

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI, one, stock
from tests.support.whole import outbox, whole


def order(chat: Chat) -> dict[str, Any]:
    return one(chat, "orders")


SAID = [
    ("华为下单 A100 8台 总价36万", "360000.00", "45000.00"),
    ("华为下单A100 8台 单价800", "6400.00", "800.00"),
    ("华为下单 A100 8台", "6400.00", "800.00"),  # at the list's price
    ("华为订了8台A100 每台750", "6000.00", "750.00"),
    ("录个订单 华为 A100 8台 合计6400", "6400.00", "800.00"),
    ("华为下单 A100 8台 100元", "100.00", "12.50"),
]


@pytest.mark.parametrize(("said", "amount", "price"), SAID)
def test_one_sentence_is_an_order(shop: Chat, said: str, amount: str, price: str) -> None:
    reply = shop.say("XiaoLi", said)
    assert "D20261124-001" in reply
    made = order(shop)
    assert (made["customer"], made["owner"], made["amount"], made["status"]) == (
        HUAWEI,
        "李晓",
        amount,
        "open",
    )
    (line,) = made["lines"]
    assert (line["product"], line["quantity"], line["price"], line["amount"]) == (
        "A100 交换机",
        8,
        price,
        amount,
    )
    assert stock(shop, "A100") == 42
    assert one(shop, "customers", name=HUAWEI)["stage"] == "成交"


def test_the_cost_is_known_where_it_is_of_every_line(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    assert order(shop)["cost"] == "4000.00"
    shop.say("XiaoLi", "撤销")
    shop.say("XiaoLi", "华为下单 A100 8台，R740 1台")
    assert order(shop)["cost"] is None


def test_a_sum_alone_is_enough(shop: Chat) -> None:
    assert "合计 36万" in shop.say("XiaoLi", "华为下单36万 昨天签的")
    assert (order(shop)["amount"], order(shop)["signed_on"]) == ("360000.00", "2026-11-23")


def test_several_products_and_a_sum_that_does_not_divide(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 3台 R740 2台 一共7万1千元")
    made = order(shop)
    assert made["amount"] == "71000.00"
    assert sum(float(line["amount"]) for line in made["lines"]) == 71000.0
    assert (stock(shop, "A100"), stock(shop, "R740服务器")) == (47, 3)


def test_when_it_is_to_be_paid(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台 账期30天")
    assert order(shop)["due_on"] == "2026-12-24"
    shop.say("XiaoLi", "那单下月底付款")
    assert order(shop)["due_on"] == "2026-12-31"


def test_what_is_missing_is_asked_for(shop: Chat) -> None:
    assert "哪个客户" in shop.say("XiaoWang", "下单 A100 8台")
    shop.say("XiaoWang", "算了")
    assert "要多少" in shop.say("XiaoLi", "华为下单 辅材包")
    assert "一共多少钱" in shop.say("XiaoLi", "3个")
    assert "合计 150元" in shop.say("XiaoLi", "150")
    assert order(shop)["lines"][0]["quantity"] == 3


def test_a_sentence_of_its_own_is_no_answer(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 辅材包 3个")
    assert HIKVISION in shop.say("XiaoLi", "海康下单 A100 1台")
    assert order(shop)["customer"] == HIKVISION


def test_more_than_there_is_is_said_and_asked(shop: Chat) -> None:
    before = whole(shop)
    asked = shop.say("XiaoLi", "华为下单 A200 10台")
    assert "只有8台" in asked
    assert whole(shop) == before
    assert "什么都没动" in shop.say("XiaoLi", "不做了")
    shop.say("XiaoLi", "华为下单 A200 10台")
    assert "已记订单" in shop.say("XiaoLi", "确认")
    assert stock(shop, "A200") == -2


def test_the_same_order_said_twice_is_asked_about(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台 总价36万")
    asked = shop.say("XiaoLi", "华为下单 A100 8台 总价36万")
    assert "已经记过一样的一单" in asked
    shop.say("XiaoLi", "不做了")
    assert (len(shop.records("orders")), stock(shop, "A100")) == (1, 42)
    assert "已经记过" in shop.say("WangFang", "华为下单 A100 8台 总价36万")


def test_two_people_at_once_do_not_sell_the_same_goods(shop: Chat) -> None:
    said = [("XiaoLi", "华为下单 A200 5台"), ("WangFang", "海康下单 A200 5台")]
    replies = shop.box.say_all(said)
    assert len([reply for reply in replies if "已记订单" in str(reply)]) == 1
    assert len([reply for reply in replies if "只有3台" in str(reply)]) == 1
    assert stock(shop, "A200") == 3


def test_from_a_quotation_at_what_was_quoted(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A100 3台 799.99，R740 2台 34999，减免100.01")
    assert "按报价单Q20261124-001" in shop.say("XiaoLi", "按报价下单")
    made = order(shop)
    assert made["amount"] == one(shop, "quotes")["amount"] == "72297.96"
    assert [x["amount"] for x in made["lines"]] == [x["amount"] for x in one(shop, "quotes")["lines"]]
    assert one(shop, "quotes")["status"] == "accepted"
    assert stock(shop, "A100") == 47
    assert "已经下过单了（D20261124-001）" in shop.say("XiaoLi", "按Q20261124-001下单")
    assert "改订单" in shop.say("XiaoLi", "报价作废")
    shop.say("XiaoLi", "撤销")
    assert one(shop, "quotes")["status"] == "draft"
    assert (shop.records("orders"), stock(shop, "A100")) == ([], 50)


@pytest.mark.parametrize(
    "said", ["按报价下单", "华为按报价下单", "报价转订单", "按Q20261124-001下单", "按这个报价成交"]
)
def test_from_a_quotation_in_other_words(shop: Chat, said: str) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台")
    assert "已记订单" in shop.say("XiaoLi", said)


def test_by_the_button_of_its_card(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台")
    card = shop.cards("XiaoLi")[-1]
    assert "已下单" in shop.tap("XiaoLi", "已下单", card)
    assert order(shop)["amount"] == "8000.00"
    assert "已下单" in shop.tap("XiaoLi", "已下单", card)
    assert len(shop.records("orders")) == 1


def test_two_people_close_one_quotation_at_once(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台")
    said = [("XiaoLi", "按Q20261124-001下单"), ("WangFang", "按Q20261124-001下单")] * 2
    replies = [str(reply) for reply in shop.box.say_all(said)]
    assert len([reply for reply in replies if "已记订单" in reply]) == 1
    assert len([reply for reply in replies if "已经下过单" in reply]) == 3
    assert stock(shop, "A100") == 40


def test_an_expired_quotation_is_asked_about(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台 有效期5天")
    shop.skip_to("2026-12-01 09:00")
    assert "有效期" in shop.say("XiaoLi", "按Q20261124-001下单")
    assert shop.records("orders") == []
    assert "已记订单" in shop.say("XiaoLi", "确认")


def test_shipped_done_and_no_step_twice(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    assert "待发货" in shop.say("XiaoLi", "华为的单到哪了")
    assert "已发货" in shop.say("XiaoLi", "华为的订单发货了")
    assert "没有这样的单" in shop.say("XiaoLi", "华为的订单发货了")
    assert "不用再记" in shop.say("XiaoLi", "D20261124-001发货了")
    assert "已发货" in shop.say("XiaoLi", "订单到哪了")
    assert "已完成" in shop.say("XiaoLi", "华为的订单完成了")
    made = order(shop)
    assert made["status"] == "done"
    assert made["completed_at"] is not None
    shop.say("XiaoLi", "撤销")
    assert order(shop)["status"] == "shipped"
    assert stock(shop, "A100") == 42


def test_done_before_it_was_shipped_is_both(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    assert "没记过发货" in shop.say("XiaoLi", "订单完成")
    assert order(shop)["shipped_at"] is not None


def test_by_the_buttons_and_an_old_card_says_how_it_stands(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    card = shop.cards("XiaoLi")[-1]
    assert "已发货" in shop.tap("XiaoLi", "发货了", card)
    assert "已发货" in shop.tap("XiaoLi", "发货了", card)
    assert "已完成" in shop.tap("XiaoLi", "完成了", card)
    assert "已完成" in shop.tap("XiaoLi", "取消订单", card)


def test_cancelled_after_a_word_and_the_goods_come_back(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台，今天付了2000元")
    before = whole(shop)
    asked = shop.say("XiaoLi", "华为的单取消了")
    assert "2,000元转成预付款" in asked
    assert stock(shop, "A100") == 42
    assert "已取消" in shop.say("XiaoLi", "确认")
    assert (order(shop)["status"], stock(shop, "A100")) == ("cancelled", 50)
    assert one(shop, "payments")["order"] is None
    assert "已经取消" in shop.say("XiaoLi", "订单发货了")
    shop.say("XiaoLi", "撤销")
    assert whole(shop) == before


def test_a_large_order_waits_for_the_manager(shop: Chat) -> None:
    assert "王芳" in shop.say("XiaoLi", "华为下单 R740 2台 总价200万")
    assert (order(shop)["status"], stock(shop, "R740服务器")) == ("pending", 5)
    assert one(shop, "customers", name=HUAWEI)["stage"] != "成交"
    assert "等审批" in shop.say("XiaoLi", "订单发货了")
    shop.tap("WangFang", "同意")
    assert (order(shop)["status"], stock(shop, "R740服务器")) == ("open", 3)
    assert "已生效" in str(outbox(shop, "李晓")[-1]["payload"])


def test_the_list_with_what_is_owed(shop: Chat) -> None:
    assert "还没有" in shop.say("XiaoLi", "我的订单")
    shop.say("XiaoLi", "华为下单 A100 8台")
    shop.say("XiaoLi", "海康下单 A200 1台")
    shop.say("XiaoLi", "海康到账1200")
    reply = shop.say("XiaoLi", "我的订单")
    assert "共2单，7,600元" in reply
    assert "欠6,400元" in reply
    assert "欠1,200元" not in reply
    assert "共1单" in shop.say("XiaoLi", "海康的订单")
    assert "还没有" in shop.say("XiaoLi", "华为上个月的订单")


def test_an_open_deal_is_offered(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为建个商机 服务器扩容 50万 年底成交")
    assert "还开着" in shop.say("XiaoLi", "华为下单 A100 8台")
    assert order(shop)["opportunity_id"] is None


def test_the_order_of_a_deal_just_won_is_that_deals(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为建个商机 服务器扩容 50万 年底成交")
    shop.say("XiaoLi", "华为签了 45万")
    assert "已记订单" in shop.say("XiaoLi", "记订单")
    (deal,) = shop.records("opportunities")
    assert (order(shop)["opportunity_id"], order(shop)["amount"]) == (deal["id"], "450000.00")
    shop.say("XiaoLi", "撤销")
    assert shop.records("orders") == []
    assert shop.records("opportunities")[0]["status"] == "won"


CORRECTED = [
    ("金额改成12万", "120000.00", 42),
    ("数量改成10", "8000.00", 40),
    ("单价改成750", "6000.00", 42),
    ("A100改成10台", "8000.00", 40),
]


@pytest.mark.parametrize(("said", "amount", "left"), CORRECTED)
def test_every_figure_can_be_corrected_and_taken_back(shop: Chat, said: str, amount: str, left: int) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    before = whole(shop)
    assert "已更正" in shop.say("XiaoLi", said)
    assert (order(shop)["amount"], stock(shop, "A100")) == (amount, left)
    shop.say("XiaoLi", "撤销")
    assert whole(shop) == before
    shop.say("XiaoLi", "撤销")
    assert (shop.records("orders"), stock(shop, "A100")) == ([], 50)
    assert one(shop, "customers", name=HUAWEI)["stage"] == "潜在"


def test_other_goods_take_from_the_right_stock(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    assert "A200 交换机" in shop.say("XiaoLi", "不是A100是A200")
    assert (stock(shop, "A100"), stock(shop, "A200"), order(shop)["amount"]) == (50, 0, "9600.00")
    shop.say("XiaoLi", "撤销")
    assert (stock(shop, "A100"), stock(shop, "A200"), order(shop)["amount"]) == (42, 8, "6400.00")


def test_for_the_wrong_customer(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    shop.say("XiaoLi", "不是华为是海康")
    assert order(shop)["customer"] == HIKVISION
    stages = {c["name"]: c["stage"] for c in shop.records("customers")}
    assert (stages[HUAWEI], stages[HIKVISION]) == ("潜在", "成交")


def test_the_day_is_corrected(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    shop.say("XiaoLi", "日期改成昨天")
    assert order(shop)["signed_on"] == "2026-11-23"


def test_an_order_that_was_paid_stays_when_somebody_else_undoes_it(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    shop.say("WangFang", "华为到账2000")
    reply = shop.say("XiaoLi", "撤销")
    assert "没有动" in reply
    made = order(shop)
    assert (made["amount"], len(made["lines"]), stock(shop, "A100")) == ("6400.00", 1, 42)


def test_another_team_sees_and_changes_nothing(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    before = whole(shop)
    assert "没找到" in shop.say("XiaoZhao", "D20261124-001发货")
    assert "负责人是李晓" in shop.say("XiaoZhao", "华为下单 A100 1台")
    assert "D20261124" not in shop.say("XiaoZhao", "我的订单")
    assert whole(shop) == before


def test_what_was_quoted_is_open_again_when_its_order_is_cancelled(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A100 10台")
    shop.say("XiaoLi", "华为的报价转订单")
    before = whole(shop)
    shop.say("XiaoLi", "取消订单D20261124-001")
    shop.say("XiaoLi", "确认")
    shop.say("XiaoLi", "撤销")
    assert whole(shop) == before
    shop.say("XiaoLi", "取消订单D20261124-001")
    shop.say("XiaoLi", "确认")
    assert "7,200元" in shop.say("XiaoLi", "把Q20261124-001折扣改成9折")
    assert "D20261124-002" in shop.say("XiaoLi", "华为的报价转订单")
    assert [row["status"] for row in shop.records("orders")] == ["cancelled", "open"]


def test_a_bare_word_cancels_an_order_only_right_after_it(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台")
    assert "确认取消" in shop.say("XiaoLi", "取消")
    shop.say("XiaoLi", "不做了")
    shop.say("XiaoLi", "明天下午三点提醒我给海康回电话")
    assert "D2026" not in shop.say("XiaoLi", "取消")
    assert order(shop)["status"] == "open"


def test_which_order_is_asked_where_the_talk_was_of_none(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 总价6400")
    shop.say("XiaoLi", "海康下单 总价5000")
    shop.skip_to("2026-11-25 15:00")
    asked = shop.say("XiaoLi", "订单发货了")
    assert "是哪一单" in asked
    assert HUAWEI in asked
    assert HIKVISION in asked
    assert [one["status"] for one in shop.records("orders")] == ["open", "open"]
    shop.say("XiaoLi", "D20261124-001")
    assert [one["status"] for one in shop.records("orders")] == ["shipped", "open"]
