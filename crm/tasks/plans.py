"""The rep's plan of the day: overdue first, then due today, then whom to contact and why.

Made for many people at once: a few statements however many they are.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from crm import days
from crm.churn import alarms
from crm.customers import birthdays
from crm.interactions import silence
from crm.value.orders import Coming, coming
from models.customers import Customer
from models.work import Task

SUGGESTIONS: Final = 3  # customers to contact, for each person
MOST_TASKS: Final = 20_000  # rows of one statement; jobs ask for a few hundred people at a time


@dataclass(frozen=True, slots=True)
class Todo:
    """A task of the plan. `late_days` is 0 for what became overdue today or is not overdue at all."""

    task_id: int
    title: str
    customer: str | None
    due_at: datetime
    grain: str
    urgent: bool
    late_days: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A customer worth contacting, and the reason in words."""

    customer_id: int
    customer: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One person's day as of `at`."""

    day: date
    at: datetime
    overdue: tuple[Todo, ...] = ()
    today: tuple[Todo, ...] = ()
    contact: tuple[Suggestion, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.overdue or self.today or self.contact)

    def summary(self) -> str:
        """`1条逾期 · 2条今天到期 · 建议联系3家`, without what there is none of."""
        counts = (
            (len(self.overdue), "{}条逾期"),
            (len(self.today), "{}条今天到期"),
            (len(self.contact), "建议联系{}家"),
        )
        return " · ".join(words.format(count) for count, words in counts if count)


def plan_of(session: Session, user_id: int, at: datetime, tz: tzinfo) -> Plan:
    """The plan of one person."""
    return plans(session, [user_id], at, tz).get(user_id) or Plan(days.today(at, tz), at)


def plans(session: Session, user_ids: Collection[int] | None, at: datetime, tz: tzinfo) -> dict[int, Plan]:
    """The plans of these people (None: everybody) who have something to do; the others are left out."""
    overdue, today = _todos(session, user_ids, at, tz)
    contact = _suggestions(session, user_ids, at, tz)
    day = days.today(at, tz)
    return {
        user_id: Plan(
            day, at, tuple(overdue[user_id]), tuple(today[user_id]), tuple(contact[user_id][:SUGGESTIONS])
        )
        for user_id in {*overdue, *today, *contact}
    }


def _of(column: Any, user_ids: Collection[int] | None) -> ColumnElement[bool]:
    if user_ids is None:
        return true()
    wanted: ColumnElement[bool] = column.in_(sorted(user_ids))
    return wanted


def _todos(
    session: Session, user_ids: Collection[int] | None, at: datetime, tz: tzinfo
) -> tuple[defaultdict[int, list[Todo]], defaultdict[int, list[Todo]]]:
    """Overdue tasks and today's, earliest first; urgent ones lead their list."""
    day = days.today(at, tz)
    statement = (
        select(Task, Customer.name)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .where(Task.status == "open", Task.due_at < days.ends(day, tz))
        .where(_of(Task.assignee_id, user_ids))
        .order_by(Task.priority != "high", Task.due_at, Task.id)
        .limit(MOST_TASKS)
    )
    overdue: defaultdict[int, list[Todo]] = defaultdict(list)
    today: defaultdict[int, list[Todo]] = defaultdict(list)
    for task, customer in session.execute(statement):
        assert task.due_at is not None  # compared in the statement
        gone = max((day - days.today(task.due_at, tz)).days, 0)
        todo = Todo(task.id, task.title, customer, task.due_at, task.due_grain, task.priority == "high", gone)
        (overdue if task.due_at < at else today)[task.assignee_id].append(todo)
    return overdue, today


def _suggestions(
    session: Session, user_ids: Collection[int] | None, at: datetime, tz: tzinfo
) -> defaultdict[int, list[Suggestion]]:
    """Birthdays of today, then who may be lost, whose next order is near, who is silent past the limit.

    Whom something is planned for is left out; those who bought most come first among those at risk.
    """
    found: defaultdict[int, list[Suggestion]] = defaultdict(list)
    seen: set[int] = set()
    today = days.today(at, tz)
    for _, owner, customer_id, customer, contact in birthdays.between(session, today, today, user_ids):
        if customer_id not in seen:
            found[owner].append(Suggestion(customer_id, customer, f"{contact}今天生日"))
            seen.add(customer_id)
    who = _of(Customer.owner_id, user_ids)
    for risk in alarms.to_contact(session, who, today):
        owner_id = risk.customer.owner_id
        if owner_id is not None and risk.customer.id not in seen:
            found[owner_id].append(Suggestion(risk.customer.id, risk.customer.name, _at_risk(risk, at, tz)))
            seen.add(risk.customer.id)
    for near in _near(session, who, at, tz):
        if near.customer_id not in seen:
            found[near.owner_id].append(Suggestion(near.customer_id, near.customer, _rhythm(near)))
            seen.add(near.customer_id)
    for quiet in silence.quiet(session, who, at, tz, each=SUGGESTIONS, planned=False):
        if quiet.customer_id not in seen:
            found[quiet.owner_id].append(Suggestion(quiet.customer_id, quiet.name, _why(quiet)))
    return found


def _at_risk(one: alarms.AtRisk, at: datetime, tz: tzinfo) -> str:
    silent = (days.today(at, tz) - one.assessment.last_on).days
    return f"{one.assessment.level}，{silent}天没下单"


def _near(session: Session, who: ColumnElement[bool], at: datetime, tz: tzinfo) -> list[Coming]:
    """Whose next order is near, the nearest first: nothing planned, not spoken to since it came near."""
    found = [
        one
        for one in coming(session, days.today(at, tz), who)
        if one.spoken_at is None or days.today(one.spoken_at, tz) < one.expected.remind_on
    ]
    ids = [one.customer_id for one in found]
    planned = select(Task.customer_id).where(Task.customer_id.in_(ids), Task.status == "open")
    busy = set(session.scalars(planned)) if ids else set()
    return sorted(
        (one for one in found if one.customer_id not in busy),
        key=lambda one: (one.expected.on, one.customer_id),
    )


def _rhythm(one: Coming) -> str:
    """`平均每28天一单，预计12月10日±6天再下单`."""
    return f"平均每{one.expected.gap:.0f}天一单，{one.expected.said()}"


def _why(quiet: silence.Quiet) -> str:
    level = f"{quiet.level}级，" if quiet.level in silence.LIMITS else ""
    if not quiet.spoken_to:
        return f"{level}录入{quiet.days}天，还没跟进过"
    return f"{level}{quiet.days}天没跟进，超过{quiet.limit}天"
