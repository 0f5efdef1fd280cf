"""客户: 「新增客户 星辰科技 联系人王总 13800001111」「客户 华为」「深圳的A类客户」「华为级别改成A」."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from crm.company import vocabulary
from crm.customers import contacts, customers, masking
from crm.customers import search as customer_search
from crm.customers.search import Conditions, Own
from crm.errors import Forbidden, Refused
from crm.overview.overview import overview
from crm.ownership import ownership
from handlers import labels, replies, values
from handlers.context import Context, Question
from handlers.customers import about
from handlers.customers import words as customers_words
from handlers.customers.duplicates import existing, use_existing
from handlers.finding import words as finding_words
from handlers.finding.of_department import within_department
from handlers.mending.last_write import last_written
from handlers.paging import lines_of, records
from handlers.registry import handles, reads
from handlers.resolve import colleague, known_customer
from handlers.slots import span, without
from models.customers import Contact, Customer, CustomerTag
from nlp.frames import Frame

BASICS = ("address", "email", "wechat", "note")
LISTED = ("level", "industry", "region")  # values of dictionaries
DICTIONARIES = ("industry", "level", "source", "stage")  # slots of a list that are one of a dictionary
NARROW_FROM = 24  # more than three pages: how to narrow the list is said


NO_NAME = re.compile("(?:加|建|新增|添加|增加|录|来)(?:一个|一家|个|家).{0,8}客户$|客户(?:资料|档案|信息|表)")
"""加个S级客户, 客户资料加个下拉: what is left where no name was said."""


@handles("customer.create")
def create(frame: Frame, ctx: Context) -> str:
    """A new customer, with a contact if one was named. An existing one of that name is shown instead."""
    name = frame.slots.get("customer")
    if not name:
        raise Question(customers_words.ASK_NEW_CUSTOMER, "customer")
    name = name[0] if isinstance(name, list) else str(name)
    if NO_NAME.match(name) and not frame.refs.get("customer"):
        raise Question(customers_words.ASK_NEW_CUSTOMER, "customer", frame=without(frame, "customer"))
    known = existing(frame, ctx, name)
    if known is not None:
        ctx.spoke_of(known)
        said, note = use_existing(known, frame, ctx), frame.slots.get("note")
        return f"{said}\n{customers_words.note_not_kept(known, str(note))}" if note else said
    new = write_new(frame, ctx, name, ctx.user.id)
    ctx.spoke_of(new.customer, new.contact)
    facts = about.told_beside(ctx.text, set(frame.slots), ctx.vocabulary)
    also, left = about.write(ctx, new.customer, facts)
    created = customers_words.customer_created(new.customer, new.contact, new.tags, also=also)
    return "\n".join([created, *new.remarks, *left, *values.not_a_phone(ctx.text, frame.slots)])


@dataclass(frozen=True, slots=True)
class New:
    """A customer just written, with what was written beside it."""

    customer: Customer
    contact: Contact | None
    tags: list[str]
    remarks: list[str]


def write_new(frame: Frame, ctx: Context, name: str, owner_id: int | None) -> New:
    """The record, its contact and its tags, as the frame says. `owner_id` None: nobody's yet."""
    slots = frame.slots
    has_contact = "contact" in slots
    fields = {
        slot: slots[slot] for slot in BASICS if slot in slots and not (has_contact and slot in PERSONAL)
    }
    fields["phone"] = slots.get("line" if has_contact else "phone")
    remarks, unlisted = [], list[str]()
    for slot in (*LISTED, "source"):
        if slot in slots:
            value, remark = values.cleaned(ctx, slot, slots[slot], noted=True)
            fields["origin" if slot == "source" else slot] = value
            if remark:
                remarks.append(remark)
                unlisted.append(f"{labels.FIELDS[slot]}：{slots[slot]}")
    if unlisted:
        fields["note"] = "；".join(filter(None, [fields.get("note"), *unlisted]))
    customer = customers.create(ctx.session, owner_id, name, ctx.now, **fields)
    if (found := customers.region_by_address(customer)) is not None:
        remarks.append(f"区域按地址填了{found}")
    contact = _first_contact(frame, ctx, customer)
    return New(customer, contact, _tag(ctx, customer, list(slots.get("tags", []))), remarks)


