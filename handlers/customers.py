"""客户: 「新增客户 星辰科技 联系人王总 13800001111」「客户 华为」「深圳的A类客户」「华为级别改成A」."""

from datetime import timedelta
from typing import Any

from crm import contacts, customer_search, customers, masking
from handlers import replies
from handlers.context import Context, Question
from handlers.duplicates import existing, use_existing
from handlers.paging import listing
from handlers.registry import handles
from handlers.resolve import colleague, known_customer
from handlers.slots import span
from models.customers import Contact, Customer
from nlp.frames import Frame

BASICS = ("level", "industry", "region", "address", "email", "wechat", "note")


@handles("customer.create")
def create(frame: Frame, ctx: Context) -> str:
    """A new customer, with a contact if one was named. An existing one of that name is shown instead."""
    name = frame.slots.get("customer")
    if not name:
        raise Question(replies.ASK_NEW_CUSTOMER, "customer")
    name = name[0] if isinstance(name, list) else str(name)
    known = existing(frame, ctx, name)
    if known is not None:
        ctx.spoke_of(known)
        return use_existing(known, frame, ctx)
    slots = frame.slots
    has_contact = "contact" in slots
    fields = {
        slot: slots[slot] for slot in BASICS if slot in slots and not (has_contact and slot in PERSONAL)
    }
    fields["origin"] = slots.get("source")
    fields["phone"] = None if has_contact else slots.get("phone")
    customer = customers.create(ctx.session, ctx.user.id, name, ctx.now, **fields)
    contact = _first_contact(frame, ctx, customer)
    tags = customers.tag(ctx.session, customer, list(slots.get("tags", [])), ctx.now)
    ctx.spoke_of(customer, contact)
    return replies.customer_created(customer, contact, tags)


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
    view = customers.overview(ctx.session, customer)
    if masking.must_mask(customer, ctx.scope):
        view = masking.overview(view)
    return replies.overview(view, ctx.now, ctx.tz)


@handles("customer.list")
def list_(frame: Frame, ctx: Context) -> str:
    """Customers by condition: how many first, then eight of them."""
    wanted = _conditions(frame, ctx)
    total, found = customer_search.search(ctx.session, wanted, ctx.now)
    what = customer_search.in_words(wanted)
    if not found:
        return f"没有{what}。"
    ctx.remember(listed={"kind": "customer", "ids": [c.id for c in found]})
    lines = [f"{n}. {replies.customer_line(c, ctx.now, ctx.tz)}" for n, c in enumerate(found, 1)]
    return listing(ctx, f"{what}：共{total}位", lines)


def _conditions(frame: Frame, ctx: Context) -> customer_search.Conditions:
    slots: dict[str, Any] = dict(frame.slots)
    owner = slots.get("owner")
    user = colleague(frame, ctx, "owner") if owner else None
    created = span(slots["created"], ctx.tz) if "created" in slots else None
    idle = slots.get("idle_days")
    return customer_search.Conditions(
        owner_id=user.id if user else ctx.user.id if owner == "me" else None,
        owner_name=user.name if user else "我" if owner == "me" else None,
        pool=bool(slots.get("pool")),
        created=created,
        idle=timedelta(days=int(idle)) if idle is not None else None,
        **{
            name: slots.get(name)
            for name in ("region", "industry", "level", "tag", "source", "stage", "keyword")
        },
    )


@handles("customer.update")
def update(frame: Frame, ctx: Context) -> str:
    """One field of a customer."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    field, value = frame.slots.get("field"), frame.slots.get("value")
    if field is None or value is None:
        raise Question(replies.ASK_FIELD, "value")
    if field not in (*customers.FIELDS, "source"):
        return replies.cannot_change(field)
    customers.set_field(ctx.session, customer, field, str(value))
    ctx.spoke_of(customer)
    return replies.field_changed(customer, field, value)


@handles("customer.tag", "customer.untag")
def tag(frame: Frame, ctx: Context) -> str:
    """Tags on and off."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    tags = list(frame.slots.get("tags", []))
    if not tags:
        raise Question("哪些标签？", "tags")
    ctx.spoke_of(customer)
    if frame.intent == "customer.untag":
        return replies.untagged(customer, customers.untag(ctx.session, customer, tags, ctx.now), tags)
    added = customers.tag(ctx.session, customer, tags, ctx.now)
    return replies.tagged(customer, added, customers.tags_of(ctx.session, customer))
