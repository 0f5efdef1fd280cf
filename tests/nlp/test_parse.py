"""What messages mean, and that no message can break the parser. It is Sunday 22 November 2026, 18:00."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp import Frame, KnownNames, entities, parse
from nlp.names import Name
from nlp.rules import FILLS, RULES

NOW = datetime.fromisoformat("2026-11-22T18:00:00+08:00")
KNOWN = KnownNames.of(
    {
        "customers": [
            "华为技术有限公司",
            "腾讯科技（深圳）有限公司",
            "青岛海尔智家股份有限公司",
            "海尔生物医疗股份有限公司",
        ],
        "contacts": [
            {"name": "李强", "customer": "华为技术有限公司", "title": "采购总监"},
            {"name": "王敏", "customer": "华为技术有限公司", "title": "项目经理"},
            {"name": "陈晨", "customer": "腾讯科技（深圳）有限公司", "title": "运维总监"},
        ],
        "users": ["李航", "黄丽"],
        "products": ["R740服务器", "万兆交换机"],
        "tags": ["重点客户", "价格敏感"],
    }
)
HUAWEI, TENCENT = "华为技术有限公司", "腾讯科技（深圳）有限公司"


def frames(text: str, asked: Frame | None = None) -> list[tuple[str, dict[str, object]]]:
    return [(f.intent, dict(f.slots)) for f in parse(text, NOW, KNOWN, asked)]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "昨天拜访了花为的黎总，他嫌贵",
            {
                "customer": HUAWEI,
                "contact": "李强",
                "channel": "visit",
                "time": "2026-11-21",
                "content": "他嫌贵",
            },
        ),
        (
            "嗯 那个 上午给滕讯陈总打了个电话 预算批了",
            {
                "customer": TENCENT,
                "contact": "陈晨",
                "channel": "call",
                "time": "2026-11-22T09:00",
                "content": "预算批了",
            },
        ),
        (
            "今天拜访了天虹商场的郭经理 想试用",
            {
                "customer": "天虹商场",
                "contact": "郭经理",
                "channel": "visit",
                "time": "2026-11-22",
                "content": "想试用",
            },
        ),
    ],
)
def test_it_reads_what_happened(text: str, slots: dict[str, object]) -> None:
    assert frames(text) == [("interaction.log", slots)]


def test_a_time_inside_a_longer_name_is_no_time() -> None:
    known = KnownNames.of({"customers": ["开封清明上河园股份有限公司"], "products": ["酱香五年"]})
    found = parse("清明前给清明上河园送五箱酱香五年", NOW, known)[0]
    assert found.slots["customer"] == "开封清明上河园股份有限公司"
    assert found.slots["due"] == "2027-04-02"


@pytest.mark.parametrize(
    "text",
    [
        "华为的地址是不是换了",
        "腾讯的电话是多少我这边找不到了",
        "我没有说要取消订单",
        "听黄丽说腾讯要换供应商",
        "报销单贴反了",
    ],
)
def test_a_question_or_a_rumour_writes_nothing(text: str) -> None:
    assert {intent for intent, _ in frames(text)} <= {"unknown", "customer.show", "contact.show"}


def test_a_name_typed_by_sound_stands_beside_a_person_of_it() -> None:
    """滕迅陈总: what comes behind is no word of the lexicon but the customer's own man."""
    assert frames("藤迅陈总电话多少")[0][1]["customer"] == TENCENT


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("提醒我明天上午10点给华为李总打电话", {"title": "给华为李总打电话", "customer": HUAWEI, "contact": "李强", "due": "2026-11-23T10:00"}),
        ("周三 不对 周四下午三点去腾讯", {"title": "去腾讯", "customer": TENCENT, "due": "2026-11-26T15:00"}),
        ("明天下午3点 不对 4点去腾讯", {"title": "去腾讯", "customer": TENCENT, "due": "2026-11-23T16:00"}),
        ("明天下午3点 不对 后天 去腾讯", {"title": "去腾讯", "customer": TENCENT, "due": "2026-11-24T15:00"}),
        ("后天上午 不对 下午去腾讯", {"title": "去腾讯", "customer": TENCENT, "due": "2026-11-24T14:00"}),
        ("下下周一不对周二去腾讯", {"title": "去腾讯", "customer": TENCENT, "due": "2026-12-01"}),
        ("下周三下午3点 说错了 周四 去腾讯", {"title": "去腾讯", "customer": TENCENT, "due": "2026-11-26T15:00"}),
        ("跟李强还有王敏约了明天开会", {"title": "跟李强还有王敏约了开会", "contact": "李强", "due": "2026-11-23"}),
        ("让小黄后天把合同寄给腾讯", {"title": "把合同寄给腾讯", "customer": TENCENT, "due": "2026-11-24", "assignee": "黄丽"}),
        ("记个待办：买打印纸", {"title": "买打印纸"}),
    ],
)  # fmt: skip
def test_it_reads_plans(text: str, slots: dict[str, object]) -> None:
    assert frames(text) == [("task.create", slots)]


