"""同意 and 驳回 of some of several: 「2通过」「王磊的那个通过」「讯飞的驳回」「都通过」; 「审批记录」."""

import re
from collections.abc import Sequence
from typing import Final

from crm.approvals import approvals, approvers
from crm.approvals import cards as approval_cards
from crm.approvals import reminders as approval_reminders
from crm.errors import NotThere
from handlers.approvals import words
from handlers.approvals.intents import MORE, NO, VERDICT, WHAT, YES, decide, is_yes, line, mine
from handlers.context import Context
from handlers.paging import listing
from handlers.periods import passed
from handlers.phrases import colleagues_called, customers_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from handlers.vocabulary import parse
from handlers.whole import all_or_nothing
from models.working import Approval
from nlp.frames import Frame

WHY: Final = "(?:[,， :：]+(?P<why>.{1,40}))?"
ALL: Final = "(?:(?:那|把|这)?(?:些|几[个条])?(?:都|全部|全都|全|一起|一并|统统)(?:给)?)"


@says(rf"第?(?P<nth>\d{{1,2}})号?[,， ]?{VERDICT}{WHY}", rf"{VERDICT} ?(?P<nth>\d{{1,2}})号?{WHY}")
def read_number(match: re.Match[str], ctx: Context) -> Frame | None:
    """2通过: a number of the list that was just shown, else of those that wait."""
    if match["why"] and MORE.search(match["why"]):
        return None
    listed = ctx.state.get("listed") or {}
    if listed and listed["kind"] != "approval":
        return None
    waiting = approvals.waiting_for_me(ctx.session, ctx.user.id)
    if not listed and not waiting:
        return None
    if not listed:
        ctx.remember(listed={"kind": "approval", "ids": [one.id for one in waiting]})
    return Frame("approval.decide", _verdict(match) | {"nth": int(match["nth"])})


ONE_OF: Final = re.compile(rf"(?P<who>[\u4e00-\u9fffa-z0-9]{{2,12}}?){WHAT}(?:就|可以|先|给)?{VERDICT}")
APART: Final = re.compile("[,，;；。 ]+")


@says(
    rf".{{2,14}}?{VERDICT}.{{0,30}}?[,，;；。 ]+.{{2,14}}?"
    rf"(?:{NO}|{YES}|不行|可以).{{0,40}}",
    longest=120,
)
def read_one_by_one(match: re.Match[str], ctx: Context) -> Frame | None:
    """差旅费那个批了 招待费的打回 没发票: each named by whose it is or what it is about, and that alone."""
    told: list[tuple[str, bool, str]] = []
    for piece in APART.split(match[0]):
        if one := ONE_OF.fullmatch(piece):
            told.append((one["who"], is_yes(one["verb"]), ""))
        elif told:
            told[-1] = (*told[-1][:2], f"{told[-1][2]} {piece}".strip())
        else:
            return None
    waiting = approvals.waiting_for_me(ctx.session, ctx.user.id) if len(told) > 1 else []
    meant = [_of(who, waiting, ctx) for who, _, _ in told]
    if not waiting or any(len(ids) != 1 for ids in meant) or len({ids[0] for ids in meant}) < len(meant):
        return None
    verdicts = [
        {"id": ids[0], "approved": approved, "reason": reason}
        for ids, (_, approved, reason) in zip(meant, told, strict=True)
    ]
    return Frame("approval.each", {"verdicts": verdicts})


@says(rf"(?P<who>[\u4e00-\u9fffa-z]{{2,12}}?){WHAT}(?:就|可以|先)?{VERDICT}{WHY}")
def read_whose(match: re.Match[str], ctx: Context) -> Frame | None:
    """王磊的那个通过, 讯飞的驳回: those of a colleague, or about a customer, of what waits."""
    waiting = approvals.waiting_for_me(ctx.session, ctx.user.id)
    if not waiting:
        return None
    ids = _of(match["who"], waiting, ctx)
    return Frame("approval.decide", _verdict(match) | {"ids": ids}) if ids else None


def _of(said: str, waiting: Sequence[Approval], ctx: Context) -> list[int]:
    """Those of a colleague, or about a customer, or whose words have it: 差旅费."""
    people = {name.id for name in colleagues_called(said, ctx)}
    if ids := [one.id for one in waiting if one.requester_id in people]:
        return ids
    customers = {name.id for name in customers_called(said, ctx)}
    ids = [one.id for one in waiting if one.customer_id in customers]
    return ids or [one.id for one in waiting if len(said) > 1 and said in (one.content or "")]


def _verdict(match: re.Match[str]) -> dict[str, object]:
    slots: dict[str, object] = {"approved": is_yes(match["verb"])}
    return slots | ({"reason": match["why"].strip()} if match["why"] else {})


