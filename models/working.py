"""What is asked of the boss, and what is to be reached: approvals and goals."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, Money, pk


class Approval(Audited, Base):
    """审批. Ends once: approved, rejected or withdrawn; what follows from that is done in the same moment."""

    __tablename__ = "approvals"
    __table_args__ = (
        Index(None, "requester_id", "status"),
        Index(None, "status", "remind_at"),
        Index(None, "subject", "subject_id"),
    )
    DERIVED = frozenset({"remind_at", "reminded"})

    id: Mapped[pk]
    kind: Mapped[str] = mapped_column(String(12), comment="discount | transfer | expense | order | other")
    requester_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    customer_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("customers.id"))
    subject: Mapped[str | None] = mapped_column(
        String(32), comment="the table of the record that waits for the decision"
    )
    subject_id: Mapped[int | None] = mapped_column(BigId)
    value: Mapped[Decimal | None] = mapped_column(
        Money, comment="percent of a discount (90: 九折), else yuan"
    )
    data: Mapped[dict[str, Any]] = mapped_column(default=dict, comment="what the deed needs beside that")
    content: Mapped[str] = mapped_column(String(1024), default="")
    status: Mapped[str] = mapped_column(
        String(10), default="waiting", comment="waiting | approved | rejected | withdrawn"
    )
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"))
    reason: Mapped[str | None] = mapped_column(String(255), comment="why it was rejected")
    outcome: Mapped[str | None] = mapped_column(String(255), comment="what was done by itself, in words")
    remind_at: Mapped[datetime] = mapped_column(comment="when whoever was asked is reminded")
    reminded: Mapped[int] = mapped_column(default=0, comment="how often")


class ApprovalAsk(Audited, Base):
    """Whom an approval was put to. The first answer counts, whoever gives it."""

    __tablename__ = "approval_asks"
    __table_args__ = (Index(None, "user_id"), Index(None, "approval_id"))

    id: Mapped[pk]
    approval_id: Mapped[int] = mapped_column(BigId, ForeignKey("approvals.id"))
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    stands_for_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("users.id"), comment="who is on leave and would have been asked"
    )


class Goal(Audited, Base):
    """目标: of a person, of a department with all below it, or (neither) of the company."""

    __tablename__ = "goals"
    __table_args__ = (Index(None, "user_id", "first"), Index(None, "department_id", "first"))

    id: Mapped[pk]
    user_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    measure: Mapped[str] = mapped_column(String(12), comment="revenue | payments")
    first: Mapped[date]
    last: Mapped[date] = mapped_column(comment="inclusive")
    amount: Mapped[Decimal] = mapped_column(Money, comment="yuan")
    set_by_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
