"""Which product is meant: by the record the parser found, by words, or by a question with the near ones."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crm.errors import NotThere
from crm.sales import products
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.products import words
from models.changes import last_sets, records_of
from models.selling import OrderLine, Product, QuoteLine
from nlp.frames import Frame
from nlp.names import Name

MOST = 6  # candidates of a question


def known_product(frame: Frame, ctx: Context) -> Product:
    """The product the frame means. A question where several or none fit."""
    if "product_id" in frame.slots:  # chosen from candidates
        chosen = ctx.session.get(Product, int(frame.slots["product_id"]))
        if chosen is not None:
            return chosen
    said = frame.slots.get("product")
    if said is None:
        raise Question(words.ASK_WHICH, "product")
    found = meant(frame.refs.get("product", ()), ctx) or products.called(ctx.session, _first(said))
    if len(found) == 1:
        return found[0]
    if found:
        raise Question(words.which("" if isinstance(said, list) else said), "product_id", options(found))
    near = products.near(ctx.session, _first(said))
    if not near:
        raise NotThere(words.unknown(_first(said), ()))
    raise Question(words.unknown(_first(said), near), "product_id", options(near))


def meant(found: Sequence[Name], ctx: Context) -> list[Product]:
    """The products of the parser's answer, each once; those in sale alone where there are some."""
    ids = {name.id for name in found if name.kind == "product" and name.id is not None}
    listed = [p for id_ in sorted(ids) if (p := ctx.session.get(Product, id_)) is not None]
    return [product for product in listed if product.active] or listed


def options(found: Sequence[Product], slot: str = "product_id") -> list[Option]:
    return [Option(products.label(p), words.price(p), {slot: p.id}) for p in found[:MOST]]


def called(said: str, ctx: Context) -> tuple[Name, ...]:
    """Products of exactly that name in a plain command, as the parser would answer."""
    found = products.called(ctx.session, said)
    return tuple(Name("product", products.label(p), "", p.id) for p in found)


def just_sold(ctx: Context) -> list[QuoteLine | OrderLine]:
    """The lines of the quotation or the order this person wrote just now."""
    keys = last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN, 2)
    return [
        r for key in keys for r, _ in records_of(ctx.session, key) if isinstance(r, QuoteLine | OrderLine)
    ]


def sold_just_now(said: str, ctx: Context) -> bool:
    """Whether the last write of this person was a quotation or an order with the goods called so."""
    lines = just_sold(ctx)
    if not lines:
        return False
    ids = {product.id for product in products.called(ctx.session, said)}
    bare = said.strip().lower()
    return any(line.product_id in ids or bare in line.name.lower() for line in lines)


def _first(said: Any) -> str:
    return str(said[0]) if isinstance(said, list) else str(said)


def decimal_slot(frame: Frame, slot: str) -> Decimal | None:
    """A number kept as text in a slot."""
    value = frame.slots.get(slot)
    return None if value is None else Decimal(str(value))
