"""工单: 「华为 报修 打印机卡纸」「1001派给王磊」「1001号工单配件已到」「1001号工单关了 换了搓纸轮」."""

import re

from crm import days
from crm.customers import contacts
from crm.errors import Refused
from crm.notices import withdraw
from crm.ownership import assigning
from crm.people import leave
from crm.tickets import notices as ticket_notices
from crm.tickets import tickets
from handlers import replies
from handlers.context import ANSWER_WITHIN, Context, Question
from handlers.names import refs_to
from handlers.ownership import assigning_words
from handlers.questions.asking import ask
from handlers.registry import handles
from handlers.resolve import PRONOUN, as_said, colleague, contact_at, customer_or_new
from handlers.slots import due
from handlers.tickets import words
from handlers.tickets.refs import find_ticket, may_do, spoke_of
from handlers.vocabulary import parse
from models.customers import Contact, Customer
from models.outbox import Message, Text, queue
from models.people import User
from models.service import Ticket
from nlp.frames import Frame
from zh import say

URGENT = re.compile(
    "(?:优先级)?(?:改|升级?|调)?(?:成|为|到)?(?:是)?(?:很|特别|非常|挺|比较)?(紧急|加急|特急|急|高|不急)(?:单|处理)?"
)
OTHERS = 4  # tickets of the same customer that are looked at


@handles("ticket.create")
def create(frame: Frame, ctx: Context) -> str:
    """A case of a customer, in the hands of whom the rule says; without a rule in those of the speaker."""
    slots = frame.slots
    described = {"content", "product"} & set(slots)
    if not described and {"customer", "contact"} & set(slots):
        raise Question(words.ASK_CONTENT, "content")
    if not described and (current := ctx.current_customer(ANSWER_WITHIN)) is not None:
        of = Frame(frame.intent, {**slots, "customer": current.name}, refs=refs_to(current))
        raise Question(words.ask_content_of(current.name), "content", frame=of)
    if _of_nobody_known(frame, ctx):
        raise Question(words.ASK_CUSTOMER, "customer")
    customer, new_customer = customer_or_new(frame, ctx, words.ASK_CUSTOMER)
    contact, new_contact = contact_at(frame, ctx, customer)
    others = tickets.find(ctx.session, customer_id=customer.id, states=tickets.UNCLOSED, most=OTHERS)
    place = assigning.place_of(customer.name, customer.region)
    rule = assigning.rule_for(ctx.session, "ticket", place)
    picked = assigning.pick(ctx.session, rule, ctx.now, ctx.tz) if rule else None
    ticket = tickets.create(
        ctx.session,
        ctx.user.id,
        customer,
        ctx.now,
        assignee_id=picked.to.id if picked else ctx.user.id,
        ruled=picked is not None,
        contact=contact,
        type=slots.get("type"),
        product=_product(frame, ctx),
        content=str(slots.get("content", "")),
        priority=slots.get("priority", "normal"),
    )
    new = [f"客户「{customer.name}」"] if new_customer else []
    if new_contact and contact is not None:
        new.append(f"联系人「{contact.name}」")
    said = [words.created(ticket, customer.name, contact, new, others)]
    if "customer" not in slots and not frame.refs.get("contact") and not PRONOUN.search(ctx.text):
        said.append(replies.ASSUMED_CUSTOMER)
    if picked is not None:
        said.append(assigning_words.given(picked))
        why = f"{ctx.user.name}登记，按规则分给你"
    else:
        none = assigning_words.why_yours(rule, assigning.rules(ctx.session, "ticket"))
        said.append(words.yours(ticket, none))
        why = "你登记的"
    send_card(ticket, customer, contact, why, ctx)
    spoke_of(ticket, ctx)
    ctx.spoke_of(customer, contact)
    return "\n".join(said)


def _product(frame: Frame, ctx: Context) -> str | None:
    """As the price list has it; where several fit, as it was said."""
    named = frame.slots.get("product")
    return as_said(frame, ctx, "product") or named[0] if isinstance(named, list) else named


def _of_nobody_known(frame: Frame, ctx: Context) -> bool:
    """冉总投诉…: a person whom nobody knows is not of the customer that was spoken of before."""
    if "customer" in frame.slots or "contact" not in frame.slots or frame.refs.get("contact"):
        return False
    current = ctx.current_customer(ANSWER_WITHIN)
    return current is not None and contacts.of(ctx.session, current, str(frame.slots["contact"])) is None


