"""Days of the business time zone as ranges of moments."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, and_


def today(now: datetime, tz: tzinfo) -> date:
    return now.astimezone(tz).date()


def starts(day: date, tz: tzinfo) -> datetime:
    """The first moment of the day."""
    return datetime.combine(day, time.min, tz)


def ends(day: date, tz: tzinfo) -> datetime:
    """The first moment that is no longer of the day."""
    return starts(day + timedelta(days=1), tz)


def within(column: Any, day: date, tz: tzinfo) -> ColumnElement[bool]:
    """True where the moment falls on that day."""
    return and_(column >= starts(day, tz), column < ends(day, tz))
