"""A ticket that one has in mind, and no number: 「这个我来处理」「关了吧」「急 他们等着」「配件没到」."""

import re
from typing import Final

from crm.tickets import tickets
from handlers.context import Context
from handlers.mending.last_write import last_written
from handlers.phrases import says
from handlers.registry import handles
from handlers.tickets.intents import prioritise, update
from handlers.tickets.refs import find_ticket, is_ours, spoken_id
from handlers.tickets.short import ID, in_hand, wrote_ticket
from models.service import Ticket
from nlp.frames import Frame

THIS: Final = "(?:那|就)?(?:这|那)?(?:[个单张家件]|个?(?:工单|单子?|投诉|报修))?"


@says(f"{THIS}(?:还是|就)?我(?:自己)?(?:来|去)(?:处理|跟进?|弄|修|看看?|负责|办)(?:一下|吧|了)*")
def read_taken(match: re.Match[str], ctx: Context) -> Frame | None:
    """这个我来处理, right after a ticket was written: begun, where it is the speaker's, else taken over."""
    written = wrote_ticket(ctx) if ctx.open is None else None
    ticket = ctx.session.get(Ticket, written) if written is not None else None
    if ticket is None:
        return None
    if ticket.assignee_id == ctx.user.id:
        return Frame("ticket.update", {"ticket": ticket.id, "content": match[0]})
    return Frame("ticket.assign", {"ticket": ticket.id, "user": "me"})


@says(f"{THIS}(?:可以|先)?(?:关|结)(?:了|掉|单|闭|案)+(?:它)?(?:吧|哈)?")
def read_shut(_match: re.Match[str], ctx: Context) -> Frame | None:
    """关了吧: the ticket just spoken of, if nothing was written since but of its customer."""
    spoken = spoken_id(ctx) if ctx.open is None else None
    ticket = ctx.session.get(Ticket, spoken) if spoken is not None else None
    if ticket is None or ticket.status not in tickets.UNCLOSED:
        return None
    of_others = [
        one
        for one in last_written(ctx)
        if getattr(one, "customer_id", ticket.customer_id) != ticket.customer_id
    ]
    return None if of_others else Frame("ticket.close", {"ticket": ticket.id})


@says("(?:很|挺|特别|比较|非常|这个)*(?:急|着急|紧急|加急)(?:的|啊)?[,， ]+(?P<why>[^?？]{2,40})", longest=60)
def read_hurry(match: re.Match[str], ctx: Context) -> Frame | None:
    """急 他们生产线等着, right after a ticket was written."""
    written = wrote_ticket(ctx) if ctx.open is None else None
    if written is None or re.search("[吗么呢]$|什么|多少|提醒我", match["why"]):
        return None
    return Frame("ticket.hurry", {"ticket": written, "content": match["why"].strip()})


@handles("ticket.hurry")
def hurry(frame: Frame, ctx: Context) -> str:
    """Urgent, and why."""
    ticket = find_ticket(frame, ctx)
    said = update(frame, ctx)
    return f"{prioritise(ticket, 'high', ctx)}\n{said}" if ticket.priority != "high" else said


@says(
    rf"{ID}(?:的?客户|他们|对方|那边)?(?:又|在|一直|都|打电话|来电话?)*催(?:了|着|一?下|得?很?紧|死了)*(?:好?几次)?"
)
def read_urged(match: re.Match[str], ctx: Context) -> Frame | None:
    """1003客户催了."""
    return Frame("ticket.update", {"ref": match["n"], "content": "客户催了"}) if is_ours(match, ctx) else None


@says(
    "(?:配件|备件|零件|料|材料|新机|备机)(?:还)?(?:没有?到|没货|缺货|到了|订了|在路上|要等|发了|明天到|后天到).{0,30}",
    longest=60,
)
def read_parts(match: re.Match[str], ctx: Context) -> Frame | None:
    """配件没到 等周四: news of the only ticket in hand."""
    if ctx.open is not None or re.search("[没吗么呢?？]$", match[0]):
        return None
    known = len(in_hand(ctx)) == 1 or wrote_ticket(ctx) is not None
    return Frame("ticket.there", {"content": match[0]}) if known else None
