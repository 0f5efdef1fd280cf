"""The floating anchors: days and periods that come round every week, month or year."""

from datetime import date
from functools import lru_cache

from nlp.times import spans
from nlp.times.anchors import Floating
from nlp.times.spans import Span
from zh import calendar


def _week(day: date) -> int:
    return (day.toordinal() - 1) // 7


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _year(day: date) -> int:
    return day.year


def _one(day: date | None) -> Span | None:
    return None if day is None else (day, day)


@lru_cache(maxsize=32)
def weekday(number: int) -> Floating:
    """周一 is 0, 周日 is 6."""
    return Floating("day", _week, lambda week: _one(date.fromordinal(week * 7 + 1 + number)), "weekday")


@lru_cache(maxsize=1)
def weekend() -> Floating:
    """周末: the Saturday."""
    return Floating("weekend", _week, lambda week: _one(date.fromordinal(week * 7 + 6)), "weekend")


@lru_cache(maxsize=32)
def day_of_month(number: int) -> Floating:
    """15号; months without that day are passed over."""
    return Floating("day", _month, lambda month: _one(spans.day(month // 12, month % 12 + 1, number)), "day")


@lru_cache(maxsize=16)
def month(number: int) -> Floating:
    return Floating("month", _year, lambda year: spans.month(year, number), "month")


@lru_cache(maxsize=400)
def month_day(month_: int, day: int) -> Floating:
    """3月5号; years without that day (2月29日) are passed over."""
    return Floating("day", _year, lambda year: _one(spans.day(year, month_, day)), "month day")


@lru_cache(maxsize=8)
def quarter(number: int) -> Floating:
    return Floating("quarter", _year, lambda year: spans.quarter(year, number), "quarter")


@lru_cache(maxsize=8)
def half(number: int) -> Floating:
    """上半年 is 1, 下半年 is 2."""
    return Floating("half", _year, lambda year: spans.half(year, number), "half")


@lru_cache(maxsize=64)
def feast(name: str) -> Floating:
    """A feast by its name in zh.calendar; the name stays on the anchor, for the days off around it."""
    return Floating("day", _year, lambda year: _one(calendar.feast(name, year)), name)


@lru_cache(maxsize=400)
def lunar_day(month_: int, day: int) -> Floating:
    """农历八月十五, 正月初八, 腊月二十."""

    def turn(year: int) -> Span | None:
        try:
            return _one(calendar.lunar_in(year, month_, day))
        except ValueError:
            return None

    return Floating("day", _year, turn, "lunar")


@lru_cache(maxsize=64)
def season(first_month: int) -> Floating:
    """春 3–5, 夏 6–8, 秋 9–11, 冬 12–2; winter belongs to the year it begins in."""
    return Floating(
        "quarter",
        _year,
        lambda year: (spans.month(year, first_month)[0], spans.month(year, first_month + 2)[1]),
    )
