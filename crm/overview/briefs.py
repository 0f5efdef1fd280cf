"""拜访前简报: everything one should know of a customer before one meets them, and when one meets whom."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Final

from sqlalchemy import bindparam, literal, select
from sqlalchemy.orm import Session

from crm import days, money
from crm.churn import alarms
from crm.company.vocabulary import Words
from crm.customers import masking
from crm.deals import deals
from crm.overview import wishes
from crm.overview.overview import Overview, overview
from crm.sales import payments, quotes
from crm.tasks import appointments, tasks
from crm.tickets import tickets
from models.books import Follower
from models.customers import Contact, Customer
from models.deals import Opportunity
from models.lists import Ids, OneOf
from models.loading import columns, records
from models.prepared import Prepared
from models.scope import Scope
from models.selling import Quote
from models.service import Ticket
from models.work import Task

KIND: Final = "brief"
BEFORE: Final = timedelta(hours=1)
MORNING: Final = time(8, 30)  # of an appointment without an hour
PROMISES: Final = 5  # open tasks shown
CASES: Final = 3  # tickets shown
ENDS_WITHIN: Final = timedelta(days=90)
BIRTHDAY_WITHIN: Final = 14  # days


@dataclass(frozen=True, slots=True)
class Money:
    """What the customer still owes, in yuan, and how much of it is late."""

    left: Decimal
    late: Decimal


@dataclass(frozen=True, slots=True)
class Brief:
    """One customer, as far as the reader may see it."""

    view: Overview
    promises: Sequence[Task]
    deals: Sequence[Opportunity]
    quotes: Sequence[Quote]
    owed: Money
    wishes: Sequence[wishes.Wish]
    birthdays: Sequence[tuple[str, date]]
    risk: str
    tickets: Sequence[Ticket]


def of(
    session: Session,
    customer: Customer,
    now: datetime,
    tz: tzinfo,
    words: Words,
    scope: Scope,
    meeting: Task | None = None,
) -> Brief:
    """What there is now. `scope` is the reader's: what must be masked for them is. `meeting`: what it is for,
    and no promise beside."""
    today = days.today(now, tz)
    view = overview(session, customer)
    birthdays = _birthdays(view.contacts, today)
    risk = alarms.of(session, customer.id)
    return Brief(
        masking.seen(session, view, words.fields, scope),
        [task for task in _promises(session, customer.id) if task is not meeting],
        deals.of_customer(session, customer.id),
        _quotes(session, customer.id, today),
        _owed(session, customer.id, today),
        wishes.of(session, customer),
        birthdays,
        risk.level if risk is not None and risk.verdict != "wrong" else "",
        tickets.find(session, customer_id=customer.id, states=tickets.UNCLOSED, most=CASES),
    )


def _promises(session: Session, customer_id: int) -> list[Task]:
    """What is open with them, whoever is to do it; a brief is no promise."""
    wanted = (
        select(Task)
        .where(Task.customer_id == customer_id, Task.status == "open", Task.kind.is_distinct_from(KIND))
        .order_by(Task.due_at.is_(None), Task.due_at, Task.id)
        .limit(PROMISES)
    )
    return list(session.scalars(wanted))


def _quotes(session: Session, customer_id: int, today: date) -> list[Quote]:
    """Those that wait for an answer, the newest first."""
    wanted = select(Quote).where(Quote.customer_id == customer_id, Quote.status.in_(quotes.OPEN))
    return list(session.scalars(wanted.where(Quote.valid_until >= today).order_by(Quote.id.desc()).limit(3)))


def _owed(session: Session, customer_id: int, today: date) -> Money:
    owing = payments.account(session, customer_id).owing
    late = (one.left for one in owing if one.order.due_on is not None and one.order.due_on < today)
    return Money(sum((one.left for one in owing), money.ZERO), sum(late, money.ZERO))


def _birthdays(people: Sequence[Contact], today: date) -> list[tuple[str, date]]:
    """Within the next two weeks: whose, and the day."""
    coming = [today + timedelta(days=n) for n in range(BIRTHDAY_WITHIN + 1)]
    by_day = {kept: day for day in coming for kept in days.kept_on(day)}
    found = [(one.name, by_day.get((one.birthday or "")[-5:])) for one in people]
    return [(name, day) for name, day in found if day is not None]


def meetings(
    session: Session, user_id: int, first: datetime, before: datetime
) -> list[tuple[Task, Customer]]:
    """Whom a person meets in that time: open tasks with a customer that say so, in their order."""
    wanted = (
        select(Task, Customer)
        .join(Customer, Customer.id == Task.customer_id)
        .where(Task.assignee_id == user_id, Task.status == "open", Task.kind.is_distinct_from(KIND))
        .where(Task.due_at >= first, Task.due_at < before)
        .order_by(Task.due_at, Task.id)
    )
    return [(task, customer) for task, customer in session.execute(wanted) if appointments.meets(task)]


def next_with(session: Session, user_id: int, customer_id: int, now: datetime) -> Task | None:
    """The next time this person meets that customer."""
    ahead = meetings(session, user_id, now, now + timedelta(days=366))
    return next((task for task, customer in ahead if customer.id == customer_id), None)


def before(appointment: Task, now: datetime, tz: tzinfo, lead_minutes: int | None = None) -> datetime:
    """When its brief is due: an hour before, in the morning where no hour was said, at once if it is late.

    `lead_minutes`: so long before instead.
    """
    assert appointment.due_at is not None
    if lead_minutes is not None:
        due = appointment.due_at - timedelta(minutes=lead_minutes)
    elif appointment.due_grain == "minute":
        due = appointment.due_at - BEFORE
    else:
        due = datetime.combine(days.today(appointment.due_at, tz), MORNING, tz)
    return max(due, now + timedelta(minutes=1))


def remind(
    session: Session, user_id: int, customer: Customer, due_at: datetime, now: datetime, tz: tzinfo
) -> Task:
    """A task that brings the brief at that moment, and is done with it."""
    due = tasks.Due(due_at, "minute")
    return tasks.create(
        session, user_id, f"看{customer.name}的简报", due, now, tz, customer=customer, kind=KIND
    )


def waiting(session: Session, appointment: Task) -> Task | None:
    """The brief that was asked for before this appointment and has not come yet."""
    wanted = select(Task).where(Task.prepares_id == appointment.id, Task.status == "open")
    return session.scalars(wanted.limit(1)).first()


def follower(tz: Callable[[], tzinfo]) -> Follower:
    """A brief goes where its appointment goes; one just made has none yet."""

    def concerns(session: Session, task: Task) -> bool:
        return task.kind != KIND and task.source != session.info["set_id"] and task.due_at is not None

    def follow(session: Session, written: Iterable[Task]) -> None:
        changed = {one.id: one for one in written if concerns(session, one)}
        if not changed:
            return
        for brief in records(session, Task, PREPARING, {"ids": tuple(sorted(changed))}):
            if brief.status == "open":  # this transaction may have done it
                _follow(brief, changed[brief.prepares_id or 0], session.info["now"], tz())

    return Follower(concerns, follow)


PREPARING = Prepared(
    select(*columns(Task)).where(
        OneOf(Task.prepares_id, bindparam("ids", type_=Ids())),
        Task.status == literal("open"),
        Task.deleted_at.is_(None),
    ),
    scope=False,
)


def _follow(brief: Task, appointment: Task, now: datetime, tz: tzinfo) -> None:
    if appointment.status != "open" or appointment.deleted_at is not None:
        tasks.cancel(brief)
        return
    due = before(appointment, now, tz, brief.lead_minutes)
    if due != brief.due_at:
        tasks.reschedule(brief, tasks.Due(due, "minute"), now, tz)
    if brief.assignee_id != appointment.assignee_id:
        brief.assignee_id = appointment.assignee_id
