"""Orders and corrections as one says them in passing, in the order in which they come to mind."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI, one


def test_a_colleague_asked_for_help_has_the_task(team: Chat) -> None:
    team.say("XiaoLi", "王磊帮我去趟华为")
    task = one(team, "tasks")
    assert (task["title"], task["assignee"], task["customer"]) == ("去趟华为", "王磊", HUAWEI)


@pytest.mark.parametrize("said", ["王磊帮我去过华为了", "王磊帮我去趟华为了吗", "李强帮我们去问了"])
def test_what_was_done_or_asked_is_no_task(team: Chat, said: str) -> None:
    team.say("XiaoLi", said)
    assert team.records("tasks") == []


def test_what_is_right_first_and_then_that_it_was_wrong(team: Chat) -> None:
    team.say("XiaoLi", "周四去华为看样机")
    team.say("XiaoLi", "是周五 我记错了")
    assert one(team, "tasks")["due_at"][:10] == "2026-11-27"
    team.say("XiaoLi", "不是我记错了")
    assert one(team, "tasks")["due_at"][:10] == "2026-11-27"


def test_a_family_name_is_put_right(team: Chat) -> None:
    team.say("XiaoLi", "海康加个联系人 龚勇 13700000001")
    team.say("XiaoLi", "他姓孔 不是姓龚")
    assert one(team, "contacts", phone="13700000001")["name"] == "孔勇"
    team.say("XiaoLi", "不是姓孔 是姓巩")
    assert one(team, "contacts", phone="13700000001")["name"] == "巩勇"
    team.say("XiaoLi", "他姓赵 不是姓钱")  # nobody is called so
    assert "赵勇" not in {person["name"] for person in team.records("contacts")}


def test_a_discount_put_to_the_boss_by_name(team: Chat) -> None:
    team.say("XiaoLi", "让王芳批个价 华为打七五折")
    asked = one(team, "approvals")
    assert (asked["kind"], asked["value"], asked["customer"]) == ("discount", "75.00", HUAWEI)
    team.say("XiaoLi", "让王磊批个价 华为打七五折")  # he decides nothing
    assert len(team.records("approvals")) == 1


def test_what_they_want_to_buy_is_what_is_quoted(shop: Chat) -> None:
    shop.say("XiaoLi", "海康想买10个滤芯 报个价 85一个")
    shop.say("XiaoLi", "1")
    (line,) = one(shop, "quotes")["lines"]
    assert (line["product"], line["quantity"], line["price"]) == ("滤芯", 10, "85.00")


def test_one_costs_so_much_and_is_no_second_line(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 咖啡机1台 月租1800 豆子10包 一包95")
    shop.say("XiaoLi", "1")
    shop.say("XiaoLi", "1")
    lines = [(a["product"], a["quantity"], a["price"]) for a in one(shop, "quotes")["lines"]]
    assert lines == [("咖啡机", 1, "1800.00"), ("豆子", 10, "95.00")]


def test_the_price_of_goods_is_theirs_and_no_sum(shop: Chat) -> None:
    shop.say("XiaoLi", "给华为报价 A100 2台 单价800 A200 1台 单价1200")
    assert "合计2,900元" in shop.say("XiaoLi", "写错了 A100是850")
    assert "没有「豆子」" in shop.say("XiaoLi", "写错了 豆子是98")
    assert one(shop, "quotes")["amount"] == "2900.00"


def test_goods_of_nothing_change_no_chance(team: Chat) -> None:
    team.say("XiaoLi", "海康有个商机 换机 20万")
    assert "没有动" in team.say("XiaoLi", "写错了 豆子是98")
    assert one(team, "opportunities")["amount"] == "200000.00"
    team.say("XiaoLi", "写错了 金额是21万")
    assert one(team, "opportunities")["amount"] == "210000.00"


def test_whose_customer_it_is_is_no_person_there(team: Chat) -> None:
    assert team.say("WangFang", "小李的华为怎么样了").startswith(HUAWEI)


def test_what_they_claim_about_the_warranty_is_their_word(team: Chat) -> None:
    team.say("XiaoLi", "海康说质保期内应该免费换")
    log = one(team, "interactions")
    assert (log["customer"], log["content"]) == (HIKVISION, "说质保期内应该免费换")
    team.say("XiaoLi", "海康还在保吗")
    assert len(team.records("interactions")) == 1


def test_a_correction_that_fits_nothing_says_so(team: Chat) -> None:
    team.say("XiaoLi", "华为今天到账5万")
    said = team.say("XiaoLi", "刚那条写错了 不是定金 是全款")
    assert "没有动" in said
    assert "「」" not in said
    assert one(team, "payments")["amount"] == "50000.00"


def test_money_that_came_is_asked_for_whatever_was_asked_before(team: Chat) -> None:
    team.say("XiaoLi", "海康签了 1万2 先付一半")
    assert "收到多少" in team.say("XiaoLi", "到账了")
    team.say("XiaoLi", "6000")
    paid = one(team, "payments")
    assert (paid["customer"], paid["amount"]) == (HIKVISION, "6000.00")
    assert one(team, "opportunities")["amount"] == "12000.00"
    assert "收到多少" not in team.say("XiaoWang", "到账了")  # of nobody


def test_papers_for_the_invoice_of_a_persons_firm(team: Chat) -> None:
    team.say("XiaoLi", "李总要发票 抬头 华为技术有限公司 税号91440300MA5XXXXX12")
    customer = one(team, "customers", name=HUAWEI)
    assert "税号91440300MA5XXXXX12" in customer["note"]
    assert team.records("interactions") == []


def test_ahead_of_the_day_of_delivery(team: Chat) -> None:
    team.say("XiaoLi", "交期20号 提前一周催生产")
    assert one(team, "tasks")["due_at"][:10] == "2026-12-13"


def test_a_number_with_a_digit_too_many_is_said_to_be_none(team: Chat) -> None:
    assert "12位" in team.say("XiaoLi", "周航电话138000100030")
    assert "10位" in team.say("XiaoLi", "周航电话1380001000")
    assert one(team, "contacts", name="周航")["phone"] == "13800010003"
