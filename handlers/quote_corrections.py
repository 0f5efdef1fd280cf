"""The figures of the last quotation set right: 「折扣改成85折」「不是A100是A200」「总价改成7600」."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from crm import goods, money, quotes
from crm.errors import Refused
from handlers.context import Context
from handlers.corrections import mends
from handlers.phrases import says
from handlers.quotes import put_up_if_needed
from handlers.sale_lines_meant import as_it_stands, line_meant, number_meant, of_line, product_meant, rename
from handlers.vocabulary import parse
from handlers.whole import all_or_nothing
from models.changes import last_set, records_of
from models.customers import Customer
from models.selling import Quote, QuoteLine
from nlp.frames import Frame


@says(
    "(?:再|整单|整体|全部|都|给[他她](?:们)?|帮我|那就?|就)*打?([0-9.一二三四五六七八九]{1,4})折(?:吧|好了|算)?"
)
def read_discount(match: re.Match[str], ctx: Context) -> Frame | None:
    """打九折 right after a quotation is about it."""
    key = last_set(ctx.session, ctx.user.id)
    if key is None or not any(isinstance(record, Quote) for record, _ in records_of(ctx.session, key)):
        return None
    ctx.text = f"折扣改成{match[1]}折"
    return parse(ctx.text, ctx)[0]


@mends("amount", "price", "quantity", "product", "discount")
def figures(record: Any, frame: Frame, ctx: Context) -> str | None:
    """One figure and what follows from it; a discount beyond the limit goes to approval again."""
    mend = MENDS.get(str(frame.slots.get("field")))
    if not isinstance(record, Quote) or mend is None:
        return None
    with all_or_nothing(ctx):
        quotes.must_be_open(record)
        lines = quotes.lines_of(ctx.session, record)
        before = as_it_stands(record, lines)
        said = mend(record, lines, frame, ctx)
        if as_it_stands(record, lines) == before:
            raise Refused(f"{record.number}本来就是{said}，没有改。")
        customer = ctx.session.get(Customer, record.customer_id)
        assert customer is not None
        waits = put_up_if_needed(record, customer, ctx)
    whole = "" if frame.slots.get("field") == "amount" else f"，合计{money.yuan(record.amount)}"
    return "\n".join(filter(None, (f"{said}{whole}", waits)))


def _amount(quote: Quote, lines: Sequence[QuoteLine], frame: Frame, ctx: Context) -> str:
    quotes.agree_on(quote, lines, number_meant(frame, ctx))
    return money.yuan(quote.amount)


def _discount(quote: Quote, lines: Sequence[QuoteLine], frame: Frame, ctx: Context) -> str:
    quote.discount, quote.off = quotes.checked_discount(number_meant(frame, ctx)), money.ZERO
    quotes.reckon(quote, lines)
    return money.percent(quote.discount) or "不打折"


def _price(quote: Quote, lines: Sequence[QuoteLine], frame: Frame, ctx: Context) -> str:
    line = line_meant(lines, frame, ctx)
    line.price = money.sensible(number_meant(frame, ctx), "单价")
    quotes.reckon(quote, lines)
    return of_line(line, money.yuan(line.price), len(lines))


def _quantity(quote: Quote, lines: Sequence[QuoteLine], frame: Frame, ctx: Context) -> str:
    line = line_meant(lines, frame, ctx)
    line.quantity = goods.quantity(number_meant(frame, ctx), line.name)
    quotes.reckon(quote, lines)
    return of_line(line, f"{money.count(line.quantity)}{line.unit}", len(lines))


def _product(quote: Quote, lines: Sequence[QuoteLine], frame: Frame, ctx: Context) -> str:
    """Other goods; at their list price, unless another price was said."""
    line = line_meant(lines, frame, ctx)
    product, listed = product_meant(frame, ctx), line.price == line.list_price
    rename(line, product)
    line.list_price = product.price
    if listed and product.price is not None:
        line.price = product.price
    quotes.reckon(quote, lines)
    return f"{line.name}（单价{money.yuan(line.price)}）"


MENDS: dict[str, Callable[[Quote, Sequence[QuoteLine], Frame, Context], str]] = {
    "amount": _amount,
    "price": _price,
    "quantity": _quantity,
    "product": _product,
    "discount": _discount,
}
