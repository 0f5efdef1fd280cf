"""商机: chances to sell, their way from stage to stage, their check-lists, and what a stage asks for."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, Money, pk


class Opportunity(Audited, Base):
    """商机. Open until it is won or lost; moved by `crm.deals.deals` and by nobody else."""

    __tablename__ = "opportunities"
    __table_args__ = (
        Index(None, "customer_id", "status"),
        Index(None, "owner_id", "status"),
        Index(None, "opened_for_id", "created_at"),
        Index(None, "status", "closed_at"),
    )

    id: Mapped[pk]
    customer_id: Mapped[int] = mapped_column(BigId, ForeignKey("customers.id"))
    owner_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("users.id"), comment="null: its customer is in the public pool"
    )
    opened_for_id: Mapped[int | None] = mapped_column(
        BigId,
        ForeignKey("users.id"),
        comment="its first owner: for them it counts as new, whoever has it since",
    )
    title: Mapped[str] = mapped_column(String(128))
    product: Mapped[str | None] = mapped_column(String(128), comment="a product's name, or the words said")
    amount: Mapped[Decimal | None] = mapped_column(Money, comment="yuan; null: not said yet")
    probability: Mapped[int | None] = mapped_column(comment="percent, as said; null: the stage's")
    stage: Mapped[str] = mapped_column(String(32), comment="a name of the stage dictionary")
    stage_since: Mapped[datetime]
    close_date: Mapped[date | None] = mapped_column(comment="预计成交")
    status: Mapped[str] = mapped_column(String(8), default="open", comment="open | won | lost")
    lost_reason: Mapped[str | None] = mapped_column(String(255))
    closed_at: Mapped[datetime | None] = mapped_column(comment="when it was won or lost")
    closed_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"))

    def __init__(self, **values: Any) -> None:
        super().__init__(**{"opened_for_id": values.get("owner_id"), **values})


class StageChange(Audited, Base):
    """One step of a chance: into a stage, or to its end (`赢单`, `输单`). The first has no `from_stage`."""

    __tablename__ = "stage_changes"
    __table_args__ = (Index(None, "opportunity_id", "at"),)

    id: Mapped[pk]
    opportunity_id: Mapped[int] = mapped_column(BigId, ForeignKey("opportunities.id"))
    from_stage: Mapped[str | None] = mapped_column(String(32))
    to_stage: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"), comment="who moved it")


class DealStep(Audited, Base):
    """清单: one step of a project, in its order."""

    __tablename__ = "deal_steps"
    __table_args__ = (Index(None, "opportunity_id", "position"),)

    id: Mapped[pk]
    opportunity_id: Mapped[int] = mapped_column(BigId, ForeignKey("opportunities.id"))
    name: Mapped[str] = mapped_column(String(64))
    position: Mapped[int]
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"))


class DealStage(Audited, Base):
    """A stage as the administrators have set it; while there is none, `crm.deals.stages.USUAL` holds."""

    SPOKEN = True
    __tablename__ = "deal_stages"

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(String(32))
    position: Mapped[int]
    probability: Mapped[int] = mapped_column(comment="percent")
    required: Mapped[list[Any]] = mapped_column(
        default=list, comment="facts asked for in this stage: amount, close_date, product, contact"
    )
