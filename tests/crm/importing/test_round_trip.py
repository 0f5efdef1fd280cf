"""Every field of a customer, out of one company and into another: nothing is lost, nothing differs."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crm.company import custom_fields, dictionaries, vocabulary
from crm.customers import customers
from crm.dump import dump
from crm.exporting import run as exporting
from crm.people.people import add_user
from models import migrate
from models.database import Database
from models.dictionary import CustomField
from models.scope import SYSTEM
from tests.conftest import TZ
from tests.crm.importing.conftest import Desk

BASE = {
    "level": "A", "kind": "代理商", "nature": "国企", "industry": "新能源", "region": "深圳南山区",
    "address": "科技园1栋", "phone": "075586000000", "email": "a@b.cn", "wechat": "huawei01",
    "origin": "展会", "stage": "谈判", "credit": "AA", "credit_limit": Decimal("500000.50"),
    "bank": "招商银行科技园支行", "satisfaction": "满意", "preference": "先看样品\n再谈价",
    "note": "=备注\n-第二行",
}  # fmt: skip
FIELDS = (
    ("装机量", "number", (), "台"),
    ("合同到期", "date", (), ""),
    ("付款习惯", "choice", ("月结", "现结"), ""),
)
HEAD = [
    "客户",
    "性质",
    "客户类型",
    "所属行业",
    "省份",
    "城市",
    "信用等级",
    "信用额度",
    "装机量（台）",
    "付款习惯",
]


def declare(database: Database, now: Any) -> dict[str, CustomField]:
    """The fields of one company, and a word of its own in a dictionary."""
    with database.write(SYSTEM, now, "setup") as session:
        made = {
            name: custom_fields.declare(session, name, kind, now, choices, unit)
            for name, kind, choices, unit in FIELDS
        }
        custom_fields.declare(session, "备用", "text", now)
        dictionaries.add(session, "industry", "低空经济", ["无人机"], now)
        vocabulary.changed(session)
        return made


@pytest.fixture
def full(desk: Desk) -> Desk:
    """One customer with something everywhere, another with a name and nothing else."""
    made = declare(desk.database, desk.now)
    with desk.database.write(SYSTEM, desk.now, "t") as session:
        then = desk.now - timedelta(days=40)
        one = customers.create(session, desk.users["小李"], "华为技术有限公司", then, **BASE)
        customers.tag(session, one, ["VIP", "华南"], desk.now)
        values: tuple[custom_fields.Value, ...] = (Decimal("120.5"), date(2027, 3, 1), "月结")
        for field, value in zip(made.values(), values, strict=True):
            known = next(f for f in vocabulary.of(session).fields if f.id == field.id)
            custom_fields.put(session, one, known, value, desk.now)
        customers.create(session, desk.users["小王"], "科大讯飞", then)
    return desk


@pytest.fixture
def elsewhere(tmp_path: Path, now: Any) -> Iterator[Desk]:
    database = Database(f"sqlite:///{tmp_path / 'elsewhere.db'}")
    migrate.upgrade(database)
    with database.system(now, "cast") as session:
        users = {name: add_user(session, f"u{n}", name, now).id for n, name in enumerate(("小王", "小李"))}
    declare(database, now)
    yield Desk(database, tmp_path, now, users)
    database.close()


def known(desk: Desk) -> list[dict[str, Any]]:
    """What import promises to keep, without the ids of this database."""
    left_out = {"id", "source", "owner_id", "owner_since", "last_interaction_at", "customer_id", "created_at"}
    with desk.database.read(SYSTEM, desk.now) as session:
        rows = dump(session, TZ)["customers"]
    kept = [{name: value for name, value in row.items() if name not in left_out} for row in rows]
    days = [{"day": row["created_at"][:16]} for row in rows]
    return sorted(({**row, **more} for row, more in zip(kept, days, strict=True)), key=lambda r: r["name"])


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_company_moves_house(full: Desk, elsewhere: Desk, ending: str) -> None:
    path = full.home / f"all.{ending}"
    with full.database.write(SYSTEM, full.now, "export") as session:
        exporting.export(session, "customers", path, TZ)
    done = elsewhere.commit(path)
    assert done.marks == {}
    assert done.sheet.headings.unknown == []
    assert known(elsewhere) == known(full)
    assert {one["region_code"] for one in known(elsewhere)} == {"440305", None}


def test_words_of_other_systems_become_ours(full: Desk) -> None:
    row = [
        "苏州华瑞机械有限公司",
        "私营企业",
        "总代",
        "无人机",
        "江苏省",
        "苏州市",
        "3A",
        "￥50万元",
        "1,200台",
        "现结",
    ]
    done = full.commit(full.file(HEAD, row))
    assert done.marks == {}
    (made,) = [one for one in known(full) if one["name"] == row[0]]
    wanted = {"nature": "民企", "kind": "代理商", "industry": "低空经济", "region": "苏州", "credit": "AAA"}
    assert {name: made[name] for name in wanted} == wanted
    assert (made["region_code"], made["credit_limit"]) == ("3205", "500000.00")
    assert made["fields"] == {"装机量": "1200", "付款习惯": "现结"}


def test_what_is_no_word_of_ours_is_said(full: Desk) -> None:
    done = full.commit(
        full.file(
            HEAD,
            ["甲公司", "外星", "", "", "", "", "", "", "", ""],
            ["乙公司", "", "", "", "", "", "", "很多", "", ""],
            ["丙公司", "", "", "", "", "", "", "", "一百多", "赊账"],
            ["丁公司", "", "", "炼丹", "朝阳区", "", "", "", "", ""],
        )
    )
    assert "「外星」不在企业性质字典里，可写 国企 央企" in done.marks[2]
    assert done.marks[3] == "信用额度：「很多」不是数字"
    assert "「装机量」要填数字，「一百多」不是" in done.marks[4]
    assert "「付款习惯」只能选：月结 现结" in done.marks[4]
    assert "行业「炼丹」不在字典里" in done.marks[5]
    assert "区域「朝阳区」有好几处" in done.marks[5]
    assert done.counts["bad"] == 3
    assert done.counts["odd"] == 1
    (made,) = [one for one in known(full) if one["name"] == "丁公司"]
    assert (made["industry"], made["region"]) == ("炼丹", "朝阳区")


def test_values_that_changed_are_put_back_as_a_whole(full: Desk) -> None:
    before = known(full)
    row = ["华为技术有限公司", "民企", "", "", "浙江", "杭州", "", "20万", "99", "现结"]
    done = full.commit(full.file(HEAD, row), mode="update")
    assert done.counts["updated_customers"] == 1
    assert done.counts["updated_custom_values"] == 2
    (made,) = [one for one in known(full) if one["name"] == row[0]]
    assert (made["region"], made["region_code"], made["fields"]["装机量"]) == ("杭州", "3301", "99")
    full.undo(done.import_id)
    assert known(full) == before
