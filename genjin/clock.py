"""The one place that reads the time. In the demo it can be moved, so that tomorrow's cards can be seen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus a shift."""

    def __init__(self, real: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._real = real
        self.shift = timedelta(0)

    def now(self) -> datetime:
        """The moment it is for everybody in this process; aware."""
        return self._real() + self.shift

    def move_to(self, target: datetime) -> None:
        """From now on it is `target` and later."""
        self.shift = target - self._real()

    def timestamp(self) -> float:
        return self.now().timestamp()
