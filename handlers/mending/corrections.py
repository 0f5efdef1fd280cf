"""What can be set right of which record, by field; topics add theirs. `correcting` does it."""

import re
from collections.abc import Callable
from typing import Any

from crm.customers import contacts, customers
from crm.errors import Refused
from crm.tasks.tasks import Due
from crm.words import CHANNELS
from handlers import replies, values
from handlers.context import Context
from handlers.mending import words as mending_words
from handlers.mending.last_write import last_written
from handlers.phrases import BY_TITLE, colleagues_called
from handlers.resolve import contact_at, known_customer, refuse_taken
from handlers.slots import happened
from handlers.tasks.intents import moved_due
from handlers.tasks.moved_to import BARE_WEEKDAY, of_its_week
from handlers.tasks.sharing import hand
from models.customers import Contact, Customer
from models.dictionary import CustomValue
from models.people import User
from models.work import Interaction, Task
from nlp.frames import Frame
from zh import say
from zh.text import within

Mend = Callable[[Any, Frame, Context], str | None]


def _contact(record: Any, frame: Frame, ctx: Context) -> str | None:
    """不是李总是王总: the person the record points at; one made by mistake just before is renamed."""
    if isinstance(record, Interaction | Task) and record.customer_id is not None:
        customer = ctx.session.get(Customer, record.customer_id)
        if customer is None:  # handed over since
            raise Refused(mending_words.NO_LONGER_YOURS)
        wrong = ctx.session.get(Contact, record.contact_id) if record.contact_id else None
        if not _was_told(wrong, frame):
            return None
        if wrong is not None and (name := _spelt(wrong, frame, ctx)) is not None:
            if isinstance(record, Task):
                record.title = record.title.replace(wrong.name, name)
            contacts.rename(ctx.session, wrong, name)
            return name
        if wrong is not None and wrong.source == record.source and not frame.refs.get("value"):
            contacts.rename(ctx.session, wrong, str(frame.slots["value"]))
            return wrong.name
        contact, _ = contact_at(as_slot(frame, "contact"), ctx, customer)
        assert contact is not None
        record.contact_id = contact.id
        if isinstance(record, Task) and wrong is not None:
            record.title = record.title.replace(wrong.name, contact.name)
        ctx.spoke_of(customer, contact)
        return contact.name
    return None


def _spelt(person: Contact, frame: Frame, ctx: Context) -> str | None:
    """李墙, which was heard as 李强 and is how he is written."""
    if str(frame.slots["value"]) != person.name:
        return None
    name = name_told(person, frame, ctx)
    return name if name != person.name and len(name) == len(person.name) else None


def _was_told(contact: Contact | None, frame: Frame) -> bool:
    """不是曾总是曾毓群 is about a record with 曾总, whatever was written last."""
    old = frame.slots.get("old")
    if old is None:
        return True
    told = old if isinstance(old, list) else [str(old)]
    return contact is not None and any(_called_so(contact, one) for one in told)


def _called_so(contact: Contact, said: str) -> bool:
    titled = BY_TITLE.fullmatch(said)
    family = titled[1] if titled else said[1:] if re.fullmatch("[小老阿].", said) else None
    return (
        contact.name == said
        or said.endswith(contact.name)
        or (family is not None and contact.name.startswith(family))
    )


OF_NAMES = re.compile("名|[打写录]错|错(?:别)?字")


def own_name(record: Any, frame: Frame, ctx: Context) -> str | None:
    """The person's own record was the last write, and theirs is the name that was wrong."""
    if not isinstance(record, Contact) or not _was_told(record, frame):
        return None
    if "old" not in frame.slots and not (OF_NAMES.search(ctx.text) and record in last_written(ctx)):
        return None
    customer, name = ctx.session.get_one(Customer, record.customer_id), name_told(record, frame, ctx)
    if contacts.of(ctx.session, customer, name) is not None:
        return None
    contacts.rename(ctx.session, record, name)
    ctx.spoke_of(customer, record)
    return record.name


def _customer(record: Any, frame: Frame, ctx: Context) -> str | None:
    if isinstance(record, Interaction | Task) and record.customer_id is not None:
        wrong = ctx.session.get(Customer, record.customer_id)
        customer = known_customer(as_slot(frame, "customer"), ctx, replies.ASK_CUSTOMER)
        same = _same_person(record, customer, ctx)
        record.customer_id, record.contact_id = customer.id, same.id if same else None
        if wrong is not None:
            customers.refresh(ctx.session, wrong.id)
        ctx.spoke_of(customer, same)
        return customer.name
    if isinstance(record, Customer):
        name = name_told(record, frame, ctx)
        if not _is_another(record, name, ctx):
            _refuse_hidden(name, ctx)
            customers.set_field(ctx.session, record, "name", name)
            return str(record.name)
    return None


def _same_person(record: Interaction | Task, customer: Customer, ctx: Context) -> Contact | None:
    """Who was met, at the right customer: one of that name there, or one that the same message made."""
    person = ctx.session.get(Contact, record.contact_id) if record.contact_id else None
    if person is None:
        return None
    there = contacts.of(ctx.session, customer, person.name)
    if there is not None or person.source != record.source:
        return there
    person.deleted_at = ctx.now
    told = {field: getattr(person, field) for field in contacts.FIELDS}
    return contacts.add(ctx.session, customer, person.name, ctx.now, **told)


