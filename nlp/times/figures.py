"""Dates written with numbers, as named rules: 3月5号, 2026-03-05, 12.20, 3-5号, 15号, 二〇二六年, Q3."""

import re
from datetime import date
from typing import Final

from nlp.rule import Rule, rule
from nlp.times import recurring, spans
from nlp.times.anchors import (
    Anchor,
    Fixed,
    Floating,
    Joined,
)
from nlp.times.words import (
    NOT_A_DAY_NUMBER,
)
from nlp.values.numerals import digit_string, small_int

DIGITS: Final = "0123456789"
NUMERALS: Final = "零〇一二三四五六七八九十两俩仨廿卅"
N: Final = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_NOT_DAY: Final = "|".join(NOT_A_DAY_NUMBER)


def _iso(m: re.Match[str]) -> Anchor | None:
    return _fixed(int(m["y"]), int(m["m"]), int(m["d"]))


def _year_last(m: re.Match[str]) -> Anchor | None:
    """12/25/2026, and 25/12/2026 where no month is meant by the first."""
    first, second = int(m["a"]), int(m["b"])
    month, day = (second, first) if first > 12 else (first, second)
    return _fixed(int(m["y"]), month, day)


def _short_year_iso(m: re.Match[str]) -> Anchor | None:
    return _fixed(2000 + int(m["y"]), int(m["m"]), int(m["d"]))


def _fixed(year: int, month: int, day: int) -> Anchor | None:
    found = spans.day(year, month, day) if 1900 <= year <= 2199 else None
    return None if found is None else Fixed("day", found, found)


def _iso_month(m: re.Match[str]) -> Anchor | None:
    year, month = int(m["y"]), int(m["m"])
    return Fixed("month", *spans.month(year, month)) if 1 <= month <= 12 and 1990 <= year <= 2100 else None


def _slash(m: re.Match[str]) -> Anchor | None:
    month, day = int(m["m"]), int(m["d"])
    return recurring.month_day(month, day) if spans.day(2024, month, day) else None


def _year(m: re.Match[str]) -> Anchor | None:
    text = m["y"]
    digits = int(text) if text.isdecimal() else digit_string(text)
    number = small_int(text) if digits is None else digits
    if number is None:
        return None
    if len(text) == 2 and digits is not None:
        number += 1900 if number >= 70 else 2000
    return Fixed("year", *spans.year(number)) if 1900 <= number <= 2199 else None


def _month(m: re.Match[str]) -> Anchor | None:
    month = small_int(m["m"])
    if month is None or not 1 <= month <= 12:
        return None
    if m["d"] is None:
        return recurring.month(month)
    day = small_int(m["d"])
    return recurring.month_day(month, day) if day and spans.day(2024, month, day) else None


def _day(m: re.Match[str]) -> Anchor | None:
    day = small_int(m["d"])
    return recurring.day_of_month(day) if day and day <= 31 else None


def _run(m: re.Match[str]) -> Anchor | None:
    """3-5号, 1到3月, 一到三季度."""
    a, b, make = small_int(m["a"]), small_int(m["b"]), m["u"][0]
    if not a or not b or a >= b:
        return None
    if make in "号日" and b <= 31:
        return Joined("span", recurring.day_of_month(a), recurring.day_of_month(b))
    if make == "月" and b <= 12:
        return Joined("span", recurring.month(a), recurring.month(b))
    if make == "季" and b <= 4:
        return Joined("span", recurring.quarter(a), recurring.quarter(b))
    return None


def _quarter(m: re.Match[str]) -> Anchor | None:
    number = small_int(m["q"])
    return recurring.quarter(number) if number and number <= 4 else None


def _two_months(m: re.Match[str]) -> Anchor | None:
    """三四月份."""
    first, last = small_int(m["a"]), small_int(m["b"])
    if not first or last != first + 1:
        return None
    return Joined("span", recurring.month(first), recurring.month(last))


def _years(m: re.Match[str]) -> Anchor | None:
    """2012到2014年."""
    first, last = spans.year(int(m["a"])), spans.year(int(m["b"]))
    return Joined("span", Fixed("year", *first), Fixed("year", *last)) if first < last else None


def _decade(m: re.Match[str]) -> Anchor | None:
    tens = small_int(m["d"])
    if tens is None or tens % 10:
        return None
    century = m["c"] and small_int(m["c"])
    year = (100 * (century - 1) if century else 1900 if tens >= 30 else 2000) + tens
    return Fixed("year", date(year, 1, 1), date(year + 9, 12, 31))


def point_day_at(text: str, at: int) -> tuple[Anchor, int] | None:
    """11.5 as a day: only behind another day written so (10.20到11.5)."""
    match = _POINT_AFTER_TO.match(text, at)
    anchor = _slash(match) if match else None
    return None if match is None or anchor is None else (anchor, match.end())


def bare_day_at(text: str, at: int) -> tuple[Floating, int] | None:
    """本月二十七: a day without 号, only behind a month."""
    match = _DAY_WITHOUT_UNIT.match(text, at)
    day = small_int(match["d"]) if match else None
    return None if match is None or not day or day > 31 else (recurring.day_of_month(day), match.end())


def _month_only(m: re.Match[str]) -> Anchor | None:
    month = small_int(m["m"])
    return recurring.month(month) if month and month <= 12 else None


