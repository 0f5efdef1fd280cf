"""Days, weeks, months and quarters of the business time zone, as SQLite and PostgreSQL say them."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Integer, String, case, cast, func, type_coerce

GRAINS: Final = ("day", "week", "month", "quarter")
EDGE: Final = timedelta(days=1)  # beyond both ends of a range: the zone's offset may change at midnight


def day_of(column: Any, first: date, last: date, tz: tzinfo, sqlite: bool) -> ColumnElement[Any]:
    """The business day of a column of dates or moments; right for what lies from `first` to `last`.

    PostgreSQL knows time zones. SQLite only shifts by minutes: where the zone changes its offset within the
    range (summer time), each part is shifted by its own.
    """
    if isinstance(column.type, Date):
        return type_coerce(column, String) if sqlite else column
    if not sqlite:
        return cast(func.timezone(str(tz), column), Date)
    parts = _offsets(first, last, tz)
    shifted = [func.date(column, f"{minutes:+} minutes") for _, minutes in parts]
    if len(parts) == 1:
        return shifted[0]
    until = [column < moment for moment, _ in parts]
    return case(*zip(until[:-1], shifted[:-1], strict=True), else_=shifted[-1])


def bucket(day: ColumnElement[Any], grain: str, sqlite: bool) -> ColumnElement[Any]:
    """The first day of the day's week (Monday), month or quarter; as text, `2026-11-01`, on both."""
    if not sqlite:
        return cast(cast(func.date_trunc(grain, day), Date), String)
    match grain:
        case "week":
            return func.date(day, "-6 days", "weekday 1")
        case "month":
            return func.strftime("%Y-%m-01", day)
        case "quarter":
            month = (cast(func.strftime("%m", day), Integer) - 1) // 3 * 3 + 1
            return func.printf("%s-%02d-01", func.strftime("%Y", day), month)
        case _:
            return day


def all_of(grain: str, first: date, last: date) -> list[str]:
    """Every bucket of the days from `first` to `last`, also those in which nothing was: `2026-11-01`."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return list(dict.fromkeys(_begins(day, grain).isoformat() for day in days))


def _begins(day: date, grain: str) -> date:
    match grain:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1)
    return day


def days_between(start: Any, end: Any, sqlite: bool) -> ColumnElement[Any]:
    """Days, with their fraction, from one moment to another."""
    if sqlite:
        return func.julianday(end) - func.julianday(start)
    return func.extract("epoch", end - start) / 86400


def days_apart(start: Any, end: Any, sqlite: bool) -> ColumnElement[Any]:
    """Whole days from one date to another."""
    if sqlite:
        return func.julianday(end) - func.julianday(start)
    return type_coerce(end - start, Integer)


def _offsets(first: date, last: date, tz: tzinfo) -> list[tuple[datetime, int]]:
    """The zone's offsets in minutes in their order, each with the first midnight after it."""
    day = datetime.combine(first, time(), tz) - EDGE
    found: list[tuple[datetime, int]] = []
    while day.date() <= last + EDGE:
        minutes = int((day.utcoffset() or timedelta()).total_seconds() // 60)
        after = datetime.combine(day.date() + EDGE, time(), tz)
        if found and found[-1][1] == minutes:
            found[-1] = (after, minutes)
        else:
            found.append((after, minutes))
        day = after
    return found
