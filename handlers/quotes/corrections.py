"""The figures of the last quotation set right: 「折扣改成85折」「不是A100是A200」「总价改成7600」."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from crm import money
from crm.errors import Refused
from crm.sales import goods, quotes
from handlers.context import Context
from handlers.mending.corrections import mends
from handlers.phrases import says
from handlers.products.facts import NUMBER, number
from handlers.quotes.intents import put_up_if_needed
from handlers.quotes.refs import just_made
from handlers.sales.lines_meant import as_it_stands, line_meant, number_meant, of_line, product_meant, rename
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


LESS = "(?:便宜|让利|让|优惠|降价?|下浮|少|减|抹掉?|去掉?)"
TO_THEM = "(?:再|整单|整体|总价|都|给(?:他们?|她们?|客户|对方)|帮我|那就?|还是|就|先)*"
POINTS = r"(?P<n>\d{1,2}(?:\.\d)?|[一两二三四五六七八九十]{1,2})"


@says(rf"{TO_THEM}{LESS}(?:他们?|了|个|掉)* ?{POINTS}(?:个?(?:百分)?点|%)(?:吧|好了|算了?)?")
def read_points(match: re.Match[str], ctx: Context) -> Frame | None:
    """便宜5个点, right after a quotation: so many percent less than is asked now."""
    quote, points = just_made(ctx), number(match["n"])
    if quote is None or not points or not points < money.WHOLE:
        return None
    slots = {"quote_id": quote.id}
    if quote.off:  # what was let off stays so
        less = money.fen(quote.amount * (money.WHOLE - points) / money.WHOLE)
        return Frame("quote.change", {**slots, "field": "amount", "value": str(less)})
    return Frame("quote.change", {**slots, "field": "discount", "value": str(quote.discount - points)})


@says(rf"{TO_THEM}{LESS}(?:他们?|了|个|掉)* ?(?P<n>{NUMBER})(?:吧|好了|算了?)?")
def read_less(match: re.Match[str], ctx: Context) -> Frame | None:
    """便宜2000, right after a quotation: so much less for the whole."""
    quote, sum_ = just_made(ctx), number(match["n"])
    if quote is None or not sum_ or not LEAST_OFF <= sum_ / quote.amount < 1:
        return None
    return Frame("quote.change", {"quote_id": quote.id, "field": "amount", "value": str(quote.amount - sum_)})


LEAST_OFF = Decimal("0.002")
"""Of the whole: 便宜5 is of nothing that costs thousands, but a figure cut short."""


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
