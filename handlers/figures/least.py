"""谁跟进最少, 倒数第一是谁: a ranking from its end, with those who have nothing at all."""

import re
from typing import Final

from crm.figures.questions import Question
from crm.figures.without import without
from handlers.context import Context

LEAST: Final = re.compile("最[少低差慢弱拉]|垫底|倒数|末位|最后一名")
COUNTED_BY: Final = {"revenue": "orders", "followed": "interactions", "visited": "visits"}
"""Who has none of these is found by the records behind them."""
MEASURES: Final = ("interactions", "visits", "customers", "opportunities", "orders", "payments", "tasks_done")


def nobody(asked: Question, ctx: Context) -> str:
    """Those who are in no row, in a line; empty where all are, or where rows of zero cannot be told."""
    key = COUNTED_BY.get(asked.measure, asked.measure)
    if key not in MEASURES or asked.whose != "all" or asked.filters:
        return ""
    found, _ = without(ctx.session, key, asked.first, asked.last, ctx.tz, ctx.now)
    return f"一个都没有的：{'、'.join(user.name for user in found)}" if found else ""
