"""客户服务: what customers ask for, and what was done about it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, pk


class Ticket(Audited, Base):
    """工单: one service case of a customer, in the hands of one colleague."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index(None, "customer_id", "created_at"),
        Index(None, "assignee_id", "status"),
        Index(None, "created_at"),
        Index(None, "number"),
    )

    id: Mapped[pk]
    number: Mapped[str] = mapped_column(String(16), comment="what people call it: 1001")
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    contact_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("contacts.id"))
    type: Mapped[str | None] = mapped_column(
        String(12), comment="repair | complaint | consult | install; null: not said"
    )
    product: Mapped[str | None] = mapped_column(String(128), comment="as it was called")
    content: Mapped[str] = mapped_column(String(2048), default="")
    priority: Mapped[str] = mapped_column(String(8), default="normal", comment="high | normal | low")
    status: Mapped[str] = mapped_column(String(12), default="open", comment="open | processing | closed")
    assignee_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    creator_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    responded_at: Mapped[datetime | None] = mapped_column(
        comment="first response: taken, reported on or closed by whoever has it"
    )
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"))
    result: Mapped[str | None] = mapped_column(String(2048))
    satisfaction: Mapped[int | None] = mapped_column(comment="1 to 5, as the customer said")


class TicketEvent(Audited, Base):
    """What happened to a ticket: who had it given to whom, took it, reported on it, closed it."""

    __tablename__ = "ticket_events"
    __table_args__ = (Index(None, "ticket_id"), Index(None, "to_user_id", "kind"))

    id: Mapped[pk]
    ticket_id: Mapped[int] = mapped_column(BigId, ForeignKey("tickets.id"))
    kind: Mapped[str] = mapped_column(
        String(8),
        comment="made | ruled: given by the rule | given: by a person | taken | note | closed | reopened",
    )
    user_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("users.id"), comment="who did it; null: the system"
    )
    to_user_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("users.id"), comment="of made, ruled and given: who has it since"
    )
    content: Mapped[str | None] = mapped_column(String(2048))
    at: Mapped[datetime]
