"""The access token: one for the application, shared by all threads and processes, fetched by one at a time.

`TokenSource` knows when to fetch, a `TokenStore` where the token lies meanwhile: in memory for one process,
in Redis for many. Redis may vanish at any moment; then each process keeps its own token, which WeCom allows.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from redis import Redis
from redis.exceptions import LockError, RedisError

from bot.errors import TokenRefused

EARLY_S = 120.0  # renewed this much before it ends; for short-lived tokens a tenth of their life
LOCK_WAIT_S = 12.0  # longer than a fetch may take
REFUSED_PAUSE_S = 60.0


@dataclass(frozen=True, slots=True)
class Token:
    """`value` is a secret. `renew_at` in Unix seconds: a little before it ends."""

    value: str
    renew_at: float

    def __repr__(self) -> str:
        return f"Token(***, renew_at={self.renew_at:.0f})"


Fetch = Callable[[], tuple[str, float]]
"""Asks WeCom for a token: its value and its life in seconds. Raises WeComError."""


class TokenStore(Protocol):
    """Where the token lies. None of these raises because the place cannot be reached."""

    def load(self) -> Token | None: ...

    def save(self, token: Token, life_s: float) -> None: ...

    def turn(self) -> AbstractContextManager[None]:
        """Held by whoever fetches; others wait, at most LOCK_WAIT_S, and then look again."""
        ...


class MemoryTokenStore:
    """For a single process."""

    def __init__(self) -> None:
        self._token: Token | None = None
        self._lock = threading.Lock()

    def load(self) -> Token | None:
        return self._token

    def save(self, token: Token, life_s: float) -> None:
        self._token = token

    @contextmanager
    def turn(self) -> Iterator[None]:
        with self._lock:
            yield


class RedisTokenStore:
    """For any number of processes. `app` names the application whose token it is, e.g. "ww12:1000002"."""

    def __init__(self, redis: Redis, app: str) -> None:
        self._redis = redis
        self._key = f"genjin:token:{app}"
        self._local = MemoryTokenStore()

    def load(self) -> Token | None:
        try:
            stored = self._redis.get(self._key)
        except RedisError:
            return self._local.load()
        return _read(stored) or self._local.load()

    def save(self, token: Token, life_s: float) -> None:
        self._local.save(token, life_s)
        with suppress(RedisError):  # then the copy in memory serves this process
            self._redis.set(self._key, f"{token.renew_at} {token.value}", ex=max(int(life_s), 1))

    @contextmanager
    def turn(self) -> Iterator[None]:
        with self._local.turn():  # one thread of this process; then one process of all
            lock = self._redis.lock(
                f"{self._key}:lock", timeout=LOCK_WAIT_S, blocking_timeout=LOCK_WAIT_S, thread_local=False
            )
            try:
                held = lock.acquire()
            except RedisError:
                held = False
            try:
                yield
            finally:
                if held:
                    with suppress(LockError, RedisError):  # it ran out by itself
                        lock.release()


def _read(stored: object) -> Token | None:
    """ "<renew_at> <value>" as it was saved; None for anything else."""
    text = stored.decode("ascii", "replace") if isinstance(stored, bytes) else str(stored or "")
    renew_at, _, value = text.partition(" ")
    try:
        return Token(value, float(renew_at)) if value else None
    except ValueError:
        return None


class TokenSource:
    """Gives out the token and renews it. `clock` returns Unix seconds."""

    def __init__(self, fetch: Fetch, store: TokenStore, clock: Callable[[], float]) -> None:
        self._fetch = fetch
        self._store = store
        self._clock = clock
        self._cached: Token | None = None
        self._refusal: tuple[float, TokenRefused] | None = None

    def current(self) -> str:
        """A token good for the next minutes. Raises WeComError when there is none to be had."""
        token = self._cached
        if token is None or not self._fresh(token):
            token = self._renewed(self._fresh)
        return token.value

    def renew(self, refused: str) -> str:
        """Another token than `refused`: somebody else's newer one when there is one, else a fetched one."""
        return self._renewed(lambda stored: stored.value != refused and self._fresh(stored)).value

    def _renewed(self, usable: Callable[[Token], bool]) -> Token:
        stored = self._store.load()
        if stored is None or not usable(stored):
            with self._store.turn():
                stored = self._store.load()
                if stored is None or not usable(stored):
                    stored = self._fetched()
        self._cached = stored
        return stored

    def _fetched(self) -> Token:
        """WeCom bans who keeps asking with a wrong secret, so a refusal is remembered for a while."""
        now = self._clock()
        if self._refusal is not None and now < self._refusal[0]:
            raise TokenRefused(self._refusal[1].reason, self._refusal[1].code)
        try:
            value, life_s = self._fetch()
        except TokenRefused as refusal:
            self._refusal = (now + REFUSED_PAUSE_S, refusal)
            raise
        self._refusal = None
        token = Token(value, now + life_s - min(EARLY_S, life_s / 10))
        self._store.save(token, life_s)
        return token

    def _fresh(self, token: Token) -> bool:
        return self._clock() < token.renew_at
