"""漏斗: the open chances by stage, how many and how much, and how many come from each stage to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from crm.deals import stages
from crm.figures import saying
from crm.figures.plot import Item, Plot
from models.deals import Opportunity, StageChange

MEANING = "现在还开着的商机，按所在阶段；转化是近一年新建的商机里，到过上一阶段的有多少走到这一阶段"
YEAR = timedelta(days=365)
ENOUGH = 5  # chances that came to the stage before, for a rate to say anything


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: chances standing there, their amounts, and of those who came to the stage before the share
    that came here too; None where there were too few.
    """

    stage: str
    count: int
    amount: Decimal
    passed: float | None = None


def funnel(session: Session, who: ColumnElement[bool], now: datetime) -> list[Step]:
    """The stages in their order, also those in which nothing stands; stages that are no more at the end.

    `who`: a condition on `Opportunity.owner_id`.
    """
    statement = (
        select(Opportunity.stage, func.count(Opportunity.id), func.sum(Opportunity.amount))
        .where(who, Opportunity.status == "open")
        .group_by(Opportunity.stage)
    )
    found = {stage: (count, amount or Decimal()) for stage, count, amount in session.execute(statement)}
    known = [stage.name for stage in stages.all_of(session)]
    passed = _passed(session, who, known, now)
    names = dict.fromkeys(known + sorted(found))
    return [Step(name, *found.get(name, (0, Decimal())), passed.get(name)) for name in names]


def _passed(
    session: Session, who: ColumnElement[bool], known: Sequence[str], now: datetime
) -> dict[str, float]:
    """By stage, from the steps that chances of the last year have made; a win has passed all stages."""
    places = {name: n for n, name in enumerate(known)}
    if not places:
        return {}
    step = case(places, value=StageChange.to_stage, else_=-1)
    stands = case(
        (Opportunity.status == "won", len(known)), else_=case(places, value=Opportunity.stage, else_=-1)
    )
    furthest = (
        select(Opportunity.id, func.max(case((step > stands, step), else_=stands)).label("far"))
        .outerjoin(StageChange, StageChange.opportunity_id == Opportunity.id)
        .where(who, Opportunity.created_at > now - YEAR)
        .group_by(Opportunity.id)
        .subquery()
    )
    counts = session.execute(select(furthest.c.far, func.count()).group_by(furthest.c.far)).all()
    came = [sum(many for far, many in counts if far is not None and far >= n) for n in range(len(known))]
    pairs = zip(known[1:], came, came[1:], strict=False)
    return {name: here / before for name, before, here in pairs if before >= ENOUGH}


def plot(title: str, steps: list[Step]) -> Plot:
    """The funnel as a picture, by number."""
    items = tuple(
        Item(step.stage, float(step.count), f"{step.count}个 {saying.money(step.amount)}", step.passed)
        for step in steps
    )
    return Plot("funnel", title, items, f"口径：{MEANING}")
