"""The buttons of a ticket's card, and the same in words: 接单, 完成, 转给同事; 「接单」「1001我接了」."""

import re

from crm.errors import Refused
from crm.tickets import tickets
from handlers.context import Answer, Context, Question
from handlers.phrases import says
from handlers.questions.asking import run_tapped
from handlers.registry import handles, reads, taps
from handlers.tasks.refs import ordinal
from handlers.tickets import words
from handlers.tickets.intents import ask_result, contact_of, customer_name, finish, must_be_open, tell
from handlers.tickets.refs import find_ticket, holder, may_do, options, spoke_of, tapped_ticket
from models.outbox import Text
from models.service import Ticket
from nlp.frames import Frame

GONE = "这张工单已经不在你这里了"
OVER = "这张工单已经关了"


@taps("ticket.take")
def tap_take(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """接单: whoever reported it hears so; a card with what comes next follows."""
    ticket = tapped_ticket(ref, ctx)
    if ticket is None or ticket.status == "closed":
        return Answer(button=OVER if ticket is not None else GONE)
    if ticket.status == "processing":
        return Answer(button="已经在处理中")
    _take(ticket, ctx)
    phone = ""
    card = words.card(ticket, customer_name(ticket, ctx), contact_of(ticket, ctx), phone, "处理中", "工单")
    ctx.send(card)
    return Answer(button="已接单 ✓")


def _take(ticket: Ticket, ctx: Context) -> None:
    tickets.take(ctx.session, ticket, ctx.now)
    spoke_of(ticket, ctx)
    if ticket.creator_id != ctx.user.id:
        said = words.taken_by(ticket, customer_name(ticket, ctx), ctx.user.name)
        tell(ctx, "taken", ticket, ticket.creator_id, Text(said))


@taps("ticket.done")
def tap_done(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """完成: closed at once; how it ended is asked for."""
    ticket = tapped_ticket(ref, ctx)
    if ticket is None or ticket.status == "closed":
        return Answer(button=OVER if ticket is not None else GONE)
    spoke_of(ticket, ctx)
    ctx.send(Text("\n".join([finish(ticket, None, None, ctx), ask_result(ticket, ctx)])))
    return Answer(button="已完成 ✓")


@taps("ticket.pass")
def tap_pass(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """转给同事: the next message says to whom."""
    ticket = tapped_ticket(ref, ctx)
    if ticket is None or ticket.status == "closed":
        return Answer(button=OVER if ticket is not None else GONE)
    run_tapped(Frame("ticket.assign", {"ref": ticket.number, "ticket": ticket.id}), ctx)
    return Answer(button="等你说转给谁")


N = r"(?:工单)?(?P<n>[1-9]\d{2,7})(?:号)?(?:工单)?[,， ]*"


@says(
    rf"(?:{N})?(?:我|这单我|这张我|这个我)?接(?:单|下)?(?:这张|这个)?(?:工单)?(?:了|吧)*",
    rf"接(?:单|了|下)?[,， ]*{N}".replace("?P<n>", "?P<m>"),
)
def read_take(match: re.Match[str], ctx: Context) -> Frame | None:
    """接单, after the card of a ticket; where there is none that waits it is something else."""
    found = match.groupdict()
    number = found.get("n") or found.get("m")
    if number:
        return Frame("ticket.take", {"ref": number})
    mine = tickets.find(ctx.session, assignee_id=ctx.user.id, states=("open",), most=1)
    return Frame("ticket.take") if mine or "单" in match[0] else None


@handles("ticket.take")
def take(frame: Frame, ctx: Context) -> str:
    """The ticket named, else the only one that waits for the speaker."""
    if not frame.slots:
        waiting = tickets.find(ctx.session, assignee_id=ctx.user.id, states=("open",))
        if not waiting:
            return "没有等你接的工单。"
        if len(waiting) > 1:
            raise Question(words.ASK_WHICH, "ticket", options(waiting, ctx))
        frame = Frame(frame.intent, {"ticket": waiting[0].id})
    ticket = find_ticket(frame, ctx)
    must_be_open(ticket, ctx)
    if not may_do(ticket, ctx):
        raise Refused(words.not_yours(ticket, holder(ticket, ctx)))
    if ticket.status == "processing":
        return f"工单{ticket.number}你已经接了。"
    waited = ctx.now - ticket.created_at
    _take(ticket, ctx)
    return words.taken(ticket, customer_name(ticket, ctx), waited)


@reads("task.done", "task.assign")
def read_listed(frame: Frame, ctx: Context) -> Frame:
    """第1个关了, 第2个派给王磊, after a list of tickets, is one of those."""
    listed = ctx.state.get("listed")
    nth = ordinal(str(frame.slots.get("ref", "")))
    if nth is None or not listed or listed["kind"] != "ticket":
        return frame
    slots = {"ref": frame.slots["ref"]}
    if frame.intent == "task.done":
        return Frame("ticket.close", slots)
    if "assignee" not in frame.slots:
        return Frame("ticket.assign", slots)
    slots["user"] = frame.slots["assignee"]
    return Frame("ticket.assign", slots, refs={"user": frame.refs.get("assignee", ())})
