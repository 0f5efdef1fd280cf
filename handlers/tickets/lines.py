"""Tickets in a line each: for undo, for 不对, for corrections."""

from typing import Any

from crm.tickets import text as ticket_text
from crm.tickets import tickets
from handlers.context import Context
from models.service import Ticket, TicketEvent

RECORDS = {"tickets": "工单", "ticket_events": "工单记录"}
COLUMNS = {"result": "处理结果", "type": "类型"}


def is_part(record: Any) -> bool:
    """What happened to a ticket goes with it."""
    return isinstance(record, TicketEvent)


def name_of(record: Any, ctx: Context) -> str | None:
    """`1001 华为 报修 打印机卡纸`; None for what is not of this topic."""
    if not isinstance(record, Ticket):
        return None
    named = tickets.customers_of(ctx.session, [record])
    return ticket_text.name(record, named.get(record.customer_id, ""))


def value_of(record: Any, column: str) -> str | None:
    """States and types as people say them; the rest is said as everywhere."""
    if not isinstance(record, Ticket):
        return None
    value = getattr(record, column)
    words = {"status": tickets.STATES, "type": tickets.TYPES}.get(column, {})
    return words.get(str(value))


def column_of(_record: Any, _name: str) -> str | None:
    return None
