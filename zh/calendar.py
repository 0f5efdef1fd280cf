# ruff: noqa: E501  (tables: a broken line is harder to read)
"""Workdays and holidays of the mainland: who works when, and when a feast falls.

Known years come from the State Council's notices (package chinesecalendar, 2004 to 2026 in its release
1.11), make-up workdays included. A year without a notice falls back to weekends plus the statutory days
of the 2024 decree (State Council order 795); the true break is usually longer, which is why every function
takes `overrides`: an administrator enters the notice the day it is out.

Lunar dates and solar terms are lunar-python's (checked for 2020-2040 in the tests).
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from chinese_calendar.constants import holidays as _NOTICE_OFF
from chinese_calendar.constants import workdays as _NOTICE_WORK
from lunar_python import Lunar

ONE_DAY: Final = timedelta(days=1)
LONGEST_BREAK: Final = timedelta(days=10)  # from the feast itself; 中秋 and 国庆 may share one
LAST_KNOWN_YEAR: Final[int] = max(_NOTICE_OFF).year
FIRST_KNOWN_YEAR: Final[int] = min(_NOTICE_OFF).year
Overrides = Mapping[date, bool]  # day → True if people work on it
NO_OVERRIDES: Final[Overrides] = {}

# feast → (month, day) of the solar calendar
SOLAR_FEASTS: Final[Mapping[str, tuple[int, int]]] = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "植树节": (3, 12), "消费者日": (3, 15), "愚人节": (4, 1),
    "劳动节": (5, 1), "青年节": (5, 4), "儿童节": (6, 1), "建党节": (7, 1), "建军节": (8, 1), "教师节": (9, 10),
    "国庆": (10, 1), "万圣节": (10, 31), "双十一": (11, 11), "双十二": (12, 12), "平安夜": (12, 24),
    "圣诞": (12, 25), "六一八": (6, 18),
}  # fmt: skip
# feast → (month, day) of the lunar calendar
LUNAR_FEASTS: Final[Mapping[str, tuple[int, int]]] = {
    "春节": (1, 1), "元宵": (1, 15), "龙抬头": (2, 2), "端午": (5, 5), "七夕": (7, 7), "中元": (7, 15),
    "中秋": (8, 15), "重阳": (9, 9), "腊八": (12, 8), "小年": (12, 23),
}  # fmt: skip
# feast → (month, weekday from Monday 0, which one of the month)
FLOATING_FEASTS: Final[Mapping[str, tuple[int, int, int]]] = {
    "母亲节": (5, 6, 2), "父亲节": (6, 6, 3), "感恩节": (11, 3, 4),
}  # fmt: skip
SOLAR_TERMS: Final = [
    "小寒",
    "大寒",
    "立春",
    "雨水",
    "惊蛰",
    "春分",
    "清明",
    "谷雨",
    "立夏",
    "小满",
    "芒种",
    "夏至",
    "小暑",
    "大暑",
    "立秋",
    "处暑",
    "白露",
    "秋分",
    "寒露",
    "霜降",
    "立冬",
    "小雪",
    "大雪",
    "冬至",
]
# Statutory days off from 2025: feast → days counted from the feast itself.
_STATUTORY: Final[Mapping[str, tuple[int, ...]]] = {
    "元旦": (0,), "春节": (-1, 0, 1, 2), "清明": (0,), "劳动节": (0, 1), "端午": (0,), "中秋": (0,),
    "国庆": (0, 1, 2),
}  # fmt: skip
PUBLIC_HOLIDAYS: Final = tuple(_STATUTORY)


def is_workday(day: date, overrides: Overrides = NO_OVERRIDES) -> bool:
    """Whether people work on that day: overrides first, then the notice, then weekends and statutory days."""
    if day in overrides:
        return overrides[day]
    if day in _NOTICE_OFF:
        return False
    if day in _NOTICE_WORK:
        return True
    if day.weekday() >= 5:
        return False
    return FIRST_KNOWN_YEAR <= day.year <= LAST_KNOWN_YEAR or day not in _statutory_days(day.year)


def add_workdays(day: date, count: int, overrides: Overrides = NO_OVERRIDES) -> date:
    """The `count`-th workday after `day` (before it, if negative); `day` itself is never counted."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    for _ in range(abs(count)):
        day += step
        while not is_workday(day, overrides):
            day += step
    return day


def workdays_between(first: date, last: date, overrides: Overrides = NO_OVERRIDES) -> list[date]:
    """All workdays from `first` to `last`, both included, in order."""
    return [day for day in _days(first, last) if is_workday(day, overrides)]


def feast(name: str, year: int) -> date:
    """The day of a feast or solar term in that solar year, e.g. ("春节", 2027) → 2027-02-06.

    小年 and 腊八 of a lunar year may fall into the next solar one; they are given in the solar year asked for.
    Raises KeyError for a name that is in none of the tables.
    """
    if name in SOLAR_FEASTS:
        return date(year, *SOLAR_FEASTS[name])
    if name in FLOATING_FEASTS:
        return _nth_weekday(year, *FLOATING_FEASTS[name])
    if name == "除夕":
        return lunar(year, 1, 1) - ONE_DAY
    if name in LUNAR_FEASTS:
        return lunar_in(year, *LUNAR_FEASTS[name])
    if name in SOLAR_TERMS:
        return _terms(year)[name]
    raise KeyError(name)


def break_of(name: str, year: int, overrides: Overrides = NO_OVERRIDES) -> tuple[date, date]:
    """First and last day off around a feast, e.g. ("国庆", 2026) → 2026-10-01 to 2026-10-07.

    A feast that is no day off (圣诞) is its own single day.
    """
    day = feast(name, year)
    if (name not in _STATUTORY and name != "除夕") or is_workday(day, overrides):
        return day, day
    first = last = day
    if name == "除夕":
        day += ONE_DAY
    while not is_workday(first - ONE_DAY, overrides) and abs(first - day) < LONGEST_BREAK:
        first -= ONE_DAY
    while not is_workday(last + ONE_DAY, overrides) and abs(last - day) < LONGEST_BREAK:
        last += ONE_DAY
    return first, last


@lru_cache(maxsize=512)
def lunar(year: int, month: int, day: int) -> date:
    """A lunar date as a solar one; the last day of a short month stands in for its missing 30th."""
    try:
        solar = Lunar.fromYmd(year, month, day).getSolar()
    except Exception as wrong:  # lunar-python raises bare Exceptions
        if day == 30:
            return lunar(year, month, 29)
        raise ValueError(f"no lunar date {year}-{month}-{day}") from wrong
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def lunar_in(year: int, month: int, day: int) -> date:
    """The lunar month and day as it falls in a solar year (腊月 mostly belongs to the lunar year before)."""
    found = lunar(year, month, day)
    if found.year != year:
        found = lunar(year - 1, month, day)
    return found if found.year == year else lunar(year, month, day)


@lru_cache(maxsize=64)
def _terms(year: int) -> dict[str, date]:
    table = Lunar.fromYmd(year, 6, 1).getJieQiTable()
    found = {name: date.fromisoformat(solar.toYmd()) for name, solar in table.items() if name in SOLAR_TERMS}
    if found["冬至"].year < year:  # the table begins with the winter solstice of the year before
        found["冬至"] = date.fromisoformat(table["DONG_ZHI"].toYmd())
    return found


@lru_cache(maxsize=64)
def _statutory_days(year: int) -> frozenset[date]:
    return frozenset(
        feast(name, year) + timedelta(days=offset)
        for name, offsets in _STATUTORY.items()
        for offset in offsets
    )


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY
