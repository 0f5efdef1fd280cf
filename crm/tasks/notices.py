"""What colleagues are told of tasks: given, done, handed back; and that it is off when it was undone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from crm import notices
from models.platform import Change
from models.work import Task

OFF: Final = {
    "given": "刚才交给你的待办「{title}」，对方收回了，不用做。",
    "done": "刚才说完成了的待办「{title}」，对方撤销了，还没完成。",
    "mine": "待办「{title}」还是由你做，对方又改回来了。",
    "urgent": "待办「{title}」的优先级，对方又改回去了。",
    "back": "刚才退给你的待办「{title}」，对方撤销了，还由对方做。",
}


def key(kind: str, task_id: int, to_id: int, set_id: str) -> str:
    """The outbox key of a notice."""
    return notices.key("task", kind, task_id, to_id, set_id)


def taken_back(session: Session, undone: Iterable[tuple[object, Change]], now: datetime) -> None:
    """After an undo: whoever was told by that message hears that it is off, or never hears of it."""
    mine = [(one, change) for one, change in undone if isinstance(one, Task)]
    notices.taken_back(session, "task", OFF, mine, lambda task: {"title": task.title}, now)
