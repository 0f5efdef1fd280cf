"""Many customers at once: campaigns, what customers hold until a day, material for them."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, Money, pk


class Campaign(Audited, Base):
    """营销活动: an audience, and a task or a message for each rep with their own customers of it."""

    SPOKEN = True
    __tablename__ = "campaigns"

    id: Mapped[pk]
    title: Mapped[str] = mapped_column(String(128))
    segment: Mapped[str] = mapped_column(String(255), comment="the audience in words")
    conditions: Mapped[dict[str, Any]] = mapped_column(default=dict, comment="slots of customer.list")
    message: Mapped[str | None] = mapped_column(String(2048), comment="what reps are to pass on")
    starts_on: Mapped[date]
    ended_on: Mapped[date | None] = mapped_column(comment="null: it goes on")
    creator_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))


class CampaignTarget(Audited, Base):
    """One customer of a campaign, and whose it was when it began."""

    __tablename__ = "campaign_targets"
    __table_args__ = (Index(None, "campaign_id"), Index(None, "customer_id"))

    id: Mapped[pk]
    campaign_id: Mapped[int] = mapped_column(BigId, ForeignKey("campaigns.id"))
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))


class Holding(Audited, Base):
    """What a customer holds until a day: a policy, a contract, a deposit. Before it ends a task is made."""

    __tablename__ = "holdings"
    __table_args__ = (Index(None, "customer_id"), Index(None, "ends_on"))

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    name: Mapped[str] = mapped_column(String(64), comment="合同, 保单, 存款, …")
    number: Mapped[str | None] = mapped_column(String(64))
    amount: Mapped[Decimal | None] = mapped_column(Money, comment="yuan")
    ends_on: Mapped[date]
    task_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("tasks.id"), comment="the renewal task made for this end"
    )


class Material(Audited, Base):
    """资料: a file or a link that reps may send to customers."""

    SPOKEN = True
    __tablename__ = "materials"

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(String(64))
    url: Mapped[str | None] = mapped_column(String(512))
    file_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("stored_files.id"))
    attachment_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("attachments.id"))
    creator_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
