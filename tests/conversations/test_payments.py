"""回款 and 应收: what came in for what, and what is still owed; never a fen more or less."""

from typing import Any

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI, one
from tests.support.whole import whole


def payment(chat: Chat) -> dict[str, Any]:
    return one(chat, "payments")


@pytest.fixture
def sold(shop: Chat) -> Chat:
    """华为 owes 6400 for 8 A100."""
    shop.say("XiaoLi", "华为下单 A100 8台")
    return shop


@pytest.mark.parametrize("said", ["华为今天到账2000", "收到华为货款2000元", "华为打款2000", "华为付了2千块"])
def test_money_that_came_in(sold: Chat, said: str) -> None:
    reply = sold.say("XiaoLi", said)
    assert "还欠4,400元" in reply
    made = payment(sold)
    assert (made["customer"], made["amount"], made["order"]) == (HUAWEI, "2000.00", "D20261124-001")
    assert (made["user"], made["paid_on"]) == ("李晓", "2026-11-24")


def test_until_nothing_is_owed(sold: Chat) -> None:
    sold.say("XiaoLi", "华为昨天到账2000")
    assert "到账多少" in sold.say("XiaoLi", "华为尾款结了")
    assert "款已收齐" in sold.say("XiaoLi", "1")
    assert sorted(p["amount"] for p in sold.records("payments")) == ["2000.00", "4400.00"]
    assert "都收齐了" in sold.say("XiaoLi", "谁还欠钱")
    assert "不欠款" in sold.say("XiaoLi", "华为还欠多少")


def test_another_sum_than_the_rest(sold: Chat) -> None:
    sold.say("XiaoLi", "华为尾款到了")
    assert "还欠3,400元" in sold.say("XiaoLi", "3000")


def test_a_sum_is_asked_for(sold: Chat) -> None:
    assert "多少钱" in sold.say("XiaoLi", "录一笔华为的回款")
    assert "还欠5,400元" in sold.say("XiaoLi", "1000")


def test_more_than_is_owed_is_asked_about(sold: Chat) -> None:
    before = whole(sold)
    asked = sold.say("XiaoLi", "华为到账7000")
    assert "只欠6,400元" in asked
    assert "多出600元" in asked
    assert whole(sold) == before
    assert "预付款" in sold.say("XiaoLi", "确认")
    assert sorted((p["amount"], p["kind"]) for p in sold.records("payments")) == [
        ("600.00", "advance"),
        ("6400.00", "payment"),
    ]
    sold.say("XiaoLi", "撤销")
    assert whole(sold) == before


def test_the_same_payment_said_twice_is_asked_about(sold: Chat) -> None:
    sold.say("XiaoLi", "华为到账2000")
    assert "已经记过一笔2,000元（李晓记的）" in sold.say("WangFang", "华为今天到账2000")
    sold.say("WangFang", "不做了")
    assert len(sold.records("payments")) == 1


def test_two_people_at_once_do_not_pay_one_order_twice(sold: Chat) -> None:
    replies = sold.box.say_all([("XiaoLi", "华为到账6400"), ("WangFang", "华为到账6400")])
    assert len([reply for reply in replies if "款已收齐" in str(reply)]) == 1
    assert len(sold.records("payments")) == 1


def test_paid_in_advance_and_matched_later(shop: Chat) -> None:
    reply = shop.say("XiaoLi", "华为付了预付款5万")
    assert "预付款" in reply
    assert (payment(shop)["kind"], payment(shop)["order"]) == ("advance", None)
    assert "5万预付款没用" in shop.say("XiaoLi", "华为下单 A100 8台")
    before = whole(shop)
    assert "款已收齐" in shop.say("XiaoLi", "预付款抵扣")
    assert sorted((p["amount"], p["order"] or "") for p in shop.records("payments")) == [
        ("43600.00", ""),
        ("6400.00", "D20261124-001"),
    ]
    assert "43,600元预付款" in shop.say("XiaoLi", "华为还欠多少") or "4.36万" in shop.say(
        "XiaoLi", "华为还欠多少"
    )
    shop.say("XiaoLi", "撤销")
    assert whole(shop) == before


def test_nothing_to_match(sold: Chat) -> None:
    assert "没有没用掉的预付款" in sold.say("XiaoLi", "华为预付款抵扣")


def test_of_several_orders_the_one_it_pays_is_asked(sold: Chat) -> None:
    sold.say("XiaoLi", "华为下单 R740 1台")
    asked = sold.say("XiaoLi", "华为到账1万")
    assert "哪一单" in asked
    assert "还欠2.5万" in sold.say("XiaoLi", "D20261124-002")
    assert payment(sold)["order"] == "D20261124-002"


def test_a_sum_that_is_one_order_s_is_for_that_one(sold: Chat) -> None:
    sold.say("XiaoLi", "华为下单 R740 1台")
    assert "D20261124-002" in sold.say("XiaoLi", "华为到账3.5万")


