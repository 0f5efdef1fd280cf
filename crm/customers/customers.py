"""Customers: making, finding and changing them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from crm.names import add_keys, find, write_keys
from models.customers import Customer, CustomerTag
from models.lists import Ids, OneOf
from models.prepared import Prepared
from models.work import Interaction
from zh import names, regions

FIELDS = (
    *("level", "industry", "region", "address", "phone", "email", "wechat", "note", "stage", "name"),
    *("kind", "nature", "credit", "credit_limit", "bank", "satisfaction", "preference"),
)
"""Slots of the parser that are columns of the same name; `source` is the column `origin`."""


def create(session: Session, owner_id: int | None, name: str, now: datetime, **fields: Any) -> Customer:
    """A new customer of this owner; None: of nobody yet."""
    customer = Customer(
        name=name.strip(), owner_id=owner_id, created_at=now, source=session.info["set_id"], **fields
    )
    place(customer)
    session.add(customer)
    session.flush()
    add_keys(session, "customer", customer.id, names.company_keys(customer.name), customer.id)
    return customer


def ending_in(session: Session, words: str) -> list[Customer]:
    """Customers within sight whose names end so, two at most: there may be only one 童装厂."""
    wanted = select(Customer).where(Customer.name.endswith(words, autoescape=True), Customer.name != words)
    return list(session.scalars(wanted.order_by(Customer.id).limit(2)))


def same_name(session: Session, name: str) -> list[Customer]:
    """Customers within sight whose name, short name or sound is this one."""
    wanted = names.query_keys(names.core(name)) | names.query_keys(name)
    ids = {found.id for found in find(session, wanted) if found.kind == "customer"}
    if not ids:
        return []
    return list(session.scalars(select(Customer).where(Customer.id.in_(ids)).order_by(Customer.id)))


def set_field(session: Session, customer: Customer, field: str, value: Any) -> None:
    """Change one field; a new name makes new keys, and the old ones stay findable as an alias."""
    if field == "source":
        customer.origin = value
    elif field == "region":
        customer.region = value
        place(customer)
    elif field == "name":
        keys = names.company_keys(customer.name) | names.company_keys(value)
        customer.name = value
        write_keys(session, "customer", customer.id, keys, customer.id)
    else:
        setattr(customer, field, value)


def get_field(customer: Customer, field: str) -> Any:
    """What stands in a field that `set_field` writes."""
    return customer.origin if field == "source" else getattr(customer, field)


def place(customer: Customer) -> None:
    """The code follows the region, whoever wrote it: filters go by it."""
    found = regions.one(customer.region) if customer.region else None
    code = found.code if found else None
    if customer.region_code != code:
        customer.region_code = code


def region_by_address(customer: Customer) -> str | None:
    """Fill the region from the address where there is none yet; what was filled in."""
    if customer.region or not customer.address:
        return None
    found = regions.in_address(customer.address)
    if found is None:
        return None
    customer.region, customer.region_code = found.short, found.code
    return found.short


def replace_value(session: Session, column: str, old: str, new: str) -> int:
    """Every customer of the company that has the old name of an item gets the new one; how many."""
    rows = select(Customer).where(getattr(Customer, column) == old)
    found = list(session.scalars(rows, execution_options={"unscoped": True}))
    for customer in found:
        setattr(customer, column, new)
    return len(found)


def tag(session: Session, customer: Customer, tags: list[str], now: datetime) -> list[str]:
    """Add tags that are not there yet; those added."""
    have = set(tags_of(session, customer))
    new = [name for name in dict.fromkeys(tags) if name not in have]
    source = session.info["set_id"]
    session.add_all(
        CustomerTag(customer_id=customer.id, name=name, created_at=now, source=source) for name in new
    )
    return new


def untag(session: Session, customer: Customer, tags: list[str], now: datetime) -> list[str]:
    """Take tags off; those taken."""
    wanted = select(CustomerTag).where(CustomerTag.customer_id == customer.id, CustomerTag.name.in_(tags))
    found = list(session.scalars(wanted))
    for row in found:
        row.deleted_at = now
    return [row.name for row in found]


def tags_of(session: Session, customer: Customer) -> list[str]:
    return [name for (name,) in TAGS.rows(session, {"customer": customer.id})]


TAGS = Prepared(
    select(CustomerTag.name).where(CustomerTag.customer_id == bindparam("customer")).order_by(CustomerTag.id),
    scope=True,
)


def names_of(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """The names of those of these customers that are within sight."""
    wanted = tuple({one for one in ids if one is not None})
    return {row[0]: row[1] for row in NAMES.rows(session, {"ids": wanted})} if wanted else {}


NAMES = Prepared(
    select(Customer.id, Customer.name).where(OneOf(Customer.id, bindparam("ids", type_=Ids()))), scope=True
)


def refresh(session: Session, customer_id: int) -> None:
    """Recompute what follows from a customer's interactions, after an undo or a correction."""
    customer = session.get(Customer, customer_id)
    if customer is not None:
        last = select(func.max(Interaction.happened_at)).where(Interaction.customer_id == customer_id)
        customer.last_interaction_at = session.scalar(last, execution_options={"unscoped": True})
