"""How much may be sent, kept by ourselves: what is over WeCom's limit for one person it drops without a word.

Counting slides with the time in sixtieths of the window; a window is counted one sixtieth longer than
WeCom's, so clocks and network may differ a little. Limits: WeCom's page 90312 (频率限制).
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from redis import Redis
from redis.exceptions import RedisError

PARTS = 60


@dataclass(frozen=True, slots=True)
class Window:
    """At most `limit` messages in any `seconds`."""

    limit: int
    seconds: int

    @property
    def part_s(self) -> float:
        return self.seconds / PARTS


PERSON = (Window(30, 60), Window(1_000, 3_600))
"""message/send, one application to one member."""

APP = (Window(10_000, 60), Window(150_000, 3_600))
"""Calls of one API by the whole company."""


def app_windows(accounts: int) -> tuple[Window, ...]:
    """APP and the daily limit of an app: 200 for each account that the company may have (账号上限数)."""
    return (*APP, Window(200 * accounts, 86_400))


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: in `seconds` there may be room. `everyone`: the application's limit, not the person's."""

    seconds: float
    everyone: bool


class SendLimits(Protocol):
    """Counts what is sent. Never raises because its memory cannot be reached."""

    def take(self, userid: str, now: datetime) -> Wait | None:
        """None and counted, or how long to wait and not counted."""
        ...


class MemoryLimits:
    """For a single process."""

    def __init__(self, person: Sequence[Window] = PERSON, app: Sequence[Window] = APP) -> None:
        self._person = tuple(person)
        self._app = tuple(app)
        self._counts: dict[tuple[str, Window], dict[int, int]] = {}
        self._lock = threading.Lock()

    def take(self, userid: str, now: datetime) -> Wait | None:
        at = now.timestamp()
        wanted = [("", window) for window in self._app] + [(userid, window) for window in self._person]
        with self._lock:
            for name, window in wanted:
                counts = self._recent(name, window, at)
                if sum(counts.values()) >= window.limit:
                    return Wait(_room_in(min(counts, default=0), window, at), everyone=not name)
            for name, window in wanted:
                counts = self._counts[name, window]
                part = int(at // window.part_s)
                counts[part] = counts.get(part, 0) + 1
        return None

    def _recent(self, name: str, window: Window, at: float) -> dict[int, int]:
        part = int(at // window.part_s)
        counts = self._counts.get((name, window), {})
        kept = {p: n for p, n in counts.items() if part - PARTS <= p <= part}
        self._counts[name, window] = kept
        return kept


class RedisLimits:
    """For any number of processes; while Redis is away each process counts for itself."""

    def __init__(
        self,
        redis: Redis,
        app_key: str,
        person: Sequence[Window] = PERSON,
        app: Sequence[Window] = APP,
    ) -> None:
        self._prefix = f"genjin:sent:{app_key}"
        self._person = tuple(person)
        self._app = tuple(app)
        self._alone = MemoryLimits(person, app)
        self._script = cast(Callable[..., list[int]], redis.register_script(_TAKE))

    def take(self, userid: str, now: datetime) -> Wait | None:
        at = now.timestamp()
        wanted = [("", window) for window in self._app] + [(userid, window) for window in self._person]
        keys = [f"{self._prefix}:{window.seconds}:{name}" for name, window in wanted]
        arguments: list[int] = []
        for _, window in wanted:
            arguments += [window.limit, int(at // window.part_s), window.seconds]
        try:
            full, oldest = self._script(keys=keys, args=[PARTS, *arguments])
        except RedisError:
            return self._alone.take(userid, now)
        if not full:
            return None
        name, window = wanted[full - 1]
        return Wait(_room_in(oldest, window, at), everyone=not name)


def _room_in(oldest: int, window: Window, at: float) -> float:
    """Seconds until the oldest part has left the window."""
    return max((oldest + PARTS + 1) * window.part_s - at, 0.001)


# KEYS: one hash of part → count for each window. ARGV: parts, then limit, current part and seconds of each.
# Answers {0, 0} when all were counted, else the number of the full window and its oldest part.
_TAKE = """
local parts = tonumber(ARGV[1])
for i, key in ipairs(KEYS) do
  local limit, current = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local counts, total, oldest = redis.call('HGETALL', key), 0, current
  for j = 1, #counts, 2 do
    local part = tonumber(counts[j])
    if part < current - parts or part > current then
      redis.call('HDEL', key, counts[j])
    else
      total = total + tonumber(counts[j + 1])
      if part < oldest then oldest = part end
    end
  end
  if total >= limit then return {i, oldest} end
end
for i, key in ipairs(KEYS) do
  redis.call('HINCRBY', key, ARGV[3 * i], 1)
  redis.call('EXPIRE', key, 2 * tonumber(ARGV[3 * i + 1]))
end
return {0, 0}
"""
