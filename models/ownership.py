"""Whose a customer was and why that changed; the names a merged customer brought along."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, pk


class OwnerChange(Audited, Base):
    """One change of owner. Written by `crm.ownership.ownership.give` and by nobody else."""

    __tablename__ = "owner_changes"
    __table_args__ = (
        Index(None, "customer_id", "at"),
        Index(None, "to_user_id", "at"),
    )

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    from_user_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), comment="null: the pool")
    to_user_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), comment="null: the pool")
    reason: Mapped[str] = mapped_column(
        String(16), comment="transfer | handover | release | recycle | claim | merge | assign"
    )
    at: Mapped[datetime]


class CustomerAlias(Audited, Base):
    """A name a customer had before it was merged. `keys`: the name keys it added, taken off by undo."""

    __tablename__ = "customer_aliases"

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"), index=True)
    name: Mapped[str] = mapped_column(String(128))
    keys: Mapped[list[Any]] = mapped_column(default=list)
