"""What colleagues are told of tickets, and that it is off when it was undone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from crm import notices
from models.platform import Change
from models.service import Ticket

OFF: Final = {
    "given": "刚才派给你的工单{number}，对方收回了，不用处理。",
    "moved": "工单{number}没有转走，还由你处理。",
    "taken": "工单{number}的接单撤销了，还没人处理。",
    "note": "工单{number}刚才的进展，对方撤销了。",
    "closed": "工单{number}没有关，对方撤销了。",
}


def key(kind: str, ticket_id: int, to_id: int, set_id: str) -> str:
    """The outbox key of a notice."""
    return notices.key("ticket", kind, ticket_id, to_id, set_id)


def taken_back(session: Session, undone: Iterable[tuple[object, Change]], now: datetime) -> None:
    """After an undo: whoever was told by that message hears that it is off, or never hears of it."""
    mine = [(one, change) for one, change in undone if isinstance(one, Ticket)]
    notices.taken_back(session, "ticket", OFF, mine, lambda ticket: {"number": ticket.number}, now)
