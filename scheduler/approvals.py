"""Approvals that nobody answered in time, one transaction each."""

from collections import Counter
from datetime import datetime

from crm.approvals import approvals
from crm.approvals import reminders as approval_reminders
from models.scope import SYSTEM
from scheduler.app import JobApp, Result
from scheduler.failures import Failures


def run(app: JobApp, moment: datetime) -> Result:
    """Remind whoever has them."""
    count = Counter(cards=0, approvals=0)
    failures = Failures("approvals")
    with app.db.read(SYSTEM, moment) as session:
        ids = approvals.due(session, moment)
    for approval_id in ids:
        try:
            with app.db.system(moment, f"job:approvals:{moment.isoformat()}") as session:
                sent = approval_reminders.remind(session, approval_id, moment, app.tz)
        except Exception as error:
            failures.note(f"approval:{approval_id}", error)
        else:
            count.update(cards=sent, approvals=bool(sent))
    return dict(count) | failures.result()


def next_moment(app: JobApp, after: datetime) -> datetime | None:
    """When the next reminder falls due, for moving the clock."""
    with app.db.read(SYSTEM, after) as session:
        return approvals.next_reminder(session, after)
