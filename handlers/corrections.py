"""更正: 「不是李总是王总」「改到周五」「金额改成12万」 mend the last write instead of adding to it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from crm import contacts, customers
from crm.errors import Refused
from crm.tasks import Due
from crm.undo import settle_all
from crm.words import CHANNELS
from handlers import replies, values
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.moved_to import moved_to
from handlers.phrases import BY_TITLE, colleagues_called, contacts_called, customers_called, says
from handlers.redo import redone
from handlers.registry import handles
from handlers.resolve import contact_at, known_customer, refuse_taken
from handlers.restating import content_of, weekday_of
from handlers.slots import happened, is_time
from handlers.task_sharing import hand
from handlers.tasks import moved_due
from handlers.undoing import called
from models.changes import last_set, last_sets, records_of
from models.customers import Contact, Customer
from models.dictionary import CustomValue
from models.people import User
from models.work import Interaction, Task
from nlp.frames import Frame
from nlp.mentions import within
from zh import pinyin, say

Mend = Callable[[Any, Frame, Context], str | None]
TIMES = ("due", "time", "date")


@handles("correct")
def correct(frame: Frame, ctx: Context) -> str:
    """Find the record of the last write that has the field, and set it right."""
    last = last_set(ctx.session, ctx.user.id)
    if last is None:
        return replies.NOTHING_TO_CORRECT
    sets = [last, *last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN)]
    if "due" in frame.slots:  # 周六, the answer to 「改成什么？」
        frame = replace(frame, slots={"field": "due", "value": frame.slots["due"], **frame.slots})
    if "value" not in frame.slots:
        raise Question("改成什么？", "value")
    field = str(frame.slots.get("field", ""))
    if field in TIMES:
        frame = _with_time(frame, ctx)
    if (again := redone(frame, ctx)) is not None:
        return again
    refusal: Refused | None = None
    told: list[Any] = []
    for key in dict.fromkeys(sets):  # after one correction the next may mean another record of the message
        records = [record for record, _ in records_of(ctx.session, key) if record.deleted_at is None]
        written = records = list(dict.fromkeys(reversed(records)))
        if refusal is not None and not _is_of(key, told):
            continue
        if field == "due" and key == last and (log := weekday_of(records, frame, ctx)) is not None:
            return replies.corrected("content", log.content, log)
        if field == "customer":  # one that was there before keeps its name: another one is meant
            records = [r for r in records if not isinstance(r, Customer) or r.source == key == last]
        field = next(filter(None, (reread(records, frame, ctx) for reread in REREADS)), field)
        if field in ("due", "time"):
            records = _one_task(records, frame, ctx)
        elif MENDS.get(field) is None:  # a phone number is the person's, not also the company's
            records = next(([r] for r in records if _plain(r, frame, ctx) is not None), [])
        for narrow in NARROWS.get(field, ()):
            records = narrow(records, frame, ctx)
        for mend in MENDS.get(field, (_plain,)):
            try:
                done = {r: text for r in records if (text := mend(r, frame, ctx)) is not None}
            except Refused as refused:
                if field not in ("due", "time"):
                    raise
                # its words may still hold the day that is meant, or its message made a task
                refusal, told, done = refusal or refused, written, {}
            if done:
                settle_all(ctx.session, records, ctx.tz)
                mended, text = next(iter(done.items()))
                said = replies.corrected(field, text, mended if len(done) == 1 else None)
                named = isinstance(mended, Task) or (key == last and field != "customer")
                return said if named else f"{said}（{called(mended, ctx)}）"
        if key == last and (log := content_of(written, frame, ctx)) is not None:
            return replies.corrected("content", log.content, log)
    if refusal is not None:
        raise refusal
    return replies.cannot_change(field)


def _with_time(frame: Frame, ctx: Context) -> Frame:
    """Its value is a time. 时间改一下 does not say which: that is asked, and the answer comes in words."""
    said = str(frame.slots["value"])
    value = said if is_time(said) else moved_to(said, ctx)
    if value is None:
        raise Question(replies.ASK_DUE, "value")
    return replace(frame, slots={**frame.slots, "value": value})


def _is_of(key: str, told: list[Any]) -> bool:
    """Whether that was the message that wrote these records first."""
    return any(getattr(record, "source", None) == key for record in told)


def _one_task(records: list[Any], frame: Frame, ctx: Context) -> list[Any]:
    """改到周五, after a message that made several tasks: which one is asked, they are never all moved."""
    several = [r for r in records if isinstance(r, Task) and r.status == "open"]
    meetings = [task for task in several if task.prepares_id is None]
    if meetings:  # a brief follows its appointment
        records = [r for r in records if r not in several or r in meetings]
        several = meetings
    if len(several) < 2:
        return records
    chosen = [task for task in several if task.id == frame.slots.get("task")]
    if chosen:
        return chosen
    options = [
        Option(replies.task_line(t, ctx.now, ctx.tz), slots={"task": t.id}) for t in reversed(several[:6])
    ]
    raise Question("改哪一条的时间？", "task", options)


def _contact(record: Any, frame: Frame, ctx: Context) -> str | None:
    """不是李总是王总: the person the record points at; one made by mistake just before is renamed."""
    if isinstance(record, Interaction | Task) and record.customer_id is not None:
        customer = ctx.session.get(Customer, record.customer_id)
        assert customer is not None
        wrong = ctx.session.get(Contact, record.contact_id) if record.contact_id else None
        if not _was_told(wrong, frame):
            return None
        if wrong is not None and wrong.source == record.source and not frame.refs.get("value"):
            contacts.rename(ctx.session, wrong, str(frame.slots["value"]))
            return wrong.name
        contact, _ = contact_at(_as_slot(frame, "contact"), ctx, customer)
        assert contact is not None
        record.contact_id = contact.id
        if isinstance(record, Task) and wrong is not None:
            record.title = record.title.replace(wrong.name, contact.name)
        ctx.spoke_of(customer, contact)
        return contact.name
    return None


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
    return contact.name == said or (family is not None and contact.name.startswith(family))


def _misnamed(record: Any, frame: Frame, ctx: Context) -> str | None:
    """The person's own record was the last write, and theirs is the name that was wrong."""
    if not isinstance(record, Contact) or "old" not in frame.slots or not _was_told(record, frame):
        return None
    customer = ctx.session.get_one(Customer, record.customer_id)
    if contacts.of(ctx.session, customer, str(frame.slots["value"])) is not None:
        return None
    contacts.rename(ctx.session, record, str(frame.slots["value"]))
    ctx.spoke_of(customer, record)
    return record.name


