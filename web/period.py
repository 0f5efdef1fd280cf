"""The page behind a weekly or monthly report: the same figures, drawn."""

from dataclasses import replace
from datetime import date, datetime, tzinfo

from flask import render_template
from markupsafe import Markup

from crm.drawing import plots
from crm.figures import funnel, lists, periodic
from crm.figures.measures import BY_KEY
from crm.figures.questions import Question
from crm.links import LinkBroken, Page
from crm.people.team import name_of
from crm.reports import daily_lists
from models.database import Database
from models.scope import Scope
from web import figure


def show(db: Database, tz: tzinfo, page: Page, scope: Scope, now: datetime, about: str) -> str:
    """Within the reader's scope, as the figures were known when the card was made."""
    kind, first, last, at = _read(page)
    with db.read(scope, now) as session:
        found = periodic.report(session, scope, kind, first, last, tz, at, wished(page))
    found = replace(found, team=about or found.team)
    drawn = [
        (f"{measure.name}排名", periodic.ranking_plot(measure, rows, measure.name), measure.key)
        for measure, rows in found.rankings
        if any(row.top for row in rows)
    ]
    if any(step.count for step in found.steps):
        drawn.append(("销售漏斗", funnel.plot("销售漏斗", list(found.steps)), "funnel"))
    charts = [(title, Markup(plots.on_page(plot).svg()), key) for title, plot, key in drawn]
    return render_template("period.html", found=found, charts=charts, names=periodic.NAMES)


def _read(page: Page) -> tuple[str, date, date, datetime]:
    """Which report, its first and last day, and when it was made."""
    try:
        kind = page.args["report"]
        first, last = date.fromisoformat(page.args["first"]), date.fromisoformat(page.args["last"])
        at = datetime.fromisoformat(page.args["at"])
    except (KeyError, ValueError, TypeError):
        raise LinkBroken from None
    if kind not in periodic.NAMES:
        raise LinkBroken
    return kind, first, last, at


def show_list(db: Database, tz: tzinfo, page: Page, scope: Scope, now: datetime, about: str, key: str) -> str:
    """The records behind one of its figures, or all that stands in the funnel now."""
    kind, first, last, at = _read(page)
    if key == "funnel":
        with db.read(scope, now) as session:
            rows = daily_lists.chances(session, scope, tz)
            team = about or name_of(session, scope)
        return render_template(
            "list.html", title="开着的商机", day=team, rows=rows, most=lists.MOST,
            back=periodic.NAMES[kind], empty="现在没有开着的商机。",
        )  # fmt: skip
    if key not in BY_KEY:
        raise LinkBroken
    asked = Question(key, first, last, until=at)
    return figure.listed(db, tz, asked, scope, now, about, back=periodic.NAMES[kind])


def wished(page: Page) -> list[str]:
    """The figures that the reader has set; none: the usual ones."""
    return [key for key in page.args.get("keys", "").split(",") if key in BY_KEY]
