"""The last write on the price list, set right: 「单价改成850」, 「数量改成10」."""

from typing import Any

from crm.sales import products, stock
from handlers.context import Context
from handlers.mending.corrections import mends
from handlers.products import words
from handlers.products.facts import number
from models.selling import Product, StockMove
from nlp.frames import Frame


@mends("price", "amount")
def price(record: Any, frame: Frame, ctx: Context) -> str | None:
    value = number(str(frame.slots["value"]))
    if not isinstance(record, Product) or value is None or not products.may_keep(ctx.user):
        return None
    products.set_price(record, value)
    return words.price(record)


@mends("quantity")
def quantity(record: Any, frame: Frame, ctx: Context) -> str | None:
    """A receipt or a count that was mistyped; what an order took follows the order."""
    value = number(str(frame.slots["value"]))
    if not isinstance(record, StockMove) or record.order_id is not None or value is None:
        return None
    product = ctx.session.get(Product, record.product_id)
    if product is None:
        return None
    stock.mend(ctx.session, record, value)
    return f"{words.count(value, product)}，{products.label(product)}现在{words.stock(product)}"
