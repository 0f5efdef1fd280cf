"""联系人: 「李总是华为采购总监 138…」「腾讯陈总电话多少」."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from crm.customers import contacts, masking
from crm.errors import NotThere
from handlers import replies, values
from handlers.contacts import words as contacts_words
from handlers.contacts.people_told import of_a_customer
from handlers.context import Context, Question
from handlers.customers.left_over import a_name_left, read_left
from handlers.paging import listing
from handlers.phrases import (
    BY_TITLE,
    NICKNAME,
    colleagues_called,
    contacts_called,
    customers_called,
    says,
)
from handlers.registry import handles, reads
from handlers.resolve import PRONOUN, as_said, contact_at, customer_or_new, known_customer, refuse_taken
from handlers.slots import without
from models.customers import Contact, Customer
from nlp.frames import Frame
from nlp.names import Name


@reads("contact.add")
def read_of_nobody(frame: Frame, ctx: Context) -> Frame:
    """美家装饰 负责人 唐工 135…: somebody at a firm that nobody knows is a new customer with that person."""
    other = frame.rival
    if other is None or other.intent != "customer.create" or frame.refs.get("customer"):
        return frame
    new = "customer" in other.slots and not other.refs.get("customer") and "contact" in other.slots
    return read_left(replace(other, rival=None), ctx) if new else frame


KIN = "老婆|爱人|妻子|丈夫|媳妇|儿子|女儿|秘书|助理|司机|同事|搭档|下属|徒弟|会计|出纳"

TOLD = (
    "(?:[,， ]*(?:姓[\u4e00-\u9fff]|(?:名字)?叫[\u4e00-\u9fff]{2,4}|[小老][\u4e00-\u9fff]|(?:是)?(?:管|负责)"
    "[\u4e00-\u9fff]{1,4}的?))*"
)


@says(
    rf"(?P<who>[^,，。 ]{{2,10}}?)(?:的|他|她|家)*(?P<kin>{KIN})(?P<told>{TOLD})[,， ]*"
    r"(?:电话|手机|微信)?(?:号码?)?(?:是|:)? *(?P<phone>1\d{10})"
)
def read_kin(match: re.Match[str], ctx: Context) -> Frame | None:
    """周总他老婆姓李 管财务 电话135…: a person of her own, and no number of his."""
    found = contacts_called(match["who"], ctx)
    if len(found) != 1 or found[0].customer is None:
        return None
    firm = Name("customer", found[0].customer, "", found[0].customer_id)
    called = re.search("叫([\u4e00-\u9fff]{2,4})|^ *([小老][\u4e00-\u9fff])", match["told"])
    slots = {
        "customer": firm.name,
        "contact": (called[1] or called[2]) if called else f"{found[0].name}{match['kin']}",
        "title": match["kin"] if called else match["told"].strip(" ,，") or match["kin"],
        "phone": match["phone"],
    }
    return Frame("contact.add", slots, refs={"customer": (firm,)})


@handles("contact.add")
def add(frame: Frame, ctx: Context) -> str:
    """A person at a customer; known already, what is new about them is added."""
    spoken_of = _spoken_of(ctx) if "contact" not in frame.slots else None
    if "contact" not in frame.slots and spoken_of is None:
        raise Question(contacts_words.ASK_CONTACT, "contact")
    frame, no_day = _without_no_day(frame)
    frame = _of_whom(_another(frame, ctx), ctx)
    customer, new_customer = customer_or_new(frame, ctx, replies.ASK_CUSTOMER)
    contact, is_new = (spoken_of, False) if spoken_of else contact_at(frame, ctx, customer)
    assert contact is not None
    for field in contacts.FIELDS:
        if field in frame.slots:
            setattr(contact, field, str(frame.slots[field]))
    ctx.spoke_of(customer, contact)
    if not is_new and not set(contacts.FIELDS) & frame.slots.keys():
        return no_day or contacts_words.contact_as_it_was(contact, customer)
    said = [contacts_words.contact_added(contact, customer, merged=not is_new)]
    if new_customer:
        said.append(f"同时新建了客户「{customer.name}」")
    elif is_new and "customer" not in frame.slots and not PRONOUN.search(ctx.text):
        said.append(replies.ASSUMED_CUSTOMER)
    said += values.not_a_phone(ctx.text, frame.slots)
    return "\n".join([*said, no_day] if no_day else said)


_ADDS = re.compile("(?:加|添|新增|录)(?:一?[个位]|上|一下)?(?:新的?)?联系人")


def _another(frame: Frame, ctx: Context) -> Frame:
    """再加个联系人 小普 店长, where 普老板 is known: by his title another one of that family name."""
    found, title = frame.refs.get("contact", ()), str(frame.slots.get("title", ""))
    called = as_said(frame, ctx, "contact") if found else ""
    if len(found) != 1 or not title or not NICKNAME.fullmatch(called) or not _ADDS.search(ctx.text):
        return frame
    known = found[0].title or (found[0].name[1:] if BY_TITLE.fullmatch(found[0].name) else "")
    if not known or known == title:
        return frame
    refs = {slot: names for slot, names in frame.refs.items() if slot != "contact"}
    return replace(frame, slots={**frame.slots, "contact": called}, refs=refs)


GONE = "(?:给我)?(?:删除?|去掉|移除|清掉|不要)(?:掉|了|吧)*"


@says(
    rf"(?:把|将)?(?P<who>.{{2,20}}?)(?:这个|那个|的)?联系人{GONE}",
    rf"(?:把|将)?联系人[:： ]*(?P<who>.{{2,20}}?){GONE}",
    "(?:帮我)?(?:删除?|删掉|去掉|移除|清掉)(?:掉)?(?:一?个)?联系人[:： ]*(?P<who>.{2,20}?)(?:吧)?",
)
def read_drop(match: re.Match[str], ctx: Context) -> Frame | None:
    """把马强这个联系人删掉: only of somebody who is there."""
    found = of_a_customer(match["who"].strip(), ctx)
    return (
        Frame("contact.drop", {"contact": match["who"].strip()}, refs={"contact": found}) if found else None
    )


@handles("contact.drop")
def drop(frame: Frame, ctx: Context) -> str:
    """Taken back by one word; what was recorded of them stays with the customer."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    contact, _ = contact_at(frame, ctx, customer)
    assert contact is not None
    contact.deleted_at = ctx.now
    if ctx.conversation.contact_id == contact.id:
        ctx.spoke_of(customer)
    return f"已删除联系人：{customer.name} {contact.name}。跟进记录都留着，删错了发「撤销」"


