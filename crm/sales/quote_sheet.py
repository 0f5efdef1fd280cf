"""A quotation as the customer sees it: what the page and the picture both show, in words already."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days, money
from crm.sales import quotes
from models.customers import Customer
from models.people import Department, User
from models.selling import Quote

SHOWN: Final = ("draft", "sent", "accepted")
"""States in which a customer may see it: not while it waits for a word from above."""
UNSCOPED: Final = {"unscoped": True}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `10台 × 800元`, and what that comes to before anything is let off."""

    name: str
    count: str
    price: str
    amount: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole quotation. `let_off` are lines such as (`九折`, `-800.00`); empty where nothing is."""

    number: str
    company: str
    customer: str
    seller: str
    day: str
    valid: str
    expired: bool
    accepted: bool
    rows: tuple[Row, ...]
    subtotal: str
    let_off: tuple[tuple[str, str], ...]
    amount: str
    note: str


def sheet(session: Session, quote: Quote, now: datetime, tz: tzinfo) -> Sheet:
    """What is on it today. Read without a scope: whoever calls has checked that it may be shown."""
    lines = quotes.lines_of(session, quote)
    full, discounted = quotes.gross(lines), quotes.gross(lines, quote.discount)
    let_off = []
    if discounted != full:
        let_off.append((money.percent(quote.discount), f"-{money.exact_plain(full - discounted)}"))
    if quote.off:
        let_off.append(("优惠", f"-{money.exact_plain(quote.off)}"))
    return Sheet(
        number=quote.number,
        company=company(session),
        customer=_name(session, Customer, quote.customer_id),
        seller=_name(session, User, quote.owner_id),
        day=_day(days.today(quote.created_at, tz)),
        valid=_day(quote.valid_until),
        expired=quotes.expired(quote, now, tz),
        accepted=quote.status == "accepted",
        rows=tuple(
            Row(
                line.name,
                f"{money.count(line.quantity)}{line.unit}",
                money.exact_plain(line.price),
                money.exact_plain(money.of(line.quantity, line.price)),
            )
            for line in lines
        ),
        subtotal=money.exact_plain(full),
        let_off=tuple(let_off),
        amount=money.exact_plain(quote.amount),
        note=quote.note or "",
    )


def company(session: Session) -> str:
    """Our own name: that of WeCom's root department."""
    root = select(Department.name).order_by(Department.path).limit(1)
    return session.scalar(root, execution_options=UNSCOPED) or ""


def _name(session: Session, model: type[Customer] | type[User], key: int) -> str:
    wanted = select(model.name).where(model.id == key)
    return session.scalar(wanted, execution_options={"everything": True}) or ""


def _day(day: object) -> str:
    return f"{day:%Y-%m-%d}"
