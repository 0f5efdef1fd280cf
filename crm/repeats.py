"""Tasks that repeat: when one is done or missed, the next of its series is made."""

from datetime import datetime, time, timedelta, tzinfo

from dateutil.rrule import rrulestr
from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days, reminders
from crm.tasks import Due
from models.people import User
from models.work import Task

MOST = 500  # missed tasks of one run


def next_due(task: Task, after: datetime, tz: tzinfo) -> Due | None:
    """The first occurrence later than both the task's own and `after`; None where the series has ended.

    The rule (RFC 5545, as the parser writes it) is in local time, counted from the task's own moment.
    """
    if not task.repeat or task.due_at is None:
        return None
    own = task.due_at.astimezone(tz).replace(tzinfo=None)
    now = after.astimezone(tz).replace(tzinfo=None)
    if task.due_grain == "day":
        own = datetime.combine(own.date(), time())
        now = datetime.combine(now.date(), time())
    found = rrulestr(task.repeat, dtstart=own).after(max(own, now))
    if found is None:
        return None
    if task.due_grain == "day":
        return Due.on(found.date(), tz)
    return Due(found.replace(tzinfo=tz), "minute")


def follow(session: Session, task: Task, now: datetime, tz: tzinfo) -> Task | None:
    """The next of its series, made now that this one has come to its end."""
    due = next_due(task, now, tz)
    if due is None:
        return None
    next_one = Task(
        **{name: getattr(task, name) for name in CARRIED},
        due_at=due.at,
        due_grain=due.grain,
        series_id=task.series_id or task.id,
        status="open",
        created_at=now,
        source=session.info["set_id"],
    )
    next_one.remind_at = reminders.following(next_one, now, tz)
    session.add(next_one)
    return next_one


CARRIED = ("title", "customer_id", "contact_id", "assignee_id", "creator_id", "repeat", "priority")


def missed(session: Session, now: datetime, tz: tzinfo) -> int:
    """Open tasks of a series of an earlier day whose next occurrence has come: given up, the next is made."""
    before = days.starts(days.today(now, tz), tz)
    late = (
        select(Task)
        .join(User, User.id == Task.assignee_id)
        .where(Task.status == "open", Task.repeat.is_not(None), Task.due_at < before, User.status == "active")
        .order_by(Task.id)
        .limit(MOST)
    )
    count = 0
    for task in session.scalars(late):
        due = next_due(task, task.due_at or now, tz)
        if due is not None and days.today(due.at, tz) <= days.today(now, tz):
            task.status, task.remind_at = "missed", None
            follow(session, task, now - timedelta(days=1), tz)
            count += 1
    return count
