"""周报, 月报: the key figures of a period beside the one before and the year before, rankings, 记录之星."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from crm.figures import anomalies, periods, saying
from crm.figures.anomalies import Odd
from crm.figures.funnel import Step, funnel
from crm.figures.measures import BY_KEY, Measure
from crm.figures.plot import Item, Plot
from crm.figures.questions import Number, Question, Row, answer, total
from crm.people.team import name_of, of_team
from models.deals import Opportunity
from models.scope import Scope

KEYS = ("revenue", "payments", "orders", "opportunity_amount", "customers", "interactions", "win_rate")
RANKED = ("revenue", "interactions")
NAMES = {"weekly": "周报", "monthly": "月报"}
MOST_RANKED = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One figure with what it stands beside."""

    measure: Measure
    value: Number | None
    before: Number | None
    year_ago: Number | None

    def said(self) -> str:
        return saying.number(self.measure, self.value)

    def beside(self) -> str:
        """`比上期+12%，比去年+3%`, as far as there was something then."""
        found = [("比上期", self.before), ("比去年", self.year_ago)]
        return "，".join(
            f"{name}{saying.change(self.measure, self.value, then)}" for name, then in found if then
        )


@dataclass(frozen=True, slots=True)
class Periodic:
    """One period of a team."""

    kind: str
    first: date
    last: date
    team: str
    lines: tuple[Line, ...]
    rankings: tuple[tuple[Measure, tuple[Row, ...]], ...]
    steps: tuple[Step, ...]
    odd: tuple[Odd, ...]

    def __bool__(self) -> bool:
        return any(line.value for line in self.lines)

    @property
    def led(self) -> tuple[str, ...]:
        """The figures that the headline says."""
        keys = [line.measure.key for line in self.lines]
        return ("revenue",) if "revenue" in keys else ()

    @property
    def star(self) -> str | None:
        """记录之星: who wrote down most; None where nobody did."""
        rows = next(rows for measure, rows in self.rankings if measure.key == "interactions")
        return f"{rows[0].labels[0]}（{rows[0].top}次）" if rows and rows[0].top else None

    def notes(self) -> list[str]:
        """What is out of the ordinary, in a line each."""
        return [anomalies.said(odd, "") for odd in self.odd]

    def title(self) -> str:
        span = f"{self.first.month}月{self.first.day}日–{self.last.month}月{self.last.day}日"
        return f"{self.team} {NAMES[self.kind]} {span}"

    def headline(self) -> str:
        """The conclusion: what was sold and what that means, and who led."""
        first_line = next((line for line in self.lines if line.measure.key in self.led), None)
        if first_line is None:
            return "、".join(f"{line.measure.name}{line.said()}" for line in self.lines[:2])
        said = f"销售额{first_line.said()}"
        beside = first_line.beside()
        led = next(rows for measure, rows in self.rankings if measure.key == "revenue")
        first = f"，{led[0].labels[0]}最多" if len(led) > 1 and led[0].top else ""
        return said + (f"（{beside}）" if beside else "") + first


def report(
    session: Session,
    scope: Scope,
    kind: str,
    first: date,
    last: date,
    tz: tzinfo,
    until: datetime,
    keys: Sequence[str] = (),
) -> Periodic:
    """The report of the people the session's scope covers, as it was known at `until`.

    `keys`: the figures wished for, in their order; none: the usual ones.
    """
    lines = []
    for key in keys or KEYS:
        asked = Question(key, first, last, until=until)
        spans = (periods.before(first, last), periods.year_ago(first, last))
        then = [total(session, replace(asked, first=a, last=b), tz).value for a, b in spans]
        lines.append(Line(BY_KEY[key], total(session, asked, tz).value, *then))
    rankings = tuple(
        (BY_KEY[key], tuple(answer(session, Question(key, first, last, by=("user",), until=until), tz)))
        for key in RANKED
    )
    steps = funnel(session, of_team(Opportunity.owner_id, scope), until)
    odd = tuple(anomalies.find(session, first, last, tz, until))
    return Periodic(kind, first, last, name_of(session, scope), tuple(lines), rankings, tuple(steps), odd)


def last_week(today: date) -> tuple[date, date]:
    """Monday to Sunday of the week before."""
    monday = today - timedelta(days=today.weekday() + 7)
    return monday, monday + timedelta(days=6)


def last_month(today: date) -> tuple[date, date]:
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def ranking_plot(measure: Measure, rows: Sequence[Row], title: str) -> Plot:
    items = tuple(
        Item(row.labels[0], float(row.value or 0), saying.number(measure, row.value))
        for row in rows[:MOST_RANKED]
    )
    return Plot("bars", title, items, f"口径：{measure.definition}")
