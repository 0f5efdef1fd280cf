"""「本月客户提到最多的需求」, then 「提到交期的」: what customers ask for, and their own words."""

import re
from datetime import date, datetime

from crm import days
from crm.figures import saying
from crm.figures.plot import Item, Plot
from crm.interactions import demands as crm_demands
from crm.interactions.demands import Note
from crm.people.team import name_of
from handlers.context import ANSWER_WITHIN, Context
from handlers.paging import listing
from handlers.periods import PERIOD, range_of
from handlers.phrases import says
from handlers.registry import handles
from models.outbox import Chart
from nlp.demands import demands, is_named
from nlp.frames import Frame

WHAT = "需求|要求|诉求|问题|话题|东西|意见|关键词|痛点|反馈"
MOST, NAMED = 10, 2
MEANING = "口径：跟进记录里说到的，同一家客户只算一次，只有一家说的不列"


@says(
    rf"({PERIOD})?(?:的)?客户(?:们|都|们都)?(?:最近)?(?:都|最)?(?:常|爱|多)?(?:在)?(?:提到?|说到?|反馈|关心|关注|要|问|抱怨)(?:得|的|了)?(?:最)?(?:多)?(?:的)?(?:{WHAT}|什么|啥|哪些(?:{WHAT})?)(?:是什么|是啥|有哪些|排行|排名)?",
    rf"({PERIOD})?(?:的)?客户(?:的)?(?:需求|诉求|痛点|声音|反馈)(?:关键词|排行|排名|统计|分析|汇总|报告)?(?:是什么|有哪些)?",
    rf"({PERIOD})?(?:的)?需求(?:关键词|排行|排名|统计|分析|热词)(?:报告)?",
)
def read_demands(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.demands", range_of(match[1], ctx))


@handles("report.demands")
def show(frame: Frame, ctx: Context) -> str:
    """What several customers spoke of, by customers, with who they are."""
    first, last = _days(frame, ctx)
    found = crm_demands.notes(ctx.session, first, last, ctx.tz)
    ranked = crm_demands.ranked(found, demands)[:MOST]
    head = f"{name_of(ctx.session, ctx.scope)} {saying.period(first, last, days.today(ctx.now, ctx.tz))}"
    if not ranked:
        return f"{head} 的{len(found)}条跟进里，没有两家以上客户都提到的。\n{MEANING}"
    ctx.remember(demands={"first": first.isoformat(), "last": last.isoformat(), "at": ctx.now.isoformat()})
    if len(ranked) > 1:
        items = tuple(Item(one.name, float(len(one.customers)), f"{len(one.customers)}家") for one in ranked)
        ctx.send(Chart(Plot("bars", f"{head} 客户提到最多的", items, MEANING).to_json()))
    lines = [
        f"{n}. {one.name} {len(one.customers)}家（{'、'.join(one.customers[:NAMED])}"
        f"{'等' if len(one.customers) > NAMED else ''}）"
        for n, one in enumerate(ranked, 1)
    ]
    rest = f"（只看了最近{len(found)}条）" if len(found) == crm_demands.MOST_NOTES else ""
    said = listing(ctx, f"{head} 客户提到最多的：共看了{len(found)}条跟进{rest}", lines)
    return f"{said}\n回「提到{ranked[0].name}的」看原话。{MEANING}"


@says(
    rf"({PERIOD})?(?:的)?(?:哪些客户|有谁|谁|哪几家)?(?:都)?(?:提到|说到|提过|说过|关心)(?:了)?(?:“|「)?(.{{2,8}}?)(?:”|」)?(?:的)?(?:客户)?(?:有哪些|有谁|是谁|原话|记录)?(?:的)?"
)
def read_words(match: re.Match[str], ctx: Context) -> Frame | None:
    """After a list of demands, or where the word is the name of one."""
    if _last(ctx) is None and not is_named(match[2]):
        return None
    names = demands(match[2]) or {match[2]}
    slots: dict[str, object] = {"names": sorted(names), "said": match[2]}
    return Frame("report.said", slots | range_of(match[1], ctx))


@handles("report.said")
def words(frame: Frame, ctx: Context) -> str:
    """Who said it, when and to whom, in the words of the record."""
    last_asked = _last(ctx)
    if "range" in frame.slots or last_asked is None:
        first, last = _days(frame, ctx)
    else:
        first, last = last_asked
    wanted = set(frame.slots["names"])
    found = [
        note for note in crm_demands.notes(ctx.session, first, last, ctx.tz) if demands(note.content) & wanted
    ]
    span = saying.period(first, last, days.today(ctx.now, ctx.tz))
    if not found:
        return f"{span}没有记录提到「{frame.slots['said']}」。"
    lines = [f"{n}. {_line(note, ctx)}" for n, note in enumerate(found, 1)]
    customers = len({note.customer_id for note in found})
    return listing(
        ctx, f"{span}提到「{frame.slots['said']}」的：{customers}家客户，{len(found)}条记录", lines
    )


def _line(note: Note, ctx: Context) -> str:
    day = note.at.astimezone(ctx.tz)
    return f"{note.customer} {day.month}月{day.day}日 {note.user}：{note.content[:60]}"


def _last(ctx: Context) -> tuple[date, date] | None:
    """The days of the list shown just now."""
    kept = ctx.state.get("demands")
    if kept is None or ctx.now - datetime.fromisoformat(kept["at"]) > ANSWER_WITHIN:
        return None
    return date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"])


def _days(frame: Frame, ctx: Context) -> tuple[date, date]:
    today = days.today(ctx.now, ctx.tz)
    if "range" not in frame.slots:
        return today.replace(day=1), today
    start, _, end = str(frame.slots["range"]).partition("/")
    first = date.fromisoformat(start[:10])
    return first, min(date.fromisoformat((end or start)[:10]), max(first, today))
