"""When a task is to be spoken of: the workday before, or as long before as was asked for; at its hour; once
when it is overdue.

`Task.remind_at` is the next of these moments. They follow from the task alone, so an outage or a second run
loses and doubles nothing. A task of a series is announced at its hour only: it comes again by itself.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, Literal

from models.work import Task
from zh import calendar

Stage = Literal["near", "due", "overdue"]

MORNING: Final = time(9)  # a task for a day is announced at nine
AFTERNOON: Final = time(17)  # made later than that, once more before the day ends
EVE: Final = time(17)  # the workday before
LATE: Final = time(10)  # the workday after
AHEAD: Final = timedelta(days=2)  # who was told the day before need not be told again
DAY: Final = 24 * 60  # minutes
OF_THE_PLAN: Final = ("silence",)  # kinds that the morning's plan announces


def moments(
    due_at: datetime,
    grain: str,
    made: datetime,
    tz: tzinfo,
    *,
    comes_again: bool = False,
    lead_minutes: int | None = None,
) -> list[tuple[datetime, Stage]]:
    """All moments of a task in their order."""
    day = due_at.astimezone(tz).date()
    found: list[tuple[datetime, Stage]] = [(_hour(due_at, grain, day, made, tz), "due")]
    if lead_minutes is not None:
        found.insert(0, (early(due_at, grain, lead_minutes, tz), "near"))
    if comes_again:
        return found
    if lead_minutes is None and day - made.astimezone(tz).date() >= AHEAD:
        found.insert(0, (datetime.combine(calendar.add_workdays(day, -1), EVE, tz), "near"))
    return [*found, (datetime.combine(calendar.add_workdays(day, 1), LATE, tz), "overdue")]


def early(due_at: datetime, grain: str, minutes: int, tz: tzinfo) -> datetime:
    """So long before: whole days in the morning of that day, hours before the hour it is due."""
    day = due_at.astimezone(tz).date()
    morning = datetime.combine(day, MORNING, tz)
    if minutes % DAY == 0:
        return morning - timedelta(minutes=minutes)
    return (due_at if grain != "day" else morning) - timedelta(minutes=minutes)


def _lead(task: Task) -> int | None:
    return None if task.kind == "brief" else task.lead_minutes


def _hour(due_at: datetime, grain: str, day: date, made: datetime, tz: tzinfo) -> datetime:
    if grain != "day":
        return due_at
    morning = datetime.combine(day, MORNING, tz)
    return morning if made < morning else datetime.combine(day, AFTERNOON, tz)


def following(task: Task, after: datetime, tz: tzinfo) -> datetime | None:
    """The next moment later than `after`; None where nothing more is said of it."""
    if task.status != "open" or task.due_at is None or task.kind in OF_THE_PLAN:
        return None
    lead = _lead(task)
    found = moments(
        task.due_at, task.due_grain, task.created_at, tz, comes_again=_once(task), lead_minutes=lead
    )
    if lead is None and task.due_at.astimezone(tz).date() - after.astimezone(tz).date() < AHEAD:
        found = [(moment, stage) for moment, stage in found if stage != "near"]  # put off just now
    return next((moment for moment, _ in found if moment > after), None)


def _once(task: Task) -> bool:
    """Announced at its hour alone: it comes again by itself, or is of no use at another hour."""
    return task.repeat is not None or task.kind == "brief"


def stage(task: Task, now: datetime, tz: tzinfo) -> Stage:
    """What is to be said of it now: the last of its moments that has come."""
    assert task.due_at is not None
    found = moments(
        task.due_at, task.due_grain, task.created_at, tz, comes_again=_once(task), lead_minutes=_lead(task)
    )
    come = [name for moment, name in found if moment <= now]
    return come[-1] if come else found[0][1]
