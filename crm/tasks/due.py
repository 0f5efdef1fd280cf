"""Whose reminders are due. The scheduler takes one person at a time, so one bad record stops nobody else."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from crm import days
from crm.people import leave, manners
from crm.tasks import reminders
from crm.tasks.reminders import Stage
from models.customers import Customer
from models.manners import Absence
from models.people import User
from models.work import Task

MOST = 5000  # tasks taken at once
Due = tuple[Task, str | None]  # a task and the name of its customer


def _due(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Task.status == "open", Task.remind_at <= now


def people(session: Session, now: datetime, *, after: int = 0, most: int = 50) -> list[int]:
    """Ids of people with a reminder due, ascending, from the one after `after`."""
    statement = (
        select(Task.assignee_id)
        .where(Task.assignee_id > after, *_due(now))
        .distinct()
        .order_by(Task.assignee_id)
        .limit(most)
    )
    return list(session.scalars(statement))


def of(
    session: Session, user_ids: Collection[int], now: datetime
) -> dict[int, list[tuple[Task, str | None]]]:
    """The due tasks of these people with the customer's name, earliest first; locked till the commit.

    What another process holds is left to it.
    """
    statement = (
        select(Task, Customer.name)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .where(Task.assignee_id.in_(sorted(user_ids)), *_due(now))
        .order_by(Task.remind_at, Task.id)
        .limit(MOST)
        .with_for_update(skip_locked=True, of=Task)
    )
    found: defaultdict[int, list[tuple[Task, str | None]]] = defaultdict(list)
    for task, customer in session.execute(statement):
        found[task.assignee_id].append((task, customer))
    return dict(found)


def reachable(session: Session, user_ids: Collection[int]) -> set[int]:
    """Those of them who still work here; nobody else's card goes to them."""
    statement = select(User.id).where(User.id.in_(sorted(user_ids)), User.status == "active")
    return set(session.scalars(statement))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets the card: the person, or while they are away whoever stands in (`instead_of`: for whom).

    `until`: nobody does; it waits for the person till then.
    """

    user_id: int
    instead_of: str = ""
    until: datetime | None = None
    since: datetime | None = None  # tasks made later than that are for the person, away or not


def readers(
    session: Session, user_ids: Collection[int], now: datetime, tz: tzinfo
) -> dict[int, Reader | None]:
    """For each of these people who is to hear of their tasks; None for those who have left."""
    today = days.today(now, tz)
    off = leave.away(session, user_ids, today)
    substitutes = {one.substitute_id for one in off.values() if one.substitute_id}
    wanted = select(User.id, User.name).where(
        User.id.in_(sorted({*user_ids, *substitutes})), User.status == "active"
    )
    here = {row.id: row.name for row in session.execute(wanted)}
    absent_too = leave.away(session, substitutes, today) if substitutes else {}
    found: dict[int, Reader | None] = {}
    for user_id in user_ids:
        one = off.get(user_id)
        if user_id not in here:
            found[user_id] = None
        elif one is None:
            found[user_id] = Reader(user_id)
        elif one.substitute_id in here and one.substitute_id not in absent_too:
            assert one.substitute_id is not None
            since = days.starts(one.first, tz)
            found[user_id] = Reader(one.substitute_id, here[user_id], _back(one, tz), since)
        else:
            found[user_id] = Reader(user_id, "", _back(one, tz), days.starts(one.first, tz))
    return found


def _back(one: Absence, tz: tzinfo) -> datetime:
    return datetime.combine(leave.returns(one), reminders.MORNING, tz)


def put_off(session: Session, tasks: Sequence[Due], reader: Reader, now: datetime, tz: tzinfo) -> list[Due]:
    """While the person is away their own affairs wait for them; what is left is told now.

    A substitute hears of what others wait for: a customer, or somebody who gave the task.
    """
    if reader.until is None:
        return list(tasks)
    told = [
        (task, customer)
        for task, customer in tasks
        if (task.created_at >= reader.since if reader.since and not reader.instead_of else False)
        or (reader.instead_of and (task.customer_id is not None or task.creator_id != task.assignee_id))
    ]
    for task, _ in tasks:
        if all(task.id != one.id for one, _ in told):
            push(session, task.id, reader.until)
    return told


def by_stage(session: Session, tasks: Sequence[Due], now: datetime, tz: tzinfo) -> dict[Stage, list[Due]]:
    """What is to be said now, without the kinds that their people do not want."""
    found: dict[Stage, list[Due]] = {}
    for task, customer in tasks:
        found.setdefault(reminders.stage(task, now, tz), []).append((task, customer))
    for stage in set(found) - {"due"}:
        muted = manners.muted_by(session, stage, {task.assignee_id for task, _ in found[stage]})
        found[stage] = [one for one in found[stage] if one[0].assignee_id not in muted or asked_for(one[0])]
    return {stage: some for stage, some in found.items() if some}


def asked_for(task: Task) -> bool:
    """Whether somebody said how long before: that is no kind of card that comes by itself."""
    return task.lead_minutes is not None


def next_moment(session: Session, after: datetime) -> datetime | None:
    """When the next reminder falls due, later than `after`."""
    statement = select(func.min(Task.remind_at)).where(Task.status == "open", Task.remind_at > after)
    return session.scalar(statement)


def one(session: Session, task_id: int, now: datetime) -> tuple[Task, str | None] | None:
    """One task, if its reminder is still due."""
    statement = (
        select(Task, Customer.name)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .where(Task.id == task_id, *_due(now))
        .with_for_update(skip_locked=True, of=Task)
    )
    row = session.execute(statement).first()
    return (row[0], row[1]) if row else None


def announced(session: Session, tasks: Sequence[Task], now: datetime, tz: tzinfo) -> None:
    """Until their next moment they need no card. `remind_at` follows from other columns: no change log."""
    rows = [{"id": task.id, "remind_at": reminders.following(task, now, tz)} for task in tasks]
    if rows:
        session.execute(update(Task), rows, execution_options={"synchronize_session": False})


def push(session: Session, task_id: int, to: datetime) -> None:
    """Announce a task later, whatever is wrong with it now."""
    session.execute(
        update(Task).where(Task.id == task_id).values(remind_at=to),
        execution_options={"synchronize_session": False},
    )
