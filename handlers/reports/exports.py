"""「导出本月各行业回款」, 「导出」 after a figure, 「导出上周的周报」: the same figures as a workbook."""

import re
from datetime import datetime
from typing import Any, Final

from crm import days, errands
from crm.figures import saying
from crm.figures.questions import measure_of
from crm.reports import settings as report_settings
from handlers.company.watching import may_take_out
from handlers.context import Context
from handlers.figures import intents as figures
from handlers.figures.asked import last_asked
from handlers.figures.meant import question, title_of
from handlers.figures.read import about
from handlers.phrases import says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from nlp.frames import Frame

CALLED: Final = {"daily": "日报", "weekly": "周报", "monthly": "月报", "funnel": "销售漏斗"}
NO_FILE_NAME: Final = re.compile(r'[\\/:*?"<>|\s]+')


@says(
    r"(?:帮我|请)?(?:把)?(?:客户)?(?:看板|数据看板|经营看板)(?:导出|下载)(?:一下|来)?",
    r"(?:导出|下载)(?:数据|经营)?看板",
)
def read_board(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("report.export", {"kind": "monthly"})


@handles("report.export")
def export(frame: Frame, ctx: Context) -> str:
    """How much it is, a yes, and then the file comes by itself, with the figures as they were asked for."""
    asked = frame.slots.get("asked") or _asked(frame, ctx)
    rows = frame.slots.get("rows") or _rows(asked, ctx)
    may_take_out(rows, ctx)
    what = asked["title"]
    again = Frame(frame.intent, {**frame.slots, "asked": asked, "rows": rows}, refs=frame.refs)
    alone = _one_at_a_time(ctx) if not set(frame.slots) - {"confirmed"} else ""
    if not confirmed(frame, f"导出「{what}」，共{rows}行，会留下导出记录。{alone}确认吗？", again):
        return LEFT_ALONE
    today = days.today(ctx.now, ctx.tz)
    name = f"{NO_FILE_NAME.sub('-', what)}-{today}.xlsx"
    key = f"figures:{ctx.session.info['set_id']}:{len(ctx.intents)}"
    errands.ask(ctx.session, "figures", key, ctx.user.id, ctx.now, {"asked": asked, "name": name})
    return f"好，「{what}」正在生成，马上发给你。数字截至{_clock(asked, ctx)}。"


def _one_at_a_time(ctx: Context) -> str:
    """Of several figures in one answer a file has the first."""
    last = last_asked(ctx)
    others = [measure_of(key).name for key in last.slots.get("also", ())] if last is not None else []
    return f"（一个文件一个数，{'、'.join(others)}要另外说「导出」。）" if others else ""


def _asked(frame: Frame, ctx: Context) -> dict[str, Any]:
    """What the workbook is to hold, as plain data. Raises Refused where that cannot be answered."""
    last = last_asked(ctx)
    if last is not None and not set(frame.slots) - {"confirmed"}:  # as it stood when it was answered
        whole, until = last, {"until": ctx.state["figures"]["at"]}
    else:
        whole, until = figures.with_last(frame, ctx), {"until": ctx.now.isoformat()}
    with about(whole, ctx) as team:
        return _as_data(whole, team, ctx) | until


def _as_data(whole: Frame, team: str, ctx: Context) -> dict[str, Any]:
    """`team`: whom the context is narrowed to, where it is."""
    from crm.figures import book  # brings xlsxwriter; only whoever exports pays for it

    narrow = {"about": whole.slots["about"]} if team else {}
    if not figures.is_named(whole):
        asked = question(whole, ctx)
        title = title_of(asked, measure_of(asked.measure), ctx)
        return book.asked_for(asked) | narrow | {"title": title}
    kind = str(whole.slots["kind"])
    first, last_day = figures.named_days(whole, ctx)
    span = "" if kind == "funnel" else saying.period(first, last_day, days.today(ctx.now, ctx.tz))
    wish = report_settings.wish(ctx.session, ctx.user.id, kind)
    team = team or report_settings.narrowed(ctx.session, ctx.scope, wish.about)[1]
    asked_for = {"kind": kind, "first": first.isoformat(), "last": last_day.isoformat(), **wish.page()}
    return asked_for | narrow | {"title": " ".join(filter(None, [team, span, CALLED[kind]]))}


def _clock(asked: dict[str, Any], ctx: Context) -> str:
    return f"{datetime.fromisoformat(asked['until']).astimezone(ctx.tz):%H:%M}"


def _rows(asked: dict[str, Any], ctx: Context) -> int:
    from crm.figures import book

    return sum(len(sheet.rows) for sheet in book.sheets(ctx.session, asked, ctx.tz))
