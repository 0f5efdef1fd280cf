"""订单: made from a quotation or from a sentence, mended, shipped, completed, cancelled.

Its amount is the sum of its lines', where it has lines; its goods leave the stock once, when it is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from crm import days, money, numbering
from crm.errors import Refused
from crm.sales import goods as goods_
from crm.sales import quotes, stock
from crm.sales.goods import Goods
from models.customers import Customer
from models.selling import STANDING, Order, OrderLine, Product, Quote

UNSCOPED: Final = {"unscoped": True}
WON: Final = "成交"
LIVE: Final = STANDING
STATES: Final = {
    "pending": "待审批",
    "open": "待发货",
    "shipped": "已发货",
    "done": "已完成",
    "cancelled": "已取消",
}


@dataclass(frozen=True, slots=True)
class Short:
    """A product of which more is wanted than there is."""

    product: Product
    wanted: Decimal

    @property
    def left(self) -> Decimal:
        return max(self.product.stock or money.ZERO, money.ZERO)


def create(
    session: Session,
    owner_id: int,
    customer: Customer,
    lines: Sequence[Goods],
    amount: Decimal | None,
    now: datetime,
    tz: tzinfo,
    *,
    signed_on: date | None = None,
    due_on: date | None = None,
    quote: Quote | None = None,
    opportunity_id: int | None = None,
    note: str | None = None,
    hold: bool = False,
) -> Order:
    """A new order; its goods leave the stock, its customer is won. `amount`: the sum agreed on as a whole.

    Lock the products first (`short_of` does) where the stock is to be asked about. `hold`: it waits for a
    word from above, and all that comes with `release`.
    """
    day = days.today(now, tz)
    made = lines_for(goods_.checked(lines), amount, now, session.info["set_id"])
    if not made and amount is None:
        raise Refused("订单要有产品或总价，这次没有记。")
    order = Order(
        number=numbering.following(session, numbering.ORDER, day),
        customer_id=customer.id,
        owner_id=owner_id,
        quote_id=quote.id if quote else None,
        opportunity_id=opportunity_id or (quote.opportunity_id if quote else None),
        signed_on=signed_on or day,
        status="pending" if hold else "open",
        amount=money.sensible(goods_.total(made) if made else amount or money.ZERO),
        cost=cost_of(made),
        due_on=due_on,
        note=note,
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(order)
    session.flush()
    for line in made:
        line.order_id = order.id
    session.add_all(made)
    if quote is not None:
        quote.status = "accepted"
    session.flush()
    if not hold:
        release(session, order, now)
    return order


def release(session: Session, order: Order, now: datetime) -> None:
    """It is a sale: its goods leave the stock, and its customer has bought."""
    order.status = "open"
    customer = session.get(Customer, order.customer_id)
    if customer is not None and customer.stage != WON:
        customer.stage = WON
    session.flush()
    take_stock(session, order, lines_of(session, order), now)


def lines_for(lines: Sequence[Goods], amount: Decimal | None, now: datetime, source: str) -> list[OrderLine]:
    """The lines with their sums: one agreed on counts before the price; the whole is shared out."""
    counts = [goods_.quantity(line.quantity, line.name) for line in lines]
    usual = [money.of(count, line.price) for count, line in zip(counts, lines, strict=True)]
    sums = [
        each if line.amount is None else money.sensible(line.amount)
        for each, line in zip(usual, lines, strict=True)
    ]
    whole = None if amount is None else money.sensible(amount)
    if whole is not None and sums and sum(sums, money.ZERO) != whole:
        sums = money.shares(whole, sums)
    return [
        OrderLine(
            product_id=line.product_id,
            name=line.name[: goods_.NAME],
            unit=line.unit,
            quantity=count,
            price=money.fen(line.price) if said == each else goods_.price_of(said, count),
            amount=said,
            cost=None if line.cost is None else money.of(count, line.cost),
            created_at=now,
            source=source,
        )
        for line, count, each, said in zip(lines, counts, usual, sums, strict=True)
    ]


def add_lines(session: Session, order: Order, lines: Sequence[Goods], now: datetime) -> list[OrderLine]:
    """More goods on it; of what stands there already at that price so many more. All its lines then."""
    held = lines_of(session, order)
    for made in lines_for(goods_.checked(lines), None, now, session.info["set_id"]):
        same = next((one for one in held if _alike(one, made)), None)
        if same is not None:
            same.quantity = goods_.quantity(same.quantity + made.quantity, same.name)
            same.amount = money.sensible(same.amount + made.amount)
            same.cost = None if same.cost is None or made.cost is None else same.cost + made.cost
            continue
        made.order_id = order.id
        session.add(made)
        held.append(made)
    if len(held) > goods_.MOST_LINES:
        raise Refused(f"一张单子最多{goods_.MOST_LINES}行，加不下了。")
    reckon(order, held)
    session.flush()
    return held


def _alike(one: OrderLine, other: OrderLine) -> bool:
    return one.product_id is not None and (one.product_id, one.price) == (other.product_id, other.price)


def from_quote(session: Session, quote: Quote) -> list[Goods]:
    """The goods of a quotation, at what was quoted in the end."""
    lines = quotes.lines_of(session, quote)
    ids = {line.product_id for line in lines if line.product_id is not None}
    costs: dict[int, Decimal | None] = {}
    if ids:
        found = session.execute(select(Product.id, Product.cost).where(Product.id.in_(ids)))
        costs = {row.id: row.cost for row in found}
    return [
        Goods(
            name=line.name,
            quantity=line.quantity,
            price=goods_.price_of(line.amount, line.quantity),
            product_id=line.product_id,
            unit=line.unit,
            amount=line.amount,
            cost=costs.get(line.product_id or 0),
        )
        for line in lines
    ]


def lines_of(session: Session, order: Order) -> list[OrderLine]:
    wanted = select(OrderLine).where(OrderLine.order_id == order.id).order_by(OrderLine.id)
    return list(session.scalars(wanted, execution_options=UNSCOPED))


def reckon(order: Order, lines: Sequence[OrderLine]) -> None:
    """The order's own sums from those of its lines."""
    if lines:
        order.amount = money.sensible(goods_.total(lines))
        order.cost = cost_of(lines)


