"""From the words of a frame to the one record that is meant; a question where several or none fit."""

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.customers import contacts, customers
from crm.errors import Forbidden, NotThere, Refused
from handlers import replies
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.names import as_name
from handlers.phrases import colleagues_called, firms_of
from models.customers import Contact, Customer
from models.people import User
from models.platform import Inbox
from models.scope import SYSTEM
from nlp.frames import Frame
from nlp.names import Name
from zh.text import normal

PRONOUN = re.compile(r"[他她]们?|这(?:个|家)(?:客户|公司)|该客户|那边|对方")
MOST_OPTIONS = 6
LONGEST_BEFORE = 60  # characters of the message before that are looked at for a colleague
KIND_OF_FIRM = re.compile("[\u4e00-\u9fff]{1,4}(?:厂|店|行|馆|院|校|所|中心|公司|超市|市场|园|坊|社|场)")


def known_customer(frame: Frame, ctx: Context, question: str) -> Customer:
    """The customer the frame means; it must exist. Not said: the one last spoken of, else a question."""
    customer = _named(frame, ctx)
    if customer is not None:
        return customer
    if "customer" in frame.slots:
        firms = firms_of(str(frame.slots["customer"]), ctx)
        if len(firms) == 1 and (firm := ctx.session.get(Customer, firms[0].id)) is not None:
            return firm  # 把唐工推到谈判
        ask_like(ctx, str(frame.slots["customer"]), frame)
        raise _unknown(ctx, str(frame.slots["customer"]))
    current = ctx.current_customer()
    if current is None:
        raise Question(question, "customer")
    _refuse_hidden(ctx)
    return current


def named_all_the_same(frame: Frame, ctx: Context) -> None:
    """The customer named in an order that was not carried out is spoken of: 「签了」 after it is about them.

    Else the next words would be written to the customer before.
    """
    found = unique(frame.refs.get("customer", ())) or firms_of(str(frame.slots.get("customer", "")), ctx)
    if not found and "customer" in frame.slots and not PRONOUN.search(str(frame.slots["customer"])):
        ctx.remember(spoken_at=None)  # of somebody nobody knows: no more of the former
    if len(found) != 1:
        return
    if found[0].id == ctx.conversation.customer_id:
        ctx.remember(spoken_at=ctx.now.isoformat())
    else:
        ctx.spoke_of(ctx.session.get(Customer, found[0].id))


def customer_or_new(frame: Frame, ctx: Context, question: str) -> tuple[Customer, bool]:
    """The customer the frame means, made on first mention; True if it is new.

    A name that a colleague has already is refused instead of being written twice.
    """
    customer = _named(frame, ctx)
    if customer is not None:
        return customer, False
    name = frame.slots.get("customer")
    if name is None:
        current = ctx.current_customer(ANSWER_WITHIN if not PRONOUN.search(ctx.text) else ANSWER_WITHIN * 4)
        if current is None:
            raise Question(question, "customer")
        _refuse_hidden(ctx)
        return current, False
    ask_like(ctx, str(name), frame)
    refuse_taken(ctx, str(name))
    return customers.create(ctx.session, ctx.user.id, str(name), ctx.now), True


def maybe_customer(frame: Frame, ctx: Context) -> Customer | None:
    """The customer if the frame has one; nothing is asked unless several fit."""
    customer = _referred(frame, ctx, "customer") or _by_contact(frame, ctx)
    if customer is None and "customer" not in frame.slots and PRONOUN.search(ctx.text):
        return ctx.current_customer()
    return customer


def customer_named(frame: Frame, ctx: Context) -> Customer | None:
    """The customer that the words name, if any. Raises for one that is not there: no other will do."""
    customer = maybe_customer(frame, ctx)
    if customer is None and "customer" in frame.slots:
        raise _unknown(ctx, str(frame.slots["customer"]))
    return customer


SPOKEN_WITH = "拜访|走访|回访|见|约|去|到|给|跟|和|与|向|陪|找|联系|接待|把|将"
SPOKEN_AT = "今天|昨天|前天|刚才|刚刚|刚|上午|中午|下午|晚上|早上"


