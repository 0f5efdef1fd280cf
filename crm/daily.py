"""The manager's daily figures. One dataclass feeds the card, the page and the picture.

What is counted (product.md, "What things mean"), always for the people the scope covers:

新增客户  customers entered that day, by their present owner
跟进次数  follow-ups by the day they happened, whenever they were typed; undone ones do not count
跟进家数  different customers among them
完成待办  tasks done that day
逾期待办  tasks open past their due moment, counted at the same time of day on the days compared with.
          A task moved to a later date counts by its present date.

Only what had been entered by `at` counts, so a report made again for a past moment says what it said then
(except for what has been undone or corrected since). Beside each figure stand yesterday's and the mean of
the last four same weekdays. One statement a group of figures, never one a person.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from crm import days, silence
from crm.team import name_of, of_team
from models.customers import Customer
from models.manners import Absence
from models.people import User
from models.scope import Scope
from models.work import Interaction, Task
from zh.calendar import is_workday

TREND: Final = 14  # days in the picture, the last one being the day of the report
WEEKS_BEFORE: Final = (7, 14, 21, 28)
COMPARED: Final = (0, 1, *WEEKS_BEFORE)  # days back
MOST_EXCEPTIONS: Final = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure beside yesterday's and the usual one (mean of the last four same weekdays)."""

    key: str
    name: str
    unit: str
    today: int
    yesterday: int
    usual: float

    @property
    def change(self) -> float:
        """More (or less) than usual."""
        return self.today - self.usual


@dataclass(frozen=True, slots=True)
class Person:
    """One colleague's day. `silent`: a rep who neither did nor typed anything."""

    user_id: int
    name: str
    follow_ups: int
    customers: int
    silent: bool


@dataclass(frozen=True, slots=True)
class DayCount:
    day: date
    count: int
    workday: bool


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue task, for the list of exceptions."""

    title: str
    customer: str | None
    owner: str
    days: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Daily:
    """The day of a team as of the moment `at`."""

    day: date
    at: datetime
    team: str
    figures: tuple[Figure, ...]
    people: tuple[Person, ...]
    trend: tuple[DayCount, ...]
    quiet: tuple[silence.Quiet, ...]
    late: tuple[Late, ...]

    def figure(self, key: str) -> Figure:
        return next(figure for figure in self.figures if figure.key == key)

    @property
    def silent(self) -> tuple[Person, ...]:
        """Who recorded nothing today."""
        return tuple(person for person in self.people if person.silent)


def report(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> Daily:
    """The figures of the day `at` falls on. Read within `scope`, for the people it covers."""
    day = days.today(at, tz)
    follow_ups, customers = _follow_ups(session, scope, day, at, tz)
    created = _per_day(session, _new_customers(scope, at), Customer.created_at, day, tz)
    done = _per_day(session, _done(scope, at), Task.done_at, day, tz)
    figures = (
        _figure("new_customers", "新增客户", "家", created),
        _figure("follow_ups", "跟进次数", "次", follow_ups),
        _figure("customers", "跟进家数", "家", customers),
        _figure("done", "完成待办", "条", done),
        _figure("overdue", "逾期待办", "条", _overdue(session, scope, day, at, tz)),
    )
    trend = (day - timedelta(days=back) for back in reversed(range(TREND)))
    return Daily(
        day,
        at,
        name_of(session, scope),
        figures,
        _people(session, scope, day, at, tz),
        tuple(DayCount(d, follow_ups.get((day - d).days, 0), is_workday(d)) for d in trend),
        tuple(_quiet_key_accounts(session, scope, at, tz)),
        tuple(_late(session, scope, at, tz)),
    )


def _figure(key: str, name: str, unit: str, counts: dict[int, int]) -> Figure:
    usual = sum(counts.get(back, 0) for back in WEEKS_BEFORE) / len(WEEKS_BEFORE)
    return Figure(key, name, unit, counts.get(0, 0), counts.get(1, 0), usual)


# What counts. The lists behind the figures (crm/daily_lists.py) are made of the same conditions.


def _new_customers(scope: Scope, at: datetime) -> list[ColumnElement[bool]]:
    return [of_team(Customer.owner_id, scope), Customer.created_at <= at]


def follow_up_rules(scope: Scope, at: datetime) -> list[ColumnElement[bool]]:
    return [of_team(Interaction.user_id, scope), Interaction.created_at <= at]


def _done(scope: Scope, at: datetime) -> list[ColumnElement[bool]]:
    return [of_team(Task.assignee_id, scope), Task.status == "done", Task.done_at <= at]


def overdue_at(moment: datetime) -> ColumnElement[bool]:
    """Open past its due moment then."""
    still_open = or_(Task.done_at.is_(None), Task.done_at > moment)
    return and_(Task.due_at < moment, Task.created_at <= moment, Task.status != "cancelled", still_open)


def same_hour(day: date, at: datetime, tz: tzinfo) -> datetime:
    """The time of day of `at` on another day."""
    return datetime.combine(day, at.astimezone(tz).time(), tz)


RULES: Final = {"new_customers": _new_customers, "follow_ups": follow_up_rules, "done": _done}
"""Conditions beside the day itself, for the figures that count a day's events."""


