"""到期事项: what a customer holds until a day (policy, contract, deposit), and the task before that day."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import days, money
from crm.company import company
from crm.people.team import of_team
from crm.tasks import tasks
from models.campaigns import Holding
from models.customers import Customer
from models.people import User
from models.work import Task
from zh import calendar

Kind = Literal["policy", "contract", "deposit", "other"]

TASK_KIND: Final = "renewal"
BATCH: Final = 200  # tasks of one transaction
MOST: Final = 500  # of one list
SOON: Final = timedelta(days=60)
VERBS: Final[dict[Kind, str]] = {"policy": "续保", "contract": "续签", "deposit": "转存", "other": "续期"}
_KINDS: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("policy", re.compile("保单|险")),
    ("contract", re.compile("合同|协议|租约|租赁")),
    ("deposit", re.compile("存单|存款|定期|定存|理财|基金|信托|国债")),
)


def kind(name: str) -> Kind:
    """What sort of thing it is: how long before the end one has to begin follows from it."""
    return next((found for found, pattern in _KINDS if pattern.search(name)), "other")


def lead(session: Session, name: str) -> timedelta:
    """How long before its end the task comes."""
    return timedelta(days=company.value(session, f"lead_{kind(name)}"))


def label(one: Holding) -> str:
    """`保单 PA123 100万元`."""
    amount = money.yuan(one.amount) if one.amount is not None else None
    return " ".join(filter(None, (one.name, one.number, amount)))


def until(one: Holding) -> str:
    """`PA123 100万元 2027年3月5日`: beside its name."""
    day = f"{one.ends_on.year}年{one.ends_on.month}月{one.ends_on.day}日"
    return f"{label(one).removeprefix(one.name)} {day}".strip()


def of(session: Session, customer_id: int) -> list[Holding]:
    """What one customer holds, what ends first leading."""
    wanted = select(Holding).where(Holding.customer_id == customer_id)
    return list(session.scalars(wanted.order_by(Holding.ends_on, Holding.id).limit(MOST)))


def named(found: Sequence[Holding], name: str, number: str = "") -> list[Holding]:
    """Those of them that are meant: by number, else by name, else by their sort."""
    if number:
        return [one for one in found if (one.number or "").casefold() == number.casefold()]
    exact = [one for one in found if one.name == name]
    return exact or [one for one in found if kind(one.name) == kind(name) != "other" or name in one.name]


def add(
    session: Session,
    customer: Customer,
    name: str,
    ends_on: date,
    now: datetime,
    *,
    number: str = "",
    amount: Decimal | None = None,
) -> Holding:
    made = Holding(
        customer_id=customer.id,
        name=name[:64],
        number=number[:64] or None,
        amount=amount,
        ends_on=ends_on,
        created_at=now,
        source=session.info["set_id"],
    )
    session.add(made)
    return made


def move(session: Session, one: Holding, ends_on: date, now: datetime, *, done: bool) -> Task | None:
    """Another end: renewed (what there was to do is done) or set right (it is off). The task that ended."""
    one.ends_on = ends_on
    task = session.get(Task, one.task_id) if one.task_id else None
    one.task_id = None
    return _settle(task, now, done)


def remove(session: Session, one: Holding, now: datetime) -> Task | None:
    """It is held no longer; its task is off."""
    one.deleted_at = now
    return _settle(session.get(Task, one.task_id) if one.task_id else None, now, False)


def called_off(session: Session, tasks_: Iterable[Task]) -> None:
    """These were called off with their customer: whoever has it next is to get their own."""
    ids = sorted(task.id for task in tasks_ if task.kind == TASK_KIND)
    if ids:
        waiting = select(Holding).where(Holding.task_id.in_(ids))
        for one in session.scalars(waiting, execution_options={"unscoped": True}):
            one.task_id = None


def _settle(task: Task | None, now: datetime, done: bool) -> Task | None:
    if task is None or task.status != "open":
        return None
    if done:
        tasks.finish(task, now)
    else:
        tasks.cancel(task)
    return task


def longer(day: date, months: int) -> date:
    """So many months later, the month's last day where it is shorter."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Ending:
    """A holding with the names around it."""

    holding: Holding
    customer: str
    owner: str


def ending(session: Session, first: date | None, last: date) -> list[Ending]:
    """What of my people's customers ends in those days, both included; the first to end leads."""
    wanted = (
        select(Holding, Customer.name, User.name)
        .join(Customer, Customer.id == Holding.customer_id)
        .outerjoin(User, User.id == Customer.owner_id)
        .where(Holding.ends_on <= last, of_team(Customer.owner_id, session.info["scope"]))
        .order_by(Holding.ends_on, Holding.id)
    )
    if first is not None:
        wanted = wanted.where(Holding.ends_on >= first)
    return [
        Ending(one, customer, owner or "公海") for one, customer, owner in session.execute(wanted.limit(MOST))
    ]


def make_tasks(session: Session, now: datetime, tz: tzinfo) -> int:
    """The next tasks that are to be made, each once for an end; how many. To be called until it says 0.

    For the owner of the customer; in the pool there is nobody whose it would be.
    """
    today = days.today(now, tz)
    settings = company.values(session)
    leads = {sort: timedelta(days=settings[f"lead_{sort}"]) for sort in VERBS}
    wanted = (
        select(Holding, Customer)
        .join(Customer, Customer.id == Holding.customer_id)
        .join(User, User.id == Customer.owner_id)
        .where(Holding.task_id.is_(None), User.status == "active")
        .where(Holding.ends_on >= today, Holding.ends_on <= today + max(leads.values()))
        .order_by(Holding.ends_on, Holding.id)
        .with_for_update(skip_locked=True, of=Holding)
    )
    made = 0
    for one, customer in session.execute(wanted):
        if one.ends_on - leads[kind(one.name)] > today:
            continue
        _make(session, one, customer, now, tz)
        made += 1
        if made == BATCH:
            break
    return made


def _make(session: Session, one: Holding, customer: Customer, now: datetime, tz: tzinfo) -> None:
    today = days.today(now, tz)
    day = today if calendar.is_workday(today) else min(calendar.add_workdays(today, 1), one.ends_on)
    assert customer.owner_id is not None
    title = f"{VERBS[kind(one.name)]}{customer.name}：{label(one)} {_day(one.ends_on, today)}到期"
    due = tasks.Due.on(day, tz)
    task = tasks.create(session, customer.owner_id, title, due, now, tz, customer=customer, kind=TASK_KIND)
    session.flush()
    one.task_id = task.id


def _day(day: date, today: date) -> str:
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日"
