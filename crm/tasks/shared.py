"""Tasks that concern several people: those who share one, those who gave it."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from crm.ownership.ownership import UNSCOPED
from models.people import User
from models.work import Task

KEPT = ("open", "done")


def others(session: Session, task: Task, user_id: int) -> list[User]:
    """Those who share the task and whoever gave it, this person aside; within sight or not."""
    ids = {task.creator_id}
    if task.group_id is not None:
        shared = select(Task.assignee_id).where(Task.group_id == task.group_id)
        ids |= set(session.scalars(shared, execution_options=UNSCOPED))
    ids.discard(user_id)
    if not ids:
        return []
    wanted = select(User).where(User.id.in_(sorted(ids)), User.status == "active").order_by(User.id)
    return list(session.scalars(wanted, execution_options=UNSCOPED))


def concerning(session: Session, user_id: int, most: int = 50) -> list[Task]:
    """What this person shares with others, gave to somebody or got from them, the newest first."""
    mine = or_(Task.creator_id == user_id, Task.assignee_id == user_id)
    shared = or_(Task.group_id.is_not(None), Task.assignee_id != Task.creator_id)
    wanted = select(Task).where(mine, shared, Task.status.in_(KEPT)).order_by(Task.id.desc())
    return list(session.scalars(wanted.limit(most)))


def each(session: Session, task: Task) -> list[tuple[Task, str]]:
    """The task of everybody who shares it with the person's name; alone where nobody does."""
    same = Task.group_id == task.group_id if task.group_id is not None else Task.id == task.id
    wanted = (
        select(Task, User.name)
        .join(User, User.id == Task.assignee_id)
        .where(same, Task.status.in_(KEPT), Task.deleted_at.is_(None))
        .order_by(Task.id)
    )
    return [(one, name) for one, name in session.execute(wanted, execution_options=UNSCOPED)]
