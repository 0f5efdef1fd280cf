"""Undo of a merge, a transfer and a hand-over of a customer with everything: every column comes back."""

from typing import Any

import pytest

from crm.customers.merging import pointing_at
from models.customers import Customer
from models.judgement import ChurnAlarm, ChurnAssessment
from tests.conversations.test_imports import card, send, table
from tests.support.chat import Chat
from tests.support.whole import whole

HUAWEI = "华为技术有限公司"
FIRST = (("ChenYu", "新增产品 A100 单价800"), ("XiaoLi", "今天拜访了华为的李强，聊了报价"))
WORDS = (
    ("XiaoLi", "明天下午三点提醒我给华为发合同"),
    ("XiaoLi", "给华为打标签 重点"),
    ("XiaoLi", "华为加协作人 赵敏"),
    ("XiaoLi", "给华为报价 A100 10台 每台800"),
    ("XiaoLi", "华为下单 A100 8台 总价36万"),
    ("XiaoLi", "华为今天到账12.5万"),
    ("ChenYu", "客户加字段 装机量 数字"),
    ("XiaoLi", "华为装机量120"),
    ("XiaoLi", "华为级别改成A"),
    ("XiaoLi", "给华为建个商机 服务器扩容 50万 年底成交"),
    ("XiaoLi", "给华为项目加步骤 勘测 方案 安装"),
    ("XiaoLi", "华为的保单 PA123 明年3月5日到期"),
    ("XiaoLi", "给华为申请5折"),
    ("XiaoLi", "华为报修 打印机卡纸"),
    ("WangFang", "建个活动 双十二专场 面向A类客户"),
    ("XiaoLi", "新增客户 鸿蒙智联科技有限公司"),
    ("XiaoLi", "把鸿蒙智联科技有限公司合并到华为技术有限公司"),
    ("WangFang", "把华为转给王磊"),
    ("WangFang", "把华为转给李晓"),
)


def busy(chat: Chat) -> Chat:
    """华为 with a record of every kind."""
    for who, words in FIRST:
        chat.say(who, words)
    chat.box.send_image("XiaoLi", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "a.png")
    for who, words in WORDS:
        said = chat.say(who, words)
        if "确认" in said or said.endswith("？"):
            chat.say(who, "确认")
    chat.settle()
    (huawei,) = chat.records("customers", name=HUAWEI)
    now = chat.clock.now()
    with chat.parts.database.system(now, "test") as session:
        day = now.date()
        facts = {"risk": 0.7, "since": day, "orders": 5, "first_on": day, "last_on": day, "horizon": 91}
        ids = {"customer_id": huawei["id"], "created_at": now}
        told = {"owner_id": huawei["owner_id"], "level": "预警", "told_at": now}
        session.add_all([ChurnAssessment(assessed_at=now, **ids, **facts), ChurnAlarm(**ids, **told)])
    return chat


def kinds(found: dict[str, Any]) -> set[str]:
    """The tables with something of 华为 in them."""
    ids = [row["id"] for row in found["customers"] if row["name"] == HUAWEI]
    every = [(name, row) for name, rows in found.items() for row in rows if isinstance(row, dict)]
    return {name for name, row in every if row.get("customer_id") in ids}


def test_the_customer_has_everything(team: Chat) -> None:
    every = {model.__tablename__ for model, _ in pointing_at(Customer.__table__)} - {"customers"}
    assert every - kinds(whole(busy(team))) == set()


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("XiaoLi", "把华为技术有限公司合并到杭州海康威视数字技术股份有限公司"),
        ("XiaoLi", "把杭州海康威视数字技术股份有限公司合并到华为技术有限公司"),
        ("XiaoLi", "把华为转给王磊"),
        ("XiaoLi", "华为放回公海"),
        ("WangFang", "离职交接 李晓→王磊"),
    ],
)
def test_undo_restores_every_column(team: Chat, who: str, words: str) -> None:
    busy(team)
    before = whole(team)
    if "确认吗" in team.say(who, words):
        team.say(who, "确认")
    team.settle()
    assert whole(team) != before
    assert "已撤销" in team.say(who, "撤销")
    after = whole(team)
    assert {name for name, rows in before.items() if after[name] != rows} == set()


def test_undo_of_an_import_restores_every_column(team: Chat) -> None:
    busy(team)
    before = whole(team)
    head = ("客户名称", "级别", "区域", "装机量", "联系人", "职务", "电话", "标签", "跟进内容", "跟进时间")
    rows = (
        (HUAWEI, "B", "杭州", 99, "李强", "总裁", "13800010001", "新标签", "看了样品", "2026-11-20"),
        ("苏州华瑞机械有限公司", "C", "苏州", 7, "陈伟", "", "13900000005", "", "打了电话", "2026-11-21"),
    )
    send(team, table(*rows, head=head))
    team.say("XiaoLi", "导入客户")
    team.tap("XiaoLi", "连已有的一起更新", card(team))
    team.tap("XiaoLi", "导入", card(team))
    team.settle()
    changed = {name for name, rows_ in before.items() if whole(team)[name] != rows_}
    assert {"customers", "contacts", "customer_tags", "custom_values", "interactions", "name_keys"} <= changed
    team.say("XiaoLi", "撤回导入")
    team.say("XiaoLi", "确认")
    team.settle()
    after = whole(team)
    assert {name for name, rows_ in before.items() if after[name] != rows_} == set()


def test_a_merge_leaves_nothing_pointing_at_what_is_gone(team: Chat) -> None:
    busy(team)
    gone = team.records("customers", name=HUAWEI)[0]["id"]
    team.say("XiaoLi", "把华为技术有限公司合并到杭州海康威视数字技术股份有限公司")
    team.say("XiaoLi", "确认")
    pointing = {model.__tablename__: column.name for model, column in pointing_at(Customer.__table__)}
    assert {"orders", "quotes", "payments", "opportunities", "attachments", "collaborators"} <= set(pointing)
    found = whole(team)
    left = {name for name, column in pointing.items() for row in found.get(name, ()) if row[column] == gone}
    assert left <= {"customers"}


def test_the_preview_counts_everything_that_will_move(team: Chat) -> None:
    busy(team)
    asked = team.say("XiaoLi", "把华为技术有限公司合并到杭州海康威视数字技术股份有限公司")
    for part in (
        *("联系人2位", "跟进记录1条", "未完成的待办1条", "标签1个", "商机1条", "报价单1张", "订单1条"),
        *("回款1笔", "工单1张", "附件1条", "协作人1位"),
    ):
        assert part in asked, part
    before = {row["id"] for row in whole(team)["orders"]}
    assert "订单1条" in team.say("XiaoLi", "确认")
    assert {row["id"] for row in whole(team)["orders"]} == before
