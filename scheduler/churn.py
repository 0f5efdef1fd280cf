"""5:30: assess every customer's orders, then a card to the owner of whoever may be lost, read at nine."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import chain

from sqlalchemy import select

from crm import collecting, days
from crm.churn import alarms, nightly, verdicts
from crm.value import spending
from crm.value.gamma import Spending
from crm.value.orders import Coming, coming, gap_of
from models.outbox import Button, Card, queue_all
from models.people import User
from models.scope import SYSTEM
from scheduler.app import JobApp, Result
from scheduler.failures import Failures
from zh.calendar import is_workday

READ_AT = time(9)
KEEPS = timedelta(hours=36)
BATCH = 200
MOST_LINES = 6
CARDS = 1_000  # of one transaction


def run(app: JobApp, moment: datetime) -> Result:
    """One night. Cards on workdays only: what is worth one stays so until Monday."""
    with app.db.system(moment, f"job:churn:{moment.isoformat()}") as session, collecting.put_off():
        night = nightly.assess(session, moment, app.tz)
    repeated = [(p.rhythm.orders, p.amount) for p in night.pasts.values() if p.rhythm.repeats]
    result: Result = {
        "customers": night.customers, "at_risk": night.at_risk, "written": night.changed,
        "horizon": night.horizon, "queued": 0, "spending": spending.fitted(repeated),
        "gap": gap_of(night.pasts.values()),
    }  # fmt: skip
    if not is_workday(days.today(moment, app.tz)):
        return result
    result["queued"] += _next_orders(app, moment, night.pasts, result["spending"])
    failures = Failures("churn")
    bought = {customer: past.amount for customer, past in night.pasts.items()}
    everybody = _people(app, moment)
    with app.db.read(SYSTEM, moment) as session:  # at once: each look reads all that is at risk
        due = alarms.due(session, list(chain(*everybody)), bought, moment, app.tz)
    for people in everybody:
        try:
            result["queued"] += _tell(app, people, due, moment) + _ask(app, people, moment)
        except Exception:
            for one in people:
                try:
                    result["queued"] += _tell(app, [one], due, moment) + _ask(app, [one], moment)
                except Exception as error:
                    failures.note(f"user:{one}", error)
    return result | failures.result()


def _people(app: JobApp, moment: datetime) -> list[list[int]]:
    with app.db.read(SYSTEM, moment) as session:
        found = list(session.scalars(select(User.id).where(User.status == "active").order_by(User.id)))
    return [found[start : start + BATCH] for start in range(0, len(found), BATCH)]


def _tell(app: JobApp, people: Sequence[int], due: Mapping[int, Sequence[int]], moment: datetime) -> int:
    """A card for each customer; the cards and the marks that they were made are one transaction."""
    day = days.today(moment, app.tz)
    with app.db.system(moment, f"job:churn:{moment.isoformat()}") as session:
        wanted = [(owner_id, id_) for owner_id in people for id_ in due.get(owner_id, ())]
        known = {at.assessment.id: at for at in alarms.at_risk(session, [id_ for _, id_ in wanted])}
        found = [(owner_id, known[id_]) for owner_id, id_ in wanted if id_ in known]
        signs = alarms.signs(session, [at.customer.id for _, at in found], moment)
        cards = []
        for owner_id, at in found:
            reasons = alarms.reasons(at.assessment, at.customer, signs[at.customer.id], moment, app.tz)
            cards.append((f"churn:{at.customer.id}:{day.isoformat()}", owner_id, _card(at, reasons)))
        alarms.mark(session, [at.assessment.id for _, at in found], moment)
        return queue_all(session, cards, moment, not_before=_at_nine(app, moment), keeps=KEEPS)


def _at_nine(app: JobApp, moment: datetime) -> datetime:
    return max(datetime.combine(days.today(moment, app.tz), READ_AT, app.tz), moment)


def _card(at: alarms.AtRisk, reasons: Sequence[str]) -> Card:
    """Facts a rep can check, and one next action; the formula is never shown."""
    one, ref = at.assessment, (str(at.customer.id),)
    return Card(
        title=f"{at.customer.name}：{one.level}",
        desc="流失预警，先打个电话问问近况",
        lines=tuple(("依据", reason) for reason in reasons[:MOST_LINES]),
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
    with app.db.system(moment, f"job:churn:{moment.isoformat()}") as session:
        cards = []
        for owner_id, found in verdicts.to_ask(session, people, moment).items():
            for one in found:
                cards.append((f"churn-ask:{one.alarm.id}", owner_id, _question(one, app)))
                one.alarm.asked_at = moment
        return queue_all(session, cards, moment, not_before=_at_nine(app, moment), keeps=KEEPS)


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


def _next_orders(
    app: JobApp, moment: datetime, pasts: Mapping[int, nightly.Past], fitted: tuple[float, ...] | None
) -> int:
    """预计再次采购: to the owner, three days before the interval begins; once for each last order."""
    with app.db.read(SYSTEM, moment) as session:
        found = coming(session, days.today(moment, app.tz), read=pasts)
        value = Spending(*fitted) if fitted else spending.known(session)
    queued = 0
    for start in range(0, len(found), CARDS):
        some = found[start : start + CARDS]
        with app.db.system(moment, f"job:churn:{moment.isoformat()}") as session:
            worth = spending.expected(session, [one.customer_id for one in some], value)
            cards = [
                (f"next:{one.customer_id}:{one.last.isoformat()}", one.owner_id,
                 _next_order(one, worth.get(one.customer_id)))
                for one in some
            ]  # fmt: skip
            queued += queue_all(session, cards, moment, not_before=_at_nine(app, moment), keeps=KEEPS)
    return queued


def _next_order(one: Coming, worth: spending.Expected | None) -> Card:
    ref = (str(one.customer_id),)
    lines = [("节奏", f"平均每{one.expected.gap:.0f}天一单，上一单{one.last.month}月{one.last.day}日")]
    if worth is not None:
        lines.append(("下一单", worth.said()))
    return Card(
        title=f"{one.customer}：{one.expected.said()}",
        desc="采购周期快到了，提前联系一下",
        lines=tuple(lines),
        buttons=(
            Button("跟进了", "churn.followed", ref, 1),
            Button("安排拜访", "churn.visit", ref, 2),
        ),
    )
