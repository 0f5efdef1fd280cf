"""报价: made, mended, approved, turned into an order. Its amount is at any time the sum of its lines'.

Sums are exact: quantity × price × discount, rounded half up to the fen once a line; what is let off beside
that is shared out over the lines so that they add up to the whole.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days, money, numbering
from crm.errors import Refused
from crm.people.team import of_team
from crm.sales import goods as goods_
from crm.sales.goods import Goods
from models.customers import Customer
from models.people import User
from models.scope import Scope
from models.selling import Quote, QuoteLine

VALID_FOR: Final = timedelta(days=30)
OPEN: Final = ("draft", "pending", "rejected", "sent")
"""What can still be changed and ordered from."""
STATES: Final = {
    "draft": "待发送",
    "pending": "待审批",
    "rejected": "审批没过",
    "sent": "已发送",
    "accepted": "已下单",
    "void": "已作废",
}
UNSCOPED: Final = {"unscoped": True}


def create(
    session: Session,
    owner_id: int,
    customer: Customer,
    lines: Sequence[Goods],
    now: datetime,
    tz: tzinfo,
    *,
    discount: Decimal = money.WHOLE,
    off: Decimal = money.ZERO,
    valid_until: date | None = None,
    note: str | None = None,
) -> Quote:
    """A new quotation with its sums. Raises Refused where a figure cannot be."""
    day = days.today(now, tz)
    quote = Quote(
        number=numbering.following(session, numbering.QUOTE, day),
        customer_id=customer.id,
        owner_id=owner_id,
        status="draft",
        discount=checked_discount(discount),
        off=off,
        amount=money.ZERO,
        valid_until=valid_until or day + VALID_FOR,
        note=note,
        created_at=now,
        source=session.info["set_id"],
    )
    made = [_line(line, now, session.info["set_id"]) for line in goods_.checked(lines)]
    reckon(quote, made)
    session.add(quote)
    session.flush()
    for line in made:
        line.quote_id = quote.id
    session.add_all(made)
    session.flush()
    return quote


def _line(line: Goods, now: datetime, source: str) -> QuoteLine:
    return QuoteLine(
        product_id=line.product_id,
        name=line.name[: goods_.NAME],
        unit=line.unit,
        quantity=goods_.quantity(line.quantity, line.name),
        list_price=line.list_price,
        price=money.sensible(line.price, "单价"),
        amount=money.ZERO,
        created_at=now,
        source=source,
    )


def add_lines(session: Session, quote: Quote, lines: Sequence[Goods], now: datetime) -> None:
    """More goods on it; of what stands there already at that price so many more."""
    held = lines_of(session, quote)
    for wanted in goods_.checked(lines):
        made = _line(wanted, now, session.info["set_id"])
        same = next((one for one in held if _alike(one, made)), None)
        if same is not None:
            same.quantity = goods_.quantity(same.quantity + made.quantity, same.name)
            continue
        made.quote_id = quote.id
        session.add(made)
        held.append(made)
    if len(held) > goods_.MOST_LINES:
        raise Refused(f"一张单子最多{goods_.MOST_LINES}行，加不下了。")
    reckon(quote, held)
    session.flush()


def _alike(one: QuoteLine, other: QuoteLine) -> bool:
    return one.product_id is not None and (one.product_id, one.price) == (other.product_id, other.price)


def drop_line(session: Session, quote: Quote, line_id: int, now: datetime) -> None:
    """One line less; what was let off is shared out over the others."""
    lines = lines_of(session, quote)
    for line in lines:
        if line.id == line_id:
            line.deleted_at = now
    reckon(quote, [line for line in lines if line.id != line_id])
    session.flush()


def checked_discount(discount: Decimal) -> Decimal:
    """The percent that is paid. Raises Refused outside 1 to 100."""
    if not 0 < discount <= money.WHOLE:
        raise Refused(f"折扣{money.count(discount)}不对，九折说「9折」，95折说「95折」。")
    return money.fen(discount)


def lines_of(session: Session, quote: Quote) -> list[QuoteLine]:
    """The lines in the order in which they were said."""
    wanted = select(QuoteLine).where(QuoteLine.quote_id == quote.id).order_by(QuoteLine.id)
    return list(session.scalars(wanted, execution_options=UNSCOPED))


def gross(lines: Sequence[QuoteLine], percent: Decimal = money.WHOLE) -> Decimal:
    """What the lines come to at that percent, each rounded to the fen."""
    return sum((money.of(line.quantity, line.price, percent) for line in lines), money.ZERO)


def reckon(quote: Quote, lines: Sequence[QuoteLine]) -> None:
    """All sums anew from counts, prices, discount and what is let off. Raises Refused if nothing is left."""
    parts = [money.of(line.quantity, line.price, quote.discount) for line in lines]
    whole = sum(parts, money.ZERO)
    if quote.off < 0 or quote.off >= whole:
        raise Refused(
            f"减免{money.yuan(quote.off)}之后就没有金额了（打折后共{money.yuan(whole)}），这次没有改。"
        )
    if quote.off:
        parts = money.shares(whole - quote.off, parts)
    for line, part in zip(lines, parts, strict=True):
        if line.amount != part:
            line.amount = part
    quote.amount = money.sensible(sum(parts, money.ZERO))


def let_off_odd(quote: Quote, lines: Sequence[QuoteLine]) -> None:
    """抹零: down to the next rounder sum (whole yuan, tens, hundreds)."""
    whole = gross(lines, quote.discount)
    for step in (Decimal(1), Decimal(10), Decimal(100), Decimal(1000)):
        rounder = (whole / step).quantize(Decimal(1), ROUND_FLOOR) * step
        if 0 < rounder < whole:
            quote.off = whole - rounder
            break
    reckon(quote, lines)


def agree_on(quote: Quote, lines: Sequence[QuoteLine], amount: Decimal) -> None:
    """The whole is to come to `amount`: less is let off, more raises the price of a single kind of goods."""
    amount = money.sensible(amount)
    whole = gross(lines, quote.discount)
    if amount > whole:
        if len(lines) > 1:
            raise Refused(f"按单价算一共{money.yuan(whole)}，要更高得先改单价，比如「单价改成850」。")
        quote.discount = money.WHOLE
        lines[0].price = (amount / lines[0].quantity).quantize(money.FEN, "ROUND_CEILING")
        whole = gross(lines, quote.discount)
    quote.off = whole - amount
    reckon(quote, lines)


def percent_of_list(lines: Sequence[QuoteLine]) -> Decimal:
    """How much of the list price is asked, in percent: what a limit of discount is compared with."""
    full = sum((line.quantity * (line.list_price or line.price) for line in lines), money.ZERO)
    return goods_.total(lines) * money.WHOLE / full if full else money.WHOLE


def must_be_open(quote: Quote) -> None:
    """Raises Refused where the quotation is beyond change."""
    if quote.status == "accepted":
        raise Refused(f"{quote.number}已经下单了，要改就改订单；报价单不再动。")
    if quote.status == "void":
        raise Refused(f"{quote.number}已经作废了，重新报一份吧。")


def expired(quote: Quote, now: datetime, tz: tzinfo) -> bool:
    return days.today(now, tz) > quote.valid_until


def locked(session: Session, quote_id: int) -> Quote | None:
    """The quotation as it stands now, held till the end: two people cannot order from it at once."""
    session.flush()
    return session.scalar(
        select(Quote).where(Quote.id == quote_id).with_for_update(),
        execution_options={"populate_existing": True},
    )


def numbered(session: Session, words: str) -> list[Quote]:
    """Quotations of this number, or of these last digits of it; the newest first."""
    said = words.upper()
    wanted = select(Quote).where(
        Quote.number == said if said.startswith("Q") else Quote.number.endswith(said)
    )
    return list(session.scalars(wanted.order_by(Quote.id.desc()).limit(6)))


def of_people(session: Session, scope: Scope, when: tuple[datetime, datetime]) -> list[tuple[Quote, str]]:
    """Those that the people the scope covers made in that half-open time, with their names; newest first."""
    wanted = select(Quote, User.name).join(User, User.id == Quote.owner_id)
    wanted = wanted.where(of_team(Quote.owner_id, scope), Quote.status != "void")
    wanted = wanted.where(Quote.created_at >= when[0], Quote.created_at < when[1]).order_by(Quote.id.desc())
    return [(quote, name) for quote, name in session.execute(wanted.limit(200))]


def recent(
    session: Session,
    *,
    customer_id: int | None = None,
    owner_id: int | None = None,
    only_open: bool = False,
    since: datetime | None = None,
    most: int = 50,
) -> list[Quote]:
    """Quotations, the newest first."""
    wanted = select(Quote).order_by(Quote.id.desc()).limit(most)
    if customer_id is not None:
        wanted = wanted.where(Quote.customer_id == customer_id)
    if owner_id is not None:
        wanted = wanted.where(Quote.owner_id == owner_id)
    if only_open:
        wanted = wanted.where(Quote.status.in_(OPEN))
    if since is not None:
        wanted = wanted.where(Quote.created_at >= since)
    return list(session.scalars(wanted))
