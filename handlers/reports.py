"""Reports by name: 日报, 周报, 月报, 漏斗; the four classic ones: 客户贡献, 客户构成, 客户服务, 客户流失."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from crm import daily, daily_text, days, report_settings
from crm.figures import funnel, periodic
from crm.figures.questions import Question, answer, measure_of
from crm.team import name_of, of_team
from handlers import figures_words as words
from handlers.context import Context
from handlers.paging import listing
from handlers.phrases import says
from handlers.registry import FRAMES, handles
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


def by_name(kind: str, ctx: Context, first: date, last: date) -> str:
    """One of the reports, as the person has set it."""
    wish = report_settings.wish(ctx.session, ctx.user.id, kind)
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
    silent = f"没有记录：{daily_text.silent_names(found)}" if found.silent and ctx.scope.kind != "own" else ""
    alarms = daily_text.odd(found) + daily_text.exceptions(found)
    said = [head, *lines, *daily_text.targets(found), *alarms, silent, daily_text.backfilled(found)]
    return "\n".join(filter(None, said))


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
        star = f"记录之星：{found.star}" if found.star else ""
        measure, rows = found.rankings[0]
        if sum(1 for row in rows if row.top) > 1:
            title = f"{found.title()} {measure.name}排名"
            ctx.send(Chart(periodic.ranking_plot(measure, rows, title).to_json()))
        return "\n".join(filter(None, [f"{found.title()}：{found.headline()}", *lines, star]))

    return make


def _funnel(ctx: Context, _asked: Asked) -> str:
    steps = funnel.funnel(ctx.session, of_team(Opportunity.owner_id, ctx.scope))
    team = name_of(ctx.session, ctx.scope)
    if not any(step.count for step in steps):
        return f"{team}现在没有开着的商机。"
    plot = funnel.plot(f"{team} 销售漏斗", steps)
    ctx.send(Chart(plot.to_json()))
    whole = sum(step.count for step in steps)
    lines = [f"{item.label} {item.said}" for item in plot.items]
    return "\n".join([f"{team} 销售漏斗：共{whole}个商机", *lines, f"口径：{funnel.MEANING}"])


NAMED: Final[Mapping[str, Report]] = {
    "daily": _daily,
    "weekly": _periodic("weekly"),
    "monthly": _periodic("monthly"),
    "funnel": _funnel,
}


@says(
    r"(?:看(?:一?下)?|给我|来(?:一份|个)?)?(?:我们|团队|公司)?的?客户(贡献|构成|服务|流失)(?:分析)?(?:报表|报告|表)?"
)
def read_classic(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.classic", {"name": match[1]})


@says("(?:看(?:一?下)?)?(?:看板|数据看板|经营看板|仪表盘|kpi)")
def read_board(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.show", {"kind": "monthly"})


@handles("report.classic")
def classic(frame: Frame, ctx: Context) -> str:
    """The statistics module's four: who brings the money, who they are, how they are served, who leaves."""
    match frame.slots["name"]:
        case "流失":
            return FRAMES["churn.list"](Frame("churn.list", {}), ctx)
        case "服务":
            return "服务工单还没上线，服务报表出不来。客户的跟进情况可以问「这个月各人的跟进次数」。"
        case "构成":
            slots = {"measure": "customers", "by": "industry", **_ALWAYS}
            return FRAMES["report.show"](Frame("report.show", slots), ctx)
    return _contribution(ctx)


_ALWAYS: Final[Mapping[str, Any]] = {"range": "2000-01-01/2100-01-01"}


def _contribution(ctx: Context) -> str:
    """客户贡献: what each customer brought this year, the largest first, with its share."""
    today = days.today(ctx.now, ctx.tz)
    asked = Question("revenue", today.replace(month=1, day=1), today, by=("customer",))
    rows = answer(ctx.session, asked, ctx.tz)
    team = name_of(ctx.session, ctx.scope)
    if not rows:
        return f"{team}今年还没有订单。"
    measure = measure_of(asked.measure)
    head = f"{team} 今年客户贡献：共{len(rows)}家有订单"
    return "\n".join([listing(ctx, head, words.rows(asked, measure, rows)), words.meaning(measure)])
