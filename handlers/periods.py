"""Periods in plain commands: 本月, 上周, 最近三天, as the parser of times reads them."""

from datetime import date
from typing import Final

from crm import days
from crm.figures import saying
from handlers.context import Context
from nlp.times import find
from zh import say

PERIOD: Final = (
    "今天|今日|昨天|昨日|前天|这周|本周|上周|上上周|这个?月|本月|上个?月|这个?季度?|本季度?|上个?季度?"
    "|今年|去年|最近(?:.{1,4}[天周月年])?|近期|这段时间"
)
"""For a pattern of `handlers.phrases.says`."""


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
