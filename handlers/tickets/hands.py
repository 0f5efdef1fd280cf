"""Tickets back, dropped or again: 「1002做不了，转给王磊」「退回1002」「取消1002工单」「1001又坏了」."""

import re

from crm.errors import Refused
from crm.tickets import tickets
from handlers.context import Context
from handlers.mending.last_write import last_written
from handlers.phrases import colleagues_called, says
from handlers.registry import handles
from handlers.tickets import words
from handlers.tickets.intents import card_for, concerned, customer_name, hand, must_be_open, tell
from handlers.tickets.refs import find_ticket, is_ours, spoken_id
from models.outbox import Text
from models.people import User
from models.service import Ticket, TicketEvent
from nlp.frames import Frame

THIS = "(?P<this>(?:刚才?|刚刚|上面)?[这那][个张单条]|它)(?P<word>工单|报修|投诉)?"
N = rf"(?:(?:工单)?(?P<n>[1-9]\d{{2,7}})(?:号)?(?:工单)?|{THIS})"
CANNOT = "(?:(?:我)?(?:做|处理|修|弄|搞|接|来)?(?:不了|不定|没空|没时间|忙不过来)|(?:我)?不(?:接|去|做))"
WHY = "(?:[,，:： ]+(?P<why>.{2,40}))?"


def _frame(intent: str, match: re.Match[str], ctx: Context, **more: str) -> Frame | None:
    """Of the ticket with that number; 这个 only where the talk was of a ticket last, else 这个工单 asks."""
    if match["n"]:
        return Frame(intent, {"ref": match["n"], **more}) if is_ours(match, ctx) else None
    spoken = spoken_id(ctx)
    if spoken is None or not (match["word"] or _wrote_ticket(ctx)):
        return Frame(intent, dict(more)) if match["word"] else None
    return Frame(intent, {"ticket": spoken, **more})


def _wrote_ticket(ctx: Context) -> bool:
    written = last_written(ctx)
    return bool(written) and all(isinstance(record, Ticket | TicketEvent) for record in written)


@says(
    rf"{N}{CANNOT}[,， ]*(?:请)?(?:改)?(?:派|转|交|分)给(?P<who>[\u4e00-\u9fffA-Za-z]{{2,6}}?)(?:吧|去|处理)?"
)
def read_cannot(match: re.Match[str], ctx: Context) -> Frame | None:
    found = colleagues_called(match["who"], ctx)
    frame = _frame("ticket.assign", match, ctx, user=match["who"]) if found else None
    return Frame(frame.intent, frame.slots, refs={"user": found}) if frame else None


@says(
    rf"{N}(?:{CANNOT}[,， ]*)?(?:给)?退(?:回去?|掉|了|单){WHY}",
    rf"退(?:回|掉|单)(?:工单)?[,， ]*{N}{WHY}",
    rf"{N}{CANNOT}{WHY}",
)
def read_back(match: re.Match[str], ctx: Context) -> Frame | None:
    return _frame("ticket.back", match, ctx, **({"why": match["why"]} if match["why"] else {}))


@handles("ticket.back")
def back(frame: Frame, ctx: Context) -> str:
    """做不了: back to whoever told of it, with the reason."""
    ticket = find_ticket(frame, ctx)
    must_be_open(ticket, ctx)
    if ticket.creator_id == ctx.user.id:
        raise Refused(words.nobody_to_return_to(ticket))
    if why := str(frame.slots.get("why", "")):
        tickets.report(ctx.session, ticket, f"退回：{why}", ctx.now, by_assignee=False)
    return hand(ticket, ctx.session.get_one(User, ticket.creator_id), ctx)


@says(
    rf"(?:取消|作废|删除|删掉|撤掉|不要)(?:掉)?{N}(?:了|吧)?{WHY}",
    rf"(?:把)?{N}(?:给)?(?:取消|作废|删除?|不用(?:处理|修|管)?|不要)(?:了|掉|吧)*{WHY}",
    rf"(?P<why>误报|报错了?|搞错了?|弄错了?|重复了?|客户(?:自己|说|不).{{1,20}}?)[,， ]+(?:把)?{N}"
    "(?:给)?(?:取消|作废|删除?|不要)(?:了|掉|吧)*",
)
def read_drop(match: re.Match[str], ctx: Context) -> Frame | None:
    """It is closed, not gone: what was told stays told."""
    result = f"取消：{match['why']}" if match["why"] else "取消"
    return _frame("ticket.close", match, ctx, result=result)


@says(
    rf"(?:重新打开|重开|恢复|再打开|打开){N}(?:吧)?{WHY}",
    rf"{N}(?:又|还是|还|没)(?:坏|不行|没好|有问题|出问题|修好|解决|没解决|没修好)(?:了|呢)?{WHY}",
    rf"{N}(?:要)?(?:重新打开|重开|返工|返修)(?:吧|一下)?{WHY}",
)
def read_again(match: re.Match[str], ctx: Context) -> Frame | None:
    return _frame("ticket.reopen", match, ctx, **({"why": match["why"]} if match["why"] else {}))


@handles("ticket.reopen")
def reopen(frame: Frame, ctx: Context) -> str:
    """又坏了: what was closed is open again, with whoever had it."""
    ticket = find_ticket(frame, ctx)
    why = str(frame.slots.get("why", "")) or None
    if ticket.status != "closed":
        raise Refused(words.still_open(ticket))
    tickets.reopen(ctx.session, ticket, why, ctx.now)
    name = customer_name(ticket, ctx)
    card_for(ticket, f"{ctx.user.name}重新打开{f'：{why}' if why else ''}", ctx)
    for user_id in concerned(ticket, ctx):
        if user_id != ticket.assignee_id:
            tell(ctx, "note", ticket, user_id, Text(words.reopened_by(ticket, name, ctx.user.name)))
    who = ctx.session.get_one(User, ticket.assignee_id)
    return words.reopened(ticket, name, "你" if who.id == ctx.user.id else who.name)
