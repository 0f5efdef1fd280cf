"""Names that are, hold or sound like words of the trade decide no intent. It is Wednesday 2 December 2026, 17:20."""

from datetime import datetime

import pytest

from nlp import KnownNames, parse

NOW = datetime.fromisoformat("2026-12-02T17:20:00+08:00")
ENGLISH, CHIPS, KIDS, MOULDS = (
    "合肥听说英语培训学校",
    "东莞万一电子有限公司",
    "福州希望幼儿园",
    "昆山统一模具有限公司",
)
KNOWN = KnownNames.of(
    {
        "customers": [ENGLISH, CHIPS, KIDS, MOULDS, "无锡进步电子有限公司"],
        "contacts": [
            {"name": "付宽", "customer": CHIPS, "title": "财务"},
            {"name": "申青", "customer": KIDS, "title": "总务主任"},
            {"name": "石亮", "customer": MOULDS, "title": "副总"},
            {"name": "尹涛", "customer": ENGLISH, "title": "校长"},
        ],
        "users": ["林荫", "任武", "梁家辉"],
        "products": ["四门冰柜", "换向阀", "财产一切险"],
        "tags": ["老客户"],
    }
)


def frames(text: str) -> list[tuple[str, dict[str, object]]]:
    return [(f.intent, dict(f.slots)) for f in parse(text, NOW, KNOWN)]


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("听说英语转给林荫", "customer.transfer", {"customer": ENGLISH, "user": "林荫"}),
        (
            "万一电子的地址换成清溪镇罗马路9号",
            "customer.update",
            {"customer": CHIPS, "field": "address", "value": "清溪镇罗马路9号"},
        ),
        ("听说英语没戏了", "opportunity.lose", {"customer": ENGLISH}),
        (
            "希望幼儿园行业改成教育",
            "customer.update",
            {"customer": KIDS, "field": "industry", "value": "教育"},
        ),
    ],
)
def test_words_inside_a_known_name_are_not_heard(text: str, intent: str, slots: dict[str, object]) -> None:
    assert frames(text) == [(intent, slots)]


@pytest.mark.parametrize("text", ["听说他们要转给林荫", "万一他们地址换了呢", "希望能早点转给林荫"])
def test_the_same_words_outside_a_name_are(text: str) -> None:
    assert frames(text) == [("unknown", {})]


@pytest.mark.parametrize(
    ("text", "intent", "slot", "name"),
    [
        ("付宽电话多少", "contact.show", "contact", "付宽"),  # no 付款
        ("申青微信多少", "contact.show", "contact", "申青"),  # no 申请
        ("安排任武后天上午去万一电子装换向阀", "task.create", "assignee", "任武"),  # no 任务
    ],
)
def test_a_known_name_is_not_put_right_to_a_word(text: str, intent: str, slot: str, name: str) -> None:
    assert [(i, s.get(slot)) for i, s in frames(text)] == [(intent, name)]


def test_a_word_typed_by_sound_is_still_put_right() -> None:
    assert frames("今天拜放了统一")[0][1]["channel"] == "visit"


def test_no_family_is_heard_in_words_before_a_title() -> None:
    assert frames("听说英语尹校长现在是副总裁了") == [
        ("contact.add", {"customer": ENGLISH, "contact": "尹涛", "title": "副总裁"})
    ]


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("老药工堂 财产一切险 八千二 合同登记", ["order.create"]),
        ("批改那张 给家辉处理", ["ticket.assign"]),
        ("立信老板娘 阿娇 13602330044 记上", ["contact.add"]),
    ],
)
def test_an_answer_is_no_part_of_a_longer_message(text: str, intents: list[str]) -> None:
    assert [intent for intent, _ in frames(text)] == intents


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("明天下午去黎明幼儿园看冰柜", {"customer": "武汉黎明幼儿园", "due": "2026-12-03T14:00"}),
        ("前海的冰柜周五前送到", {"customer": "深圳前海园区运营有限公司", "due": "2026-12-04"}),
        ("让单明上午去前海装冰柜", {"customer": "深圳前海园区运营有限公司", "assignee": "单明"}),
    ],
)
def test_a_name_beside_a_time_keeps_its_characters(text: str, slots: dict[str, object]) -> None:
    known = KnownNames.of(
        {
            "customers": ["深圳前海园区运营有限公司", "武汉黎明幼儿园", "苏州明天酒店管理有限公司"],
            "users": ["单明"],
            "products": ["四门冰柜"],
        }
    )
    (frame,) = parse(text, NOW, known)
    assert frame.intent == "task.create"
    assert slots.items() <= frame.slots.items()


def test_a_time_word_with_its_trade_behind_it_is_a_customer() -> None:
    known = KnownNames.of({"customers": ["苏州明天酒店管理有限公司", "深圳前海园区运营有限公司"]})
    assert parse("明天酒店没戏了", NOW, known)[0].slots == {"customer": "苏州明天酒店管理有限公司"}
    (frame,) = parse("上周五前海那边来我们展厅看了样机", NOW, known)
    assert frame.slots["customer"] == "深圳前海园区运营有限公司"
    assert frame.slots["time"] == "2026-11-27"
