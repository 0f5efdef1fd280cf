"""Two periods side by side: 「三季度和二季度比」「9月回款比8月多多少」「上半年和下半年哪个好」."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from crm import days
from crm.figures import saying
from crm.figures.questions import Number, Question, Row, answer, measure_of, total
from handlers.context import Context
from handlers.figures import words
from handlers.figures.asked import again, last_asked
from handlers.figures.meant import USUAL, question, title_of
from handlers.figures.read import department_in
from handlers.figures.several import NAMED, key_of
from handlers.paging import listing
from handlers.phrases import says
from handlers.vocabulary import parse
from nlp import times
from nlp.frames import Frame

_NUMBER: Final = "(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_TIME: Final = (
    rf"(?:(?:20\d\d年|[今去前]年)的?)?(?:{_NUMBER}月份?|第?[一二三四1-4]季度?|q[1-4]|[上下]半年)"
    r"|20\d\d年|[今去前]年|(?:[这本上]|上上)个?(?:月|周|季度|季|星期)|[今昨前]天"
)
_WHAT: Final = f"(?:{'|'.join(NAMED.values())})"
SOLD: Final = re.compile("[签卖做]得?")
_BETTER: Final = "(?:更|比较)?(?:多|好|高|强)"
_HOW: Final = (
    "(?:的?(?:情况|数据)|怎么样|咋样|如何|(?:相差|差|多|少|涨|增长|高|降|跌|下降)了?(?:多少|几[个家次单])?钱?"
    f"|(?:是)?哪[个段一](?:季度?|月|年|周|天)?的?(?:{_WHAT}|[签卖做])?得?{_BETTER}|{_BETTER}(?:还是少|吗|么|不[多好])|对比|相?比|比一比|一下|看看|呢)*"
)


@says(
    rf"(?P<who>.{{0,8}}?)(?P<one>{_TIME})的?(?P<what>{_WHAT})?的?(?:对比|相比|比|vs|和|跟|与|同)"
    rf"(?P<other>{_TIME})的?(?:相比|对比|比)?(?P<more>{_WHAT})?(?P<how>{_HOW})",
    rf"(?:对比|比较|比)(?:一?下)?(?P<who>.{{0,8}}?)(?P<one>{_TIME})(?:和|跟|与)(?P<other>{_TIME})的?"
    rf"(?P<what>{_WHAT})?(?P<more>)(?P<how>)",
)
def read_two_periods(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of the figure that was said, else of the one asked for last, else 销售额; whose likewise."""
    ranges = [_range(match[name], ctx) for name in ("one", "other")]
    if ctx.open is not None or not all(ranges) or ranges[0] == ranges[1]:
        return None
    if not match["how"] and "比" not in match[0]:
        return None  # 9月和10月 alone
    last = last_asked(ctx)
    base = Frame("report.show", {"measure": USUAL})
    if match["who"].strip(" 的"):
        base = parse(f"{match['who']}{match['one']}销售额", ctx)[0]
        named = base.slots.keys() - {"measure", "range"} or department_in(match["who"], ctx)
        if base.intent != "report.show" or not named:
            return None
    elif last is not None and "measure" in last.slots:
        base = last
    in_how = re.search(_WHAT, match["how"])
    said = match["what"] or match["more"] or (in_how[0] if in_how else "")
    told = {"measure": key_of(said)} if said else {"measure": USUAL} if SOLD.search(match["how"]) else {}
    slots = again(base, {**told, "range": ranges[0]}).slots
    shown = {name: value for name, value in slots.items() if name not in ("compare", "least")}
    return replace(base, slots={**shown, "other": ranges[1]})


def _range(said: str, ctx: Context) -> str:
    found = times.find(said, ctx.now.astimezone(ctx.tz))
    return found[0].as_period("past") if len(found) == 1 else ""


def beside(frame: Frame, ctx: Context) -> str:
    """The figure of both periods and how far they are apart; of each row where it is split."""
    asked = question(frame, ctx)
    other = question(again(frame, {"range": frame.slots["other"]}), ctx)
    measure, today = measure_of(asked.measure), days.today(ctx.now, ctx.tz)
    both = [
        (saying.whole(one.first, one.last, today), total(ctx.session, one, ctx.tz).value)
        for one in (asked, other)
    ]
    head = words.apart(title_of(asked, measure, ctx, when=""), measure, both)
    ends = (frame.slots["range"], frame.slots["other"])
    fair = [
        _as_far(one, than, ctx)
        for one, than, span in ((asked, other, ends[0]), (other, asked, ends[1]))
        if str(span).partition("/")[2][:10] > str(today)
    ]
    notes = "\n".join([*filter(None, fair), words.meaning(measure)])
    if not asked.by:
        return f"{head}\n{notes}"
    lines = words.rows(asked, measure, *_rows(asked, other, ctx))
    return "\n".join([listing(ctx, head, lines, foot=1), notes])


def _as_far(running: Question, than: Question, ctx: Context) -> str:
    """What the longer period had after as many days as the running one has had."""
    last = than.first + (running.last - running.first)
    if last >= than.last:
        return ""
    measure, today = measure_of(than.measure), days.today(ctx.now, ctx.tz)
    then = total(ctx.session, replace(than, last=last), ctx.tz).value
    return words.as_far(saying.period(than.first, last, today), saying.number(measure, then))


def _rows(asked: Question, other: Question, ctx: Context) -> tuple[list[Row], Mapping[Any, Number | None]]:
    """Those of the first period and those that only the other has, with what the other has of each."""
    now = answer(ctx.session, asked, ctx.tz)
    then = answer(ctx.session, other, ctx.tz)
    known = {(row.labels, row.ids) for row in now}
    gone = [replace(row, top=0) for row in then if (row.labels, row.ids) not in known]
    return [*now, *gone], {(row.labels, row.ids): row.value for row in then}
