"""数字: 「这个月华东各行业的回款」「上季度谁签单最多」; then 「按人看」「只看A类」「上个月呢」."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from crm import days
from crm.errors import Refused
from crm.figures import asking, buckets, periods, saying
from crm.figures.measures import Measure
from crm.figures.plot import Item, Plot
from crm.figures.questions import Number, Question, Row, answer, measure_of, total
from handlers.context import Context
from handlers.figures import least as figures_least
from handlers.figures import words
from handlers.figures.asked import again, keep, last_asked
from handlers.figures.meant import FILTERS, USUAL, asked_days, narrowed, question, title_of
from handlers.figures.periods import beside
from handlers.figures.read import BEFORE, YEAR, about, department_in
from handlers.figures.several import each, key_of
from handlers.paging import listing
from handlers.phrases import says
from handlers.registry import handles
from handlers.reports import intents as reports
from handlers.vocabulary import parse
from models.outbox import Chart
from nlp.frames import Frame

ALONG_TIME: Final = ("day", "week", "month", "quarter")
MOST_BARS: Final = 12
MOST_COLUMNS: Final = 12
PAGE_DAYS: Final = 7
COMPARED: Final = re.compile("对比|环比|同比|相比|比[上去前]|[跟和与][上去前].{1,4}比")
PIECES: Final = re.compile(
    "(?:卖|售|销|出货|发货).{0,4}(?:多少|几)([台件套箱瓶吨盒袋桶只支把张块包卷片辆组斤米]|公斤)|(?:销售|卖出的?|出货)数量()"
)
COUNTS: Final = re.compile(
    "(?<![签做卖])了(?:多少|几)[个张条次件趟]"
)  # 我今天寄了几个: of what, is not money


@handles("report.show")
def show(frame: Frame, ctx: Context) -> str:
    """One figure, or one split by something, with what it stands beside and what it means."""
    whole = with_last(frame, ctx)
    with about(whole, ctx) as team:
        if is_named(whole):
            span = named_days(whole, ctx)
            keep(whole, ctx)
            said = reports.by_name(str(whole.slots["kind"]), ctx, *span, team=team)
            return "\n".join(filter(None, [said, _left_out(whole, span, ctx)]))
        tell = beside if "other" in whole.slots else _figure
        said = "\n".join(tell(one, ctx) for one in each(whole))
        keep(whole, ctx)
        return said


def _left_out(frame: Frame, span: tuple[date, date], ctx: Context) -> str:
    """What a report by its name does not do, where it was asked for: it is whole, and a funnel is of now."""
    filters = [narrowed(name, frame, ctx) for name in FILTERS if name in frame.slots]
    if frame.slots["kind"] != "funnel":
        return words.not_narrowed(filters)
    earlier = span[1] < days.today(ctx.now, ctx.tz) or COMPARED.search(ctx.text) is not None
    return words.funnel_is(filters, split="by" in frame.slots, earlier=earlier)


def _figure(frame: Frame, ctx: Context) -> str:
    asked = question(frame, ctx)
    measure = measure_of(asked.measure)
    head = _head(asked, measure, frame, ctx)
    meaning = words.meaning(measure) + _page(asked, frame, ctx)
    if asked.measure == "revenue" and (pieces := PIECES.search(ctx.text)):
        meaning = f"{words.not_pieces(pieces[1])}\n{meaning}"
    if not asked.by:
        return "\n".join(filter(None, [*head, meaning]))
    rows = [row for row in answer(ctx.session, asked, ctx.tz) if row.value is not None]
    if not rows:
        return "\n".join([head[0], "这段时间没有记录。"])
    if len(rows) > 1:
        ctx.send(Chart(_plot(asked, measure, rows, title_of(asked, measure, ctx)).to_json()))
    if "least" in frame.slots and "user" in asked.by:
        rows = rows[::-1]
        meaning = "\n".join(filter(None, [figures_least.nobody(asked, ctx), meaning]))
    lines = words.rows(asked, measure, rows, _earlier(asked, frame, ctx))
    if 0 < (first := int(frame.slots.get("first", 0))) < len(lines):
        meaning = f"{words.only_first(first, len(lines))}\n{meaning}"
        lines = lines[:first]
    return "\n".join([listing(ctx, head[0], lines, foot=1), meaning])


def _page(asked: Question, frame: Frame, ctx: Context) -> str:
    """The link to the records behind it, and to the other ways to split it."""
    args = asking.args_of(replace(asked, until=ctx.now), frame.slots.get("about", ""))
    return words.page(ctx.links.page("figure", ctx.user.id, ctx.now, PAGE_DAYS, **args))


def _earlier(asked: Question, frame: Frame, ctx: Context) -> Mapping[Any, Number | None] | None:
    """The same rows as they were in the period that was asked for beside it; None: none was."""
    if "compare" not in frame.slots or set(ALONG_TIME) & set(asked.by):
        return None
    first, last = _beside(asked)[frame.slots["compare"] == "year"]
    rows = answer(ctx.session, replace(asked, first=first, last=last), ctx.tz)
    return {(row.labels, row.ids): row.value for row in rows}


def _beside(asked: Question) -> tuple[periods.Period, periods.Period]:
    return periods.before(asked.first, asked.last), periods.year_ago(asked.first, asked.last)


def is_named(frame: Frame) -> bool:
    """Whether a report is meant by its name, 周报 or 漏斗, and not a figure."""
    return "measure" not in frame.slots and frame.slots.get("kind") in reports.NAMED


def named_days(frame: Frame, ctx: Context) -> tuple[date, date]:
    """Of a report by its name; not said: the running day, week or month."""
    if "range" in frame.slots:
        return asked_days(frame.slots, ctx)
    return reports.running(str(frame.slots["kind"]), days.today(ctx.now, ctx.tz))


def with_last(frame: Frame, ctx: Context) -> Frame:
    """「按人看」 after a figure: what is not said stays as it was asked before."""
    if "measure" not in frame.slots and COUNTS.search(ctx.text) and not frame.slots.get("kind"):
        raise Refused(words.COUNTS_WHAT)
    last = last_asked(ctx)
    if "measure" in frame.slots or frame.slots.get("kind"):
        return frame if is_named(frame) else _usual(frame)
    if last is None or is_named(last) or (DEED.search(ctx.text) and frame.slots.keys() - {"by"}):
        return _usual(frame)
    return again(last, frame.slots, frame.refs)


def _usual(frame: Frame) -> Frame:
    return replace(frame, slots={"measure": USUAL, **frame.slots})


DEED: Final = re.compile("[签卖]|成交|下单|回款|到账|收款|跟进|拜访|联系|新增|开发")
"""上个月小王签了哪几家 is a question of its own: what was asked before is no condition of it."""


PAST: Final = (
    r"(?:今年|去年|前年|(?:本|这个?|上上?个?)(?:月|周|季度|礼拜|星期)|今天|昨天|前天|[1-9]\d?月份?|全年"
    r"|上半年|下半年|(?:最?近|过去)(?:\d{1,3}|[一二三四五六七八九十]+)个?(?:天|周|月|年))"
)


@says(
    r"(?:那|再|就)?只看(.{1,12}?)的?",
    r"(?:那|再)?(.{1,12}?)(?:的)?呢",
    r"(按[^按和、,]{1,6}(?:看|分|排)?)",
    rf"(?:那|看|要|就)*({PAST})的?(?:数据|数字|情况)?",
)
def read_narrower(match: re.Match[str], ctx: Context) -> Frame | None:
    """「只看A类」「上个月呢」: read as if the measure had been said again."""
    last = last_asked(ctx)
    if last is None or is_named(last) or YEAR.search(match[0]) or BEFORE.search(match[0]):
        return None
    if department_in(match[1], ctx):
        return last
    same = False
    name, more = measure_of(last.slots["measure"]).name, match[1]
    for said in (f"{more}{name}", f"{more}的{name}", f"{more}客户的{name}"):
        found = parse(said, ctx)[0]
        told = {key: value for key, value in found.slots.items() if key not in ("kind", "measure")}
        if "customer" in told and not found.refs.get("customer"):
            continue  # a word that is nobody's name may be an industry's
        if found.intent == "report.show" and any(last.slots.get(key) != value for key, value in told.items()):
            return again(last, told, found.refs)
        same = same or (found.intent == "report.show" and bool(told))
    if same:
        return last
    alone = parse(f"{more}销售额", ctx)[0].slots  # 上周呢, of a measure whose name is no question: 完成待办
    timed = alone.keys() == {"measure", "range"}
    return again(last, {"range": alone["range"]}) if timed else None


@says(
    "(?:给我|帮我|再|能)*(?:画|出|做|来|生成|发)(?:个|张|一个|一张|成)?"
    "(?:图|图表|柱状图|折线图|饼图|条形图)(?:看看|吧|吗)?"
)
def read_drawn(_match: re.Match[str], ctx: Context) -> Frame | None:
    """画个图: the figure just shown, split as it was; else along time, by days or by months."""
    last = last_asked(ctx)
    if last is None or is_named(last):
        return None
    if "by" in last.slots:
        return last
    first, final = asked_days(dict(last.slots), ctx)
    return again(last, {"by": "month" if (final - first).days > DRAWN_BY_DAY else "day"})


DRAWN_BY_DAY = 45  # days; longer is drawn by month


@says(r"(?:那|再)?(?:换成|改成|改看|看看)(.{2,8})")
def read_other_measure(match: re.Match[str], ctx: Context) -> Frame | None:
    """「换成回款」: another measure, all else as before."""
    last = last_asked(ctx)
    if last is None or is_named(last):
        return None
    measure = key_of(match[1]) or parse(f"这个月{match[1]}", ctx)[0].slots.get("measure")
    return again(last, {"measure": measure}) if measure else None


def _head(asked: Question, measure: Measure, frame: Frame, ctx: Context) -> tuple[str, str]:
    """Whose, when and what: the figure, and how it has changed; then what it was before and a year ago."""
    now = total(ctx.session, asked, ctx.tz).value
    today = days.today(ctx.now, ctx.tz)
    spans = dict(zip(reversed(_beside(asked)), ("去年同期", "上期"), strict=True))  # of a year both are one
    earlier = [
        (name, span, total(ctx.session, replace(asked, first=span[0], last=span[1]), ctx.tz).value)
        for span, name in reversed(spans.items())
    ]
    beside = [f"比{name}{saying.change(measure, now, then)}" for name, _, then in earlier if then]
    was = [
        f"{name}（{saying.period(*span, today)}）{saying.number(measure, then)}"
        for name, span, then in earlier
        if then or ("compare" in frame.slots and then is not None)
    ]
    narrowed = words.not_more_than_own(ctx.scope, frame.slots)
    title = title_of(asked, measure, ctx)
    return words.head(title, saying.number(measure, now), beside, narrowed), "，".join(was)


def _plot(asked: Question, measure: Measure, rows: list[Row], title: str) -> Plot:
    """Along a calendar columns or a line, else bars."""
    along_time = asked.by[0] in ALONG_TIME and len(asked.by) == 1
    if along_time and measure.bottom is None:
        rows = _without_gaps(asked, rows)
    items = [
        Item(words.name(asked, row), float(row.value or 0), saying.number(measure, row.value)) for row in rows
    ]
    note = words.meaning(measure)
    if along_time:
        return Plot("line" if len(items) > MOST_COLUMNS else "columns", title, tuple(items), note)
    return Plot("bars", title, tuple(items[:MOST_BARS]), note)


def _without_gaps(asked: Question, rows: list[Row]) -> list[Row]:
    """From the first row on a row for each day, week or month: where nothing was, nothing is drawn."""
    found = {row.labels[0]: row for row in rows}
    buckets_ = buckets.all_of(asked.by[0], asked.first, asked.last)
    return [found.get(name, Row((name,), 0, None)) for name in buckets_ if name >= rows[0].labels[0]]
