"""工单: made, given, taken, reported on, closed, opened again. Every step is kept as an event of its own."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from crm import numbering
from crm.errors import NotThere
from crm.people.team import of_team
from models.customers import Contact, Customer
from models.people import User
from models.service import Ticket, TicketEvent

UNSCOPED: Final = {"unscoped": True}
TYPES: Final = {"repair": "报修", "complaint": "投诉", "consult": "咨询", "install": "安装"}
STATES: Final = {"open": "待接单", "processing": "处理中", "closed": "已关闭"}
UNCLOSED: Final = ("open", "processing")
WITHIN: Final = {"open": UNCLOSED, "waiting": ("open",), "processing": ("processing",), "closed": ("closed",)}
"""The states that are meant by what a list is asked for."""
FIRST: Final = 1001  # the first number: short enough to say, long enough to be no count
MOST: Final = 200
WORDS: Final = 2048  # characters
PRODUCT: Final = 128


def create(
    session: Session,
    actor_id: int,
    customer: Customer,
    now: datetime,
    *,
    assignee_id: int,
    ruled: bool = False,
    contact: Contact | None = None,
    type: str | None = None,
    product: str | None = None,
    content: str = "",
    priority: str = "normal",
) -> Ticket:
    """A new ticket in the hands of the assignee. `ruled`: the rule said whose it is."""
    ticket = Ticket(
        number=str(numbering.running(session, "tickets", FIRST)),
        customer_id=customer.id,
        contact_id=contact.id if contact else None,
        type=type,
        product=product[:PRODUCT] if product else None,
        content=content[:WORDS],
        priority=priority,
        status="open",
        assignee_id=assignee_id,
        creator_id=actor_id,
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(ticket)
    session.flush()
    _note(session, ticket, "ruled" if ruled else "made", now, to=assignee_id)
    session.flush()  # the next ticket of this transaction sees whose turn it was
    return ticket


def locked(session: Session, ticket_id: int) -> Ticket:
    """The ticket as it stands now, held till the end of the transaction. Raises NotThere beyond sight."""
    wanted = select(Ticket).where(Ticket.id == ticket_id).with_for_update()
    ticket = session.scalar(wanted, execution_options={"populate_existing": True})
    if ticket is None:
        raise NotThere("这张工单已经不在了。")
    return ticket


def take(session: Session, ticket: Ticket, now: datetime) -> None:
    """接单: whoever has it begins."""
    ticket.status = "processing"
    _answered(ticket, now)
    _note(session, ticket, "taken", now)


def give(session: Session, ticket: Ticket, to_id: int, now: datetime) -> None:
    """Into other hands, where it is to be taken again. Within the message that made it, the first."""
    made = _made_with(session, ticket)
    if made is not None:
        made.kind, made.to_user_id = "made", to_id
    else:
        _note(session, ticket, "given", now, to=to_id)
    ticket.assignee_id, ticket.status = to_id, "open"


def report(session: Session, ticket: Ticket, content: str, now: datetime, *, by_assignee: bool) -> None:
    """有进展: what happened since. By whoever has it, it is an answer to the customer too."""
    if by_assignee:
        ticket.status = "processing"
        _answered(ticket, now)
    _note(session, ticket, "note", now, content=content)


def close(
    session: Session, ticket: Ticket, by_id: int, now: datetime, result: str | None, satisfaction: int | None
) -> None:
    """关单: how it ended, and what the customer thinks of it."""
    ticket.status, ticket.closed_at, ticket.closed_by_id = "closed", now, by_id
    _answered(ticket, now)
    tell(ticket, result, satisfaction)
    _note(session, ticket, "closed", now, content=result)


def reopen(session: Session, ticket: Ticket, why: str | None, now: datetime) -> None:
    """又坏了: to be taken again; when it was answered first stays."""
    ticket.status, ticket.closed_at, ticket.closed_by_id, ticket.satisfaction = "open", None, None, None
    _note(session, ticket, "reopened", now, content=why)


def tell(ticket: Ticket, result: str | None, satisfaction: int | None) -> None:
    """What is said of how it ended; what is not said stays."""
    if result:
        ticket.result = result[:WORDS]
    if satisfaction is not None:
        ticket.satisfaction = satisfaction


def _answered(ticket: Ticket, now: datetime) -> None:
    if ticket.responded_at is None:
        ticket.responded_at = now


def _note(
    session: Session,
    ticket: Ticket,
    kind: str,
    now: datetime,
    *,
    to: int | None = None,
    content: str | None = None,
) -> None:
    session.add(
        TicketEvent(
            ticket_id=ticket.id,
            kind=kind,
            user_id=session.info["scope"].user_id,
            to_user_id=to,
            content=content[:WORDS] if content else None,
            at=now,
            created_at=now,
            source=session.info["set_id"],
        )
    )


def _made_with(session: Session, ticket: Ticket) -> TicketEvent | None:
    """The event that made it, where this very message did."""
    if ticket.source != session.info["set_id"]:
        return None
    first = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id).limit(1)
    return session.scalar(first)


def numbered(session: Session, number: str) -> Ticket | None:
    """The ticket of that number within sight."""
    return session.scalar(select(Ticket).where(Ticket.number == number))


def find(
    session: Session,
    *,
    customer_id: int | None = None,
    assignee_id: int | None = None,
    creator_id: int | None = None,
    states: Sequence[str] = (),
    type: str | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
    ended: bool = False,
    priority: str | None = None,
    most: int = MOST,
) -> list[Ticket]:
    """What is not closed first: the urgent, then the oldest; behind it what is closed, the newest first.

    `since`, `before`: when it was told of, or when it `ended`.
    """
    wanted = select(Ticket)
    if customer_id is not None:
        wanted = wanted.where(Ticket.customer_id == customer_id)
    if assignee_id is not None:
        wanted = wanted.where(Ticket.assignee_id == assignee_id)
    if creator_id is not None:
        wanted = wanted.where(Ticket.creator_id == creator_id)
    if states:
        wanted = wanted.where(Ticket.status.in_(states))
    if type is not None:
        wanted = wanted.where(Ticket.type == type)
    if priority is not None:
        wanted = wanted.where(Ticket.priority == priority)
    at = Ticket.closed_at if ended else Ticket.created_at
    if since is not None:
        wanted = wanted.where(at >= since)
    if before is not None:
        wanted = wanted.where(at < before)
    over = case((Ticket.status == "closed", 1), else_=0)
    urgent = case((Ticket.priority == "high", 0), (Ticket.priority == "low", 2), else_=1)
    order: list[Any] = [over, case((over == 0, urgent)), Ticket.closed_at.desc(), Ticket.id]
    return list(session.scalars(wanted.order_by(*order).limit(most)))


@dataclass(frozen=True, slots=True)
class Held:
    """What one of the reader's people has that is not closed: how many, and how many nobody took yet."""

    name: str
    many: int
    waiting: int


