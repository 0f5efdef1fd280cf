"""From the lines of a sentence to goods that can be written: which product, how many, at what price.

Asks for one thing at a time, and only where it cannot be assumed; the answer is kept in the lines.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import exists, select

from crm import money
from crm.sales import products
from crm.sales.goods import Goods
from handlers.context import Context, Option, Question
from handlers.products import words as products_words
from handlers.products.facts import first_number
from handlers.sales.reading import Line, lines_of, with_lines
from models.selling import Product
from nlp import sizes
from nlp.frames import Frame

MOST = 5  # products offered beside 「就叫…」
ANSWERS = ("pick", "line_quantity", "line_price")
"""Slots in which the answers to our questions come back."""


def settled(frame: Frame, ctx: Context, *, priced: bool) -> tuple[list[Goods], Frame]:
    """The goods of the frame, and the frame with what was settled. Raises Question for the first gap.

    `priced`: every line needs a price of one (a quotation); else the sum may be agreed on as a whole.
    """
    lines = _with_answers(frame)
    frame = with_lines(frame, lines, *ANSWERS)
    for n, line in enumerate(lines):
        if not line.settled:
            lines[n] = replace(line, ids=_which(line, lines, n, frame, ctx), settled=True)
    frame = with_lines(frame, lines)
    found = {id_: ctx.session.get(Product, id_) for line in lines for id_ in line.ids}
    for line in lines:
        product = found.get(line.ids[0]) if line.ids else None
        if line.quantity is None:
            unit = line.unit or (product.unit if product else "")
            raise Question(f"{_named(line, product)}要多少{unit}？", "line_quantity", frame=frame)
        no_price = line.price is None and line.amount is None and (product is None or product.price is None)
        if priced and no_price:
            raise Question(
                f"{_named(line, product)}没有标价，一{_unit(line, product)}多少钱？",
                "line_price",
                frame=frame,
            )
    return [_goods(line, found.get(line.ids[0]) if line.ids else None) for line in lines], frame


def _with_answers(frame: Frame) -> list[Line]:
    """The lines with the answer to the last question in the place it was asked for."""
    lines = lines_of(frame)
    slots = frame.slots
    if "pick" in slots:
        n = next((n for n, line in enumerate(lines) if not line.settled), None)
        if n is not None:
            picked = int(slots["pick"])
            lines[n] = replace(lines[n], ids=[picked] if picked else [], settled=True)
    count = first_number(str(slots.get("line_quantity", "")))
    if count is not None:
        n = next((n for n, line in enumerate(lines) if line.quantity is None), None)
        if n is not None:
            lines[n] = replace(lines[n], quantity=str(count))
    price = first_number(str(slots.get("line_price", "")))
    if price is not None:
        n = next((n for n, line in enumerate(lines) if line.price is None), None)
        if n is not None:
            lines[n] = replace(lines[n], price=str(price))
    return lines


def _which(line: Line, lines: Sequence[Line], n: int, frame: Frame, ctx: Context) -> list[int]:
    """The one product that is meant; none where it is to be sold by its words alone."""
    found = [p for id_ in line.ids if (p := ctx.session.get(Product, id_)) is not None]
    found = [product for product in found if product.active] or found
    if not found:
        found = products.called(ctx.session, line.said)
    if said := sizes.said_in(line.said):
        found = [product for product in found if said & sizes.said_in(products.label(product))] or found
    if len(found) == 1:
        return [found[0].id]
    kept = with_lines(frame, [*lines[:n], line, *lines[n + 1 :]])
    if found:
        offered = [Option(products.label(p), products_words.price(p), {"pick": p.id}) for p in found[:6]]
        raise Question(products_words.which(line.said), "pick", offered, frame=kept)
    if not ctx.session.scalar(select(exists().where(Product.active))):
        return []  # the company keeps no list: any name will do
    near = products.near(ctx.session, line.said, MOST)
    offered = [Option(products.label(p), products_words.price(p), {"pick": p.id}) for p in near]
    offered.append(Option(f"就叫「{line.said[:12]}」", "不在价目表里", {"pick": 0}))
    raise Question(f"价目表里没有「{line.said}」，是哪个？", "pick", offered, frame=kept)


def _goods(line: Line, product: Product | None) -> Goods:
    assert line.quantity is not None
    quantity = money.exact(line.quantity)
    amount = None if line.amount is None else money.exact(line.amount)
    if amount is not None and product is not None and _is_of_one(amount, product, quantity):
        line, amount = replace(line, price=line.amount), None
    return Goods(
        name=products.label(product) if product else line.said,
        quantity=quantity,
        price=_price(line, product, amount, quantity),
        product_id=product.id if product else None,
        unit=line.unit or (product.unit if product else ""),
        list_price=product.price if product else None,
        amount=amount,
        cost=product.cost if product else None,
    )


def _is_of_one(amount: Decimal, product: Product, quantity: Decimal) -> bool:
    """A200 两台 1200 and 50台 1180, where one costs 1200 in the list: near the price of one and far from that
    of all."""
    one = product.price
    if not one or quantity <= 1:
        return False
    return amount == one or (LOW * one <= amount <= HIGH * one and amount <= FAR * one * quantity)


LOW, HIGH, FAR = Decimal("0.6"), Decimal("1.4"), Decimal("0.55")


def _price(line: Line, product: Product | None, amount: Decimal | None, quantity: Decimal) -> Decimal:
    """Of one: as it was said, from the sum agreed on, else the list's; zero where only the whole is known."""
    if line.price is not None:
        return money.exact(line.price)
    if amount is not None and quantity:
        return money.fen(amount / quantity)
    return product.price if product is not None and product.price is not None else money.ZERO


def _named(line: Line, product: Product | None) -> str:
    return products.label(product) if product else line.said


def _unit(line: Line, product: Product | None) -> str:
    return line.unit or (product.unit if product else "") or "个"
