"""Which line of a quotation or an order a correction means, and the goods it names instead."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from sqlalchemy.orm import Session

from crm import money
from crm.errors import Refused
from crm.sales import products
from handlers.context import Context, Option, Question
from handlers.products.facts import first_number
from handlers.products.refs import known_product
from models.selling import Order, OrderLine, Product, Quote, QuoteLine
from nlp.frames import Frame
from zh.text import normal

Line = TypeVar("Line", QuoteLine, OrderLine)


def line_meant(lines: Sequence[Line], frame: Frame, ctx: Context) -> Line:
    """The line that is meant: the only one, the one whose goods are named, else a question."""
    if "line" in frame.slots:
        return next(line for line in lines if line.id == int(frame.slots["line"]))
    if not lines:
        raise Refused("这张单子没有产品明细，只能改金额。")
    if len(lines) == 1:
        return lines[0]
    said = normal(f"{ctx.text} {frame.slots.get('old', '')} {frame.slots.get('product', '')}").replace(
        " ", ""
    )
    named = [line for line in lines if any(word in said for word in _called(line, ctx.session))]
    if len(named) == 1:
        return named[0]
    options = [
        Option(
            line.name,
            f"{money.count(line.quantity)}{line.unit} × {money.yuan(line.price)}",
            {"line": line.id},
        )
        for line in lines[:6]
    ]
    raise Question("改哪一行？", "line", options)


def _called(line: QuoteLine | OrderLine, session: Session) -> list[str]:
    product = session.get(Product, line.product_id) if line.product_id is not None else None
    keys = products.keys(product) if product is not None else ()
    return [normal(line.name).replace(" ", ""), *(key for key in keys if not key.startswith("~"))]


def called_so(line: QuoteLine | OrderLine, said: str, session: Session) -> bool:
    """Whether these words alone name the goods of a line: 鼠标 is the 无线鼠标."""
    bare = normal(said).replace(" ", "").removesuffix("的")
    names = _called(line, session)
    return bare in names or (len(bare) >= 2 and bare in names[0])


def number_meant(frame: Frame, ctx: Context) -> Decimal:
    """The new figure. Raises Refused where it is none, or less than nothing."""
    value = first_number(str(frame.slots["value"]))
    if re.search(r"(?<![\d\w])[-−负]\s*\d", ctx.text) or re.search(r"[成为到是][-−负]\s*\d", ctx.text):
        raise Refused("负数记不了，没有改。")
    if value is None:
        raise Refused(f"「{frame.slots['value']}」不像数字，没有改。")
    return value


def product_meant(frame: Frame, ctx: Context) -> Product:
    """The new product: the correction's value."""
    refs = {"product": frame.refs["value"]} if "value" in frame.refs else {}
    slots = {"product": frame.slots["value"]}
    slots |= {name: frame.slots[name] for name in ("product_id",) if name in frame.slots}
    return known_product(Frame(frame.intent, slots, refs=refs), ctx)


def as_it_stands(sale: Quote | Order, lines: Sequence[QuoteLine | OrderLine]) -> tuple[object, ...]:
    """What a correction may change, to see whether it did: one that changes nothing is refused."""
    terms = [sale.discount, sale.off] if isinstance(sale, Quote) else []
    goods = [(one.product_id, one.name, one.quantity, one.price, one.amount) for one in lines]
    return (sale.amount, *terms, *goods)


def rename(line: QuoteLine | OrderLine, product: Product) -> None:
    line.product_id, line.name = product.id, products.label(product)
    line.unit = product.unit or line.unit


def of_line(line: QuoteLine | OrderLine, value: str, many: int) -> str:
    return value if many == 1 else f"{value}（{line.name}）"