def _of_whom(frame: Frame, ctx: Context) -> Frame:
    """韩老板电话 138… 德韩: of 德韩, and not of the customer spoken of before. Raises Question if nobody is
    called so."""
    told = "customer" in frame.slots or frame.refs.get("contact") or not frame.spans
    left = "" if told else a_name_left(frame, ctx)
    if not left:
        return frame
    refs = {**frame.refs, "customer": customers_called(left, ctx)}
    named = replace(frame, slots={**frame.slots, "customer": left}, refs=refs, spans={})
    known_customer(named, ctx, replies.ASK_CUSTOMER)
    return named


def _without_no_day(frame: Frame) -> tuple[Frame, str]:
    """The frame without a birthday that is no `MM-DD` (下个月, 五月初八), and a word about it."""
    told = frame.slots.get("birthday")
    if told is None or re.fullmatch(r"(?:\d{4}-)?\d\d-\d\d", told):
        return frame, ""
    return without(frame, "birthday"), contacts_words.no_birthday(told)


def _spoken_of(ctx: Context) -> Contact | None:
    """她微信 wangmin88: the person just spoken of."""
    wanted = ctx.conversation.contact_id
    if wanted is None or not re.search("[他她]", ctx.text) or ctx.current_customer() is None:
        return None
    return ctx.session.get(Contact, wanted)


@says(
    "(.{2,24}?)(?:那边|那里|里面|里)?的?(?:都)?有(?:哪些|什么|几个)(?:联系)?人(?:呢)?",
    "(.{2,24}?)(?:那边|那里)的?(?:联系)?人(?:都)?有(?:哪些|谁)",
    "(.{2,24}?)(?:那边|那里)?的?(?:联系方式|联系电话|电话号码)(?:是?多少|有吗|呢|来着|发我|给我)?",
)
def read_people(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为都有哪些人: whom we know there."""
    found = customers_called(match[1], ctx)
    return Frame("contact.show", {"customer": match[1]}, refs={"customer": found}) if found else None


MISTYPED = re.compile(r"(?<!\d)(?:1[3-9]\d{6,8}|1[3-9]\d{10,11})(?!\d)")  # a digit too few or too many
OF_COLLEAGUE = re.compile(
    "(?:查一?下|看一?下|帮我|给我|[,， ])*(?P<who>[\u4e00-\u9fff]{2,4}?)的?"
    "(?:电话|手机|号码|微信|邮箱|联系方式)"
)


@handles("contact.show")
def show(frame: Frame, ctx: Context) -> str:
    """What we know of a person; the phone number in full."""
    if (
        not {"customer", "contact"} & frame.slots.keys()
        and (hidden := ctx.names.hidden(ctx.text)) is not None
    ):
        refuse_taken(ctx, hidden.name)  # 给我九阳的电话: no other's people instead
    if (
        not {"customer", "contact"} & frame.slots.keys()
        and (said := OF_COLLEAGUE.match(ctx.text))
        and (colleagues := colleagues_called(said["who"], ctx))
    ):
        raise NotThere(contacts_words.colleague(colleagues[0].name))
    if "contact" in frame.slots and (digits := MISTYPED.search(ctx.text)):
        raise NotThere(contacts_words.no_number(str(frame.slots["contact"]), digits[0]))
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    if "contact" not in frame.slots and not re.search("[他她]", ctx.text):
        people = contacts.all_of(ctx.session, customer)
        if len(people) > 1:
            return everybody(customer, people, ctx)
    contact = _known(frame, ctx, customer)
    return card(customer, contact, ctx)


def everybody(customer: Customer, people: Sequence[Contact], ctx: Context) -> str:
    """A line for each; the number is in full on one's card."""
    ctx.spoke_of(customer)
    lines = [f"· {contacts_words.person(masking.contact(one))}" for one in people]
    return listing(ctx, f"{customer.name}的联系人：共{len(people)}位", lines)


def card(customer: Customer, contact: Contact, ctx: Context) -> str:
    ctx.spoke_of(customer, contact)
    if masking.must_mask(customer, ctx.scope):
        contact = masking.contact(contact)
    return contacts_words.contact_card(contact, customer)


def _known(frame: Frame, ctx: Context, customer: Customer) -> Contact:
    found: list[Any] = [n for n in frame.refs.get("contact", ()) if n.customer_id == customer.id]
    if len(found) == 1:
        contact = ctx.session.get(Contact, found[0].id)
    elif found:
        contact, _ = contact_at(frame, ctx, customer)  # raises the question
    else:
        contact = contacts.of(ctx.session, customer, str(frame.slots.get("contact", "")))
    if contact is None:
        people = contacts.all_of(ctx.session, customer)
        if "contact" in frame.slots or not people:
            raise NotThere(contacts_words.no_contact(str(frame.slots.get("contact", customer.name))))
        contact = people[0]
    return contact
