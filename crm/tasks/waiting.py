"""Tasks that wait for a stage: 华为到商务谈判时提醒我准备合同."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days
from crm.deals import stages
from crm.tasks import reminders, tasks
from models.deals import Opportunity, StageChange
from models.work import Task

UNSCOPED = {"unscoped": True}
DECIDED = {"won": stages.WON, "lost": stages.LOST}


def stage_called(session: Session, said: str) -> str | None:
    """The stage of the company's dictionary that these words mean: 谈判 is 商务谈判, 签了 is 赢单."""
    words = said.strip("的 ").removesuffix("阶段")
    if words in ("赢单", "成交", "签单", "签了", "赢"):
        return stages.WON
    if words in ("输单", "丢单", "黄"):
        return stages.LOST
    fitting = stages.called(stages.all_of(session), words) if words else []
    return fitting[0].name if fitting else None


def names(session: Session) -> list[str]:
    return [*(stage.name for stage in stages.all_of(session)), stages.WON]


def is_there(session: Session, customer_id: int, stage: str) -> bool:
    """Whether a chance of the customer stands at this stage now."""
    wanted = select(Opportunity.stage, Opportunity.status).where(Opportunity.customer_id == customer_id)
    return any(DECIDED.get(row.status, row.stage) == stage for row in session.execute(wanted))


def reached(session: Session, customer_id: int, stage: str, now: datetime, tz: tzinfo) -> list[Task]:
    """A chance of the customer came to this stage: what waited for it is due today, whoever it is that has
    it. Called by whatever message moves a chance; `overlooked` finds the rest at night."""
    wanted = select(Task).where(
        Task.customer_id == customer_id,
        Task.status == "open",
        Task.waits_for == stage,
        Task.due_at.is_(None),
    )
    found = list(session.scalars(wanted.order_by(Task.id), execution_options=UNSCOPED))
    _due_now(found, now, tz)
    return found


def overlooked(session: Session, now: datetime, tz: tzinfo) -> int:
    """Every night: what waited for a stage that was reached since, however that came about."""
    wanted = (
        select(Task)
        .join(Opportunity, Opportunity.customer_id == Task.customer_id)
        .join(StageChange, StageChange.opportunity_id == Opportunity.id)
        .where(
            Task.status == "open",
            Task.waits_for.is_not(None),
            Task.due_at.is_(None),
            StageChange.to_stage == Task.waits_for,
            StageChange.at >= Task.created_at,
        )
        .distinct()
        .order_by(Task.id)
    )
    found = list(session.scalars(wanted))
    _due_now(found, now, tz)
    return len(found)


def _due_now(found: Sequence[Task], now: datetime, tz: tzinfo) -> None:
    for task in found:
        tasks.reschedule(task, tasks.Due.on(days.today(now, tz), tz), now, tz)
        task.remind_at = reminders.following(task, now, tz) if task.remind_at is None else now
