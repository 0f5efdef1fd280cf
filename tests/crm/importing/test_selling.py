"""Price lists and orders of before: taken in, refused row by row, put back as a whole."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from crm.customers import customers
from crm.dump import dump
from crm.errors import Forbidden, Refused
from crm.exporting import run as exporting
from crm.sales import orders, products
from crm.sales.goods import Goods
from models.customers import Customer
from models.scope import SYSTEM, Scope
from tests.conftest import TZ
from tests.crm.importing.conftest import Desk

LIST = ["品名", "规格型号", "单价（元）", "库存数量", "单位", "成本"]
SOLD = ["合同编号", "客户名称", "签订日期", "品名", "数量", "单价", "小计", "合同金额"]
MORE = [*SOLD, "已付", "状态", "业务员"]
KINDS = ("products", "orders", "payments", "customers")


@pytest.fixture
def shop(desk: Desk) -> Desk:
    with desk.database.write(SYSTEM, desk.now, "t") as session:
        products.add(session, "交换机", desk.now, code="A100", price=Decimal(800), quantity=Decimal(50))
        customers.create(session, desk.users["小李"], "华为技术有限公司", desk.now)
        customers.create(session, desk.users["小王"], "科大讯飞", desk.now)
    return desk


def records(desk: Desk) -> dict[str, list[Any]]:
    with desk.database.read(SYSTEM, desk.now) as session:
        whole = dump(session, TZ)
    return {kind: whole[kind] for kind in KINDS}


def test_a_price_list_of_another_system(shop: Desk) -> None:
    before = records(shop)
    path = shop.file(
        LIST,
        ["交换机", "A100", "850", 60, "台", 500],
        ["服务器", "R740", "3.5万", 5, "台", ""],
        ["上门安装", "", 300, "", "次", ""],
        ["服务器", "R740", 1, "", "", ""],
        ["", "", 5, "", "", ""],
        ["路由器", "", "面议", "", "", ""],
    )
    dry = shop.check(path, mode="both")
    assert dry.sheet.kind == "products"
    assert dry.marks == {
        5: "与第 3 行是同一产品",
        6: "缺产品名称",
        7: "单价（元）：「面议」不是数字",
    }
    done = shop.commit(path, mode="both")
    assert {k: v for k, v in done.counts.items() if v} == {k: v for k, v in dry.counts.items() if v}
    made = {row["name"]: row for row in records(shop)["products"]}
    assert (made["交换机"]["price"], made["交换机"]["stock"]) == ("850.00", 60)
    assert (made["服务器"]["price"], made["服务器"]["stock"], made["上门安装"]["stock"]) == (
        "35000.00",
        5,
        None,
    )
    with shop.database.read(SYSTEM, shop.now) as session:
        assert [p.name for p in products.called(session, "R740")] == ["服务器"]
    shop.undo(done.import_id)
    assert records(shop) == before
    with shop.database.read(SYSTEM, shop.now) as session:
        assert products.called(session, "R740") == []


def test_what_was_sold_since_stays(shop: Desk) -> None:
    done = shop.commit(
        shop.file(LIST, ["服务器", "R740", "3.5万", 5, "台", ""], ["网线", "", 2, 900, "米", ""])
    )
    with shop.database.write(SYSTEM, shop.now, "later") as session:
        huawei = session.scalars(select(Customer).where(Customer.name.startswith("华为"))).one()
        (server,) = products.called(session, "R740")
        goods = [Goods("服务器", Decimal(2), Decimal(30000), server.id)]
        orders.create(session, shop.users["小李"], huawei, goods, None, shop.now, TZ)
    result = shop.undo(done.import_id)
    assert [table for table, _, _ in result.kept] == ["stock_moves", "products"]
    left = {row["name"]: row["stock"] for row in records(shop)["products"]}
    assert left == {"交换机": 50, "服务器": 3}


def test_the_list_is_for_those_who_keep_it(shop: Desk) -> None:
    with pytest.raises(Forbidden, match="主管和管理员"):
        shop.check(shop.file(LIST, ["网线", "", 2, "", "", ""]), Scope(shop.users["小李"], "own"))


def test_orders_of_before(shop: Desk) -> None:
    before = records(shop)
    path = shop.file(
        MORE,
        ["HT-1", "华为", "2026-03-15", "A100", 10, 800, "", "11500", "5000", "已完成", "老周"],
        ["HT-1", "华为", "2026-03-15", "上门安装", 10, "", 3500, "", "", "", ""],
        ["", "科大讯飞", "2026/5/8", "", "", "", "", "6.8万", "", "待发货", ""],
        ["HT-2", "华为", "2026-3-16", "", "", "", "", "", "", "", ""],
        ["HT-3", "没有的公司", "2026-3-16", "", "", "", "", "100", "", "", ""],
        ["HT-4", "华为", "2027-3-16", "", "", "", "", "100", "", "", ""],
        ["HT-1", "科大讯飞", "2026-03-15", "A100", 1, 1, "", "", "", "", ""],
        ["HT-5", "华为", "2026-3-16", "", "", "", "", "100", "", "半路上", ""],
    )
    dry = shop.check(path)
    assert dry.sheet.kind == "orders"
    assert set(dry.marks) == {5, 6, 7, 8, 9}
    assert "金额要大于0" in dry.marks[5]
    assert dry.marks[6] == "系统里没有客户「没有的公司」，请先导入客户"
    assert "在将来" in dry.marks[7]
    assert "客户却不同" in dry.marks[8]
    assert "「半路上」不认识，可写 待发货 已发货 已完成 已取消" in dry.marks[9]
    done = shop.commit(path)
    assert (done.counts["orders"], done.counts["order_lines"], done.counts["payments"]) == (2, 2, 1)
    assert done.counts["updated_customers"] == 2
    now = records(shop)
    first, second = now["orders"]
    assert (first["number"], first["amount"], first["owner"], first["status"]) == (
        "HT-1",
        "11500.00",
        "老周",
        "done",
    )
    assert [line["product"] for line in first["lines"]] == ["A100 交换机", "上门安装"]
    assert (second["number"], second["amount"], second["owner"]) == ("D20260508-001", "68000.00", "小王")
    assert [(row["amount"], row["paid_on"]) for row in now["payments"]] == [("5000.00", "2026-03-15")]
    assert {row["stage"] for row in now["customers"]} == {"成交"}
    assert now["products"] == before["products"]
    assert shop.check(path).marks[2] == "已有订单 HT-1"
    shop.undo(done.import_id)
    assert records(shop) == before


def test_numbers_that_came_with_a_file_are_not_given_out_again(shop: Desk) -> None:
    """As after an export of ours: two orders of one number would be asked about for ever."""
    day = shop.now.astimezone(TZ).date()
    ours = f"D{day:%Y%m%d}"
    shop.commit(
        shop.file(
            MORE,
            ["", "华为", f"{day}", "", "", "", "", "100", "", "", ""],
            [f"{ours}-001", "华为", f"{day}", "", "", "", "", "200", "", "", ""],
            [f"{ours}-003", "华为", f"{day}", "", "", "", "", "300", "", "", ""],
        )
    )
    with shop.database.write(SYSTEM, shop.now, "later") as session:
        huawei = session.scalars(select(Customer).where(Customer.name.startswith("华为"))).one()
        orders.create(session, shop.users["小李"], huawei, [], Decimal(400), shop.now, TZ)
    numbers = [row["number"] for row in records(shop)["orders"]]
    assert sorted(numbers) == [f"{ours}-00{n}" for n in (1, 3, 4, 5)]


def test_a_rep_takes_in_orders_of_their_own_customers(shop: Desk) -> None:
    rep = Scope(shop.users["小李"], "own")
    done = shop.commit(
        shop.file(
            SOLD,
            ["HT-1", "华为", "2026-03-15", "", "", "", "", 100],
            ["HT-2", "科大讯飞", "2026-03-15", "", "", "", "", 100],
        ),
        rep,
    )
    assert done.marks == {3: "客户「科大讯飞」不在你的范围内"}
    with pytest.raises(Refused, match="只能新增"):
        shop.check(shop.file(SOLD, ["HT-9", "华为", "2026-03-15", "", "", "", "", 100]), rep, mode="update")


def test_orders_and_the_list_go_out_and_come_back(shop: Desk) -> None:
    goods = [Goods("A100 交换机", Decimal(8), Decimal(800), 1, "台"), Goods("=安装", Decimal(1), Decimal(99))]
    with shop.database.write(SYSTEM, shop.now, "t") as session:
        huawei = session.scalars(select(Customer).where(Customer.name.startswith("华为"))).one()
        orders.create(session, shop.users["小李"], huawei, goods, None, shop.now, TZ)
        exporting.export(session, "orders", shop.home / "o.xlsx", TZ)
        exporting.export(session, "products", shop.home / "p.csv", TZ)
    listed = shop.check(shop.home / "p.csv", mode="update")
    assert listed.marks == {}
    assert {name for name, many in listed.counts.items() if many} == {"rows"}
    sold = shop.check(shop.home / "o.xlsx")
    assert set(sold.marks.values()) == {"已有订单 D20261124-001"}
    assert sold.sheet.headings.unknown == []