@says(rf"{ALL}{VERDICT}{WHY}", rf"{VERDICT}(?:所有的?|全部的?|这些){WHAT}?{WHY}")
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


@says(
    "(?:让|找|请|叫|麻烦)(?P<who>[\u4e00-\u9fff]{2,4}?)(?:给|帮|帮忙|来)*(?:特批|审批|批)(?:一?下|个|一个)?"
    "(?:价格?|折扣|特价)?[,， :：]*(?P<what>.{3,40})"
)
def read_put_up(match: re.Match[str], ctx: Context) -> Frame | None:
    """让王芳批个价 华为打八五折: a request, where a discount is named and whoever is asked leads."""
    found = colleagues_called(match["who"], ctx) if ctx.open is None else ()
    leads = {one.id for level in approvers.levels(ctx.session, ctx.user) for one in level} if found else set()
    if not leads & {one.id for one in found}:
        return None
    whole = f"申请 {match['what']}"
    asked = parse(whole, ctx)
    if len(asked) != 1 or asked[0].intent != "approval.request" or "value" not in asked[0].slots:
        return None
    ctx.text = whole
    return asked[0]


@says("(?:通过|驳回|批准|批了|准了|打回|否决|不批|不同意)(?:吧|了)?")
def read_nothing(match: re.Match[str], ctx: Context) -> Frame | None:
    """A verdict with nothing to decide and nothing asked is told so, not taken for a mere yes or no."""
    return Frame("approval.yes", {"approved": True}) if ctx.open is None else None


WHEN: Final = "(?P<when>最近|今天|昨天|前天|这周|本周|上周|这个月|本月|上个?月)?"
PAST: Final = "(?:批|审批|审|驳回|拒绝|同意|通过)"


@says(
    f"(?:我的?)?{WHEN}的?(?:审批|批过的?)(?:记录|历史)",
    f"我?{WHEN}(?:都)?{PAST}(?:过|了)(?:哪些|什么|啥|几[个条]|谁的?|多少)",
    f"我?{WHEN}{PAST}过的(?:申请|审批|单子)?(?:有哪些)?",
)
def read_decided(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("approval.decided", {"range": passed(match["when"], ctx)} if match["when"] else {})


@handles("approval.decided")
def decided(frame: Frame, ctx: Context) -> str:
    """What I said yes or no to, the newest first; of somebody who decides nothing what they asked for."""
    found = approvals.decided_by(ctx.session, ctx.user.id)
    if not found:
        return mine(frame, ctx)
    if "range" in frame.slots:
        first, _, last = str(frame.slots["range"]).partition("/")
        found = [one for one in found if first[:10] <= _day(one, ctx) <= (last or first)[:10]]
        if not found:
            raise NotThere(words.NONE_DECIDED)
    ctx.remember(listed={"kind": "approval", "ids": [one.id for one in found]})
    lines = [f"{n}. {_past(one, ctx)}" for n, one in enumerate(found, 1)]
    return listing(ctx, words.decided_head(len(found), lately="range" not in frame.slots), lines)


def _day(approval: Approval, ctx: Context) -> str:
    return (approval.decided_at or approval.created_at).astimezone(ctx.tz).date().isoformat()


def _past(approval: Approval, ctx: Context) -> str:
    customer = approval_cards.customer_name(ctx.session, approval)
    requester = approval_cards.name_of(ctx.session, approval.requester_id)
    said = words.own_line(approval, customer, "", [], ctx.now, ctx.tz)
    return f"{requester} {said}"


@says(
    "(?:帮我|再|麻烦)?催(?:一下|下|催|一催)?(?:我的|他们?|她们?|领导|主管|经理|老板)?的?(?:审批|申请|批|报销)(?:一下|吧)?",
    "(?:审批|申请|报销)(?:帮我|再)?催(?:一下|下|催)?",
)
def read_nudge(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("approval.nudge")


@handles("approval.nudge")
def nudge(frame: Frame, ctx: Context) -> str:
    """催一下审批: whoever it waits with hears so, at most once an hour."""
    found = [one for one in approvals.requests_of(ctx.session, ctx.user.id) if one.status == "waiting"]
    if not found:
        raise NotThere(words.NOTHING_TO_NUDGE)
    lines = []
    for one in found:
        sent = approval_reminders.nudge(ctx.session, one, ctx.now)
        ctx.sent += sent
        customer = approval_cards.customer_name(ctx.session, one)
        lines.append(words.nudged(one, customer, approvals.asked_names(ctx.session, one), sent > 0))
    return "\n".join(lines)
