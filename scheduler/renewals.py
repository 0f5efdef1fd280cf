"""7:10: what customers hold comes to its end in time for their owners: a task for each, once."""

from datetime import datetime

from crm import holdings
from scheduler.app import JobApp, Result


def run(app: JobApp, moment: datetime) -> Result:
    """All that have come within their lead; so many at a time, so that what is done stays done."""
    count = 0
    while True:
        with app.db.system(moment, f"job:renewals:{moment.isoformat()}") as session:
            made = holdings.make_tasks(session, moment, app.tz)
        count += made
        if made < holdings.BATCH:
            return {"tasks": count}
