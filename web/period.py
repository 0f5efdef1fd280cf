"""The page behind a weekly or monthly report: the same figures, drawn."""

from dataclasses import replace
from datetime import date, datetime, tzinfo

from flask import render_template
from markupsafe import Markup

from crm import plots
from crm.figures import funnel, periodic
from crm.figures.measures import BY_KEY
from crm.links import LinkBroken, Page
from models.database import Database
from models.scope import Scope


def show(db: Database, tz: tzinfo, page: Page, scope: Scope, now: datetime, about: str) -> str:
    """Within the reader's scope, as the figures were known when the card was made."""
    try:
        kind = page.args["report"]
        first, last = date.fromisoformat(page.args["first"]), date.fromisoformat(page.args["last"])
        at = datetime.fromisoformat(page.args["at"])
    except (KeyError, ValueError, TypeError):
        raise LinkBroken from None
    if kind not in periodic.NAMES:
        raise LinkBroken
    with db.read(scope, now) as session:
        found = periodic.report(session, scope, kind, first, last, tz, at, wished(page))
    found = replace(found, team=about or found.team)
    drawn = [
        (f"{measure.name}排名", periodic.ranking_plot(measure, rows, measure.name))
        for measure, rows in found.rankings
        if any(row.top for row in rows)
    ]
    if any(step.count for step in found.steps):
        drawn.append(("销售漏斗", funnel.plot("销售漏斗", list(found.steps))))
    charts = [(title, Markup(plots.on_page(plot).svg())) for title, plot in drawn]
    return render_template("period.html", found=found, charts=charts, names=periodic.NAMES)


def wished(page: Page) -> list[str]:
    """The figures that the reader has set; none: the usual ones."""
    return [key for key in page.args.get("keys", "").split(",") if key in BY_KEY]
