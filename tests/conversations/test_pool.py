"""公海: into it by hand and by the clock, announced before; out of it by quota and cooling-off."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update

from crm.company import company
from models.customers import Customer
from tests.support.chat import TUESDAY, Chat
from tests.support.whole import outbox, whole

HUAWEI = "华为技术有限公司"


def owner_of(chat: Chat, name: str) -> str | None:
    (customer,) = chat.records("customers", name=name)
    return str(customer["owner"]) if customer["owner"] else None


def silent_for(chat: Chat, days: int, name: str = HUAWEI, **values: object) -> None:
    """Nobody has spoken to this customer for so many days before Tuesday 24 November."""
    then = TUESDAY - timedelta(days=days)
    with chat.parts.database.system(chat.clock.now(), "test") as session:
        session.execute(
            update(Customer)
            .where(Customer.name == name)
            .values(created_at=then, last_interaction_at=then, **values)
        )


def warnings(chat: Chat) -> list[dict[str, Any]]:
    """What 李晓 was told about the pool, oldest first."""
    return [row for row in outbox(chat, "李晓") if row["key"].startswith("pool:")]


def pool_card(chat: Chat) -> Any:
    """The newest warning on 李晓's phone."""
    return [card for card in chat.cards("XiaoLi") if "掉公海" in str(card.card.card)][-1]


def test_released_by_hand_masked_for_all_and_claimed_by_a_colleague(team: Chat) -> None:
    team.say("XiaoLi", "明天下午三点提醒我给华为发合同")
    before = whole(team)
    reply = team.say("XiaoLi", "华为放回公海")
    assert "待办已取消" in reply
    assert owner_of(team, HUAWEI) is None
    assert "共1位" in team.say("XiaoZhao", "公海客户")
    shown = team.say("XiaoZhao", "客户 华为")
    assert "138****0001" in shown
    assert "13800010001" not in shown
    assert "13800010001" not in team.say("XiaoZhao", "李强电话多少")
    assert "已经在公海" in team.say("XiaoZhao", "华为放回公海")
    assert "已撤销" in team.say("XiaoLi", "撤销")
    assert whole(team) == before
    team.say("XiaoLi", "华为放回公海")
    assert "已领取" in team.say("XiaoZhao", "从公海领取华为")
    assert owner_of(team, HUAWEI) == "赵敏"
    assert "13800010001" in team.say("XiaoZhao", "客户 华为")
    assert "本来就是你的" in team.say("XiaoZhao", "从公海领取华为")


def test_the_former_owner_waits(team: Chat) -> None:
    team.say("XiaoLi", "华为放回公海")
    assert "12月1日起" in team.say("XiaoLi", "从公海领取华为")
    assert owner_of(team, HUAWEI) is None
    team.wait_until("2026-12-01 09:00")
    assert "已领取" in team.say("XiaoLi", "领取华为")


def test_the_quota_of_a_day(chat: Chat) -> None:
    companies = [f"{name}天科技有限公司" for name in "甲乙丙丁戊己"]
    for name in companies:
        chat.say("XiaoLi", f"新增客户 {name}")
        chat.say("XiaoLi", f"{name}放回公海")
    for name in companies[: company.SETTINGS["claims_day"].usual]:
        assert "已领取" in chat.say("XiaoZhao", f"从公海领取{name}")
    assert "到上限" in chat.say("XiaoZhao", f"从公海领取{companies[-1]}")
    assert owner_of(chat, companies[-1]) is None
    chat.say("XiaoZhao", "撤销")
    assert "已领取" in chat.say("XiaoZhao", f"从公海领取{companies[-1]}")
    chat.wait_until("2026-11-25 09:00")
    assert "已领取" in chat.say("XiaoZhao", f"从公海领取{companies[-2]}")


def test_two_reach_for_one_customer_at_once(team: Chat) -> None:
    team.say("XiaoLi", "华为放回公海")
    replies = team.box.say_all([("XiaoZhao", "从公海领取华为"), ("XiaoWang", "从公海领取华为")])
    assert sum("已领取" in str(reply) for reply in replies) == 1


def test_a_colleagues_customer_cannot_be_claimed(team: Chat) -> None:
    team.say("XiaoLi", "领取九阳")
    team.say("XiaoLi", "从公海领取九阳股份有限公司")
    assert owner_of(team, "九阳股份有限公司") == "赵敏"


