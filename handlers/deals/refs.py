"""Which chance is meant, and which stage: by customer, by words of its title, by what was last spoken of."""

import re
from datetime import datetime

from crm.deals import deals, stages
from crm.errors import NotThere, Refused
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.deals import words
from handlers.phrases import contacts_called, firms_of
from handlers.resolve import known_customer
from models.customers import Contact, Customer
from models.deals import Opportunity
from nlp.frames import Frame
from zh.text import normal

MOST = 6
SHORTEST = 2  # characters of a title that tell it apart
BEFORE = re.compile(
    r"([^,，。 ]{2,14}?)[ ,，]?(?:签|拿下|成交|赢|中标|谈成|黄|丢|输|没戏|飞了|没成|泡汤|到|进|推)"
)
SAYS = re.compile("(?:那边)?(?:刚|也|都|已经)*(?:说|表示|同意|答应|点头|回复|松口)")  # 尹涛说可以 签了
SMALL = re.compile(
    "今天|昨天|刚才|刚刚|刚|终于|已经|[这那](?:个|家|边|单|笔)?|他们|她们|它们|[他她它]|对方|客户|我们|我|单子?|项目"
    "|商机|机会|合同|总算|也|又|的|把|给|和|跟|了|个|家|总|经理|主任|哈|啊|,|，| "
)
OF_HIM = re.compile("(?:把)?(?P<who>[^,，。 ]{2,8}?)(?:那边|他们|的)?[那这]一?(?:单|个?项目|个?商机|个单子)")
GENERAL = re.compile("项目|商机|工程|系统|采购|需求|方案|合同|新商机")


def spoke_of(ctx: Context, deal: Opportunity) -> None:
    """From now on 这单 means this one."""
    customer = ctx.session.get(Customer, deal.customer_id)
    ctx.spoke_of(customer)
    ctx.remember(deal={"id": deal.id, "at": ctx.now.isoformat()})


def last_spoken_of(ctx: Context) -> Opportunity | None:
    """The chance last spoken of, if that is not too long ago and no other customer was spoken of since."""
    kept = ctx.state.get("deal")
    if kept is None or ctx.now - datetime.fromisoformat(kept["at"]) > ANSWER_WITHIN:
        return None
    deal = ctx.session.get(Opportunity, kept["id"])
    still = ctx.state.get("spoken_at") and deal and deal.customer_id == ctx.conversation.customer_id
    return deal if still else None


def chosen(frame: Frame, ctx: Context) -> Opportunity | None:
    """The one picked from candidates, or asked about further: locked."""
    return deals.locked(ctx.session, int(frame.slots["deal"])) if "deal" in frame.slots else None


def customer_of(frame: Frame, ctx: Context) -> Customer:
    """Whose chance it is; not said: that of the chance last spoken of.

    A name the parser could not know (九阳签了, of a colleague) is looked up: it never means the last one.
    """
    if "customer" not in frame.slots and not frame.refs.get("contact"):
        if (firm := _of_a_person(ctx)) is not None:
            return firm
        if name := _stranger(ctx):
            if (firm := _firm_of(name, ctx)) is not None:
                return firm
            return known_customer(Frame(frame.intent, {"customer": name}), ctx, words.ASK_CUSTOMER)
        deal = last_spoken_of(ctx)
        customer = ctx.session.get(Customer, deal.customer_id) if deal else None
        if customer is not None:
            return customer
    return known_customer(frame, ctx, words.ASK_CUSTOMER)


def _of_a_person(ctx: Context) -> Customer | None:
    """唐工那单大概15万: the chance of his company, whoever was spoken of last."""
    match = OF_HIM.match(normal(ctx.text).strip())
    firms = firms_of(match["who"], ctx) if match else ()
    return ctx.session.get(Customer, firms[0].id) if len(firms) == 1 else None


def _firm_of(name: str, ctx: Context) -> Customer | None:
    """Of somebody who was there before: whom this very message made is only thought to be of the last one."""
    found = [ctx.session.get(Contact, one.id) for one in contacts_called(name, ctx)]
    before = {one.customer_id for one in found if one and one.source != ctx.session.info["set_id"]}
    if any(found) and not before:
        raise Refused(words.whose_is(name))
    return ctx.session.get(Customer, before.pop()) if len(before) == 1 else None


