"""What an export asked for in chat is about, as plain data in the errand: ids and moments, no words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from models.customers import Contact, Customer
from models.work import Interaction, Task

TITLES: Final = {"customers": "客户", "contacts": "联系人", "interactions": "跟进记录", "tasks": "待办"}


def criteria(asked: Mapping[str, Any]) -> list[Any]:
    """The conditions of the statement for this kind; those it has no column for do not occur."""
    kind = asked["kind"]
    customer: Any = {
        "customers": Customer.id,
        "contacts": Contact.customer_id,
        "interactions": Interaction.customer_id,
        "tasks": Task.customer_id,
    }[kind]
    found = []
    if "customers" in asked:
        found.append(customer.in_(asked["customers"]))
    if asked.get("pool"):
        found.append(Customer.owner_id.is_(None))
    if "user" in asked:
        whose: Any = {
            "customers": Customer.owner_id,
            "contacts": Customer.owner_id,
            "interactions": Interaction.user_id,
            "tasks": Task.assignee_id,
        }[kind]
        found.append(whose == asked["user"])
    if "status" in asked:
        found.append(Task.status == asked["status"])
    if "from" in asked:
        at: Any = {"interactions": Interaction.happened_at, "tasks": Task.due_at}.get(
            kind, Customer.created_at
        )
        first, until = datetime.fromisoformat(asked["from"]), datetime.fromisoformat(asked["until"])
        found += [at >= first, at < until]
    return found
