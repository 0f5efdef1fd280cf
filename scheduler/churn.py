"""5:30: assess every customer's orders, then a card to the owner of whoever may be lost, read at nine."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.churn import alarms, nightly, verdicts
from crm.value import spending
from crm.value.orders import coming
from models.outbox import Button, Card, queue
from models.people import User
from models.scope import SYSTEM
from scheduler.app import JobApp, Result
from scheduler.failures import Failures
from zh.calendar import is_workday

READ_AT = time(9)
KEEPS = timedelta(hours=36)
BATCH = 100
MOST_LINES = 6


def run(app: JobApp, moment: datetime) -> Result:
    """One night. Cards on workdays only: what is worth one stays so until Monday."""
    with app.db.system(moment, f"job:churn:{moment.isoformat()}") as session:
        night = nightly.assess(session, moment, app.tz)
        value = spending.fitted(session)
    result: Result = {
        "customers": night.customers, "at_risk": night.at_risk, "written": night.changed,
        "horizon": night.horizon, "queued": 0, "spending": value,
    }  # fmt: skip
    if not is_workday(days.today(moment, app.tz)):
        return result
    result["queued"] += _next_orders(app, moment)
    failures = Failures("churn")
    for people in _people(app, moment):
        try:
            result["queued"] += _tell(app, people, moment) + _ask(app, people, moment)
        except Exception:
            for one in people:
                try:
                    result["queued"] += _tell(app, [one], moment) + _ask(app, [one], moment)
                except Exception as error:
                    failures.note(f"user:{one}", error)
    return result | failures.result()


def _people(app: JobApp, moment: datetime) -> list[list[int]]:
    with app.db.read(SYSTEM, moment) as session:
        found = list(session.scalars(select(User.id).where(User.status == "active").order_by(User.id)))
    return [found[start : start + BATCH] for start in range(0, len(found), BATCH)]


def _tell(app: JobApp, people: Sequence[int], moment: datetime) -> int:
    """A card for each customer; the card and the mark that it was made are one transaction."""
    queued = 0
    day = days.today(moment, app.tz)
    nine = datetime.combine(day, READ_AT, app.tz)
    with app.db.system(moment, f"job:churn:{moment.isoformat()}") as session:
        for owner_id, found in alarms.due(session, list(people), moment, app.tz).items():
            for at in found:
                card = _card(session, at, app, moment)
                key = f"churn:{at.customer.id}:{day.isoformat()}"
                queued += queue(
                    session, key, owner_id, card, moment, not_before=max(nine, moment), keeps=KEEPS
                )
                alarms.mark(session, at, moment)
    return queued


def _card(session: Session, at: alarms.AtRisk, app: JobApp, moment: datetime) -> Card:
    """Facts a rep can check, and one next action; the formula is never shown."""
    one, ref = at.assessment, (str(at.customer.id),)
    why = alarms.reasons(session, one, at.customer, moment, app.tz)
    return Card(
        title=f"{at.customer.name}：{one.level}",
        desc="流失预警，先打个电话问问近况",
        lines=tuple(("依据", reason) for reason in why[:MOST_LINES]),
        text=f"回「为什么说{at.customer.name}要流失」看全部依据。",
        buttons=(
            Button("跟进了", "churn.followed", ref, 1),
            Button("安排拜访", "churn.visit", ref, 2),
            Button("暂不处理", "churn.snooze", ref, 2),
            Button("误报", "churn.wrong", ref, 2),
        ),
    )


def _ask(app: JobApp, people: Sequence[int], moment: datetime) -> int:
    """Two weeks after an alarm: was it right? Once, with what has happened since."""
    nine = datetime.combine(days.today(moment, app.tz), READ_AT, app.tz)
    queued = 0
    with app.db.system(moment, f"job:churn:{moment.isoformat()}") as session:
        for owner_id, found in verdicts.to_ask(session, people, moment).items():
            for one in found:
                card = _question(one, app)
                key = f"churn-ask:{one.alarm.id}"
                queued += queue(
                    session, key, owner_id, card, moment, not_before=max(nine, moment), keeps=KEEPS
                )
                one.alarm.asked_at = moment
    return queued


def _question(one: verdicts.Asked, app: JobApp) -> Card:
    told, ref = days.today(one.alarm.told_at, app.tz), (str(one.alarm.id),)
    ordered = f"下了{one.orders}单" if one.orders else "没有下单"
    spoken = f"跟进{one.talks}次" if one.talks else "没有跟进记录"
    return Card(
        title=f"{one.customer}的流失预警准吗？",
        desc="两周前提醒过你，现在回头看看准不准",
        lines=(("预警", f"{told.month}月{told.day}日 {one.alarm.level}"), ("之后", f"{ordered}，{spoken}")),
        text="点一下就行，用来算预警准不准。",
        buttons=tuple(
            Button(words, f"churn.said_{verdict}", ref, 1 if verdict == "right" else 2)
            for verdict, words in verdicts.VERDICTS.items()
        ),
    )


def _next_orders(app: JobApp, moment: datetime) -> int:
    """预计再次采购: to the owner, three days before the interval begins; once for each last order."""
    nine = datetime.combine(days.today(moment, app.tz), READ_AT, app.tz)
    queued = 0
    with app.db.system(moment, f"job:churn:{moment.isoformat()}") as session:
        found = coming(session, days.today(moment, app.tz))
        worth = spending.expected(session, [one.id for one, _, _ in found], spending.known(session))
        for customer, next_one, last in found:
            assert customer.owner_id is not None
            lines = [("节奏", f"平均每{next_one.gap:.0f}天一单，上一单{last.month}月{last.day}日")]
            if value := worth.get(customer.id):
                lines.append(("下一单", value.said()))
            card = Card(
                title=f"{customer.name}：{next_one.said()}",
                desc="采购周期快到了，提前联系一下",
                lines=tuple(lines),
                buttons=(
                    Button("跟进了", "churn.followed", (str(customer.id),), 1),
                    Button("安排拜访", "churn.visit", (str(customer.id),), 2),
                ),
            )
            key = f"next:{customer.id}:{last.isoformat()}"
            queued += queue(
                session, key, customer.owner_id, card, moment, not_before=max(nine, moment), keeps=KEEPS
            )
    return queued
