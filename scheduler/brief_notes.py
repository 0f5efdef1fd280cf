"""A brief whose moment has come: the words themselves, as far as the reader may see the customer now."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.company import vocabulary
from crm.overview import brief_text, briefs
from crm.people.people import scope_of
from crm.tasks import tasks
from crm.tasks.due import Reader
from models.customers import Customer
from models.outbox import Text, queue
from models.people import User
from models.scope import scoped_as
from models.work import Task
from scheduler.app import JobApp
from zh import say

KEEPS: Final = timedelta(hours=3)  # one reads it before the meeting or not at all
NOT_SEEN: Final = "到看简报的时间了，不过这个客户现在不在你名下，看不到资料。"


def deliver(session: Session, app: JobApp, reader: Reader, task: Task, moment: datetime) -> None:
    """Send it; with that the task is done."""
    key = f"brief:{task.id}:{task.remind_at:%Y%m%dT%H%M}"
    text = Text(_text(session, app, reader, task, moment))
    queue(session, key, reader.user_id, text, moment, keeps=KEEPS, at_once=True)
    tasks.finish(task, moment)


def _text(session: Session, app: JobApp, reader: Reader, task: Task, moment: datetime) -> str:
    meeting = session.get(Task, task.prepares_id) if task.prepares_id else None
    scope = scope_of(session, session.get_one(User, reader.user_id))
    words = vocabulary.of(session)
    with scoped_as(session, scope):
        customer = session.scalar(select(Customer).where(Customer.id == task.customer_id))
        if customer is None:
            return NOT_SEEN
        brief = briefs.of(session, customer, moment, app.tz, words, scope, meeting)
        return brief_text.text(brief, moment, app.tz, _head(meeting, moment, app))


def _head(meeting: Task | None, moment: datetime, app: JobApp) -> str:
    """What it prepares for: `今天(周三)15:00 去见华为李总`."""
    if meeting is None or meeting.due_at is None:
        return ""
    return f"{say.moment(meeting.due_at, meeting.due_grain, moment, app.tz)} {meeting.title}"
