"""客户分层 and the next order, in the chat and by the clock."""

from tests.conversations.test_churn import HIK, HUAWEI, orders
from tests.support.chat import Chat
from tests.support.whole import outbox


def test_segments_with_what_to_do(team: Chat) -> None:
    orders(team, HUAWEI, 5, 35, 65)
    orders(team, HIK, 200)
    reply = team.say("XiaoLi", "客户分层")
    assert "重要价值 1家 15万元" in reply
    assert "一般挽留 1家 5万元" in reply
    assert "固定标准" in reply
    listed = team.say("XiaoLi", "重要价值客户有哪些")
    assert "1. 华为技术有限公司" in listed
    assert "还没有订单" in team.say("XiaoZhao", "客户分层")


def test_the_worth_of_one_customer(team: Chat) -> None:
    orders(team, HUAWEI, 5, 35, 65, 95)
    reply = team.say("XiaoLi", "华为的价值怎么样")
    assert "分层：重要价值" in reply
    assert "预计12月19日" in reply
    assert "算不出来" in team.say("XiaoLi", "海康的价值")


def test_told_three_days_before_the_next_order(team: Chat) -> None:
    orders(team, HUAWEI, 20, 50, 80, 110)
    team.wait_until("2026-12-10 09:00")
    (card,) = [row for row in outbox(team, "李晓") if row["key"].startswith("next:")]
    assert "再下单" in card["payload"]["title"]
    assert "每30天一单" in str(card["payload"]["lines"])
