"""Going through a stretch of time job by job, without waiting for it: a clock that is moved, or an outage."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from apscheduler.triggers.base import BaseTrigger

from models.scope import SYSTEM
from scheduler import runs
from scheduler.app import JobApp
from scheduler.jobs import JOBS, Job, run_safely

TICK: Final = timedelta(microseconds=1)
FARTHEST: Final = timedelta(days=62)  # of a journey what lies before its last two months is left out
MOST_STOPS: Final = 5000

Ran = list[tuple[datetime, str]]


def travel(
    app: JobApp,
    start: datetime,
    end: datetime,
    *,
    jobs: Sequence[Job] = JOBS,
    arrive: Callable[[datetime], None] = lambda moment: None,
) -> Ran:
    """Run every job that falls due in (start, end], in order; what ran and as of when.

    A job that looks every minute is run only at the minutes when there is something to see, and once at the
    end. `arrive` is called at every stop before its jobs run (the demo sets its clock), and what they queued
    is delivered before the journey goes on.
    """
    start = max(start, end - FARTHEST)
    ran: Ran = []
    now = start
    timed = [(job, job.trigger(app.tz)) for job in jobs if job.cron is not None]
    ahead: dict[str, datetime | None] = {}  # by job, when it has something to do next
    for _ in range(MOST_STOPS):
        for job, trigger in timed:
            if job.next_moment is not None or job.name not in ahead or ahead[job.name] == now:
                ahead[job.name] = _next_moment(app, job, trigger, now, end)
        stop = min((moment for moment in ahead.values() if moment is not None), default=None)
        if stop is None:
            break
        arrive(stop)
        for job, _trigger in timed:
            if ahead[job.name] == stop:
                run_safely(app, job.name, stop)
                ran.append((stop, job.name))
        if app.deliver is not None:
            app.deliver(stop)
        now = stop
    return ran


def _next_moment(
    app: JobApp, job: Job, trigger: BaseTrigger, now: datetime, end: datetime
) -> datetime | None:
    if job.next_moment is None:
        return next(fires(trigger, now, end), None)
    something = job.next_moment(app, now)
    if something is not None and something <= end:
        found = next(fires(trigger, max(something - TICK, now), end), None)
        if found is not None:
            return found
    last = last_fire(trigger, max(now, end - timedelta(minutes=2)), end)
    return last if last is not None and last > now else None


def fires(trigger: BaseTrigger, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments in (start, end] at which the trigger fires."""
    moment = trigger.get_next_fire_time(None, start + TICK)
    while moment is not None and moment <= end:
        yield moment
        moment = trigger.get_next_fire_time(None, moment + TICK)


def last_fire(trigger: BaseTrigger, start: datetime, end: datetime) -> datetime | None:
    """The last of them."""
    last = None
    for last in fires(trigger, start, end):  # noqa: B007
        pass
    return last


def catch_up(app: JobApp, now: datetime, jobs: Sequence[Job] = JOBS) -> Ran:
    """After an outage: run what should have run while nobody was there and is still worth it, as of its hour.

    A job that has never run was not missed.
    """
    ran: Ran = []
    for job in jobs:
        if job.cron is None or job.catch_up is None:
            continue
        missed = last_fire(job.trigger(app.tz), now - job.catch_up, now)
        with app.db.read(SYSTEM, now) as session:
            last = runs.last(session, job.name)
        if missed is not None and last is not None and last < missed:
            run_safely(app, job.name, missed)
            ran.append((missed, job.name))
    return ran
