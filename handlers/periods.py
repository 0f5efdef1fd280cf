"""Periods in plain commands: 本月, 上周, 最近三天, as the parser of times reads them."""

from typing import Final

from handlers.context import Context
from nlp.times import find

PERIOD: Final = (
    "今天|今日|昨天|昨日|前天|这周|本周|上周|上上周|这个?月|本月|上个?月|这个?季度?|本季度?|上个?季度?"
    "|今年|去年|最近(?:.{1,4}[天周月年])?|近期|这段时间"
)
"""For a pattern of `handlers.phrases.says`."""


def range_of(said: str | None, ctx: Context) -> dict[str, str]:
    """`{"range": "2026-11-01/2026-11-30"}`; empty where nothing was said, or nothing that has days."""
    times = find(said, ctx.now.astimezone(ctx.tz), "past") if said else []
    return {"range": times[0].value} if times else {}
