"""Policies, contracts and deposits of a table: taken in, refused row by row, out again, put back."""

from typing import Any

import pytest
from sqlalchemy import select

from crm import holdings
from crm.customers import customers
from crm.dump import dump
from crm.exporting import run as exporting
from models.campaigns import Holding
from models.scope import SYSTEM, Scope
from tests.conftest import TZ
from tests.crm.importing.conftest import Desk

HEAD = ["投保人", "险种", "保单号", "保额", "到期日期"]


@pytest.fixture
def bank(desk: Desk) -> Desk:
    with desk.database.write(SYSTEM, desk.now, "t") as session:
        huawei = customers.create(session, desk.users["小李"], "华为技术有限公司", desk.now)
        customers.create(session, desk.users["小王"], "科大讯飞", desk.now)
        session.flush()
        holdings.add(session, huawei, "车险", desk.now.date().replace(year=2099), desk.now, number="PA1")
    return desk


def held(desk: Desk) -> list[tuple[str, str | None, str, str | None]]:
    with desk.database.read(SYSTEM, desk.now) as session:
        found = session.scalars(select(Holding).order_by(Holding.id))
        return [(one.name, one.number, f"{one.ends_on}", str(one.amount or "")) for one in found]


def whole(desk: Desk) -> Any:
    with desk.database.read(SYSTEM, desk.now) as session:
        return dump(session, TZ)["customers"]


def test_a_table_of_policies(bank: Desk) -> None:
    before = whole(bank)
    path = bank.file(
        HEAD,
        ["华为", "车险", "PA1", "20万", "2027-03-05"],
        ["华为技术有限公司", "企财险", "PA2", "1.2万", "2027/6/30"],
        ["科大讯飞", "", "", "", "2027年12月31日"],
        ["没这家公司", "车险", "PA3", "", "2027-01-01"],
        ["华为", "车险", "pa2", "", "2027-01-01"],
        ["华为", "车险", "PA4", "", ""],
        ["华为", "车险", "PA5", "面议", "2027-01-01"],
    )
    dry = bank.check(path, mode="both")
    assert dry.sheet.kind == "holdings"
    assert dry.marks == {
        5: "系统里没有客户「没这家公司」，请先导入客户",
        6: "与第 3 行是同一份",
        7: "缺到期日",
        8: "保额：「面议」不是数字",
    }
    assert whole(bank) == before
    done = bank.commit(path, mode="both")
    assert (done.counts["holdings"], done.counts["updated_holdings"]) == (2, 1)
    assert held(bank) == [
        ("车险", "PA1", "2027-03-05", "200000.00"),
        ("企财险", "PA2", "2027-06-30", "12000.00"),
        ("合同", None, "2027-12-31", ""),
    ]
    assert bank.check(path, mode="create").counts["holdings"] == 0
    undone = bank.undo(done.import_id)
    assert (undone.removed["holdings"], undone.restored["holdings"]) == (2, 1)
    assert whole(bank) == before


def test_of_customers_beyond_sight_nothing_is_taken_in_or_out(bank: Desk) -> None:
    scope = Scope(bank.users["小王"], "own")
    path = bank.file(HEAD, ["华为", "车险", "PA9", "", "2027-01-01"])
    assert bank.check(path, scope).marks == {2: "客户「华为技术有限公司」不在你的范围内"}
    with bank.database.write(scope, bank.now, "out") as session:
        assert exporting.count(session, "holdings") == 0


def test_what_goes_out_comes_back_the_same(bank: Desk) -> None:
    out = bank.home / "out.xlsx"
    with bank.database.write(SYSTEM, bank.now, "out") as session:
        assert exporting.export(session, "holdings", out, TZ) == 1
    again = bank.check(out, mode="both")
    assert (again.sheet.kind, dict(again.marks)) == ("holdings", {})
    assert (again.counts["holdings"], again.counts["updated_holdings"]) == (0, 0)
