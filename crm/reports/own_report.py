"""The rep's own report of the day, drafted from the records. Six statements for any number of people."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from crm import days
from crm.tickets import text as ticket_text
from crm.words import CHANNELS
from models.customers import Contact, Customer
from models.service import Ticket
from models.work import DayReport, Interaction, Task


@dataclass(frozen=True, slots=True)
class Did:
    """A follow-up of the day."""

    customer: str
    contact: str | None
    channel: str
    content: str

    def line(self) -> str:
        who = f"{self.customer} {self.contact}" if self.contact else self.customer
        head = f"{self.channel} {who}".strip()
        return f"{head}：{self.content}" if self.content else head


@dataclass(slots=True)
class OwnReport:
    """What one person did on `day`, and what stands in the diary for the next."""

    day: date
    follow_ups: list[Did] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)  # tickets
    new_customers: list[str] = field(default_factory=list)
    next_up: list[str] = field(default_factory=list)
    added: str = ""
    handed_in_at: datetime | None = None

    def __bool__(self) -> bool:
        """Whether anything was done; plans alone are no report."""
        return bool(self.follow_ups or self.done or self.closed or self.new_customers)

    @property
    def customers(self) -> int:
        return len({did.customer for did in self.follow_ups})

    def summary(self) -> str:
        """`跟进3次、2家 · 完成待办1条 · 关工单1张 · 新增客户1家`."""
        parts = []
        if self.follow_ups:
            parts.append(f"跟进{len(self.follow_ups)}次、{self.customers}家")
        if self.done:
            parts.append(f"完成待办{len(self.done)}条")
        if self.closed:
            parts.append(f"关工单{len(self.closed)}张")
        if self.new_customers:
            parts.append(f"新增客户{len(self.new_customers)}家")
        return " · ".join(parts)


def own_report(session: Session, user_id: int, at: datetime, tz: tzinfo) -> OwnReport:
    """The report of one person."""
    return own_reports(session, [user_id], at, tz)[user_id]


def own_reports(
    session: Session, user_ids: Collection[int], at: datetime, tz: tzinfo
) -> dict[int, OwnReport]:
    """The reports of these people for the day `at` falls on; empty ones included."""
    day = days.today(at, tz)
    found: defaultdict[int, OwnReport] = defaultdict(lambda: OwnReport(day))
    wanted = sorted(user_ids)
    follow_ups = (
        select(Interaction, Customer.name, Contact.name)
        .join(Customer, Customer.id == Interaction.customer_id)
        .outerjoin(Contact, Contact.id == Interaction.contact_id)
        .where(Interaction.user_id.in_(wanted), days.within(Interaction.happened_at, day, tz))
        .where(Interaction.created_at <= at)
        .order_by(Interaction.happened_at, Interaction.id)
    )
    for record, customer, contact in session.execute(follow_ups):
        channel = CHANNELS.get(record.channel or "", "跟进")
        found[record.user_id].follow_ups.append(Did(customer, contact, channel, record.content))
    done = (
        select(Task.assignee_id, Task.title)
        .where(Task.assignee_id.in_(wanted), Task.status == "done", days.within(Task.done_at, day, tz))
        .where(Task.done_at <= at)
    )
    for user_id, title in session.execute(done.order_by(Task.done_at, Task.id)):
        found[user_id].done.append(title)
    closed = (
        select(Ticket, Customer.name)
        .join(Customer, Customer.id == Ticket.customer_id)
        .where(Ticket.closed_by_id.in_(wanted), days.within(Ticket.closed_at, day, tz))
        .where(Ticket.closed_at <= at)
    )
    for ticket, customer in session.execute(closed.order_by(Ticket.closed_at, Ticket.id)):
        if ticket.closed_by_id is not None:
            found[ticket.closed_by_id].closed.append(ticket_text.name(ticket, customer))
    created = (
        select(Customer.owner_id, Customer.name)
        .where(Customer.owner_id.in_(wanted), days.within(Customer.created_at, day, tz))
        .where(Customer.created_at <= at)
    )
    for owner, name in session.execute(created.order_by(Customer.id)):
        if owner is not None:
            found[owner].new_customers.append(name)
    for user_id, title in session.execute(_next_up(wanted, day, tz)):
        found[user_id].next_up.append(title)
    reports = select(DayReport).where(DayReport.user_id.in_(wanted), DayReport.day == day)
    for report in session.scalars(reports.where(DayReport.created_at <= at)):
        found[report.user_id].added = report.added
        if report.handed_in_at is not None and report.handed_in_at <= at:
            found[report.user_id].handed_in_at = report.handed_in_at
    return {user_id: found[user_id] for user_id in wanted}


def _next_up(wanted: list[int], day: date, tz: tzinfo) -> Select[int, str]:
    """Tasks due on the next day."""
    tomorrow = days.within(Task.due_at, day + timedelta(days=1), tz)
    statement = select(Task.assignee_id, Task.title).where(
        Task.assignee_id.in_(wanted), Task.status == "open", tomorrow
    )
    return statement.order_by(Task.due_at, Task.id)
