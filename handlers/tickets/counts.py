"""Tickets counted: 「投诉最多的客户」「各类型的工单数」「工单平均多久处理完」; by whom is a report."""

import re
from typing import Final

from crm.tickets import tickets
from crm.tickets.tickets import TYPES
from handlers.context import Context
from handlers.paging import listing
from handlers.periods import in_words, passed
from handlers.phrases import says
from handlers.registry import handles
from handlers.slots import span
from handlers.tickets import words
from handlers.tickets.views import type_in
from nlp.frames import Frame

WHEN: Final = "(?P<when>今天|昨天|这周|本周|上周|这个月|本月|上个?月|这个?季度|本季度|上个?季度|今年)?的?"
WHAT: Final = "(?:工单|报修|维修|投诉|客诉|咨询)(?:工单|单)?"
MANY: Final = "(?:数量?|多少|几[张个]|情况|分布|排名)?"


@says(
    f"{WHEN}(?:哪[个家]客户|谁家|哪家)的?{WHAT}最多",
    f"{WHEN}{WHAT}最多的?(?:是)?(?:客户|哪[个家]客户|哪家|谁家)(?:是哪[个家]|是谁|有哪些)?",
    f"{WHEN}(?:各个?|每个|每家)客户的?{WHAT}{MANY}",
    f"{WHEN}{WHAT}{MANY}按客户(?:看|分|统计)?",
)
def read_by_customer(match: re.Match[str], ctx: Context) -> Frame:
    return _frame("customer", match, ctx)


@says(
    f"{WHEN}(?:各个?|每个|每种|各种)类型的?{WHAT}{MANY}",
    f"{WHEN}{WHAT}{MANY}按类型(?:看|分|统计)?",
    f"{WHEN}{WHAT}(?:都)?(?:有|是)(?:哪些|什么|哪几种)类型(?:最多)?",
)
def read_by_type(match: re.Match[str], ctx: Context) -> Frame:
    return _frame("type", match, ctx)


@says(
    f"{WHEN}{WHAT}的?(?:平均|一般)(?:要|需要|得)?(?:多久|多长时间|几天|几个?小时)"
    "(?:能|可以|才能?)?(?:处理|修|解决|响应|关)?(?:完|好|掉)?",
    f"{WHEN}{WHAT}的?(?:平均)?(?:处理|响应|解决|维修)(?:时长|时间|用时|速度)(?:是)?(?:多少|多久|怎么样)?",
    f"{WHEN}平均(?:处理|响应|解决|维修)(?:时长|时间|用时)(?:是)?(?:多少|多久)?",
)
def read_lasted(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("ticket.lasted", _frame("", match, ctx).slots)


def _frame(by: str, match: re.Match[str], ctx: Context) -> Frame:
    """The running month where no time is said."""
    return Frame("ticket.counted", {"by": by, "range": passed(match["when"] or "本月", ctx)})


@handles("ticket.counted")
def counted(frame: Frame, ctx: Context) -> str:
    """By customer or by type, most first, with what it counts."""
    by, kind = str(frame.slots["by"]), type_in(ctx.text)
    found = tickets.counted(ctx.session, by, *span(str(frame.slots["range"]), ctx.tz), kind)
    what = f"{in_words(str(frame.slots['range']), ctx)}{TYPES[kind] if kind else '工单'}"
    if not found:
        return f"{what}：没有。"
    total = sum(many for _, many in found)
    lines = [
        f"{n}. {name if by == 'customer' else TYPES.get(name, '没说类型')} {many}张"
        for n, (name, many) in enumerate(found, 1)
    ]
    head = f"{what} 按{'客户' if by == 'customer' else '类型'}：共{total}张"
    return "\n".join([listing(ctx, head, lines, foot=1), words.COUNTED])


@handles("ticket.lasted")
def lasted(frame: Frame, ctx: Context) -> str:
    """How long they took that were closed in that time."""
    kind, when = type_in(ctx.text), str(frame.slots["range"])
    found = tickets.lasted(ctx.session, *span(when, ctx.tz), kind)
    return words.lasted(in_words(when, ctx), TYPES[kind] if kind else "工单", found)
