"""流失预警: who used to order and does not any more, told to the owner with facts, worked with a tap."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import tables
from models.scope import SYSTEM
from tests.support.chat import TUESDAY, Chat
from tests.support.whole import outbox

HUAWEI, HIK = "华为技术有限公司", "杭州海康威视数字技术股份有限公司"
TODAY = date(2026, 11, 24)


def orders(chat: Chat, name: str, *ago: int) -> None:
    """Orders of this customer so many days before Tuesday."""
    with chat.parts.database.system(TUESDAY, "m:seed") as session:
        customer = session.scalars(select(tables.Customer).where(tables.Customer.name == name)).one()
        session.add_all(
            tables.Order(
                customer_id=customer.id, owner_id=customer.owner_id, signed_on=TODAY - timedelta(days=days),
                amount=Decimal(50000), status="done", created_at=TUESDAY)
            for days in ago
        )  # fmt: skip


def assessment(chat: Chat, name: str) -> tables.ChurnAssessment | None:
    with chat.parts.database.read(SYSTEM, chat.clock.now()) as session:
        statement = (
            select(tables.ChurnAssessment)
            .join(tables.Customer, tables.Customer.id == tables.ChurnAssessment.customer_id)
            .where(tables.Customer.name == name)
        )
        return session.scalars(statement).first()


def alarms(chat: Chat) -> list[dict[str, object]]:
    return [row for row in outbox(chat, "李晓") if row["key"].startswith("churn:")]


@pytest.fixture
def silent(team: Chat) -> Chat:
    """华为 ordered every month and stopped half a year ago; 海康 ordered last week as always."""
    orders(team, HUAWEI, *range(180, 480, 30))
    orders(team, HIK, *range(5, 300, 30))
    return team


def test_the_owner_is_told_once_with_facts(silent: Chat) -> None:
    silent.wait_until("2026-11-25 09:00")
    (card,) = alarms(silent)
    assert HUAWEI in card["payload"]["title"]  # type: ignore[index]
    lines = str(card["payload"]["lines"])  # type: ignore[index]
    assert "平均每30天一单，共10单，现在181天没下" in lines
    assert "概率" not in lines
    silent.wait_until("2026-11-27 09:00")
    assert len(alarms(silent)) == 1
    assert not [row for row in outbox(silent, "赵敏") if row["key"].startswith("churn:")]


def test_listed_by_level_and_scope_with_the_reasons(silent: Chat) -> None:
    silent.wait_until("2026-11-25 06:00")
    reply = silent.say("XiaoLi", "有流失风险的客户")
    assert "共1家" in reply
    assert HUAWEI in reply
    assert "50万元" in reply
    assert "没有" in silent.say("XiaoZhao", "有流失风险的客户")
    why = silent.say("XiaoLi", "为什么说华为要流失")
    assert "平均每30天一单" in why
    assert "没有流失预警" in silent.say("XiaoLi", "为什么说海康要流失")


def test_open_complaints_and_a_low_score_are_among_the_reasons(silent: Chat) -> None:
    silent.say("XiaoLi", "华为投诉 发货太慢")
    silent.say("XiaoLi", "华为报修 打印机卡纸")
    silent.say("XiaoLi", "1002号工单关了 换了搓纸轮 客户打2分")
    silent.wait_until("2026-11-25 06:00")
    why = silent.say("XiaoLi", "为什么说华为要流失")
    assert "还有1个投诉没处理完：工单1001" in why
    assert "工单1002客户只打了2分" in why
    silent.say("XiaoLi", "1001号工单关了 补发了")
    assert "投诉" not in silent.say("XiaoLi", "为什么说华为要流失")


def test_worked_with_a_tap(silent: Chat) -> None:
    silent.wait_until("2026-11-25 09:00")
    card = [c for c in silent.cards("XiaoLi") if "跟进了" in str(c.card.card)][-1]
    for _ in range(2):  # the second tap adds nothing
        assert "11月28日拜访" in silent.tap("XiaoLi", "安排拜访", card)
    (task,) = silent.records("tasks")
    assert task["customer"] == HUAWEI
    silent.say("XiaoLi", "撤销")
    assert silent.records("tasks") == []


def test_followed_up_becomes_the_record(silent: Chat) -> None:
    silent.wait_until("2026-11-25 09:00")
    card = [c for c in silent.cards("XiaoLi") if "跟进了" in str(c.card.card)][-1]
    assert "跟进了" in silent.tap("XiaoLi", "跟进了", card)
    assert "已记跟进" in silent.say("XiaoLi", "他们换了采购，新人还在熟悉")
    (record,) = silent.records("interactions")
    assert record["customer"] == HUAWEI


def test_snoozed_with_a_reason_until_it_gets_worse(silent: Chat) -> None:
    silent.wait_until("2026-11-25 09:00")
    card = [c for c in silent.cards("XiaoLi") if "跟进了" in str(c.card.card)][-1]
    silent.tap("XiaoLi", "暂不处理", card)
    reply = silent.say("XiaoLi", "他们在搬厂房")
    assert "12月25日前不再提醒" in reply
    assert "搬厂房" in reply
    one = assessment(silent, HUAWEI)
    assert one is not None
    assert one.snooze_reason == "他们在搬厂房"
    silent.skip_to("2026-12-11 18:00")
    silent.wait_until("2026-12-14 09:00")
    assert len(alarms(silent)) == 1


def test_a_job_run_twice_says_nothing_twice(silent: Chat) -> None:
    silent.wait_until("2026-11-25 09:00")
    before = len(alarms(silent))
    silent.parts.run_job("churn", silent.clock.now())
    assert len(alarms(silent)) == before


def test_the_plan_of_the_day_says_whom_to_contact_first(silent: Chat) -> None:
    silent.wait_until("2026-11-25 08:31")
    plan = next(row for row in outbox(silent, "李晓") if row["key"].startswith("plan:"))
    assert [("联系", f"{HUAWEI}：可能已流失，181天没下单")] == [
        tuple(line) for line in plan["payload"]["lines"] if HUAWEI in line[1]
    ]
    card = [c for c in silent.cards("XiaoLi") if "跟进了" in str(c.card.card)]
    assert card == []  # the alarm itself is read at nine
    silent.say("XiaoLi", "周五拜访华为")
    silent.wait_until("2026-11-26 08:31")
    later = [row for row in outbox(silent, "李晓") if row["key"].startswith("plan:")][1:]
    assert "天没下单" not in str(later)
