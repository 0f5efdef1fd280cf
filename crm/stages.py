"""The stage dictionary: how far a chance is, how likely that makes it, and what has to be known by then."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.deals import DealStage, Opportunity

WON: Final = "赢单"
LOST: Final = "输单"
"""What `StageChange.to_stage` says at the end of a chance."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `required` are columns of a chance that are asked for, one at a time."""

    name: str
    probability: int
    required: tuple[str, ...] = ()


USUAL: Final = (
    Stage("初步接洽", 10),
    Stage("需求确认", 30, ("amount",)),
    Stage("方案报价", 50, ("amount", "close_date")),
    Stage("商务谈判", 70, ("amount", "close_date")),
    Stage("合同签订", 90, ("amount", "close_date")),
)


def all_of(session: Session) -> tuple[Stage, ...]:
    """The stages in their order: the company's own, or the usual ones."""
    rows = session.scalars(select(DealStage).order_by(DealStage.position, DealStage.id)).all()
    return tuple(Stage(row.name, row.probability, tuple(row.required)) for row in rows) or USUAL


def position(stages: Sequence[Stage], name: str) -> int:
    """Where a stage stands; -1 for one the dictionary no longer has."""
    return next((n for n, stage in enumerate(stages) if stage.name == name), -1)


def probability(stages: Sequence[Stage], deal: Opportunity) -> int:
    """Percent: as somebody said it, else what the stage says; decided ones are certain."""
    if deal.status != "open":
        return 100 if deal.status == "won" else 0
    if deal.probability is not None:
        return deal.probability
    at = position(stages, deal.stage)
    return stages[at].probability if at >= 0 else 0