def held(session: Session) -> list[Held]:
    """Everybody of the team who has any, whoever has most first."""
    waiting = func.sum(case((Ticket.status == "open", 1), else_=0))
    many = func.count(Ticket.id)
    wanted = (
        select(User.name, many, waiting)
        .join(User, User.id == Ticket.assignee_id)
        .where(Ticket.status != "closed", of_team(Ticket.assignee_id, session.info["scope"]))
        .group_by(User.id, User.name)
        .order_by(many.desc(), User.id)
    )
    return [Held(name, count, int(open_)) for name, count, open_ in session.execute(wanted)]


def counted(
    session: Session, by: str, since: datetime, before: datetime, type: str | None = None
) -> list[tuple[str, int]]:
    """How many the reader's people were given in that time by `customer` or by `type`, most first."""
    key: Any = Ticket.customer_id if by == "customer" else Ticket.type
    many = func.count(Ticket.id)
    wanted = select(key, many).where(
        Ticket.created_at >= since,
        Ticket.created_at < before,
        of_team(Ticket.assignee_id, session.info["scope"]),
    )
    if type is not None:
        wanted = wanted.where(Ticket.type == type)
    found = session.execute(wanted.group_by(key).order_by(many.desc(), key)).all()
    if by != "customer":
        return [(str(kind or ""), count) for kind, count in found]
    names = _names(session, [one for one, _ in found])
    return [(names[one], count) for one, count in found]


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long those that were closed in a time took, on the mean: to the first answer and to the end."""

    many: int
    answered: timedelta
    whole: timedelta


def lasted(session: Session, since: datetime, before: datetime, type: str | None = None) -> Lasted | None:
    """Of the reader's people; None where none was closed."""
    wanted = select(Ticket.created_at, Ticket.responded_at, Ticket.closed_at).where(
        Ticket.status == "closed",
        Ticket.closed_at >= since,
        Ticket.closed_at < before,
        of_team(Ticket.assignee_id, session.info["scope"]),
    )
    rows = session.execute(wanted.where(Ticket.type == type) if type is not None else wanted).all()
    if not rows:
        return None
    first = sum((row.responded_at - row.created_at for row in rows), timedelta())
    whole = sum((row.closed_at - row.created_at for row in rows), timedelta())
    return Lasted(len(rows), first / len(rows), whole / len(rows))


def unclosed(session: Session) -> int:
    """How many the reader's people have that are not closed."""
    mine = of_team(Ticket.assignee_id, session.info["scope"])
    return session.scalar(select(func.count(Ticket.id)).where(Ticket.status != "closed", mine)) or 0


def events(session: Session, ticket: Ticket) -> list[TicketEvent]:
    """What happened to it, the first thing first."""
    wanted = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(TicketEvent.id)
    return list(session.scalars(wanted))


def customers_of(session: Session, found: Iterable[Ticket]) -> dict[int, str]:
    """The names of their customers, by id: who sees a ticket may know whose it is."""
    return _names(session, sorted({ticket.customer_id for ticket in found}))


def _names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    named = select(Customer.id, Customer.name).where(Customer.id.in_(ids))
    return {row.id: row.name for row in session.execute(named, execution_options=UNSCOPED)}


def moved(session: Session) -> int:
    """How many changed hands with what this message did."""
    session.flush()
    ours = TicketEvent.source == session.info["set_id"]
    wanted = select(func.count(TicketEvent.id)).where(ours, TicketEvent.kind == "given")
    return session.scalar(wanted, execution_options=UNSCOPED) or 0


def follow(
    session: Session, from_id: int, customer_ids: Collection[int] | None, to_id: int, now: datetime
) -> list[Ticket]:
    """What this person has open goes to somebody else: at these customers, or all of it."""
    wanted = select(Ticket).where(Ticket.assignee_id == from_id, Ticket.status.in_(UNCLOSED))
    if customer_ids is not None:
        wanted = wanted.where(Ticket.customer_id.in_(sorted(customer_ids)))
    moving = list(session.scalars(wanted.order_by(Ticket.id), execution_options=UNSCOPED))
    for ticket in moving:
        give(session, ticket, to_id, now)
    return moving
