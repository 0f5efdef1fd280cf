"""A table in the chat: looked at, shown, written after a yes, and taken back as a whole."""

import io
import re
from pathlib import Path
from typing import Any

import requests
import xlsxwriter

from crm.importing import sheets
from tests.support.chat import TICK, Chat
from tests.support.whole import outbox, whole

HEAD = ("客户名称", "联系人", "电话", "级别", "跟进内容", "跟进时间")
ROWS = (
    ("深圳云鼎科技有限公司", "李强", "13900000001", "A", "看了样品", "2026-11-20"),
    ("杭州远见软件股份有限公司", "王敏", "13900000002", "B", "", ""),
    ("", "没名字", "13900000003", "A", "", ""),
    ("苏州华瑞机械有限公司", "陈伟", "1390000000x", "Z", "", ""),
)


def table(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet()
        for at, row in enumerate((head, *rows)):
            page.write_row(at, 0, row)
    return made.getvalue()


def send(chat: Chat, data: bytes, who: str = "XiaoLi", name: str = "老客户.xlsx") -> str:
    chat._now += TICK
    return str(chat.box.send_file(who, name, data).text)


def card(chat: Chat, who: str = "XiaoLi") -> Any:
    return [one for one in chat.cards(who) if "试导入" in str(one.card.card)][-1]


def files(chat: Chat, who: str, tmp_path: Path) -> list[Path]:
    """The files on the person's phone, oldest first."""
    chat.settle()
    found = []
    for n, one in enumerate(chat.box.inbox(who)):
        if one.kind == "file":
            path = tmp_path / f"{n}.xlsx"
            path.write_bytes(chat.box.media(one.body["media_id"]))
            found.append(path)
    return found


def read(path: Path) -> list[tuple[int, Any]]:
    return list(sheets.open_sheet(path).rows())


def imported(chat: Chat, data: bytes | None = None, who: str = "XiaoLi") -> None:
    send(chat, data or table(*ROWS), who)
    chat.say(who, "导入客户")
    chat.tap(who, "导入", card(chat, who))
    chat.settle()


def test_looked_at_shown_and_written_after_a_tap(team: Chat, tmp_path: Path) -> None:
    before = whole(team)
    assert "收到表格《老客户.xlsx》，要做什么" in send(team, table(*ROWS))
    assert "正在看" in team.say("XiaoLi", "导入客户")
    shown = str(card(team).card.card)
    assert "4行" in shown
    assert "客户2" in shown
    assert "2行不能导入" in shown
    assert "客户名称→客户名称" in shown
    assert whole(team)["customers"] == before["customers"]
    (bad,) = files(team, "XiaoLi", tmp_path)
    rows = [cells for _, cells in read(bad)]
    assert ["第 4 行" in rows[0][-1], "第 5 行" in rows[1][-1]] == [True, True]
    assert "开始导入" in team.tap("XiaoLi", "导入", card(team))
    team.settle()
    assert "已导入《老客户.xlsx》（第1号）：新增客户2、联系人2、跟进记录1" in str(
        outbox(team, "李晓")[-1]["payload"]
    )
    assert {c["owner"] for c in team.records("customers") if "云鼎" in c["name"] or "远见" in c["name"]} == {
        "李晓"
    }
    assert "看了样品" in team.say("XiaoLi", "客户 云鼎")
    assert "已经在导入了" in team.tap("XiaoLi", "导入", card(team))


def test_the_whole_file_back_with_every_column(team: Chat) -> None:
    before = whole(team)
    imported(team)
    assert whole(team)["customers"] != before["customers"]
    assert "发「撤回导入」" in team.say("XiaoLi", "撤销")
    asked = team.say("XiaoLi", "撤回导入")
    assert "整份撤回第1号导入《老客户.xlsx》" in asked
    assert "新增客户2" in asked
    team.say("XiaoLi", "确认")
    team.settle()
    assert "已撤回第1号导入" in str(outbox(team, "李晓")[-1]["payload"])
    after = whole(team)
    for name, rows in before.items():
        if name not in ("attachments", "stored_files"):
            assert after[name] == rows, name
    assert "没有可以撤回的导入" in team.say("XiaoLi", "撤回导入")


def test_existing_customers_are_updated_only_when_asked_and_come_back(team: Chat) -> None:
    data = table(("华为技术有限公司", "苏梅", "13900000009", "A", "电话里谈了交期", "2026-11-22"))
    before = whole(team)
    send(team, data)
    team.say("XiaoLi", "导入客户")
    shown = card(team)
    assert "没有" in str(shown.card.card)
    assert "重新看一遍" in team.tap("XiaoLi", "连已有的一起更新", shown)
    again = card(team)
    assert "将更新" in str(again.card.card)
    assert "过时" in team.tap("XiaoLi", "不导入", shown)
    team.tap("XiaoLi", "导入", again)
    team.settle()
    (customer,) = team.records("customers", name="华为技术有限公司")
    assert customer["level"] == "A"
    assert "交期" in team.say("XiaoLi", "客户 华为")
    team.say("XiaoLi", "撤回导入")
    team.say("XiaoLi", "确认")
    team.settle()
    after = whole(team)
    assert after["customers"] == before["customers"]
    assert after["contacts"] == before["contacts"]
    assert after["interactions"] == before["interactions"]


def test_what_changed_since_is_kept_and_said(team: Chat) -> None:
    imported(team)
    team.say("XiaoLi", "云鼎级别改成B")
    team.say("XiaoLi", "今天拜访了远见的王敏，聊了合同")
    team.say("XiaoLi", "撤回导入")
    team.say("XiaoLi", "确认")
    team.settle()
    assert "保留着" in str(outbox(team, "李晓")[-1]["payload"])
    names = {c["name"] for c in team.records("customers")}
    assert {"深圳云鼎科技有限公司", "杭州远见软件股份有限公司"} <= names


def test_in_words_all_the_way(team: Chat) -> None:
    assert "直接发给我" in team.say("XiaoLi", "导入")
    assert "正在看" in send(team, table(*ROWS))
    team.settle()
    assert "检查已经完成" in team.say("XiaoLi", "导入进度")
    assert "开始导入" in team.say("XiaoLi", "确认导入")
    assert "排队" in team.say("XiaoLi", "导入到哪了")
    team.settle()
    assert "导入已经完成" in team.say("XiaoLi", "导入好了吗")
    assert "第1号" in team.say("XiaoLi", "导入记录")


def test_second_thoughts(team: Chat) -> None:
    before = whole(team)["customers"]
    send(team, table(*ROWS))
    team.say("XiaoLi", "导入客户")
    shown = card(team)
    assert "不导入" in team.tap("XiaoLi", "不导入", shown)
    assert "已经不导入" in team.tap("XiaoLi", "导入", shown)
    send(team, table(*ROWS))
    team.say("XiaoLi", "导入客户")
    team.settle()
    assert "什么都没写" in team.say("XiaoLi", "不导入了")
    team.settle()
    assert whole(team)["customers"] == before


def test_a_table_may_be_a_customers_paper(team: Chat) -> None:
    send(team, table(*ROWS), name="报价清单.xlsx")
    assert "是哪个客户的" in team.say("XiaoLi", "记到客户的跟进")
    team.say("XiaoLi", "海康")
    assert team.records("interactions")[-1]["content"] == "文件：报价清单.xlsx"
    said = send(team, table(*ROWS), name="另一份.xlsx")
    assert "已放到" in said
    assert "导入这个表" in said
    assert "正在看《另一份.xlsx》" in team.say("XiaoLi", "导入这个表")


def test_columns_with_names_of_their_own(team: Chat) -> None:
    odd = table(("深圳云鼎科技有限公司", "李强", "喜欢钓鱼"), head=("甲方抬头名", "接洽人士", "爱好"))
    send(team, odd)
    team.say("XiaoLi", "导入客户")
    team.settle()
    assert "没有找到「客户名称」" in str(outbox(team, "李晓")[-1]["payload"])
    assert "按客户名称来" in team.say("XiaoLi", "「甲方抬头名」这列是客户名称")
    assert "没认出" in str(card(team).card.card)
    assert "没认出是哪一项" in team.say("XiaoLi", "爱好这列是什么玩意")
    assert "按备注来" in team.say("XiaoLi", "「爱好」这列是备注")
    assert "爱好→备注" in str(card(team).card.card)
    team.say("XiaoLi", "确认导入")
    team.settle()
    (customer,) = team.records("customers", name="深圳云鼎科技有限公司")
    assert customer["note"] == "喜欢钓鱼"


def test_who_gets_what_has_no_owner(team: Chat) -> None:
    send(team, table(*ROWS), "ChenYu")
    team.say("ChenYu", "导入客户")
    team.settle()
    assert "归公海" in team.say("ChenYu", "没写负责人的归公海")
    team.settle()
    team.say("ChenYu", "导入")
    team.settle()
    assert {c["owner"] for c in team.records("customers") if "云鼎" in c["name"]} == {None}


def test_a_rep_gives_nothing_to_colleagues_and_takes_back_nothing_of_theirs(team: Chat) -> None:
    data = table(("深圳云鼎科技有限公司", "王磊"), head=("客户名称", "负责人"))
    send(team, data)
    team.say("XiaoLi", "导入客户")
    team.settle()
    assert "不能把客户分给" in str([row["payload"] for row in outbox(team, "李晓")])
    imported(team, table(*ROWS), "XiaoZhao")
    assert "这个文件不导入" in team.say("XiaoLi", "撤回导入")  # theirs, that was only looked at
    assert "没有可以撤回" in team.say("XiaoLi", "撤回导入")
    assert "没有第1号" in team.say("XiaoLi", "撤回第1号导入")
    assert "赵敏" in team.say("ChenYu", "撤回第1号导入")
    team.say("ChenYu", "确认")
    team.settle()
    assert [c for c in team.records("customers") if "云鼎" in c["name"]] == []


def test_the_template_comes_back_in(team: Chat, tmp_path: Path) -> None:
    assert "模板马上发给你" in team.say("XiaoLi", "导入模板")
    (path,) = files(team, "XiaoLi", tmp_path)
    send(team, path.read_bytes(), name="客户导入模板.xlsx")
    team.say("XiaoLi", "导入客户")
    shown = str(card(team).card.card)
    assert "客户2" in shown
    assert "有问题" in shown


def test_not_a_table_after_all(team: Chat) -> None:
    send(team, b"PK\x03\x04 this is no workbook", name="坏了.xlsx")
    team.say("XiaoLi", "导入客户")
    team.settle()
    assert "打不开这个表格" in str(outbox(team, "李晓")[-1]["payload"])
    assert "没有" in team.say("XiaoLi", "确认导入") or "发给我" in team.say("XiaoLi", "确认导入")


def test_suspended_meanwhile_nothing_is_written(team: Chat) -> None:
    send(team, table(*ROWS))
    team.say("XiaoLi", "导入客户")
    before = whole(team)["customers"]
    team.tap("XiaoLi", "导入", card(team))  # asked for; done with the next look of the work process
    assert whole(team)["customers"] == before
    team.say("ChenYu", "停用小李")
    team.settle()
    assert whole(team)["customers"] == before


def test_uploaded_on_the_page_where_wecom_delivers_no_files(team: Chat) -> None:
    found = re.search(r'href="([^"]+)"', team.say("XiaoLi", "导入"))
    assert found is not None
    once = re.search(r'name="once" value="([^"]+)"', requests.get(found[1], timeout=5).text)
    assert once is not None
    sent = {"file": ("老客户.xlsx", table(*ROWS), "application/octet-stream")}
    for _ in range(2):
        answer = requests.post(found[1], data={"once": once[1]}, files=sent, timeout=10)
        assert "正在检查" in answer.text
    team.tap("XiaoLi", "导入", card(team))
    team.settle()
    assert len(team.records("customers", name="深圳云鼎科技有限公司")) == 1
    wrong = {"file": ("a.exe", b"MZ", "application/octet-stream")}
    assert "请选一个" in requests.post(found[1], data={"once": once[1]}, files=wrong, timeout=5).text


PRICES = ("产品名称", "型号", "单价", "库存")


def test_a_price_list_in_the_chat(team: Chat, tmp_path: Path) -> None:
    team.say("WangFang", "新增产品 A100 单价800 库存50")
    before = whole(team)
    assert "把产品表" in team.say("WangFang", "导入价目表")
    send(
        team,
        table(("交换机", "A200", "1200", 8), ("A100", "", 850, ""), head=PRICES),
        "WangFang",
        "价格.xlsx",
    )
    asked = card(team, "WangFang")
    assert "（产品）" in str(asked.card.card)
    assert "产品1" in str(asked.card.card)
    team.tap("WangFang", "连已有的一起更新", asked)
    team.tap("WangFang", "导入", card(team, "WangFang"))
    team.settle()
    assert "1,200元" in team.say("XiaoLi", "A200多少钱")
    assert "850元" in team.say("XiaoLi", "A100多少钱")
    assert "新增产品1、库存1，更新产品1" in team.say("WangFang", "导入记录")
    team.say("WangFang", "撤回导入")
    team.say("WangFang", "确认")
    team.settle()
    assert {name for name, rows in before.items() if whole(team)[name] != rows} <= {"attachments"}
    send(team, table(("交换机", "A300", "1", 8), head=PRICES), "XiaoLi", "价格.xlsx")
    team.say("XiaoLi", "导入客户")
    team.settle()
    assert "由主管和管理员维护" in str(outbox(team, "李晓")[-1])
    team.say("XiaoLi", "产品导入模板")
    assert read(files(team, "XiaoLi", tmp_path)[-1])[0][1][0] == "交换机"


def test_orders_of_before_in_the_chat(team: Chat) -> None:
    before = whole(team)
    team.say("XiaoLi", "导入历史订单")
    head = ("合同号", "客户", "签约日期", "合同金额", "已回款")
    rows = (("HT-1", "华为", "2026-03-15", 11500, 5000), ("HT-2", "九阳", "2026-03-15", 1, ""))
    send(team, table(*rows, head=head), "XiaoLi", "订单.xlsx")
    asked = card(team)
    assert "（订单）" in str(asked.card.card)
    assert "九阳股份有限公司」不在你的范围内" in str(outbox(team, "李晓"))
    team.tap("XiaoLi", "导入", asked)
    team.settle()
    assert "1.15万" in team.say("XiaoLi", "华为的订单")
    assert "下单 HT-1 1.15万" in team.say("XiaoLi", "华为的时间线")
    team.say("XiaoLi", "撤回导入")
    team.say("XiaoLi", "确认")
    team.settle()
    assert {name for name, rows_ in before.items() if whole(team)[name] != rows_} <= {"attachments"}


def test_policies_in_the_chat_become_tasks_in_time(team: Chat, tmp_path: Path) -> None:
    before = whole(team)
    assert "把到期事项表" in team.say("XiaoLi", "导入保单")
    head = ("客户名称", "险种", "保单号", "金额", "到期日")
    send(team, table(("华为", "车险", "PA7", "1万", "2026-12-20"), head=head), "XiaoLi", "保单.xlsx")
    assert "（到期事项）" in str(card(team, "XiaoLi").card.card)
    team.tap("XiaoLi", "导入", card(team, "XiaoLi"))
    team.settle()
    assert "PA7" in team.say("XiaoLi", "下个月到期的保单")
    assert "导出" in team.say("XiaoLi", "导出到期事项")
    team.say("XiaoLi", "确认")
    team.settle()
    assert read(files(team, "XiaoLi", tmp_path)[-1])[0][1][2] == "PA7"
    team.say("XiaoLi", "撤回导入")
    team.say("XiaoLi", "确认")
    team.settle()
    changed = {name for name, rows in before.items() if whole(team)[name] != rows}
    assert changed <= {"attachments", "exports"}


def test_what_was_checked_is_written_after_a_confirming_word_and_left_after_a_no(team: Chat) -> None:
    send(team, table(*ROWS))
    team.say("XiaoLi", "导入客户")
    team.settle()
    assert "不导入" in team.say("XiaoLi", "不导了")
    send(team, table(*ROWS))
    team.say("XiaoLi", "客户表")
    team.settle()
    assert "开始导入" in team.say("XiaoLi", "确认")
    team.settle()
    assert team.records("customers", name="深圳云鼎科技有限公司")


def test_a_row_of_sums_is_no_customer(team: Chat) -> None:
    rows = (ROWS[0], ("合计", "", "", "", "", ""), ("总计：2家", "", "", "", "", ""))
    imported(team, table(*rows))
    assert not [one for one in team.records("customers") if "计" in str(one["name"])]
    assert team.records("customers", name="深圳云鼎科技有限公司")


def test_a_file_that_cannot_be_read_says_what_to_do_in_plain_words(team: Chat) -> None:
    for name, data in (("空.xlsx", table(head=("a", "b"))), ("坏.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600)):
        send(team, data, name=name)
        team.say("XiaoLi", "导入客户")
        team.settle()
        said = str([row for row in outbox(team, "李晓") if row["kind"] == "text"][-1]["payload"])
        assert "--" not in said
        assert "rror" not in said
        assert "再发" in said or "导入模板" in said


def test_what_the_table_is_answers_what_to_do_with_it(team: Chat) -> None:
    goods = table(("C100", "路由器", 300), head=("产品编号", "名称", "价格"))
    send(team, goods, "ChenYu", "价格.xlsx")
    assert "正在看" in team.say("ChenYu", "价目表")
    team.settle()
    team.say("ChenYu", "没问题 导吧")
    team.settle()
    assert team.records("products", code="C100")


def test_an_owner_by_the_nickname_the_chat_knows(team: Chat) -> None:
    head = ("客户名称", "负责人")
    rows = (("常州新誉轨道", "小李"), ("扬州光明灯饰", "小王"), ("镇江恒顺包装", "小孙"))
    send(team, table(*rows, head=head), "WangFang")
    assert "正在看" in team.say("WangFang", "导进去")
    assert "1行不能导入" in str(card(team, "WangFang").card.card)
    team.tap("WangFang", "导入", card(team, "WangFang"))
    team.settle()
    owners = {one["name"]: one["owner"] for one in team.records("customers")}
    assert (owners["常州新誉轨道"], owners["扬州光明灯饰"]) == ("李晓", "王磊")
    assert "镇江恒顺包装" not in owners


def test_what_the_last_import_brought(team: Chat) -> None:
    assert "还没有导入过客户" in team.say("XiaoLi", "刚导入的客户有哪些")
    imported(team)
    for said in (
        "刚导入的客户有哪些",
        "上次导入的客户",
        "刚导进来的那批客户",
        "今天导入的客户",
        "导入了哪些客户",
    ):
        reply = team.say("XiaoLi", said)
        assert "导入的客户：共2位" in reply, said
        assert "云鼎" in reply
        assert "华为" not in reply
    assert "导入的B级" not in reply
    assert "共1位" in team.say("XiaoLi", "只看A类")
    assert "昨天没有导入过。最近一份是《老客户.xlsx》" in team.say("XiaoLi", "昨天导入的客户有哪些")
    assert "还没有导入过客户" in team.say("WangFang", "刚导入的客户")  # it was no import of hers
    assert "《老客户.xlsx》导入的客户：共2位" in team.say("ChenYu", "第1号导入的客户")
    team.say("XiaoLi", "撤回导入")
    team.say("XiaoLi", "确认")
    team.settle()
    assert "还没有导入过客户" in team.say("XiaoLi", "刚导入的客户")


def test_how_customers_are_imported_is_no_list_of_them(team: Chat) -> None:
    assert "直接发给我" in team.say("XiaoLi", "导入客户")
    assert "直接发给我" in team.say("XiaoLi", "怎么导入客户")
