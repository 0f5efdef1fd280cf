"""Were the alarms right? Asked two weeks later, counted by month; how many there were, asked in words."""

import pytest

from tests.conversations.test_churn import HIK, HUAWEI, orders
from tests.support.chat import Chat
from tests.support.whole import outbox


@pytest.fixture
def alarmed(team: Chat) -> Chat:
    """小李 was told of 华为 and 海康 on 25 November; 小赵 of nobody."""
    orders(team, HUAWEI, *range(180, 480, 30))
    orders(team, HIK, *range(200, 480, 28))
    team.wait_until("2026-11-25 09:00")
    return team


def questions(chat: Chat) -> list[dict[str, object]]:
    return [row for row in outbox(chat, "李晓") if row["key"].startswith("churn-ask:")]


def test_asked_once_after_two_weeks_with_what_happened_since(alarmed: Chat) -> None:
    alarmed.say("XiaoLi", "今天拜访了华为的李强，聊了报价")
    alarmed.skip_to("2026-12-07 18:00")
    alarmed.wait_until("2026-12-08 09:30")
    assert questions(alarmed) == []
    alarmed.wait_until("2026-12-09 09:30")
    assert len(questions(alarmed)) == 2
    about = next(row for row in questions(alarmed) if HUAWEI in str(row["payload"]))
    assert "没有下单，跟进1次" in str(about["payload"])
    alarmed.wait_until("2026-12-11 09:30")
    assert len(questions(alarmed)) == 2
    cards = [c for c in alarmed.cards("XiaoLi") if "准吗" in str(c.card.card)]
    first, second = cards[-2:]
    assert "已记：有效" in alarmed.tap("XiaoLi", "有效", first)
    assert "已记：误报" in alarmed.tap("XiaoLi", "误报", second)
    assert "50%" in alarmed.say("XiaoLi", "预警准不准")
    assert "准不准改回还没说" in alarmed.say("XiaoLi", "撤销")
    assert "100%" in alarmed.say("WangFang", "今年流失预警的准确率")


def test_a_false_alarm_said_at_once_is_not_asked_again(alarmed: Chat) -> None:
    card = next(
        c for c in alarmed.cards("XiaoLi") if HUAWEI in str(c.card.card) and "误报" in str(c.card.card)
    )
    assert "已记为误报" in alarmed.tap("XiaoLi", "误报", card)
    alarmed.skip_to("2026-12-08 18:00")
    alarmed.wait_until("2026-12-09 09:30")
    assert [HIK in str(row["payload"]) for row in questions(alarmed)] == [True]
    assert "11月 0%" in alarmed.say("XiaoLi", "预警准不准")


@pytest.mark.parametrize(
    "said", ["本月流失预警多少", "这个月有多少流失预警", "本月流失预警发了几个", "这个月发了多少个流失预警了"]
)
def test_how_many_in_many_words(alarmed: Chat, said: str) -> None:
    assert "流失预警：2个" in alarmed.say("WangFang", said)
    assert "流失预警：0个" in alarmed.say("XiaoZhao", said)


def test_who_had_how_many_and_nothing_said_yet(alarmed: Chat) -> None:
    assert "1. 李晓 2个" in alarmed.say("WangFang", "本月各人流失预警多少")
    assert "无数据" in alarmed.say("WangFang", "预警准不准")
    assert "有流失风险的客户" in alarmed.say("XiaoLi", "有流失风险的客户")
