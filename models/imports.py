"""Files that came in and files that went out: who, when, what became of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, pk


class Import(Base):
    """One file taken in. Written in the same transaction as its records: it is there when they are."""

    __tablename__ = "imports"
    __table_args__ = (Index(None, "digest"), Index(None, "actor_id", "created_at"))

    id: Mapped[pk]
    set_id: Mapped[str] = mapped_column(String(120), unique=True, comment="change set of all its records")
    filename: Mapped[str] = mapped_column(String(255))
    digest: Mapped[str] = mapped_column(String(64), comment="SHA-256 of the file")
    mode: Mapped[str] = mapped_column(String(8), comment="create | update | both")
    actor_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("users.id"), comment="null: from the command line"
    )
    result: Mapped[dict[str, Any]] = mapped_column(default=dict, comment="figures and the columns recognised")
    created_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Export(Base):
    """One file handed out."""

    __tablename__ = "exports"
    __table_args__ = (Index(None, "actor_id", "created_at"),)

    id: Mapped[pk]
    kind: Mapped[str] = mapped_column(
        String(16), comment="customers | contacts | interactions | tasks | figures"
    )
    filename: Mapped[str] = mapped_column(String(255))
    rows: Mapped[int]
    scope: Mapped[str] = mapped_column(String(8), comment="own | team | all")
    actor_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("users.id"), comment="null: from the command line"
    )
    created_at: Mapped[datetime]
