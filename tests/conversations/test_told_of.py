"""What no field holds: 海康的预算是多少, the tax number, one more person there, an order behind a report."""

import pytest

from tests.support.chat import Chat
from tests.support.shop import HIKVISION, HUAWEI, one

TAX = "永固五金要开票 税号91330106MA2B1C3D4E 开户行招商银行杭州分行 账号571900001234567"


def test_what_was_told_is_found_again(team: Chat) -> None:
    team.say("XiaoLi", "今天拜访了海康 预算35万左右 交期要45天")
    for said in ("海康的预算是多少", "海康交期要求几天"):
        assert "预算35万左右 交期要45天" in team.say("XiaoLi", said)
    assert "还没有提到「预算」" in team.say("XiaoLi", "华为的预算是多少")
    assert "13800010003" in team.say("XiaoLi", "海康电话多少")  # a field is a field
    assert len(team.records("interactions")) == 1


def test_what_an_invoice_needs_is_kept_whole(team: Chat) -> None:
    team.say("XiaoLi", "新增客户 永固五金")
    team.say("XiaoLi", TAX)
    customer = one(team, "customers", name="永固五金")
    assert customer["bank"] == "招商银行杭州分行 账号571900001234567"
    assert "税号91330106MA2B1C3D4E" in customer["note"]
    assert "91330106MA2B1C3D4E" in team.say("XiaoLi", "永固五金的税号是多少")
    team.say("XiaoLi", TAX)
    assert one(team, "customers", name="永固五金")["note"] == customer["note"]
    team.say("XiaoLi", "撤销")


@pytest.mark.parametrize(
    ("said", "name", "title"),
    [
        ("还有个副总姓胡", "胡副总", None),
        ("他们还有个采购叫胡小明", "胡小明", "采购"),
        ("对了 他们还有个副总 姓胡 13900001111", "胡副总", None),
    ],
)
def test_one_more_person_there(team: Chat, said: str, name: str, title: str | None) -> None:
    team.say("XiaoLi", "今天拜访了海康 聊得不错")
    team.say("XiaoLi", said)
    assert one(team, "contacts", name=name)["customer"] == HIKVISION
    assert one(team, "contacts", name=name)["title"] == title


def test_without_a_customer_spoken_of_nobody_is_made(chat: Chat) -> None:
    chat.say("XiaoLi", "还有个副总姓胡")
    assert chat.records("contacts") == []


def test_an_order_behind_a_report_is_asked_about(shop: Chat) -> None:
    shop.say("XiaoLi", "今天去了华为 李总挺满意")
    assert "要录订单吗" in shop.say("XiaoLi", "先要10台A100 单价780")
    assert shop.records("orders") == []
    shop.say("XiaoLi", "是")
    assert (one(shop, "orders")["customer"], one(shop, "orders")["amount"]) == (HUAWEI, "7800.00")
    shop.say("XiaoLi", "先下个月再说")
    assert len(shop.records("orders")) == 1
