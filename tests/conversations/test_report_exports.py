"""导出 of figures and reports: a workbook that says what the card, the page and the answer say."""

from pathlib import Path
from typing import Any

import requests
from python_calamine import CalamineWorkbook

from models.people import User
from tests.conversations.test_exports import books
from tests.conversations.test_imports import files
from tests.support.chat import Chat
from tests.support.sales import HUAWEI
from tests.support.whole import outbox

Table = list[list[Any]]


def tables(path: Path) -> dict[str, Table]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def exported(chat: Chat, who: str, words: str, tmp_path: Path) -> dict[str, Table]:
    asked = chat.say(who, words)
    assert "确认吗" in asked, asked
    assert "马上发给你" in chat.say(who, "确认")
    return tables(files(chat, who, tmp_path)[-1])


def test_what_was_answered_is_what_is_in_the_file(selling: Chat, tmp_path: Path) -> None:
    reply = selling.say("ChenYu", "这个月各行业的销售额")
    found = exported(selling, "ChenYu", "导出", tmp_path)
    assert found["销售额"] == [
        ["行业", "销售额（元）", "占比（%）"],
        ["家电", 880000.0, 68.75],
        ["通信", 300000.0, 23.4375],
        ["安防", 100000.0, 7.8125],
        ["合计", 1280000.0, ""],
    ]
    assert "1. 家电 88万元 69%" in reply
    about = dict(map(tuple, found["说明"]))
    assert about["内容"] == "全公司 11月1–24日 销售额 按行业"
    assert about["销售额"].startswith("签单金额")
    assert about["数据截至"].startswith("2026-11-24 09:3")
    assert [kind for kind, _ in books(selling)] == ["figures"]


def test_asked_for_at_once_in_many_words(selling: Chat, tmp_path: Path) -> None:
    for words in ("导出本月各行业回款", "把这个月各行业的回款导出来", "给我一份本月各行业回款的表格"):
        found = exported(selling, "ChenYu", words, tmp_path)
        assert found["回款"][1] == ["家电", 440000.0, found["回款"][1][2]], words
    monthly = exported(selling, "ChenYu", "下载今年每月销售额", tmp_path)
    assert monthly["销售额"] == [
        ["月", "销售额（元）"],
        ["2026-10", 200000.5],
        ["2026-11", 1280000.0],
        ["合计", 1480000.5],
    ]
    selling.say("XiaoLi", "今年华为的回款")
    narrowed = selling.say("XiaoLi", "按月看")
    assert HUAWEI in narrowed
    assert exported(selling, "XiaoLi", "导出", tmp_path)["回款"][-1] == ["合计", 250000.25]


def test_scope_is_the_askers_and_what_is_forbidden_stays(selling: Chat, tmp_path: Path) -> None:
    mine = exported(selling, "XiaoLi", "导出本月全公司各行业的销售额", tmp_path)
    assert "家电" not in str(mine)
    assert "看不到" in selling.say("XiaoLi", "导出赵敏这个月的销售额")
    assert "不能按产品" in selling.say("ChenYu", "导出这个月各产品的回款")
    assert "还没到" in selling.say("ChenYu", "导出明年的销售额")
    assert "没动" in (selling.say("ChenYu", "导出这个月的销售额") and selling.say("ChenYu", "不做了"))
    assert len(books(selling)) == 1


def test_a_list_shown_since_is_what_is_exported(selling: Chat, tmp_path: Path) -> None:
    selling.say("XiaoLi", "这个月销售额")
    selling.say("XiaoLi", "A类客户")
    asked = selling.say("XiaoLi", "导出")
    assert "导出A级客户，共1条" in asked
    selling.say("XiaoLi", "不做了")
    selling.say("XiaoLi", "这个月销售额")
    assert "销售额」，共" in selling.say("XiaoLi", "导出excel")


def test_reports_by_name_harmless_in_a_spreadsheet(selling: Chat, tmp_path: Path) -> None:
    with selling.parts.database.system(selling.clock.now(), "m:name") as session:
        session.query(User).filter_by(name="赵敏").one().name = "=1+1"
    weekly = exported(selling, "ChenYu", "导出上周的周报", tmp_path)
    assert weekly["指标"][1] == ["销售额", "元", 980000.0, 0.0, 0.0]
    assert weekly["销售额排名"][1] == [1.0, "=1+1", 880000.0]
    assert weekly["说明"][1] == ["内容", "全公司 11月16–22日 周报"]
    daily = exported(selling, "WangFang", "导出日报", tmp_path)
    assert daily["指标"][0] == ["指标", "单位", "当天", "前一天", "往常同一天"]
    assert "阶段" in exported(selling, "ChenYu", "导出漏斗", tmp_path)["销售漏斗"][0]


def test_card_page_and_workbook_say_the_same(selling: Chat, tmp_path: Path) -> None:
    selling.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    selling.skip_to("2026-11-30 20:00")
    selling.wait_until("2026-12-01 09:00")
    cards = {row["kind"]: row for row in outbox(selling, "陈宇") if row["key"].startswith("report:monthly")}
    found = tables(files(selling, "ChenYu", tmp_path)[-1])
    page = requests.get(cards["card"]["payload"]["url"], timeout=10).text
    money = {"销售额": 1280000.0, "回款": 640000.0}
    for name, value in money.items():
        assert [row[2] for row in found["指标"] if row[0] == name] == [value]
        said = f"{value / 10000:g}万元"
        assert said in page
        assert f"{name}{said}" in cards["card"]["payload"]["desc"] or [name, said] in [
            [line, value.partition("（")[0]] for line, value in cards["card"]["payload"]["lines"]
        ]
    reps = [row for row in outbox(selling, "李晓") if row["key"].startswith("report:monthly")]
    assert "file" not in {row["kind"] for row in reps}
