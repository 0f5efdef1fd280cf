"""Trust: who works along at a customer, the company's own rules, what went wrong, work behind the chat."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, Json, pk


class Collaborator(Audited, Base):
    """协作人: sees this customer and may record there, nothing else."""

    __tablename__ = "collaborators"
    __table_args__ = (Index(None, "customer_id"), Index(None, "user_id"))

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))


class PoolRule(Audited, Base):
    """公海规则 of one level, as the administrators have set it; else `crm.ownership.pool`'s own holds."""

    __tablename__ = "pool_rules"

    id: Mapped[pk]
    level: Mapped[str] = mapped_column(String(16), unique=True, comment="empty: customers without a level")
    follow_up: Mapped[int] = mapped_column(comment="days without a follow-up")
    deal: Mapped[int] = mapped_column(comment="days without a deal")


class LeadRule(Audited, Base):
    """Who gets new leads or tickets of a region. One row for each; what an undo deleted is taken up again."""

    __tablename__ = "lead_rules"
    __table_args__ = (UniqueConstraint("kind", "region"),)

    id: Mapped[pk]
    kind: Mapped[str] = mapped_column(String(8), default="lead", comment="lead | ticket")
    region: Mapped[str] = mapped_column(String(64), comment="as said: 华南, 深圳; empty: all")
    people: Mapped[list[Any]] = mapped_column(comment="ids of users, in their order")
    way: Mapped[str] = mapped_column(String(8), comment="turns | load")


class CompanySetting(Audited, Base):
    """One figure that administrators may change in chat; else `crm.company.company` knows the usual one."""

    __tablename__ = "company_settings"

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(String(32), unique=True)
    value: Mapped[Any] = mapped_column(Json)


class SecurityEvent(Base):
    """Something that administrators should know of: unusual use, a frozen account, a refusal that repeats."""

    __tablename__ = "security_events"
    __table_args__ = (Index(None, "user_id", "at"),)

    id: Mapped[pk]
    user_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), comment="whose use it was")
    kind: Mapped[str] = mapped_column(
        String(16), comment="reads | exports | rows | night | refusals | left | frozen | unfrozen | kept"
    )
    at: Mapped[datetime]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict, comment="what happened, in figures")
    actor_id: Mapped[int | None] = mapped_column(BigId, comment="who decided; null: the system itself")


class Errand(Base):
    """Work that is too long for an answer: fetching media, a file in or out. Done by `genjin work`, once."""

    __tablename__ = "errands"
    __table_args__ = (Index(None, "status", "next_try_at"), Index(None, "user_id", "created_at"))

    id: Mapped[pk]
    key: Mapped[str] = mapped_column(String(160), unique=True)
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), comment="for whom, in their scope")
    kind: Mapped[str] = mapped_column(String(16), comment="media | check | import | undo | export | template")
    payload: Mapped[dict[str, Any]]
    status: Mapped[str] = mapped_column(
        String(8), default="waiting", comment="waiting | running | done | failed"
    )
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(comment="not before; while running: the end of the lease")
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
