"""When a job ran last. A run that failed does not count: what it left undone is still to be done."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.platform import JobRun


def last(session: Session, name: str, before: datetime | None = None) -> datetime | None:
    """The moment of its last good run; None where there is none. `before`: of those earlier than that."""
    wanted = select(func.max(JobRun.moment)).where(
        JobRun.name == name, JobRun.result["error"].as_string().is_(None)
    )
    if before is not None:
        wanted = wanted.where(JobRun.moment < before)
    return session.scalar(wanted)