def agree_on(order: Order, lines: Sequence[OrderLine], amount: Decimal) -> None:
    """总价改成…: shared out over the lines, whose prices follow."""
    whole = money.sensible(amount)
    if not lines:
        order.amount = whole
        return
    for line, part in zip(lines, money.shares(whole, [line.amount for line in lines]), strict=True):
        line.amount, line.price = part, goods_.price_of(part, line.quantity)
    reckon(order, lines)


def cost_of(lines: Sequence[OrderLine]) -> Decimal | None:
    """What the goods cost the company; None where that is not known of every line."""
    costs = [line.cost for line in lines]
    if not costs or None in costs:
        return None
    return sum((cost for cost in costs if cost is not None), money.ZERO)


def take_stock(session: Session, order: Order, lines: Sequence[OrderLine], now: datetime) -> None:
    """The moves of stock say what the lines say; a cancelled order takes nothing."""
    wanted: dict[int, Decimal] = {}
    if order.status in LIVE:
        for line in lines:
            if line.product_id is not None:
                wanted[line.product_id] = wanted.get(line.product_id, money.ZERO) + line.quantity
    stock.sell(session, order.id, wanted, now)


def short_of(session: Session, lines: Sequence[Goods]) -> list[Short]:
    """What is wanted beyond the stock. The products stay locked, so that the answer holds till the end."""
    wanted: dict[int, Decimal] = {}
    for line in lines:
        if line.product_id is not None:
            wanted[line.product_id] = wanted.get(line.product_id, money.ZERO) + line.quantity
    products = stock.lock(session, wanted)
    return [
        Short(products[id_], many)
        for id_, many in wanted.items()
        if id_ in products and (left := products[id_].stock) is not None and left < many
    ]


def locked(session: Session, order_id: int) -> Order | None:
    """The order as it stands now, held till the end of the transaction."""
    session.flush()
    return session.scalar(
        select(Order).where(Order.id == order_id).with_for_update(),
        execution_options={"populate_existing": True},
    )


def ship(order: Order, now: datetime) -> None:
    """发货. Raises Refused out of turn."""
    if order.status in ("shipped", "done"):
        raise Refused(f"{order.number}{STATES[order.status]}，不用再记一次。")
    _must_live(order)
    order.status, order.shipped_at = "shipped", now


