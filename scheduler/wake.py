"""Telling delivery that something waits, so that a card leaves at once and not at the next look.

Within the process by an event, between processes through Redis. Lost wake-ups cost a second at most:
delivery looks by itself that often.
"""

import threading
from typing import Final, Protocol

import structlog
from redis import Redis
from redis.exceptions import RedisError

log = structlog.get_logger("wake")
CHANNEL: Final = "genjin:wake"
POLL_S: Final = 1.0  # delivery looks at least this often
RETRY_S: Final = 2.0  # between attempts to hear Redis again


class Wake(Protocol):
    """A bell: `ring` from anywhere, `wait` in the delivery loop."""

    def ring(self) -> None: ...

    def wait(self, timeout_s: float = POLL_S) -> bool:
        """Until it rings or the time is up; whether it rang."""
        ...

    def close(self) -> None: ...


class LocalWake:
    """For the threads of one process. Rings while nobody waits are kept, and are one."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ring(self) -> None:
        self._event.set()

    def wait(self, timeout_s: float = POLL_S) -> bool:
        rang = self._event.wait(timeout_s)
        self._event.clear()
        return rang

    def close(self) -> None:
        self._event.set()


class RedisWake(LocalWake):
    """For all processes. When Redis is gone it is a LocalWake until Redis is back."""

    def __init__(self, redis: Redis, *, listen: bool = True) -> None:
        super().__init__()
        self._redis = redis
        self._end = threading.Event()
        self.listening = threading.Event()
        self._thread = threading.Thread(target=self._keep_listening, name="wake", daemon=True)
        if listen:
            self._thread.start()

    def ring(self) -> None:
        super().ring()
        try:
            self._redis.publish(CHANNEL, b"1")
        except RedisError:
            log.info("redis gone: others look within a second")

    def close(self) -> None:
        self._end.set()
        super().close()
        if self._thread.ident is not None:
            self._thread.join(timeout=2 * POLL_S)

    def _keep_listening(self) -> None:
        while not self._end.is_set():
            try:
                self._listen()
            except Exception as error:  # redis-py lets other errors through when a connection breaks
                self.listening.clear()
                log.info("redis gone: looking every second", error=type(error).__name__)
                self._end.wait(RETRY_S)

    def _listen(self) -> None:
        with self._redis.pubsub(ignore_subscribe_messages=True) as ears:  # type: ignore[no-untyped-call]
            ears.subscribe(CHANNEL)
            self._event.set()  # something may have come while nobody listened
            while not self._end.is_set():
                message = ears.get_message(timeout=POLL_S)
                self.listening.set()
                if message is not None:
                    self._event.set()


def wake_for(redis: Redis | None, *, listen: bool = True) -> Wake:
    """The bell these settings call for. `listen=False` for processes that only ring (web)."""
    return LocalWake() if redis is None else RedisWake(redis, listen=listen)
