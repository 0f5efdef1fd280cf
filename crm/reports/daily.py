"""The manager's daily figures. One dataclass feeds the card, the page and the picture.

Every figure is a measure of `crm.figures`, asked by day for the people the scope covers; beside it stand
yesterday's and the mean of the last four same weekdays. Exceptions are records, not counts: silent key
accounts, stuck chances, overdue tasks.

Only what had been entered by `at` counts, so a report made again for a past moment says what it said then
(except for what has been undone or corrected since). One statement a figure, never one a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from crm import days
from crm.deals import lists as deal_lists
from crm.figures import anomalies
from crm.figures.anomalies import Odd
from crm.figures.measures import BY_KEY, Measure
from crm.figures.questions import Number, Question, answer
from crm.figures.without import WROTE, on_tickets
from crm.goals import goals
from crm.interactions import silence
from crm.people.team import name_of, of_team
from crm.reports import handing_in
from models.customers import Customer
from models.manners import Absence
from models.people import User
from models.scope import Scope
from models.work import DayReport, Task
from zh.calendar import is_workday

KEYS: Final = ("interactions", "followed", "customers", "opportunity_amount", "revenue", "payments")
TREND: Final = 14  # days in the picture, the last one being the day of the report
WEEKS_BEFORE: Final = (7, 14, 21, 28)
MOST_EXCEPTIONS: Final = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure beside yesterday's and the usual one (mean of the last four same weekdays)."""

    measure: Measure
    today: Number
    yesterday: Number
    usual: Number

    @property
    def key(self) -> str:
        return self.measure.key

    @property
    def change(self) -> float:
        """More (or less) than usual."""
        return float(self.today) - float(self.usual)


@dataclass(frozen=True, slots=True)
class Person:
    """One colleague's day. `silent`: a rep who neither did nor typed anything, of customers or of tickets;
    `backfilled`: 补录 today; `report`: 日报 that was handed in; `due`: one is expected.
    """

    user_id: int
    name: str
    follow_ups: int
    customers: int
    silent: bool
    backfilled: int = 0
    report: DayReport | None = None
    due: bool = False


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
    """The day of a team as of the moment `at`. `overdue` counts the open tasks past their due moment."""

    day: date
    at: datetime
    team: str
    figures: tuple[Figure, ...]
    people: tuple[Person, ...]
    trend: tuple[DayCount, ...]
    overdue: int = 0
    targets: tuple[goals.Progress, ...] = ()
    quiet: tuple[silence.Quiet, ...] = ()
    stuck: tuple[deal_lists.Stuck, ...] = ()
    late: tuple[Late, ...] = ()
    odd: tuple[Odd, ...] = ()
    behind: tuple[Figure, ...] = ()  # counted for the headline, not shown

    def figure(self, key: str) -> Figure:
        return next(figure for figure in (*self.figures, *self.behind) if figure.key == key)

    @property
    def silent(self) -> tuple[Person, ...]:
        """Who recorded nothing today."""
        return tuple(person for person in self.people if person.silent)

    @property
    def handed_in(self) -> tuple[Person, ...]:
        """Whose own report of the day is there."""
        return tuple(person for person in self.people if person.report)

    @property
    def missing(self) -> tuple[Person, ...]:
        """Whose own report is still to come."""
        return tuple(person for person in self.people if person.due and not person.report)

    @property
    def backfilled(self) -> tuple[Person, ...]:
        """Who wrote down today what happened on an earlier day."""
        return tuple(person for person in self.people if person.backfilled)


def report(
    session: Session,
    scope: Scope,
    at: datetime,
    tz: tzinfo,
    keys: Sequence[str] = (),
    pace: Mapping[str, deal_lists.Pace] | None = None,
) -> Daily:
    """The figures of the day `at` falls on. Read within `scope`, for the people it covers.

    `keys`: the figures wished for, in their order; none: the usual ones. `pace`: the company's, the same in
    everybody's report, where it is known already.
    """
    day, shown = days.today(at, tz), keys or KEYS
    counted = {key: _by_day(session, key, day, at, tz) for key in dict.fromkeys((*shown, *KEYS))}
    figures = {key: _figure(BY_KEY[key], day, counts) for key, counts in counted.items()}
    trend = [day - timedelta(days=back) for back in reversed(range(TREND))]
    return Daily(
        day,
        at,
        name_of(session, scope),
        tuple(figures[key] for key in shown),
        _people(session, scope, day, at, tz),
        tuple(DayCount(d, int(counted["interactions"].get(d, 0)), is_workday(d)) for d in trend),
        session.scalar(select(func.count(Task.id)).where(*overdue(scope, at))) or 0,
        tuple(_goals(session, scope, day, at, tz)),
        tuple(_quiet_key_accounts(session, scope, at, tz)),
        tuple(deal_lists.stuck(session, at, most=MOST_EXCEPTIONS, pace=pace)),
        tuple(_late(session, scope, at, tz)),
        tuple(_odd(counted, day, at, tz)),
        tuple(figure for key, figure in figures.items() if key not in shown),
    )


