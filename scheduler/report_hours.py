"""Reports at hours of one's own: 日报改到19:00. Looks every five minutes whose hour has come."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from crm.reports import settings as report_settings
from models.scope import SYSTEM
from scheduler import periodic, reports, runs
from scheduler.app import JobApp, Result

NAME: Final = "report-hours"
LATEST: Final = timedelta(hours=5)  # after an outage: a report later than this is no longer sent
Send = Callable[[JobApp, datetime, Collection[int] | None], Result]
SENDS: Final[Mapping[str, Send]] = {
    "daily": reports.daily_report,
    "weekly": periodic.weekly,
    "monthly": periodic.monthly,
}


def run(app: JobApp, moment: datetime) -> Result:
    """Everybody whose own hour has come since the last look."""
    found: dict[str, int] = {"queued": 0}
    with app.db.read(SYSTEM, moment) as session:
        since = _since(session, moment)
        due = {kind: _due(app, session, kind, since, moment) for kind in SENDS}
    for kind, people in due.items():
        if people:
            result = SENDS[kind](app, moment, people)
            found["queued"] += result.get("queued", 0)
            found[kind] = len(people)
    return found


def next_moment(app: JobApp, now: datetime) -> datetime | None:
    """When somebody's own hour comes next."""
    with app.db.read(SYSTEM, now) as session:
        hours = [
            wish.hour.next_after(now, kind, app.tz)
            for kind in SENDS
            for wish in report_settings.wishes(session, None, kind).values()
            if wish.hour
        ]
    return min(hours, default=None)


def _since(session: Session, moment: datetime) -> datetime:
    """When it was looked last; five minutes ago at the latest, five hours at the earliest."""
    usual = moment - report_settings.STEP
    return max(min(runs.last(session, NAME, moment) or usual, usual), moment - LATEST)


def _due(app: JobApp, session: Session, kind: str, since: datetime, moment: datetime) -> list[int]:
    wishes = report_settings.wishes(session, None, kind)
    return [
        user_id
        for user_id, wish in wishes.items()
        if wish.hour and wish.hour.next_after(since, kind, app.tz) <= moment
    ]
