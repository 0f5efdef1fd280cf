"""Tickets to look at: 「我的工单」「未处理的工单」「华为的工单」「本月的投诉」; 「1001号工单到哪了」."""

import re
from datetime import datetime, timedelta

from crm.ownership import ownership
from crm.tickets import tickets
from crm.tickets.tickets import TYPES
from handlers import replies
from handlers.context import Context
from handlers.paging import listing
from handlers.periods import in_words, passed
from handlers.phrases import colleagues_called, customers_called, says
from handlers.registry import handles
from handlers.resolve import colleague, customer_named
from handlers.slots import span
from handlers.tickets import words
from handlers.tickets.intents import contact_of, customer_name
from handlers.tickets.refs import find_ticket, is_ours, spoke_of
from models.people import User
from nlp.frames import Frame
from nlp.values.numerals import small_int

OF_TYPE = {"报修": "repair", "维修": "repair", "投诉": "complaint", "客诉": "complaint", "咨询": "consult"}
SAID = re.compile("|".join(OF_TYPE) + "|安装单|安装工单|装机")
WHICH = {"open": "没关的", "waiting": "没人接的", "processing": "处理中的", "closed": "已关闭的"}


HOW = "(?:(?:都|现在|处理|办)*(?:得|的)?(?:怎么样|进度|进展|情况|到哪)(?:了)?)?"


