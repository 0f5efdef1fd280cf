"""Stock: every piece that comes or goes is a move, and a product's stock is the sum of its moves.

A sale makes its moves whether the product is counted or not; only the first count or receipt makes a stock
of them. So what an order says and what its moves say are the same at any time.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.selling import Product, StockMove

COUNTED: Final = ("first", "received", "counted")
"""Reasons of moves that say how much there is; sales alone do not."""
EVERYTHING: Final = {"everything": True}


def lock(session: Session, product_ids: Collection[int]) -> dict[int, Product]:
    """The products, theirs till the end of the transaction: nobody else sells them meanwhile.

    Always in the order of their ids, so that two sales of the same goods cannot wait for each other.
    """
    session.flush()
    wanted = select(Product).where(Product.id.in_(sorted(set(product_ids)))).order_by(Product.id)
    found = session.scalars(
        wanted.with_for_update(), execution_options={**EVERYTHING, "populate_existing": True}
    )
    return {product.id: product for product in found}


def recount(session: Session, product_ids: Collection[int]) -> None:
    """Each product's stock from its moves. Nothing is kept of what it was."""
    products = lock(session, product_ids)
    if not products:
        return
    said = func.max(case((StockMove.reason.in_(COUNTED), 1), else_=0))
    sums = (
        select(StockMove.product_id, func.sum(StockMove.quantity), said)
        .where(StockMove.product_id.in_(sorted(products)))
        .group_by(StockMove.product_id)
    )
    found = {row[0]: (row[1], row[2]) for row in session.execute(sums)}
    for product in products.values():
        total, counted = found.get(product.id, (None, 0))
        product.stock = total if counted else None
    session.flush()


def receive(session: Session, product: Product, quantity: Decimal, now: datetime) -> None:
    """入库 (negative: 出库, goods that left without a sale). The first receipt is also the first count."""
    _locked(session, product)
    if product.stock is None:
        count(session, product, quantity, now)
        return
    _move(session, product.id, quantity, "received", now)
    recount(session, [product.id])


def count(session: Session, product: Product, quantity: Decimal, now: datetime) -> None:
    """盘点: there are exactly so many."""
    _locked(session, product)
    moved = select(func.sum(StockMove.quantity)).where(StockMove.product_id == product.id)
    before = session.scalar(moved) or Decimal(0)
    reason = "first" if product.stock is None else "counted"
    _move(session, product.id, quantity - before, reason, now)
    recount(session, [product.id])


def mend(session: Session, move: StockMove, quantity: Decimal) -> None:
    """A receipt of so many after all, or a count that came to so many; what was sold since is sold."""
    lock(session, [move.product_id])
    if move.reason == "received":
        move.quantity = quantity
    else:
        earlier = (StockMove.product_id == move.product_id, StockMove.id < move.id)
        before = session.scalar(select(func.sum(StockMove.quantity)).where(*earlier)) or Decimal(0)
        move.quantity = quantity - before
    recount(session, [move.product_id])


def sell(session: Session, order_id: int, wanted: Mapping[int, Decimal], now: datetime) -> None:
    """Make the moves of an order say exactly `wanted` (product: how many left); nothing for a cancelled one.

    Moves that are right already stay as they are, so a correction writes only what it changes.
    """
    moves = list(session.scalars(select(StockMove).where(StockMove.order_id == order_id)))
    lock(session, {*wanted, *(move.product_id for move in moves)})
    left = dict(wanted)
    for move in moves:
        quantity = left.pop(move.product_id, None)
        if quantity is None:
            move.deleted_at = now
        elif move.quantity != -quantity:
            move.quantity = -quantity
    for product_id, quantity in sorted(left.items()):
        _move(session, product_id, -quantity, "sold", now, order_id)
    recount(session, {*wanted, *(move.product_id for move in moves)})


def _locked(session: Session, product: Product) -> None:
    lock(session, [product.id])


def _move(
    session: Session,
    product_id: int,
    quantity: Decimal,
    reason: str,
    now: datetime,
    order_id: int | None = None,
) -> None:
    source = session.info["set_id"]
    session.add(
        StockMove(
            product_id=product_id,
            order_id=order_id,
            quantity=quantity,
            reason=reason,
            created_at=now,
            source=source,
        )
    )
