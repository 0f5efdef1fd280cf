"""Whose reminders are due. The scheduler takes one person at a time, so one bad record stops nobody else."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from models.customers import Customer
from models.people import User
from models.work import Task

MOST = 5000  # tasks taken at once


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


def announced(session: Session, tasks: Sequence[Task]) -> None:
    """They need no card any more. `remind_at` follows from other columns: no change log, one statement."""
    session.execute(
        update(Task).where(Task.id.in_([task.id for task in tasks])).values(remind_at=None),
        execution_options={"synchronize_session": False},
    )


def push(session: Session, task_id: int, to: datetime) -> None:
    """Announce a task later, whatever is wrong with it now."""
    session.execute(
        update(Task).where(Task.id == task_id).values(remind_at=to),
        execution_options={"synchronize_session": False},
    )
