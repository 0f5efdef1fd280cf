"""The records behind each daily figure: made of the same conditions, so the count is the list's length."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm import daily, days
from crm.team import of_team
from crm.words import CHANNELS
from models.customers import Contact, Customer
from models.people import User
from models.scope import Scope
from models.work import Interaction, Task
from zh import say

MOST: Final = 200  # rows on a page


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what, details, whose."""

    title: str
    detail: str
    who: str
    text: str = ""


def rows(session: Session, scope: Scope, key: str, at: datetime, tz: tzinfo) -> list[Row] | None:
    """The first 200 records behind the figure `key`; None if it has no list."""
    found = _LISTS.get(key)
    return found(session, scope, at, tz) if found else None


def _new_customers(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    statement = (
        select(Customer, User.name)
        .outerjoin(User, User.id == Customer.owner_id)
        .where(*daily.RULES["new_customers"](scope, at))
        .where(days.within(Customer.created_at, days.today(at, tz), tz))
        .order_by(Customer.id.desc())
        .limit(MOST)
    )
    return [
        Row(c.name, _facts(c.level and f"{c.level}级", c.industry, c.region), owner or "公海")
        for c, owner in session.execute(statement)
    ]


def _follow_ups(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    happened = days.within(Interaction.happened_at, days.today(at, tz), tz)
    statement = (
        select(Interaction, Customer.name, Contact.name, User.name)
        .outerjoin(Customer, Customer.id == Interaction.customer_id)
        .outerjoin(Contact, Contact.id == Interaction.contact_id)
        .join(User, User.id == Interaction.user_id)
        .where(*daily.follow_up_rules(scope, at), happened)
        .order_by(Interaction.happened_at.desc(), Interaction.id.desc())
        .limit(MOST)
    )
    found = []
    for record, customer, contact, user in session.execute(statement):
        hour = "" if record.happened_grain == "day" else f"{record.happened_at.astimezone(tz):%H:%M}"
        late = "补录" if record.backfilled else ""
        detail = _facts(hour, CHANNELS.get(record.channel or "", record.channel), contact, late)
        found.append(Row(customer or "（不在你名下的客户）", detail, user, record.content))
    return found


def _customers(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    happened = days.within(Interaction.happened_at, days.today(at, tz), tz)
    times = func.count(Interaction.id)
    statement = (
        select(Customer.name, times, func.min(User.name), func.max(User.name))
        .select_from(Interaction)
        .outerjoin(Customer, Customer.id == Interaction.customer_id)
        .join(User, User.id == Interaction.user_id)
        .where(*daily.follow_up_rules(scope, at), happened)
        .group_by(Interaction.customer_id, Customer.name)
        .order_by(times.desc(), Interaction.customer_id)
        .limit(MOST)
    )
    return [
        Row(name or "（不在你名下的客户）", f"跟进{n}次", first if first == last else f"{first}、{last}")
        for name, n, first, last in session.execute(statement)
    ]


def _done(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    statement = (
        select(Task, Customer.name, User.name)
        .outerjoin(Customer, Customer.id == Task.customer_id)
        .join(User, User.id == Task.assignee_id)
        .where(of_team(Task.assignee_id, scope), *daily.RULES["done"](scope, at))
        .where(days.within(Task.done_at, days.today(at, tz), tz))
        .order_by(Task.done_at.desc(), Task.id.desc())
        .limit(MOST)
    )
    return [
        Row(task.title, _facts(customer, f"{task.done_at.astimezone(tz):%H:%M}完成"), user)
        for task, customer, user in session.execute(statement)
        if task.done_at
    ]


def _overdue(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    return [
        Row(task.title, _facts(customer, f"应在{say.moment(task.due_at, task.due_grain, at, tz)}"), user)
        for task, customer, user in session.execute(daily.late_tasks(scope, at).limit(MOST))
        if task.due_at
    ]


def _facts(*facts: str | None) -> str:
    return " · ".join(fact for fact in facts if fact)


_List = Callable[[Session, Scope, datetime, tzinfo], list[Row]]
_LISTS: Final[Mapping[str, _List]] = {
    "new_customers": _new_customers,
    "follow_ups": _follow_ups,
    "customers": _customers,
    "done": _done,
    "overdue": _overdue,
}