PERSONAL = ("email", "wechat")


def _first_contact(frame: Frame, ctx: Context, customer: Customer) -> Contact | None:
    if "contact" not in frame.slots:
        return None
    name = frame.slots["contact"]
    fields = {slot: frame.slots[slot] for slot in ("title", "phone", *PERSONAL) if slot in frame.slots}
    return contacts.add(
        ctx.session, customer, name[0] if isinstance(name, list) else str(name), ctx.now, **fields
    )


@handles("customer.show")
def show(frame: Frame, ctx: Context) -> str:
    """Everything on one customer."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    view = overview(ctx.session, customer)
    view = masking.seen(ctx.session, view, ctx.vocabulary.fields, ctx.scope)
    return customers_words.overview(view, ctx.now, ctx.tz)


LIMIT = re.compile(
    "[^,，。 的]{0,8}?(?:超过|大于|多于|高于|不到|小于|低于|少于|至少|不足) ?"
    "[0-9一二两三四五六七八九十百千万]+[^,，。 的]?"
)
"""装机量超过100: of a field nobody has, so not all customers are it."""


@handles("customer.list")
def list_(frame: Frame, ctx: Context) -> str:
    """Customers by condition: how many first, then eight of them."""
    if not frame.slots and (limit := LIMIT.search(ctx.text)):
        raise Refused(customers_words.no_such_limit(limit[0]))
    with within_department(ctx):
        return listed(conditions_of(frame, ctx), ctx)


def listed(wanted: Conditions, ctx: Context) -> str:
    """The list of these conditions; they stay in the conversation for 只看…, 更多 and 导出."""
    total, ids = customer_search.search(ctx.session, wanted, ctx.now, ctx.vocabulary)
    what = customer_search.in_words(wanted)
    owner_id = wanted.owner_id
    if not ids and owner_id is not None and not ownership.leads(ctx.session, ctx.scope, owner_id):
        raise Forbidden(finding_words.beyond_sight(wanted.owner_name or "同事"))
    kept = {"kind": "customer", "ids": ids, "wanted": customer_search.to_json(wanted)}
    ctx.remember(listed=kept, figures=None)
    if not ids:
        return finding_words.none_yet() if what == "我的客户" else f"没有{what}。"
    said = records(ctx, finding_words.head(what, total), "customer", ids)
    return f"{said}\n{finding_words.NARROW}" if total > NARROW_FROM else said


@lines_of("customer")
def lines(ctx: Context, ids: Sequence[int], first: int) -> list[str]:
    """A line for each of these customers."""
    found = customer_search.these(ctx.session, ids)
    return [f"{n}. {customers_words.customer_line(c, ctx.now, ctx.tz)}" for n, c in enumerate(found, first)]


def conditions_of(frame: Frame, ctx: Context) -> Conditions:
    """The slots of a list as conditions; values of dictionaries by their items."""
    slots: dict[str, Any] = dict(frame.slots)
    owner = slots.get("owner")
    user = colleague(frame, ctx, "owner") if owner else None
    idle = slots.get("idle_days")
    tag = slots.get("tag")
    items: dict[str, Any] = {name: _item(ctx, name, slots[name]) for name in DICTIONARIES if name in slots}
    return Conditions(
        owner_id=user.id if user else ctx.user.id if owner == "me" else None,
        owner_name=user.name if user else "我" if owner == "me" else None,
        pool=bool(slots.get("pool")),
        tag=tag[0] if isinstance(tag, list) else tag,
        keyword=slots.get("keyword"),
        created=span(slots["created"], ctx.tz) if "created" in slots else None,
        met=span(slots["met"], ctx.tz) if "met" in slots else None,
        idle=timedelta(days=int(idle)) if idle is not None else None,
        unbought=timedelta(days=int(slots["unbought_days"])) if "unbought_days" in slots else None,
        bought=slots.get("bought"),
        imported=tuple(slots.get("imported", ())),
        imported_from=slots.get("imported_from"),
        own=tuple(Own(*one) for one in slots.get("own", ())),
        **items,
        **_more(slots),
    )


def _more(slots: dict[str, Any]) -> dict[str, Any]:
    """What the parser does not know; of a place the narrower one."""
    more = dict(slots.get("more", {}))
    return {"region": slots.get("region"), **more} | (
        {"blank": tuple(more["blank"])} if "blank" in more else {}
    )


def _item(ctx: Context, kind: str, said: Any) -> str:
    """What the dictionary calls it; a word it does not have stays, and finds what was written long ago."""
    return ctx.vocabulary.clean(kind, str(said)) or str(said)


ADDRESS = re.compile(
    "(?:在|位于|搬到了?|地址是?)(?P<value>[^ ,，。]*?(?:路|街|大道|巷|弄|胡同|工业园|产业园|科技园|大厦|广场"
    "|开发区|工业区)[^,，。]{0,24})"
)


@reads("customer.update")
def read_address(frame: Frame, ctx: Context) -> Frame:
    """他们在历城区工业北路88号: where they are, though no word says that it is an address."""
    if {"field", "value"} & frame.slots.keys() or not frame.evidence:
        return frame
    first, last = frame.evidence[0].start, frame.evidence[0].end
    match = ADDRESS.search(ctx.text, first, last)
    slots = {"field": "address", "value": match["value"].strip()} if match is not None else {}
    return replace(frame, slots={**frame.slots, **slots})


@handles("customer.update")
def update(frame: Frame, ctx: Context) -> str:
    """One field of a customer."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    field, value = frame.slots.get("field"), frame.slots.get("value")
    if field is None or value is None:
        raise Question(customers_words.ASK_FIELD, "value")
    if not values.is_field(ctx, field):
        return replies.cannot_change(field)
    name = customer.name
    said = values.write(ctx, customer, field, value)
    ctx.spoke_of(customer)
    if field == "name":
        return customers_words.renamed(name, customer)
    place = customers.region_by_address(customer) if field == "address" else None
    also = f"区域按地址填了{place}" if place else ""
    return customers_words.field_changed(customer, values.meant(ctx, field, value), said, also)