def test_warned_seven_and_two_days_before_then_it_goes_at_six(team: Chat) -> None:
    silent_for(team, 52)  # no level: 60 days; falls on 2 December
    team.say("XiaoLi", "12月20日上午9点提醒我给华为发合同")
    reply = team.say("XiaoLi", "哪些客户快掉公海了")
    assert "没有客户会掉公海" in reply
    team.wait_until("2026-11-25 09:00")
    (seven,) = warnings(team)
    assert "7天后掉公海" in seven["payload"]["title"]
    assert seven["sent_at"].startswith("2026-11-25T08:30")
    reply = team.say("XiaoLi", "哪些客户快掉公海了")
    assert "12月2日" in reply
    assert "53天没跟进" in reply
    team.wait_until("2026-11-29 09:00")
    assert len(warnings(team)) == 1
    team.wait_until("2026-11-30 09:00")
    assert "2天后掉公海" in warnings(team)[-1]["payload"]["title"]
    team.wait_until("2026-12-02 05:59")
    assert owner_of(team, HUAWEI) == "李晓"
    team.wait_until("2026-12-02 06:00")
    assert owner_of(team, HUAWEI) is None
    assert {task["status"] for task in team.records("tasks")} == {"cancelled"}
    team.wait_until("2026-12-02 09:00")
    assert "回公海" in str(warnings(team)[-1]["payload"])
    assert "12月9日起" in team.say("XiaoLi", "从公海领取华为")


def test_held_by_a_tap_and_warned_again(team: Chat) -> None:
    silent_for(team, 58)
    team.wait_until("2026-11-25 09:00")
    card = pool_card(team)
    assert "已保护3天" in team.tap("XiaoLi", "保护3天", card)
    assert "11月30日" in team.say("XiaoLi", "华为什么时候会掉公海")
    assert "不用保护" in team.tap("XiaoLi", "保护3天", card)
    assert "已撤销" in team.say("XiaoLi", "撤销")
    assert "后天(周五)" in team.say("XiaoLi", "华为什么时候会掉公海")
    assert "已保护" in team.say("XiaoLi", "保护华为3天")
    assert "最多可以保护3天" in team.say("XiaoLi", "保护华为四天")
    team.say("XiaoLi", "保护华为2天")
    assert "已撤销" in team.say("XiaoLi", "撤销")
    assert "11月30日" in team.say("XiaoLi", "为什么华为会掉公海")
    team.wait_until("2026-11-28 09:00")
    assert "2天后掉公海" in warnings(team)[-1]["payload"]["title"]
    assert owner_of(team, HUAWEI) == "李晓"
    team.wait_until("2026-11-30 09:00")
    assert owner_of(team, HUAWEI) is None


def test_a_follow_up_after_a_tap_keeps_it(team: Chat) -> None:
    silent_for(team, 58)
    team.wait_until("2026-11-25 09:00")
    team.tap("XiaoLi", "马上记录", pool_card(team))
    assert "华为" in team.say("XiaoLi", "今天打了电话，聊了年底的预算")
    (log,) = team.records("interactions")
    assert log["customer"] == HUAWEI
    assert "没有客户会掉公海" in team.say("XiaoLi", "哪些客户快掉公海了")
    team.wait_until("2026-12-05 09:00")
    assert owner_of(team, HUAWEI) == "李晓"


def test_never_without_a_warning_even_when_long_overdue(team: Chat) -> None:
    silent_for(team, 400)
    team.wait_until("2026-11-25 09:00")
    assert owner_of(team, HUAWEI) == "李晓"
    assert "2天后掉公海" in warnings(team)[-1]["payload"]["title"]
    team.wait_until("2026-11-26 09:00")
    assert owner_of(team, HUAWEI) == "李晓"
    team.wait_until("2026-11-27 06:00")
    assert owner_of(team, HUAWEI) is None


def test_won_and_protected_customers_stay(team: Chat) -> None:
    silent_for(team, 400, stage="成交")
    silent_for(team, 400, "杭州海康威视数字技术股份有限公司")
    assert "最多可以保护3天" in team.say("XiaoLi", "保护海康30天")
    assert "已保护" in team.say("WangFang", "保护海康30天")
    team.wait_until("2026-12-03 09:00")
    assert owner_of(team, HUAWEI) == "李晓"
    assert owner_of(team, "杭州海康威视数字技术股份有限公司") == "李晓"
    assert "已成交" in team.say("XiaoLi", "华为什么时候会掉公海")


def test_a_level_has_its_own_days(team: Chat) -> None:
    silent_for(team, 29, level="A")
    assert "A级满30天" in team.say("XiaoLi", "为什么华为要掉公海")
    silent_for(team, 29, level="D")
    assert "没有客户会掉公海" in team.say("XiaoLi", "哪些客户快掉公海了")


def test_the_new_owner_has_the_whole_time(team: Chat) -> None:
    silent_for(team, 58)
    team.say("XiaoLi", "把华为转给王磊")
    assert "没有客户会掉公海" in team.say("XiaoWang", "哪些客户快掉公海了")
    team.skip_to("2026-12-08 20:00")
    team.wait_until("2026-12-10 09:00")
    assert owner_of(team, HUAWEI) == "王磊"


def test_the_job_run_twice_warns_once(team: Chat) -> None:
    silent_for(team, 58)
    team.wait_until("2026-11-25 09:00")
    before = len(outbox(team, "李晓"))
    result = team.parts.run_job("recycle-pool", team.clock.now())
    assert (result["queued"], result["recycled"]) == (0, 0)
    assert len(outbox(team, "李晓")) == before
