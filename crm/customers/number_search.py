"""Who has a telephone number, by all of it or by its end."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from crm.ownership.ownership import UNSCOPED
from models.customers import Contact, Customer
from models.lists import Tail
from models.people import User


def with_number(session: Session, ends: str, most: int = 8) -> list[tuple[Contact | None, Customer]]:
    """Within sight: whose number ends so; without a person it is the company's own."""
    people = select(Contact, Customer).join(Customer, Customer.id == Contact.customer_id)
    wanted = people.where(*_tail(Contact.phone, ends)).order_by(Contact.id).limit(most)
    found: list[tuple[Contact | None, Customer]] = [
        (person, customer) for person, customer in session.execute(wanted)
    ]
    own = select(Customer).where(*_tail(Customer.phone, ends)).order_by(Customer.id)
    return found + [(None, customer) for customer in session.scalars(own.limit(most))]


def _tail(column: Any, ends: str) -> list[ColumnElement[bool]]:
    """The number ends so; its last four digits have an index."""
    tail = [column.endswith(ends, autoescape=True)]
    return [*tail, Tail(column) == ends[-4:]] if len(ends) >= 4 else tail


def owner_of_number(session: Session, phone: str) -> tuple[str, str] | None:
    """Name and owner of a customer, beyond sight too, with exactly this number."""
    people = select(Contact.customer_id).where(Contact.phone == phone)
    rows = (
        select(Customer.name, User.name)
        .join(User, User.id == Customer.owner_id)
        .where(or_(Customer.phone == phone, Customer.id.in_(people)))
        .order_by(Customer.id)
        .limit(1)
    )
    row = session.execute(rows, execution_options=UNSCOPED).first()
    return (row[0], row[1]) if row else None