NUMBER_RULES: Final[tuple[Rule[Anchor], ...]] = (
    rule(
        "year month day",
        DIGITS,
        r"(?P<y>\d{4}) ?(?P<s>[-/.年]) ?(?P<m>\d{1,2}) ?(?:(?P=s)|月) ?(?P<d>\d{1,2})(?:日|号|(?![\d.]))",
        _iso,
    ),
    rule("year month day, spaced", DIGITS, r"(?P<y>20\d\d) (?P<m>\d{2}) (?P<d>\d{2})(?!\d)", _iso),
    rule(
        "year month day, run together",
        DIGITS,
        r"(?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
        _iso,
    ),
    rule(
        "short year month day",
        DIGITS,
        r"(?P<y>[0-4]\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d.-])",
        _short_year_iso,
    ),
    rule("year last", DIGITS, r"(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>(?:19|20)\d\d)(?!\d)", _year_last),
    rule("year and month", DIGITS, r"(?P<y>\d{4})[-/.](?P<m>0[1-9]|1[0-2])(?![\d万元w%-])", _iso_month),
    rule(
        "run of days or months",
        DIGITS + NUMERALS,
        rf"第?(?P<a>{N}) ?(?:-|~|—|到|至) ?第?(?P<b>{N})(?P<u>号(?!{_NOT_DAY})|日|月(?:份)?|季度)",
        _run,
    ),
    rule(
        "month and day",
        DIGITS + NUMERALS,
        f"(?P<m>{N}) ?月(?:份)?(?:的)? ?(?P<d>{N}) ?(?:[日号](?!{_NOT_DAY})"
        r"|(?![\d%万千百亿个台桶家号年月点元块件份人位次单多来天w周:期]|\.\d))",
        _month,
    ),
    rule(
        "month", DIGITS + NUMERALS, rf"(?P<m>{N}) ?月(?:份)?(?P<d>)?(?![饼球亮台])", lambda m: _month_only(m)
    ),
    rule(
        "year",
        DIGITS + NUMERALS,
        r"(?P<y>\d{4}|[12][0-9]|0\d|[一二][零〇一二三四五六七八九]{3}|[零〇九八][零〇一二三四五六七八九]"
        "|一[零〇三四五六七八九]|二[零〇一二四五六七八九]"  # 一二年 and 二三年 are one or two, two or three
        rf"|[一二][零〇一二三四五六七八九](?= ?年 ?{N} ?月)"
        "|[一两二]千(?:零?[一二三四五六七八九十]{1,3})?) ?年(?:度)?(?!前|后|内|以[前后内来]|之[前后内]|多"
        "|[来期]|质保|保修|经验|老|了|合同|一[次签])",
        lambda m: _year(m),
    ),
    rule(
        "year before a part of it",
        DIGITS,
        r"(?P<y>20[0-4]\d) ?(?=Q[1-4]|[上下]半年|第?[一二三四1-4]季度)",
        _year,
    ),
    rule(
        "day of the month",
        DIGITS + NUMERALS,
        rf"(?<![路街道巷弄])(?P<d>{N}) ?(?:日(?![元本内期])|号(?!{_NOT_DAY}))",
        _day,
    ),
    rule("quarter", DIGITS + NUMERALS, r"(?P<q>[一二三四1-4]) ?季(?:度)?(?!报)", _quarter),
    rule(
        "decade",
        DIGITS + NUMERALS,
        r"(?:(?P<c>二十一?|十九|19|2[01])世纪)?(?P<d>\d0|[一二三四五六七八九]十)年代",
        _decade,
    ),
    rule(
        "month slash day",
        DIGITS,
        r"(?P<m>0?[1-9]|1[0-2])/(?P<d>0?[1-9]|[12]\d|3[01])(?![\d/]|分|的?(?:比例|概率|机会))",
        _slash,
    ),
    rule(
        "month point day",
        DIGITS,
        r"(?P<m>0?[1-9]|1[0-2])\.(?P<d>[12]\d|3[01]|0[1-9]|[1-9](?=前|之前|以前|号|日|到|[上下中]午|早|晚"
        r"|[-~]\d+\.\d|那天|去|见|开会|交))(?![\d.%万千百亿元块折米吨倍分kKwWmMgGvV]|号线|版|个(?!工作日))"
        "[号日]?",
        _slash,
    ),
    rule("month dash day", DIGITS, r"(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?![\d-])", _slash),
)
_POINT_AFTER_TO: Final = re.compile(
    r"(?P<m>1[0-2]|0?[1-9])\.(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.万千百亿元块%kwKW])"
)
_DAY_WITHOUT_UNIT: Final = re.compile(
    "(?P<d>[二三]?十[一二三四五六七八九]|[二三]十|廿[一二三四五六七八九]?|卅)"
    "(?![号日几多来一二三四五六七八九十百千万亿个台桶家点元块件份人位单次天周年月分])"
)
ORDINAL_RULES: Final[tuple[Rule[Anchor], ...]] = (
    rule("ordinal quarter", "第", r"第(?P<q>[一二三四1-4])个?季度", _quarter),
    rule("two quarters", "一二三1-3", r"(?P<a>[一二三1-3])[、,和]?(?P<b>[二三四2-4])(?P<u>季)度", _run),
    rule(
        "two months",
        "一二三四五六七八九",
        r"(?P<a>[一二三四五六七八九])(?P<b>[一二三四五六七八九])(?P<u>月)份?",
        _two_months,
    ),
    rule("run of years", "12", r"(?P<a>(?:19|20)\d\d)年?(?:-|~|到|至)(?P<b>(?:19|20)\d\d)年", _years),
    rule("Q quarter", "qQ", r"[qQ](?P<q>[1-4])(?![\dA-Za-z])", _quarter),
)
