"""A thousand random questions: what SQL counts, a plain loop over the records counts too."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.errors import Refused
from crm.figures.measures import ALL
from crm.figures.questions import DIMENSIONS, Question, answer, total
from models import tables
from models.database import Database
from models.scope import SYSTEM, Scope
from tests.conftest import TZ
from tests.crm.figures.conftest import DAYS, NOW, PRODUCTS, Company, day

QUESTIONS = 340  # of each of three people, on each of two databases


REGIONS_OF = {"深圳": ("深圳",), "华东": ("杭州", "上海")}
KNOWN = {"tasks_done": "done_at", "response_hours": "responded_at"} | dict.fromkeys(
    ("win_rate", "cycle_days", "closing_hours", "ticket_score"), "closed_at"
)
"""Of records that change: when what is counted came to be known."""


class Books:
    """Everything in memory, to be counted without SQL."""

    def __init__(self, session: Session) -> None:
        self.customers = {c.id: c for c in session.scalars(select(tables.Customer))}
        self.users = {u.id: u for u in session.scalars(select(tables.User))}
        self.teams = {d.id: d for d in session.scalars(select(tables.Department))}
        self.orders = list(session.scalars(select(tables.Order)))
        self.payments = list(session.scalars(select(tables.Payment)))
        self.talks = list(session.scalars(select(tables.Interaction)))
        self.deals = list(session.scalars(select(tables.Opportunity)))
        self.tasks = list(session.scalars(select(tables.Task)))
        self.tickets = list(session.scalars(select(tables.Ticket)))
        self.alarms = list(session.scalars(select(tables.ChurnAlarm)))
        self.lines: dict[int, list[Any]] = defaultdict(list)
        for line in session.scalars(select(tables.OrderLine)):
            self.lines[line.order_id].append(line)

    def events(self, measure: str) -> Iterable[tuple[Any, Any, int | None, int]]:
        """Record, day or moment, whose, customer: of everything that the measure counts."""
        match measure:
            case "revenue" | "orders":
                return [
                    (o, o.signed_on, o.owner_id, o.customer_id)
                    for o in self.orders
                    if o.status != "cancelled"
                ]
            case "payments":
                return [(p, p.paid_on, p.user_id, p.customer_id) for p in self.payments]
            case "customers":
                return [(c, c.created_at, c.owner_id, c.id) for c in self.customers.values()]
            case "interactions" | "followed" | "visits" | "visited":
                all_of_them = measure not in ("visits", "visited")
                found = [i for i in self.talks if all_of_them or i.channel == "visit"]
                return [(i, i.happened_at, i.user_id, i.customer_id) for i in found]
            case "written" | "backfilled":
                found = [i for i in self.talks if measure == "written" or i.backfilled]
                return [(i, i.created_at, i.user_id, i.customer_id) for i in found]
            case "opportunities" | "opportunity_amount":
                return [(o, o.created_at, o.owner_id, o.customer_id) for o in self.deals]
            case "win_rate" | "cycle_days":
                wanted = ("won", "lost") if measure == "win_rate" else ("won",)
                return [(o, o.closed_at, o.owner_id, o.customer_id) for o in self.deals if o.status in wanted]
            case "tasks_done":
                found_ = [t for t in self.tasks if t.status == "done"]
                return [(t, t.done_at, t.assignee_id, t.customer_id or 0) for t in found_]
            case "tickets" | "complaints" | "repairs" | "response_hours":
                type_ = {"complaints": "complaint", "repairs": "repair"}.get(measure)
                cases = [t for t in self.tickets if type_ in (None, t.type)]
                if measure == "response_hours":
                    cases = [t for t in cases if t.responded_at is not None]
                return [(t, t.created_at, t.assignee_id, t.customer_id) for t in cases]
            case "closing_hours" | "ticket_score":
                cases = [t for t in self.tickets if t.status == "closed"]
                if measure == "ticket_score":
                    cases = [t for t in cases if t.satisfaction is not None]
                return [(t, t.closed_at, t.assignee_id, t.customer_id) for t in cases]
            case "churn" | "churn_precision":
                said = (
                    ("right", "wrong") if measure == "churn_precision" else (None, "right", "wrong", "unsure")
                )
                return [(a, a.told_at, a.owner_id, a.customer_id) for a in self.alarms if a.verdict in said]
        raise AssertionError(measure)


def value_of(measure: str, found: list[tuple[Any, Any, str | None]]) -> Any:
    """The figure of these (record, line, product)."""
    records = {id(record): record for record, _, _ in found}.values()
    match measure:
        case "revenue":
            return sum((line.amount if line else o.amount for o, line, _ in found), Decimal())
        case "payments":
            return sum((p.amount for p in records), Decimal())
        case "opportunity_amount":
            return sum((o.amount or Decimal() for o in records), Decimal())
        case "followed" | "visited":
            return len({i.customer_id for i in records})
        case "win_rate":
            return 100 * sum(o.status == "won" for o in records) / len(records) if records else None
        case "cycle_days":
            spent = [(o.closed_at - o.created_at) / timedelta(days=1) for o in records]
            return sum(spent) / len(spent) if spent else None
        case "response_hours" | "closing_hours":
            ends = "responded_at" if measure == "response_hours" else "closed_at"
            waited = [(getattr(t, ends) - t.created_at) / timedelta(hours=1) for t in records]
            return sum(waited) / len(waited) if waited else None
        case "ticket_score":
            return sum(t.satisfaction for t in records) / len(records) if records else None
        case "churn_precision":
            right = sum(a.verdict == "right" for a in records)
            return 100 * right / len(records) if records else None
    return len(records)


def recount(
    books: Books, asked: Question, in_team: Callable[[int | None], bool]
) -> dict[tuple[str, ...], Any]:
    groups: dict[tuple[str, ...], list[tuple[Any, Any, str | None]]] = defaultdict(list)
    split_lines = asked.measure in ("revenue", "orders") and "product" in {*asked.by, *asked.filters}
    for record, when, whose, customer_id in books.events(asked.measure):
        local = when if not isinstance(when, datetime) else when.astimezone(TZ).date()
        if not (asked.first <= local <= asked.last and in_team(whose)):
            continue
        known = getattr(record, KNOWN.get(asked.measure, "created_at"))
        if asked.until is not None and known > asked.until:
            continue
        for line in (books.lines[record.id] or [None]) if split_lines else [None]:
            product = line.name if line else getattr(record, "product", None)
            customer = books.customers.get(customer_id)
            if not fits(asked.filters, customer, product):
                continue
            labels = tuple(label(books, name, local, whose, customer, product, record) for name in asked.by)
            groups[labels].append((record, line, product))
    return {labels: value_of(asked.measure, found) for labels, found in groups.items()}


def fits(filters: Any, customer: Any, product: str | None) -> bool:
    columns = {"industry": "industry", "level": "level", "source": "origin"}
    for name, wanted in filters.items():
        if name == "product":
            if wanted not in (product or ""):
                return False
        elif name == "customer":
            if customer is None or customer.id != wanted:
                return False
        elif name == "region":
            if getattr(customer, "region", None) not in REGIONS_OF[wanted]:
                return False
        elif wanted not in (getattr(customer, columns[name], None) or ""):
            return False
    return True


def label(
    books: Books, name: str, local: date, whose: int | None, customer: Any, product: str | None, record: Any
) -> str:
    user = books.users.get(whose or 0)
    match name:
        case "day":
            return local.isoformat()
        case "week":
            return (local - timedelta(days=local.weekday())).isoformat()
        case "month":
            return local.replace(day=1).isoformat()
        case "quarter":
            return local.replace(day=1, month=(local.month - 1) // 3 * 3 + 1).isoformat()
        case "user":
            return user.name if user else "公海"
        case "team":
            return books.teams[user.department_id].name if user and user.department_id else "无部门"
        case "product":
            return product or "未填"
        case "stage":
            return str(record.stage)
        case "customer":
            return customer.name if customer else "未填"
    column = "origin" if name == "source" else name
    return getattr(customer, column, None) or "未填"


def random_question(dice: random.Random, company: Company, customers: list[int]) -> Question:
    whose: Any = dice.choice(("all", "all", "me", company.rep))
    first, last = sorted((day(dice), day(dice)))
    options = {"region": dice.choice(("深圳", "华东")), "industry": "制造", "level": "A", "source": "展会",
               "product": dice.choice(PRODUCTS), "customer": dice.choice(customers)}  # fmt: skip
    filters = {name: options[name] for name in dice.sample(list(options), dice.choice((0, 0, 1, 2)))}
    by = tuple(dice.sample(list(DIMENSIONS), dice.choice((0, 1, 1, 2))))
    until = dice.choice((None, None, None, NOW - timedelta(days=dice.randrange(DAYS))))
    return Question(dice.choice(ALL).key, first, last, whose, by, filters, until)


def near(value: Any) -> Any:
    return pytest.approx(float(value), abs=1e-6) if value is not None else None


def scopes(company: Company) -> tuple[Scope, ...]:
    team = Scope(company.manager, "team", company.paths)
    return Scope(company.rep, "own"), team, Scope(company.admin, "all")


def test_every_figure_is_what_a_recount_says(database: Database, company: Company) -> None:
    dice = random.Random(5)
    asked_for: set[str] = set()
    for scope in scopes(company):
        with database.read(scope, NOW) as session:
            books = Books(session)
            answered = 0
            while answered < QUESTIONS:
                asked = random_question(dice, company, sorted(books.customers))
                try:
                    rows = answer(session, asked, TZ)
                except Refused:
                    continue
                answered += 1
                asked_for |= {asked.measure, *asked.by, *asked.filters}
                found = {row.labels: None if row.value is None else float(row.value) for row in rows}
                expected = recount(books, asked, members(books, asked, scope))
                if not asked.by:
                    expected = expected or {(): value_of(asked.measure, [])}
                    assert total(session, asked, TZ).value == rows[0].value
                assert found == {labels: near(value) for labels, value in expected.items()}, asked
    assert asked_for >= {measure.key for measure in ALL} | set(DIMENSIONS)


def members(books: Books, asked: Question, scope: Scope) -> Callable[[int | None], bool]:
    if asked.whose != "all":
        wanted = scope.user_id if asked.whose == "me" else asked.whose
        return lambda user_id: user_id == wanted
    if scope.kind == "all":
        return lambda _: True
    ids = {scope.user_id}
    if scope.kind == "team":
        ids |= {u.id for u in books.users.values() if u.department_id == 2}
    return lambda user_id: user_id in ids


def test_money_comes_back_exact(database: Database, company: Company) -> None:
    with database.read(SYSTEM, NOW) as session:
        books = Books(session)
        asked = Question("revenue", date(2025, 1, 1), date(2026, 12, 31))
        expected = sum((o.amount for o in books.orders if o.status != "cancelled"), Decimal())
        assert total(session, asked, TZ).value == expected
        assert isinstance(total(session, asked, TZ).value, Decimal)


def test_what_cannot_be_split_so_is_said(database: Database, company: Company) -> None:
    asked = Question("payments", date(2026, 1, 1), date(2026, 12, 31), by=("product",))
    with database.read(SYSTEM, NOW) as session, pytest.raises(Refused, match="产品"):
        answer(session, asked, TZ)
