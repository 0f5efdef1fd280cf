"""A whole file taken back: everything as it was, but for what somebody did since."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from crm import undo
from crm.customers import contacts, customers
from crm.errors import Refused
from crm.interactions import interactions
from crm.overview.overview import overview
from models.customers import Contact, Customer, NameKey
from models.imports import Import
from models.platform import Change
from models.scope import SYSTEM
from tests.conftest import TZ
from tests.crm.importing.conftest import Desk, Dumper

HEADINGS = ["客户名称", "级别", "备注", "联系人", "手机", "标签", "跟进内容", "跟进时间", "负责人"]
OLD = [
    "华为技术有限公司",
    "A",
    "老备注",
    "李强",
    "13800010001",
    "老客户",
    "聊了报价",
    "2026-11-01 15:00",
    "小李",
]
CHANGED = [
    "华为技术有限公司",
    "B",
    "新备注",
    "李强",
    "13900010001",
    "VIP",
    "签了合同",
    "2026-11-20 09:00",
    "",
]
NEW = ["科大讯飞股份有限公司", "B", "", "汪洋", "13800010005", "展会", "认可方案", "2026-11-18", "小王"]


def test_created_and_updated_alike(desk: Desk, records: Dumper) -> None:
    desk.commit(desk.file(HEADINGS, OLD))
    before = records()
    done = desk.commit(desk.file(HEADINGS, CHANGED, NEW), mode="both")
    assert records() != before
    result = desk.undo(done.import_id)
    assert records() == before
    assert result.kept == []
    assert result.removed == {"customers": 1, "contacts": 1, "customer_tags": 2, "interactions": 2}
    assert result.restored == {"customers": 1, "contacts": 1}
    with desk.database.read(SYSTEM, desk.now) as session:
        owners = set(session.scalars(select(NameKey.record_id).where(NameKey.kind == "customer")))
        assert owners == set(session.scalars(select(Customer.id)))
        row = session.get(Import, done.import_id)
        assert row is not None
        assert row.undone_at == desk.now
        left = (
            select(func.count())
            .select_from(Change)
            .where(Change.set_id == row.set_id, Change.undone_by.is_(None))
        )
        assert session.scalar(left) == 0


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["华为技术有限公司", "科大讯飞", "公牛集团", "九阳股份有限公司"]),
        st.sampled_from(["", "A", "B", "特级"]),
        st.sampled_from(["", "备注一", "备注二"]),
        st.sampled_from(["", "李强", "王敏"]),
        st.sampled_from(["", "13800010001", "13800010002"]),
        st.sampled_from(["", "老客户", "展会、VIP"]),
        st.sampled_from(["", "聊了报价", "寄了样品"]),
        st.sampled_from(["", "2026-11-01", "2026-11-19 10:00"]),
        st.sampled_from(["小李", "小王"]),
    ).map(list),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ROWS, second=ROWS)
def test_any_file_can_be_taken_back(desk: Desk, records: Dumper, first: list[Any], second: list[Any]) -> None:
    done = []
    before = [records()]
    for rows in (first, second):
        path = desk.file(HEADINGS, *rows)
        try:
            done.append(desk.commit(path, mode="both"))
        except Refused:
            continue
        before.append(records())
    for outcome in reversed(done):
        assert records() == before.pop()
        assert desk.undo(outcome.import_id).kept == []
    assert records() == before[0]


def test_what_changed_since_is_kept_and_said(desk: Desk) -> None:
    desk.commit(desk.file(HEADINGS, OLD))
    done = desk.commit(
        desk.file(HEADINGS, CHANGED, NEW, ["公牛集团", *NEW[1:3], "阮志强", "13800010006"]), mode="both"
    )
    with desk.database.write(SYSTEM, desk.now, "chat") as session:
        by_name = {one.name: one for one in session.scalars(select(Customer))}
        customers.set_field(session, by_name["华为技术有限公司"], "level", "C")
        contact = contacts.of(session, by_name["科大讯飞股份有限公司"], "汪洋")
        assert contact is not None
        contact.title = "副总裁"
    result = desk.undo(done.import_id)
    ids = {name: one.id for name, one in by_name.items()}
    assert sorted(result.kept) == [
        ("contacts", contact.id, ["*"]),
        ("customers", ids["华为技术有限公司"], ["level"]),
        ("customers", ids["科大讯飞股份有限公司"], ["*"]),
    ]
    with desk.database.read(SYSTEM, desk.now) as session:
        left = {one.name: one for one in session.scalars(select(Customer))}
        assert set(left) == {"华为技术有限公司", "科大讯飞股份有限公司"}
        assert (left["华为技术有限公司"].level, left["华为技术有限公司"].note) == ("C", "老备注")
        assert left["科大讯飞股份有限公司"].last_interaction_at is None
        assert {one.name for one in session.scalars(select(Contact))} == {"李强", "汪洋"}


def test_a_customer_others_built_on_stays(desk: Desk) -> None:
    done = desk.commit(desk.file(HEADINGS, NEW))
    with desk.database.write(SYSTEM, desk.now, "chat") as session:
        customer = session.scalars(select(Customer)).one()
        at = datetime(2026, 11, 22, 9, 0, tzinfo=TZ)
        interactions.log(session, desk.users["小李"], customer, "后来又聊了", at, desk.now, TZ)
    result = desk.undo(done.import_id)
    assert result.kept == [("customers", customer.id, ["*"])]
    with desk.database.read(SYSTEM, desk.now) as session:
        kept = session.scalars(select(Customer)).one()
        assert kept.last_interaction_at == at
        assert overview(session, kept).interaction_count == 1


def test_only_once_and_only_what_is_there(desk: Desk) -> None:
    done = desk.commit(desk.file(HEADINGS, NEW))
    desk.undo(done.import_id)
    with pytest.raises(Refused, match="已经撤销过"):
        desk.undo(done.import_id)
    with pytest.raises(Refused, match="没有第 99 号"):
        desk.undo(99)


def test_the_file_can_come_again_after_undo(desk: Desk, records: Dumper) -> None:
    path = desk.file(HEADINGS, NEW)
    desk.undo(desk.commit(path).import_id)
    again = desk.commit(path)
    assert again.marks == {}
    assert len(records()["customers"]) == 1


def test_the_undo_of_a_chat_does_not_touch_it(desk: Desk) -> None:
    """撤销 of somebody's last message takes back that message, not the file an administrator took in."""
    desk.commit(desk.file(HEADINGS, NEW))
    with desk.database.write(SYSTEM, desk.now, "chat") as session:
        assert undo.undo_last(session, desk.users["小李"], TZ) is None
