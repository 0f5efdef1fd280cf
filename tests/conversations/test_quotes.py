"""报价: from one sentence to a page on the customer's phone, with approval where the discount is too deep."""

from decimal import Decimal
from typing import Any

import pytest
import requests

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI, link, one
from tests.support.whole import outbox, whole


def quote(chat: Chat) -> dict[str, Any]:
    return one(chat, "quotes")


def parts(made: dict[str, Any]) -> str:
    """The sum of the lines."""
    return str(sum(Decimal(line["amount"]) for line in made["lines"]))


SAID = [
    "华为报价 A100×10 单价800",
    "给华为报价 A100 10台 每台800",
    "报价 华为 A100×10 单价800",
    "给华为出个报价，A100要10台，单价800",
    "华为报价 A100 10台",  # at the list's price
    "给华为报价 A100*10@800",
]


@pytest.mark.parametrize("said", SAID)
def test_one_sentence_is_a_quotation(shop: Chat, said: str) -> None:
    reply = shop.say("XiaoLi", said)
    assert "Q20261124-001" in reply
    assert "A100 交换机 10台 × 800元 = 8,000元" in reply.replace("10 ×", "10台 ×")
    made = quote(shop)
    assert (made["customer"], made["owner"], made["amount"]) == (HUAWEI, "李晓", "8000.00")
    (line,) = made["lines"]
    assert (line["product"], line["quantity"], line["price"], line["amount"]) == (
        "A100 交换机",
        10,
        "800.00",
        "8000.00",
    )


LET_OFF = [
    ("九折", "7200.00"),
    ("打95折", "7600.00"),
    ("打九五折", "7600.00"),
    ("减免500", "7500.00"),
    ("九五折 优惠100", "7500.00"),
    ("总价7600", "7600.00"),
]


@pytest.mark.parametrize(("said", "amount"), LET_OFF)
def test_what_is_let_off(shop: Chat, said: str, amount: str) -> None:
    shop.say("XiaoLi", f"华为报价 A100 10台 单价800 {said}")
    made = quote(shop)
    assert made["amount"] == amount
    assert parts(made) == amount


def test_several_lines_and_a_reduction_that_does_not_divide(shop: Chat) -> None:
    reply = shop.say("XiaoLi", "给华为报价 A100 3台 799.99，R740 2台 3万4999，减免100.01")
    assert "减免100.01元" in reply
    made = quote(shop)
    assert made["amount"] == f"{3 * 799.99 + 2 * 34999 - 100.01:.2f}"
    assert parts(made) == made["amount"]