def test_by_its_number_and_in_turn(sold: Chat) -> None:
    sold.say("XiaoLi", "华为下单 R740 1台")
    sold.say("XiaoLi", "华为D20261124-002到账1万")
    assert payment(sold)["order"] == "D20261124-002"
    sold.say("XiaoLi", "华为到账1.1万")
    sold.say("XiaoLi", "按先后冲抵")
    paid = sorted((p["order"], p["amount"]) for p in sold.records("payments"))
    assert paid == [("D20261124-001", "6400.00"), ("D20261124-002", "10000.00"), ("D20261124-002", "4600.00")]


def test_a_payment_of_tomorrow_has_not_come(sold: Chat) -> None:
    sold.say("XiaoLi", "华为到账2000")
    assert "还没到" in sold.say("XiaoLi", "日期改成明天")
    assert payment(sold)["paid_on"] == "2026-11-24"


def test_corrected_and_taken_back(sold: Chat) -> None:
    before = whole(sold)
    sold.say("XiaoLi", "华为到账2000")
    assert "还欠1,400元" in sold.say("XiaoLi", "金额改成5000")
    assert "多出的600元记成预付款" in sold.say("XiaoLi", "金额改成7000")
    assert sum(float(p["amount"]) for p in sold.records("payments")) == 7000
    for _ in range(3):
        sold.say("XiaoLi", "撤销")
    assert whole(sold) == before


def test_an_order_that_gets_smaller_gives_back_what_was_paid_too_much(sold: Chat) -> None:
    sold.say("XiaoLi", "华为到账6400")
    sold.say("XiaoLi", "订单金额改成5000")
    assert (
        sorted((p["amount"], p["kind"]) for p in sold.records("payments"))
        == [
            ("1400.00", "payment"),
            ("5000.00", "payment"),
        ]
        or sum(float(p["amount"]) for p in sold.records("payments")) == 6400
    )
    assert "1,400元预付款" in sold.say("XiaoLi", "华为还欠多少")


