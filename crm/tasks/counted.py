"""Counted tasks: 本周内联系10位客户. They count themselves from the follow-ups of their person."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import ColumnElement, distinct, func, select
from sqlalchemy.orm import Session

from crm import days
from models.campaigns import CampaignTarget
from models.customers import Customer
from models.people import User
from models.work import Interaction, Task

CHANNEL: Final = {"visits": "visit", "calls": "call"}
NAMES: Final = {"customers": "联系", "visits": "拜访", "calls": "打电话"}
FLAG: Final = (
    "counting"  # in a person's settings: until when follow-ups are to be counted; read with the person
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a counted task has come."""

    task: Task
    reached: int

    @property
    def done(self) -> bool:
        return self.task.wanted is not None and self.reached >= self.task.wanted


def begin(
    task: Task,
    assignee: User,
    wanted: int,
    counts: str,
    since: datetime,
    where: dict[str, Any] | None = None,
) -> None:
    """Make the task count from `since` on; its person is marked, so that nobody else's message asks."""
    task.wanted, task.counts, task.counts_from = wanted, counts, since
    task.counts_where = {name: value for name, value in (where or {}).items() if name in COLUMNS} or None
    mark(assignee, task.due_at or since + timedelta(days=366))


def mark(person: User, until: datetime) -> None:
    """From now to `until` this person's follow-ups are looked at for their tasks."""
    before = person.settings.get(FLAG)
    if before is None or datetime.fromisoformat(before) < until:
        person.settings = {**person.settings, FLAG: until.isoformat()}


def period_began(due: datetime, now: datetime, words: str, tz: tzinfo) -> datetime:
    """本周内: since Monday; 这个月: since the first; else from today on."""
    today = days.today(now, tz)
    if "周" in words or "星期" in words:
        return days.starts(today - timedelta(days=today.weekday()), tz)
    if "月" in words and days.today(due, tz).month == today.month:
        return days.starts(today.replace(day=1), tz)
    return days.starts(today, tz)


def counting(user: User, now: datetime) -> bool:
    """Whether this person has counted tasks; costs no statement."""
    until = user.settings.get(FLAG)
    return until is not None and datetime.fromisoformat(until) >= now


def progress(session: Session, user_id: int) -> list[Progress]:
    """The open counted tasks of a person with what they have reached."""
    statement = select(Task).where(
        Task.assignee_id == user_id, Task.status == "open", Task.wanted.is_not(None)
    )
    return [Progress(task, reached(session, task)) for task in session.scalars(statement.order_by(Task.id))]


def in_words(session: Session, task: Task) -> str:
    """`3/10`."""
    return f"{reached(session, task)}/{task.wanted}"


def reached(session: Session, task: Task) -> int:
    """Different customers the person was in touch with in the task's time, in its way."""
    statement = select(func.count(distinct(Interaction.customer_id))).where(
        Interaction.user_id == task.assignee_id, Interaction.happened_at >= task.counts_from
    )
    if task.due_at is not None:
        statement = statement.where(Interaction.happened_at <= task.due_at)
    if task.counts in CHANNEL:
        statement = statement.where(Interaction.channel == CHANNEL[task.counts])
    if task.counts == "campaign":
        targets = select(CampaignTarget.customer_id).where(CampaignTarget.campaign_id == task.campaign_id)
        statement = statement.where(Interaction.customer_id.in_(targets))
    if task.counts_where:
        statement = statement.join(Customer, Customer.id == Interaction.customer_id).where(
            *(_is(name, value) for name, value in task.counts_where.items())
        )
    return session.scalar(statement) or 0


def concerns(session: Session, task: Task, customer_id: int) -> bool:
    """Whether a talk with this customer may count for a counted task."""
    if task.counts != "campaign":
        return True
    wanted = select(CampaignTarget.id).where(
        CampaignTarget.campaign_id == task.campaign_id, CampaignTarget.customer_id == customer_id
    )
    return session.scalar(wanted) is not None


COLUMNS: Final[dict[str, Any]] = {
    "stage": Customer.stage,
    "level": Customer.level,
    "region": Customer.region,
    "industry": Customer.industry,
    "source": Customer.origin,
}


def _is(name: str, value: str) -> ColumnElement[bool]:
    """潜在客户 is the stage 潜在, whichever way the company calls it."""
    found: ColumnElement[bool] = COLUMNS[name].contains(str(value).removesuffix("客户"), autoescape=True)
    return found
