"""「有什么异常」「上周有没有不对劲的地方」: counts that are not as usual, with what they stand beside."""

import re
from datetime import date, timedelta

from crm import days
from crm.figures import anomalies, saying
from crm.figures.anomalies import Odd
from crm.figures.measures import BY_KEY
from crm.people.team import name_of
from handlers.context import Context
from handlers.figures.asked import keep
from handlers.periods import PERIOD, range_of
from handlers.phrases import says
from handlers.registry import handles
from nlp.frames import Frame

ODD = "异常|反常|不对劲|不正常|异样|蹊跷"
WHICH = "什么|啥|哪些|没有|没|哪里|何"
OF = "数据|数字|指标|业务|业绩|团队|销售|生意"


@says(
    rf"(?:看看|看一?下|查一?下|查查)?({PERIOD})?(?:的|,)?(?:{OF})?(?:的)?(?:里|上|中)?({PERIOD})?"
    rf"(?:有|是否有)(?:{WHICH})(?:{OF})?(?:是)?(?:{ODD})(?:的)?(?:地方|数据|数字|变化|波动|情况)?(?:吗|呢|么|没有|没)?",
    rf"(?:看看|看一?下|查一?下|查查)?({PERIOD})?(?:的)?(?:{OF})(?:的)?()(?:{ODD})(?:分析|提醒)?(?:吗|呢|么)?",
    rf"({PERIOD})?(?:的)?(?:{OF}){{0,2}}()(?:哪里|哪儿|哪些)(?:地方)?(?:{ODD})(?:了)?",
)
def read_odd(match: re.Match[str], ctx: Context) -> Frame:
    """The period as the parser of times reads it; none: this week, and the last whole day."""
    return Frame("report.odd", range_of(match[1] or match[2], ctx))


@handles("report.odd")
def odd(frame: Frame, ctx: Context) -> str:
    """Conclusion first, the strangest first; what one asks next is about that one."""
    looked = _periods(frame, ctx)
    team = name_of(ctx.session, ctx.scope)
    found: list[tuple[str, Odd]] = []
    for name, first, last in looked:
        found += [(name, one) for one in anomalies.find(ctx.session, first, last, ctx.tz, ctx.now)]
    spans = "、".join(name for name, _, _ in looked)
    if not found:
        names = "、".join(BY_KEY[key].name for key in anomalies.KEYS if key in BY_KEY)
        return f"{team} {spans}没有看出异常（看了{names}）。\n口径：{anomalies.MEANING}。"
    first_odd = found[0][1]
    days_ = f"{first_odd.first.isoformat()}/{first_odd.last.isoformat()}"
    keep(Frame("report.show", {"measure": first_odd.measure.key, "range": days_}), ctx)
    lines = [f"{n}. {anomalies.said(one, name)}" for n, (name, one) in enumerate(found, 1)]
    head = f"{team} 有{len(found)}处和往常不一样："
    return "\n".join([head, *lines, f"回「按人看」看是谁。口径：{anomalies.MEANING}。"])


def _periods(frame: Frame, ctx: Context) -> list[tuple[str, date, date]]:
    """What is looked at, with its name: whole days only."""
    today, whole = days.today(ctx.now, ctx.tz), anomalies.whole_day(ctx.now, ctx.tz)
    if "range" in frame.slots:
        start, _, end = str(frame.slots["range"]).partition("/")
        first, last = date.fromisoformat(start[:10]), date.fromisoformat((end or start)[:10])
        last = max(first, min(last, whole))
        return [(saying.period(first, last, today), first, last)]
    monday = whole - timedelta(days=whole.weekday())
    week = "本周" if today - monday < timedelta(days=7) else "上周"
    day = ("今天" if whole == today else "昨天", whole, whole)
    if whole == monday:
        return [day]
    so_far = "" if whole.weekday() >= 4 else f"前{whole.weekday() + 1}天"
    return [(f"{week}{so_far}", monday, whole), day]
