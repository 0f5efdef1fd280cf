"""Hours of work: 9 to 18 on workdays. What waits for a person is counted in them."""

from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from zh import calendar

OPENS: Final = time(9)
CLOSES: Final = time(18)


def after(moment: datetime, hours: float, tz: tzinfo) -> datetime:
    """So many hours of work later; 17:00 and two hours is 10:00 of the next workday."""
    left = timedelta(hours=hours)
    at = _into_work(moment.astimezone(tz), tz)
    while at + left > (closing := datetime.combine(at.date(), CLOSES, tz)):
        left -= closing - at
        at = datetime.combine(calendar.add_workdays(at.date(), 1), OPENS, tz)
    return at + left


def _into_work(at: datetime, tz: tzinfo) -> datetime:
    """The moment, or when people are next at work."""
    if not calendar.is_workday(at.date()) or at.time() >= CLOSES:
        return datetime.combine(calendar.add_workdays(at.date(), 1), OPENS, tz)
    return max(at, datetime.combine(at.date(), OPENS, tz))
