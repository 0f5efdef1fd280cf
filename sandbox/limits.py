"""WeCom's frequency limits, counted on the company's clock. Set a field to 0 to switch a limit off."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass
class Limits:
    """Calls and messages allowed per window; the numbers are the documented ones."""

    api_per_minute: int = 10_000
    api_per_hour: int = 150_000
    member_per_minute: int = 30
    member_per_hour: int = 1_000
    app_per_account_per_day: int = 200

    @classmethod
    def off(cls) -> Limits:
        """No limits at all, for load tests."""
        return cls(0, 0, 0, 0, 0)


class Window:
    """How often something happened lately, per key, in buckets of one second."""

    def __init__(self) -> None:
        self._buckets: dict[str, deque[list[int]]] = {}

    def count(self, key: str, now: float, seconds: int) -> int:
        """Times in the last ``seconds`` (a clock that was moved back forgets what is now the future)."""
        buckets = self._buckets.get(key)
        if not buckets:
            return 0
        while buckets and buckets[-1][0] > now:
            buckets.pop()
        while buckets and buckets[0][0] <= now - DAY:
            buckets.popleft()
        total = 0
        for second, times in reversed(buckets):
            if second <= now - seconds:
                break
            total += times
        return total

    def add(self, key: str, now: float, times: int = 1) -> None:
        buckets = self._buckets.setdefault(key, deque())
        if buckets and buckets[-1][0] == int(now):
            buckets[-1][1] += times
        else:
            buckets.append([int(now), times])
