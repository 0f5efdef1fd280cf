"""Dates and times as tables hold them: real ones, serial numbers of Excel, and text in many formats."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from crm.importing.clean import Bad, text
from zh.text import plain

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (Excel's day 0; it has no zone)
_SERIALS = (18264, 73050)  # 1950 to 2099: other numbers are no dates
_YEARS = (1950, 2099)
_NUMBER = re.compile(r"\d{5}(\.\d+)?|\d{10}|\d{13}")
_YMD = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_MDY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_YM = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_MD = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
_TIME = re.compile(
    r"[T\s]*(上午|下午|晚上|中午|早上|凌晨|am|pm)?\s*(\d{1,2})\s*[:时点]\s*(?:(\d{1,2})\s*分?)?(?::?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?\s*(am|pm)?\s*(z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


def moment(value: Any, tz: tzinfo) -> tuple[datetime, str] | None:
    """The moment (aware) and its grain, `day` or `minute`; None for an empty cell.

    Without an offset it is in `tz`.
    """
    if isinstance(value, datetime):
        return _of(value.date(), value.time(), value.tzinfo or tz, value.time() != time())
    if isinstance(value, date):
        return _of(value, time(), tz, False)
    if isinstance(value, (bool, time, timedelta)):
        raise Bad(f"应是日期，却是 {value}")
    if isinstance(value, (int, float)):
        return _serial(float(value), tz)
    found = text(value, 64)
    if found is None:
        return None
    words = _WEEKDAY.sub(" ", plain(found)).strip()
    if _NUMBER.fullmatch(words):
        return _serial(float(words), tz)
    for pattern, order in ((_YMD, "ymd"), (_COMPACT, "ymd"), (_MDY, "mdy"), (_SHORT, "ymd")):
        if match := pattern.match(words):
            if (rest := words[match.end() :]) and not _TIME.fullmatch(rest):
                continue
            day = _date(match, order, found)
            clock, zone = _time(rest, found)
            return _of(day, clock or time(), zone or tz, clock is not None)
    if match := _YM.fullmatch(words):
        raise Bad(f"「{found}」缺日子")
    if _MD.fullmatch(words):
        raise Bad(f"「{found}」缺年份")
    raise Bad(f"「{found}」不是日期")


def birthday(value: Any, tz: tzinfo) -> str | None:
    """`YYYY-MM-DD`, or `MM-DD` where the year is not said."""
    if isinstance(value, str):
        found = text(value, 64)
        if found is None:
            return None
        if match := _MD.fullmatch(plain(found)):
            month, day = int(match[1]), int(match[2])
            return _checked(2000, month, day, found).strftime("%m-%d")
    known = moment(value, tz)
    return known[0].astimezone(tz).date().isoformat() if known else None


def _serial(number: float, tz: tzinfo) -> tuple[datetime, str]:
    if _SERIALS[0] <= number <= _SERIALS[1]:
        at = _EPOCH + timedelta(days=int(number), seconds=round(number % 1 * 86400))
        return _of(at.date(), at.time(), tz, number % 1 > 0)
    if number.is_integer() and 10_000_000 <= number <= 99_999_999:
        return _of(_date_of(int(number)), time(), tz, False)
    for unit in (1, 1000):
        if 631_152_000 * unit <= number < 4_102_444_800 * unit and number >= 1e9:
            at = datetime.fromtimestamp(number / unit, UTC)
            return at.replace(second=0, microsecond=0), "minute"
    raise Bad(f"「{number:g}」不是日期")


def _date_of(number: int) -> date:
    return _checked(number // 10000, number // 100 % 100, number % 100, str(number))


def _date(match: re.Match[str], order: str, found: str) -> date:
    one, two, three = int(match[1]), int(match[2]), int(match[3])
    if order == "mdy":
        month, day = (one, two) if one <= 12 else (two, one)
        if one <= 12 and two <= 12 and one != two:
            raise Bad(f"「{found}」分不清月和日，请写成 {three}-{one:02}-{two:02} 的样子")
        return _checked(three, month, day, found)
    return _checked(one + 2000 if one < 100 else one, two, three, found)


def _checked(year: int, month: int, day: int, found: str) -> date:
    try:
        made = date(year, month, day)
    except ValueError:
        raise Bad(f"「{found}」没有这一天") from None
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise Bad(f"「{found}」的年份不对")
    return made


def _time(rest: str, found: str) -> tuple[time | None, tzinfo | None]:
    if not rest.strip():
        return None, None
    match = _TIME.fullmatch(rest)
    assert match is not None
    half = (match[1] or match[5] or "").lower()
    hour, minute = int(match[2]), int(match[3] or 0)
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    if half in ("am", "凌晨", "上午") and hour == 12:
        hour = 0
    zone = match[6]
    try:
        clock = time(hour, minute)
        offset = datetime.fromisoformat(f"2000-01-01T00:00{zone.upper()}").tzinfo if zone else None
    except ValueError:
        raise Bad(f"「{found}」的时间不对") from None
    return clock, offset


def _of(day: date, clock: time, zone: tzinfo, exact: bool) -> tuple[datetime, str]:
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise Bad(f"「{day}」的年份不对")
    at = datetime.combine(day, clock.replace(second=0, microsecond=0, tzinfo=None), zone)
    return at, "minute" if exact else "day"
