"""线索: 「新线索 深圳蓝海科技 陈工 137…」 goes to whom the rules say (handlers/ownership/assigning.py)."""

import re
from datetime import timedelta

from crm.ownership import assigning, leads, ownership
from crm.ownership.leads import Given
from handlers.admins import must_be_admin
from handlers.context import Answer, Context, Question
from handlers.customers import words as customers_words
from handlers.customers.duplicates import existing, use_existing
from handlers.customers.intents import New, write_new
from handlers.names import refs_to
from handlers.ownership import assigning_words
from handlers.ownership import leads_words as words
from handlers.phrases import as_typed, colleagues_called, says
from handlers.questions.asking import run_tapped
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles, taps
from handlers.vocabulary import parse
from models.customers import Customer
from models.outbox import Message, Text, queue
from models.trust import LeadRule
from nlp.frames import Frame

LATELY = timedelta(days=3)
CAME = "(?:来了?|收到|接到|进来了?|有|新增|新|录|加|登记)?(?:一?[条个])?"


@says(rf"(?P<source>[\u4e00-\u9fffA-Za-z]{{2,8}}?)?(?:那边)?的?{CAME}的?线索[:：,， ]+(?P<rest>.{{2,50}})")
def read_lead(match: re.Match[str], ctx: Context) -> Frame | None:
    """What the parser reads as a new customer, of whom nobody said that it is theirs."""
    said = as_typed(match, ctx)
    source = re.sub("刚才|刚刚|刚|今天|又|来了?|个|有", "", said["source"] or "")
    text = f"新增客户 {said['rest']}{f' 来源{source}' if source else ''}"
    frames = parse(text, ctx)
    ctx.names.bring(frames)
    first = frames[0]
    if len(frames) != 1 or first.intent != "customer.create" or "customer" not in first.slots:
        return None
    return Frame("lead.create", first.slots, refs=first.refs)


@handles("lead.create")
def create(frame: Frame, ctx: Context) -> str:
    """A new customer with the owner that the rule gives it; without a rule it is the speaker's."""
    name = frame.slots["customer"]
    name = name[0] if isinstance(name, list) else str(name)
    known = existing(frame, ctx, name)
    if known is not None:
        ctx.spoke_of(known)
        return use_existing(known, frame, ctx)
    code = assigning.place_of(name, frame.slots.get("region"))
    if code is None and "region" not in frame.slots and assigning.by_region_only(ctx.session, "lead"):
        raise Question(words.ASK_REGION, "region")
    rule = assigning.rule_for(ctx.session, "lead", code)
    new = write_new(frame, ctx, name, None)
    given = leads.give(ctx.session, new.customer, rule, ctx.now, ctx.tz) if rule else None
    if given is None:
        why = assigning_words.why_yours(rule, assigning.rules(ctx.session, "lead"))
        ownership.give(ctx.session, new.customer, ctx.user.id, "assign", ctx.now)
    owner = given.picked.to.name if given else "你"
    said = customers_words.customer_created(new.customer, new.contact, new.tags, owner)
    if given is not None:
        _tell(given, new, ctx)
    ctx.spoke_of(new.customer, new.contact)
    return "\n".join([said, *new.remarks, assigning_words.given(given.picked) if given else why])


def _tell(given: Given, new: New, ctx: Context) -> None:
    if given.picked.to.id != ctx.user.id:
        _send(ctx, given.picked.to.id, words.card(new.customer, new.contact, ctx.user.name, ctx.user.id))


def _send(ctx: Context, to_id: int, message: Message) -> None:
    """Under the key that an undo withdraws."""
    ctx.sent += 1
    queue(ctx.session, ownership.notice_key(ctx.session.info["set_id"], to_id), to_id, message, ctx.now)


