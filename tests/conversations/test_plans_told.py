"""What is still to be done is a plan, however it is told."""

import pytest

from tests.support.chat import Chat


@pytest.fixture
def school(chat: Chat) -> Chat:
    chat.say("XiaoLi", "新增客户 鼎盛锅炉厂 联系人宋厂长")
    return chat


@pytest.mark.parametrize(
    "said",
    [
        "我下午去鼎盛锅炉厂找宋厂长 顺便把合同签了 8万6 先付一半",
        "明天去鼎盛锅炉厂签合同 把定金收了 2万",
        "明天去鼎盛锅炉厂把合同签了 8万6",
    ],
)
def test_what_is_to_be_signed_there_is_no_order_yet(school: Chat, said: str) -> None:
    if "是要记待办" in school.say("XiaoLi", said):
        school.say("XiaoLi", "1")
    (task,) = school.records("tasks")
    assert task["title"].endswith(said[-6:])
    assert school.records("orders") == school.records("payments") == school.records("opportunities") == []


def test_what_was_signed_there_is_one(school: Chat) -> None:
    assert "录订单" in school.say("XiaoLi", "今天去了鼎盛锅炉厂 把合同签了 8万6")
    school.say("XiaoLi", "1")
    assert [one["amount"] for one in school.records("orders")] == ["86000.00"]
    school.say("XiaoLi", "昨天去鼎盛锅炉厂找宋厂长 把尾款收了 5000")
    assert [one["amount"] for one in school.records("payments")] == ["5000.00"]
    assert school.records("tasks") == []


@pytest.mark.parametrize(
    ("said", "due", "title"),
    [
        (
            "我今天上午去了实验二小找教务处的钱主任谈了他们秋季校服的事情她说今年要换款式大概一千二百套左右"
            "预算一百八一套让我下周三之前带三套样衣过去给她看",
            "2026-12-02",
            "带三套样衣过去给她看",
        ),
        ("今天去了鼎盛锅炉厂他们让我下周三之前把报价做出来", "2026-12-02", "把报价做出来"),
        ("昨天见了鼎盛锅炉厂宋厂长他说价格高叫我下周一之前给个新价", "2026-11-30", "给个新价"),
    ],
)
def test_a_dictated_visit_and_what_they_want_of_us(school: Chat, said: str, due: str, title: str) -> None:
    school.say("XiaoLi", said)
    (log,) = school.records("interactions")
    (task,) = school.records("tasks")
    assert (task["due_at"][:10], task["title"], task["customer"]) == (due, title, log["customer"])
    assert title not in (log["content"] or "")
