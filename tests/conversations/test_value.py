"""客户分层 and the next order, in the chat and by the clock."""

import pytest
from sqlalchemy import select

from models.customers import Customer
from models.people import User
from tests.conversations.test_churn import HIK, HUAWEI, orders
from tests.support.chat import Chat
from tests.support.whole import outbox


def regulars(team: Chat) -> None:
    """Twelve more customers of 小李, so that there is something to compare with."""
    with team.parts.database.system(team.clock.now(), "m:more") as session:
        li = session.scalars(select(User).where(User.name == "李晓")).one()
        for n in range(12):
            session.add(Customer(name=f"老客户{n}号", owner_id=li.id, created_at=team.clock.now()))


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


def test_whose_next_order_is_near_is_in_the_plan_until_spoken_to(team: Chat) -> None:
    orders(team, HUAWEI, 20, 50, 80, 110)
    team.wait_until("2026-11-26 08:35")
    early = [row for row in outbox(team, "李晓") if row["key"].startswith("plan:")]
    assert not [row for row in early if "再下单" in str(row["payload"])]
    team.wait_until("2026-12-01 08:35")
    plan = [row for row in outbox(team, "李晓") if row["key"].startswith("plan:")][-1]
    assert "平均每30天一单，预计12月4日±2天再下单" in str(plan["payload"]["lines"])
    team.say("XiaoLi", "刚给华为李强打了电话，聊了下一批的用量")
    team.wait_until("2026-12-02 08:35")
    after = [row for row in outbox(team, "李晓") if row["key"].startswith("plan:")][-1]
    assert "再下单" not in str(after["payload"]) or after["key"] == plan["key"]


def test_told_three_days_before_the_next_order(team: Chat) -> None:
    orders(team, HUAWEI, 20, 50, 80, 110)
    team.skip_to("2026-11-29 20:00")
    team.wait_until("2026-12-03 09:00")
    (card,) = [row for row in outbox(team, "李晓") if row["key"].startswith("next:")]
    assert "再下单" in card["payload"]["title"]
    assert "每30天一单" in str(card["payload"]["lines"])


def test_an_order_that_never_came_is_not_foretold(team: Chat) -> None:
    orders(team, HUAWEI, 170, 200, 230, 260)
    for said in ("华为的价值", "客户画像 华为"):
        reply = team.say("XiaoLi", said)
        assert "本该7月7日±2天再下单，已经过了140天" in reply
        assert "预计7月" not in reply


def test_what_the_next_order_is_worth_with_reasons(team: Chat) -> None:
    regulars(team)
    orders(team, HUAWEI, 5, 35, 65, 95)
    for n in range(12):
        orders(team, f"老客户{n}号", 10 + n, 100 + n)
    assert "下一单预计" not in team.say("XiaoLi", "华为的价值怎么样")  # the night has not looked yet
    team.wait_until("2026-11-25 09:30")
    reply = team.say("XiaoLi", "华为的价值怎么样")
    assert "下一单预计约5万元（4单平均5万元，单数还不多，参考了老客户一般一单5" in reply
    assert "往后一年约" in reply
    assert "下一单约" in team.say("XiaoLi", "重要价值客户有哪些")
    assert "下一单预计约" in team.say("XiaoLi", "客户画像 华为")
    assert "下一单预计" not in team.say("XiaoZhao", "九阳的价值")  # never ordered


def test_nobody_reckons_ahead_of_whom_may_be_lost(team: Chat) -> None:
    regulars(team)
    for n in range(12):
        orders(team, f"老客户{n}号", 10 + n, 40 + n, 70 + n)
    orders(team, HUAWEI, *range(180, 480, 30))
    team.wait_until("2026-11-25 09:30")
    assert "先把人留住" in team.say("XiaoLi", "华为的价值怎么样")


@pytest.mark.parametrize("said", ["客户怎么分层", "客户是怎么分层的", "分层策略", "哪些客户价值最高"])
def test_segments_in_other_words(selling: Chat, said: str) -> None:
    assert "客户分层：近一年有订单2家" in selling.say("XiaoLi", said)