def _slot(column: Any, day: date, tz: tzinfo) -> ColumnElement[int]:
    """How many days before `day` the moment falls, for the days the report looks at."""
    backs = sorted({*range(TREND), *COMPARED})
    slots = ((days.within(column, day - timedelta(days=back), tz), back) for back in backs)
    return case(*slots, else_=None).label("slot")


def _range(column: Any, day: date, tz: tzinfo) -> ColumnElement[bool]:
    first = days.starts(day - timedelta(days=max(COMPARED)), tz)
    return and_(column >= first, column < days.ends(day, tz))


def _per_day(
    session: Session, rules: list[ColumnElement[bool]], column: Any, day: date, tz: tzinfo
) -> dict[int, int]:
    events = select(_slot(column, day, tz)).where(*rules, _range(column, day, tz)).subquery()
    statement = select(events.c.slot, func.count()).group_by(events.c.slot)
    return {slot: count for slot, count in session.execute(statement) if slot is not None}


def _follow_ups(
    session: Session, scope: Scope, day: date, at: datetime, tz: tzinfo
) -> tuple[dict[int, int], dict[int, int]]:
    """Follow-ups and different customers, by days back."""
    column = Interaction.happened_at
    events = (
        select(_slot(column, day, tz), Interaction.customer_id.label("customer"))
        .where(*follow_up_rules(scope, at), _range(column, day, tz))
        .subquery()
    )
    counts = func.count(), func.count(distinct(events.c.customer))
    rows = session.execute(select(events.c.slot, *counts).group_by(events.c.slot)).all()
    return {slot: n for slot, n, _ in rows}, {slot: n for slot, _, n in rows}


def _overdue(session: Session, scope: Scope, day: date, at: datetime, tz: tzinfo) -> dict[int, int]:
    moments = {back: same_hour(day - timedelta(days=back), at, tz) for back in COMPARED}
    counts = [func.count(case((overdue_at(moment), Task.id))) for moment in moments.values()]
    oldest = min(moments.values())
    could = or_(Task.status == "open", Task.done_at > oldest)
    statement = select(*counts).where(of_team(Task.assignee_id, scope), Task.due_at < at, could)
    return dict(zip(moments, session.execute(statement).one(), strict=True))


def _people(session: Session, scope: Scope, day: date, at: datetime, tz: tzinfo) -> tuple[Person, ...]:
    """Everybody who works here now, the busiest first; of those on leave only who worked all the same."""
    on_leave = select(Absence.user_id).where(Absence.first <= day, Absence.last >= day)
    happened = days.within(Interaction.happened_at, day, tz)
    typed = days.within(Interaction.created_at, day, tz)
    of_the_day = and_(Interaction.user_id == User.id, or_(happened, typed), Interaction.created_at <= at)
    follow_ups = func.count(case((happened, Interaction.id)))
    customers = func.count(distinct(case((happened, Interaction.customer_id))))
    statement = (
        select(User.id, User.name, User.role, follow_ups, customers, func.count(Interaction.id))
        .outerjoin(Interaction, of_the_day)
        .where(of_team(User.id, scope), User.status == "active")
        .where(or_(Interaction.id.is_not(None), User.id.not_in(on_leave)))
        .group_by(User.id, User.name, User.role)
        .order_by(follow_ups.desc(), customers.desc(), User.id)
    )
    return tuple(
        Person(user_id, name, n, different, silent=role == "rep" and not anything)
        for user_id, name, role, n, different, anything in session.execute(statement)
        if role == "rep" or anything
    )


def _quiet_key_accounts(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[silence.Quiet]:
    found = silence.quiet(
        session,
        of_team(Customer.owner_id, scope),
        at,
        tz,
        each=MOST_EXCEPTIONS,
        levels=silence.KEY_LEVELS,
    )
    return sorted(found, key=lambda quiet: -quiet.days)[:MOST_EXCEPTIONS]


def late_tasks(scope: Scope, at: datetime) -> Select[Task, str | None, str]:
    """Overdue tasks with customer and assignee, longest overdue first."""
    return (
        select(Task, Customer.name, User.name)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .join(User, User.id == Task.assignee_id)
        .where(of_team(Task.assignee_id, scope), overdue_at(at))
        .order_by(Task.due_at, Task.id)
    )


def _late(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Late]:
    found = []
    for task, customer, owner in session.execute(late_tasks(scope, at).limit(MOST_EXCEPTIONS)):
        assert task.due_at is not None  # overdue_at compares it
        gone = (days.today(at, tz) - days.today(task.due_at, tz)).days
        found.append(Late(task.title, customer, owner, gone, task.due_at))
    return found
