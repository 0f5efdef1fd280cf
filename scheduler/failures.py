"""What went wrong inside a job, without a word of a customer's."""

import traceback

import structlog
from sqlalchemy.exc import OperationalError

from scheduler.app import Result

MOST = 20  # noted by name; the rest is counted


class Failures:
    """Records that could not be worked on. The job goes on; the run says which and why."""

    def __init__(self, job: str) -> None:
        self._log = structlog.get_logger("scheduler").bind(job=job)
        self._reasons: dict[str, str] = {}
        self.count = 0

    def note(self, what: str, error: Exception) -> None:
        """Only the kind of error is kept: its text may quote a record.

        Raises the error where it is no record's fault: without a database nobody would get anything, and the
        run would count as done.
        """
        if isinstance(error, OperationalError):
            raise error
        self.count += 1
        if len(self._reasons) < MOST:
            self._reasons[what] = type(error).__name__
        frames = traceback.format_tb(error.__traceback__)[-3:]
        self._log.error("pushed aside", what=what, error=type(error).__name__, where="".join(frames))

    def result(self) -> Result:
        """`{}` when all went well."""
        return {"failed": self.count, "aside": self._reasons} if self.count else {}
