"""Customers of the pool are seen by all: how to reach them is not, until somebody has claimed them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from crm.company import custom_fields
from crm.company.vocabulary import Field
from crm.overview.overview import Overview
from models.customers import Contact, Customer
from models.scope import Scope

HIDDEN = ("phone", "email", "wechat")


def must_mask(customer: Customer, scope: Scope) -> bool:
    """In the pool, for those who could claim it; managers and administrators hand it out and see it all."""
    return customer.owner_id is None and scope.kind == "own"


def masked(value: str | None) -> str | None:
    """`138****0001`; of anything else the first two characters."""
    if not value:
        return value
    if re.fullmatch(r"\d{11}", value):
        return f"{value[:3]}****{value[-4:]}"
    return f"{value[:2]}****"


def contact(known: Contact) -> Contact:
    """A copy for showing; never added to a session."""
    hidden = {field: masked(getattr(known, field)) for field in HIDDEN}
    return Contact(name=known.name, title=known.title, birthday=None, **hidden)


def overview(view: Overview) -> Overview:
    """The same view without what one could reach them by."""
    known = view.customer
    shown = {
        column.key: getattr(known, column.key)
        for column in Customer.__mapper__.column_attrs
        if column.key not in HIDDEN
    }
    copy = Customer(**shown, **{field: masked(getattr(known, field)) for field in HIDDEN})
    return replace(view, customer=copy, contacts=[contact(one) for one in view.contacts])


def seen(session: Session, view: Overview, fields: Sequence[Field], scope: Scope) -> Overview:
    """The view as this reader gets it: with the company's own fields, masked where it must be."""
    view = replace(view, fields=custom_fields.in_words(session, fields, view.customer.id))
    return overview(view) if must_mask(view.customer, scope) else view
