"""时间线: everything that happened with one customer, from the first lead to the last thing, in its order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from crm import days
from models.customers import Contact, Customer
from models.deals import Opportunity, StageChange
from models.ownership import CustomerAlias, OwnerChange
from models.people import User
from models.platform import Change
from models.selling import Order, Payment, Quote
from models.service import Ticket
from models.work import Interaction, Task

MOST: Final = 200  # of each kind, the newest
UNSCOPED: Final = {"unscoped": True}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `record` is what tells of it, `who` the colleague, `about` what else is named:
    a contact, a chance's title, the former owner and the new one."""

    at: datetime
    grain: str  # minute | day
    what: str
    record: Any
    who: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """`cut`: of some kind there is more than was read, and the oldest of it is missing."""

    events: Sequence[Event]
    cut: bool = False


def of(session: Session, customer: Customer, tz: tzinfo) -> Timeline:
    """The customer's life within sight, oldest first. What is only known by its day stands where it was
    entered, if that was on the same day."""
    events = [event for source in SOURCES for event in source(session, customer, tz)]
    kinds = [event.what for event in events]
    cut = any(kinds.count(kind) >= MOST for kind in set(kinds))
    return Timeline(sorted(events, key=lambda event: event.at), cut)


def _made(session: Session, customer: Customer, _tz: tzinfo) -> Iterator[Event]:
    by = (
        select(User.name)
        .join(Change, Change.actor_id == User.id)
        .where(Change.record == "customers", Change.record_id == customer.id, Change.action == "create")
        .limit(1)
    )
    who = session.scalar(by, execution_options=UNSCOPED)
    yield Event(customer.created_at, "day", "made", customer, who or "")


def _talks(session: Session, customer: Customer, _tz: tzinfo) -> Iterator[Event]:
    wanted = (
        select(Interaction, User.name, Contact.name)
        .outerjoin(User, User.id == Interaction.user_id)
        .outerjoin(Contact, Contact.id == Interaction.contact_id)
        .where(Interaction.customer_id == customer.id)
        .order_by(Interaction.happened_at.desc(), Interaction.id.desc())
    )
    for talk, who, person in session.execute(wanted.limit(MOST)):
        yield Event(talk.happened_at, talk.happened_grain, "talk", talk, who or "", (person or "",))


def _tasks(session: Session, customer: Customer, _tz: tzinfo) -> Iterator[Event]:
    """Done ones when they were done, open ones when they were set."""
    told = Task.status.in_(("open", "done"))
    for task, who in _newest(session, Task, Task.assignee_id, customer, told):
        done = task.status == "done"
        at = task.done_at if done and task.done_at else task.created_at
        yield Event(at, "minute", "done" if done else "task", task, who or "")


def _stages(session: Session, customer: Customer, _tz: tzinfo) -> Iterator[Event]:
    wanted = (
        select(StageChange, User.name, Opportunity.title)
        .join(Opportunity, Opportunity.id == StageChange.opportunity_id)
        .outerjoin(User, User.id == StageChange.user_id)
        .where(Opportunity.customer_id == customer.id)
        .order_by(StageChange.id.desc())
    )
    for step, who, title in session.execute(wanted.limit(MOST)):
        yield Event(step.at, "minute", "stage", step, who or "", (title,))


def _quotes(session: Session, customer: Customer, _tz: tzinfo) -> Iterator[Event]:
    for quote, who in _newest(session, Quote, Quote.owner_id, customer):
        yield Event(quote.created_at, "minute", "quote", quote, who or "")


def _orders(session: Session, customer: Customer, tz: tzinfo) -> Iterator[Event]:
    """Signed, shipped and completed."""
    for order, who in _newest(session, Order, Order.owner_id, customer):
        yield Event(_on(order.signed_on, order.created_at, tz), "day", "order", order, who or "")
        if order.shipped_at:
            yield Event(order.shipped_at, "minute", "shipped", order)
        if order.completed_at:
            yield Event(order.completed_at, "minute", "completed", order)


def _payments(session: Session, customer: Customer, tz: tzinfo) -> Iterator[Event]:
    for payment, who in _newest(session, Payment, Payment.user_id, customer):
        yield Event(_on(payment.paid_on, payment.created_at, tz), "day", "payment", payment, who or "")


def _tickets(session: Session, customer: Customer, _tz: tzinfo) -> Iterator[Event]:
    """When they were told of, and when they were closed."""
    for ticket, who in _newest(session, Ticket, Ticket.assignee_id, customer):
        yield Event(ticket.created_at, "minute", "ticket", ticket, who or "")
        if ticket.closed_at is not None:
            yield Event(ticket.closed_at, "minute", "ticket_closed", ticket, who or "")


def _owners(session: Session, customer: Customer, _tz: tzinfo) -> Iterator[Event]:
    giver, taker = aliased(User), aliased(User)
    wanted = (
        select(OwnerChange, giver.name, taker.name)
        .outerjoin(giver, giver.id == OwnerChange.from_user_id)
        .outerjoin(taker, taker.id == OwnerChange.to_user_id)
        .where(OwnerChange.customer_id == customer.id)
        .order_by(OwnerChange.id.desc())
    )
    for change, before, after in session.execute(wanted.limit(MOST)):
        yield Event(change.at, "minute", "owner", change, "", (before or "公海", after or "公海"))


def _merges(session: Session, customer: Customer, _tz: tzinfo) -> Iterator[Event]:
    """Customers that became this one."""
    wanted = (
        select(CustomerAlias, User.name)
        .outerjoin(
            Change,
            and_(
                Change.record == "customer_aliases",
                Change.record_id == CustomerAlias.id,
                Change.action == "create",
            ),
        )
        .outerjoin(User, User.id == Change.actor_id)
        .where(CustomerAlias.customer_id == customer.id)
        .order_by(CustomerAlias.id.desc())
    )
    for alias, who in session.execute(wanted.limit(MOST), execution_options=UNSCOPED):
        yield Event(alias.created_at, "minute", "merge", alias, who or "")


def _newest(session: Session, model: Any, user: Any, customer: Customer, *more: Any) -> Iterable[Any]:
    """The customer's newest records of a kind, each with the name of the `user` it belongs to."""
    wanted = select(model, User.name).outerjoin(User, User.id == user)
    wanted = wanted.where(model.customer_id == customer.id, *more).order_by(model.id.desc())
    return session.execute(wanted.limit(MOST))


def _on(day: date, entered: datetime, tz: tzinfo) -> datetime:
    """A day as a moment of it."""
    return entered if days.today(entered, tz) == day else days.starts(day, tz)


SOURCES: Final[tuple[Callable[[Session, Customer, tzinfo], Iterator[Event]], ...]] = (
    *(_made, _owners, _merges, _talks, _tasks, _stages, _quotes, _orders, _payments, _tickets),
)
"""A new kind of record joins the timeline by a function here and its line in `crm.overview.timeline_text`."""
