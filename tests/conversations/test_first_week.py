"""A rep's first week: pumps on Monday, dental supplies on Wednesday, offices on Friday; no guide read."""

import pytest

from tests.conversations.test_ticket_short import facts
from tests.support.chat import Chat


@pytest.fixture
def week(chat: Chat) -> Chat:
    """蓝桥资本 with 沈薇, 鲁泰化工 with 赵国栋, and a task of another matter."""
    chat.say("XiaoLi", "新增客户 蓝桥资本 行政总监 沈薇 13700010001")
    chat.say("XiaoLi", "新增客户 鲁泰化工股份有限公司 联系人 赵国栋 设备部长 13953100002")
    chat.say("XiaoLi", "下个月15号收第二笔 提醒我")
    return chat


@pytest.mark.parametrize(
    ("said", "customer", "person", "title"),
    [
        (
            "新增客户 济南永清水务有限公司 联系人 马强 设备科科长 13905310001",
            "济南永清水务有限公司",
            "马强",
            "设备科科长",
        ),
        (
            "新客户 鲁泰化工股份有限公司 赵国栋 设备部长 13905310001",
            "鲁泰化工股份有限公司",
            "赵国栋",
            "设备部长",
        ),
        ("新增客户\n佳洁口腔门诊部\n刘梅 采购 13905310001", "佳洁口腔门诊部", "刘梅", "采购"),
        (
            "转发名片 韩冬 德韩牙科诊所 院长 手机 13905310001 地址 青岛市市南区香港中路12号",
            "德韩牙科诊所",
            "韩冬",
            "院长",
        ),
        ("名片 沈薇 蓝桥资本 行政总监 13905310001", "蓝桥资本", "沈薇", "行政总监"),
        ("名片：蓝桥资本 沈薇 行政总监 13905310001", "蓝桥资本", "沈薇", "行政总监"),
    ],
)
def test_no_customer_is_called_after_the_command(
    chat: Chat, said: str, customer: str, person: str, title: str
) -> None:
    chat.say("XiaoLi", said)
    assert [one["name"] for one in chat.records("customers")] == [customer]
    (found,) = chat.records("contacts")
    assert (found["name"], found["title"], found["phone"]) == (person, title, "13905310001")


def test_short_words_after_a_ticket_are_about_the_ticket(week: Chat) -> None:
    week.say("XiaoLi", "蓝桥沈总说 门口漏水 让去看看")
    assert "工单1001" in week.say("XiaoLi", "急的")
    assert "工单1001" in week.say("XiaoLi", "改到明天上午")
    week.say("XiaoLi", "派给王磊")
    week.say("XiaoLi", "让他今天必须去")
    (task,) = week.records("tasks")
    assert (task["title"], task["priority"], task["due_at"][:10]) == ("收第二笔", "normal", "2026-12-15")
    assert facts(week, "1001", "priority", "assignee") == ["high", "王磊"]
    week.say("XiaoWang", "在路上了")
    for asked in ("王磊接了没", "修好了吗", "王磊到现场了吗"):
        assert "王磊：在路上了" in week.say("XiaoLi", asked)


def test_after_a_task_short_words_are_about_the_task(week: Chat) -> None:
    week.say("XiaoLi", "蓝桥报修 门口漏水")
    week.say("XiaoLi", "后天下午两点去蓝桥看现场 提醒我")
    week.say("XiaoLi", "改到大后天上午")
    week.say("XiaoLi", "急的")
    assert facts(week, "1001", "priority", "status") == ["normal", "open"]
    (task,) = week.records("tasks", priority="high")
    assert task["due_at"][:13] == "2026-11-27T09"


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("算了不用去了 物业去看了", "取消：物业去看了"),
        ("刚那张工单取消", "取消"),
        ("刚才那个报修不要了", "取消"),
    ],
)
def test_a_ticket_is_dropped_and_nothing_else_is_taken_back(week: Chat, said: str, result: str) -> None:
    week.say("XiaoLi", "收第二笔改到12月16号")
    week.say("XiaoLi", "蓝桥报修 门口漏水")
    week.say("XiaoLi", said)
    assert facts(week, "1001", "status", "result") == ["closed", result]
    (task,) = week.records("tasks")
    assert (task["status"], task["due_at"][:10]) == ("open", "2026-12-16")
