"""Short forms that a later version knows: the keys of records that were written before it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.names import add_keys
from crm.sales import products
from models.customers import Contact, Customer, NameKey
from models.people import User
from models.selling import Product
from zh import names

MOST = 2000  # records of one transaction

Keys = Callable[[Any], frozenset[str]]
KINDS: dict[str, tuple[Any, Keys, Callable[[Any], int]]] = {
    "customer": (Customer, lambda one: names.company_keys(one.name), lambda one: one.id),
    "contact": (Contact, lambda one: names.person_keys(one.name), lambda one: one.customer_id),
    "user": (User, lambda one: names.user_keys(one.name), lambda one: 0),
    "product": (Product, products.keys, lambda one: 0),
}
"""By the kind of `name_keys`: the model, by what such a record is found, and the customer it belongs to."""


def add_missing(session: Session, kind: str, after: int) -> tuple[int, int]:
    """The next records of this kind behind an id get the keys they have not; what they have stays.

    The last id looked at (0: there was none), and how many keys were added.
    """
    model, keys_of, customer_of = KINDS[kind]
    records = session.scalars(select(model).where(model.id > after).order_by(model.id).limit(MOST)).all()
    if not records:
        return 0, 0
    asked = select(NameKey.record_id, NameKey.key).where(
        NameKey.kind == kind, NameKey.record_id.between(records[0].id, records[-1].id)
    )
    have = {(record_id, key) for record_id, key in session.execute(asked)}
    added = 0
    for one in records:
        missing = [key for key in keys_of(one) if (one.id, key[:128]) not in have]
        add_keys(session, kind, one.id, missing, customer_of(one))
        added += len(missing)
    return records[-1].id, added
