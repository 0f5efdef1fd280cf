"""Reports by name: 日报, 周报, 月报, 漏斗; the four classic ones: 客户贡献, 客户构成, 客户服务, 客户流失."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from crm import days
from crm.figures import funnel, periodic
from crm.goals import goals
from crm.people.team import of_team
from crm.reports import daily, daily_text
from crm.reports import settings as report_settings
from handlers.context import Context
from handlers.phrases import says
from handlers.registry import FRAMES, handles
from handlers.vocabulary import parse
from models.deals import Opportunity
from models.outbox import Chart
from models.scope import Scope, scoped_as
from nlp.frames import Frame


@dataclass(frozen=True, slots=True)
class Asked:
    """A report's days, whose work it is about and what they are called, the figures wished for."""

    first: date
    last: date
    scope: Scope
    team: str
    keys: tuple[str, ...]


Report = Callable[[Context, Asked], str]


def by_name(kind: str, ctx: Context, first: date, last: date, *, team: str = "") -> str:
    """One of the reports, as the person has set it. `team`: whom the context is narrowed to already."""
    wish = report_settings.wish(ctx.session, ctx.user.id, kind)
    scope = ctx.scope
    if not team:
        scope, team = report_settings.narrowed(ctx.session, ctx.scope, wish.about)
    with scoped_as(ctx.session, scope):
        return NAMED[kind](ctx, Asked(first, last, scope, team, wish.keys))


def running(kind: str, today: date) -> tuple[date, date]:
    """The running day, week or month of this report until today."""
    begins = {"weekly": today - timedelta(days=today.weekday()), "monthly": today.replace(day=1)}
    return begins.get(kind, today), today


def _daily(ctx: Context, asked: Asked) -> str:
    """Of the first day; of today until now."""
    end = min(ctx.now, days.ends(asked.first, ctx.tz) - timedelta(seconds=1))
    found = replace(daily.report(ctx.session, asked.scope, end, ctx.tz, asked.keys), team=asked.team)
    lines = [
        f"{daily_text.name(one)} {daily_text.today(one)}（{daily_text.beside(one)}）" for one in found.figures
    ]
    head = f"{found.team} {found.day.month}月{found.day.day}日：{daily_text.headline(found)}"
    if found.day != days.today(ctx.now, ctx.tz):  # 昨天的日报 is about that day
        head, lines = _of_that_day(head), [_of_that_day(one) for one in lines]
    silent = f"没有记录：{daily_text.silent_names(found)}" if found.silent and ctx.scope.kind != "own" else ""
    handed_in = daily_text.handed_in(found) if found.handed_in and ctx.scope.kind != "own" else ""
    alarms = daily_text.odd(found) + daily_text.exceptions(found)
    more = list(
        filter(None, [silent, handed_in, *daily_text.targets(found), *alarms, daily_text.backfilled(found)])
    )
    if 1 + len(lines) + len(more) > MOST_LINES:
        lines = ["，".join(lines[n : n + 2]) for n in range(0, len(lines), 2)]
    return "\n".join([head, *lines, *more][:MOST_LINES])


def _of_that_day(line: str) -> str:
    return line.replace("今天", "当天").replace("昨天", "前一天")


def _periodic(kind: str) -> Report:
    def make(ctx: Context, asked: Asked) -> str:
        span = asked.first, asked.last
        found = periodic.report(ctx.session, asked.scope, kind, *span, ctx.tz, ctx.now, asked.keys)
        found = replace(found, team=asked.team)
        lines = [
            f"{line.measure.name}：{line.said()}" + (f"（{line.beside()}）" if line.beside() else "")
            for line in found.lines
            if line.measure.key not in found.led
        ]
        lines += [f"要留意：{note}" for note in found.notes()]
        star = f"记录之星：{found.star}" if found.star and asked.scope.kind != "own" else ""
        measure, rows = found.rankings[0]
        if sum(1 for row in rows if row.top) > 1:
            title = f"{found.title()} {measure.name}排名"
            ctx.send(Chart(periodic.ranking_plot(measure, rows, title).to_json()))
        return "\n".join(filter(None, [f"{found.title()}：{found.headline()}", *lines, star]))

    return make


def _funnel(ctx: Context, asked: Asked) -> str:
    steps = funnel.funnel(ctx.session, of_team(Opportunity.owner_id, asked.scope), ctx.now)
    team = asked.team
    if not any(step.count for step in steps):
        return f"{team}现在没有开着的商机。"
    plot = funnel.plot(f"{team} 销售漏斗", steps)
    ctx.send(Chart(plot.to_json()))
    whole = sum(step.count for step in steps)
    lines = [
        f"{item.label} {item.said}"
        + (f"（上一阶段的{100 * item.rate:.0f}%走到这里）" if item.rate is not None else "")
        for item in plot.items
    ]
    return "\n".join([f"{team} 销售漏斗：共{whole}个商机", *lines, f"口径：{funnel.MEANING}"])


