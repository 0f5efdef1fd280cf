"""Versions of the product in turns of a second, so that a busy moment of the machine falls on all of them.

    python -m bench.turns a old=../old new=. quiet=.,LOG_LEVEL=ERROR [--database postgres] [--rounds 12]

Each is a name, a folder with a copy of the repository, and settings; `a` and `echo` are others'.
Of two versions only such runs can be compared: the same one twice differs by a quarter from hour to hour.
"""

import argparse
import logging
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import company, scenarios, servers, talk
from bench.__main__ import settings, wecom
from bench.scenarios import Load
from bench.servers import Server
from sandbox import Sandbox
from tests.support import services

CUSTOMERS, REPS = 10_000, 200


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.turns", description="Versions in turns.")
    options.add_argument("versions", nargs="+", metavar="name=folder[,SETTING=value…]")
    options.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    options.add_argument("--rounds", type=int, default=12)
    given = options.parse_args()
    logging.disable(logging.CRITICAL)
    with ExitStack() as stack:
        api = stack.enter_context(Sandbox(wecom())).api
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="genjin-turns-")))
        running = {}
        for version in given.versions:
            name, _, how = version.partition("=")
            running[name] = _started(name, how, given.database, api, folder)
            stack.callback(running[name].stop)
        _compare(running, given.rounds)


def _started(name: str, how: str, database: str, api: str, folder: Path) -> Server:
    port = services.free_port()
    if name in ("a", "echo"):
        return (servers.start_a if name == "a" else servers.start_echo)(port)
    where, *own = how.split(",")
    if database == "sqlite":
        url, workers = f"sqlite:///{folder}/{name}.db", 1
        if (filled := folder / "filled.db").exists():
            shutil.copy(filled, folder / f"{name}.db")
        else:
            company.fill(url, CUSTOMERS, REPS)
            shutil.copy(folder / f"{name}.db", filled)
    else:
        url, workers = services.new_postgres(), 2
        company.fill(url, CUSTOMERS, REPS)
    redis = services.redis_url() if database == "postgres" else ""
    there = Path(where).resolve()
    env = settings(api, url, redis) | {"PYTHONPATH": str(there)} | dict(one.split("=", 1) for one in own)
    return servers.start_genjin(name, port, workers, env, there)


def _compare(running: dict[str, Server], rounds: int) -> None:
    day = talk.day(CUSTOMERS, REPS)
    loads = {name: Load() for name in running}
    for server in running.values():
        scenarios.closed(server, day, 1.5, Load())
    for number in range(rounds):
        for name in list(running)[:: 1 if number % 2 else -1]:
            scenarios.closed(running[name], day, 1.0, loads[name])
    for name, load in loads.items():
        each = " ".join(f"{rate:.0f}" for rate in load.rates)
        told = f"{load.cpu_us:5.0f} µs CPU, p50 {load.ms(0.5):4.1f}, p99 {load.ms(0.99):4.1f} ms"
        print(f"{name:12} {load.rate:5.0f}/s, {told}, wrong {load.wrong.total()} ({each})")


if __name__ == "__main__":
    main()
