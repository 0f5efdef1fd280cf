"""The price list: kept by managers in the chat, asked by everybody in any wording."""

from decimal import Decimal

import pytest

from tests.support.chat import Chat
from tests.support.whole import whole


@pytest.fixture
def store(team: Chat) -> Chat:
    """王芳 keeps two switches and a paint in the list."""
    team.say("WangFang", "新增产品 A100 交换机 单价800 库存50 单位台 也叫 百兆交换机、小白")
    team.say("WangFang", "新增产品：A200 交换机 1200元/台 库存8台")
    team.say("WangFang", "新增产品 防腐底漆 单价80元一桶 成本50 库存200桶")
    return team


def product(chat: Chat, name: str) -> dict[str, object]:
    (found,) = [p for p in chat.records("products") if name in (p["code"], p["name"])]
    return found


def test_a_product_in_one_sentence(store: Chat) -> None:
    made = product(store, "A100")
    assert (made["name"], made["price"], made["stock"], made["unit"]) == ("交换机", "800.00", 50, "台")
    assert made["aliases"] == ["百兆交换机", "小白"]
    paint = product(store, "防腐底漆")
    assert (paint["price"], paint["cost"], paint["unit"], paint["stock"]) == ("80.00", "50.00", "桶", 200)


@pytest.mark.parametrize(
    "said", ["A100多少钱 有货吗", "百兆交换机什么价", "a100还有货吗", "小白多少钱", "A100"]
)
def test_price_and_stock_in_any_wording(store: Chat, said: str) -> None:
    reply = store.say("XiaoLi", said)
    assert "A100 交换机" in reply
    assert "800元/台" in reply
    assert "库存50台" in reply


def test_what_it_costs_us_is_not_shown_to_reps(store: Chat) -> None:
    assert "成本" not in store.say("XiaoLi", "防腐底漆多少钱")
    assert "成本：50元" in store.say("WangFang", "防腐底漆多少钱")


def test_several_fit_and_one_is_asked_for(store: Chat) -> None:
    asked = store.say("XiaoLi", "交换机多少钱")
    assert "A100 交换机" in asked
    assert "A200 交换机" in asked
    assert "1,200元/台" in store.say("XiaoLi", "2")


def test_an_unknown_one_is_said_with_what_is_near(store: Chat) -> None:
    asked = store.say("XiaoLi", "A101多少钱")
    assert "没有「A101」" in asked
    assert "A100 交换机" in asked
    assert "价目表里没有「X900」" in store.say("XiaoLi", "X900多少钱")


def test_the_list_and_an_empty_one(chat: Chat) -> None:
    assert "还是空的" in chat.say("XiaoLi", "价目表")
    chat.say("WangFang", "新增产品 A100 交换机 单价800")
    assert "1. A100 交换机 800元" in chat.say("XiaoLi", "产品列表")


@pytest.mark.parametrize("said", ["新增产品 B1 单价5", "A100改价850", "A100入库20", "A100盘点40", "A100停售"])
def test_reps_look_but_do_not_touch(store: Chat, said: str) -> None:
    before = whole(store)
    assert "主管或管理员" in store.say("XiaoLi", said)
    assert whole(store) == before


@pytest.mark.parametrize(
    "said", ["A100改价850", "A100价格改成850", "把A100的单价改为八百五", "A100涨到850元/台"]
)
def test_a_new_price_and_back(store: Chat, said: str) -> None:
    before = whole(store)
    assert "850元/台（原来800元）" in store.say("WangFang", said)
    assert product(store, "A100")["price"] == "850.00"
    assert "单价改回800元" in store.say("WangFang", "撤销")
    assert whole(store) == before


def test_goods_in_and_counted_and_back(store: Chat) -> None:
    before = whole(store)
    assert "现在库存70台" in store.say("WangFang", "A100入库20")
    assert "账上原来70" in store.say("WangFang", "A100盘点40")
    assert product(store, "A100")["stock"] == 40
    store.say("WangFang", "撤销")
    assert product(store, "A100")["stock"] == 70
    store.say("WangFang", "撤销")
    assert whole(store) == before


def test_the_last_receipt_is_corrected(store: Chat) -> None:
    store.say("WangFang", "入库 A100 20台")
    assert "现在库存60台" in store.say("WangFang", "数量改成10")
    store.say("WangFang", "撤销")
    assert product(store, "A100")["stock"] == 70


def test_a_first_count_after_a_sale_is_corrected(team: Chat) -> None:
    team.say("WangFang", "新增产品 B300 光缆 单价100")
    team.say("XiaoLi", "华为下单 B300 3卷")
    team.say("WangFang", "B300盘点100")
    assert "现在库存120" in team.say("WangFang", "数量改成120")
    team.say("WangFang", "撤销")
    assert product(team, "B300")["stock"] == 100


def test_a_count_is_corrected_after_a_sale(shop: Chat) -> None:
    """What was sold since the count does not come back with it."""
    shop.say("WangFang", "A100盘点40")
    shop.say("XiaoLi", "华为下单 A100 5台")
    assert "现在库存55台" in shop.say("WangFang", "数量改成60")


def test_a_price_typed_wrong_is_corrected(store: Chat) -> None:
    store.say("WangFang", "新增产品 B7 路由器 单价3000")
    assert "单价改为3,600元" in store.say("WangFang", "单价改成3600")
    assert product(store, "B7")["price"] == "3600.00"


def test_more_cannot_leave_than_there_is(store: Chat) -> None:
    assert "出不了这么多" in store.say("WangFang", "A200出库9台")
    assert product(store, "A200")["stock"] == 8


def test_nothing_is_entered_twice(store: Chat) -> None:
    assert "已经有" in store.say("WangFang", "新增产品 a100 交换机 单价900")
    assert "已经有" in store.say("WangFang", "新增产品 百兆交换机")
    assert len(store.records("products")) == 3


def test_what_is_no_longer_sold(store: Chat) -> None:
    assert "已停售" in store.say("WangFang", "A200停售")
    assert "A200" not in store.say("XiaoLi", "价目表")
    assert "A100 交换机" in store.say("XiaoLi", "交换机多少钱")  # the only one left in sale
    assert "恢复销售" in store.say("WangFang", "A200恢复销售")
    assert "A200" in store.say("XiaoLi", "价目表")


def test_a_new_alias_finds_it_and_goes_with_undo(store: Chat) -> None:
    store.say("WangFang", "防腐底漆也叫红丹漆")
    assert "80元/桶" in store.say("XiaoLi", "红丹漆多少钱")
    store.say("WangFang", "撤销")
    assert "没有「红丹漆」" in store.say("XiaoLi", "红丹漆有货吗")


@pytest.mark.parametrize("said", ["新增产品 B1 单价0", "A100改价99999999999999"])
def test_sums_that_cannot_be(store: Chat, said: str) -> None:
    before = whole(store)
    assert "没有记" in store.say("WangFang", said)
    assert whole(store) == before


def test_stock_is_the_sum_of_its_moves(store: Chat) -> None:
    for said in ("A100入库20", "A100出库3", "A100盘点60", "A100入库1"):
        store.say("WangFang", said)
    assert Decimal(str(product(store, "A100")["stock"])) == 61