JUST = "(?:刚才|刚刚)?(?:那个|这个|把|的)?"
SLIPS = "(?:写|记|打|录|说|搞|弄|叫)"


@says(
    rf"{JUST}([^ ,，]{{2,5}}?)(?:的?名字)?{SLIPS}错了?[,， ]*(?:应该|其实)?(?:是|叫|为)([^ ,，]{{2,5}})",
    rf"{JUST}(?:名字|姓名|人名|联系人){SLIPS}错了?[,， ]*不是([^ ,，]{{2,5}}?)[,， ]*是([^ ,，]{{2,5}})",
)
def read_misnamed(match: re.Match[str], ctx: Context) -> Frame | None:
    """茅总写错了 是毛总."""
    found = contacts_called(match[1], ctx)
    if not found:
        return None
    slots = {"field": "contact", "old": match[1], "value": match[2]}
    return Frame("contact.misnamed", slots, refs={"contact": found})


@says(
    r"(?:不对|错了|写错了|打错了|哦|啊)*[,， ]*不是([^,，。 ]{2,12}?)[,， ]*(?:应该|而)?是([^,，。 ]{2,12}?)"
)
def read_misspelt(match: re.Match[str], ctx: Context) -> Frame | None:
    """不是宏达 是鸿达: written as it sounds, when the customer was new."""
    wrong, right = match[1], match[2]
    found = customers_called(wrong, ctx) if pinyin.folded(wrong) == pinyin.folded(right) else ()
    customer = ctx.session.get(Customer, found[0].id) if len(found) == 1 and wrong != right else None
    if customer is None or wrong not in customer.name or ctx.now - customer.created_at > NEW:
        return None
    slots = {"customer": customer.name, "field": "name", "value": customer.name.replace(wrong, right)}
    return Frame("customer.update", slots, refs={"customer": found})


