"""导出 in the chat: asked first, within the scope, masked where the chat masks, in the books, harmless."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.imports import Export
from models.scope import SYSTEM
from tests.conversations.test_imports import files
from tests.support.chat import Chat


def rows(path: Path) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def books(chat: Chat) -> list[tuple[str, int]]:
    with chat.parts.database.read(SYSTEM, chat.clock.now()) as session:
        return [(one.kind, one.rows) for one in session.scalars(select(Export).order_by(Export.id))]


def exported(chat: Chat, who: str, words: str, tmp_path: Path) -> list[list[Any]]:
    assert "确认吗" in chat.say(who, words)
    assert "马上发给你" in chat.say(who, "确认")
    return rows(files(chat, who, tmp_path)[-1])


def test_my_customers_after_a_yes_and_in_the_books(team: Chat, tmp_path: Path) -> None:
    assert "共2条" in team.say("XiaoLi", "导出我的客户")
    assert files(team, "XiaoLi", tmp_path) == []
    assert "没动" in team.say("XiaoLi", "不做了")
    got = exported(team, "XiaoLi", "导出我的客户", tmp_path)
    assert [row[0] for row in got] == ["客户名称", "华为技术有限公司", "杭州海康威视数字技术股份有限公司"]
    assert books(team) == [("customers", 2)]


def test_the_list_just_shown_and_the_records_of_one_customer(team: Chat, tmp_path: Path) -> None:
    team.say("XiaoLi", "华为级别改成A")
    team.say("XiaoLi", "=1+1拜访")
    team.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    team.say("XiaoLi", "A类客户")
    assert [row[0] for row in exported(team, "XiaoLi", "导出", tmp_path)][1:] == ["华为技术有限公司"]
    got = exported(team, "XiaoLi", "导出华为的跟进记录", tmp_path)
    assert [row[2] for row in got] == ["跟进内容", "聊了报价"]
    assert [row[1] for row in exported(team, "XiaoLi", "把华为的联系人导出来", tmp_path)][1:] == [
        "李强",
        "王敏",
    ]


def test_what_one_may_not_see_is_not_in_it(team: Chat, tmp_path: Path) -> None:
    team.say("XiaoLi", "华为加协作人 赵敏")
    team.say("XiaoLi", "海康放回公海")
    got = exported(team, "XiaoZhao", "导出所有客户", tmp_path)
    assert {row[0] for row in got[1:]} == {"九阳股份有限公司", "杭州海康威视数字技术股份有限公司"}
    pool = exported(team, "XiaoZhao", "导出公海客户", tmp_path)
    assert len(pool) == 2
    assert "没有可以导出" in team.say("XiaoWang", "导出我的客户")
    assert len(exported(team, "WangFang", "导出李晓的客户", tmp_path)) == 2


def test_phones_of_the_pool_are_masked_as_in_the_chat(team: Chat, tmp_path: Path) -> None:
    team.say("XiaoLi", "华为放回公海")
    with team.parts.database.read(SYSTEM, team.clock.now()) as session:
        from crm import exporting
        from crm.people import scope_of
        from models.people import User

        reader = session.scalars(select(User).where(User.name == "赵敏")).one()
        scope = scope_of(session, reader)
    with team.parts.database.read(scope, team.clock.now()) as session:
        exporting.write_rows(session, "contacts", tmp_path / "x.xlsx", team.parts.tz)
    shown = str(rows(tmp_path / "x.xlsx"))
    assert "138****0001" in shown
    assert "13800010001" not in shown
    assert "13800010007" in shown  # their own


def test_too_many_exports_suspend_the_account(team: Chat, tmp_path: Path) -> None:
    team.say("ChenYu", "每天最多导出2次")
    for _ in range(2):
        exported(team, "XiaoLi", "导出我的客户", tmp_path)
    assert "第3次导出" in team.say("XiaoLi", "导出我的客户")
    assert "暂停使用" in team.say("XiaoLi", "导出我的客户")
    assert books(team) == [("customers", 2)] * 2


def test_figures_are_not_taken_for_a_list(team: Chat) -> None:
    team.say("XiaoLi", "导出上个月各部门的回款")
    assert team.records("inbox")[-1]["intents"].startswith("report.")
