"""同意 and 驳回 of some of several: 「2通过」「王磊的那个通过」「讯飞的驳回」「都通过」; 「审批记录」."""

import re
from typing import Final

from crm import approval_cards, approvals
from crm.errors import NotThere
from handlers import approvals_words as words
from handlers.approvals import NO, WHAT, YES, decide, line, mine
from handlers.confirming import LEFT_ALONE, confirmed
from handlers.context import Context
from handlers.paging import listing
from handlers.phrases import colleagues_called, customers_called, says
from handlers.registry import handles
from handlers.whole import all_or_nothing
from models.working import Approval
from nlp.frames import Frame

VERB: Final = rf"(?P<verb>{YES}|{NO})(?:了|掉|吧|下|一下)?"
WHY: Final = "(?:[,， :：]+(?P<why>.{1,40}))?"
ALL: Final = "(?:(?:那|把|这)?(?:些|几[个条])?(?:都|全部|全都|全|一起|一并|统统)(?:给)?)"


@says(rf"第?(?P<nth>\d{{1,2}})号?[,， ]?{VERB}{WHY}", rf"{VERB} ?(?P<nth>\d{{1,2}})号?{WHY}")
def read_number(match: re.Match[str], ctx: Context) -> Frame | None:
    """2通过: a number of the list that was just shown, else of those that wait."""
    listed = ctx.state.get("listed") or {}
    if listed and listed["kind"] != "approval":
        return None
    waiting = approvals.waiting_for_me(ctx.session, ctx.user.id)
    if not listed and not waiting:
        return None
    if not listed:
        ctx.remember(listed={"kind": "approval", "ids": [one.id for one in waiting]})
    return Frame("approval.decide", _verdict(match) | {"nth": int(match["nth"])})


@says(rf"(?P<who>[\u4e00-\u9fffa-z]{{2,12}}?){WHAT}(?:就|可以|先)?{VERB}{WHY}")
def read_whose(match: re.Match[str], ctx: Context) -> Frame | None:
    """王磊的那个通过, 讯飞的驳回: those of a colleague, or about a customer, of what waits."""
    waiting = approvals.waiting_for_me(ctx.session, ctx.user.id)
    if not waiting:
        return None
    people = {name.id for name in colleagues_called(match["who"], ctx)}
    ids = [one.id for one in waiting if one.requester_id in people]
    if not ids:
        customers = {name.id for name in customers_called(match["who"], ctx)}
        ids = [one.id for one in waiting if one.customer_id in customers]
    return Frame("approval.decide", _verdict(match) | {"ids": ids}) if ids else None


def _verdict(match: re.Match[str]) -> dict[str, object]:
    slots: dict[str, object] = {"approved": re.fullmatch(YES, match["verb"]) is not None}
    return slots | ({"reason": match["why"].strip()} if match["why"] else {})


@says(rf"{ALL}{VERB}{WHY}", rf"{VERB}(?:所有的?|全部的?|这些){WHAT}?{WHY}")
def read_all(match: re.Match[str], ctx: Context) -> Frame | None:
    waiting = approvals.waiting_for_me(ctx.session, ctx.user.id)
    if not waiting:
        return None
    if len(waiting) == 1:
        return Frame("approval.decide", _verdict(match))
    return Frame("approval.all", _verdict(match) | {"ids": [one.id for one in waiting]})


@handles("approval.all")
def decide_all(frame: Frame, ctx: Context) -> str:
    """Shown first, each with its figures; done after a 确认. What came meanwhile is not among them."""
    found = [
        one for one in approvals.waiting_for_me(ctx.session, ctx.user.id) if one.id in frame.slots["ids"]
    ]
    if not found:
        raise NotThere(words.NONE_WAITING)
    lines = [f"{n}. {line(one, ctx)}" for n, one in enumerate(found, 1)]
    if not confirmed(frame, "\n".join([words.all_asked(len(found), bool(frame.slots["approved"])), *lines])):
        return LEFT_ALONE
    kept = {"approved": frame.slots["approved"], "reason": frame.slots.get("reason", words.NO_REASON)}
    with all_or_nothing(ctx):
        return "\n".join(decide(Frame("approval.decide", {**kept, "id": one.id}), ctx) for one in found)


@says("(?:通过|驳回|批准|批了|准了|打回|否决|不批|不同意)(?:吧|了)?")
def read_nothing(match: re.Match[str], ctx: Context) -> Frame | None:
    """A verdict with nothing to decide and nothing asked is told so, not taken for a mere yes or no."""
    return Frame("approval.yes", {"approved": True}) if ctx.open is None else None


@says(
    "(?:我的?)?(?:审批|批过的?)(?:记录|历史)",
    "我?(?:最近|今天|这周|本周)?(?:都)?批(?:过|了)(?:哪些|什么|啥|几[个条])",
)
def read_decided(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("approval.decided")


@handles("approval.decided")
def decided(frame: Frame, ctx: Context) -> str:
    """What I said yes or no to, the newest first; of somebody who decides nothing what they asked for."""
    found = approvals.decided_by(ctx.session, ctx.user.id)
    if not found:
        return mine(frame, ctx)
    return listing(
        ctx, words.decided_head(len(found)), [f"{n}. {_past(one, ctx)}" for n, one in enumerate(found, 1)]
    )


def _past(approval: Approval, ctx: Context) -> str:
    customer = approval_cards.customer_name(ctx.session, approval)
    requester = approval_cards.name_of(ctx.session, approval.requester_id)
    return f"{requester} {words.own_line(approval, customer, '', ctx.now, ctx.tz)}"