def asked(key: str, day: date, at: datetime) -> Question:
    """The question behind a figure of that day. The list behind it is made of the same."""
    return Question(key, day, day, until=at)


def _by_day(session: Session, key: str, day: date, at: datetime, tz: tzinfo) -> dict[date, Number]:
    """Every day of the weeks before where that costs little or is looked at, else those that stand beside."""
    first = day - timedelta(weeks=anomalies.WEEKS)
    beside = tuple(day - timedelta(days=back) for back in (0, 1, *WEEKS_BEFORE))
    looked_at = BY_KEY[key].kept or key in anomalies.KEYS
    wanted = Question(key, first, day, by=("day",), until=at, days=() if looked_at else beside)
    return {date.fromisoformat(row.labels[0]): row.top for row in answer(session, wanted, tz)}


def _figure(measure: Measure, day: date, counts: Mapping[date, Number]) -> Figure:
    none: Number = Decimal("0.00") if measure.money else 0
    today, yesterday, *before = (
        counts.get(day - timedelta(days=back), none) for back in (0, 1, *WEEKS_BEFORE)
    )
    return Figure(measure, today, yesterday, sum(before, none) / len(before))


def _odd(counted: Mapping[str, Mapping[date, Number]], day: date, at: datetime, tz: tzinfo) -> list[Odd]:
    """What is out of the ordinary, in the evening: half a day is always less than a whole one."""
    if anomalies.whole_day(at, tz) < day:
        return []
    counts = ((BY_KEY[key], found) for key, found in counted.items() if key in anomalies.KEYS)
    return anomalies.strangest(anomalies.odd(measure, found, day, day) for measure, found in counts)


def overdue(scope: Scope, at: datetime) -> list[ColumnElement[bool]]:
    """Tasks of the team, open past their due moment then."""
    open_then = or_(Task.done_at.is_(None), Task.done_at > at)
    over = Task.status.not_in(("cancelled", "missed"))
    return [of_team(Task.assignee_id, scope), Task.due_at < at, Task.created_at <= at, over, open_then]


def late_tasks(scope: Scope, at: datetime) -> Select[Task, str | None, str]:
    """Overdue tasks with customer and assignee, longest overdue first."""
    return (
        select(Task, Customer.name, User.name)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .join(User, User.id == Task.assignee_id)
        .where(*overdue(scope, at))
        .order_by(Task.due_at, Task.id)
    )


def _people(session: Session, scope: Scope, day: date, at: datetime, tz: tzinfo) -> tuple[Person, ...]:
    """Everybody who works here now, the busiest first; of those on leave only who worked all the same."""
    did, typed = (_by_user(session, key, day, at, tz) for key in WROTE)
    met, later = (_by_user(session, key, day, at, tz) for key in ("followed", "backfilled"))
    served = on_tickets(session, day, day, tz, at)
    reports = {one.user_id: one for one in handing_in.handed_in(session, day, day, at)}
    on_leave = set(session.scalars(select(Absence.user_id).where(Absence.first <= day, Absence.last >= day)))
    staff = select(User.id, User.name, User.role).where(of_team(User.id, scope), User.status == "active")
    found = []
    for user_id, name, role in session.execute(staff):
        anything = user_id in did or user_id in typed or user_id in served
        due = role == "rep" and user_id not in on_leave
        if anything or due or user_id in reports:
            silent = role == "rep" and not anything
            counts = did.get(user_id, 0), met.get(user_id, 0)
            later_on, report = later.get(user_id, 0), reports.get(user_id)
            found.append(Person(user_id, name, *counts, silent, later_on, report, due))
    return tuple(sorted(found, key=lambda one: (-one.follow_ups, -one.customers, one.user_id)))


def _by_user(session: Session, key: str, day: date, at: datetime, tz: tzinfo) -> dict[Any, int]:
    rows = answer(session, Question(key, day, day, by=("user",), until=at), tz)
    return {row.ids[0]: int(row.top) for row in rows}


def _goals(session: Session, scope: Scope, day: date, at: datetime, tz: tzinfo) -> list[goals.Progress]:
    """Of the team the reader leads, else their own; one a measure, the shortest period."""
    target = goals.team_of(session, scope) or goals.Target(user_id=scope.user_id)
    nearest = {goal.measure: goal for goal in reversed(goals.of(session, target, day, day))}
    return [goals.progress(session, nearest[key], at, tz) for key in KEYS if key in nearest]


def _quiet_key_accounts(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[silence.Quiet]:
    who = of_team(Customer.owner_id, scope)
    past = silence.past_limit(at, tz)
    return silence.longest(session, who, past, at, tz, MOST_EXCEPTIONS, silence.KEY_LEVELS)


def _late(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Late]:
    found = []
    for task, customer, owner in session.execute(late_tasks(scope, at).limit(MOST_EXCEPTIONS)):
        assert task.due_at is not None  # `overdue` compares it
        gone = (days.today(at, tz) - days.today(task.due_at, tz)).days
        found.append(Late(task.title, customer, owner, gone, task.due_at))
    return found