def complete(order: Order, now: datetime) -> bool:
    """完成; True where nothing had been said of shipping, which is then of the same day."""
    if order.status == "done":
        raise Refused(f"{order.number}已完成，不用再记一次。")
    _must_live(order)
    unsaid = order.shipped_at is None
    if unsaid:
        order.shipped_at = now
    order.status, order.completed_at = "done", now
    return unsaid


def cancel(session: Session, order: Order, now: datetime) -> None:
    """取消: the goods come back into stock. What was paid stays the customer's (`payments.release`)."""
    if order.status == "cancelled":
        raise Refused(f"{order.number}已经取消了。")
    call_off(session, order)
    take_stock(session, order, [], now)


def call_off(session: Session, order: Order) -> None:
    """It is none any more: what was quoted can be changed and ordered again, unless another order has it."""
    order.status = "cancelled"
    session.flush()
    if order.quote_id is None:
        return
    others = select(Order.id).where(Order.quote_id == order.quote_id, Order.status != "cancelled")
    another = session.scalar(others.limit(1), execution_options=UNSCOPED)
    quote = session.get(Quote, order.quote_id, execution_options=UNSCOPED)
    if another is None and quote is not None and quote.status == "accepted":
        quote.status = "sent"
        session.flush()


def _must_live(order: Order) -> None:
    if order.status == "pending":
        raise Refused(f"{order.number}还在等审批，批了才能发货。")
    if order.status == "cancelled":
        raise Refused(f"{order.number}已经取消了，发不了货也完不成。要恢复的话发「撤销」或重新下单。")


def numbered(session: Session, words: str) -> list[Order]:
    """Orders of this number, or of these last digits of it; the newest first."""
    said = words.upper()
    whole = not said.isdigit()
    wanted = select(Order).where(Order.number == said if whole else Order.number.endswith(said))
    return list(session.scalars(wanted.order_by(Order.id.desc()).limit(6)))


def recent(
    session: Session,
    *,
    customer_id: int | None = None,
    owner_id: int | None = None,
    first: date | None = None,
    last: date | None = None,
    states: Sequence[str] | None = None,
    whose: ColumnElement[bool] | None = None,
    largest: bool = False,
    most: int = 200,
) -> list[Order]:
    """Orders by the day they were signed, the newest first; or those that stand, the `largest` first.

    `whose`: a condition on `Order.owner_id`.
    """
    newest = (Order.signed_on.desc(), Order.id.desc())
    wanted = select(Order).order_by(*(Order.amount.desc(),) * largest, *newest).limit(most)
    if largest:
        wanted = wanted.where(Order.status.in_(LIVE))
    if whose is not None:
        wanted = wanted.where(whose)
    if customer_id is not None:
        wanted = wanted.where(Order.customer_id == customer_id)
    if owner_id is not None:
        wanted = wanted.where(Order.owner_id == owner_id)
    if first is not None:
        wanted = wanted.where(Order.signed_on >= first)
    if last is not None:
        wanted = wanted.where(Order.signed_on <= last)
    if states is not None:
        wanted = wanted.where(Order.status.in_(states))
    return list(session.scalars(wanted))


def count_of(session: Session, customer_id: int) -> int:
    """How many orders of this customer stand."""
    wanted = select(func.count(Order.id)).where(Order.customer_id == customer_id, Order.status.in_(LIVE))
    return session.scalar(wanted, execution_options=UNSCOPED) or 0


def alike(
    session: Session, customer_id: int, amount: Decimal, lines: Sequence[Goods], day: date
) -> Order | None:
    """An order of the same customer, day, sum and goods: perhaps said twice."""
    same_day = select(Order).where(
        Order.customer_id == customer_id,
        Order.signed_on == day,
        Order.status.in_(LIVE),
        Order.amount == amount,
    )
    wanted = sorted((line.product_id or 0, line.quantity) for line in lines)
    for order in session.scalars(same_day.order_by(Order.id.desc()), execution_options=UNSCOPED):
        if sorted((line.product_id or 0, line.quantity) for line in lines_of(session, order)) == wanted:
            return order
    return None
