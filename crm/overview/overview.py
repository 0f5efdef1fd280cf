"""What we have on one customer: everything a card of it shows, with one question to the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import BindParameter, bindparam, func, or_, select
from sqlalchemy.orm import Session

from crm.customers.contacts import THEIRS
from crm.customers.customers import TAGS
from models.campaigns import Holding
from models.customers import Contact, Customer
from models.loading import adopted, columns
from models.people import User
from models.prepared import Prepared, Row, rows_of_all
from models.selling import STANDING, Order
from models.trust import Collaborator
from models.work import Interaction, Task


@dataclass(frozen=True, slots=True)
class Trade:
    """Orders that stand: how many, for how much, the first and the last."""

    orders: int
    amount: Decimal
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Overview:
    """What we have on one customer."""

    customer: Customer
    owner: str | None
    contacts: list[Contact]
    tags: list[str]
    interactions: list[Interaction]
    interaction_count: int
    tasks: list[Task]
    trade: Trade | None = None
    fields: tuple[tuple[str, str], ...] = ()  # custom ones, name and value in words
    collaborators: Sequence[str] = ()
    holdings: Sequence[Holding] = ()


def overview(session: Session, customer: Customer, last: int = 3) -> Overview:
    """The customer with contacts, tags, its trade, the last interactions and what is open."""
    whose = {"customer": customer.id}
    few = whose | {"last": last}
    people, counted, contacts, tags, newest, to_do, held, ordered = rows_of_all(
        session,
        (PEOPLE, whose | {"owner": customer.owner_id or 0}),
        (TALKS, whose),
        (THEIRS, whose),
        (TAGS, whose),
        (NEWEST, few),
        (TO_DO, few),
        (HELD, few),
        (TRADE, whose),
    )
    named = {row[0]: row[1] for row in people}
    return Overview(
        customer,
        named.pop(customer.owner_id or 0, None),
        adopted(session, Contact, contacts),
        [name for (name,) in tags],
        adopted(session, Interaction, newest),
        counted[0][0],
        adopted(session, Task, to_do),
        trade=_trade(ordered[0]),
        collaborators=list(named.values()),
        holdings=adopted(session, Holding, held),
    )


def _trade(row: Row) -> Trade | None:
    """The customer's trade, whoever wrote it down; None before the first order."""
    many, amount, first, last = row
    return Trade(many, Decimal(amount), first, last) if many else None


THIS: BindParameter[int] = bindparam("customer")
TALKS = Prepared(select(func.count(Interaction.id)).where(Interaction.customer_id == THIS), scope=True)
NEWEST = Prepared(
    select(*columns(Interaction))
    .where(Interaction.customer_id == THIS)
    .order_by(Interaction.happened_at.desc(), Interaction.id.desc())
    .limit(bindparam("last")),
    scope=True,
)
TO_DO = Prepared(
    select(*columns(Task))
    .where(Task.customer_id == THIS, Task.status == "open")
    .order_by(Task.due_at, Task.id)
    .limit(bindparam("last")),
    scope=True,
)
HELD = Prepared(
    select(*columns(Holding))
    .where(Holding.customer_id == THIS)
    .order_by(Holding.ends_on, Holding.id)
    .limit(bindparam("last")),
    scope=True,
)
ALONG = select(Collaborator.user_id).where(Collaborator.customer_id == THIS)
PEOPLE = Prepared(
    select(User.id, User.name)
    .where(or_(User.id == bindparam("owner"), User.id.in_(ALONG)))
    .order_by(User.id),
    scope=True,
)
TRADE = Prepared(
    select(
        func.count(Order.id), func.sum(Order.amount), func.min(Order.signed_on), func.max(Order.signed_on)
    ).where(Order.customer_id == THIS, or_(*(Order.status == status for status in STANDING))),
    scope=True,
)
