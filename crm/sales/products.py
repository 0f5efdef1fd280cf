"""Products: the price list. Found by name, model number and alias, as customers are found by theirs."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from rapidfuzz import fuzz
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from crm import money
from crm.errors import Refused
from crm.names import add_keys, find, full_name, write_keys
from crm.sales import stock
from models.people import User
from models.selling import Product
from zh import names
from zh.text import normal

KEEPERS: Final = ("manager", "admin")
ALIKE: Final = 55  # of 100: how near a name must be to be offered
MOST_LOOKED_AT: Final = 5000  # products compared with a name that none has


def may_keep(user: User) -> bool:
    """Whether this person keeps the price list."""
    return user.role in KEEPERS


def keys(product: Product) -> frozenset[str]:
    """Everything the product may be called: its label, name, model number and aliases."""
    called = [label(product), product.name, product.code, *product.aliases]
    return frozenset().union(*(names.product_keys(words) for words in called if words))


def label(product: Product) -> str:
    """What it is called in a list: `A100 交换机`; the name alone where the model number is part of it."""
    return full_name(product.code, product.name)


def add(
    session: Session,
    name: str,
    now: datetime,
    *,
    code: str = "",
    aliases: Sequence[str] = (),
    unit: str = "",
    price: Decimal | None = None,
    cost: Decimal | None = None,
    quantity: Decimal | None = None,
) -> Product:
    """A new product. Raises Refused where one of that name or model number is in the list."""
    there = same(session, code, name)
    if there is not None:
        raise Refused(
            f"价目表里已经有「{label(there)}」了，没有重复新建。改价说「{there.code or there.name}改价850」。"
        )
    product = Product(
        code=code,
        name=name,
        aliases=list(dict.fromkeys(aliases)),
        unit=unit,
        price=None if price is None else money.sensible(price, "单价"),
        cost=None if cost is None else money.sensible(cost, "成本"),
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(product)
    session.flush()
    add_keys(session, "product", product.id, keys(product))
    if quantity is not None:
        stock.count(session, product, quantity, now)
    return product


def same(session: Session, code: str, name: str) -> Product | None:
    """The product of exactly this model number; without one, the product that is called so."""
    wanted = squeezed(code or name)
    for product in called(session, code or name):
        names_ = (product.code, label(product)) if code else names_of(product)
        if wanted in {squeezed(words) for words in names_}:
            return product
    return None


def called(session: Session, words: str) -> list[Product]:
    """Products that these words name; the exact ones alone where there are some."""
    found = [one for one in find(session, names.query_keys(words)) if one.kind == "product"]
    if not found:
        return []
    ids = {one.id for one in found}
    listed = list(session.scalars(select(Product).where(Product.id.in_(ids)).order_by(Product.id)))
    said = squeezed(words)
    exact = [p for p in listed if said in {squeezed(name) for name in names_of(p)}]
    return exact or listed


def squeezed(words: str) -> str:
    return normal(words).replace(" ", "")


def names_of(product: Product) -> tuple[str, ...]:
    return (label(product), product.name, product.code, *product.aliases)


def near(session: Session, words: str, most: int = 4) -> list[Product]:
    """Products in sale that are called something like these words, the nearest first."""
    rows = session.execute(
        select(Product.id, Product.code, Product.name, Product.aliases)
        .where(Product.active)
        .order_by(Product.id)
        .limit(MOST_LOOKED_AT)
    )
    said = squeezed(words)
    scored = sorted(((_likeness(said, row), -row.id) for row in rows), reverse=True)
    ids = [-key for score, key in scored if score >= ALIKE][:most]
    found = {p.id: p for p in session.scalars(select(Product).where(Product.id.in_(ids)))} if ids else {}
    return [found[id_] for id_ in ids]


def _likeness(said: str, row: Any) -> float:
    called_ = [full_name(row.code, row.name), row.name, row.code, *row.aliases]
    return max(fuzz.ratio(said, squeezed(words)) for words in called_ if words)


def catalogue(session: Session, words: str | None = None) -> list[Product]:
    """The price list, by model number and name; only what is in sale."""
    wanted = (
        select(Product).where(Product.active).order_by(func.lower(Product.code), Product.name, Product.id)
    )
    if words:
        part = words.replace("%", "").replace("_", "")
        wanted = wanted.where(
            or_(Product.name.icontains(part, autoescape=True), Product.code.icontains(part, autoescape=True))
        )
    return list(session.scalars(wanted))


def set_price(product: Product, price: Decimal) -> None:
    """A new list price. Quotes and orders keep the price they were made with."""
    product.price = money.sensible(price, "单价")


def set_cost(product: Product, cost: Decimal) -> None:
    product.cost = money.sensible(cost, "成本")


def rename(session: Session, product: Product, **changes: Any) -> None:
    """New name, model number or aliases, and the keys that follow from them."""
    for column, value in changes.items():
        setattr(product, column, value)
    refresh(session, product)


def refresh(session: Session, product: Product) -> None:
    """The keys as the columns say now; for undo and correction too."""
    write_keys(session, "product", product.id, keys(product))
