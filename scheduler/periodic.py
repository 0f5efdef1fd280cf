"""周报 on Mondays, 月报 on the first, at nine: a card that opens its page, the ranking as a picture,
and for managers a workbook.
"""

import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from sqlalchemy.orm import Session

from crm import days
from crm.figures import periodic
from crm.people.people import scope_of
from crm.reports import settings as report_settings
from crm.reports.settings import Wish
from models.outbox import Card, Chart, File, Message
from models.people import User
from models.scope import SYSTEM
from scheduler.app import JobApp, Result
from scheduler.cards import MOST_LINES
from scheduler.mailing import Mailing, Messages
from scheduler.reports import own_hours

KEEPS = timedelta(hours=36)
PAGE_DAYS = 30
BATCH = 20
MOST_NOTES = 3


def weekly(app: JobApp, moment: datetime, only: Collection[int] | None = None) -> Result:
    """Of the week before; for everybody within their scope."""
    return _run(app, moment, "weekly", periodic.last_week, only)


def monthly(app: JobApp, moment: datetime, only: Collection[int] | None = None) -> Result:
    """Of the month before."""
    return _run(app, moment, "monthly", periodic.last_month, only)


def _run(
    app: JobApp,
    moment: datetime,
    kind: str,
    span: Callable[[date], tuple[date, date]],
    only: Collection[int] | None,
) -> Result:
    today = days.today(moment, app.tz)
    with app.db.read(SYSTEM, moment) as session:
        wishes = report_settings.wishes(session, None, kind)

    def prepare(session: Session, people: Sequence[User]) -> dict[int, Messages]:
        made: dict[int, Messages] = {}
        for user in people:
            wish = wishes.get(user.id, Wish())
            days_ = report_settings.period(kind, today, span(today)) if wish.hour else span(today)
            made[user.id] = _messages(app, session, user, kind, days_, wish, moment)
        return {user_id: messages for user_id, messages in made.items() if messages}

    but = own_hours(wishes) if only is None else ()
    return Mailing(f"{kind}-report", prepare, KEEPS, batch=BATCH, only=only, but=but).run(app, moment)


def _messages(
    app: JobApp,
    session: Session,
    user: User,
    kind: str,
    span: tuple[date, date],
    wish: Wish,
    moment: datetime,
) -> Messages:
    first, last = span
    sight = scope_of(session, user)
    with app.db.read(sight, moment) as theirs:
        scope, team = report_settings.narrowed(theirs, sight, wish.about)
    with app.db.read(scope, moment) as theirs:
        found = periodic.report(theirs, scope, kind, first, last, app.tz, moment, wish.keys)
    if not found:
        return []  # nothing happened, there is nothing to read
    found = replace(found, team=team)
    url = app.links.page(
        "period", user.id, moment, PAGE_DAYS,
        report=kind, first=first.isoformat(), last=last.isoformat(), at=moment.isoformat(), **wish.page(),
    )  # fmt: skip
    key = f"report:{kind}:{user.id}:{first.isoformat()}"
    messages: list[tuple[str, Message]] = [(key, card(found, url))]
    measure, rows = found.rankings[0]
    if sum(1 for row in rows if row.top) > 1:
        title = f"{found.title()} {measure.name}排名"
        messages.append((f"{key}:chart", Chart(periodic.ranking_plot(measure, rows, title).to_json())))
    if user.role != "rep":
        messages.append((f"{key}:file", _file(found, moment, app.tz)))
    return messages


def _file(found: periodic.Periodic, moment: datetime, tz: tzinfo) -> File:
    """The same figures as a workbook, for whoever has to pass them on."""
    from crm import workbook  # brings xlsxwriter
    from crm.figures import book

    with tempfile.TemporaryDirectory(prefix="genjin-") as folder:
        path = Path(folder) / "report.xlsx"
        workbook.save(path, book.of_periodic(found, {"title": found.title()}, moment, tz))
        return File(f"{found.title().replace(' ', '-')}.xlsx", path.read_bytes())


def card(found: periodic.Periodic, url: str) -> Card:
    """Conclusion first, the figures, what is out of the ordinary, 记录之星."""
    lines = [
        (line.measure.name[:5], line.said() + (f"（{line.beside()}）" if line.beside() else ""))
        for line in found.lines
        if line.measure.key not in found.led
    ]
    star = f"{'本周' if found.kind == 'weekly' else '本月'}记录之星：{found.star}" if found.star else ""
    return Card(
        found.title(),
        desc=found.headline(),
        lines=tuple(lines[:MOST_LINES]),
        quote="\n".join(found.notes()[:MOST_NOTES]),
        text=star,
        url=url,
    )
