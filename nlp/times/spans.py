"""Arithmetic on spans of days, both ends included. Weeks begin on Monday; years are kept to 1–9998."""

from datetime import date, timedelta

from zh import calendar

Span = tuple[date, date]
_ONE = timedelta(1)


def day(year: int, month: int, day_: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day_)
    except ValueError:
        return None


def month(year: int, number: int) -> Span:
    """A month by number; 13 is January of the next year, 0 December of the one before."""
    year, zero = year + (number - 1) // 12, (number - 1) % 12
    year = max(1, min(9998, year))
    first = date(year, zero + 1, 1)
    return first, (date(year + zero // 11, (zero + 1) % 12 + 1, 1)) - _ONE


def quarter(year: int, number: int) -> Span:
    first = 3 * (number - 1) + 1
    return month(year, first)[0], month(year, first + 2)[1]


def half(year: int, number: int) -> Span:
    first = 6 * (number - 1) + 1
    return month(year, first)[0], month(year, first + 5)[1]


def year(number: int) -> Span:
    number = max(1, min(9998, number))
    return date(number, 1, 1), date(number, 12, 31)


def unit(grain: str, of: date, count: int) -> Span:
    """The day, week, weekend, month, quarter, half or year that holds `of`, moved by `count` of them."""
    if grain == "day":
        moved = shift(of, "day", count)
        return moved, moved
    if grain == "week":
        monday = shift(of, "day", 7 * count - of.weekday())
        return monday, shift(monday, "day", 6)
    if grain == "weekend":
        saturday = shift(of, "day", 7 * count - of.weekday() + 5)
        return saturday, saturday  # the contract: 周末 is the Saturday
    if grain == "month":
        return month(of.year, of.month + count)
    if grain == "quarter":
        return quarter(of.year, (of.month + 2) // 3 + count)
    if grain == "half":
        return half(of.year, (of.month + 5) // 6 + count)
    return year(of.year + count)


def shift(of: date, unit_: str, count: int) -> date:
    """`of` moved by days, weeks, half months, months, quarters, years; a 31st becomes a month's last day."""
    count = max(-40000, min(40000, count))
    days = {"day": 1, "week": 7, "halfmonth": 15}.get(unit_)
    if days is not None:
        try:
            return of + timedelta(days=days * count)
        except OverflowError:
            return of
    months = {"month": 1, "quarter": 3, "half": 6}.get(unit_, 12)
    first, last = month(of.year, of.month + months * count)
    return first.replace(day=min(of.day, last.day))


def nth(outer: Span, count: int, unit_: str, overrides: calendar.Overrides) -> Span:
    """The n-th unit inside a span, from the end if negative; "weekof" is the week its first day lies in.

    A month's first week is the one that holds its first Thursday, as ISO 8601 counts a year's.
    """
    first, last = outer
    if unit_ == "weekof":
        return unit("week", first, 0)
    if unit_ == "workday":
        start = first - _ONE if count > 0 else last + _ONE
        found = calendar.add_workdays(start, max(-400, min(400, count)), overrides)
        return found, found
    if unit_ == "week":
        if count > 0:
            thursday = first + timedelta((3 - first.weekday()) % 7)
            return unit("week", thursday, count - 1)
        thursday = last - timedelta((last.weekday() - 3) % 7)
        return unit("week", thursday, count + 1)
    if unit_.startswith("weekday") or unit_ == "weekend":
        wanted = 5 if unit_ == "weekend" else int(unit_[-1])
        if count > 0:
            found = shift(first, "day", (wanted - first.weekday()) % 7 + 7 * (count - 1))
        else:
            found = shift(last, "day", -((last.weekday() - wanted) % 7) + 7 * (count + 1))
        return found, found
    return unit(unit_, first, count - 1) if count > 0 else unit(unit_, last, count + 1)


def edge(span: Span, which: str) -> Span:
    """A day, a half or a third of a span: of a month the 1st, the 15th, the last; the middle of a year is 30
    June."""
    first, last = span
    days = (last - first).days + 1
    if which == "first":
        return first, first
    if which == "last":
        return last, last
    if which == "mid":
        middle = first + timedelta(14 if 28 <= days <= 31 else (days - 1) // 2)
        middle = date(first.year, 6, 30) if days > 360 else middle
        return middle, middle
    if which in ("upper", "lower"):
        return (first, first + timedelta(14)) if which == "upper" else (first + timedelta(15), last)
    start = {"early": 0, "middle": 10, "late": 20}[which]
    return first + timedelta(start), last if which == "late" else first + timedelta(start + 9)