def test_one_message_may_hold_a_report_and_a_plan() -> None:
    assert [intent for intent, _ in frames("今天拜访了华为的李总,聊了报价,下周三再跟进")] == [
        "interaction.log",
        "task.create",
    ]


@pytest.mark.parametrize(
    ("text", "slot", "words"),
    [
        ("昨天去华为聊了备件 李总说三十个 呃 四十个吧", "content", "聊了备件 李总说四十个"),
        ("提醒我明天给李总寄三十个 呃 四十个吧", "title", "给李总寄四十个"),
        ("李总说八万 哦九万", "content", "说九万"),
    ],
)
def test_of_two_figures_the_later_is_in_the_words_that_are_kept(text: str, slot: str, words: str) -> None:
    assert [slots.get(slot) for _, slots in frames(text)] == [words]


def test_two_customers_in_one_order_are_two_frames() -> None:
    assert [slots["customer"] for _, slots in frames("把华为和腾讯都转给黄丽")] == [HUAWEI, TENCENT]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("华为下单 万兆交换机 3台 单价0.10元", 0.3),  # 0.30000000000000004 in floats
        ("华为下单 万兆交换机 1台 单价0.50元", 0.5),
        ("华为下单 万兆交换机 1.5吨 单价2万", 30000),
        ("华为下单 万兆交换机 2台 单价9800", 19600),
    ],
)
def test_a_unit_price_and_a_quantity_make_an_exact_sum(text: str, amount: float) -> None:
    (frame,) = frames(text)
    assert (frame[0], frame[1]["amount"]) == ("order.create", amount)


def test_several_known_names_of_one_short_name_are_a_list() -> None:
    assert frames("海尔的跟进记录") == [
        ("interaction.list", {"customer": ["青岛海尔智家股份有限公司", "海尔生物医疗股份有限公司"]})
    ]


@pytest.mark.parametrize(
    "text",
    ["中午吃啥好呢", "别给华为发问卷", "要是华为签了我请客", "华为是不是要上市了", "哈哈哈", "😀", "   ", ""],
)
def test_it_writes_nothing_where_nothing_is_asked(text: str) -> None:
    assert all(intent in ("unknown", "greet", "customer.show") for intent, _ in frames(text))


@pytest.mark.parametrize(
    ("text", "intent"),
    [("好的", "yes"), ("不是的", "no"), ("算了先不记了", "cancel"), ("你好", "greet"), ("你能干啥", "help"), ("选第二个吧", "choose"), ("撤销刚才那条", "undo")],
)  # fmt: skip
def test_it_reads_short_answers(text: str, intent: str) -> None:
    assert frames(text)[0][0] == intent