@handles("customer.tag", "customer.untag")
def tag(frame: Frame, ctx: Context) -> str:
    """Tags on and off."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    said = frame.slots.get("tags", [])
    tags = [said] if isinstance(said, str) else list(said)  # an answer is one
    tags = [one for one in tags if one not in ("那个", "这个", "那", "这")]
    if not tags and frame.intent == "customer.untag":
        tags = [one.name for one in last_written(ctx) if _is_tag_of(one, customer)]
    if not tags:
        raise Question("哪些标签？", "tags")
    ctx.spoke_of(customer)
    if frame.intent == "customer.untag":
        return customers_words.untagged(customer, customers.untag(ctx.session, customer, tags, ctx.now), tags)
    added = _tag(ctx, customer, tags)
    return customers_words.tagged(customer, added, customers.tags_of(ctx.session, customer))


def _is_tag_of(record: Any, customer: Customer) -> bool:
    """海康那个去掉, right after a tag was put on it."""
    return isinstance(record, CustomerTag) and record.customer_id == customer.id and record.deleted_at is None


def _tag(ctx: Context, customer: Customer, tags: list[str]) -> list[str]:
    """Add tags; one the company has not used before becomes a word the parser knows."""
    added = customers.tag(ctx.session, customer, tags, ctx.now)
    if not set(added) <= set(ctx.vocabulary.tags):
        vocabulary.changed(ctx.session)
    return added
