"""导出 in the chat: asked first, within the scope, masked where the chat masks, in the books, harmless."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from models.customers import Customer
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


def test_tickets_as_they_were_listed_by_state_and_of_a_time(team: Chat, tmp_path: Path) -> None:
    team.say("XiaoLi", "华为报修 打印机卡纸")
    team.say("XiaoLi", "海康投诉 送货晚了三天")
    team.say("XiaoLi", "1002号工单关了 补送了 客户打4分")
    team.say("XiaoLi", "我的工单")
    got = exported(team, "XiaoLi", "导出", tmp_path)
    assert [row[0] for row in got] == ["工单号", "1001"]
    got = exported(team, "XiaoLi", "导出本月的工单", tmp_path)
    assert [(row[0], row[7], row[13]) for row in got[1:]] == [
        ("1001", "待接单", ""),
        ("1002", "已关闭", "补送了"),
    ]
    assert [row[0] for row in exported(team, "XiaoLi", "导出未关闭的工单", tmp_path)][1:] == ["1001"]
    assert "没有可以导出" in team.say("XiaoZhao", "导出本月的工单")


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
        from crm.exporting import run as exporting
        from crm.people.people import scope_of
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


def test_all_that_meet_the_conditions_and_not_only_those_listed(team: Chat, tmp_path: Path) -> None:
    now = team.clock.now()
    (me,) = team.records("users", name="李晓")
    with team.parts.database.system(now, "old") as session:
        session.add_all(
            Customer(name=f"{n}号厂", owner_id=me["id"], level="B", created_at=now, source="old")
            for n in range(231)
        )
    assert "共231位" in team.say("XiaoLi", "B类客户")
    assert len(exported(team, "XiaoLi", "导出", tmp_path)) == 232
    assert "共231条" in team.say("XiaoLi", "导出B类客户")
    team.say("XiaoLi", "不用了")
    team.say("XiaoLi", "B类客户")
    team.say("XiaoLi", "只看名字带7号的")
    assert {row[0] for row in exported(team, "XiaoLi", "导出", tmp_path)[1:]} == {
        f"{n}号厂" for n in range(231) if n % 10 == 7
    }


def test_paid_in_parts_is_paid(team: Chat) -> None:
    """1001.37 and 2200.20 are 3201.57, also where the database adds with floats."""
    team.say("XiaoLi", "华为下单 3201.57元")
    team.say("XiaoLi", "华为回款 1001.37元")
    assert "共1条" in team.say("XiaoLi", "导出未付的订单")
    team.say("XiaoLi", "不做了")
    assert "款已收齐" in team.say("XiaoLi", "华为回款 2200.2元")
    assert "确认吗" not in team.say("XiaoLi", "导出未付的订单")


def test_a_task_given_up_for_the_next_is_called_so(team: Chat, tmp_path: Path) -> None:
    team.say("XiaoLi", "每天上午10点提醒我看看邮箱")
    team.wait_until("2026-11-26 11:00")
    got = exported(team, "XiaoLi", "导出我的待办", tmp_path)
    assert {row[6] for row in got[1:]} == {"已到下一次", "未完成"}


def test_what_was_sold(shop: Chat, tmp_path: Path) -> None:
    shop.say("XiaoLi", "给华为建个商机 交换机项目 50万 年底成交")
    shop.say("XiaoLi", "给华为报价 A100 10台 每台800")
    shop.say("XiaoLi", "华为下单 A100 8台 A200 1台")
    shop.say("XiaoLi", "确认")
    shop.say("XiaoLi", "华为今天到账4000")
    shop.say("XiaoZhao", "九阳下单 总价9999")
    assert [row[3:5] for row in exported(shop, "XiaoLi", "导出订单", tmp_path)[1:]] == [
        ["A100 交换机", 8.0],
        ["A200 交换机", 1.0],
    ]
    for words, title, count in (
        ("导出华为的报价", "报价单号", 1),
        ("导出我的商机", "商机", 1),
        ("导出这个月的回款", "回款日期", 1),
        ("把价目表导出来", "型号", 4),
    ):
        got = exported(shop, "XiaoLi", words, tmp_path)
        assert title in got[0], words
        assert len(got) == count + 1, words
    assert "9999" not in str(exported(shop, "XiaoLi", "导出所有订单", tmp_path))
    assert "9,999" not in shop.say("WangFang", "导出赵敏的订单")  # of another team
    assert "没有可以导出" in shop.say("XiaoWang", "导出订单")
    assert "没有可以导出" in shop.say("XiaoLi", "导出上个月的订单")
    assert len(exported(shop, "WangFang", "导出团队的订单", tmp_path)) == 3
    shop.say("XiaoLi", "华为的订单")
    assert len(exported(shop, "XiaoLi", "导出", tmp_path)) == 3
    assert {kind for kind, _ in books(shop)} == {"orders", "quotes", "deals", "payments", "products"}