MOST_LINES: Final = 10
NAMED: Final[Mapping[str, Report]] = {
    "daily": _daily,
    "weekly": _periodic("weekly"),
    "monthly": _periodic("monthly"),
    "funnel": _funnel,
}


DONE_HOW = (
    "(?:都|各自)?(?:干|做|跑|忙|表现|战况|业绩|进展|工作)(?:得|的)?(?:情况)?"
    "(?:怎么?样|咋样|如何|好不好|行不行)"
)
REPORT_OF = {"天": "日报", "周": "周报", "礼拜": "周报", "月": "月报"}
DAY_OR_LONGER = "(今天|昨天|前天|本周|这周|上周|这个?礼拜|上个?礼拜|本月|这个?月|上个?月)"


ALL_OF_THEM = "(?:大家|团队|兄弟们|他们|同事们|弟兄们|小伙伴们|组里|我们组|底下人|下面的?人?)"
DONE_WHAT = (
    "(?:(?:现在|都|情况|整体|总体)*(?:怎么?样|咋样|如何)"
    "|(?:都)?(?:在)?(?:干|做|忙)(?:了|着|些|点)*(?:什么|啥|哪些事?)(?:呢|了|事)?)"
)


@says(
    f"{DAY_OR_LONGER}?{ALL_OF_THEM}(?:最近)?{DAY_OR_LONGER}?{DONE_WHAT}",
    f"{DAY_OR_LONGER}?(?:大家|团队|兄弟们|他们|同事们|弟兄们|小伙伴们|组里|我们组|底下人|下面的?人?){DAY_OR_LONGER}?{DONE_HOW}",
)
def read_how_all_did(match: re.Match[str], ctx: Context) -> Frame | None:
    """今天大家干得怎么样: the report of the day, the week or the month."""
    when = match[1] or match[2] or ("本周" if "最近" in match[0] else "今天")
    kind = next(name for word, name in REPORT_OF.items() if word in when)
    found = parse(f"{when}团队{kind}", ctx)[0]
    return found if found.intent == "report.show" else None


@says(f"(?:看看|说说)?{DAY_OR_LONGER}(?:的)?(?:整体|总体|情况|战况|业绩)?(?:怎么?样|咋样|如何)(?:了|啊|呢)?")
def read_how_it_went(match: re.Match[str], ctx: Context) -> Frame | None:
    """昨天怎么样, of whoever leads: of those they lead."""
    kind = next(name for word, name in REPORT_OF.items() if word in match[1])
    found = parse(f"{match[1]}团队{kind}", ctx)[0] if ctx.scope.kind != "own" else None
    return found if found is not None and found.intent == "report.show" else None


HOW_I_DID = (
    "(?:的)?(?:都|整体|总体|工作|表现|情况|战况|战绩)*(?:(?:干|做|忙|混|跑)[得的])?"
    "(?:怎么?样|咋样|如何)(?:了|啊|呢|呀)?"
)


@says(
    f"(?:看看|说说|帮我看看)?{DAY_OR_LONGER}(?:我|我自己|我个人){HOW_I_DID}",
    f"(?:看看|说说|帮我看看)?(?:我|我自己|我个人){DAY_OR_LONGER}{HOW_I_DID}",
)
def read_how_i_did(match: re.Match[str], ctx: Context) -> Frame | None:
    """我这个月怎么样: one's own report of the day, the week or the month, and how far the goal is."""
    kind = next(name for word, name in REPORT_OF.items() if word in match[1])
    found = parse(f"{match[1]}我的{kind}", ctx)[0]
    return replace(found, intent="report.mine") if found.intent == "report.show" else None


@handles("report.mine")
def how_i_did(frame: Frame, ctx: Context) -> str:
    said = FRAMES["report.show"](replace(frame, intent="report.show"), ctx)
    today = days.today(ctx.now, ctx.tz)
    runs = frame.slots.get("kind") != "daily" and not re.search("上", ctx.text)
    if not runs or not goals.of(ctx.session, goals.Target(ctx.user.id), today, today):
        return said
    return f"{said}\n{FRAMES['goal.show'](Frame('goal.show'), ctx)}"


@says(
    "(?:我要?|我来|帮我|给我)?(?:写|交|填|生成|出)(?:一?下|一?[个份])?"
    f"(?:{DAY_OR_LONGER}的?)?(?:我的)?(日报|周报|月报)(?:吧|了|怎么写|咋写|要怎么写|写好了吗|写了吗)?"
)
def read_writing(match: re.Match[str], ctx: Context) -> Frame | None:
    """写日报: it is written by itself; what stands in it so far is shown."""
    found = parse(f"{match[1] or ''}我的{match[2]}", ctx)[0]
    return found if found.intent == "report.show" else None


@says("(?:看(?:一?下)?)?(?:看板|数据看板|经营看板|仪表盘|kpi)")
def read_board(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.show", {"kind": "monthly"})