@handles("ticket.assign")
def assign(frame: Frame, ctx: Context) -> str:
    """Into a colleague's hands, who gets the card; whoever had it hears of it."""
    ticket = find_ticket(frame, ctx)
    must_be_open(ticket, ctx)
    if "user" not in frame.slots:
        raise Question(words.ASK_USER, "user", frame=_of(ticket, frame))
    to = colleague(frame, ctx, "user") or ctx.user
    if "by" not in frame.slots:
        return hand(ticket, to, ctx)
    when = due(str(frame.slots["by"]), ctx.tz)
    there_by = words.there_by(say.moment(when.at, when.grain, ctx.now, ctx.tz))
    said = hand(ticket, to, ctx, there_by)
    tickets.report(ctx.session, ticket, there_by, ctx.now, by_assignee=False)
    return f"{said.removesuffix(words.UNDO)}{there_by}。{words.UNDO}"


def hand(ticket: Ticket, to: User, ctx: Context, there_by: str = "") -> str:
    """The ticket is this colleague's from now on. Raises Refused for one who has left."""
    if to.status != "active":
        raise Refused(f"{to.name}已经不在岗，不能接工单。换一位同事？")
    if ticket.assignee_id == to.id:
        return words.has_it(ticket, to.name, to.id == ctx.user.id)
    before, set_id = ticket.assignee_id, ctx.session.info["set_id"]
    tickets.give(ctx.session, ticket, to.id, ctx.now)
    if ticket.source == set_id:  # made by this very message: whoever the rule said never hears of it
        withdraw(ctx.session, ticket_notices.key("given", ticket.id, before, set_id), before, "", ctx.now)
    elif before not in (ctx.user.id, to.id):
        tell(ctx, "moved", ticket, before, Text(words.moved(ticket, ctx.user.name, to.name)))
    card_for(ticket, "，".join(filter(None, [f"{ctx.user.name}派给你", there_by])), ctx)
    said = words.given(ticket, to.name, to.id == ctx.user.id)
    absent = leave.absence(ctx.session, to, days.today(ctx.now, ctx.tz)) if to.id != ctx.user.id else None
    if absent is not None:
        said += f"\n{to.name}请假到{absent.last.month}月{absent.last.day}日，回来才看得到"
    return said


@handles("ticket.update")
def update(frame: Frame, ctx: Context) -> str:
    """What happened since; whoever waits for it hears of it."""
    ticket = find_ticket(frame, ctx)
    must_be_open(ticket, ctx)
    content = str(frame.slots.get("content", ""))
    if not content:
        raise Question(words.ASK_NEWS, "content", frame=_of(ticket, frame))
    if match := URGENT.fullmatch(content):
        return prioritise(ticket, "low" if match[1] == "不急" else "high", ctx)
    mine = may_do(ticket, ctx)
    tickets.report(ctx.session, ticket, content, ctx.now, by_assignee=mine)
    name = customer_name(ticket, ctx)
    for user_id in concerned(ticket, ctx):
        told = words.reported_by(ticket, name, content, ctx.user.name)
        tell(ctx, "note", ticket, user_id, Text(told))
    return words.reported(ticket, name, content)


def prioritise(ticket: Ticket, priority: str, ctx: Context) -> str:
    """How urgent it is from now on."""
    ticket.priority = priority
    said = words.PRIORITIES.get(priority, "普通")
    tell_change(ticket, f"优先级改为{said}", ctx)
    return f"工单{ticket.number}的优先级改为{said}。{words.UNDO}"


@handles("ticket.close")
def close(frame: Frame, ctx: Context) -> str:
    """How it ended and what the customer thinks of it; asked for where it was not said."""
    ticket = find_ticket(frame, ctx)
    result, score = frame.slots.get("result"), frame.slots.get("satisfaction")
    if frame.slots.get("asked") and ticket.status == "closed":
        return _tell(ticket, str(result or ""), ctx)
    if ticket.status == "closed" and score is not None and ticket.satisfaction is None:
        said = "；".join(filter(None, [ticket.result, str(result)])) if result else None
        tickets.tell(ticket, said, score)  # the customer said so later
        return words.told(ticket)
    must_be_open(ticket, ctx)
    said = finish(ticket, str(result) if result else None, score, ctx)
    return said if result else "\n".join([said, ask_result(ticket, ctx)])