@says(
    f"(?:我的?|我手[上里]的?)?(?:全部|所有)?工单(?:列表|清单)?{HOW}",
    "[\u4e00-\u9fff]{0,4}(?:派|分|转|交)?给我(?:派|分|转)?的(?:工单|报修|单子?|活)(?:有哪些)?",
)
def read_mine(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("ticket.list", {"user": "me"})


@says(
    "(?P<who>我|[\u4e00-\u9fff]{2,4}?)?(?P<when>今天|昨天|这周|本周|上周|这个月|本月|上个?月)?(?:一共|总共|共)?"
    "(?:修|维修|关|结)(?:好|完|掉)?了(?:几|多少)(?:[个张单台件次]|起)?(?:工单|报修|投诉|单子)?"
)
def read_ended(match: re.Match[str], ctx: Context) -> Frame | None:
    """我今天修了几个: those that were closed then."""
    who = match["who"] or "我"
    found = () if who == "我" else colleagues_called(who, ctx)
    if who != "我" and not found:
        return None
    slots = {
        "status": "closed",
        "range": passed(match["when"] or "今天", ctx),
        "user": "me" if who == "我" else who,
    }
    return Frame("ticket.list", slots, refs={"user": found})


@says(f"我(?:派|分|转|交|登记|报|提|建|录)(?:出去|下去|上去|给别人)?的?(?:工单|报修|投诉){HOW}")
def read_told(_match: re.Match[str], _ctx: Context) -> Frame:
    """What I told of, whoever has it."""
    return Frame("ticket.list", {"told": "me", "status": "open"})


@says(
    r"(?:有没有|有哪些|哪些)?(?:超过|超|过了|拖了)?([1-9]\d?|[一二两三四五六七八九十])个?(天|小时|周)(?:以上|了)?(?:还|都)*没(?:有)?"
    "(?:处理|响应|接|接单|关|解决|修好|办完?)(?:完|好)?(?:的)?(?:工单|报修|投诉)(?:有哪些|有没有|有吗)?",
)
def read_late(match: re.Match[str], ctx: Context) -> Frame:
    """超过两天没处理的工单: told of longer ago than that."""
    return _late(ctx, small_int(match[1]) or 1, match[2])


@says(
    "(?:哪些|有哪些|有没有|看看?)?(?:工单|报修|投诉)(?:都)?(?:超时|逾期|拖了很久|拖着)(?:了|的)*(?:有哪些|有吗|没有?)?",
    "(?:哪些|有哪些|有没有|看看?)?(?:超时|逾期|拖着)(?:了|的|没处理的)*(?:工单|报修|投诉)(?:有哪些|有吗)?",
)
def read_overdue(match: re.Match[str], ctx: Context) -> Frame:
    """No term is promised for a ticket: a day is what one would call late."""
    return _late(ctx, 1, "天")


def _late(ctx: Context, many: int, unit: str) -> Frame:
    until = ctx.now - timedelta(**{{"天": "days", "小时": "hours", "周": "weeks"}[unit]: many})
    return Frame("ticket.list", {"status": "open", "until": until.isoformat(), "late": f"{many}{unit}以上"})


@says(
    "(?:看看?)?(?:各人|每个人|大家|团队)(?:手[上里])?(?:各|都|的)*(?:有)?(?:多少|几[张个])?(?:没关的?|未关闭的?)?工单(?:情况|分布)?",
    "谁(?:的|手[上里]的?)?(?:的)?工单(?:最)?(?:多|少)",
    "工单(?:都|现在)*在谁(?:手[上里]|那里)",
)
def read_held(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("ticket.held")


@handles("ticket.held")
def held(_frame: Frame, ctx: Context) -> str:
    """Who has how many that are not closed: to see whether they are shared out fairly."""
    found = tickets.held(ctx.session)
    if not found:
        return words.NOBODY_HAS
    total = sum(one.many for one in found)
    return listing(
        ctx, f"没关的工单：共{total}张", [f"{n}. {words.held(one)}" for n, one in enumerate(found, 1)]
    )


@handles("ticket.list")
def list_(frame: Frame, ctx: Context) -> str:
    """By person, customer, state, type and time; a person's own without a state are those not closed."""
    slots = frame.slots
    user = colleague(frame, ctx, "user")
    customer = customer_named(frame, ctx)
    user_id = user.id if user else ctx.user.id if slots.get("user") == "me" else None
    if user is not None and not ownership.leads(ctx.session, ctx.scope, user.id):
        return replies.not_seen(user.name)
    state = slots.get("status") or ("open" if user_id and not customer and "range" not in slots else "")
    since, before = span(slots["range"], ctx.tz) if "range" in slots else (None, None)
    if "until" in slots:
        before = datetime.fromisoformat(slots["until"])
    kind = type_in(ctx.text)
    found = tickets.find(
        ctx.session,
        customer_id=customer.id if customer else None,
        assignee_id=user_id,
        creator_id=ctx.user.id if slots.get("told") == "me" else None,
        states=tickets.WITHIN.get(state, ()),
        type=kind,
        since=since,
        before=before,
        ended=state == "closed",
        priority=slots.get("priority"),
    )
    if customer is not None:
        ctx.spoke_of(customer)
    whose = customer.name if customer else user.name if user else "我" if user_id else ""
    when = in_words(slots["range"], ctx) if "range" in slots else str(slots.get("late", ""))
    when += "紧急、" if slots.get("priority") == "high" else ""
    whose = "我登记的" if slots.get("told") == "me" else whose
    what = TYPES[kind] if kind else "工单"
    title = f"{whose}{'的' if whose and not (state or when) else ''}{when}{WHICH.get(state, '')}{what}"
    if not found:
        return f"{title}：没有。"
    ctx.remember(listed={"kind": "ticket", "ids": [one.id for one in found]})
    if len(found) == 1:
        spoke_of(found[0], ctx)
    named = tickets.customers_of(ctx.session, found)
    people = {one.assignee_id for one in found}
    names = {key: user.name for key in people if (user := ctx.session.get(User, key)) is not None}
    lines = [
        f"{n}. {words.line(one, named[one.customer_id], names.get(one.assignee_id, ''), ctx.now, ctx.tz)}"
        for n, one in enumerate(found, 1)
    ]
    return listing(ctx, words.heading(title, found), lines)


def type_in(text: str) -> str | None:
    """The type that the words ask for; 工单 alone is all of them."""
    match = SAID.search(text)
    return OF_TYPE.get(match[0], "install") if match else None


ONE = r"(?:工单)?(?:号|编号)?[:： ]?(?P<n>[1-9]\d{2,7})(?:号)?(?P<w>工单)?"


@says(
    rf"(?:看看?|看一?下|查一?下|查|打开)?{ONE}(?:的)?(?:处理|现在)?(?:进度|进展|情况|详情|到哪(?:了|一步了?)|怎么样了?|什么情况)?(?:了)?[?？]*",
)
def read_one(match: re.Match[str], ctx: Context) -> Frame | None:
    """1001号工单, 看看工单1001: the word must be there, or the number one of ours."""
    return Frame("ticket.show", {"ref": match["n"]}) if is_ours(match, ctx) else None


@says(
    r"(.{2,24}?)的?(?:那个|这个|那张|这张)?(报修|投诉|咨询|安装|工单)(?:单|工单)?(?:现在|目前)?(?:都)?(?:处理|办|修|解决)?(?:得|的)?"
    r"(?:怎么样|如何|到哪|到哪一步|什么情况|好了没|完了没|好没|有进展)(?:了|吗|啦)*[?？]*"
)
def read_asked(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为的报修处理得怎么样了: a question, whatever it is that is broken."""
    found = customers_called(match[1], ctx)
    ref = {} if match[2] == "工单" else {"ref": match[2]}
    return Frame("ticket.show", {"customer": match[1], **ref}, refs={"customer": found}) if found else None


@handles("ticket.show")
def show(frame: Frame, ctx: Context) -> str:
    """All of one ticket, with everything that happened to it."""
    ticket = find_ticket(frame, ctx)
    found = tickets.events(ctx.session, ticket)
    names = {one: _name(one, ctx) for event in found for one in (event.user_id, event.to_user_id)}
    told = [(event, names[event.user_id], names[event.to_user_id]) for event in found]
    return words.sheet(ticket, customer_name(ticket, ctx), contact_of(ticket, ctx), told, ctx.now, ctx.tz)


def _name(user_id: int | None, ctx: Context) -> str:
    user = ctx.session.get(User, user_id) if user_id else None
    return user.name if user else ""
