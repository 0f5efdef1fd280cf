"""What a company calls things: dictionary items with synonyms, fields of its own, and their values."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, Quantity, pk


class DictionaryItem(Audited, Base):
    """One item of a dictionary the administrators have edited; else `crm/company/dictionaries.toml` holds."""

    SPOKEN = True
    __tablename__ = "dictionary_items"
    __table_args__ = (Index(None, "kind", "position"),)

    id: Mapped[pk]
    kind: Mapped[str] = mapped_column(String(16), comment="industry, level, source, …: a column of customers")
    name: Mapped[str] = mapped_column(String(64))
    synonyms: Mapped[list[Any]] = mapped_column(default=list)
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True, comment="false: kept where it is, not given any more")


class CustomField(Audited, Base):
    """自定义字段: declared by an administrator in chat."""

    SPOKEN = True
    __tablename__ = "custom_fields"

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(8), comment="number | text | date | choice")
    choices: Mapped[list[Any]] = mapped_column(default=list)
    unit: Mapped[str] = mapped_column(String(8), default="", comment="台, 千瓦; empty: none")
    position: Mapped[int]


class CustomValue(Audited, Base):
    """What one customer has in one field: in the column of the field's kind (a choice in `text`).

    A table of its own and not JSON in the customer: docs/adr/0014.
    """

    __tablename__ = "custom_values"
    __table_args__ = (
        Index("ix_custom_values_of_customer", "customer_id", "field_id"),
        # A field's values in the order of their customers: what very many meet is walked along, not gathered.
        Index("ix_custom_values_of_field", "field_id", "customer_id", "deleted_at", "number", "text", "day"),
        Index("ix_custom_values_by_number", "field_id", "number", "customer_id", "deleted_at"),
        Index("ix_custom_values_by_text", "field_id", "text", "customer_id", "deleted_at"),
        Index("ix_custom_values_by_day", "field_id", "day", "customer_id", "deleted_at"),
    )

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    field_id: Mapped[int] = mapped_column(BigId, ForeignKey("custom_fields.id"))
    number: Mapped[Decimal | None] = mapped_column(Quantity)
    text: Mapped[str | None] = mapped_column(String(255))
    day: Mapped[date | None]


class Vocabulary(Base):
    """One row. Its version rises when something `SPOKEN` is written: every process then reads all anew."""

    __tablename__ = "vocabulary"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
