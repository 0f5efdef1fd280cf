"""Every job by its name: when it runs and what it does.

A job is idempotent: run twice, at any moment, it does nothing twice. `genjin job NAME --at …` replays it.
"""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

import structlog
from apscheduler.triggers.cron import CronTrigger

from models.platform import JobRun
from scheduler import (
    approvals,
    churn,
    deals,
    due_tasks,
    housekeeping,
    periodic,
    receivables,
    recycle_pool,
    renewals,
    report_hours,
    reports,
    silence,
)
from scheduler.app import JobApp, Result

log = structlog.get_logger("scheduler")
Run = Callable[[JobApp, datetime], Result]


class UnknownJob(ValueError):
    """There is no job of this name."""


@dataclass(frozen=True, slots=True)
class Job:
    """A name, a time and a deed.

    `cron`: fields of APScheduler's CronTrigger in the business time zone; None: only when asked.
    `grace`: started later than this it is skipped. `catch_up`: how long after its hour it is still worth
    doing when nobody was there to do it. `next_moment`: for a job that looks every minute, when there will
    be something to see, so that a clock that is moved need not stop every minute.
    """

    name: str
    about: str
    run: Run
    cron: Mapping[str, Any] | None = None
    grace: timedelta = timedelta(minutes=1)
    catch_up: timedelta | None = None
    next_moment: Callable[[JobApp, datetime], datetime | None] | None = None
    built: bool = True

    def trigger(self, tz: tzinfo) -> CronTrigger:
        """When it runs by itself."""
        if self.cron is None:
            raise ValueError(f"job {self.name} runs only when asked")
        return CronTrigger(**self.cron, timezone=tz)


def _not_built(app: JobApp, moment: datetime) -> Result:
    return {"built": False, "note": "this job is not built yet: nothing was done"}


def _sync_contacts(app: JobApp, moment: datetime) -> Result:
    if app.sync_contacts is None:
        return {"skipped": "this process does not reach WeCom"}
    return app.sync_contacts(moment)


def _deliver(app: JobApp, moment: datetime) -> Result:
    if app.deliver is None:
        return {"skipped": "this process does not reach WeCom"}
    return app.deliver(moment)


def _later(name: str, about: str) -> Job:
    return Job(name, about, _not_built, built=False)


_HOURS = timedelta(hours=1)
JOBS: Final = (
    Job(
        "due-tasks",
        "cards for tasks that have come due, every minute",
        due_tasks.run,
        {"minute": "*", "second": 0},
        next_moment=due_tasks.next_moment,
    ),
    Job(
        "approvals",
        "approvals that nobody answered: once more, then whoever stands above",
        approvals.run,
        {"minute": "*/5", "second": 0},
        next_moment=approvals.next_moment,
    ),
    Job("plan", "the plan of the day, and what falls due to be paid, 8:30 on workdays", receivables.plan,
        {"hour": 8, "minute": 30},
        grace=2 * _HOURS, catch_up=3 * _HOURS),
    Job("deals", "chances whose expected day has passed, 9:10 on workdays", deals.run,
        {"hour": 9, "minute": 10}, grace=2 * _HOURS, catch_up=4 * _HOURS),
    Job("rep-report", "the rep's own report, 18:00 on workdays", reports.rep_report,
        {"hour": 18, "minute": 0},
        grace=2 * _HOURS, catch_up=4 * _HOURS),
    Job("daily-report", "the manager's daily report, 18:30 on workdays", reports.daily_report,
        {"hour": 18, "minute": 30}, grace=2 * _HOURS, catch_up=5 * _HOURS),
    Job("weekly-report", "the week before, Mondays at nine", periodic.weekly,
        {"day_of_week": "mon", "hour": 9, "minute": 0}, grace=4 * _HOURS, catch_up=9 * _HOURS),
    Job("monthly-report", "the month before, on the first at nine", periodic.monthly,
        {"day": 1, "hour": 9, "minute": 0}, grace=4 * _HOURS, catch_up=9 * _HOURS),
    Job(report_hours.NAME, "reports of people who have set an hour of their own, every five minutes",
        report_hours.run, {"minute": "*/5", "second": 0}, next_moment=report_hours.next_moment),
    Job("churn", "who may be lost, 5:30; their owners read of it at nine", churn.run,
        {"hour": 5, "minute": 30}, grace=2 * _HOURS, catch_up=12 * _HOURS),
    Job("silence", "customers nobody speaks to, tasks nobody does, 7:00", silence.run,
        {"hour": 7, "minute": 0}, grace=2 * _HOURS, catch_up=5 * _HOURS),
    Job("renewals", "a task before a policy, a contract or a deposit ends, 7:10", renewals.run,
        {"hour": 7, "minute": 10}, grace=2 * _HOURS, catch_up=12 * _HOURS),
    Job("recycle-pool", "warnings before the public pool, and back to it, 6:00", recycle_pool.run,
        {"hour": 6, "minute": 0}, grace=2 * _HOURS, catch_up=12 * _HOURS),
    _later("surveys", "survey links three days after an order"),
    Job("sync-contacts", "departments and people from WeCom, 3:10 at night", _sync_contacts,
        {"hour": 3, "minute": 10}, grace=3 * _HOURS, catch_up=20 * _HOURS),
    Job("deliver", "send what waits in the outbox", _deliver),
    Job("housekeeping", "let go of what nobody will ask for again, 3:40 at night", housekeeping.run,
        {"hour": 3, "minute": 40}, grace=3 * _HOURS, catch_up=20 * _HOURS),
)  # fmt: skip
BY_NAME: Final[Mapping[str, Job]] = {job.name: job for job in JOBS}


def run_job(app: JobApp, name: str, moment: datetime) -> Result:
    """Run one job once as if it were `moment`; what it did is returned and kept in one `job_runs` row.

    Of two runs at once the second waits, and finds done what the first did. Raises UnknownJob, or what the
    job raised (after noting it).
    """
    job = BY_NAME.get(name)
    if job is None:
        raise UnknownJob(f"no job {name!r}; there are: {', '.join(BY_NAME)}")
    if not job.built:
        return job.run(app, moment)
    with app.db.alone(f"job:{name}"):
        try:
            result = job.run(app, moment)
        except Exception as error:
            _note(app, name, moment, {"error": type(error).__name__})
            raise
        _note(app, name, moment, result)
    if result.get("queued") or result.get("cards") or result.get("digests"):
        app.wake()
    return result


def run_safely(app: JobApp, name: str, moment: datetime) -> Result | None:
    """The same for the clock: a job that fails is logged and does not stop the others."""
    try:
        result = run_job(app, name, moment)
    except Exception as error:
        where = "".join(traceback.format_tb(error.__traceback__)[-4:])
        log.error("job failed", job=name, error=type(error).__name__, where=where)
        return None
    log.info("job", job=name, moment=moment.isoformat(), **_counts(result))
    return result


def _counts(result: Result) -> dict[str, Any]:
    return {key: value for key, value in result.items() if isinstance(value, int | float | bool) and value}


def _note(app: JobApp, name: str, moment: datetime, result: Result) -> None:
    finished = app.now() if app.now else moment
    with app.db.system(moment, f"job:{name}") as session:
        session.add(JobRun(name=name, moment=moment, finished_at=finished, result=result))
