"""从前: 「上周五华为的级别是什么」「华为最近谁改过」「谁改了华为的级别」."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from crm import money
from crm.customers import history
from crm.customers.history import Touch
from handlers import labels, replies
from handlers.context import Context
from handlers.paging import listing
from handlers.phrases import customers_called, says
from handlers.registry import handles
from handlers.resolve import known_customer
from handlers.slots import span
from models.people import User
from models.platform import Change
from nlp import times
from nlp.frames import Frame
from zh import say

FILLED = ("number", "text", "day")  # where a value of an own field stands, by its kind
COLUMNS = {
    "级别": "level", "等级": "level", "负责人": "owner_id", "区域": "region", "地区": "region",
    "行业": "industry", "来源": "origin", "阶段": "stage", "状态": "stage", "资信": "credit",
    "满意度": "satisfaction", "地址": "address", "电话": "phone", "备注": "note", "名称": "name",
    "名字": "name", "企业类型": "kind", "企业性质": "nature", "信用额度": "credit_limit",
    "开户行": "bank", "偏好": "preference",
}  # fmt: skip
FIELD = "|".join(sorted(COLUMNS, key=len, reverse=True))
ASKS = "(?:是|为|当时是|那时是)?(?:什么|多少|谁|哪个|哪里|几级|啥|怎样)(?:来着|呢|啊)?"


@says(
    rf"(.{{2,40}}?)的?(?:客户)?({FIELD}){ASKS}",
    rf"(.{{2,40}}?)(?:是|在)?(?:什么|哪个|几)({FIELD})(?:来着|呢|的)?",
)
def read_then(match: re.Match[str], ctx: Context) -> Frame | None:
    """A field and a time that has gone; without a time the parser reads it."""
    said = times.find(match[1], ctx.now.astimezone(ctx.tz))
    found = [time for time in said if time.kind in ("date", "moment", "range")]
    if len(found) != 1:
        return None
    when = found[0].as_period("past")
    rest = match[1][: found[0].start] + match[1][found[0].end :]
    about = re.sub("那天|那时候?|当时|的时候|时候?", "", rest)
    called = customers_called(about.strip("的 ,，"), ctx)
    if not called or span(when, ctx.tz)[0] > ctx.now:
        return None
    slots = {"customer": about, "column": COLUMNS[match[2]], "field": match[2], "range": when}
    return Frame("customer.then", slots, refs={"customer": called})


@handles("customer.then")
def then(frame: Frame, ctx: Context) -> str:
    """What it was at the end of that time, and what it is now; where the log does not reach, that is said."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    end = min(span(str(frame.slots["range"]), ctx.tz)[1], ctx.now)
    column, field = str(frame.slots["column"]), str(frame.slots["field"])
    was = history.at(ctx.session, customer, column, end)
    day = say.day(end.astimezone(ctx.tz).date() if end == ctx.now else _last_day(end, ctx), _today(ctx))
    if not was.there:
        made = say.day(customer.created_at.astimezone(ctx.tz).date(), _today(ctx))
        return f"{day}还没有{customer.name}这个客户，它是{made}录入的。"
    said = _said(column, was.value, ctx)
    now = _said(column, getattr(customer, column), ctx)
    today = f"现在是{now}" if now != said else "到现在没变过"
    honest = ""
    if was.since is not None:
        begins = say.day(was.since.astimezone(ctx.tz).date(), _today(ctx))
        honest = f"\n修改记录从{begins}才开始，更早有没有改过不知道；这是最早知道的。"
    return f"{customer.name}{day}的{field}：{said}，{today}。{honest}"


def _last_day(end: datetime, ctx: Context) -> date:
    return (end - timedelta(microseconds=1)).astimezone(ctx.tz).date()


def _today(ctx: Context) -> date:
    return ctx.now.astimezone(ctx.tz).date()


def _said(column: str, value: Any, ctx: Context) -> str:
    if value is None:
        return "公海" if column == "owner_id" else "空"
    if column == "owner_id":
        user = ctx.session.get(User, int(value))
        return user.name if user else "已不在的同事"
    if column == "credit_limit":  # the log keeps sums as text
        return money.yuan(money.exact(value))
    return str(value)


