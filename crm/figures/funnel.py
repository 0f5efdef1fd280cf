"""漏斗: the open chances by stage, how many and how much, and how many of them come to an end as wins."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from crm import stages
from crm.figures import saying
from crm.figures.plot import Item, Plot
from models.deals import Opportunity

MEANING = "现在还开着的商机，按所在阶段"


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: chances standing there, and their amounts."""

    stage: str
    count: int
    amount: Decimal


def funnel(session: Session, who: ColumnElement[bool]) -> list[Step]:
    """The stages in their order, also those in which nothing stands; stages that are no more at the end."""
    statement = (
        select(Opportunity.stage, func.count(Opportunity.id), func.sum(Opportunity.amount))
        .where(who, Opportunity.status == "open")
        .group_by(Opportunity.stage)
    )
    found = {stage: (count, amount or Decimal()) for stage, count, amount in session.execute(statement)}
    names = dict.fromkeys([stage.name for stage in stages.all_of(session)] + sorted(found))
    return [Step(name, *found.get(name, (0, Decimal()))) for name in names]


def plot(title: str, steps: list[Step]) -> Plot:
    """The funnel as a picture, by number."""
    items = tuple(
        Item(step.stage, float(step.count), f"{step.count}个 {saying.money(step.amount)}") for step in steps
    )
    return Plot("funnel", title, items, f"口径：{MEANING}")
