"""A question about figures, and the one statement that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Date, Select, and_, literal_column, null, or_, select
from sqlalchemy.orm import Session

from crm import days
from crm.company import regions
from crm.errors import Refused
from crm.figures import buckets, stored
from crm.figures.measures import BY_KEY, Measure
from crm.people.team import of_team
from models.customers import Customer
from models.people import Department, User
from models.scope import Scope
from models.selling import OrderLine

Number = Decimal | int | float
Whose = Literal["all", "me"] | int
UNNAMED: Final = {"user": "公海", "team": "无部门"}
OPEN: Final = "未填"

DIMENSIONS: Final[Mapping[str, str]] = {
    "user": "人",
    "team": "部门",
    "region": "区域",
    "industry": "行业",
    "level": "级别",
    "customer": "客户",
    "source": "来源",
    "product": "产品",
    "stage": "阶段",
    "day": "日",
    "week": "周",
    "month": "月",
    "quarter": "季度",
}
_RECORDS: Final[Mapping[str, Any]] = {"user": User.id, "team": Department.id, "customer": Customer.id}
"""Dimensions whose labels are names of records, and what tells those apart."""
_OF_CUSTOMER: Final[Mapping[str, Any]] = {
    "region": Customer.region,
    "industry": Customer.industry,
    "level": Customer.level,
    "source": Customer.origin,
}


NO_RECORDS: Final[Mapping[str, str]] = {
    "satisfaction": "满意度问卷还没上线，没有客户在问卷上打的分。可以问「本月工单满意度」「满意度怎么样」。",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A measure over the days from `first` to `last`, both inclusive, split `by` dimensions.

    `whose`: the people it is about: everybody the session's scope covers, the one who asks ("me"), or one
    user's id. `filters`: region, industry, level, source, product (words) and customer (its id).
    `until`: only what had been entered by then counts, so that a report made again says what it said.
    `days`: of the range these days alone; none: all of them.
    """

    measure: str
    first: date
    last: date
    whose: Whose = "all"
    by: tuple[str, ...] = ()
    filters: Mapping[str, Any] = field(default_factory=dict)
    until: datetime | None = None
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an answer. `value` is None where there is nothing to divide by.

    `ids`: beside each label the record it names, where it names one: two people may have one name.
    """

    labels: tuple[str, ...]
    top: Number
    bottom: Number | None
    ids: tuple[int | None, ...] = ()

    @property
    def value(self) -> Number | None:
        if self.bottom is None:
            return self.top
        return None if not self.bottom else float(self.top) / float(self.bottom)


def answer(session: Session, asked: Question, tz: tzinfo) -> list[Row]:
    """The rows of the answer, the largest first, along a calendar in its order; without dimensions one row.

    Raises Refused, in words, where the measure cannot be split or filtered so.
    """
    measure = measure_of(asked.measure)
    scope: Scope = session.info["scope"]
    everybody = asked.whose == "all" and scope.kind == "all"
    statement = stored.statement(
        session, asked, measure, lambda column: _of(asked.whose, column, scope), tz, everybody
    )
    if statement is None:
        sqlite = session.get_bind().dialect.name == "sqlite"
        statement = _statement(asked, measure, scope, tz, sqlite)
    found = session.execute(statement)
    split = len(asked.by)
    rows = [
        Row(
            tuple(_label(name, value) for name, value in zip(asked.by, row[:split], strict=True)),
            _number(measure, row[2 * split]),
            _number(measure, row[2 * split + 1]) if measure.bottom else None,
            tuple(row[split : 2 * split]),
        )
        for row in found
    ]
    along_time = [name in buckets.GRAINS for name in asked.by]

    def order(row: Row) -> Any:
        times = tuple(label for label, is_time in zip(row.labels, along_time, strict=True) if is_time)
        return times, -float(row.value or 0), row.labels

    return sorted(rows, key=order)


def total(session: Session, asked: Question, tz: tzinfo) -> Row:
    """The same question, not split. Not the sum of the rows: a customer two people met is one customer."""
    return answer(session, replace(asked, by=()), tz)[0]


def measure_of(key: str) -> Measure:
    """Raises Refused for one that there are no records for."""
    if key not in BY_KEY:
        raise Refused(NO_RECORDS.get(key, "这个指标还没有记录可以算。"))
    return BY_KEY[key]


def _statement(asked: Question, measure: Measure, scope: Scope, tz: tzinfo, sqlite: bool) -> Select[Any]:
    place = asked.filters.get("region")
    if place:
        asked = replace(asked, filters={name: of for name, of in asked.filters.items() if name != "region"})
    wanted = {*asked.by, *asked.filters}
    lines = "product" in wanted and measure.products == "lines"
    keys = [_dimension(name, asked, measure, tz, sqlite) for name in asked.by]
    keys += [_RECORDS.get(name, null()) for name in asked.by]
    figures = [measure.top(lines, sqlite)]
    if measure.bottom:
        figures.append(measure.bottom(lines, sqlite))
    statement = select(*(key.label(f"k{n}") for n, key in enumerate(keys)), *figures)
    statement = statement.select_from(measure.model)
    if lines:
        statement = statement.outerjoin(OrderLine, OrderLine.order_id == measure.model.id)
    of_customer = wanted & _OF_CUSTOMER.keys() or "customer" in asked.by
    if of_customer and measure.model is not Customer:
        statement = statement.outerjoin(Customer, Customer.id == measure.customer)
    if place:
        there = regions.customers(str(place))
        statement = statement.join(there, there.c.id == measure.customer)
    if wanted & {"user", "team"}:
        statement = statement.outerjoin(User, User.id == measure.whose)
    if "team" in wanted:
        statement = statement.outerjoin(Department, Department.id == User.department_id)
    by_place: list[Any] = [
        literal_column(str(n)) for n, _ in enumerate(keys, 1)
    ]  # PostgreSQL: bound values differ
    return statement.where(*rules(asked, measure, scope, tz)).group_by(*by_place)


def rules(asked: Question, measure: Measure, scope: Scope, tz: tzinfo) -> list[ColumnElement[bool]]:
    """Which records count. The list behind a figure is made of the same."""
    found = [*measure.where, _of(asked.whose, measure.whose, scope), _within(measure, asked, tz)]
    if asked.until is not None:
        known = measure.model.created_at if measure.known is None else measure.known
        found.append(known <= asked.until)
    found += [_filter(name, value, measure) for name, value in asked.filters.items()]
    return found


def _of(whose: Whose, column: Any, scope: Scope) -> ColumnElement[bool]:
    if whose == "all":
        return of_team(column, scope)
    return column == (scope.user_id if whose == "me" else whose)  # type: ignore[no-any-return]


def _within(measure: Measure, asked: Question, tz: tzinfo) -> ColumnElement[bool]:
    if asked.days:
        alone = (replace(asked, first=day, last=day, days=()) for day in asked.days)
        # The span of them all beside the single days: by it an index of people and moments is of use.
        span = replace(asked, first=min(asked.days), last=max(asked.days), days=())
        return and_(_within(measure, span, tz), or_(*(_within(measure, one, tz) for one in alone)))
    if isinstance(measure.when.type, Date):
        return and_(measure.when >= asked.first, measure.when <= asked.last)
    return and_(
        measure.when >= days.starts(asked.first, tz),
        measure.when < days.ends(asked.last, tz),
    )


def _filter(name: str, value: Any, measure: Measure) -> Any:
    if name == "customer":
        return measure.customer == value
    if name == "product":
        return _product(measure).contains(value, autoescape=True)
    if name == "level":
        return Customer.level == value
    if name == "region":
        return regions.within(str(value))
    if name in _OF_CUSTOMER:
        return _OF_CUSTOMER[name].contains(value, autoescape=True)
    raise Refused(f"还不能按「{name}」筛选。")


def _dimension(name: str, asked: Question, measure: Measure, tz: tzinfo, sqlite: bool) -> Any:
    if name in buckets.GRAINS:
        day = buckets.day_of(measure.when, asked.first, asked.last, tz, sqlite)
        return buckets.bucket(day, name, sqlite)
    if name in _OF_CUSTOMER:
        return _OF_CUSTOMER[name]
    match name:
        case "customer":
            return Customer.name
        case "user":
            return User.name
        case "team":
            return Department.name
        case "product":
            return _product(measure)
        case "stage" if measure.stage is not None:
            return measure.stage
    raise Refused(f"{measure.name}不能按{DIMENSIONS.get(name, name)}分开看。")


def _product(measure: Measure) -> Any:
    if measure.products == "lines":
        return OrderLine.name
    if measure.products == "own":
        return measure.model.product
    raise Refused(f"{measure.name}记录里没有产品，不能按产品看。")


def _label(name: str, value: Any) -> str:
    return str(value) if value not in (None, "") else UNNAMED.get(name, OPEN)


def _number(measure: Measure, value: Any) -> Number:
    if value is None:
        return Decimal("0.00") if measure.money else 0
    return value  # type: ignore[no-any-return]
