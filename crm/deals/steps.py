"""清单: the steps of a project in their order, which are done, and which lag."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from crm.errors import Refused
from crm.people.team import of_team
from models.customers import Customer
from models.deals import DealStep, Opportunity
from models.lists import among, is_sqlite, texts
from models.loading import adopt, columns
from models.prepared import Prepared

MOST: Final = 30  # steps of one project
NAME: Final = 64  # characters


def of(session: Session, deal_id: int) -> list[DealStep]:
    """In their order."""
    wanted = select(DealStep).where(DealStep.opportunity_id == deal_id)
    return list(session.scalars(wanted.order_by(DealStep.position, DealStep.id)))


def add(
    session: Session, deal: Opportunity, steps: Sequence[tuple[str, date | None]], now: datetime
) -> tuple[list[DealStep], list[str]]:
    """Steps at the end of the list: those added, and the names that were there already."""
    there = of(session, deal.id)
    known = {step.name for step in there}
    fresh = {name.strip()[:NAME]: due for name, due in steps if name.strip()[:NAME] not in known}
    if len(there) + len(fresh) > MOST:
        raise Refused(f"一个项目最多{MOST}个步骤，现在已经有{len(there)}个。")
    last = max((step.position for step in there), default=0)
    added = [
        DealStep(
            opportunity_id=deal.id,
            name=name,
            position=last + n,
            due_on=due,
            created_at=now,
            source=session.info["set_id"],
        )
        for n, (name, due) in enumerate(fresh.items(), 1)
    ]
    session.add_all(added)
    session.flush()
    return added, [name for name, _ in steps if name.strip()[:NAME] in known]


@dataclass(frozen=True, slots=True)
class Placed:
    """A step with whose it is."""

    step: DealStep
    deal: Opportunity
    customer: str


def called(session: Session, names: Iterable[str]) -> list[Placed]:
    """Steps of one of these names in open chances within sight, the newest chance first."""
    sqlite = is_sqlite(session)
    rows = CALLED.rows(session, {"names": texts(sqlite, set(names))})
    return [
        Placed(adopt(session, DealStep, row[:DEAL]), adopt(session, Opportunity, row[DEAL:-1]), row[-1])
        for row in rows
    ]


def late(session: Session, today: date, whose: int | None) -> list[Placed]:
    """Not done though their day has passed: of one person, or of all the session's scope covers."""
    who = Opportunity.owner_id == whose if whose else of_team(Opportunity.owner_id, session.info["scope"])
    return _placed(session, who, DealStep.done_at.is_(None), DealStep.due_on < today)


def with_steps(session: Session, whose: int | None) -> dict[Opportunity, tuple[str, list[DealStep]]]:
    """Open chances that have a list, with their customer and their steps."""
    who = Opportunity.owner_id == whose if whose else of_team(Opportunity.owner_id, session.info["scope"])
    found: dict[Opportunity, tuple[str, list[DealStep]]] = {}
    for one in reversed(_placed(session, who)):
        found.setdefault(one.deal, (one.customer, []))[1].append(one.step)
    for _, steps in found.values():
        steps.sort(key=lambda step: step.position)
    return found


def _placed(session: Session, *criteria: Any) -> list[Placed]:
    wanted = _open(DealStep, Opportunity).where(*criteria)
    return [Placed(step, deal, customer) for step, deal, customer in session.execute(wanted)]


def _open(*of_step_and_deal: Any) -> Select[Any]:
    return (
        select(*of_step_and_deal, Customer.name)
        .select_from(DealStep)
        .join(Opportunity, Opportunity.id == DealStep.opportunity_id)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(Opportunity.status == "open")
        .order_by(Opportunity.id.desc(), DealStep.position)
    )


DEAL = len(columns(DealStep))  # where the columns of the deal begin
CALLED = Prepared(
    lambda sqlite: _open(*columns(DealStep), *columns(Opportunity)).where(
        among(sqlite, DealStep.name, "names")
    ),
    scope=True,
)


def finish(step: DealStep, by_id: int, now: datetime) -> bool:
    """False where it was done already."""
    if step.done_at is not None:
        return False
    step.done_at, step.done_by_id = now, by_id
    return True