def name_told(record: Customer | Contact, frame: Frame, ctx: Context) -> str:
    """What it is to be called: 龙腾重工, though 龙腾 alone means 龙腾科技; 赵婧, which sounds like 赵静."""
    known = str(frame.slots["value"])
    if known != record.name or "value" not in frame.spans:
        return known
    typed = re.split(r"[^\w()（）·&]", ctx.text[frame.spans["value"][0] :], maxsplit=1)[0].rstrip(
        "啊吧呢哦哈"
    )
    return known if within(typed.lower(), known.lower()) else typed


def _refuse_hidden(name: str, ctx: Context) -> None:
    """A colleague's customer beyond sight is called so: this one cannot take its name."""
    if not customers.same_name(ctx.session, name):
        refuse_taken(ctx, name)


def _is_another(customer: Customer, name: str, ctx: Context) -> bool:
    """Whether the name is a customer's of its own: then that one is meant, and this one keeps its name."""
    return any(one.id != customer.id and one.name == name for one in customers.same_name(ctx.session, name))


def _due(record: Any, frame: Frame, ctx: Context) -> str | None:
    if not isinstance(record, Task) or record.status != "open":
        return None
    when = _same_week(moved_due(record, str(frame.slots["value"]), ctx), record, ctx)
    record.due_at, record.due_grain = when.at, when.grain
    return say.moment(when.at, when.grain, ctx.now, ctx.tz)


def _same_week(when: Due, task: Task, ctx: Context) -> Due:
    """下周三再跟进, 「不对，是周四」: Thursday of the week that was spoken of."""
    if not BARE_WEEKDAY.search(ctx.text) or re.search("[改推挪]", ctx.text):
        return when
    return of_its_week(when, task, ctx)


def _time(record: Any, frame: Frame, ctx: Context) -> str | None:
    if not isinstance(record, Interaction):
        return None
    when, grain = happened(str(frame.slots["value"]), ctx.now, ctx.tz)
    if when > ctx.now and when.astimezone(ctx.tz).date() > ctx.now.astimezone(ctx.tz).date():
        raise Refused(mending_words.not_yet_happened(say.moment(when, grain, ctx.now, ctx.tz)))
    record.happened_at, record.happened_grain = when, grain
    today = ctx.now.astimezone(ctx.tz).date()
    record.backfilled = record.happened_at.astimezone(ctx.tz).date() < today
    return say.moment(record.happened_at, record.happened_grain, ctx.now, ctx.tz)


def _content(record: Any, frame: Frame, ctx: Context) -> str | None:
    if isinstance(record, Interaction):
        record.content = str(frame.slots["value"])
        return record.content
    return None


def _assignee(record: Any, frame: Frame, ctx: Context) -> str | None:
    to = colleague_meant(frame, ctx) if isinstance(record, Task) and record.status == "open" else None
    if to is None:
        return None
    record.assignee_id = to.id
    customer = ctx.session.get(Customer, record.customer_id) if record.customer_id else None
    hand(record, to, customer, ctx)
    return to.name


def colleague_meant(frame: Frame, ctx: Context) -> User | None:
    """The one colleague that the right value names; None where it names nobody, or several."""
    said = str(frame.slots["value"])
    found = [one for one in frame.refs.get("value", ()) if one.kind == "user"] or colleagues_called(said, ctx)
    user = ctx.session.get(User, found[0].id) if len(found) == 1 else None
    return user if user is not None and user.status == "active" else None


def plain(record: Any, frame: Frame, ctx: Context) -> str | None:
    """A field that is a column of the record."""
    field, value = str(frame.slots.get("field", "")), frame.slots["value"]
    if isinstance(record, Contact) and field in contacts.FIELDS:
        setattr(record, field, str(value))
        return str(value)
    if isinstance(record, Customer) and values.is_field(ctx, field):
        return values.write(ctx, record, field, value) or "空"
    if isinstance(record, CustomValue) and (own := ctx.vocabulary.field(field)) and own.id == record.field_id:
        changed = ctx.session.get(Customer, record.customer_id)
        assert changed is not None
        return values.write(ctx, changed, field, value) or "空"
    if (isinstance(record, Task) and field in ("title", "priority")) or (
        isinstance(record, Interaction) and field == "channel"
    ):
        setattr(record, field, str(value))
        return CHANNELS.get(str(value), str(value))
    return None


def as_slot(frame: Frame, slot: str) -> Frame:
    """The correction's value read as that slot."""
    refs = {slot: frame.refs["value"]} if "value" in frame.refs else {}
    return Frame(frame.intent, {slot: frame.slots["value"]}, refs=refs)


MENDS: dict[str, tuple[Mend, ...]] = {
    "contact": (_contact, own_name, plain),
    "customer": (_customer,),
    "due": (_due, _time),
    "time": (_time, _due),
    "content": (_content,),
    "assignee": (_assignee,),
    "user": (_assignee,),
}


Narrow = Callable[[list[Any], Frame, Context], list[Any]]
NARROWS: dict[str, tuple[Narrow, ...]] = {}


def narrows(*fields: str) -> Callable[[Narrow], Narrow]:
    """Which of the records of one message are meant, where a topic has several with these fields."""

    def register(function: Narrow) -> Narrow:
        for field in fields:
            NARROWS[field] = (*NARROWS.get(field, ()), function)
        return function

    return register


REREADS: list[Callable[[list[Any], Frame, Context], str | None]] = []
"""What topics make of a correction by the records it is about: 不是方案是谈判 is no person but a stage."""


def mends(*fields: str) -> Callable[[Mend], Mend]:
    """A topic's own way to mend these fields, tried after those that are there already."""

    def register(function: Mend) -> Mend:
        for field in fields:
            MENDS[field] = (*MENDS.get(field, ()), function)
        return function

    return register
