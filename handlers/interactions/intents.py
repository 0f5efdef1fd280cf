"""跟进记录: 「今天拜访了华为的李总,聊了报价」「华为最近的跟进」."""

import re

from crm.interactions import interactions
from crm.ownership import ownership
from crm.people.team import name_of
from handlers import replies
from handlers.context import Context
from handlers.interactions import words as interactions_words
from handlers.interactions.attachments import join_loose, of_interactions
from handlers.interactions.repeat_contact import repeat_contact
from handlers.paging import listing
from handlers.periods import in_words
from handlers.phrases import colleagues_called
from handlers.registry import handles
from handlers.resolve import PRONOUN, colleague, contact_at, customer_named, customer_or_new
from handlers.slots import happened, span
from handlers.tasks import calls as task_calls
from handlers.tasks.outcomes import count_on, told
from models.customers import Contact, Customer
from nlp.frames import Frame


@handles("interaction.log")
def log(frame: Frame, ctx: Context) -> str:
    """Write down what happened; customer and contact are made on first mention, and that is said."""
    who = colleague(frame, ctx, "user")
    happened_at, grain = happened(frame.slots.get("time"), ctx.now, ctx.tz)
    customer, new_customer = customer_or_new(frame, ctx, replies.ASK_CUSTOMER)
    contact, new_contact = contact_at(frame, ctx, customer)
    content = str(frame.slots.get("content", "")) + _with_colleague(frame, contact, ctx)
    record = interactions.log(
        ctx.session,
        who.id if who else ctx.user.id,
        customer,
        content,
        happened_at,
        ctx.now,
        ctx.tz,
        contact=contact,
        channel=frame.slots.get("channel"),
        grain=grain,
    )
    told(record, ctx)
    ctx.spoke_of(customer, contact)
    new = [f"客户「{customer.name}」"] if new_customer else []
    if new_contact and contact is not None:
        new.append(f"联系人「{contact.name}」")
    said = interactions_words.logged(record, customer, contact, ctx.now, ctx.tz, new)
    if who is not None and who.id != ctx.user.id:
        said += f"\n记在{who.name}名下，由你代记"
    if "customer" not in frame.slots and not frame.refs.get("contact") and not PRONOUN.search(ctx.text):
        said += f"\n{replies.ASSUMED_CUSTOMER}"
    said += join_loose(record, ctx)
    if called := task_calls.made(record, ctx):
        said += f"\n{called}"
    if counts := count_on(who or ctx.user, record, ctx):
        said += f"\n{counts}"
    return repeat_contact(said, contact, ctx)


ALONG = re.compile(
    "(?:[和跟与同陪]|带着?|叫上)([\u4e00-\u9fff]{2,4}?)(?:两个人?|俩)?(?:一起|一块儿?|一道|一同|去|跑|拜访|走访|见)"
)


def _with_colleague(frame: Frame, contact: Contact | None, ctx: Context) -> str:
    """（和赵敏一起）: who came along is kept with the words, where it is a colleague."""
    along = ALONG.search(ctx.text)
    found = colleagues_called(along[1], ctx) if along and "user" not in frame.slots else ()
    if along is None or len(found) != 1 or (contact is not None and contact.name == along[1]):
        return ""
    return "" if found[0].name in str(frame.slots.get("content", "")) else f"（和{found[0].name}一起）"


def _whose_contact(ctx: Context) -> Customer | None:
    """多久没联系俞老板了: the contract has no contact here, and no other customer will do."""
    firms = {one.customer_id for one in ctx.names.mentioned(ctx.text) if one.kind == "contact"}
    return ctx.session.get(Customer, firms.pop()) if len(firms) == 1 else None


@handles("interaction.list")
def list_(frame: Frame, ctx: Context) -> str:
    """What happened, newest first: with a customer, by a person, in a time."""
    customer = customer_named(frame, ctx) or _whose_contact(ctx)
    if customer is None and not {"user", "range"} & set(frame.slots):
        customer = ctx.current_customer()
    user = colleague(frame, ctx, "user")
    if customer is None and "user" not in frame.slots and ctx.scope.kind != "own" and "我" not in ctx.text:
        return _of_team(frame, ctx)
    user_id = user.id if user else ctx.user.id if customer is None else None
    when = span(frame.slots["range"], ctx.tz) if "range" in frame.slots else None
    found = interactions.history(ctx.session, customer.id if customer else None, user_id, when)
    if customer is not None:
        ctx.spoke_of(customer)
    title = f"{customer.name}的跟进记录" if customer else f"{user.name if user else '我'}的跟进记录"
    if not found and user is not None and not ownership.leads(ctx.session, ctx.scope, user.id):
        return replies.not_seen(user.name)
    if not found:
        return f"{title}：{in_words(frame.slots['range'], ctx) if when else ''}还没有。"
    ctx.remember(listed={"kind": "interaction", "ids": [one.id for one in found]})
    named = interactions.customer_names(ctx.session, found) if customer is None else {}
    beside = of_interactions(found, ctx)
    lines = [
        interactions_words.interaction_line(i, ctx.now, ctx.tz)
        + (f"（{named[i.customer_id]}）" if named else "")
        + beside.get(i.id, "")
        for i in found
    ]
    return listing(ctx, f"{title}：共{len(found)}条", lines)


def _of_team(frame: Frame, ctx: Context) -> str:
    """这周的跟进, of those one leads: each line says whose."""
    when = span(frame.slots["range"], ctx.tz) if "range" in frame.slots else None
    found = interactions.of_people(ctx.session, ctx.scope, when)
    title = f"{name_of(ctx.session, ctx.scope)}的跟进记录"
    if not found:
        return f"{title}：{in_words(frame.slots['range'], ctx) if when else ''}还没有。"
    ctx.remember(listed={"kind": "interaction", "ids": [one.id for one, _ in found]})
    named = interactions.customer_names(ctx.session, [one for one, _ in found])
    lines = [
        f"{interactions_words.interaction_line(one, ctx.now, ctx.tz)}（{named[one.customer_id]}）{name}"
        for one, name in found
    ]
    return listing(ctx, f"{title}：共{len(found)}条", lines)
