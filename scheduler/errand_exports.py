"""Files out: the template to fill in, and lists with an audit row; made here, sent through the outbox."""

import tempfile
from datetime import datetime
from pathlib import Path

from crm import errands
from crm.errands import Taken
from crm.importing import papers
from models.outbox import File, queue
from scheduler.app import JobApp

TEMPLATE = "客户导入模板.xlsx"


def template(app: JobApp, taken: Taken, moment: datetime) -> None:
    """A table with headings import knows, and examples below them."""
    with tempfile.TemporaryDirectory(prefix="genjin-") as folder:
        path = Path(folder) / TEMPLATE
        papers.write_template(path)
        made = File(TEMPLATE, path.read_bytes())
    with app.db.system(moment, "errands") as session:
        if errands.finish(session, taken, moment, {"bytes": len(made.data)}):
            queue(session, f"errand:{taken.id}:file", taken.user_id, made, moment)
