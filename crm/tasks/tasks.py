"""待办: making them, finding them, and bringing them to an end."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from crm.people.team import of_team
from crm.tasks import reminders
from models.customers import Contact, Customer
from models.loading import columns, records
from models.people import User
from models.platform import Change
from models.prepared import Prepared
from models.scope import Scope
from models.work import Task

_DURATION = re.compile(r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
DAY_ENDS = time(23, 59)


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: at a minute, or on a day (then `at` is the end of that day)."""

    at: datetime
    grain: str

    @classmethod
    def on(cls, day: date, tz: tzinfo) -> "Due":
        return cls(datetime.combine(day, DAY_ENDS, tz), "day")


def create(
    session: Session,
    actor_id: int,
    title: str,
    due: Due | None,
    now: datetime,
    tz: tzinfo,
    *,
    customer: Customer | None = None,
    contact: Contact | None = None,
    assignee_id: int | None = None,
    repeat: str | None = None,
    priority: str = "normal",
    kind: str | None = None,
    lead_minutes: int | None = None,
) -> Task:
    """A new task of the assignee, or of the actor."""
    task = Task(
        title=title[:255],
        customer_id=customer.id if customer else None,
        contact_id=contact.id if contact else None,
        assignee_id=assignee_id or actor_id,
        creator_id=actor_id,
        due_at=due.at if due else None,
        due_grain=due.grain if due else "day",
        repeat=repeat,
        priority=priority,
        status="open",
        created_at=now,
        kind=kind,
        lead_minutes=lead_minutes,
        occurs_on=due.at.astimezone(tz).date() if due and repeat else None,
        source=session.info["set_id"],
    )
    task.remind_at = reminders.following(task, now, tz)
    session.add(task)
    return task


def finish(task: Task, now: datetime) -> None:
    task.status, task.done_at, task.remind_at = "done", now, None


def cancel(task: Task) -> None:
    task.status, task.remind_at = "cancelled", None


def reschedule(task: Task, due: Due, now: datetime, tz: tzinfo) -> None:
    """Move a task; it is announced anew."""
    task.due_at, task.due_grain = due.at, due.grain
    task.remind_at = reminders.following(task, now, tz)


def refresh(task: Task, now: datetime, tz: tzinfo) -> None:
    """Recompute the reminder after an undo."""
    task.remind_at = reminders.following(task, now, tz)


def duration(value: str) -> timedelta:
    """ISO 8601 as the parser writes it: `P3D`, `P2W`, `PT2H`, `-PT30M`; a month is 30 days, a year 365.

    Raises ValueError for anything else.
    """
    match = _DURATION.fullmatch(value)
    if match is None:
        raise ValueError(f"not a duration: {value!r}")
    sign, *parts = match.groups()
    years, months, weeks, days, hours, minutes = (int(group or 0) for group in parts)
    length = timedelta(days=years * 365 + months * 30 + weeks * 7 + days, hours=hours, minutes=minutes)
    return -length if sign else length


def snooze(task: Task, days: int, now: datetime, tz: tzinfo) -> None:
    """推迟一天: the same hour, counted from today if the task is already late."""
    base = max(task.due_at or now, now).astimezone(tz)
    due_at = (task.due_at or now).astimezone(tz)
    day = base.date() + timedelta(days=days)
    reschedule(task, Due(datetime.combine(day, due_at.time(), tz), task.due_grain), now, tz)


def next_week(task: Task, now: datetime, tz: tzinfo) -> None:
    """下周再说: Monday of next week, at the same hour."""
    today = now.astimezone(tz).date()
    monday = today + timedelta(days=7 - today.weekday())
    at = (task.due_at or now).astimezone(tz).time()
    reschedule(task, Due(datetime.combine(monday, at, tz), task.due_grain), now, tz)


