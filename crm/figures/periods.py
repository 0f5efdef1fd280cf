"""The period before, and the same period last year, to set a figure beside."""

from calendar import monthrange
from datetime import date, timedelta

Period = tuple[date, date]
"""First and last day, both inclusive."""
DAY = timedelta(days=1)
UNITS = (1, 3, 12)  # months of a calendar unit, and what its first month is a multiple of


def before(first: date, last: date) -> Period:
    """The month, quarter, year or week before; of one that still runs as many days of the one before.

    What is no calendar unit goes back by its own length.
    """
    for months in UNITS:
        begins = first.day == 1 and (first.month - 1) % months == 0
        if begins and last <= _end(first, months):
            start = _back(first, months)
            end = _end(start, months)
            return start, end if last == _end(first, months) else min(start + (last - first), end)
    week = first.weekday() == 0 and last < first + 7 * DAY
    length = 7 * DAY if week else last - first + DAY
    return first - length, last - length


def year_ago(first: date, last: date) -> Period:
    """The same days a year earlier; the end of February stays the end of February."""
    end = _back(last, 12)
    if first.day == 1 and last == _month_end(last):
        end = _month_end(end)
    return _back(first, 12), end


def _back(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end(first: date, months: int) -> date:
    """The last day of a unit of so many months that begins on `first`."""
    return _back(first, -months) - DAY


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
