"""What the document says of quotations, orders, products, campaigns, tickets … beside their columns."""

from collections.abc import Callable
from datetime import tzinfo
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from crm.names import full_name
from models.base import Base
from models.campaigns import Campaign, CampaignTarget
from models.customers import Customer
from models.people import User
from models.selling import Order, OrderLine, Payment, Product, Quote, QuoteLine
from models.service import Ticket, TicketEvent

Record = dict[str, Any]


def beside(session: Session, model: type[Base], tz: tzinfo) -> Callable[[Record], Record]:
    """A function that gives what belongs beside a record's columns; nothing for most kinds."""
    if model is Quote:
        quoted = _lines(session, QuoteLine, "quote_id")
        return lambda record: _goods(quoted.get(record["id"], []))
    if model is Order:
        ordered = _lines(session, OrderLine, "order_id")
        return lambda record: _goods(ordered.get(record["id"], []))
    if model is Payment:
        rows = session.execute(select(Order.id, Order.number), execution_options={"everything": True})
        numbers = {row.id: row.number for row in rows}
        return lambda record: {"order": numbers.get(record["order_id"])}
    if model is Campaign:
        reached = _reached(session)
        return lambda record: {"customers": reached.get(record["id"], [])}
    if model is Ticket:
        happened = _events(session, tz)
        return lambda record: {"events": happened.get(record["id"], [])}
    if model is Product:
        return lambda record: {"label": full_name(record["code"], record["name"])}
    return lambda record: {}


def _reached(session: Session) -> dict[int, list[str]]:
    """The names of each campaign's customers, by its id."""
    named = select(CampaignTarget.campaign_id, Customer.name)
    named = named.join(Customer, Customer.id == CampaignTarget.customer_id).order_by(CampaignTarget.id)
    found: dict[int, list[str]] = {}
    for campaign_id, name in session.execute(named):
        found.setdefault(campaign_id, []).append(name)
    return found


def _events(session: Session, tz: tzinfo) -> dict[int, list[Record]]:
    """What happened to every ticket, by its id."""
    by, to = aliased(User), aliased(User)
    wanted = (
        select(TicketEvent, by.name, to.name)
        .outerjoin(by, by.id == TicketEvent.user_id)
        .outerjoin(to, to.id == TicketEvent.to_user_id)
        .order_by(TicketEvent.id)
    )
    found: dict[int, list[Record]] = {}
    for one, who, whom in session.execute(wanted):
        found.setdefault(one.ticket_id, []).append(
            {
                "kind": one.kind,
                "at": one.at.astimezone(tz).isoformat(),
                "user": who,
                "to": whom,
                "content": one.content,
            }
        )
    return found


def number(value: Decimal) -> int | float:
    """A count, as a number."""
    return int(value) if value == value.to_integral_value() else float(value)


def _lines(
    session: Session, model: type[QuoteLine] | type[OrderLine], column: str
) -> dict[int, list[Record]]:
    """The goods of every quotation or order, by its id."""
    found: dict[int, list[Record]] = {}
    lines: Any = session.scalars(select(model).order_by(model.id))
    for one in lines:
        found.setdefault(getattr(one, column), []).append(
            {
                "product": one.name,
                "quantity": number(one.quantity),
                "unit": one.unit,
                "price": f"{one.price:.2f}",
                "amount": f"{one.amount:.2f}",
            }
        )
    return found


def _goods(lines: list[Record]) -> Record:
    """Beside the lines what is asked for most: which goods, and of one kind how many."""
    return {
        "product": "、".join(line["product"] for line in lines) or None,
        "quantity": lines[0]["quantity"] if len(lines) == 1 else None,
        "lines": lines,
    }
