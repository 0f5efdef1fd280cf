"""The bell between processes."""

import socket
import threading

from redis import Redis

from bot.redis_link import connect
from scheduler.wake import LocalWake, RedisWake, wake_for


def test_a_ring_before_the_wait_is_not_lost_and_two_are_one() -> None:
    wake = LocalWake()
    wake.ring()
    wake.ring()
    assert wake.wait(0)
    assert not wake.wait(0)


def test_a_ring_wakes_another_thread() -> None:
    wake, woke = LocalWake(), list[bool]()
    thread = threading.Thread(target=lambda: woke.append(wake.wait(10)))
    thread.start()
    wake.ring()
    thread.join(10)
    assert woke == [True]


def test_it_rings_in_another_process_through_redis(redis: Redis) -> None:
    here, there = RedisWake(redis), RedisWake(redis, listen=False)
    try:
        assert here.listening.wait(5)
        here.wait(0)  # the ring for what may have come before
        there.ring()
        assert here.wait(5)
        assert not here.wait(0)
    finally:
        here.close()


def test_without_redis_it_still_rings_in_the_process() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        gone = connect(f"redis://127.0.0.1:{reserved.getsockname()[1]}/0")
        wake = RedisWake(gone)
        wake.ring()
        assert wake.wait(0)
        assert not wake.wait(0)
        wake.close()
        gone.close()


def test_the_settings_choose() -> None:
    assert type(wake_for(None)) is LocalWake