def finish(ticket: Ticket, result: str | None, score: int | None, ctx: Context) -> str:
    """It is over; whoever waited for it hears of it."""
    tickets.close(ctx.session, ticket, ctx.user.id, ctx.now, result, score)
    name = customer_name(ticket, ctx)
    for user_id in concerned(ticket, ctx):
        tell(ctx, "closed", ticket, user_id, Text(words.closed_by(ticket, name, ctx.user.name)))
    return words.closed(ticket, name)


def ask_result(ticket: Ticket, ctx: Context) -> str:
    """「怎么处理的？」: the next message is the result, if it is nothing else."""
    customer = ctx.session.get(Customer, ticket.customer_id)
    refs = refs_to(customer) if customer is not None else {}  # an order about another is no answer
    frame = Frame("ticket.close", {"ref": ticket.number, "ticket": ticket.id, "asked": True}, refs=refs)
    return ask(Question(words.ASK_RESULT, "result"), frame, [], ctx)


def _tell(ticket: Ticket, said: str, ctx: Context) -> str:
    """The answer to that, read as the end of a message that closes it: 换了搓纸轮，客户打5分."""
    read = parse(f"{ticket.number}号工单关闭 {said}", ctx)[0]
    closing = read.slots if read.intent == "ticket.close" else {}
    tickets.tell(ticket, str(closing.get("result") or said), closing.get("satisfaction"))
    return words.told(ticket)


def tell_change(ticket: Ticket, what: str, ctx: Context) -> None:
    """Whoever has it and is not the speaker hears what was wrong on their card."""
    if ticket.assignee_id != ctx.user.id:
        said = words.changed(ticket, what, ctx.user.name)
        tell(ctx, "note", ticket, ticket.assignee_id, Text(said))


def must_be_open(ticket: Ticket, ctx: Context) -> None:
    """Raises Refused, with when it was closed and how it ended."""
    if ticket.status != "closed":
        return
    by = ctx.session.get(User, ticket.closed_by_id) if ticket.closed_by_id else None
    who = by.name if by else ""
    raise Refused(words.over(ticket, customer_name(ticket, ctx), who, ctx.now, ctx.tz))


def _of(ticket: Ticket, frame: Frame) -> Frame:
    """The frame with the ticket settled, for a question about the rest."""
    slots = {**frame.slots, "ref": ticket.number, "ticket": ticket.id}
    return Frame(frame.intent, slots, refs=frame.refs)


def concerned(ticket: Ticket, ctx: Context) -> list[int]:
    """Who waits for it and who has it, the speaker left out."""
    return [one for one in dict.fromkeys((ticket.creator_id, ticket.assignee_id)) if one != ctx.user.id]


def customer_name(ticket: Ticket, ctx: Context) -> str:
    return tickets.customers_of(ctx.session, [ticket]).get(ticket.customer_id, "")


def contact_of(ticket: Ticket, ctx: Context) -> Contact | None:
    """Whom to call: whoever has the ticket may know, whoever's customer that is."""
    if ticket.contact_id is None:
        return None
    return ctx.session.get(Contact, ticket.contact_id, execution_options={"unscoped": True})


def card_for(ticket: Ticket, why: str, ctx: Context) -> None:
    """The card for whoever has it, whether or not the speaker may see the customer."""
    customer = ctx.session.get(Customer, ticket.customer_id, execution_options={"unscoped": True})
    if customer is not None:
        send_card(ticket, customer, contact_of(ticket, ctx), why, ctx)


def send_card(ticket: Ticket, customer: Customer, contact: Contact | None, why: str, ctx: Context) -> None:
    card = words.card(ticket, customer.name, contact, customer.phone or "", why)
    tell(ctx, "given", ticket, ticket.assignee_id, card)


def tell(ctx: Context, kind: str, ticket: Ticket, user_id: int, message: Message) -> None:
    """Something about a ticket for a colleague, in this transaction."""
    ctx.sent += 1
    key = ticket_notices.key(kind, ticket.id, user_id, ctx.session.info["set_id"])
    queue(ctx.session, key, user_id, message, ctx.now)
