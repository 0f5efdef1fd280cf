"""The last word on a ticket, set right: 「不是华为是海康」「不是王磊是赵敏」「内容改成…」「改成紧急」."""

import re
from typing import Any

from crm.tickets.tickets import PRODUCT, TYPES, WORDS
from handlers.context import Context
from handlers.mending.corrections import as_slot, colleague_meant, mends, narrows
from handlers.mending.last_write import last_written
from handlers.phrases import says
from handlers.registry import handles
from handlers.resolve import contact_at, known_customer
from handlers.tickets import words
from handlers.tickets.intents import hand, must_be_open, prioritise, tell_change
from handlers.tickets.refs import find_ticket, spoke_of
from models.customers import Customer
from models.service import Ticket, TicketEvent
from nlp.frames import Frame

WRONG = "(?:不对|错了)?[,， ]*"
PRIORITIES = {
    "紧急": "high",
    "加急": "high",
    "特急": "high",
    "高": "high",
    "急": "high",
    "不急": "low",
    "普通": "normal",
}
KINDS = {name: key for key, name in TYPES.items()} | {"维修": "repair", "客诉": "complaint"}


@mends("customer")
def customer(record: Any, frame: Frame, ctx: Context) -> str | None:
    """Whose ticket it is; the contact was of the other one."""
    if not isinstance(record, Ticket):
        return None
    right = known_customer(as_slot(frame, "customer"), ctx, words.ASK_CUSTOMER)
    record.customer_id, record.contact_id = right.id, None
    spoke_of(record, ctx)
    tell_change(record, f"客户是{right.name}", ctx)
    return right.name


@mends("contact")
def contact(record: Any, frame: Frame, ctx: Context) -> str | None:
    """Whom to call about it."""
    of = ctx.session.get(Customer, record.customer_id) if isinstance(record, Ticket) else None
    if of is None:
        return None
    right, _ = contact_at(as_slot(frame, "contact"), ctx, of)
    if right is None:
        return None
    record.contact_id = right.id
    tell_change(record, f"联系人是{right.name} {right.phone or ''}".strip(), ctx)
    return right.name


@mends("content")
def content(record: Any, frame: Frame, ctx: Context) -> str | None:
    """What it is about; after news was told, what the news is."""
    said = str(frame.slots["value"]).strip()[:WORDS]
    if not said or not isinstance(record, Ticket | TicketEvent):
        return None
    if isinstance(record, TicketEvent) and record.kind != "note":
        return None
    record.content = said
    ticket = record if isinstance(record, Ticket) else ctx.session.get(Ticket, record.ticket_id)
    if ticket is not None:
        tell_change(ticket, said, ctx)
    return said


@narrows("content")
def news_first(records: list[Any], _frame: Frame, _ctx: Context) -> list[Any]:
    """The message that told news touched its ticket as well; the words were the news."""
    notes = [record for record in records if isinstance(record, TicketEvent) and record.kind == "note"]
    return notes or records


@mends("product")
def product(record: Any, frame: Frame, ctx: Context) -> str | None:
    if not isinstance(record, Ticket):
        return None
    record.product = str(frame.slots["value"])[:PRODUCT]
    tell_change(record, f"产品是{record.product}", ctx)
    return record.product


@mends("assignee", "user")
def assignee(record: Any, frame: Frame, ctx: Context) -> str | None:
    """不是王磊是赵敏: into the right hands, and both hear of it."""
    to = colleague_meant(frame, ctx) if isinstance(record, Ticket) else None
    if to is None:
        return None
    must_be_open(record, ctx)
    hand(record, to, ctx)
    return to.name


@says(
    rf"{WRONG}(?:应该)?(?:是|改成|改为|改)(?:一个)?({'|'.join(KINDS)})(?:单|工单)?",
    rf"{WRONG}(?:优先级|这[个条单张])?(?:应该)?(?:是|改成|改为|改|标)?(?:很|比较|挺|非常|特别)?({'|'.join(PRIORITIES)})(?:的|啊|吧)*",
)
def read_kind(match: re.Match[str], ctx: Context) -> Frame | None:
    """是投诉, 改成紧急: only right after a ticket was written, and about that one."""
    found = [record for record in last_written(ctx) if isinstance(record, Ticket)]
    if not found or found[-1].deleted_at is not None:
        return None
    field, value = ("type", KINDS.get(match[1])) if match[1] in KINDS else ("priority", PRIORITIES[match[1]])
    return Frame("ticket.mend", {"ticket": found[-1].id, "field": field, "value": value})


@handles("ticket.mend")
def mend(frame: Frame, ctx: Context) -> str:
    """Its type, its priority or whose it is."""
    ticket = find_ticket(frame, ctx)
    must_be_open(ticket, ctx)
    value = str(frame.slots["value"])
    if frame.slots["field"] == "customer":
        return f"工单{ticket.number}的客户改为{customer(ticket, frame, ctx)}。{words.UNDO}"
    if frame.slots["field"] == "priority":
        return prioritise(ticket, value, ctx)
    ticket.type = value
    tell_change(ticket, f"类型改为{TYPES[value]}", ctx)
    return f"工单{ticket.number}的类型改为{TYPES[value]}。{words.UNDO}"
