"""The administrators' changes of the stage dictionary. Chances there are stay where they are and go along.

Like the other dictionaries it becomes rows with the first change; undo takes the rows away again and the
usual stages hold.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm.deals import stages
from crm.deals.deals import ASKED
from crm.errors import NotThere, Refused
from models.deals import DealStage, Opportunity
from models.work import Task

UNSCOPED: Final = {"unscoped": True}
LONGEST: Final = 16  # characters
FEWEST: Final = 2
MOST: Final = 12
OURS: Final = (stages.WON, stages.LOST)


def rows(session: Session) -> list[DealStage]:
    """The stages as rows in their order, made from the usual ones where there are none yet."""
    ordered = select(DealStage).order_by(DealStage.position, DealStage.id)
    held = list(session.scalars(ordered))
    if not held:
        held = [_row(session, stage.name, stage.probability, stage.required) for stage in stages.USUAL]
        _number(held)
        session.flush()
    return held


def _row(session: Session, name: str, probability: int, required: Collection[str] = ()) -> DealStage:
    row = DealStage(
        name=name,
        position=0,
        probability=probability,
        required=list(required),
        created_at=session.info["now"],
        source=session.info["set_id"],
    )
    session.add(row)
    return row


def _number(held: Sequence[DealStage]) -> None:
    for place, row in enumerate(held, 1):
        if row.position != place:
            row.position = place


def find(held: Sequence[DealStage], said: str) -> DealStage:
    """The stage that is meant. Raises NotThere, or Refused where it may be several."""
    known = [stages.Stage(row.name, row.probability) for row in held]
    found = stages.called(known, said)
    if len(found) > 1:
        raise Refused(f"「{said}」可能是{'、'.join(one.name for one in found)}，说全名。")
    if not found:
        raise NotThere(f"没有「{said}」这个阶段。现在有：{'、'.join(row.name for row in held)}。")
    return next(row for row in held if row.name == found[0].name)


def add(
    session: Session, name: str, probability: int | None, beside: tuple[str, bool] | None = None
) -> DealStage:
    """A new stage, at the end, or before (False) or after another; its probability, if not said, lies
    between its neighbours'."""
    held = rows(session)
    _check_name(held, name)
    if len(held) >= MOST:
        raise Refused(f"阶段最多{MOST}个，再多就没人记得住了。先停用一个。")
    at = len(held) if beside is None else held.index(find(held, beside[0])) + beside[1]
    before = held[at - 1].probability if at > 0 else 0
    after = held[at].probability if at < len(held) else 100
    made = _row(session, name, _check(probability if probability is not None else (before + after) // 2))
    held.insert(at, made)
    _number(held)
    return made


def rename(session: Session, said: str, new: str) -> tuple[str, int]:
    """Another name, also in the open chances that stand there and in the tasks that wait for it; the old
    name, and how many chances. The history keeps the name of its day."""
    held = rows(session)
    row = find(held, said)
    _check_name([other for other in held if other is not row], new)
    old, row.name = row.name, new
    found = _standing(session, old)
    for deal in found:
        deal.stage = new
    waiting = select(Task).where(Task.status == "open", Task.waits_for == old)
    for task in session.scalars(waiting, execution_options=UNSCOPED).all():
        task.waits_for = new
    return old, len(found)


def set_probability(session: Session, said: str, percent: int) -> tuple[DealStage, int]:
    """The stage with its new probability, and the old one."""
    row = find(rows(session), said)
    old, row.probability = row.probability, _check(percent)
    return row, old


def require(session: Session, said: str, facts: Collection[str], wanted: bool) -> DealStage:
    """Facts that this stage asks for from now on, or no longer."""
    row = find(rows(session), said)
    kept = {*row.required, *facts} if wanted else set(row.required) - set(facts)
    row.required = [fact for fact in ASKED if fact in kept]
    return row


def place(session: Session, said: str, beside: str, after: bool) -> DealStage:
    """Somewhere else in the order."""
    held = rows(session)
    row, other = find(held, said), find(held, beside)
    if row is other:
        raise Refused("同一个阶段，不用挪。")
    held.remove(row)
    held.insert(held.index(other) + after, row)
    _number(held)
    return row


def end(session: Session, said: str, now: datetime) -> tuple[DealStage, int]:
    """A stage that is given no more; how many open chances stay in it. They keep their probability."""
    held = rows(session)
    row = find(held, said)
    if len(held) <= FEWEST:
        raise Refused(f"至少要留{FEWEST}个阶段。")
    count = _leave(session, row, now)
    held.remove(row)
    _number(held)
    return row, count


def replace(session: Session, wanted: Sequence[tuple[str, int | None]], now: datetime) -> int:
    """All stages anew, in this order; those of the same name stay. How many chances stand in ended ones."""
    if not FEWEST <= len(wanted) <= MOST:
        raise Refused(f"阶段要有{FEWEST}到{MOST}个。")
    held = {row.name: row for row in rows(session)}
    ordered: list[DealStage] = []
    for n, (name, percent) in enumerate(wanted):
        row = held.pop(name, None)
        even = round(100 * (n + 1) / (len(wanted) + 1))
        if row is None:
            _check_name(ordered, name)
            row = _row(session, name, _check(percent if percent is not None else even))
        elif percent is not None:
            row.probability = _check(percent)
        ordered.append(row)
    count = sum(_leave(session, row, now) for row in held.values())
    _number(ordered)
    return count


def _leave(session: Session, row: DealStage, now: datetime) -> int:
    found = _standing(session, row.name)
    for deal in found:
        if deal.probability is None:
            deal.probability = row.probability
    row.deleted_at = now
    return len(found)


def _standing(session: Session, name: str) -> list[Opportunity]:
    """Open chances of the whole company in that stage."""
    wanted = select(Opportunity).where(Opportunity.status == "open", Opportunity.stage == name)
    return list(session.scalars(wanted.order_by(Opportunity.id), execution_options=UNSCOPED))


def standing(session: Session) -> dict[str, int]:
    """How many open chances the whole company has in each stage, by its name."""
    counted = (
        select(Opportunity.stage, func.count(Opportunity.id).label("n"))
        .where(Opportunity.status == "open")
        .group_by(Opportunity.stage)
    )
    return {row.stage: row.n for row in session.execute(counted, execution_options=UNSCOPED)}


def _check(percent: int) -> int:
    if not 0 <= percent <= 100:
        raise Refused("概率要在0到100之间。")
    return percent


def _check_name(held: Sequence[DealStage], name: str) -> None:
    if not 2 <= len(name) <= LONGEST:
        raise Refused(f"阶段名要2到{LONGEST}个字。")
    if name in OURS or any(row.name == name for row in held):
        raise Refused(f"已经有「{name}」了。")
