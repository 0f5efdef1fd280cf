"""The figures of the last order set right: stock, money paid too much and approval follow at once."""

from collections.abc import Callable, Sequence
from typing import Any

from crm import money
from crm.approvals import approvals
from crm.errors import Refused
from crm.sales import goods, order_approval, orders, payments, products
from handlers.context import Context
from handlers.mending.corrections import mends
from handlers.sales.lines_meant import as_it_stands, line_meant, number_meant, of_line, product_meant, rename
from handlers.whole import all_or_nothing
from models.customers import Customer
from models.selling import Order, OrderLine, Product
from nlp.frames import Frame


@mends("amount", "price", "quantity", "product")
def figures(record: Any, frame: Frame, ctx: Context) -> str | None:
    """One figure and what follows from it."""
    mend = MENDS.get(str(frame.slots.get("field")))
    if not isinstance(record, Order) or mend is None:
        return None
    with all_or_nothing(ctx):
        order = orders.locked(ctx.session, record.id) or record
        if order.status == "cancelled":
            raise Refused(f"{order.number}已经取消了，改不了。")
        lines = orders.lines_of(ctx.session, order)
        before = as_it_stands(order, lines)
        said = mend(order, lines, frame, ctx)
        if as_it_stands(order, lines) == before:
            raise Refused(f"{order.number}本来就是{said}，没有改。")
        follows = _settled(order, lines, ctx)
    whole = "" if frame.slots.get("field") == "amount" else f"，合计{money.yuan(order.amount)}"
    return "\n".join(filter(None, (f"{said}{whole}", follows)))


def _settled(order: Order, lines: Sequence[OrderLine], ctx: Context) -> str:
    """What follows from other figures: the stock, money paid beyond the sum, a word from above."""
    ctx.session.flush()
    if order.status == "pending":
        return _asked_anew(order, ctx)
    if order_approval.needed(ctx.session, ctx.user, order.amount):
        raise Refused(f"改到{money.yuan(order.amount)}就要审批了：先撤销这一单，重新下单会自动提交。")
    orders.take_stock(ctx.session, order, lines, ctx.now)
    payments.lock(ctx.session, order.customer_id)
    over = payments.release(ctx.session, order, order.amount, ctx.now)
    short = [
        products.label(product)
        for line in lines
        if line.product_id is not None
        and (product := ctx.session.get(Product, line.product_id)) is not None
        and product.stock is not None
        and product.stock < 0
    ]
    said = [f"注意：{'、'.join(short)}库存不够了" if short else ""]
    said.append(f"多收的{money.yuan(over)}转成预付款" if over else "")
    return "\n".join(filter(None, said))


def dropped(order: Order, line: OrderLine, lines: list[OrderLine], ctx: Context) -> str:
    """The order without this line, and what follows from that."""
    line.deleted_at = ctx.now
    lines.remove(line)
    orders.reckon(order, lines)
    return _settled(order, lines, ctx)


def added(order: Order, more: Sequence[goods.Goods], ctx: Context) -> str:
    """The order with these goods beside its own, and what follows. Raises Refused where it is a mere sum."""
    with all_or_nothing(ctx):
        order = orders.locked(ctx.session, order.id) or order
        if not orders.lines_of(ctx.session, order):
            raise Refused(f"{order.number}没有产品明细，加不上去。可以改金额，比如「金额改成6万」。")
        return _settled(order, orders.add_lines(ctx.session, order, more, ctx.now), ctx)


def _asked_anew(order: Order, ctx: Context) -> str:
    """A large order that waits is put up with its new sum, or needs no word any more."""
    approvals.withdraw_about(ctx.session, ("orders", order.id), ctx.user, ctx.now, ctx.tz)
    if not order_approval.needed(ctx.session, ctx.user, order.amount):
        orders.release(ctx.session, order, ctx.now)
        return "不用审批了，订单已生效"
    buyer = ctx.session.get(Customer, order.customer_id)
    assert buyer is not None
    names, _ = order_approval.put_up(ctx.session, order, buyer, ctx.user, ctx.now, ctx.tz)
    ctx.sent += 1
    return f"已按新金额重新提交{names}审批"


def _amount(order: Order, lines: Sequence[OrderLine], frame: Frame, ctx: Context) -> str:
    orders.agree_on(order, lines, number_meant(frame, ctx))
    return money.yuan(order.amount)


def _price(order: Order, lines: Sequence[OrderLine], frame: Frame, ctx: Context) -> str:
    line = line_meant(lines, frame, ctx)
    line.price = money.sensible(number_meant(frame, ctx), "单价")
    line.amount = money.sensible(money.of(line.quantity, line.price))
    orders.reckon(order, lines)
    return of_line(line, money.yuan(line.price), len(lines))


def _quantity(order: Order, lines: Sequence[OrderLine], frame: Frame, ctx: Context) -> str:
    """So many after all, at the price of one as it was."""
    line = line_meant(lines, frame, ctx)
    before, line.quantity = line.quantity, goods.quantity(number_meant(frame, ctx), line.name)
    line.amount = money.sensible(money.fen(line.amount * line.quantity / before))
    line.price = goods.price_of(line.amount, line.quantity)
    line.cost = None if line.cost is None else money.fen(line.cost * line.quantity / before)
    orders.reckon(order, lines)
    return of_line(line, f"{money.count(line.quantity)}{line.unit}", len(lines))


def _product(order: Order, lines: Sequence[OrderLine], frame: Frame, ctx: Context) -> str:
    """Other goods for the sum agreed on; at their list price where the old ones were sold at theirs."""
    line = line_meant(lines, frame, ctx)
    product = product_meant(frame, ctx)
    was = ctx.session.get(Product, line.product_id) if line.product_id is not None else None
    rename(line, product)
    if was is not None and was.price == line.price and product.price is not None:
        line.price = product.price
        line.amount = money.sensible(money.of(line.quantity, line.price))
    line.cost = None if product.cost is None else money.of(line.quantity, product.cost)
    orders.reckon(order, lines)
    return f"{line.name}（{money.yuan(line.amount)}）"


MENDS: dict[str, Callable[[Order, Sequence[OrderLine], Frame, Context], str]] = {
    "amount": _amount,
    "price": _price,
    "quantity": _quantity,
    "product": _product,
}
