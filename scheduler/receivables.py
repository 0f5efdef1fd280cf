"""What falls due to be paid, beside the morning's plan: one card a person."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from crm import days, money
from crm.sales import receivables
from crm.sales.receivables import Due
from models.outbox import Button, Card
from models.people import User
from scheduler import reports
from scheduler.app import JobApp, Result
from scheduler.mailing import Mailing, Messages, ids, together
from zh import say

KEEPS: Final = timedelta(hours=9)
MOST_LINES: Final = 6  # WeCom shows no more on a card


def plan(app: JobApp, moment: datetime) -> Result:
    """8:30: the plan of the day, then the money that falls due."""
    result = reports.plan(app, moment)
    if "skipped" in result:
        return result
    today = days.today(moment, app.tz)

    def prepare(session: Session, people: Sequence[User]) -> dict[int, Messages]:
        found = receivables.falling_due(session, ids(people), today)
        return {id_: [(f"owed:{id_}:{today.isoformat()}", card(dues, today))] for id_, dues in found.items()}

    return together(result, Mailing("plan", prepare, KEEPS).run(app, moment))


def card(dues: Sequence[Due], today: date) -> Card:
    """One order with what can be done about it; of several a list."""
    whole = sum((due.owed.left for due in dues), money.ZERO)
    if len(dues) > 1:
        rest = len(dues) - MOST_LINES
        return Card(
            title=f"{len(dues)}笔应收到期，共{money.yuan(whole)}",
            desc="到期前3天、当天和逾期每满一周提醒一次",
            lines=tuple(_line(due, today) for due in dues[:MOST_LINES]),
            text=(f"还有{rest}笔。" if rest > 0 else "") + "回「应收」看全部；到账了直接说「某某到账多少」。",
        )
    due = dues[0]
    order = due.owed.order
    assert order.due_on is not None
    lines = [("期限", say.day(order.due_on, today)), ("合计", money.yuan(order.amount))]
    if due.owed.paid:
        lines.append(("已收", money.yuan(due.owed.paid)))
    ref = (str(order.id), str(due.owed.left), order.due_on.isoformat())
    return Card(
        title=f"应收{_when(due, today)}：{due.customer} {money.yuan(due.owed.left)}"[:36],
        desc=order.number,
        lines=tuple(lines),
        buttons=(Button("已全部到账", "owed.paid", ref, 1), Button("再等一周", "owed.wait", ref, 2)),
    )


def _line(due: Due, today: date) -> tuple[str, str]:
    return _when(due, today), f"{due.customer} {money.yuan(due.owed.left)}"


def _when(due: Due, today: date) -> str:
    """At most five characters: `今天到期`, `3天后`, `逾期7天`."""
    assert due.owed.order.due_on is not None
    left = (due.owed.order.due_on - today).days
    if left > 0:
        return f"{left}天后"
    return "今天到期" if left == 0 else f"逾期{-left}天"
