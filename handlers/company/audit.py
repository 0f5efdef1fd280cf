"""审计: 「今天谁改过什么」「李晓今天改了什么」「谁导出过」: who did what, when, through which message."""

import re
from datetime import datetime, timedelta

from crm.customers import history
from crm.customers.history import Act
from crm.exporting import log as export_log
from handlers import labels
from handlers.admins import must_be_admin
from handlers.company import staff_words
from handlers.context import Context
from handlers.paging import listing
from handlers.phrases import colleagues_called, says
from handlers.registry import handles
from handlers.resolve import colleague
from handlers.slots import span
from nlp import times
from nlp.frames import Frame
from zh import say

LATELY = timedelta(days=7)
DID = (
    "(?:改|动|写|记|删|录|操作|登记)(?:(?:过|了)?(?:哪些|些?什么|啥)|[过了](?:多少|几)[笔条处次])"
    "(?:东西|记录|数据|资料)?"
)


@says(
    "(?:看看|看|查|查看)?(.{0,12}?)的?(?:操作|审计|改动|修改)(?:记录|日志|历史)",
    f"(.{{1,12}}?)(?:都|又|一共|总共)*{DID}",
    "(.{0,8}?谁)(?:改|动|删)(?:过|了)(?:东西|数据|记录|客户|资料|哪些客户)",
    "审计()",
)
def read_acts(match: re.Match[str], ctx: Context) -> Frame | None:
    """A time, a person, both or nothing; other words are no question of this kind."""
    rest, slots = match[1].replace("最近", ""), {}
    found = times.find(rest, ctx.now.astimezone(ctx.tz))
    if len(found) == 1:
        slots["range"] = found[0].as_period("past")
        rest = rest[: found[0].start] + rest[found[0].end :]
    who = rest.strip("的 ")
    if who in ("谁", "大家") or (not who and ctx.scope.kind != "own"):
        return Frame("audit.list", slots)
    if who in ("", "我"):
        return Frame("audit.list", {**slots, "user": "me"})
    people = colleagues_called(who, ctx)
    return Frame("audit.list", {**slots, "user": who}, refs={"user": people}) if people else None


@handles("audit.list")
def acts(frame: Frame, ctx: Context) -> str:
    """Of the people whose messages one may see, the newest first."""
    user = colleague(frame, ctx, "user")
    user_id = ctx.user.id if frame.slots.get("user") == "me" else user.id if user else None
    first, end = ctx.now - LATELY, ctx.now
    if "range" in frame.slots:
        first, end = span(str(frame.slots["range"]), ctx.tz)
    found = history.acts(ctx.session, first, end, user_id)
    whose = "你" if user_id == ctx.user.id else user.name if user else "你能看到的人"
    days = _days(first, min(end, ctx.now), ctx)
    if not found:
        return f"{whose}{days}没有改过什么。"
    lines = [_line(one, ctx) for one in found]
    return listing(ctx, f"{whose}{days}的操作：共{len(found)}次", lines)


def _days(first: datetime, end: datetime, ctx: Context) -> str:
    today = ctx.now.astimezone(ctx.tz).date()
    begins = first.astimezone(ctx.tz).date()
    ends = (end - timedelta(microseconds=1)).astimezone(ctx.tz).date()
    if begins == ends:
        return say.day(begins, today)
    return f"{begins.month}月{begins.day}日到{ends.month}月{ends.day}日"


def _line(one: Act, ctx: Context) -> str:
    when = say.moment(one.at, "minute", ctx.now, ctx.tz)
    what = "、".join(f"{labels.RECORDS.get(record, '其他')}{many}处" for record, many in one.records)
    undone = "（后来撤销了）" if one.undone else ""
    words = f"：{one.words[:40]}" if one.words else ""
    return f"· {when} {one.actor}{words}（{what}）{undone}"


@says(
    "(?:查看?|看看?)?(?:最近|今天|本周|这周|本月)?(?:的)?导出(?:的)?(?:记录|日志|历史|台账)",
    "(?:查一?下|看看?)?(?:最近|今天|昨天|本周|这周|本月)?(?:都)?有?(?:谁|哪些人)(?:在|又)?导(?:出)?(?:过|了)?(?:什么|哪些|客户|数据|东西|文件|走)*(?:了|过)?(?:呢|吗)?",
)
def read_exports(_: re.Match[str], _ctx: Context) -> Frame:
    return Frame("audit.exports")


@handles("audit.exports")
def exports(_: Frame, ctx: Context) -> str:
    """Who took which file out, the newest first."""
    must_be_admin(ctx, "看导出记录")
    found = export_log.newest(ctx.session)
    if not found:
        return "还没有人导出过。"
    lines = [
        f"· {say.moment(one.at, 'minute', ctx.now, ctx.tz)} {one.who or '命令行'} "
        f"{one.filename} {one.rows}条（{staff_words.SEES_SHORT.get(one.scope, one.scope)}）"
        for one in found
    ]
    return listing(ctx, f"导出记录：共{len(found)}次，新的在前", lines)
