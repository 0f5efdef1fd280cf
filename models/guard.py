"""What a collaborator (协作人) may write at a customer of somebody else: what happened and what is to do.

Looked at when a session flushes, so that no handler can forget it; whoever shares nothing is not looked at.
"""

from typing import Any

from sqlalchemy import inspect, or_, select
from sqlalchemy.orm import Session

from models.base import Audited
from models.customers import Contact, Customer
from models.files import Attachment, AttachmentShare
from models.scope import owned
from models.service import Ticket, TicketEvent
from models.work import Interaction, Task
from models.working import Approval, ApprovalAsk

OWN = {
    Interaction: ("user_id",),
    Attachment: ("user_id",),
    Task: ("assignee_id", "creator_id"),
    Ticket: ("assignee_id", "creator_id"),
    TicketEvent: ("user_id",),
    Approval: ("requester_id",),
    ApprovalAsk: (),
}
"""Records they may change where one of these columns says that it is theirs; new ones always."""


class OnlyCollaborates(Exception):
    """They may record at this customer, and this is something else. Nothing was written."""

    def __init__(self, customer_id: int) -> None:
        super().__init__(customer_id)
        self.customer_id = customer_id


def check_flush(session: Session, *_: object) -> None:
    """Session event `before_flush`. Raises OnlyCollaborates."""
    scope = session.info["scope"]
    if not scope.shared or scope.kind == "all" or session.info.get("undoes"):
        return  # an undo puts back only what the person did
    with session.no_autoflush:
        for record in (*session.new, *session.dirty):
            touched = _customers(session, record) & set(scope.shared)
            if touched and not _may(session, record, scope.user_id):
                for customer_id in sorted(touched - _theirs(session, touched)):
                    raise OnlyCollaborates(customer_id)


def _may(session: Session, record: Any, user_id: int) -> bool:
    made_now: bool = record.source == session.info["set_id"]
    if isinstance(record, Contact | AttachmentShare):
        return made_now
    if isinstance(record, Customer):
        return not any(history.has_changes() for history in _histories(record))
    columns = OWN.get(type(record))
    return columns is not None and (made_now or any(user_id in _before(record, name) for name in columns))


def _histories(customer: Customer) -> list[Any]:
    """Of the columns that people change; the others follow from what is recorded."""
    state = inspect(customer)
    return [state.attrs[c.key].history for c in state.mapper.column_attrs if c.key not in Customer.DERIVED]


def _before(record: Any, name: str) -> list[Any]:
    """The column's value before this flush."""
    history = inspect(record).attrs[name].history
    return list(history.deleted or history.unchanged or ())


def _customers(session: Session, record: Any) -> set[int]:
    """The customers that the record belongs to or belonged to, whatever it hangs on."""
    if not isinstance(record, Audited):
        return set()
    if isinstance(record, Customer):
        return {record.id} if record.id else set()
    mapper = inspect(type(record))
    if "customer_id" in mapper.columns:
        history = inspect(record).attrs["customer_id"].history
        return {one for one in (*history.sum(),) if one is not None}
    found: set[int] = set()
    for key in mapper.local_table.foreign_keys:
        parent = next((m for m in mapper.registry.mappers if m.local_table is key.column.table), None)
        value = getattr(record, mapper.get_property_by_column(key.parent).key)
        if parent is not None and value is not None and "customer_id" in parent.columns:
            column = parent.columns["customer_id"]
            hung_on = session.scalar(
                select(column).where(parent.local_table.c.id == value), execution_options={"unscoped": True}
            )
            found |= {hung_on} if hung_on is not None else set()
    return found


def _theirs(session: Session, ids: set[int]) -> set[int]:
    """Those that are theirs by another right: their own, of the people they lead, in the pool."""
    scope = session.info["scope"]
    right = or_(owned(Customer.owner_id, scope.kind, len(scope.paths)), Customer.owner_id.is_(None))
    return set(session.scalars(select(Customer.id).where(Customer.id.in_(ids), right)))
