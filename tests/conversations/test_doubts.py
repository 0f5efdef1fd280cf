"""What may well mean something else is asked before it is written: 是要记待办，还是商机赢单？

Which of these sentences the parser doubts changes as its chain is trained again; some always are.
"""

from datetime import datetime
from itertools import product

import pytest

from handlers.chat.suggest import meaning
from nlp import KnownNames, parse
from nlp.frames import Frame
from tests.support.chat import Chat

NAMES = KnownNames.of({"customers": ["华为技术有限公司", "杭州海康威视数字技术股份有限公司"]})
NOW = datetime.fromisoformat("2026-11-24T09:30:00+08:00")
PLANS = [
    "".join(words)
    for words in product(
        ("华为", "海康", "海康那边"),
        ("下周", "周五", "月底"),
        ("续约 20万", "签 30万", "答应签 15万", "签协议 8万", "下单 20万"),
    )
]


def _doubted() -> tuple[str, Frame]:
    """A plan that may be a deal, and then an order that is clear."""
    for plan in PLANS:
        words = f"{plan}，海康级别改成A"
        first, *rest = parse(words, NOW, NAMES)
        rival = first.rival if first.intent == "task.create" else None
        if rival and "customer" in rival.slots and [f.intent for f in rest] == ["customer.update"]:
            return words, rival
    raise AssertionError("no doubt anywhere: find other sentences")


DEAL, RIVAL = _doubted()


SIGHS = [
    "".join(words)
    for words in product(
        ("海康的", "华为的"),
        ("地址", "区域", "备注", "来源", "开户行"),
        ("调来调去", "又改了 服了", "写了跟没写一样", "没写", "换了", "变了"),
    )
]


def _moved() -> str:
    """What sounds like a change of a field, and may well ask for nothing."""
    for words in SIGHS:
        (frame,) = parse(words, NOW, NAMES)
        if frame.intent == "customer.update" and frame.rival and frame.rival.intent == "unknown":
            return words
    raise AssertionError("no doubt anywhere: find other sentences")


MOVED = _moved()


def _paid() -> str:
    """That money came, of which no rule is sure, and no sum."""
    for words in map(
        "".join, product(("海康", "华为"), ("尾款", "余款", "货款", "首款"), ("清了", "齐了", "妥了"))
    ):
        (frame,) = parse(words, NOW, NAMES)
        if frame.intent == "payment.log" and frame.rival and frame.rival.intent == "unknown":
            return words
    raise AssertionError("no doubt anywhere: find other sentences")


PAID = _paid()


def _level(team: Chat) -> str | None:
    (customer,) = team.records("customers", name="杭州海康威视数字技术股份有限公司")
    level: str | None = customer["level"]
    return level


@pytest.mark.parametrize(("answer", "tasks"), [("记待办", 1), ("1", 1), ("是的", 1), ("都不是", 0)])
def test_the_reading_is_chosen_and_the_rest_follows(team: Chat, answer: str, tasks: int) -> None:
    assert f"是要记待办，还是{meaning(RIVAL.intent)}？" in team.say("XiaoLi", DEAL)
    assert (team.records("tasks"), _level(team)) == ([], None)
    team.say("XiaoLi", answer)
    assert (len(team.records("tasks")), _level(team)) == (tasks, "A")


def test_the_other_reading_is_done_with_its_own_slots(team: Chat) -> None:
    team.say("XiaoLi", DEAL)
    reply = team.say("XiaoLi", "2")
    assert str(RIVAL.slots["customer"]) in reply
    assert team.records("tasks") == []


def test_a_tap_answers_and_one_word_takes_it_back(team: Chat) -> None:
    team.say("XiaoLi", DEAL)
    team.tap("XiaoLi", "记待办")
    assert (len(team.records("tasks")), _level(team)) == (1, "A")
    team.say("XiaoLi", "撤销")
    assert (team.records("tasks"), _level(team)) == ([], None)


@pytest.mark.parametrize("answer", ["不用", "算了", "不用记", "2"])
def test_no_leaves_everything_as_it_was(team: Chat, answer: str) -> None:
    before = team.records("changes")
    assert "要改客户资料吗" in team.say("XiaoLi", MOVED)
    assert "没有记" in team.say("XiaoLi", answer)
    assert team.records("changes") == before


def test_yes_goes_on_with_the_first_reading(team: Chat) -> None:
    team.say("XiaoLi", MOVED)
    assert "没有记" not in team.say("XiaoLi", "是的")


def test_a_new_order_leaves_the_doubt_behind(team: Chat) -> None:
    team.say("XiaoLi", DEAL)
    team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert (team.records("tasks"), _level(team)) == ([], None)
    assert len(team.records("interactions")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "今天拜访了华为的李总，聊了报价，他觉得有点贵",
        "下周三提醒我给海康周航打电话",
        "华为加个联系人 赵敏 13800010009",
        "海康级别改成A",
        "华为有个商机 交换机 20万",
        "给华为打上重点客户标签",
    ],
)
def test_plain_orders_are_done_at_once(team: Chat, words: str) -> None:
    assert "？" not in team.say("XiaoLi", words)


def test_an_order_said_over_a_doubt_is_not_taken_for_its_answer(team: Chat) -> None:
    team.say("XiaoLi", DEAL)
    team.say("XiaoLi", "海康付了5000")
    assert [paid["amount"] for paid in team.records("payments")] == ["5000.00"]
    assert (team.records("opportunities"), team.records("tasks")) == ([], [])


def test_what_it_lacked_is_yes_enough(team: Chat) -> None:
    assert "要记回款吗" in team.say("XiaoLi", PAID)
    assert "3万" in team.say("XiaoLi", "3万")
    assert [paid["amount"] for paid in team.records("payments")] == ["30000.00"]


def test_other_words_are_no_yes(team: Chat) -> None:
    team.say("XiaoLi", PAID)
    assert "没对上" in team.say("XiaoLi", "今天天气不错")
    assert team.records("payments") == []