def _refuse_hidden(ctx: Context, until: int | None = None) -> None:
    """今天拜访了华为, 华为来催货, of one who may not see 华为: that is not the customer last spoken of.

    Asked for where no customer is named: the hidden one begins the clause or is who was spoken with; behind
    a 他 (他说华为更便宜) it is what was talked about. `until`: how much of the text can name it.
    """
    hidden = ctx.names.hidden(ctx.text)
    if hidden is None:
        return
    said = normal(ctx.text[:until]).replace(" ", "")
    meant = re.search(
        rf"(?:^|[,，。;；!！]|{SPOKEN_WITH}|{SPOKEN_AT})了?(?:一下)?{re.escape(hidden.key)}", said
    )
    pronoun = PRONOUN.search(said)
    if meant and (pronoun is None or meant.end() <= pronoun.start()):
        refuse_taken(ctx, hidden.name)


def ask_like(ctx: Context, name: str, frame: Frame) -> None:
    """Raises Question where one within sight sounds like the name, but is written otherwise: 鸿达."""
    like = [] if frame.slots.get("is_new") else customers.same_name(ctx.session, name)
    if not like and KIND_OF_FIRM.fullmatch(name) and not frame.slots.get("is_new"):
        like = customers.ending_in(ctx.session, name)  # 童装厂, of one who has 好孩子童装厂
    if len(like) != 1 or like[0].name == name:
        return
    ref = ref_json(as_name(like[0]))
    options = [
        Option("就是它", slots={"customer": like[0].name, "same_as": like[0].id}, refs={"customer": [ref]}),
        Option(f"新建「{name}」", slots={"is_new": True, "new_customer": True}),
    ]
    raise Question(f"没有「{name}」，是{like[0].name}吗？", "customer", options, others=True, frame=frame)


def refuse_taken(ctx: Context, name: str) -> None:
    """Say whose it is when the name is somebody else's customer, without showing more."""
    taken = taken_by(ctx.session, name)
    if taken is not None and not _seen(ctx, taken[0], name):
        raise beyond(ctx, *taken)


def beyond(ctx: Context, customer: str, owner: str) -> Forbidden:
    """A colleague's customer, whose it is: who is spoken of next is nobody of ours."""
    ctx.spoke_of_another()
    return Forbidden(replies.taken(customer, owner))


def _seen(ctx: Context, found: str, name: str) -> bool:
    """Whether what was found by the name is within sight after all."""
    return any(one.name == found for one in customers.same_name(ctx.session, name))


def taken_by(session: Session, name: str) -> tuple[str, str] | None:
    """Name and owner of a customer beyond one's sight that is called so."""
    own_scope = session.info["scope"]
    session.info["scope"] = SYSTEM
    try:
        found = [c for c in customers.same_name(session, name) if c.owner_id is not None]
        if not found:
            return None
        owner = session.scalar(select(User.name).where(User.id == found[0].owner_id))
        return found[0].name, owner or ""
    finally:
        session.info["scope"] = own_scope


def owner_name(customer: Customer, ctx: Context) -> str:
    """Whom to ask about this customer."""
    owner = ctx.session.get(User, customer.owner_id) if customer.owner_id else None
    return owner.name if owner else "管理员"


def contact_at(frame: Frame, ctx: Context, customer: Customer) -> tuple[Contact | None, bool]:
    """The contact the frame names at this customer, made on first mention; True if new."""
    found = [name for name in frame.refs.get("contact", ()) if name.customer_id == customer.id]
    if len(found) == 1:
        return ctx.session.get(Contact, found[0].id), False
    if found:
        raise _which(replies.which_contact(as_said(frame, ctx, "contact")), "contact", found)
    said = frame.slots.get("contact")
    if said is None:
        return _pronoun_contact(ctx, customer), False
    name = said[0] if isinstance(said, list) else str(said)
    existing = contacts.of(ctx.session, customer, name)
    if existing is not None:
        return existing, False
    return contacts.add(ctx.session, customer, name, ctx.now, title=frame.slots.get("title")), True


def colleague(frame: Frame, ctx: Context, slot: str) -> User | None:
    """The colleague named in `slot`; 我 and nothing mean the speaker (None)."""
    if slot not in frame.slots or frame.slots[slot] == "me":
        return None
    named = unique(frame.refs.get(slot, ()))
    found = [name for name in named if name.id != ctx.user.id] or named  # nobody calls oneself 小王
    if len(found) > 1:
        raise _which(replies.which_colleague(), slot, found)
    user = ctx.session.get(User, found[0].id) if found else None
    if user is None:
        raise NotThere(replies.no_colleague(str(frame.slots[slot])))
    return user


def _named(frame: Frame, ctx: Context) -> Customer | None:
    """The customer that is named, or whose contact is; 华为陈姐 beyond sight is not the 陈姐 of another."""
    customer = _referred(frame, ctx, "customer")
    before = frame.spans.get("contact", (0, 0))[0]
    if customer is None and (customer := _by_contact(frame, ctx)) is not None and before:
        _refuse_hidden(ctx, before)
    return customer


