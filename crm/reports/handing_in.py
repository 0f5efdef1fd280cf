"""交日报: the report of a day, drafted from the records, is handed in; a sentence may stand beside it."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.figures.without import at_work
from models.outbox import Update, queue, task_id
from models.people import User
from models.platform import Outbox
from models.work import DayReport


def of(session: Session, user_id: int, day: date) -> DayReport | None:
    """The person's report of that day, handed in or with something added; None where it is only drafted."""
    wanted = select(DayReport).where(DayReport.day == day, DayReport.user_id == user_id)
    return session.scalars(wanted.order_by(DayReport.id)).first()


def handed_in(session: Session, first: date, last: date, until: datetime | None = None) -> list[DayReport]:
    """Those of these days within the scope, in the order in which they came; by `until`, where told."""
    there = DayReport.handed_in_at <= until if until else DayReport.handed_in_at.is_not(None)
    wanted = select(DayReport).where(DayReport.day >= first, DayReport.day <= last, there)
    return list(session.scalars(wanted.order_by(DayReport.handed_in_at, DayReport.id)))


def missing(session: Session, day: date) -> list[User]:
    """The reps of the scope who work that day and have not handed in."""
    there = {one.user_id for one in handed_in(session, day, day)}
    return [user for user in at_work(session, day, day) if user.id not in there]


def add(session: Session, user_id: int, day: date, words: str, now: datetime) -> DayReport:
    """Put a sentence beside the draft; below the one that stands there already, once."""
    report = _opened(session, user_id, day, now)
    said = report.added.split("\n") if report.added else []
    if words not in said:
        report.added = "\n".join([*said, words])
    return report


def hand_in(session: Session, user_id: int, day: date, now: datetime) -> DayReport:
    """Hand it in; one handed in before stays as it was."""
    report = _opened(session, user_id, day, now)
    report.handed_in_at = report.handed_in_at or now
    return report


def _opened(session: Session, user_id: int, day: date, now: datetime) -> DayReport:
    report = of(session, user_id, day)
    if report is None:
        source = session.info["set_id"]
        report = DayReport(user_id=user_id, day=day, added="", created_at=now, source=source)
        session.add(report)
        session.flush()
    return report


def card_key(user_id: int, day: date) -> str:
    """The outbox key of the card with the draft."""
    return f"report:own:{user_id}:{day.isoformat()}"


def waits(session: Session, user_id: int, day: date) -> bool:
    """Whether the card is on the phone and nothing was handed in."""
    report = of(session, user_id, day)
    return (report is None or report.handed_in_at is None) and _is_sent(session, card_key(user_id, day))


def _is_sent(session: Session, key: str) -> bool:
    sent = select(Outbox.id).where(Outbox.key == key, Outbox.status == "sent")
    return session.scalar(sent) is not None


def grey(session: Session, user_id: int, day: date, words: str, now: datetime) -> None:
    """The card on the phone shows `words` for its button: it was handed in by a word."""
    key = card_key(user_id, day)
    if _is_sent(session, key):
        queue(session, f"grey:{key}", user_id, Update(task_id(key), words), now)
