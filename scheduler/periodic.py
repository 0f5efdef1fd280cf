"""周报 on Mondays, 月报 on the first, at nine: a card that opens its page, the ranking as a picture,
and for managers a workbook.
"""

import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from sqlalchemy.orm import Session

from crm import days
from crm.figures import periodic
from crm.people import scope_of
from models.outbox import Card, Chart, File, Message
from models.people import User
from scheduler.app import JobApp, Result
from scheduler.cards import MOST_LINES
from scheduler.mailing import Mailing, Messages

KEEPS = timedelta(hours=36)
PAGE_DAYS = 30
BATCH = 20
MOST_NOTES = 3


def weekly(app: JobApp, moment: datetime) -> Result:
    """Of the week before; for everybody within their scope."""
    return _run(app, moment, "weekly", periodic.last_week)


def monthly(app: JobApp, moment: datetime) -> Result:
    """Of the month before."""
    return _run(app, moment, "monthly", periodic.last_month)


def _run(app: JobApp, moment: datetime, kind: str, span: Callable[[date], tuple[date, date]]) -> Result:
    first, last = span(days.today(moment, app.tz))

    def prepare(session: Session, people: Sequence[User]) -> dict[int, Messages]:
        made = {user.id: _messages(app, session, user, kind, first, last, moment) for user in people}
        return {user_id: messages for user_id, messages in made.items() if messages}

    return Mailing(f"{kind}-report", prepare, KEEPS, batch=BATCH).run(app, moment)


def _messages(
    app: JobApp, session: Session, user: User, kind: str, first: date, last: date, moment: datetime
) -> Messages:
    scope = scope_of(session, user)
    with app.db.read(scope, moment) as theirs:
        found = periodic.report(theirs, scope, kind, first, last, app.tz, moment)
    if not found:
        return []  # nothing happened, there is nothing to read
    url = app.links.page(
        "period", user.id, moment, PAGE_DAYS,
        report=kind, first=first.isoformat(), last=last.isoformat(), at=moment.isoformat(),
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
