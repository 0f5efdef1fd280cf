"""The people at a customer."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from crm.names import add_keys, write_keys
from models.customers import Contact, Customer
from models.loading import columns, records
from models.prepared import Prepared
from zh import names

FIELDS = ("title", "phone", "email", "wechat", "birthday")


def add(session: Session, customer: Customer, name: str, now: datetime, **fields: Any) -> Contact:
    """A new contact of the customer."""
    contact = Contact(
        customer_id=customer.id, name=name, created_at=now, source=session.info["set_id"], **fields
    )
    session.add(contact)
    session.flush()
    add_keys(session, "contact", contact.id, names.person_keys(name), customer.id)
    return contact


def of(session: Session, customer: Customer, name: str) -> Contact | None:
    """The contact of exactly this name at the customer."""
    return session.scalar(select(Contact).where(Contact.customer_id == customer.id, Contact.name == name))


def rename(session: Session, contact: Contact, name: str) -> None:
    """The contact's right name; the old one still finds them."""
    keys = names.person_keys(contact.name) | names.person_keys(name)
    contact.name = name
    write_keys(session, "contact", contact.id, keys, contact.customer_id)


def all_of(session: Session, customer: Customer) -> list[Contact]:
    """The customer's contacts, the first one first."""
    return records(session, Contact, THEIRS, {"customer": customer.id})


THEIRS = Prepared(
    select(*columns(Contact)).where(Contact.customer_id == bindparam("customer")).order_by(Contact.id),
    scope=True,
)
