"""Limits kept before WeCom enforces them, in memory and in Redis alike."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis

from bot.limits import MemoryLimits, RedisLimits, SendLimits, Wait, Window, app_windows

NOW = datetime(2025, 3, 4, 1, 30, 0, 500_000, tzinfo=UTC)


@pytest.fixture(params=["memory", "redis", "no redis"])
def limits(request: pytest.FixtureRequest) -> Iterator[SendLimits]:
    if request.param == "memory":
        yield MemoryLimits()
    else:
        redis: Redis = request.getfixturevalue("redis" if request.param == "redis" else "dead_redis")
        yield RedisLimits(redis, "1000002")


def test_30_a_minute_for_one_person_and_the_31st_after_it(limits: SendLimits) -> None:
    moments = [NOW + timedelta(seconds=i) for i in range(30)]
    assert [limits.take("xiaoli", moment) for moment in moments] == [None] * 30
    wait = limits.take("xiaoli", moments[-1])
    assert wait is not None
    assert not wait.everyone
    assert limits.take("xiaoli", NOW + timedelta(seconds=59.9)) is not None
    assert limits.take("xiaoli", moments[-1] + timedelta(seconds=wait.seconds)) is None


def test_a_refusal_is_not_counted_and_others_are_not_hindered(limits: SendLimits) -> None:
    for _ in range(30):
        limits.take("xiaoli", NOW)
    for _ in range(50):
        assert limits.take("xiaoli", NOW) is not None
    assert limits.take("xiaowang", NOW) is None
    assert limits.take("xiaoli", NOW + timedelta(seconds=62)) is None


def test_1000_an_hour(limits: SendLimits) -> None:
    taken = [limits.take("xiaoli", NOW + timedelta(seconds=3 * i)) for i in range(1010)]
    assert taken[:1000] == [None] * 1000
    late = taken[1000]
    assert late is not None
    assert 500 < late.seconds < 700
    assert limits.take("xiaoli", NOW + timedelta(seconds=3700)) is None


def test_the_application_has_a_limit_too() -> None:
    limits = MemoryLimits(app=[Window(5, 60)])
    for i in range(5):
        assert limits.take(f"person{i}", NOW) is None
    wait = limits.take("person6", NOW)
    assert wait is not None
    assert wait.everyone
    assert 60 <= wait.seconds <= 61


def test_200_a_day_for_each_account() -> None:
    assert Window(2000, 86_400) in app_windows(10)


def test_a_clock_moved_back_forgets_the_future(limits: SendLimits) -> None:
    for _ in range(30):
        limits.take("xiaoli", NOW + timedelta(hours=12))
    assert limits.take("xiaoli", NOW) is None


def test_two_processes_share_one_count(redis: Redis) -> None:
    first, second = RedisLimits(redis, "1000002"), RedisLimits(redis, "1000002")
    for _ in range(15):
        assert first.take("xiaoli", NOW) is None
        assert second.take("xiaoli", NOW) is None
    assert isinstance(first.take("xiaoli", NOW), Wait)
    assert RedisLimits(redis, "1000003").take("xiaoli", NOW) is None


def test_counts_do_not_stay_in_redis_for_ever(redis: Redis) -> None:
    RedisLimits(redis, "1000002").take("xiaoli", NOW)
    lives: list[Any] = [redis.ttl(key) for key in redis.scan_iter("*")]
    assert len(lives) == 4
    assert all(0 < life <= 7200 for life in lives)


@given(st.lists(st.floats(0, 20), min_size=40, max_size=150))
def test_no_minute_ever_has_more_than_its_limit(pauses: list[float]) -> None:
    limits, at, sent = MemoryLimits(), NOW, []
    for pause in pauses:
        at += timedelta(seconds=pause)
        if limits.take("xiaoli", at) is None:
            sent.append(at)
    for i, moment in enumerate(sent):
        assert sum(1 for later in sent[i:] if later - moment < timedelta(seconds=60)) <= 30
