"""Periods in plain commands: 本月, 上周, 最近三天, as the parser of times reads them."""

import re
from datetime import date
from typing import Final

from crm import days
from crm.figures import saying
from handlers.context import Context
from nlp.times import find
from nlp.values.numerals import small_int
from zh import say

PERIOD: Final = (
    "今天|今日|昨天|昨日|前天|这周|本周|上周|上上周|这个?月|本月|上个?月|这个?季度?|本季度?|上个?季度?"
    "|今年|去年|最近(?:.{1,4}[天周月年])?|近期|这段时间"
)
"""For a pattern of `handlers.phrases.says`."""


LENGTH: Final = r"(?P<many>\d{1,4}|[一二两三四五六七八九十半]+)个?(?P<unit>天|周|星期|月|季度|年)"
UNIT_DAYS: Final = {"天": 1, "周": 7, "星期": 7, "月": 30, "季度": 90, "年": 365}


def days_of(match: re.Match[str]) -> int:
    """The days of what `LENGTH` matched; 0 where it did not."""
    if not match["unit"]:
        return 0
    many = 0.5 if match["many"] == "半" else small_int(match["many"]) or 0
    return int(many * UNIT_DAYS[match["unit"]])


FIRST: Final = re.compile(
    r"(?:最[大多高][的了]?前?|前)(?P<first>\d{1,2}|[一二两三四五六七八九十]+)(?:大|名|位|家|笔|[个单](?!月|季|周|星期|礼拜|工作)|的)"
)


def first_of(text: str) -> int:
    """How many of the first ones are asked for: 前五大客户, 最大的三个单子; 0: it is not said."""
    match = FIRST.search(text)
    return (small_int(match["first"]) or 0) if match else 0


def range_of(said: str | None, ctx: Context) -> dict[str, str]:
    """`{"range": "2026-11-01/2026-11-30"}`; empty where nothing was said, or nothing that has days."""
    times = find(said, ctx.now.astimezone(ctx.tz), "past") if said else []
    return {"range": times[0].value} if times else {}


def passed(said: str, ctx: Context) -> str:
    """A time that is said, as a period that has gone or runs: 本月 is `2026-11-01/2026-11-30`."""
    return find(said, ctx.now.astimezone(ctx.tz))[0].as_period("past")


def in_words(value: str, ctx: Context) -> str:
    """A range of the contract as it is said: 今天, 11月23–29日."""
    first, _, last = value.partition("/")
    begin, end = date.fromisoformat(first[:10]), date.fromisoformat((last or first)[:10])
    today = days.today(ctx.now, ctx.tz)
    return (say.near(begin, today) if begin == end else "") or saying.period(begin, end, today)
