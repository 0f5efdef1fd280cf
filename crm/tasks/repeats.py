"""Tasks that repeat: when one is done or missed, the next of its series is made."""

from datetime import date, datetime, time, timedelta, tzinfo

from dateutil.rrule import rrulestr
from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.tasks import reminders
from crm.tasks.tasks import Due
from models.people import User
from models.work import Task
from zh import calendar

MOST = 500  # tasks looked at in one transaction
WORKDAYS = "BYDAY=MO,TU,WE,TH,FR"  # 每个工作日: by the State Council's calendar, make-up days included


def next_due(task: Task, after: datetime, tz: tzinfo) -> tuple[Due, date] | None:
    """The first occurrence later than both the task's own and `after`, and the day of the rule it stands
    for; None where the series has ended.

    The rule (RFC 5545, as the parser writes it) is in local time, counted from the day the task stands for,
    not from the day it was put off to. What falls on a public holiday comes on the next workday.
    """
    if not task.repeat or task.due_at is None:
        return None
    local, now = (one.astimezone(tz).replace(tzinfo=None) for one in (task.due_at, after))
    hour = time() if task.due_grain == "day" else local.time()
    own = datetime.combine(task.occurs_on or local.date(), hour)
    rule = rrulestr(task.repeat, dtstart=own)
    floor = max(own, datetime.combine(now.date(), time()) if task.due_grain == "day" else now)
    found = rule.after(floor)
    while found is not None:
        day = _worked(found.date(), task.repeat)
        later = rule.after(found)
        if day == found.date() or later is None or later.date() > day:
            return _due(datetime.combine(day, found.time()), task.due_grain, tz), found.date()
        found = later
    return None


def _worked(day: date, rule: str) -> date:
    """The day itself, or the next workday where it is a public holiday. A plain weekend is as it was said."""
    if "FREQ=DAILY" in rule or calendar.is_workday(day) or (day.weekday() >= 5 and WORKDAYS not in rule):
        return day
    return calendar.add_workdays(day, 1)


def _due(at: datetime, grain: str, tz: tzinfo) -> Due:
    return Due.on(at.date(), tz) if grain == "day" else Due(at.replace(tzinfo=tz), "minute")


def follow(session: Session, task: Task, now: datetime, tz: tzinfo) -> Task | None:
    """The next of its series, made now that this one has come to its end."""
    found = next_due(task, now, tz)
    if found is None:
        return None
    due, stands_for = found
    next_one = Task(
        **{name: getattr(task, name) for name in CARRIED},
        due_at=due.at,
        due_grain=due.grain,
        occurs_on=stands_for,
        series_id=task.series_id or task.id,
        status="open",
        created_at=now,
        source=session.info["set_id"],
    )
    next_one.remind_at = reminders.following(next_one, now, tz)
    session.add(next_one)
    return next_one


CARRIED = (
    "title",
    "customer_id",
    "contact_id",
    "assignee_id",
    "creator_id",
    "repeat",
    "priority",
    "lead_minutes",
)


def missed(session: Session, now: datetime, tz: tzinfo, after: int = 0) -> tuple[int, int | None]:
    """Open tasks of a series of an earlier day whose next occurrence has come: given up, the next is made.

    Looks at so many behind the id `after`: how many were given up, and where to go on; None at the end.
    """
    before = days.starts(days.today(now, tz), tz)
    late = (
        select(Task)
        .join(User, User.id == Task.assignee_id)
        .where(Task.status == "open", Task.repeat.is_not(None), Task.due_at < before, User.status == "active")
        .where(Task.id > after)
        .order_by(Task.id)
        .limit(MOST)
        .with_for_update(of=Task)
    )
    count = 0
    looked_at = list(session.scalars(late))
    for task in looked_at:
        found = next_due(task, task.due_at or now, tz)
        if found is not None and days.today(found[0].at, tz) <= days.today(now, tz):
            task.status, task.remind_at = "missed", None
            follow(session, task, now - timedelta(days=1), tz)
            count += 1
    return count, looked_at[-1].id if len(looked_at) == MOST else None