def test_order_and_payment_in_one_message_and_which_is_wrong(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台 总价36万，今天付了20万")
    asked = shop.say("XiaoLi", "金额改成30万")
    assert "改哪一条" in asked
    shop.say("XiaoLi", "算了")
    shop.say("XiaoLi", "订单金额改成30万")
    assert one(shop, "orders")["amount"] == "300000.00"
    assert payment(shop)["amount"] == "200000.00"


def test_for_the_wrong_customer(sold: Chat) -> None:
    sold.say("XiaoLi", "华为到账2000")
    sold.say("XiaoLi", "不是华为是海康")
    made = payment(sold)
    assert (made["customer"], made["order"]) == (HIKVISION, None)
    assert "还欠6,400元" in sold.say("XiaoLi", "华为还欠多少")


def test_an_order_told_with_its_payment_goes_along(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台 总价36万，今天付了20万")
    shop.say("XiaoLi", "回款改成10万")
    assert "客户改为" in shop.say("XiaoLi", "不是华为是海康")
    order, made = one(shop, "orders"), payment(shop)
    assert (order["customer"], made["customer"], made["order"]) == (HIKVISION, HIKVISION, order["number"])


def test_who_owes(sold: Chat) -> None:
    sold.say("XiaoLi", "海康下单 A200 1台 账期3天")
    sold.skip_to("2026-12-01 09:00")
    reply = sold.say("XiaoLi", "谁还欠钱")
    assert "共2家，7,600元，其中逾期1,200元" in reply
    assert reply.index("海康") < reply.index("华为")  # what is overdue comes first
    assert "海康" in sold.say("XiaoLi", "逾期应收")
    assert "华为" not in sold.say("XiaoLi", "逾期应收")
    assert "都收齐了" in sold.say("XiaoZhao", "应收")


def test_overdue_for_so_long(sold: Chat) -> None:
    sold.say("XiaoLi", "海康下单 A200 1台 账期3天")  # due on 27 November
    sold.say("XiaoLi", "海康下单 A200 2台 账期30天")  # due on 24 December
    sold.skip_to("2026-12-27 09:30")
    reply = sold.say("WangFang", "逾期20天以上的有多少钱")
    assert "逾期20天以上的应收：共1家，1,200元" in reply  # not the order of 2,400, which is 3 days late
    assert "欠1,200元，全部逾期（最久30天）" in reply
    for said in ("逾期超过20天的有哪些", "应收逾期大于20天的客户", "哪些款逾期了3周以上"):
        assert "共1家，1,200元" in sold.say("WangFang", said), said
    assert "共1家，1,200元" in sold.say("WangFang", "逾期30天以上的客户")
    assert "没有逾期超过30天的款" in sold.say("WangFang", "逾期超过30天的")
    assert "没有逾期90天以上的款" in sold.say("WangFang", "逾期三个月以上有多少钱")
    assert "共1家，3,600元" in sold.say("WangFang", "逾期应收")
    assert "待办" in sold.say("WangFang", "逾期20天以上的待办")


@pytest.mark.parametrize("said", ["应收按人看", "谁的应收最多", "各人的欠款", "哪个销售的欠款最多"])
def test_what_each_seller_is_owed(sold: Chat, said: str) -> None:
    sold.say("XiaoZhao", "九阳下单 A100 10台 账期3天")
    reply = sold.say("ChenYu", said)
    assert "应收 按人：共1.44万\n1. 赵敏 8,000元（1家）\n2. 李晓 6,400元（1家）" in reply
    assert "赵敏" not in sold.say("WangFang", said)
    sold.skip_to("2026-12-27 09:30")
    assert "逾期应收 按人：共8,000元\n1. 赵敏 8,000元（1家）" in sold.say("ChenYu", "谁的逾期应收最多")


def test_a_rep_sees_what_the_own_customers_owe(sold: Chat) -> None:
    assert "1. 华为技术有限公司 欠6,400元" in sold.say("XiaoLi", "应收按人看")


@pytest.mark.parametrize(
    "said", ["谁还欠钱", "应收", "欠款", "哪些客户还没付款", "还有哪些没收回来的款", "应收账款"]
)
def test_the_list_in_other_words(sold: Chat, said: str) -> None:
    assert "华为技术有限公司 欠6,400元" in sold.say("XiaoLi", said)


@pytest.mark.parametrize(
    "said", ["华为还欠多少", "华为欠多少钱", "华为的欠款", "华为还有多少没付", "他们还欠多少"]
)
def test_one_customer_in_other_words(sold: Chat, said: str) -> None:
    assert "还欠6,400元" in sold.say("XiaoLi", said)


def test_the_payments_are_listed(sold: Chat) -> None:
    sold.say("XiaoLi", "华为到账2000")
    assert "2,000元 D20261124-001" in sold.say("XiaoLi", "华为的回款记录")
    assert "共1笔" in sold.say("XiaoLi", "回款记录")


def test_a_colleague_of_another_team_books_nothing(sold: Chat) -> None:
    before = whole(sold)
    assert "负责人是李晓" in sold.say("XiaoZhao", "华为到账2000")
    assert whole(sold) == before


def test_a_manager_books_for_the_seller(sold: Chat) -> None:
    assert "记在李晓名下" in sold.say("WangFang", "华为到账2000")
    assert payment(sold)["user"] == "李晓"


def _cards(chat: Chat, who: str, words: str) -> list[str]:
    return [str(card.card.card) for card in chat.cards(who) if words in str(card.card.card)]


def test_what_falls_due_is_told_in_the_morning_once_a_stage(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台 账期8天")  # due on Wednesday, 2 December
    shop.wait_until("2026-11-27 18:00")
    assert _cards(shop, "XiaoLi", "应收") == []
    shop.wait_until("2026-11-30 12:00")  # Monday: the third day before was a Sunday
    assert len(_cards(shop, "XiaoLi", "应收2天后")) == 1
    shop.wait_until("2026-12-01 12:00")
    assert len(_cards(shop, "XiaoLi", "应收")) == 1
    shop.wait_until("2026-12-02 12:00")
    assert len(_cards(shop, "XiaoLi", "应收今天到期")) == 1
    shop.skip_to("2026-12-08 18:00")
    shop.wait_until("2026-12-09 12:00")
    assert len(_cards(shop, "XiaoLi", "应收逾期7天")) == 1
    assert len(_cards(shop, "XiaoLi", "应收")) == 3
    assert _cards(shop, "XiaoZhao", "应收") == []


def test_paid_with_a_tap_and_never_twice(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台 账期1天")
    shop.wait_until("2026-11-25 09:00")
    card = shop.cards("XiaoLi")[-1]
    assert "已全部到账" in shop.tap("XiaoLi", "已全部到账", card)
    assert "收齐" in shop.tap("XiaoLi", "已全部到账", card)
    assert payment(shop)["amount"] == "6400.00"
    shop.say("XiaoLi", "撤销")
    assert shop.records("payments") == []


def test_another_week_with_a_tap(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台 账期1天")
    shop.wait_until("2026-11-25 09:00")
    card = shop.cards("XiaoLi")[-1]
    assert "12月2日" in shop.tap("XiaoLi", "再等一周", card)
    assert "已经改过" in shop.tap("XiaoLi", "再等一周", card)
    assert one(shop, "orders")["due_on"] == "2026-12-02"


def test_several_are_one_card_and_go_to_whoever_has_the_customer_now(shop: Chat) -> None:
    shop.say("XiaoLi", "华为下单 A100 8台 账期1天")
    shop.say("XiaoLi", "海康下单 A200 1台 账期1天")
    shop.say("XiaoLi", "把华为转给王磊")
    shop.say("XiaoLi", "把海康转给王磊")
    shop.wait_until("2026-11-25 09:00")
    assert len(_cards(shop, "XiaoWang", "2笔应收到期，共7,600元")) == 1
    assert _cards(shop, "XiaoLi", "应收") == []


def test_without_a_sum_all_that_is_owed_is_offered(sold: Chat) -> None:
    assert "1. 全部到账 6,400元" in sold.say("XiaoLi", "华为货款到了")
    assert sold.records("payments") == []
    assert "款已收齐" in sold.say("XiaoLi", "1")
    assert payment(sold)["amount"] == "6400.00"
    sold.say("XiaoLi", "撤销")
    sold.say("XiaoLi", "华为货款到了")
    assert "还欠4,400元" in sold.say("XiaoLi", "2000")