NEW = timedelta(days=1)


@handles("contact.misnamed")
def misnamed(frame: Frame, ctx: Context) -> str:
    """The record of the last write points at the right person; else the person gets the right name."""
    said = correct(Frame("correct", frame.slots), ctx)
    if said not in (replies.cannot_change("contact"), replies.NOTHING_TO_CORRECT):
        return said
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    contact, _ = contact_at(Frame("contact.show", {}, refs=frame.refs), ctx, customer)
    fixed = _misnamed(contact, frame, ctx)
    return replies.corrected("contact", fixed) if fixed else said


def _customer(record: Any, frame: Frame, ctx: Context) -> str | None:
    if isinstance(record, Interaction | Task) and record.customer_id is not None:
        wrong = ctx.session.get(Customer, record.customer_id)
        customer = known_customer(_as_slot(frame, "customer"), ctx, replies.ASK_CUSTOMER)
        record.customer_id, record.contact_id = customer.id, None
        if wrong is not None:
            customers.refresh(ctx.session, wrong.id)
        ctx.spoke_of(customer)
        return customer.name
    if isinstance(record, Customer):
        name = _name_told(record, frame, ctx)
        if not _is_another(record, name, ctx):
            _refuse_hidden(name, ctx)
            customers.set_field(ctx.session, record, "name", name)
            return str(record.name)
    return None


def _name_told(customer: Customer, frame: Frame, ctx: Context) -> str:
    """What it is to be called: 龙腾重工, though 龙腾 alone would mean 龙腾科技, as it is called now."""
    known = str(frame.slots["value"])
    if known != customer.name or "value" not in frame.spans:
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


BARE_WEEKDAY = re.compile(r"(?<![上下本这个])(?:周|星期|礼拜)[一二三四五六日天](?!.*(?:周|星期|礼拜))")


def _same_week(when: Due, task: Task, ctx: Context) -> Due:
    """下周三再跟进, 「不对，是周四」: Thursday of the week that was spoken of, if that is still to come."""
    if task.due_at is None or not BARE_WEEKDAY.search(ctx.text) or re.search("[改推挪]", ctx.text):
        return when
    old, new = task.due_at.astimezone(ctx.tz), when.at.astimezone(ctx.tz)
    monday = old - timedelta(days=old.weekday())
    at = datetime.combine((monday + timedelta(days=new.weekday())).date(), new.time(), ctx.tz)
    return Due(at, when.grain) if at > ctx.now else when


def _time(record: Any, frame: Frame, ctx: Context) -> str | None:
    if not isinstance(record, Interaction):
        return None
    when, grain = happened(str(frame.slots["value"]), ctx.now, ctx.tz)
    if when > ctx.now and when.astimezone(ctx.tz).date() > ctx.now.astimezone(ctx.tz).date():
        raise Refused(replies.not_yet_happened(say.moment(when, grain, ctx.now, ctx.tz)))
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


def _plain(record: Any, frame: Frame, ctx: Context) -> str | None:
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


def _as_slot(frame: Frame, slot: str) -> Frame:
    """The correction's value read as that slot."""
    refs = {slot: frame.refs["value"]} if "value" in frame.refs else {}
    return Frame(frame.intent, {slot: frame.slots["value"]}, refs=refs)


MENDS: dict[str, tuple[Mend, ...]] = {
    "contact": (_contact, _misnamed, _plain),
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
