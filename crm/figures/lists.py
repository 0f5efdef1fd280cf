"""The records behind any figure: found by the rules that count it, so both agree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any, Final

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from crm import days
from crm.churn.verdicts import VERDICTS
from crm.figures import saying
from crm.figures.questions import Question, measure_of, rules
from crm.tickets.tickets import STATES, TYPES
from crm.words import CHANNELS
from models.customers import Contact, Customer
from models.deals import Opportunity
from models.judgement import ChurnAlarm
from models.people import User
from models.scope import Scope
from models.selling import Order, OrderLine, Payment
from models.service import Ticket
from models.work import Interaction, Task
from zh import say

MOST: Final = 200  # rows on a page
UNSEEN: Final = "（不在你名下的客户）"
BY_END: Final = ("closing_hours", "ticket_score")  # measures that count tickets on the day they were closed
ENDS: Final = {"won": "赢单", "lost": "输单"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what, details, whose."""

    title: str
    detail: str
    who: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question with what is needed to find its records."""

    session: Session
    scope: Scope
    asked: Question
    tz: tzinfo

    def rows(self, statement: Any) -> Any:
        """The statement narrowed to what the figure counts, with the person joined to it."""
        measure, filters = measure_of(self.asked.measure), dict(self.asked.filters)
        product = filters.pop("product", "") if measure.products == "lines" else ""
        narrow = rules(replace(self.asked, filters=filters), measure, self.scope, self.tz)
        if product:
            sold = OrderLine.name.contains(product, autoescape=True)
            narrow.append(exists().where(OrderLine.order_id == measure.model.id, sold))
        whole = statement.outerjoin(User, User.id == measure.whose).where(*narrow)
        return self.session.execute(whole.limit(MOST))

    def when(self, moment: datetime, grain: str = "minute") -> str:
        """The hour; over several days the date before it."""
        local = moment.astimezone(self.tz)
        hour = "" if grain == "day" else f"{local:%H:%M}"
        if self.asked.first == self.asked.last:
            return hour
        return f"{local.month}月{local.day}日 {hour}".strip()


def records(session: Session, scope: Scope, asked: Question, tz: tzinfo) -> list[Row]:
    """The first 200 records that the figure counts. Raises Refused for a measure that there is not."""
    measure_of(asked.measure)
    return _LISTS[asked.measure](Wanted(session, scope, asked, tz))


def _with_customer(model: Any, *more: Any) -> Select[Any]:
    named = select(model, Customer.name, User.name, *more).select_from(model)
    return named.outerjoin(Customer, Customer.id == model.customer_id)


def _customers(wanted: Wanted) -> list[Row]:
    newest = select(Customer, User.name).order_by(Customer.id.desc())
    return [
        Row(c.name, facts(c.level and f"{c.level}级", c.industry, c.region), owner or "公海")
        for c, owner in wanted.rows(newest)
    ]


def _talks(wanted: Wanted) -> list[Row]:
    newest = (
        _with_customer(Interaction, Contact.name)
        .outerjoin(Contact, Contact.id == Interaction.contact_id)
        .order_by(Interaction.happened_at.desc(), Interaction.id.desc())
    )
    found = []
    for record, customer, user, contact in wanted.rows(newest):
        hour = wanted.when(record.happened_at, record.happened_grain)
        late = "补录" if record.backfilled else ""
        detail = facts(hour, CHANNELS.get(record.channel or "", record.channel), contact, late)
        found.append(Row(customer or UNSEEN, detail, user, record.content))
    return found


def _typed(wanted: Wanted) -> list[Row]:
    """Newest first by when they were typed, with the day they are about."""
    newest = _with_customer(Interaction).order_by(Interaction.id.desc())
    found = []
    for record, customer, user in wanted.rows(newest):
        about = days.today(record.happened_at, wanted.tz)
        when = say.day(about, days.today(record.created_at, wanted.tz))
        found.append(Row(customer or UNSEEN, f"{when}的跟进", user, record.content))
    return found


def _met(wanted: Wanted) -> list[Row]:
    times = func.count(Interaction.id)
    busiest = (
        select(Customer.name, times, func.min(User.name), func.max(User.name))
        .select_from(Interaction)
        .outerjoin(Customer, Customer.id == Interaction.customer_id)
        .group_by(Interaction.customer_id, Customer.name)
        .order_by(times.desc(), Interaction.customer_id)
    )
    what = "拜访" if wanted.asked.measure == "visited" else "跟进"
    return [
        Row(name or UNSEEN, f"{what}{n}次", first if first == last else f"{first}、{last}")
        for name, n, first, last in wanted.rows(busiest)
    ]


def _deals(wanted: Wanted) -> list[Row]:
    largest = _with_customer(Opportunity).order_by(Opportunity.amount.desc().nulls_last(), Opportunity.id)
    return [
        Row(customer or UNSEEN, deal_facts(deal, wanted.tz), owner or "公海")
        for deal, customer, owner in wanted.rows(largest)
    ]


def deal_facts(deal: Opportunity, tz: tzinfo) -> str:
    """`扩容 · 方案报价 · 12万元`; of one that has ended when, how, and after how many days."""
    ended = ""
    if deal.closed_at is not None:
        day, took = days.today(deal.closed_at, tz), (deal.closed_at - deal.created_at).days
        ended = f"{day.month}月{day.day}日{ENDS.get(deal.status, '')}，历时{took}天"
    return facts(deal.title, ended or deal.stage, _money(deal.amount))


def _orders(wanted: Wanted) -> list[Row]:
    largest = _with_customer(Order).order_by(Order.amount.desc(), Order.id)
    return [
        Row(customer or UNSEEN, facts(_day(o.signed_on, wanted), o.number, _money(o.amount)), owner)
        for o, customer, owner in wanted.rows(largest)
    ]


def _payments(wanted: Wanted) -> list[Row]:
    largest = _with_customer(Payment).order_by(Payment.amount.desc(), Payment.id)
    return [
        Row(name or UNSEEN, facts(_day(p.paid_on, wanted), _money(p.amount), p.note), user)
        for p, name, user in wanted.rows(largest)
    ]


def _tasks(wanted: Wanted) -> list[Row]:
    newest = _with_customer(Task).order_by(Task.done_at.desc(), Task.id.desc())
    return [
        Row(task.title, facts(customer, task.done_at and wanted.when(task.done_at)), user)
        for task, customer, user in wanted.rows(newest)
    ]


def _tickets(wanted: Wanted) -> list[Row]:
    newest = _with_customer(Ticket).order_by(Ticket.created_at.desc(), Ticket.id.desc())
    found = []
    for ticket, customer, user in wanted.rows(newest):
        at = ticket.closed_at if wanted.asked.measure in BY_END else ticket.created_at
        score = f"{ticket.satisfaction}分" if ticket.satisfaction is not None else ""
        what = facts(
            wanted.when(at), ticket.number, TYPES.get(ticket.type or ""), STATES[ticket.status], score
        )
        found.append(
            Row(customer or UNSEEN, what, user, " ".join(filter(None, (ticket.product, ticket.content))))
        )
    return found


def _alarms(wanted: Wanted) -> list[Row]:
    newest = _with_customer(ChurnAlarm).order_by(ChurnAlarm.told_at.desc(), ChurnAlarm.id.desc())
    return [
        Row(
            customer or UNSEEN,
            facts(wanted.when(alarm.told_at), alarm.level, VERDICTS.get(alarm.verdict or "")),
            user,
        )
        for alarm, customer, user in wanted.rows(newest)
    ]


def _day(day: Any, wanted: Wanted) -> str:
    return "" if wanted.asked.first == wanted.asked.last else f"{day.month}月{day.day}日"


def _money(amount: Any) -> str:
    return "没说金额" if amount is None else saying.money(amount)


def facts(*said: str | None) -> str:
    return " · ".join(fact for fact in said if fact)


_LISTS: Final[Mapping[str, Callable[[Wanted], list[Row]]]] = {
    "customers": _customers,
    "interactions": _talks,
    "visits": _talks,
    "followed": _met,
    "visited": _met,
    "written": _typed,
    "backfilled": _typed,
    "opportunities": _deals,
    "opportunity_amount": _deals,
    "win_rate": _deals,
    "cycle_days": _deals,
    "revenue": _orders,
    "orders": _orders,
    "payments": _payments,
    "tasks_done": _tasks,
    **dict.fromkeys(("tickets", "complaints", "repairs", "response_hours", *BY_END), _tickets),
    "churn": _alarms,
    "churn_precision": _alarms,
}
