"""APScheduler at work: it only wakes jobs. What they do, and that they do it once, is not its business.

The one place below the program's entry that knows the clock, as an object with `now()` and a `shift`.
"""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from scheduler.app import JobApp
from scheduler.jobs import JOBS, Job, run_safely
from scheduler.travel import Ran, catch_up, travel

log = structlog.get_logger("scheduler")
THREADS = 4
CATCH_UP = "catch-up"


class Clock(Protocol):
    """Real time plus a shift; only the demo's is ever moved."""

    shift: timedelta

    def now(self) -> datetime: ...

    def move_to(self, target: datetime, /) -> None: ...


class ClockTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """A trigger that fires by our clock, told to APScheduler in real time."""

    def __init__(self, inner: BaseTrigger, clock: Clock) -> None:
        self.inner = inner
        self.clock = clock

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        shift = self.clock.shift
        before = None if previous is None else previous + shift
        fire = self.inner.get_next_fire_time(before, now + shift)
        return None if fire is None else fire - shift


class Clockwork:
    """The jobs of one process. They run while it leads, and stop when it no longer does.

    `leads` (may be set later) is asked again before every job. Nothing runs before `lead()`.
    """

    def __init__(
        self,
        app: JobApp,
        clock: Clock,
        leads: Callable[[], bool] = lambda: True,
        jobs: Sequence[Job] = JOBS,
    ) -> None:
        self._app, self._clock, self.leads = app, clock, leads
        self._jobs = [job for job in jobs if job.cron is not None]
        self._moving = threading.Lock()
        self._leading = False
        self.scheduler = BackgroundScheduler(
            timezone=app.tz,
            executors={"default": ThreadPoolExecutor(THREADS)},
            job_defaults={"coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Start the thread; idle until `lead()`."""
        self.scheduler.start()

    def stop(self) -> None:
        """Finish the jobs that run and end."""
        self._leading = False
        if self.scheduler.running:
            self.scheduler.shutdown(wait=True)

    def changed(self, leading: bool) -> None:
        """For `Leadership`: lead or follow from now on."""
        if leading:
            self.lead()
        else:
            self.follow()

    def lead(self) -> None:
        """From now on the jobs run here, first of all those that were missed."""
        self._leading = True
        self._schedule()
        self.scheduler.add_job(self._catch_up, id=CATCH_UP, replace_existing=True, misfire_grace_time=None)

    def follow(self) -> None:
        """Somebody else leads."""
        self._leading = False
        self.scheduler.remove_all_jobs()

    def move_to(self, target: datetime) -> Ran:
        """Move the clock; what falls due on the way forward happens now, in order, as of its moment."""
        with self._moving:
            self.scheduler.remove_all_jobs()
            ran = travel(self._app, self._clock.now(), target, jobs=self._jobs, arrive=self._clock.move_to)
            self._clock.move_to(target)
            if self._leading:
                self._schedule()
            return ran

    def _schedule(self) -> None:
        for job in self._jobs:
            self.scheduler.add_job(
                self._fire,
                ClockTrigger(job.trigger(self._app.tz), self._clock),
                args=[job.name],
                id=job.name,
                name=job.name,
                replace_existing=True,
                misfire_grace_time=int(job.grace.total_seconds()),
            )

    def _fire(self, name: str) -> None:
        if self._may_run(name):
            run_safely(self._app, name, self._clock.now())

    def _catch_up(self) -> None:
        if self._may_run(CATCH_UP):
            catch_up(self._app, self._clock.now(), self._jobs)

    def _may_run(self, name: str) -> bool:
        if self._leading and self.leads():
            return True
        log.info("not leading: left to another process", job=name)
        return False


def next_runs(clockwork: Clockwork) -> dict[str, Any]:
    """When each job runs next, in real time; for people who look."""
    return {job.id: job.next_run_time for job in clockwork.scheduler.get_jobs()}
