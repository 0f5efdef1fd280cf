"""What colleagues are told of tickets, and that it is off when it was undone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from crm.notices import withdraw_all
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
    """The outbox key of a notice: one a message, so that the same may be said again another time."""
    return f"ticket:{kind}:{ticket_id}:{to_id}:{set_id}"[:128]


def taken_back(session: Session, undone: Iterable[tuple[object, Change]], now: datetime) -> None:
    """After an undo: whoever was told by that message hears that it is off, or never hears of it."""
    told: dict[str, tuple[int, str]] = {}
    for ticket, change in undone:
        if not isinstance(ticket, Ticket):
            continue
        people = {ticket.creator_id, ticket.assignee_id, change.after.get("assignee_id", ticket.assignee_id)}
        for kind, words in OFF.items():
            for to_id in people:
                told[key(kind, ticket.id, to_id, change.set_id)] = (
                    to_id,
                    words.format(number=ticket.number),
                )
    withdraw_all(session, told, now)
