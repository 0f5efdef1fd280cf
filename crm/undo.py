"""撤销: take back a change set, then put right what follows from the records it touched."""

from collections.abc import Iterable
from datetime import tzinfo
from typing import Any

from sqlalchemy.orm import Session

from crm.approvals import approvals
from crm.campaigns import notices as campaign_notices
from crm.customers import customers, merging
from crm.errors import Refused
from crm.goals import notices as goal_notices
from crm.interactions import attachments
from crm.ownership import collaborators, ownership
from crm.people import leave
from crm.sales import products, stock
from crm.tasks import notices as task_notices
from crm.tasks import tasks
from crm.tickets import notices as ticket_notices
from models.campaigns import Holding
from models.changes import TakenBack, bring_back, last_set, records_of, take_back
from models.customers import Contact, Customer, CustomerTag
from models.deals import Opportunity, StageChange
from models.dictionary import CustomValue
from models.files import AttachmentShare
from models.manners import Absence
from models.ownership import CustomerAlias, OwnerChange
from models.platform import Change
from models.selling import Order, OrderLine, Payment, Product, Quote, QuoteLine, StockMove
from models.trust import Collaborator
from models.work import Interaction, Task
from models.working import Approval, Goal


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


PRIVATE = (
    Contact, Customer, CustomerTag, CustomValue, Goal, Holding, Interaction, Opportunity, Order, OrderLine,
    Payment, Quote, QuoteLine, StageChange, StockMove, Task,
)  # fmt: skip
"""What an undo of may be taken back: nobody was told of it."""


def bring_back_by(session: Session, undo_id: str, actor_id: int, tz: tzinfo) -> list[Any]:
    """The records of this undo of the person as they were before it; none where that cannot be.

    A colleague who heard of it, an approval or an owner does not come and go: those are said anew.
    """
    touched = records_of(session, undo_id)
    if not all(_is_private(record, change, actor_id) for record, change in touched):
        return []
    records = bring_back(session, undo_id) or []
    settle_all(session, records, tz)
    return records


def _is_private(record: object, change: Change, actor_id: int) -> bool:
    if change.undoes is None or (isinstance(record, Task) and record.assignee_id != actor_id):
        return False
    return (
        isinstance(record, PRIVATE)
        and not {"owner_id", "assignee_id", "merged_into_id"} & change.after.keys()
    )


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
