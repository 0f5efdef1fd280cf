"""What is sold: products with their stock, quotations, orders, and the money that came in."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, Money, Quantity, pk

STANDING: Final = ("open", "shipped", "done")
"""States of an order that counts: not one that waits for approval, not one that was cancelled."""


class Counter(Base):
    """The last number given out of a kind: quotations of a day, orders of a day. Taken in the transaction."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int]


class Product(Audited, Base):
    """产品. Found by its name, its code and its aliases through `name_keys`."""

    __tablename__ = "products"
    __table_args__ = (Index(None, "code"),)
    DERIVED = frozenset({"stock"})

    id: Mapped[pk]
    code: Mapped[str] = mapped_column(String(64), default="", comment="model number; empty: it has none")
    name: Mapped[str] = mapped_column(String(128))
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    unit: Mapped[str] = mapped_column(String(8), default="", comment="台, 箱, 公斤; empty: not said")
    price: Mapped[Decimal | None] = mapped_column(Money, comment="list price of one, yuan")
    cost: Mapped[Decimal | None] = mapped_column(Money, comment="what one costs the company, yuan")
    stock: Mapped[Decimal | None] = mapped_column(
        Quantity, comment="the sum of its stock moves; null: not counted"
    )
    active: Mapped[bool] = mapped_column(default=True, comment="false: no longer sold")


class Quote(Audited, Base):
    """报价单. Its amount is the sum of its lines'."""

    __tablename__ = "quotes"
    BOOKS = True
    __table_args__ = (
        Index(None, "customer_id", "created_at"),
        Index(None, "owner_id", "created_at"),
        Index(None, "number"),
    )
    DERIVED = frozenset({"number"})

    id: Mapped[pk]
    number: Mapped[str] = mapped_column(String(32), default="", comment="what people call it")
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    owner_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    opportunity_id: Mapped[int | None] = mapped_column(BigId)
    status: Mapped[str] = mapped_column(
        String(12), default="draft", comment="draft | pending | rejected | sent | accepted | void"
    )
    discount: Mapped[Decimal] = mapped_column(Money, default=Decimal(100), comment="percent: 90 is 九折")
    off: Mapped[Decimal] = mapped_column(Money, default=Decimal(0), comment="yuan taken off after that")
    amount: Mapped[Decimal] = mapped_column(Money, comment="yuan, after the discount and `off`")
    valid_until: Mapped[date]
    sent_at: Mapped[datetime | None]
    note: Mapped[str | None] = mapped_column(String(2048))


class QuoteLine(Audited, Base):
    __tablename__ = "quote_lines"
    BOOKS = True

    id: Mapped[pk]
    quote_id: Mapped[int] = mapped_column(BigId, ForeignKey("quotes.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("products.id"))
    name: Mapped[str] = mapped_column(String(128), comment="as it was called then")
    unit: Mapped[str] = mapped_column(String(8), default="")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    list_price: Mapped[Decimal | None] = mapped_column(Money, comment="of one then; null: not in the list")
    price: Mapped[Decimal] = mapped_column(Money, comment="of one, before the quote's discount")
    amount: Mapped[Decimal] = mapped_column(Money, comment="of all, with its share of what is let off")


class Order(Audited, Base):
    """订单, 合同. Its amount is the sum of its lines', where it has lines."""

    __tablename__ = "orders"
    BOOKS = True
    __table_args__ = (
        Index(None, "customer_id", "signed_on"),
        Index(None, "owner_id", "signed_on"),
        # What was sold in so many days is read from this alone.
        Index("ix_orders_by_day", "signed_on", "status", "owner_id", "customer_id", "amount", "deleted_at"),
        Index(None, "number"),
        Index(None, "due_on"),
        Index(None, "quote_id"),
    )
    DERIVED = frozenset({"number"})

    id: Mapped[pk]
    number: Mapped[str] = mapped_column(String(32), default="", comment="what people call it")
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    owner_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), comment="whose sale it is")
    quote_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("quotes.id"))
    opportunity_id: Mapped[int | None] = mapped_column(BigId)
    signed_on: Mapped[date] = mapped_column(comment="the day it counts for")
    status: Mapped[str] = mapped_column(
        String(12), default="open", comment="pending | open | shipped | done | cancelled"
    )
    amount: Mapped[Decimal] = mapped_column(Money, comment="yuan")
    cost: Mapped[Decimal | None] = mapped_column(Money, comment="yuan; null: not known for every line")
    due_on: Mapped[date | None] = mapped_column(comment="when it is to be paid")
    shipped_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    note: Mapped[str | None] = mapped_column(String(2048))


class OrderLine(Audited, Base):
    __tablename__ = "order_lines"
    __table_args__ = (Index(None, "product_id"),)
    BOOKS = True

    id: Mapped[pk]
    order_id: Mapped[int] = mapped_column(BigId, ForeignKey("orders.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("products.id"))
    name: Mapped[str] = mapped_column(String(128), comment="as it was called then")
    unit: Mapped[str] = mapped_column(String(8), default="")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    price: Mapped[Decimal] = mapped_column(Money, comment="of one; rounded where only the sum was agreed")
    amount: Mapped[Decimal] = mapped_column(Money, comment="of all, yuan")
    cost: Mapped[Decimal | None] = mapped_column(Money, comment="of all, yuan")


class StockMove(Audited, Base):
    """Goods that came in (+) or went out (−). A product's stock is the sum of its moves."""

    __tablename__ = "stock_moves"
    BOOKS = True

    id: Mapped[pk]
    product_id: Mapped[int] = mapped_column(BigId, ForeignKey("products.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("orders.id"), index=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    reason: Mapped[str] = mapped_column(String(12), comment="first | received | counted | sold")


class Payment(Audited, Base):
    """回款."""

    __tablename__ = "payments"
    BOOKS = True
    __table_args__ = (
        Index(None, "customer_id", "paid_on"),
        Index(None, "user_id", "paid_on"),
        Index(None, "paid_on"),
        Index(None, "order_id"),
    )

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    order_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("orders.id"), comment="null: for no order yet"
    )
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), comment="whose it counts for")
    amount: Mapped[Decimal] = mapped_column(Money, comment="yuan")
    paid_on: Mapped[date] = mapped_column(comment="the day it counts for")
    kind: Mapped[str] = mapped_column(String(12), default="payment", comment="payment | advance")
    note: Mapped[str | None] = mapped_column(String(255))
