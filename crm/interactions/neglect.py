"""Customers nobody speaks to: a task for their owner, then a word to the manager, each said once.

Days past the limit of the level (`silence`): from the first on the owner has a task and sees it in
the plan; after five the manager hears of it, after seven as a high risk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from crm import days
from crm.interactions import silence
from crm.interactions.silence import Quiet
from crm.people.team import of_team
from crm.tasks import counted, tasks
from models.customers import Customer
from models.people import User
from models.scope import Scope
from models.work import Task
from zh import calendar

EACH: Final = 3  # new tasks of one owner a night: the rest comes on the following nights
NOT_AGAIN: Final = timedelta(days=14)  # a task of this kind that was dropped is not made again so soon
SOURCE: Final = "job:silence"
OWNER_AFTER: Final = 3  # days past the limit
MANAGER_AFTER: Final = 5
HIGH_RISK_AFTER: Final = 7
LATE_AFTER: Final = 2  # days; tasks overdue longer are told to the manager
MOST_LINES: Final = 50


def make_tasks(session: Session, user_ids: Sequence[int], now: datetime, tz: tzinfo) -> int:
    """One task for each neglected customer without one; the title says why. How many were made.

    Whoever got theirs today gets no more of them, however often this is called.
    """
    today = days.today(now, tz)
    given = select(Task.assignee_id).where(
        Task.assignee_id.in_(sorted(user_ids)),
        Task.kind == "silence",
        Task.created_at >= days.starts(today, tz),
    )
    who = Customer.owner_id.in_(sorted(set(user_ids) - set(session.scalars(given))))
    found = silence.quiet(session, who, now, tz, each=EACH, planned=False)
    lately = select(Task.customer_id).where(
        Task.customer_id.in_([quiet.customer_id for quiet in found]),
        Task.kind == "silence",
        Task.created_at > now - NOT_AGAIN,
    )
    spared = set(session.scalars(lately))
    wanted = [quiet for quiet in found if quiet.customer_id not in spared]
    due = tasks.Due.on(today, tz)
    silent = select(Customer).where(Customer.id.in_([quiet.customer_id for quiet in wanted]))
    customers = {customer.id: customer for customer in session.scalars(silent)}
    for quiet in wanted:
        customer = customers[quiet.customer_id]
        tasks.create(session, quiet.owner_id, title(quiet), due, now, tz, customer=customer, kind="silence")
    owners = select(User).where(User.id.in_(sorted({quiet.owner_id for quiet in wanted})))
    for owner in session.scalars(owners):
        counted.mark(owner, now + NOT_AGAIN)
    return len(wanted)


def title(quiet: Quiet) -> str:
    return f"跟进{quiet.name}：{why(quiet)}"


def why(quiet: Quiet) -> str:
    """`A级，12天没跟进，超过7天`."""
    level = f"{quiet.level}级，" if quiet.level in silence.LIMITS else ""
    if not quiet.spoken_to:
        return f"{level}录入{quiet.days}天还没跟进过"
    return f"{level}{quiet.days}天没跟进，超过{quiet.limit}天"


def answered(session: Session, user_id: int, customer_id: int, now: datetime) -> list[Task]:
    """The person was in touch: what reminded them of this customer is done."""
    wanted = select(Task).where(
        Task.customer_id == customer_id,
        Task.assignee_id == user_id,
        Task.status == "open",
        Task.kind == "silence",
    )
    found = list(session.scalars(wanted))
    for task in found:
        tasks.finish(task, now)
    return found


def to_mend(session: Session, user_ids: Sequence[int], now: datetime, tz: tzinfo) -> dict[int, list[Quiet]]:
    """Customers that came three days past their limit since the last workday, by owner."""
    who = Customer.owner_id.in_(sorted(user_ids))
    found: dict[int, list[Quiet]] = {}
    crossed = _crossed(now, tz, OWNER_AFTER)
    for quiet in silence.quiet(session, who, now, tz, each=MOST_LINES, past=crossed):
        found.setdefault(quiet.owner_id, []).append(quiet)
    return found


def _crossed(now: datetime, tz: tzinfo, mark: int) -> ColumnElement[bool]:
    """Who came past the mark since the workday before: nobody is told on days off."""
    today = days.today(now, tz)
    gap = (today - calendar.add_workdays(today, -1)).days
    return silence.past_limit(now, tz, mark, mark + gap)


@dataclass(frozen=True, slots=True)
class Late:
    """A task of the team that nobody has done for days."""

    title: str
    who: str
    days: int


@dataclass(frozen=True, slots=True)
class Escalation:
    """What a manager is to hear of: `silent` have just come past the mark, or all on a Monday."""

    silent: tuple[Quiet, ...]
    late: tuple[Late, ...]

    def __bool__(self) -> bool:
        return bool(self.silent or self.late)


def escalation(session: Session, scope: Scope, now: datetime, tz: tzinfo) -> Escalation:
    """Of the people the scope covers, others than the reader. What was said yesterday is not said again."""
    monday = days.today(now, tz).weekday() == 0
    who = and_(of_team(Customer.owner_id, scope), Customer.owner_id != scope.user_id)
    past = or_(_crossed(now, tz, MANAGER_AFTER), _crossed(now, tz, HIGH_RISK_AFTER))
    if monday:
        past = silence.past_limit(now, tz, MANAGER_AFTER)
    silent = silence.longest(session, who, past, now, tz, MOST_LINES)
    return Escalation(tuple(silent), tuple(_late(session, scope, now, tz, monday)))


def high_risk(quiet: Quiet) -> bool:
    return _over(quiet) >= HIGH_RISK_AFTER


def _over(quiet: Quiet) -> int:
    return quiet.days - quiet.limit


def _late(session: Session, scope: Scope, now: datetime, tz: tzinfo, all_of_them: bool) -> list[Late]:
    today = days.today(now, tz)
    before = days.starts(today - timedelta(days=LATE_AFTER - 1), tz)
    # 提醒我买咖啡 is nobody's business: only what somebody waits for goes up.
    waited_for = or_(Task.customer_id.is_not(None), Task.creator_id != Task.assignee_id)
    wanted: list[ColumnElement[bool]] = [Task.status == "open", Task.due_at < before, waited_for]
    if not all_of_them:
        gap = today - calendar.add_workdays(today, -1)
        wanted.append(Task.due_at >= before - gap)
    statement = (
        select(Task, User.name)
        .join(User, User.id == Task.assignee_id)
        .where(of_team(Task.assignee_id, scope), Task.assignee_id != scope.user_id, *wanted)
        .order_by(Task.due_at, Task.id)
        .limit(MOST_LINES)
    )
    return [
        Late(task.title, name, (today - days.today(task.due_at, tz)).days)
        for task, name in session.execute(statement)
        if task.due_at is not None
    ]
