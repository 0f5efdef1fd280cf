"""The stage dictionary: how far a chance is, how likely that makes it, and what has to be known by then."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.deals import DealStage, Opportunity
from models.prepared import Prepared

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
    rows = ALL.rows(session, {})
    return tuple(Stage(name, probability, tuple(required)) for name, probability, required in rows) or USUAL


ALL = Prepared(
    select(DealStage.name, DealStage.probability, DealStage.required).order_by(
        DealStage.position, DealStage.id
    ),
    scope=True,
)


def position(stages: Sequence[Stage], name: str) -> int:
    """Where a stage stands; -1 for one the dictionary no longer has."""
    return next((n for n, stage in enumerate(stages) if stage.name == name), -1)


SPOKEN: Final = {
    "接洽": "初步接洽", "接触": "初步接洽", "初访": "初步接洽", "线索": "初步接洽",
    "需求": "需求确认", "调研": "需求确认",
    "方案": "方案报价", "报价": "方案报价", "试用": "方案报价", "投标": "方案报价", "招标": "方案报价",
    "谈判": "商务谈判", "商务": "商务谈判", "议价": "商务谈判", "谈价": "商务谈判",
    "合同": "合同签订", "签约": "合同签订", "签合同": "合同签订",
}  # fmt: skip
"""Words for the usual stages; they count only while the company's dictionary has the stage."""


def called(stages: Sequence[Stage], words: str) -> list[Stage]:
    """The stages these words may mean, the likeliest alone where one is: 谈判 is 商务谈判."""
    said = words.strip().removesuffix("阶段").removesuffix("环节")
    exact = [stage for stage in stages if stage.name == said]
    if exact or len(said) < 2:
        return exact
    inside = [stage for stage in stages if said in stage.name or stage.name in said]
    if len(inside) == 1:
        return inside
    spoken = [
        stage for stage in stages for word, name in SPOKEN.items() if word in said and stage.name == name
    ]
    spoken = list(dict.fromkeys(spoken))
    if len(spoken) == 1 or (not inside and spoken):
        # of two the one named first: 方案确认 is about the 方案
        first = min(spoken, key=lambda one: _place(said, one.name))
        return [first]
    return inside or [
        stage for stage in stages if any(said[n : n + 2] in stage.name for n in range(len(said) - 1))
    ]


def _place(said: str, name: str) -> int:
    return min(said.find(word) for word, stage in SPOKEN.items() if stage == name and word in said)


def probability(stages: Sequence[Stage], deal: Opportunity) -> int:
    """Percent: as somebody said it, else what the stage says; decided ones are certain."""
    if deal.status != "open":
        return 100 if deal.status == "won" else 0
    if deal.probability is not None:
        return deal.probability
    at = position(stages, deal.stage)
    return stages[at].probability if at >= 0 else 0
