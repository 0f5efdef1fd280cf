"""What the nightly look at the orders made of each customer."""

from datetime import date, datetime

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, pk


class ChurnAssessment(Audited, Base):
    """流失预警 of one customer. What the night computes is derived; what people say about it is logged."""

    __tablename__ = "churn_assessments"
    __table_args__ = (Index(None, "level"),)
    DERIVED = frozenset(
        {"risk", "level", "since", "orders", "first_on", "last_on", "horizon", "alike", "alike_lost"}
        | {"assessed_at", "carded_at", "carded_level"}
    )

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"), index=True)
    risk: Mapped[float] = mapped_column(Double, comment="probability of no order within the horizon, 0 to 1")
    level: Mapped[str] = mapped_column(String(8), default="", comment="关注 | 预警 | 可能已流失; empty: none")
    since: Mapped[date] = mapped_column(comment="when it came to this level")
    orders: Mapped[int] = mapped_column(comment="days with an order")
    first_on: Mapped[date]
    last_on: Mapped[date]
    horizon: Mapped[int] = mapped_column(comment="days")
    alike: Mapped[int] = mapped_column(
        default=0, comment="the company's own past: as many were silent as long"
    )
    alike_lost: Mapped[int] = mapped_column(
        default=0, comment="of those, who did not come back in the horizon"
    )
    assessed_at: Mapped[datetime]
    carded_at: Mapped[datetime | None] = mapped_column(comment="when the owner was told last")
    carded_level: Mapped[str] = mapped_column(String(8), default="", comment="and of which level")
    snoozed_until: Mapped[date | None] = mapped_column(comment="暂不处理")
    snooze_reason: Mapped[str | None] = mapped_column(String(255))
    verdict: Mapped[str | None] = mapped_column(String(8), comment="right | wrong: what the owner says of it")


class ChurnAlarm(Audited, Base):
    """One card of 流失预警 that an owner was sent, and whether they say it was right."""

    __tablename__ = "churn_alarms"
    __table_args__ = (Index(None, "owner_id", "told_at"),)
    DERIVED = frozenset({"asked_at"})

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"), index=True)
    owner_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), comment="who was told")
    level: Mapped[str] = mapped_column(String(8), comment="关注 | 预警 | 可能已流失")
    told_at: Mapped[datetime]
    asked_at: Mapped[datetime | None] = mapped_column(comment="when its owner was asked whether it was right")
    verdict: Mapped[str | None] = mapped_column(String(8), comment="right | wrong | unsure")
