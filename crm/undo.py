"""撤销: take back a change set, then put right what follows from the records it touched."""

from collections.abc import Iterable
from datetime import tzinfo

from sqlalchemy.orm import Session

from crm import (
    approvals,
    attachments,
    campaign_notices,
    collaborators,
    customers,
    goal_notices,
    leave,
    merging,
    ownership,
    products,
    stock,
    task_notices,
    tasks,
    ticket_notices,
)
from crm.errors import Refused
from models.changes import TakenBack, last_set, take_back
from models.customers import Customer
from models.files import AttachmentShare
from models.manners import Absence
from models.ownership import CustomerAlias, OwnerChange
from models.platform import Change
from models.selling import Product, StockMove
from models.trust import Collaborator
from models.work import Interaction, Task
from models.working import Approval


def undo_last(session: Session, actor_id: int, tz: tzinfo) -> TakenBack | None:
    """Take back the person's newest change set; None if there is none left.

    A whole file is not taken back by one word in the chat (and record by record it would take minutes).
    """
    set_id = last_set(session, actor_id)
    if set_id is None:
        return None
    if set_id.startswith("import:"):
        raise Refused("最近的改动是导入的文件。要整份撤回，发「撤回导入」。")
    result = take_back(session, set_id)
    settle_all(session, [record for record, change in result.restored if _is_its_own(record, change)], tz)
    task_notices.taken_back(session, result.restored, session.info["now"])
    ticket_notices.taken_back(session, result.restored, session.info["now"])
    campaign_notices.taken_back(session, result.restored, session.info["now"])
    goal_notices.taken_back(session, result.restored, session.info["now"])
    for record, change in result.restored:
        if isinstance(record, Customer) and "merged_into_id" in change.before:
            merging.follow(session, record.id)
    return result


def _is_its_own(record: object, change: Change) -> bool:
    """Not of a request that only went along with its customer: it waited all along, and waits on."""
    return not isinstance(record, Approval) or change.action == "create" or "status" in change.before


def settle_all(session: Session, records: Iterable[object], tz: tzinfo) -> None:
    """Recompute what follows from these records; the stock of all their products in one go."""
    listed = list(records)
    for record in listed:
        settle(session, record, tz)
    stock.recount(session, {record.product_id for record in listed if isinstance(record, StockMove)})


def settle(session: Session, record: object, tz: tzinfo) -> None:
    """Recompute the derived columns that depend on this record."""
    if isinstance(record, Task):
        tasks.refresh(record, session.info["now"], tz)
        ownership.cards_follow(session, [record])
    elif isinstance(record, Interaction):
        session.flush()
        customers.refresh(session, record.customer_id)
    elif isinstance(record, OwnerChange):
        ownership.taken_back(session, record, session.info["now"])
    elif isinstance(record, Collaborator):
        collaborators.taken_back(session, record, session.info["now"])
    elif isinstance(record, Approval):
        approvals.taken_back(session, record, session.info["now"], tz)
    elif isinstance(record, Absence):
        leave.taken_back(session, record, session.info["now"])
    elif isinstance(record, Product):
        products.refresh(session, record)
    elif isinstance(record, AttachmentShare):
        attachments.taken_back(session, record, session.info["now"])
    elif isinstance(record, CustomerAlias):
        merging.taken_back(session, record)
    elif isinstance(record, Customer):
        customers.place(record)
