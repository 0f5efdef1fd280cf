"""Files out: the template to fill in, and lists with an audit row; made here, sent through the outbox."""

import tempfile
from datetime import datetime
from pathlib import Path

from crm import errands, workbook
from crm.company import vocabulary
from crm.errands import Taken
from crm.errors import Refused
from crm.exporting import asks as export_asks
from crm.exporting import run as exporting
from crm.figures import book
from crm.files import MOST_BYTES
from crm.importing import papers
from crm.importing.headings import CUSTOMERS
from crm.importing.kinds import KINDS
from models.outbox import File, queue
from models.scope import SYSTEM, Scope
from scheduler.app import JobApp
from scheduler.errand_imports import scope_now


def template(app: JobApp, taken: Taken, moment: datetime) -> None:
    """A table with headings import knows, and examples below them."""
    with app.db.read(SYSTEM, moment) as session:
        fields = vocabulary.of(session).fields
    kind = str(taken.payload.get("kind") or CUSTOMERS)
    name = f"{KINDS[kind].title}导入模板.xlsx"
    with tempfile.TemporaryDirectory(prefix="genjin-") as folder:
        path = Path(folder) / name
        papers.write_template(path, fields, kind)
        made = File(name, path.read_bytes())
    with app.db.system(moment, "errands") as session:
        if errands.finish(session, taken, moment, {"bytes": len(made.data)}):
            queue(session, f"errand:{taken.id}:file", taken.user_id, made, moment)


def export(app: JobApp, taken: Taken, moment: datetime) -> None:
    """A list within the scope of whoever asked, as it is now, with its row in the books."""
    kind, name = str(taken.payload["kind"]), str(taken.payload["name"])
    scope = scope_now(app, taken, moment)
    with tempfile.TemporaryDirectory(prefix="genjin-") as folder:
        path = Path(folder) / "list.xlsx"
        with app.db.read(scope, moment) as session:
            rows = exporting.write_rows(
                session, kind, path, app.tz, *export_asks.criteria(session, taken.payload)
            )
        made = File(name, path.read_bytes())
    _hand_over(app, taken, moment, scope, kind, made, rows)


def figures(app: JobApp, taken: Taken, moment: datetime) -> None:
    """An answer or a report as it was when it was asked for, within the scope of whoever asked."""
    asked = taken.payload["asked"]
    scope = scope_now(app, taken, moment)
    with tempfile.TemporaryDirectory(prefix="genjin-") as folder:
        path = Path(folder) / "figures.xlsx"
        with app.db.read(scope, moment) as session:
            rows = workbook.save(path, book.sheets(session, asked, app.tz))
        made = File(str(taken.payload["name"]), path.read_bytes())
    _hand_over(app, taken, moment, scope, "figures", made, rows)


def _hand_over(
    app: JobApp, taken: Taken, moment: datetime, scope: Scope, kind: str, made: File, rows: int
) -> None:
    """Send it and write that down, in the transaction that settles the errand."""
    if len(made.data) > MOST_BYTES:
        raise Refused("文件超过20 MB，企业微信发不了，请缩小范围。")
    with app.db.write(scope, moment, f"export:errand:{taken.id}") as session:
        if errands.finish(session, taken, moment, {"rows": rows}):
            exporting.write_down(session, kind, made.name, rows)
            queue(session, f"errand:{taken.id}:file", taken.user_id, made, moment)