def test_an_answer_fills_the_gap_of_the_frame_asked_about() -> None:
    asked = Frame("payment.log", {"customer": HUAWEI})
    assert frames("12万", asked) == [("payment.log", {"customer": HUAWEI, "amount": 120000})]
    assert frames("华为", Frame("payment.log", {"amount": 5})) == [
        ("payment.log", {"amount": 5, "customer": HUAWEI})
    ]
    assert frames("算了", asked) == [("cancel", {})]


def test_a_new_order_is_no_answer() -> None:
    assert frames("看看华为的资料", Frame("payment.log", {"customer": TENCENT}))[0][0] == "customer.show"


def test_a_frame_carries_the_records_it_means() -> None:
    names = KnownNames(
        [
            Name("customer", HUAWEI, "", id=7),
            Name("contact", "李强", "", id=9, customer=HUAWEI, customer_id=7, title="采购总监"),
        ]
    )
    frame = parse("昨天拜访了华为李总 聊了报价", NOW, names)[0]
    found = frame.ref("customer")
    assert found is not None
    assert found.id == 7
    assert [name.id for name in frame.refs["contact"]] == [9]


def test_a_frame_says_why() -> None:
    frame = parse("昨天拜访了华为李总", NOW, KNOWN)[0]
    assert frame.evidence
    assert frame.evidence[0].rule
    start, end = frame.spans["customer"]
    assert "昨天拜访了华为李总"[start:end] == "华为"


def test_the_index_is_asked_once_and_for_few_keys() -> None:
    asked: list[int] = []

    class Counting:
        def find(self, keys: object) -> list[Name]:
            asked.append(len(keys))  # type: ignore[arg-type]
            return []

    parse("今天下午拜访了字节的于主管 预算已经批了 建个商机 名称叫机房二期 金额36万", NOW, Counting())
    assert len(asked) == 1
    assert asked[0] <= 300


def test_every_intent_has_a_rule_and_a_way_to_fill_its_slots() -> None:
    intents = {rule.intent for rule in RULES}
    assert intents <= set(FILLS)
    assert len({(rule.name, rule.intent, rule.weight) for rule in RULES}) == len(RULES)


PIECES = ["华为", "李总", "明天", "下午三点", "拜访了", "提醒我", "把", "改成", "12万", "九折", "待办", "商机", "不是", "不对", "那个", "下单", "报价", "付了", "3台", "1.5吨", "单价0.50元", "每台2万", "目标", "，", " ", "。", "👍", "R740", "13812345678", "升A级", "和", "标签", "小李", "转给", "の", "ß", "İ", "㎡", "\u200d"]  # fmt: skip


@settings(max_examples=300, deadline=30_000)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=300))
def test_no_text_raises_and_every_span_points_at_it(text: str) -> None:
    found = parse(text, NOW, KNOWN)
    assert found
    for frame in found:
        assert 0 <= frame.score <= 1
        assert None not in frame.slots.values()
        assert "" not in frame.slots.values()
        for start, end in frame.spans.values():
            assert 0 <= start <= end <= len(text)
    assert [f.to_json() for f in parse(text, NOW, KNOWN)] == [f.to_json() for f in found]


@settings(max_examples=60, deadline=30_000)  # what runs away takes hours; a busy machine takes seconds
@given(st.sampled_from(PIECES), st.integers(100, 700))
def test_repetition_is_read_in_bounded_time(piece: str, times: int) -> None:
    assert parse((piece * times)[:2048], NOW, KNOWN)


def test_the_other_half_of_a_day_that_is_over() -> None:
    """昨天上午…, 下午… said in the morning: what was done is of yesterday, what is to be done of today."""
    morning = datetime.fromisoformat("2026-12-02T09:00:00+08:00")
    halves = {
        "昨天上午见了沈院长 下午去附二院送了样册": "2026-12-01T14:00",
        "昨天上午见了沈院长 下午再去一趟": "2026-12-02T14:00",
    }
    for said, afternoon in halves.items():
        second = [item for item in entities.find(said, morning) if item.kind == "time"][1]
        assert (second.past if "past" in second.tenses else second.value) == afternoon, said
