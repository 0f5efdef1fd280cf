"""The page behind an answer in figures: what it was, other ways to split it, the records it counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Final

from flask import render_template
from markupsafe import Markup
from sqlalchemy.orm import Session

from crm import days
from crm.drawing import plots
from crm.errors import Refused
from crm.figures import asking, lists, periods, saying
from crm.figures.measures import BY_KEY
from crm.figures.plot import Item, Plot
from crm.figures.questions import DIMENSIONS, Question, Row, answer, total
from crm.links import LinkBroken, Page
from crm.people.team import name_of
from models.customers import Customer
from models.database import Database
from models.people import User
from models.scope import Scope

MOST: Final = 100  # rows of a split
MOST_BARS: Final = 12
ALONG_TIME: Final = frozenset({"day", "week", "month", "quarter"})
Sign = Callable[[Question], str]
"""Makes the address of a question's list, for the same reader and no longer than the page's own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the split: its name, its figure, its share or "", the link to its records or ""."""

    name: str
    said: str
    share: str
    link: str


def show(
    db: Database, tz: tzinfo, page: Page, scope: Scope, now: datetime, about: str, by: str, sign: Sign
) -> str:
    """Within the reader's scope; `by`: another way to split it, `sign` makes links for the same reader."""
    asked = _asked(page)
    if by in DIMENSIONS:
        asked = replace(asked, by=(by,))
    measure, today = BY_KEY[asked.measure], days.today(now, tz)
    with db.read(scope, now) as session:
        people = about or _people(session, asked, scope)
        filters = _filters(session, asked)
        whole = total(session, asked, tz).value
        spans = {periods.year_ago(asked.first, asked.last): "去年同期"}
        spans[periods.before(asked.first, asked.last)] = "上期"  # of a year both are one
        earlier = [
            (name, total(session, replace(asked, first=a, last=b), tz).value, saying.period(a, b, today))
            for (a, b), name in reversed(spans.items())
        ]
        rows = _rows(session, asked, tz)
    beside = [
        (name, saying.number(measure, then), saying.change(measure, whole, then), when)
        for name, then, when in earlier
        if then is not None
    ]
    return render_template(
        "figure.html",
        title=measure.name,
        over=" · ".join([people, saying.period(asked.first, asked.last, today), *filters]),
        whole=saying.number(measure, whole),
        beside=beside,
        by=asked.by,
        names=DIMENSIONS,
        splits=[name for name in asking.SPLITS if name not in asked.filters],
        chart=Markup(plots.on_page(_plot(asked, rows)).svg()) if len(rows) > 1 else "",
        lines=[_line(asked, row, rows, sign) for row in rows[:MOST]],
        definition=measure.definition,
        records=sign(replace(asked, by=())),
    )


def show_list(db: Database, tz: tzinfo, page: Page, scope: Scope, now: datetime, about: str) -> str:
    """The records behind the question of the link."""
    asked = _asked(page)
    return listed(db, tz, asked, scope, now, about)


def listed(
    db: Database, tz: tzinfo, asked: Question, scope: Scope, now: datetime, about: str, back: str = ""
) -> str:
    """The list of what a figure counts, within the scope."""
    measure, today = BY_KEY[asked.measure], days.today(now, tz)
    with db.read(scope, now) as session:
        rows = lists.records(session, scope, replace(asked, by=()), tz)
        people = about or _people(session, asked, scope)
        filters = _filters(session, asked)
        whole = total(session, asked, tz).value
    said = " · ".join([people, saying.period(asked.first, asked.last, today), *filters])
    head = f"{measure.name} {saying.number(measure, whole)}"
    return render_template(
        "list.html", title=head, day=said, hour="", rows=rows, most=lists.MOST, back=back, empty="没有记录。"
    )


def _asked(page: Page) -> Question:
    try:
        return asking.asked_of(page.args)
    except (KeyError, ValueError, TypeError):
        raise LinkBroken from None


def _rows(session: Session, asked: Question, tz: tzinfo) -> list[Row]:
    if not asked.by:
        return []
    try:
        return [row for row in answer(session, asked, tz) if row.value is not None]
    except Refused:  # 回款 has no products: the page stands without a split
        return []


def _line(asked: Question, row: Row, rows: list[Row], sign: Sign) -> Line:
    measure = BY_KEY[asked.measure]
    whole = sum(float(one.value or 0) for one in rows) if saying.adds_up(measure, asked.by) else 0.0
    share = f"{100 * float(row.value or 0) / whole:.0f}%" if whole > 0 else ""
    narrowed = asking.of_row(asked, row)
    link = sign(narrowed) if narrowed is not None and row.value else ""
    return Line(_name(asked, row), saying.number(measure, row.value), share, link)


def _name(asked: Question, row: Row) -> str:
    return " ".join(saying.label(by, words) for by, words in zip(asked.by, row.labels, strict=True))


def _plot(asked: Question, rows: list[Row]) -> Plot:
    measure = BY_KEY[asked.measure]
    items = tuple(
        Item(_name(asked, row), float(row.value or 0), saying.number(measure, row.value)) for row in rows
    )
    if len(asked.by) == 1 and asked.by[0] in ALONG_TIME:
        return Plot("line" if len(items) > MOST_BARS else "columns", measure.name, items)
    return Plot("bars", measure.name, items[:MOST_BARS])


def _people(session: Session, asked: Question, scope: Scope) -> str:
    if asked.whose == "all":
        return name_of(session, scope)
    user_id = scope.user_id if asked.whose == "me" else asked.whose
    user = session.get(User, user_id) if user_id else None
    return user.name if user else "本人"


def _filters(session: Session, asked: Question) -> list[str]:
    found: Mapping[str, object] = asked.filters
    customer = session.get(Customer, found["customer"]) if "customer" in found else None
    named = [customer.name] if customer else []
    return named + [saying.label(name, str(value)) for name, value in found.items() if name != "customer"]
