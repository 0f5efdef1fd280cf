"""The records behind each daily figure: found by the rules that count it, so both agree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from crm import daily, days
from crm.figures import saying
from crm.figures.measures import BY_KEY
from crm.figures.questions import rules
from crm.words import CHANNELS
from models.customers import Contact, Customer
from models.deals import Opportunity
from models.people import User
from models.scope import Scope
from models.selling import Order, Payment
from models.work import Interaction
from zh import say

MOST: Final = 200  # rows on a page
UNSEEN: Final = "（不在你名下的客户）"


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


def _of_the_day(statement: Any, key: str, scope: Scope, at: datetime, tz: tzinfo) -> Any:
    """Narrowed to what the figure counts, with customer and person joined to it."""
    measure = BY_KEY[key]
    wanted = rules(daily.asked(key, days.today(at, tz), at), measure, scope, tz)
    return statement.outerjoin(User, User.id == measure.whose).where(*wanted).limit(MOST)


def _with_customer(model: Any, *more: Any) -> Select[Any]:
    named = select(model, Customer.name, User.name, *more).select_from(model)
    return named.outerjoin(Customer, Customer.id == model.customer_id)


def _customers(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    newest = select(Customer, User.name).order_by(Customer.id.desc())
    found = session.execute(_of_the_day(newest, "customers", scope, at, tz))
    return [
        Row(c.name, _facts(c.level and f"{c.level}级", c.industry, c.region), owner or "公海")
        for c, owner in found
    ]


def _interactions(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    newest = (
        _with_customer(Interaction, Contact.name)
        .outerjoin(Contact, Contact.id == Interaction.contact_id)
        .order_by(Interaction.happened_at.desc(), Interaction.id.desc())
    )
    found = []
    for record, customer, user, contact in session.execute(
        _of_the_day(newest, "interactions", scope, at, tz)
    ):
        hour = "" if record.happened_grain == "day" else f"{record.happened_at.astimezone(tz):%H:%M}"
        late = "补录" if record.backfilled else ""
        detail = _facts(hour, CHANNELS.get(record.channel or "", record.channel), contact, late)
        found.append(Row(customer or UNSEEN, detail, user, record.content))
    return found


def _backfilled(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    newest = _with_customer(Interaction).order_by(Interaction.id.desc())
    found = []
    for record, customer, user in session.execute(_of_the_day(newest, "backfilled", scope, at, tz)):
        when = say.day(days.today(record.happened_at, tz), days.today(at, tz))
        found.append(Row(customer or UNSEEN, f"{when}的跟进", user, record.content))
    return found


def _followed(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    times = func.count(Interaction.id)
    busiest = (
        select(Customer.name, times, func.min(User.name), func.max(User.name))
        .select_from(Interaction)
        .outerjoin(Customer, Customer.id == Interaction.customer_id)
        .group_by(Interaction.customer_id, Customer.name)
        .order_by(times.desc(), Interaction.customer_id)
    )
    return [
        Row(name or UNSEEN, f"跟进{n}次", first if first == last else f"{first}、{last}")
        for name, n, first, last in session.execute(_of_the_day(busiest, "followed", scope, at, tz))
    ]


def _opportunities(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    largest = _with_customer(Opportunity).order_by(Opportunity.amount.desc().nulls_last(), Opportunity.id)
    found = session.execute(_of_the_day(largest, "opportunity_amount", scope, at, tz))
    return [
        Row(customer or UNSEEN, _facts(deal.title, deal.stage, _money(deal.amount)), owner or "公海")
        for deal, customer, owner in found
    ]


def _orders(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    largest = _with_customer(Order).order_by(Order.amount.desc(), Order.id)
    found = session.execute(_of_the_day(largest, "revenue", scope, at, tz))
    return [
        Row(customer or UNSEEN, _facts(o.number, _money(o.amount)), owner) for o, customer, owner in found
    ]


def _payments(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    largest = _with_customer(Payment).order_by(Payment.amount.desc(), Payment.id)
    found = session.execute(_of_the_day(largest, "payments", scope, at, tz))
    return [Row(name or UNSEEN, _facts(_money(p.amount), p.note), user) for p, name, user in found]


def _overdue(session: Session, scope: Scope, at: datetime, tz: tzinfo) -> list[Row]:
    return [
        Row(task.title, _facts(customer, f"应在{say.moment(task.due_at, task.due_grain, at, tz)}"), user)
        for task, customer, user in session.execute(daily.late_tasks(scope, at).limit(MOST))
        if task.due_at
    ]


def _money(amount: Any) -> str:
    return saying.money(amount) if amount is not None else "没说金额"


def _facts(*facts: str | None) -> str:
    return " · ".join(fact for fact in facts if fact)


_List = Callable[[Session, Scope, datetime, tzinfo], list[Row]]
_LISTS: Final[Mapping[str, _List]] = {
    "customers": _customers,
    "interactions": _interactions,
    "followed": _followed,
    "backfilled": _backfilled,
    "opportunity_amount": _opportunities,
    "revenue": _orders,
    "payments": _payments,
    "overdue": _overdue,
}