def _referred(frame: Frame, ctx: Context, slot: str) -> Customer | None:
    found = frame.refs.get(slot, ())
    if len(found) > 1:
        raise _which(replies.which_customer(as_said(frame, ctx, slot)), slot, found)
    if found:
        return ctx.session.get(Customer, found[0].id)
    if slot == "customer" and isinstance(frame.slots.get(slot), str):
        return _just_made(ctx, str(frame.slots[slot]))
    return None


def _just_made(ctx: Context, name: str) -> Customer | None:
    """One the parser could not know: made earlier in the same message, given in full, or typed in halves
    (hua为)."""
    same = customers.same_name(ctx.session, name)
    if not re.search("[a-zA-Z]", name):
        same = [c for c in same if c.name == name]
    if not same and KIND_OF_FIRM.fullmatch(name) and (current := ctx.current_customer(ANSWER_WITHIN)):
        same = [current] if current.name.endswith(name) else []  # 童装厂, spoken of just now
    return same[0] if len(same) == 1 else None


def _by_contact(frame: Frame, ctx: Context) -> Customer | None:
    """A known contact named without a customer leads to it."""
    if "customer" in frame.slots:
        return None
    found = frame.refs.get("contact", ())
    if not found:
        return None
    current = ctx.current_customer()
    at_current = [name for name in found if current and name.customer_id == current.id]
    if len(at_current) == 1:
        return current
    if len(found) > 1:
        raise _which(replies.which_contact(as_said(frame, ctx, "contact")), "contact", found)
    return ctx.session.get(Customer, found[0].customer_id)


def _pronoun_contact(ctx: Context, customer: Customer) -> Contact | None:
    wanted = ctx.conversation.contact_id
    if wanted is None or customer.id != ctx.conversation.customer_id or not re.search("[他她]", ctx.text):
        return None
    return ctx.session.get(Contact, wanted)


def _unknown(ctx: Context, name: str) -> Refused:
    taken = taken_by(ctx.session, name)
    if taken is not None and not _seen(ctx, taken[0], name):
        return beyond(ctx, *taken)
    return NotThere(replies.no_customer(name))


def as_said(frame: Frame, ctx: Context, slot: str) -> str:
    """The words of the message that the slot came from: 李总, not the names that they may mean."""
    start, end = frame.spans.get(slot, (0, 0))
    return ctx.text[start:end]


def _which(question: str, slot: str, found: tuple[Name, ...] | list[Name]) -> Question:
    return Question(question, slot, [_option(slot, name) for name in unique(found)])


def _option(slot: str, name: Name) -> Option:
    refs = {slot: [ref_json(name)]}
    slots: dict[str, Any] = {slot: name.name}
    if name.kind == "contact" and name.customer:
        slots["customer"] = name.customer
        refs["customer"] = [ref_json(Name("customer", name.customer, "", name.customer_id))]
        return Option(name.name, " ".join(filter(None, (name.customer, name.title))), slots, refs)
    return Option(name.name, "", slots, refs)


def unique(found: tuple[Name, ...] | list[Name]) -> list[Name]:
    """Each record once, whatever keys found it."""
    return list({(name.kind, name.id): name for name in found}.values())


def ref_json(name: Name) -> dict[str, Any]:
    """A ref as the conversation's state keeps it."""
    return name._asdict()


NICKNAMES = re.compile("[小老阿][\u4e00-\u9fff]")


def colleague_before(ctx: Context) -> User | None:
    """The one colleague the message before named, and no customer's person: 他 of 让他周五前报上来."""
    before = ctx.session.execute(
        select(Inbox.text, Inbox.received_at)
        .where(Inbox.user_id == ctx.user.id, Inbox.kind == "text")
        .order_by(Inbox.id.desc())
        .limit(1)
    ).first()
    if before is None or ctx.now - before.received_at > ANSWER_WITHIN:
        return None
    said = normal(before.text).replace(" ", "")[:LONGEST_BEFORE]
    keys = {said[at : at + size] for size in (2, 3) for at in range(len(said) - size + 1)}
    named = [one for one in ctx.names.find(keys) if one.key in keys]
    people = {one.id for one in named if one.kind == "user"}
    people |= {one.id for nick in NICKNAMES.findall(said) for one in colleagues_called(nick, ctx)}
    if len(people) != 1 or any(one.kind == "contact" for one in named):
        return None
    return ctx.session.get(User, people.pop())
