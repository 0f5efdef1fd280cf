"""A price list taken in: products by model number or name, what they cost, how many there are."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.errors import Forbidden, Refused
from crm.importing import clean
from crm.importing.clean import Bad
from crm.importing.compare import Context
from crm.importing.line import Line, places
from crm.importing.marks import Marks
from crm.importing.plan import Options, Progress
from crm.importing.sheets import Sheet
from crm.sales import products, stock
from models.people import User
from models.selling import Product

NAME: Final = 128
YES: Final = {
    **dict.fromkeys(("是", "在售", "上架", "y", "yes"), True),
    **dict.fromkeys(("否", "停售", "下架", "停产", "n", "no"), False),
}


@dataclass(slots=True)
class Item:
    """One product of the file. `id`: of the one in the list already."""

    row: int
    name: str
    code: str
    facts: dict[str, Any]
    stock: Decimal | None
    id: int | None = None


@dataclass(slots=True)
class ListPlan(Marks):
    """The products of a file."""

    items: dict[str, Item] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self.items


def plan(
    session: Session, sheet: Sheet, options: Options, _tz: tzinfo, _now: datetime, progress: Progress
) -> ListPlan:
    """Read the file beside the list there is. Raises Forbidden for those who do not keep it."""
    _may(session)
    made, had, at = ListPlan(), listed(session), places(sheet.headings)
    for number, cells in sheet.rows():
        made.more(1)
        item, reasons = _read(Line(sheet.headings.texts, at, cells, []), number)
        try:
            if reasons:
                raise Bad("；".join(reasons))
            _place(made, item, had, options)
        except Bad as error:
            made.mark(number, "bad", [str(error)])
        progress("检查", made.counts["rows"], 0)
    return made


def _may(session: Session) -> None:
    user_id = session.info["scope"].user_id
    user = session.get(User, user_id) if user_id else None
    if user is not None and not products.may_keep(user):
        raise Forbidden("价目表由主管和管理员维护，请他们导入。")


def listed(session: Session) -> dict[str, Product]:
    """The list there is by everything its products are called."""
    found: dict[str, Product] = {}
    for product in session.scalars(select(Product).order_by(Product.id)):
        for word in filter(None, products.names_of(product)):
            found.setdefault(products.squeezed(word), product)
    return found


def _read(line: Line, number: int) -> tuple[Item, list[str]]:
    name = line.first("product", lambda cell: clean.text(cell, NAME)) or ""
    code = line.first("code", lambda cell: clean.text(cell, 64)) or ""
    facts = {
        "unit": line.first("unit", lambda cell: clean.text(cell, 8)),
        "price": line.first("price", clean.amount),
        "cost": line.first("cost", clean.amount),
        "aliases": line.lists("aliases", clean.tags) or None,
        "active": line.first("active", _yes),
    }
    stocked = line.first("stock", lambda cell: clean.number(cell, 3))
    if not name and not code:
        line.reasons.append("缺产品名称")
    for fact in ("price", "cost"):
        if facts[fact] == 0:
            facts[fact] = None  # a list says 0 where nothing was agreed on
    said = {key: value for key, value in facts.items() if value is not None}
    return Item(number, name or code, code if name else "", said, stocked), line.reasons


def _yes(cell: Any) -> bool | None:
    said = clean.text(cell, 8)
    if said is None:
        return None
    if said.lower() not in YES:
        raise Bad(f"「{said}」要填是或否")
    return YES[said.lower()]


def _place(made: ListPlan, item: Item, had: dict[str, Product], options: Options) -> None:
    key = products.squeezed(item.code or item.name)
    if (twin := made.items.get(key)) is not None:
        raise Bad(f"与第 {twin.row} 行是同一产品")
    product = had.get(key)
    if product is not None and options.mode == "create":
        raise Bad(f"已有产品「{products.label(product)}」")
    if product is None and options.mode == "update":
        raise Bad("价目表里没有这个产品")
    item.id = product.id if product else None
    made.items[key] = item


def count(session: Session, made: ListPlan, _context: Context) -> Counter[str]:
    """New products and those with something new."""
    counts: Counter[str] = Counter()
    for item, product in _pairs(session, made):
        if product is None:
            counts["products"] += 1
            counts["stock_moves"] += item.stock is not None
            continue
        counts["updated_products"] += bool(_new(item, product))
        counts["stock_moves"] += _restocks(item, product)
    return counts


def write(session: Session, made: ListPlan, context: Context, progress: Progress) -> Counter[str]:
    """Products made and changed, their stock counted; all in the session's change set."""
    counts = count(session, made, context)
    for done, (item, product) in enumerate(_pairs(session, made), 1):
        if product is None:
            if products.same(session, item.code, item.name) is not None:
                raise Refused(f"检查之后有人新建了产品「{item.name}」，什么都没有写入，请再导入一次。")
            facts = {name: value for name, value in item.facts.items() if name != "active"}
            made_ = products.add(
                session, item.name, context.now, code=item.code, quantity=item.stock, **facts
            )
            made_.active = item.facts.get("active", True)
            continue
        for name, value in _new(item, product).items():
            setattr(product, name, value)
        products.refresh(session, product)
        if _restocks(item, product):
            assert item.stock is not None
            stock.count(session, product, item.stock, context.now)
        progress("写入", done, len(made.items))
    session.flush()
    return counts


def _pairs(session: Session, made: ListPlan) -> Iterator[tuple[Item, Product | None]]:
    for item in made.items.values():
        yield item, session.get(Product, item.id) if item.id is not None else None


def _new(item: Item, product: Product) -> dict[str, Any]:
    """What the row says otherwise than the list; a further alias joins those there are."""
    facts = dict(item.facts)
    if "aliases" in facts:
        facts["aliases"] = list(dict.fromkeys([*product.aliases, *facts["aliases"]]))
    return {name: value for name, value in facts.items() if getattr(product, name) != value}


def _restocks(item: Item, product: Product) -> bool:
    return item.stock is not None and item.stock != product.stock
