"""Records out: what the scope may see, as text no spreadsheet runs, and written down."""

import csv
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import holdings, workbook
from crm.customers import contacts, customers
from crm.deals import deals
from crm.errors import Refused
from crm.exporting import run as exporting
from crm.interactions import interactions
from crm.sales import orders, payments, quotes
from crm.sales.goods import Goods
from crm.tickets import tickets
from models.customers import Customer
from models.imports import Export
from models.scope import SYSTEM, Scope
from models.work import Task
from tests.conftest import TZ
from tests.crm.importing.conftest import Desk, Dumper


@pytest.fixture
def filled(desk: Desk) -> Desk:
    with desk.database.write(SYSTEM, desk.now, "t") as session:
        for name, owner in (
            ("华为技术有限公司", "小李"),
            ("科大讯飞", "小王"),
            ('=HYPERLINK("http://x")', "小王"),
        ):
            customer = customers.create(
                session, desk.users[owner], name, desk.now - timedelta(days=40), level="A",
                phone="+12125550100", note="-1+2\n第二行",
            )  # fmt: skip
            customers.tag(session, customer, ["VIP", "华南"], desk.now)
            contact = contacts.add(
                session, customer, f"{name[:1]}强", desk.now, phone="13800010001", birthday="05-12"
            )
            at = datetime(2026, 11, 1, 15, 0, tzinfo=TZ)
            interactions.log(
                session,
                desk.users[owner],
                customer,
                "@聊了",
                at,
                desk.now,
                TZ,
                contact=contact,
                channel="visit",
            )
            session.add(
                Task(
                    title="回电话", customer_id=customer.id, assignee_id=desk.users[owner],
                    created_at=desk.now, creator_id=desk.users["小李"], due_at=desk.now, due_grain="day",
                    source="t",
                )
            )  # fmt: skip
            sell(session, desk, customer, desk.users[owner])
            tickets.create(
                session,
                desk.users["小李"],
                customer,
                desk.now,
                assignee_id=desk.users[owner],
                contact=contact,
                type="repair",
                content="卡纸",
            )
            holdings.add(session, customer, "车险", desk.now.date().replace(year=2099), desk.now)
    return desk


def sell(session: Session, desk: Desk, customer: Customer, owner_id: int) -> None:
    """A chance, a quotation, an order in two lines, some money."""
    lines = [Goods("A100", Decimal(8), Decimal(800), unit="台"), Goods("=安装", Decimal(1), Decimal(100))]
    deals.create(session, owner_id, customer, "初步接洽", desk.now, title="扩容", amount=Decimal(500000))
    quotes.create(session, owner_id, customer, lines, desk.now, TZ)
    order = orders.create(session, owner_id, customer, lines, None, desk.now, TZ)
    payments.log(session, customer, owner_id, Decimal("1000.50"), desk.now.date(), desk.now, order=order)


def read(path: Path) -> list[list[Any]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def export(desk: Desk, kind: str, name: str, scope: Scope = SYSTEM, **more: Any) -> list[list[Any]]:
    with desk.database.write(scope, desk.now, "export") as session:
        many = exporting.export(session, kind, desk.home / name, TZ, **more)
    rows = read(desk.home / name)
    lines_each = 2 if kind == "orders" else 1
    assert len(rows) == many * lines_each + 1
    return rows


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (
            "customers",
            {
                "客户名称": "华为技术有限公司",
                "标签": "VIP、华南",
                "负责人": "小李",
                "最近跟进": "2026-11-01 15:00",
            },
        ),
        (
            "contacts",
            {"客户名称": "华为技术有限公司", "联系人": "华强", "电话": "13800010001", "生日": "05-12"},
        ),
        (
            "interactions",
            {"客户名称": "华为技术有限公司", "联系人": "华强", "跟进方式": "拜访", "跟进人员": "小李"},
        ),
        ("deals", {"客户名称": "华为技术有限公司", "商机": "扩容", "金额": "500000", "状态": "进行中"}),
        ("quotes", {"产品": "A100 8台、=安装 1", "金额": "6500", "状态": "待发送", "负责人": "小李"}),
        ("orders", {"产品": "A100", "数量": "8", "单价": "800", "金额": "6400", "订单金额": "6500"}),
        ("payments", {"客户名称": "华为技术有限公司", "金额": "1000.5", "类型": "回款", "回款人": "小李"}),
        ("tickets", {"工单号": "1001", "联系人": "华强", "类型": "报修", "处理人": "小李", "状态": "待接单"}),
        ("tasks", {"待办": "回电话", "执行人": "小李", "截止时间": "2026-11-24", "状态": "未完成"}),
    ],
)
def test_every_kind(filled: Desk, kind: str, wanted: dict[str, str], ending: str) -> None:
    headings, first, *_ = export(filled, kind, f"out.{ending}")
    line = dict(zip(headings, first, strict=True))
    shown = {name: f"{cell:g}" if isinstance(cell, float) else cell for name, cell in line.items()}
    assert {name: shown[name] for name in wanted} == wanted


def test_formulas_are_text(filled: Desk) -> None:
    (_, _, _, xlsx), (_, _, _, plain) = (
        export(filled, "customers", "a.xlsx"),
        export(filled, "customers", "a.csv"),
    )
    assert (xlsx[0], plain[0]) == ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")')
    assert (xlsx[7], plain[7]) == ("+12125550100", "'+12125550100")
    assert plain[19] == "'-1+2\n第二行"


@given(st.text(max_size=20))
def test_no_text_starts_like_a_formula(raw: str) -> None:
    made = workbook.harmless(raw)
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert made in (raw, f"'{raw}")


@pytest.mark.parametrize("kind", sorted(exporting.KINDS.keys() - {"products"}))
def test_only_what_one_may_see(filled: Desk, kind: str) -> None:
    rep = Scope(filled.users["小王"], "own")
    rows = export(filled, kind, "a.csv", rep)
    assert len(rows) == (5 if kind == "orders" else 3)
    assert not any("华为" in cell for row in rows for cell in row)
    with filled.database.read(SYSTEM, filled.now) as session:
        (row,) = session.scalars(select(Export))
        assert (row.kind, row.rows, row.scope, row.actor_id) == (kind, 2, "own", filled.users["小王"])


def test_what_is_too_much_is_refused(filled: Desk) -> None:
    with pytest.raises(Refused, match="共 3 条，一次最多导出 2 条"):
        export(filled, "customers", "a.csv", most=2)
    assert not (filled.home / "a.csv").exists()
    with pytest.raises(Refused, match=r"要以 .xlsx 或 .csv 结尾"):
        export(filled, "customers", "a.doc")


def test_what_went_out_can_come_back(filled: Desk, records: Dumper) -> None:
    """Exported and taken in again, nothing is new and nothing differs."""
    export(filled, "customers", "a.xlsx")
    before = records()
    for kind in ("customers", "contacts", "interactions"):
        export(filled, kind, f"{kind}.xlsx")
        done = filled.commit(filled.home / f"{kind}.xlsx", mode="update")
        assert done.marks == {}, kind
        assert {name for name, many in done.counts.items() if many} == {"rows"}, kind
    assert records() == before


def test_more_than_a_batch(desk: Desk) -> None:
    with desk.database.write(SYSTEM, desk.now, "t") as session:
        session.add_all(
            Customer(name=f"{n}号公司", owner_id=None, created_at=desk.now, source="t") for n in range(2501)
        )
    rows = export(desk, "customers", "a.csv")
    assert [row[0] for row in rows[1:]] == [f"{n}号公司" for n in range(2501)]