@says(
    r"(.{2,24}?)的?(?:资料|信息)?(?:最近|这几天|近来)?(?:是|被|都)?谁(?:改|动|修改)(?:过|了|的)?()",
    rf"(?:最近)?谁(?:改|动|修改)(?:过|了)(.{{2,24}}?)(?:的({FIELD}))?",
    rf"(.{{2,24}}?)的({FIELD})(?:是|被)?谁(?:改|动|修改)(?:过|了|的)?",
    r"(.{2,24}?)的?(?:修改记录|改动记录|变更记录|操作记录|修改历史|审计(?:记录|日志)?)()",
    r"(?:审计|查改动)[ :：]?(.{2,24})()",
    r"(.{2,24}?)(?:的)?(?:资料|信息)?(?:最近|都|又)?(?:改|动)(?:过|了)(?:些)?(?:什么|啥|哪些)(?:东西|内容|地方)?()",
    rf"(.{{2,24}}?)(?:有没有|是不是)?(?:换|改|变|调)过({FIELD})(?:吗|没有?|了吗)?",
    rf"(.{{2,24}}?)的?({FIELD})?(?:是|都)?(?:什么时候|啥时候|哪天|何时|几号)(?:改|变|调|升|降|换|设)(?:成|为|到|的|过).{{0,10}}",
)
def read_touches(match: re.Match[str], ctx: Context) -> Frame | None:
    """When it was changed asks, and never changes."""
    called = customers_called(re.sub("(?:的?(?:资料|信息|客户))?的?$", "", match[1]), ctx)
    if not called:
        return None
    slots = {"customer": match[1]} | ({"field": match[2]} if match[2] else {})
    return Frame("customer.changes", slots, refs={"customer": called})


@says(
    "(?:是)?谁(?:建|录入?|新建|创建|新增|加)(?:的|了)(.{2,24}?)(?:这个客户)?",
    "(.{2,24}?)(?:这个客户)?(?:是|由)?谁(?:建|录入?|新建|创建|新增|加)(?:进来)?的",
    "(.{2,24}?)(?:是)?(?:什么时候|啥时候|哪天)(?:建|录入?|新建|创建|新增)(?:进来)?的",
    "(.{2,24}?)(?:以前|之前|原来|曾经|从前)(?:叫|的?名字(?:是|叫))(?:什么|啥)(?:来着|名字)?",
)
def read_made(match: re.Match[str], ctx: Context) -> Frame | None:
    called = customers_called(match[1], ctx)
    return Frame("customer.made", {"customer": match[1]}, refs={"customer": called}) if called else None


@handles("customer.made")
def made(frame: Frame, ctx: Context) -> str:
    """Who entered it when, and under which names it was known."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    by, names = history.entered(ctx.session, customer)
    day = say.day(customer.created_at.astimezone(ctx.tz).date(), _today(ctx))
    said = f"{customer.name}是{by or '系统'}{day}录入的。"
    return said + (f"以前叫：{'、'.join(names)}。" if names else "没有用过别的名字。")


@handles("customer.changes")
def changes(frame: Frame, ctx: Context) -> str:
    """Who changed what, when, and with which words; the words only of those whose messages one may see."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    field = frame.slots.get("field")
    column = COLUMNS[str(field)] if field else None
    found = history.touches(ctx.session, customer, ctx.scope, column)
    what = f"{customer.name}{f'的{field}' if field else ''}"
    if not found:
        return f"{what}没有修改过。"
    made = history.names_of(ctx.session, [one.change for one in found])
    lines = [_line(one, column, made, ctx) for one in found]
    return listing(ctx, f"{what}的修改记录：共{len(found)}条", lines)


def _line(one: Touch, column: str | None, made: Mapping[tuple[str, int], str], ctx: Context) -> str:
    change = one.change
    when = say.moment(change.at, "minute", ctx.now, ctx.tz)
    who = one.actor or "系统"
    record = labels.RECORDS.get(change.record, change.record)
    if change.record == "custom_values":
        what = _filled(change, made)
    elif change.action == "create":
        name = made.get((change.record, change.record_id))
        what = f"新建{record}" + (f"「{name}」" if name else "")
    else:
        names = [column] if column else [name for name in change.after if name in labels.COLUMNS]
        what = "、".join(_turn(change, name, ctx) for name in names[:3]) or f"改{record}"
    undone = "（撤销）" if change.undoes else "（后来撤销了）" if change.undone_by else ""
    words = f"\n  原话：{one.words[:40]}" if one.words else ""
    return f"· {when} {who} {what}{undone}{words}"


def _filled(change: Change, made: Mapping[tuple[str, int], str]) -> str:
    """装机量 空→120, of a field of the company's own."""
    old, new = (
        next((str(v) for v in map(values.get, FILLED) if v is not None), "空")
        for values in (change.before or {}, change.after)
    )
    return f"{made.get((change.record, change.record_id), '字段')} {old}→{new}"


def _turn(change: Change, name: str, ctx: Context) -> str:
    """级别 B→A."""
    old, new = (_said(name, values.get(name), ctx) for values in (change.before, change.after))
    return f"{labels.COLUMNS.get(name, name)} {old}→{new}"
