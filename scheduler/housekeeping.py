"""Every night: let go of what nobody will ask for again, and count the day that is over.

Kept for good: the words people sent (a record points to the message it came from) and the outbox rows
themselves (their keys are what makes a message unique).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import CursorResult, Delete, String, Update, cast, delete, null, or_, select, update

from crm.figures import stored
from models.files import StoredFile
from models.platform import Conversation, Inbox, JobRun, Outbox
from models.scope import SYSTEM
from models.trust import Errand
from scheduler.app import JobApp, Result

BATCH: Final = 2000  # rows of one transaction: messages must not wait long behind it
REPLIES_FOR: Final = timedelta(days=7)  # WeCom repeats a callback within seconds
TALK_FOR: Final = timedelta(days=7)  # an open question is forgotten after half an hour anyway
PICTURES_FOR: Final = timedelta(days=7)
RUNS_FOR: Final = timedelta(days=30)
ERRANDS_FOR: Final = timedelta(days=30)
MOST_BATCHES: Final = 5000

Statement = Update | Delete


def run(app: JobApp, moment: datetime) -> Result:
    """How many rows of each kind were let go."""
    return {
        "replies": _in_batches(app, moment, Inbox, _old_replies),
        "pictures": _in_batches(app, moment, Outbox, _sent_pictures),
        "expired": _in_batches(app, moment, Outbox, _expired),
        "conversations": _in_batches(app, moment, Conversation, _quiet_talks, key="user_id"),
        "runs": _in_batches(app, moment, JobRun, _old_runs),
        "files": _in_batches(app, moment, StoredFile, _files_of_a_while),
        "errands": _in_batches(app, moment, Errand, _old_errands),
        "figures": _count_days(app, moment),
    }


def _count_days(app: JobApp, moment: datetime) -> int:
    """Days whose counts are kept from now on (crm/figures/stored.py): yesterday, and those opened again."""
    total = 0
    for _ in range(MOST_BATCHES):
        with app.db.system(moment, "job:housekeeping") as session:
            wanted = stored.begin(session, moment, app.tz)
        with app.db.read(SYSTEM, moment) as session:
            alone = stored.wait_for_writers(session)
        with app.db.system(moment, "job:housekeeping") as session:
            settled = stored.finish(session, wanted, app.tz) if alone else 0
        total += settled
        if not settled:
            break
    return total


def _in_batches(
    app: JobApp,
    moment: datetime,
    model: type[Any],
    what: Callable[[datetime], tuple[Any, Statement]],
    key: str = "id",
) -> int:
    """Apply the statement to the rows of the condition, a batch a transaction, in one walk."""
    condition, statement = what(moment)
    column = getattr(model, key)
    total = last = 0
    for _ in range(MOST_BATCHES):
        with app.db.system(moment, "job:housekeeping") as session:
            wanted = select(column).where(condition, column > last).order_by(column).limit(BATCH)
            chosen = list(session.scalars(wanted))
            if chosen:
                done = session.execute(
                    statement.where(column.in_(chosen)), execution_options={"synchronize_session": False}
                )
                assert isinstance(done, CursorResult)
                total, last = total + done.rowcount, chosen[-1]
        if len(chosen) < BATCH:
            break
    return total


def _old_replies(moment: datetime) -> tuple[Any, Statement]:
    full = Inbox.reply.is_not(null()) & (cast(Inbox.reply, String) != "null")
    return full & (Inbox.received_at < moment - REPLIES_FOR), update(Inbox).values(reply=null())


def _sent_pictures(moment: datetime) -> tuple[Any, Statement]:
    over = Outbox.status.in_(("sent", "failed", "dropped"))
    old = Outbox.created_at < moment - PICTURES_FOR
    return Outbox.blob.is_not(None) & over & old, update(Outbox).values(blob=None)


def _expired(moment: datetime) -> tuple[Any, Statement]:
    late = (Outbox.status == "waiting") & (Outbox.expires_at < moment)
    return late, update(Outbox).values(status="dropped", error="expired before it could be sent")


def _quiet_talks(moment: datetime) -> tuple[Any, Statement]:
    state = cast(Conversation.state, String) != "{}"
    holds = or_(Conversation.customer_id.is_not(None), Conversation.contact_id.is_not(None), state)
    quiet = holds & (Conversation.updated_at < moment - TALK_FOR)
    return quiet, update(Conversation).values(state={}, customer_id=None, contact_id=None)


def _old_runs(moment: datetime) -> tuple[Any, Statement]:
    return JobRun.moment < moment - RUNS_FOR, delete(JobRun)


def _files_of_a_while(moment: datetime) -> tuple[Any, Statement]:
    return StoredFile.keep_until < moment, delete(StoredFile)


def _old_errands(moment: datetime) -> tuple[Any, Statement]:
    over = Errand.status.in_(("done", "failed"))
    return over & (Errand.created_at < moment - ERRANDS_FOR), delete(Errand)