def _stranger(ctx: Context) -> str:
    """Who is named in front of 签了 or 到谈判了; empty for 这单, 他们, 今天 and words of the last title."""
    match = BEFORE.match(ctx.text.strip())
    before, *says = SAYS.split(match[1]) if match else [""]
    said = SMALL.sub("", before)
    if says and said:  # 郭总说可以 签了: with his title
        said = before.strip()
    last = last_spoken_of(ctx)
    if len(said) < SHORTEST or (last is not None and shared(said, f"{last.title}{last.product or ''}")):
        return ""
    return said


def open_one(frame: Frame, customer: Customer, ctx: Context) -> Opportunity | None:
    """The open chance that is meant, locked; a question where several fit; None where there is none."""
    found = deals.of_customer(ctx.session, customer.id)
    if found and ended_named(frame, customer, ctx) is not None:
        return None
    if len(found) > 1:
        found = _told_apart(found, customer, frame, ctx)
    if len(found) > 1:
        options = [option(deal, ctx) for deal in found[:MOST]]
        raise Question(words.which(customer, len(found)), "deal", options)
    return deals.locked(ctx.session, found[0].id) if found else None


def ended_named(frame: Frame, customer: Customer, ctx: Context) -> Opportunity | None:
    """华为交换机又赢了, and that one was decided already: the ended one that the words name."""
    every = deals.of_customer(ctx.session, customer.id, None)
    ended = [deal for deal in every if deal.status != "open"]
    if not ended:
        return None
    shared = _named(every, customer, frame, ctx)
    best = max(ended, key=lambda deal: (shared[deal.id], deal.id))
    most = max((shared[deal.id] for deal in every if deal.status == "open"), default=0)
    return best if shared[best.id] >= SHORTEST and shared[best.id] > most else None


def _named(found: list[Opportunity], customer: Customer, frame: Frame, ctx: Context) -> dict[int, int]:
    """How much of each one's title or product stands in the message, the customer's name aside."""
    text = ctx.text
    for name in customer.name, str(frame.slots.get("customer", "")):
        text = text.replace(name, "")
    return {deal.id: max(shared(text, deal.title), shared(text, deal.product or "")) for deal in found}


def _told_apart(
    found: list[Opportunity], customer: Customer, frame: Frame, ctx: Context
) -> list[Opportunity]:
    """By words of the title or product in the message; by the last spoken of where no customer is named."""
    shared = _named(found, customer, frame, ctx)
    most = max(shared.values())
    if most >= SHORTEST:
        return [deal for deal in found if shared[deal.id] == most]
    last = last_spoken_of(ctx)
    if "customer" not in frame.slots and last is not None and last in found:
        return [last]
    return found


def shared(text: str, title: str) -> int:
    """How many characters in a row both have: 华为服务器退回需求 and 服务器扩容 three."""
    core = GENERAL.sub("", title)
    lengths = range(len(core), SHORTEST - 1, -1)
    return next((n for n in lengths for at in range(len(core) - n + 1) if core[at : at + n] in text), 0)


def option(deal: Opportunity, ctx: Context) -> Option:
    return Option(words.short(deal), words.where(deal, ctx.now, ctx.tz), slots={"deal": deal.id})


def stage_called(said: str, ctx: Context) -> stages.Stage:
    """The stage of the dictionary; a question where several or none fit."""
    known = ctx.vocabulary.stages
    found = stages.called(known, said)
    if len(found) == 1:
        return found[0]
    options = [
        Option(stage.name, f"{stage.probability}%", slots={"stage": stage.name}) for stage in found or known
    ]
    raise Question(words.which_stage(said, bool(found)), "stage", options)


def numbered(nth: int, ctx: Context) -> Opportunity:
    """第2个 of the list that was just shown."""
    listed = ctx.state.get("listed") or {}
    ids = listed.get("ids", []) if listed.get("kind") == "deal" else []
    if not 1 <= nth <= len(ids):
        raise NotThere(f"刚才的列表没有第{nth}个。发「商机」看看现在有哪些。")
    return deals.locked(ctx.session, ids[nth - 1])
