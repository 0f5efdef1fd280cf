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


def kept_on(day: date) -> list[str]:
    """`11-28`: whose birthday is kept that day; of those born on 29 February a day earlier in most years."""
    ends_early = f"{day:%m-%d}" == "02-28" and f"{day + timedelta(days=1):%m-%d}" == "03-01"
    return [f"{day:%m-%d}", *(["02-29"] if ends_early else [])]


def within(column: Any, day: date, tz: tzinfo) -> ColumnElement[bool]:
    """True where the moment falls on that day."""
    return and_(column >= starts(day, tz), column < ends(day, tz))
