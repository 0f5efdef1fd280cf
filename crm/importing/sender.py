"""What is ready goes to the server in a thread of its own, while the next is made ready."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from sqlalchemy.orm import Session

from models.lists import is_sqlite


class Sender:
    """Does one piece of work after the other, on the session's one connection and in its transaction.

    From `send` to `wait` the connection is the thread's. PostgreSQL works in a process of its own, so that
    an import waited for it half of its time. SQLite works in the thread itself, and two would take turns:
    there the work is done at once.
    """

    def __init__(self, session: Session) -> None:
        self._thread = None if is_sqlite(session) else ThreadPoolExecutor(1, "import")
        self._sending: Future[None] | None = None

    def __enter__(self) -> "Sender":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._thread.shutdown()  # in the middle of a statement nobody else may have the connection

    def send(self, work: Callable[[], None]) -> None:
        """Begin with this; what was begun before has to be waited for."""
        assert self._sending is None
        if self._thread is None:
            work()
        else:
            self._sending = self._thread.submit(work)

    def wait(self) -> None:
        """Until it is done. Raises what was raised in it."""
        sending, self._sending = self._sending, None
        if sending is not None:
            sending.result()