def test_the_odd_rest_is_let_off(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 3台 单价799.5 抹零")
    assert quote(shop)["amount"] == "2398.00"


def test_what_they_asked_for_before_is_not_forgotten(shop: Chat) -> None:
    shop.say("XiaoLi", "今天拜访了华为的李强，他说交期必须30天以内，另外要求含税，聊了聊午饭")
    reply = shop.say("XiaoLi", "华为报价 A100 10台")
    assert "报价前提醒" in reply
    assert "交期必须30天以内" in reply
    assert "要求含税" in reply
    assert "午饭" not in reply
    assert "报价前提醒" not in shop.say("XiaoLi", "海康报价 A100 10台")


def test_until_when_it_is_good(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台 有效期15天")
    assert quote(shop)["valid_until"] == "2026-12-09"
    assert "12月20日" in shop.say("XiaoLi", "有效期改到12月20日")
    assert quote(shop)["valid_until"] == "2026-12-20"
    assert (
        "已经过去" in shop.say("XiaoLi", "有效期改到11月20日") or quote(shop)["valid_until"] != "2026-11-20"
    )


def test_a_missing_customer_goods_count_and_price_are_asked_one_by_one(shop: Chat) -> None:
    assert "给哪个客户报价" in shop.say("XiaoWang", "报价 辅材包")
    shop.say("XiaoWang", "新增客户 星辰科技有限公司")
    assert "报哪些产品" in shop.say("XiaoWang", "给星辰报个价")
    assert "辅材包要多少" in shop.say("XiaoWang", "辅材包")
    assert "没有标价" in shop.say("XiaoWang", "3")
    assert "合计 150元" in shop.say("XiaoWang", "每个50")
    assert quote(shop)["customer"] == "星辰科技有限公司"


def test_two_switches_are_told_apart(shop: Chat) -> None:
    asked = shop.say("XiaoLi", "华为报价 交换机 10台 九五折")
    assert "A100 交换机" in asked
    assert "A200 交换机" in asked
    assert "合计 1.14万" in shop.say("XiaoLi", "2")


def test_an_unknown_product_is_asked_about_and_may_be_quoted_by_its_name(shop: Chat) -> None:
    asked = shop.say("XiaoLi", "给华为报价 A101 10台 每台700")
    assert "没有「A101」" in asked
    assert "A100 交换机" in asked
    assert shop.records("quotes") == []
    assert "合计 7,000元" in shop.say("XiaoLi", "就叫「A101」")
    (line,) = quote(shop)["lines"]
    assert line["product"] == "A101"


def test_second_thoughts_write_nothing(shop: Chat) -> None:
    before = whole(shop)
    shop.say("XiaoLi", "给华为报价 A101 10台")
    shop.say("XiaoLi", "算了")
    assert whole(shop) == before


@pytest.mark.parametrize("said", ["九折", "9折"])
def test_within_the_limit_nobody_is_asked(shop: Chat, said: str) -> None:
    assert "/p/" in shop.say("XiaoLi", f"华为报价 A100 10台 {said}")
    assert quote(shop)["status"] == "draft"
    assert shop.records("approvals") == []


def test_too_deep_a_discount_waits_for_the_manager(shop: Chat) -> None:
    reply = shop.say("XiaoLi", "华为报价 A100 10台 六折")
    assert "王芳审批" in reply
    assert "/p/" not in reply
    assert quote(shop)["status"] == "pending"
    assert "等审批" in shop.say("XiaoLi", "发报价")
    assert "还没过审批" in shop.say("XiaoLi", "按报价下单")
    assert "同意" in shop.tap("WangFang", "同意")
    assert quote(shop)["status"] == "draft"
    assert "可以发给客户" in str(outbox(shop, "李晓")[-1]["payload"])
    assert "/p/" in shop.say("XiaoLi", "发报价")


def test_a_low_price_is_a_discount_too(shop: Chat) -> None:
    assert "审批" in shop.say("XiaoLi", "华为报价 A100 10台 单价500")
    assert quote(shop)["status"] == "pending"


def test_rejected_and_mended(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台 六折")
    shop.say("WangFang", "驳回 利润太薄")
    if quote(shop)["status"] == "pending":  # the card asks for the reason
        shop.tap("WangFang", "驳回")
        shop.say("WangFang", "利润太薄")
    assert quote(shop)["status"] == "rejected"
    assert "没通过审批" in shop.say("XiaoLi", "发报价")
    assert "九折" in shop.say("XiaoLi", "折扣改成九折")
    assert (quote(shop)["status"], quote(shop)["amount"]) == ("draft", "7200.00")


def test_the_customers_page_shows_this_quotation_and_nothing_else(shop: Chat) -> None:
    path = link(shop.say("XiaoLi", "给华为报价 A100 10台 800，R740 2台 34000，九五折"))
    page = requests.get(shop.url + path, timeout=5)
    assert page.status_code == 200
    for words in (
        "Q20261124-001",
        HUAWEI,
        "A100 交换机",
        "R740服务器",
        "72,200.00",
        "95折",
        "云帆科技",
        "李晓",
    ):
        assert words in page.text
    assert "成本" not in page.text
    assert HIKVISION not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert requests.get(shop.url + path[:-2] + "xx", timeout=5).status_code == 404
    assert requests.get(f"{shop.url}{path}/now", timeout=5).status_code == 404


def test_the_page_goes_when_the_quotation_does(shop: Chat) -> None:
    path = link(shop.say("XiaoLi", "华为报价 A100 10台"))
    assert "已作废" in shop.say("XiaoLi", "报价作废")
    gone = requests.get(shop.url + path, timeout=5)
    assert gone.status_code == 410
    assert "8,000" not in gone.text
    shop.say("XiaoLi", "撤销")
    assert requests.get(shop.url + path, timeout=5).status_code == 200
    shop.skip_to("2027-01-10 09:00")
    late = requests.get(shop.url + path, timeout=5)
    assert late.status_code == 410
    assert "联系" in late.text


def test_a_picture_to_forward(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台")
    assert "图片已发" in shop.tap("XiaoLi", "发图片")
    (picture,) = [row for row in outbox(shop, "李晓") if row["kind"] == "picture"]
    assert picture["status"] == "sent"
    assert quote(shop)["status"] == "sent"


def test_the_list_and_one_of_it(shop: Chat) -> None:
    assert "还没有报价单" in shop.say("XiaoLi", "我的报价")
    shop.say("XiaoLi", "华为报价 A100 10台")
    shop.say("XiaoLi", "海康报价 A200 1台")
    assert "共2张" in shop.say("XiaoLi", "我的报价")
    assert "共1张" in shop.say("XiaoLi", "华为的报价单")
    assert "A100 交换机 10台" in shop.say("XiaoLi", "Q20261124-001")
    assert "没找到" in shop.say("XiaoLi", "Q20261124-009")


CORRECTED = [
    ("数量改成12", "9600.00"),
    ("单价改成750", "7500.00"),
    ("折扣改成九折", "7200.00"),
    ("总价改成7600", "7600.00"),
    ("金额改成8500", "8500.00"),
    ("不是A100是A200", "12000.00"),
    ("A100改成12台", "9600.00"),
]


@pytest.mark.parametrize(("said", "amount"), CORRECTED)
def test_every_figure_can_be_corrected_and_taken_back(shop: Chat, said: str, amount: str) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台 单价800")
    before = whole(shop)
    assert "已更正" in shop.say("XiaoLi", said)
    made = quote(shop)
    assert made["amount"] == amount
    assert parts(made) == amount
    shop.say("XiaoLi", "撤销")
    assert whole(shop) == before
    shop.say("XiaoLi", "撤销")
    assert shop.records("quotes") == []


def test_of_several_lines_the_named_one_is_corrected(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A100 10台 800，R740 2台 35000")
    assert "改哪一行" in shop.say("XiaoLi", "数量改成3")
    assert "R740" in shop.say("XiaoLi", "2")
    assert quote(shop)["amount"] == "113000.00"
    shop.say("XiaoLi", "A100单价改成780")
    assert quote(shop)["amount"] == "112800.00"


def test_for_the_wrong_customer(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台")
    shop.say("XiaoLi", "不是华为是海康")
    assert quote(shop)["customer"] == HIKVISION
    shop.say("XiaoLi", "撤销")
    assert quote(shop)["customer"] == HUAWEI


@pytest.mark.parametrize(
    "said", ["单价改成0", "数量改成0", "总价改成-5", "折扣改成150折", "单价改成999999999999"]
)
def test_figures_that_cannot_be_change_nothing(shop: Chat, said: str) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台 单价800")
    before = whole(shop)
    shop.say("XiaoLi", said)
    assert whole(shop) == before


def test_another_teams_customer_is_not_quoted(shop: Chat) -> None:
    before = whole(shop)
    assert "负责人是李晓" in shop.say("XiaoZhao", "华为报价 A100 10台")  # and not for 九阳, just spoken of
    assert whole(shop) == before


def test_a_new_customer_is_asked_about_before_it_is_made(shop: Chat) -> None:
    assert "新建吗" in shop.say("XiaoLi", "给星辰科技报价 A100 10台")
    assert shop.records("customers", name="星辰科技") == []
    assert "同时新建了客户" in shop.say("XiaoLi", "是")
    assert quote(shop)["customer"] == "星辰科技"
    shop.say("XiaoLi", "撤销")
    assert shop.records("customers", name="星辰科技") == []


def test_or_it_was_a_slip_and_the_right_name_is_the_answer(shop: Chat) -> None:
    shop.say("XiaoLi", "给星辰科技报价 A100 10台")
    assert "海康" in shop.say("XiaoLi", "海康")
    assert quote(shop)["customer"] == HIKVISION


def test_a_manager_quotes_for_the_owner(shop: Chat) -> None:
    assert "记在李晓名下" in shop.say("WangFang", "华为报价 A100 10台")
    assert quote(shop)["owner"] == "李晓"


def test_numbers_are_never_given_twice(shop: Chat) -> None:
    said = [
        (who, f"{name}报价 A100 {n}台")
        for n, (who, name) in enumerate([("XiaoLi", "华为"), ("WangFang", "海康")] * 4, 1)
    ]
    shop.box.say_all(said)
    numbers = [made["number"] for made in shop.records("quotes")]
    assert len(numbers) == 8
    assert len(set(numbers)) == 8


def test_void_alone_is_the_one_just_made(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A100 10台")
    assert "已作废" in shop.say("XiaoLi", "作废")
    assert quote(shop)["status"] == "void"
    shop.say("XiaoLi", "撤销")
    assert quote(shop)["status"] == "draft"
    shop.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    shop.say("XiaoLi", "作废")
    assert quote(shop)["status"] == "draft"


def test_to_quote_somebody_is_no_look_at_quotations(shop: Chat) -> None:
    shop.say("XiaoLi", "华为报价 A100 10台")
    assert "报哪些产品" in shop.say("XiaoLi", "给华为报价")
    shop.say("XiaoLi", "算了")
    assert "共1张" in shop.say("XiaoLi", "给华为的报价")
