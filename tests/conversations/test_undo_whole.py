"""Undo of a merge, a transfer and a hand-over of a customer with everything: every column comes back."""

from decimal import Decimal
from typing import Any

import pytest

from crm.merging import pointing_at
from models.customers import Customer
from models.deals import Opportunity
from tests.support.chat import Chat
from tests.support.whole import whole

HUAWEI = "华为技术有限公司"
WORDS = (
    "今天拜访了华为的李强，聊了报价",
    "明天下午三点提醒我给华为发合同",
    "给华为打标签 重点",
    "华为加协作人 赵敏",
    "给华为报价 A100 10台 每台800",
    "华为下单 A100 8台 总价36万",
    "华为今天到账12.5万",
)


def busy(chat: Chat) -> Chat:
    """华为 with a record of every kind."""
    chat.say("ChenYu", "新增产品 A100 单价800")
    for words in WORDS[:1]:
        chat.say("XiaoLi", words)
    chat.box.send_image("XiaoLi", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "a.png")
    for words in WORDS[1:]:
        said = chat.say("XiaoLi", words)
        if "确认" in said or "？" in said:
            chat.say("XiaoLi", "确认")
    chat.settle()
    (huawei,) = chat.records("customers", name=HUAWEI)
    now = chat.clock.now()
    with chat.parts.database.system(now, "test") as session:
        deal = {"title": "服务器扩容", "stage": "初步接洽", "stage_since": now, "status": "open"}
        ids = {"customer_id": huawei["id"], "owner_id": huawei["owner_id"]}
        session.add(Opportunity(amount=Decimal(500000), created_at=now, source="test", **deal, **ids))
    return chat


def kinds(found: dict[str, Any]) -> set[str]:
    """The tables with something of 华为 in them."""
    ids = [row["id"] for row in found["customers"] if row["name"] == HUAWEI]
    every = [(name, row) for name, rows in found.items() for row in rows if isinstance(row, dict)]
    return {name for name, row in every if row.get("customer_id") in ids}


def test_the_customer_has_everything(team: Chat) -> None:
    had = kinds(whole(busy(team)))
    assert {"contacts", "interactions", "tasks", "customer_tags", "collaborators", "attachments"} <= had
    assert {"opportunities", "quotes", "orders", "payments"} <= had


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
        *("回款1笔", "附件1条", "协作人1位"),
    ):
        assert part in asked, part
    before = {row["id"] for row in whole(team)["orders"]}
    assert "订单1条" in team.say("XiaoLi", "确认")
    assert {row["id"] for row in whole(team)["orders"]} == before
