"""Figures in the words of a chat: 125.3万, 38%, 12.5天, and how much more or less that is."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from crm.figures.buckets import GRAINS
from crm.figures.measures import Measure
from crm.figures.questions import Number

EVER = date(2000, 1, 1)
"""The first day of a figure over all time; no company's books begin before."""
WAN, YI = Decimal(10_000), Decimal(100_000_000)


def number(measure: Measure, value: Number | None) -> str:
    """With its unit; money of ten thousand and more in 万, of a hundred million in 亿."""
    if value is None:
        return "无数据"
    if measure.money:
        return money(Decimal(str(value)))
    if isinstance(value, int):
        return f"{value}{measure.unit}"
    return f"{_plain(Decimal(str(value)), 1)}{measure.unit}"


def money(value: Decimal) -> str:
    """`3,500元`, `12.5万元`, `1.2亿元`: two places at most, none that say nothing."""
    if abs(value) >= YI:
        return f"{_plain(value / YI, 2)}亿元"
    return f"{_plain(value / WAN, 2)}万元" if abs(value) >= WAN else f"{_plain(value, 2)}元"


def _plain(value: Decimal, places: int) -> str:
    """With at most so many places and without trailing zeros."""
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".")


def change(measure: Measure, now: Number | None, then: Number | None) -> str:
    """`+12%`; of percentages in points; what was nothing before has no percentage."""
    if now is None or then is None:
        return "无可比"
    apart = float(now) - float(then)
    if measure.unit == "%":
        return f"{apart:+.1f}个百分点"
    if not then:
        return "持平" if not now else "之前为0"
    return "持平" if not apart else f"{100 * apart / float(then):+.0f}%"


def adds_up(measure: Measure, by: Sequence[str]) -> bool:
    """Whether shares of the whole mean anything: not of rates, nor along a calendar."""
    return measure.bottom is None and not set(GRAINS) & set(by)


def period(first: date, last: date, today: date) -> str:
    """`11月1–24日`, `11月24日`, `2025年11月1日–2026年1月31日`."""
    if first == EVER:
        return f"到{_day(last, today)}累计"
    if first == last:
        return _day(first, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_day(first, today).removesuffix('日')}–{last.day}日"
    if first.year == last.year:
        return f"{_day(first, today)}–{last.month}月{last.day}日"
    return f"{first.year}年{first.month}月{first.day}日–{last.year}年{last.month}月{last.day}日"


def whole(first: date, last: date, today: date) -> str:
    """A whole month, quarter or year as it is called: `9月`, `2025年3季度`, `上半年`; else as `period`."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month if first.day == after.day == 1 else 0
    year = "" if first.year == today.year else f"{first.year}年"
    if months == 1:
        return f"{year}{first.month}月"
    if months == 3 and first.month % 3 == 1:
        return f"{year}{(first.month + 2) // 3}季度"
    if months == 6 and first.month in (1, 7):
        return f"{year}{'上' if first.month == 1 else '下'}半年"
    return f"{first.year}年" if months == 12 and first.month == 1 else period(first, last, today)


def _day(day: date, today: date) -> str:
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日"


def label(dimension: str, words: str) -> str:
    """A row's name for a person: `11月`, `3季度`, `11月23日起的一周`."""
    if dimension not in GRAINS:
        return f"{words}级" if dimension == "level" and len(words) == 1 else words
    day = date.fromisoformat(words)
    match dimension:
        case "day":
            return f"{day.month}月{day.day}日"
        case "week":
            return f"{day.month}/{day.day}周"
        case "month":
            return f"{day.year}年{day.month}月" if day.month == 1 else f"{day.month}月"
    return f"{day.year}年{(day.month + 2) // 3}季度"