@taps("lead.accept")
def accept(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """接受: whoever brought the lead hears of it, once."""
    customer = _mine(ref, ctx)
    if customer is None:
        return Answer(button="已经不在你名下了")
    _accepted(customer, int(ref[1]), ctx)
    return Answer(button="已接受 ✓")


def _accepted(customer: Customer, by: int, ctx: Context) -> bool:
    """Whoever told of it hears so; False where they heard before."""
    ctx.spoke_of(customer)
    if by == ctx.user.id:
        return True
    text = Text(f"{ctx.user.name}接受了线索{customer.name}。")
    return queue(ctx.session, f"lead:ok:{customer.id}:{ctx.user.id}", by, text, ctx.now)


@says(
    "(?:好的?|行|ok)?[,， ]*(?:这个|这条|新|那个)?(?:线索|客户)?我?"
    "(?:接了|接下了?|接受了?|接手了?|收下了?|来跟)(?:线索)?(?:吧|啦)?"
)
def read_accept(match: re.Match[str], ctx: Context) -> Frame | None:
    """接了, after the card of a new lead."""
    found = leads.given_to(ctx.session, ctx.user.id, ctx.now - LATELY)
    return Frame("lead.accept", {"id": found[0].id, "by": found[1]}) if found else None


@says(
    "(?:好的?)?[,， ]*(?:(?:这个|这条|新)?(?:线索|客户)?我?(?:不要|不接|接不了|跟不了|做不了|没空)"
    "(?:这个|这条)?(?:线索|客户)?了?[,， ]*)"
    "(?:转|交|给)(?:给|到)?(?P<to>[\u4e00-\u9fffa-z]{2,6}?)(?:吧|跟|来跟|跟进)?"
)
def read_not_mine(match: re.Match[str], ctx: Context) -> Frame | None:
    """我不要这个 转给王磊, after the card of a new lead: that one, whoever was spoken of before."""
    found = leads.given_to(ctx.session, ctx.user.id, ctx.now - LATELY)
    to = colleagues_called(match["to"], ctx)
    if found is None or not to:
        return None
    refs = refs_to(found[0]) | {"user": to}
    return Frame("customer.transfer", {"customer": found[0].name, "user": match["to"]}, refs=refs)


@handles("lead.accept")
def accept_in_words(frame: Frame, ctx: Context) -> str:
    customer = ctx.session.get_one(Customer, int(frame.slots["id"]))
    if not _accepted(customer, int(frame.slots["by"]), ctx):
        return f"线索{customer.name}你已经接受过了。"
    return f"已接受线索{customer.name}，已告诉录入的人。联系过就说一句「给{customer.name}打了电话，…」"


@taps("lead.pass")
def pass_on(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """转给同事: the next message says to whom; the rest is a transfer like any other."""
    customer = _mine(ref, ctx)
    if customer is None:
        return Answer(button="已经不在你名下了")
    refs = refs_to(customer)
    run_tapped(Frame("customer.transfer", {"customer": customer.name}, refs=refs), ctx)
    return Answer(button="等你说转给谁")


def _mine(ref: tuple[str, ...], ctx: Context) -> Customer | None:
    customer = ctx.session.get(Customer, int(ref[0]))
    return customer if customer is not None and customer.owner_id == ctx.user.id else None


@says(
    "(?:把)?(?:公海)?(?:里|里面|中)?的?(?:新)?线索(?:都|全部?)?(?:分配|分)(?:一下|下去|掉|出去|给大家)?",
    "分(?:配)?(?:一下)?(?:公海)?(?:里)?的?(?:新)?线索",
)
def read_spread(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("lead.spread")


@handles("lead.spread")
def spread(frame: Frame, ctx: Context) -> str:
    """What lies in the pool and nobody ever had, by the rules; asked first, for it is many at once."""
    must_be_admin(ctx, "分配公海里的线索")
    found = leads.waiting(ctx.session)
    if not found:
        return words.NONE_WAITING
    if not assigning.rules(ctx.session, "lead"):
        return assigning_words.NO_RULES["lead"]
    ruled = [(one, _rule_of(one, ctx)) for one in found]
    without = sum(rule is None for _, rule in ruled)
    if without == len(found):
        return f"公海里的{len(found)}条新线索，地区都没有对得上的规则。发「线索规则」看看。"
    if not confirmed(frame, words.ask_spread(len(found), without)):
        return LEFT_ALONE
    shares: dict[int, list[Given]] = {}
    for customer, rule in ruled:
        given = leads.give(ctx.session, customer, rule, ctx.now, ctx.tz) if rule else None
        if given is not None:
            shares.setdefault(given.picked.to.id, []).append(given)
    for to_id, theirs in shares.items():
        customers = [one.customer for one in theirs]
        card = words.many(customers, ctx.user.name, ctx.session.info["set_id"])
        if len(customers) == 1:
            card = words.card(customers[0], None, ctx.user.name, ctx.user.id)
        _send(ctx, to_id, card)
    counts = [(theirs[0].picked.to.name, len(theirs)) for theirs in shares.values()]
    return words.spread(counts, len(found) - sum(count for _, count in counts))


def _rule_of(customer: Customer, ctx: Context) -> LeadRule | None:
    return assigning.rule_for(ctx.session, "lead", assigning.place_of(customer.name, customer.region))
