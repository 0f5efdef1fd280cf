"""What an approval of ours does by itself: a customer changes hands. Quotes and orders register their own."""

from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from crm.approvals.approvals import on_decision
from crm.errors import Refused
from crm.ownership import ownership
from models.customers import Customer
from models.outbox import Text, queue
from models.people import User
from models.working import Approval


@on_decision("transfer")
def transfer(session: Session, approval: Approval, now: datetime, tz: tzinfo) -> str | None:
    """The customer goes to whom it was asked for; its former owner hears of it."""
    if approval.status != "approved":
        return None
    customer = session.get(Customer, approval.customer_id)
    to = session.get(User, approval.data.get("to_id"))
    if customer is None:
        raise Refused("客户已经不在了。")
    if to is None or to.status != "active":
        raise Refused(f"{approval.data.get('to', '同事')}已经不在岗。")
    if customer.owner_id == to.id:
        return f"{customer.name}已经在{to.name}名下了。"
    before = customer.owner_id
    moved = ownership.give(session, customer, to.id, "transfer", now)
    words = f"审批通过：{customer.name}转给{to.name}，以后由{to.name}跟进。"
    for user_id in {before, to.id} - {None, approval.requester_id}:
        assert user_id is not None
        queue(session, f"moved:{approval.id}:{user_id}:{now:%Y%m%dT%H%M%S}", user_id, Text(words), now)
    tasks = f"，{len(moved)}条待办一起转了" if moved else ""
    return f"{customer.name}已转给{to.name}{tasks}。"
