"""The shared token in Redis: one fetch for all processes, and life goes on without Redis."""

import threading

import pytest
from redis import Redis

from bot.errors import RetryLater
from bot.tokens import MemoryTokenStore, RedisTokenStore, Token, TokenSource

APP = "ww0123456789abcdef:1000002"


class Office:
    """Counts the tokens it gives out."""

    def __init__(self) -> None:
        self.given = 0
        self._lock = threading.Lock()

    def fetch(self) -> tuple[str, float]:
        with self._lock:
            self.given += 1
            return f"TOKEN-{self.given}", 7200.0


def clock() -> float:
    return 1_741_052_000.0


def test_a_second_process_uses_the_first_ones_token(redis: Redis) -> None:
    office = Office()
    first, second = (TokenSource(office.fetch, RedisTokenStore(redis, APP), clock) for _ in range(2))
    assert first.current() == second.current() == "TOKEN-1"
    assert first.renew("TOKEN-1") == "TOKEN-2"
    assert second.renew("TOKEN-1") == "TOKEN-2"
    assert office.given == 2


def test_processes_starting_together_fetch_once(redis: Redis) -> None:
    office = Office()
    start = threading.Barrier(8)
    got: list[str] = []

    def process() -> None:
        source = TokenSource(office.fetch, RedisTokenStore(redis, APP), clock)
        start.wait()
        got.append(source.current())

    threads = [threading.Thread(target=process) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == ["TOKEN-1"] * 8
    assert office.given == 1


def test_it_expires_in_redis(redis: Redis) -> None:
    TokenSource(Office().fetch, RedisTokenStore(redis, APP), clock).current()
    (key,) = redis.keys("*")
    assert 7000 < int(redis.ttl(key)) <= 7200


def test_two_applications_have_two_tokens(redis: Redis) -> None:
    one, other = RedisTokenStore(redis, APP), RedisTokenStore(redis, APP + "2")
    one.save(Token("A", 2e9), 100)
    assert other.load() is None


def test_without_redis_the_process_keeps_its_own(dead_redis: Redis) -> None:
    office = Office()
    source = TokenSource(office.fetch, RedisTokenStore(dead_redis, APP), clock)
    assert source.current() == source.current() == "TOKEN-1"
    assert source.renew("TOKEN-1") == "TOKEN-2"


def test_rubbish_in_redis_is_not_a_token(redis: Redis) -> None:
    store = RedisTokenStore(redis, APP)
    store.save(Token("A", 2e9), 100)
    (key,) = redis.keys("*")
    fresh = RedisTokenStore(redis, APP)
    for rubbish in (b"", b"A", b"soon A", b"\xff\xfe"):
        redis.set(key, rubbish)
        assert fresh.load() is None


def test_a_failed_fetch_lets_the_next_one_try() -> None:
    office = Office()
    failing = [True]

    def fetch() -> tuple[str, float]:
        if failing:
            failing.pop()
            raise RetryLater("busy", -1)
        return office.fetch()

    source = TokenSource(fetch, MemoryTokenStore(), clock)
    with pytest.raises(RetryLater):
        source.current()
    assert source.current() == "TOKEN-1"


def test_a_token_is_not_printed() -> None:
    assert "SECRET" not in repr(Token("SECRET", 2e9))