def open_tasks(
    session: Session,
    assignee_id: int | None,
    *,
    customer_id: int | None = None,
    before: datetime | None = None,
    after: datetime | None = None,
    status: str = "open",
) -> list[Task]:
    """Tasks in order of their due moment, those without one last."""
    asked = {"assignee": assignee_id, "customer": customer_id, "before": before, "after": after}
    given = {name: value for name, value in asked.items() if value is not None}
    return records(session, Task, _in_order(tuple(given)), {"status": status, **given})


def of_people(
    session: Session,
    scope: Scope,
    *,
    before: datetime | None = None,
    after: datetime | None = None,
    status: str = "open",
) -> list[tuple[Task, str]]:
    """Those of the people the scope covers, with their names, in order of their due moment."""
    wanted = select(Task, User.name).join(User, User.id == Task.assignee_id)
    wanted = wanted.where(Task.status == status, of_team(Task.assignee_id, scope))
    if before is not None:
        wanted = wanted.where(Task.due_at < before)
    if after is not None:
        wanted = wanted.where(Task.due_at >= after)
    order = (Task.due_at.is_(None), Task.due_at, Task.id)
    return [(task, name) for task, name in session.execute(wanted.order_by(*order).limit(200))]


@dataclass(frozen=True, slots=True)
class Load:
    """How much one of the reader's people has to do: open tasks, and those of them that are late."""

    name: str
    open: int
    late: int


def loads(session: Session, now: datetime) -> list[Load]:
    """Everybody of the team who works here, whoever has most first; also those who have nothing."""
    late = func.sum(case((Task.due_at < now, 1), else_=0))
    counted = (
        select(Task.assignee_id, func.count().label("open"), late.label("late"))
        .where(Task.status == "open", Task.deleted_at.is_(None))
        .group_by(Task.assignee_id)
        .subquery()
    )
    wanted = (
        select(User.name, counted.c.open, counted.c.late)
        .outerjoin(counted, counted.c.assignee_id == User.id)
        .where(User.status == "active", of_team(User.id, session.info["scope"]))
        .order_by(func.coalesce(counted.c.open, 0).desc(), User.id)
    )
    return [Load(name, count or 0, int(late_ or 0)) for name, count, late_ in session.execute(wanted)]


def done_since(session: Session, user_id: int, since: datetime) -> list[Task]:
    """What this person brought to its end after `since`, the last first."""
    return records(session, Task, DONE, {"assignee": user_id, "since": since})


DONE = Prepared(
    select(*columns(Task))
    .where(
        Task.assignee_id == bindparam("assignee"), Task.status == "done", Task.done_at > bindparam("since")
    )
    .order_by(Task.done_at.desc())
    .limit(50),
    scope=True,
)


def left_undated(session: Session, actor_id: int, since: datetime) -> bool:
    """Whether this person's last change set made or touched an open task that has no due moment."""
    return UNDATED.first(session, {"actor": actor_id, "since": since}) is not None


LAST = (
    select(Change.set_id)
    .where(
        Change.actor_id == bindparam("actor"),
        Change.at >= bindparam("since"),
        Change.undone_by.is_(None),
        Change.undoes.is_(None),
    )
    .order_by(Change.id.desc())
    .limit(1)
)
UNDATED = Prepared(
    select(Task.id)
    .join(Change, Change.record_id == Task.id)
    .where(Change.set_id == LAST.scalar_subquery(), Change.record == Task.__tablename__)
    .where(Task.status == "open", Task.due_at.is_(None))
    .limit(1),
    scope=True,
)
CRITERIA = {
    "assignee": Task.assignee_id == bindparam("assignee"),
    "customer": Task.customer_id == bindparam("customer"),
    "before": Task.due_at < bindparam("before"),
    "after": Task.due_at >= bindparam("after"),
}


@cache
def _in_order(given: tuple[str, ...]) -> Prepared:
    where = (Task.status == bindparam("status"), *(CRITERIA[name] for name in given))
    order = (Task.due_at.is_(None), Task.due_at, Task.id)
    return Prepared(select(*columns(Task)).where(*where).order_by(*order).limit(200), scope=True)
