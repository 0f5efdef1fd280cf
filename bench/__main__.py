"""`python -m bench`: everything performance.md asks for, in one run beside others, under four minutes.

Servers take turns, three rounds, so that a busy moment of the machine does not fall on one of them alone.
Only loopback is used: WeCom's API is the sandbox, in this process, and idle but for a token.
"""

import argparse
import json
import logging
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest

from bench import company, report, scenarios, servers, statements, talk, wire
from bench.scenarios import Load
from bench.servers import NotHere, Server
from bench.wire import Said
from sandbox import Company, Sandbox
from tests.support import services

ROUNDS = 3


def main() -> None:
    options = argparse.ArgumentParser(
        prog="python -m bench", description="Benchmarks beside others, as ratios."
    )
    options.add_argument("--customers", type=int, default=10_000)
    options.add_argument("--reps", type=int, default=200)
    options.add_argument("--seconds", type=float, default=3.0, help="of each of the three rounds")
    options.add_argument("--only", nargs="*", default=["a", "echo", "sqlite", "postgres"])
    options.add_argument("--readme", action="store_true", help="put the tables into README.md")
    given = options.parse_args()
    logging.disable(logging.CRITICAL)  # the sandbox's and, while statements are counted, the bot's own
    began = time.perf_counter()
    found = Bench(given.customers, given.reps, given.seconds).run(given.only)
    found["took_s"] = round(time.perf_counter() - began, 1)
    shown = report.show(found)
    print(shown)
    path = servers.VAR / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1, default=dict), encoding="utf-8")
    print(f"\n{found['took_s']} s, load before {found['machine']['load']}; {path.relative_to(servers.ROOT)}")
    if given.readme:
        _into_readme(shown, found)


def _into_readme(shown: str, found: dict[str, Any]) -> None:
    """Between its two marks README.md has the last run, with the command that printed it."""
    readme = servers.ROOT / "README.md"
    machine = found["machine"]
    told = (
        f"`.venv/bin/python -m bench --readme` at {machine['at']}, {machine['cores']} cores, "
        f"Python {machine['python']}, load average before {machine['load']}:"
    )
    text = readme.read_text(encoding="utf-8")
    head, _, rest = text.partition("<!-- bench -->")
    _, _, tail = rest.partition("<!-- /bench -->")
    between = f"<!-- bench -->\n{told}\n\n```\n{shown}\n```\n<!-- /bench -->"
    readme.write_text(head + between + tail, encoding="utf-8")


class Bench:
    """One run. What cannot be started is left out and named."""

    def __init__(self, customers: int, reps: int, seconds: float) -> None:
        self.customers, self.reps, self.seconds = customers, reps, seconds
        self.databases: dict[str, str] = {}
        self.missing: dict[str, str] = {}
        self.day: Iterator[Said] = talk.day(customers, reps)

    def run(self, wanted: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = {"machine": _machine(), "customers": self.customers, "missing": self.missing}
        with ExitStack() as stack:
            running = self._start(wanted, stack)
            found["servers"] = self._measure(running)
            found["understood"] = {
                name: scenarios.understood(url) for name, url in self.databases.items() if name in running
            }
            found["statements"] = self._costs()
        found["parse_ratio"] = self._parse()
        return found

    def _start(self, wanted: list[str], stack: ExitStack) -> dict[str, Server]:
        box = stack.enter_context(Sandbox(wecom()))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="genjin-bench-")))
        running: dict[str, Server] = {}
        for name in wanted:
            try:
                server = self._one(name, box.api, folder)
            except NotHere as why:
                self.missing[name] = str(why)
                continue
            stack.callback(server.stop)
            running[name] = server
        return running

    def _one(self, name: str, api: str, folder: Path) -> Server:
        port = services.free_port()
        if name == "a":
            return servers.start_a(port)
        if name == "echo":
            return servers.start_echo(port)
        try:
            if name == "sqlite":
                url, redis, workers = f"sqlite:///{folder}/genjin.db", "", 1
            else:
                url, redis, workers = services.new_postgres(), services.redis_url(), 2
        except pytest.skip.Exception as why:
            raise NotHere(str(why)) from None
        company.fill(url, self.customers, self.reps)
        self.databases[name] = url
        return servers.start_genjin(name, port, workers, settings(api, url, redis))

    def _measure(self, running: dict[str, Server]) -> dict[str, dict[str, Any]]:
        full = {name: Load() for name in running}
        light = {name: Load() for name in running if name != "a"}
        open_loop = {name: Load() for name in running}
        for server in running.values():
            scenarios.closed(server, self.day, 1.0, Load())  # warm: pools, prepared statements, caches
        for _ in range(ROUNDS):
            for name, server in running.items():
                scenarios.closed(server, self.day, self.seconds, full[name])
            for name in light:
                said = talk.only(talk.LIGHT, self.customers, self.reps)
                scenarios.closed(running[name], said, self.seconds / 2, light[name])
            for name, server in running.items():
                scenarios.at_rate(server, self.day, 100, self.seconds, open_loop[name])
        return {
            name: _figures(server, full[name], open_loop[name], light.get(name))
            | (self._trials(name, server) if name in self.databases else {})
            for name, server in running.items()
        }

    def _trials(self, name: str, server: Server) -> dict[str, Any]:
        """What only a server that keeps records can be asked."""
        return {
            "forged": scenarios.half_forged(server, self.day, 450),
            "again": scenarios.delivered_again(server, self.databases[name], 600, self.customers, self.reps),
            "silence": scenarios.beside_silence(server, self.day, 30, self.seconds),
        }

    def _costs(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, url in self.databases.items():
            try:
                costs = statements.costs(url, self.customers, self.reps)
            except NotHere as why:
                self.missing[f"statements on {name}"] = str(why)
                continue
            found[name] = {kind: asdict(cost) for kind, cost in costs.items()}
        return found

    def _parse(self) -> float | None:
        """bench.parse in a process of its own, where nothing else is loaded."""
        done = subprocess.run(
            [sys.executable, "-m", "bench.parse"], capture_output=True, text=True, check=False
        )
        ratio = re.search(r"ratio ([0-9.]+)", done.stdout)
        if ratio is None:
            self.missing["parse"] = f"bench.parse says: {(done.stderr or done.stdout).strip()[-200:]}"
            return None
        return float(ratio[1])


def settings(api: str, database_url: str, redis_url: str) -> dict[str, str]:
    """The environment of `genjin serve` beside the sandbox at `api`."""
    return {
        "WECOM_CORP_ID": wire.CORP,
        "WECOM_AGENT_ID": str(wire.AGENT),
        "WECOM_SECRET": "bench",
        "WECOM_TOKEN": wire.TOKEN,
        "WECOM_AES_KEY": wire.AES_KEY,
        "WECOM_API_BASE": api,
        "SECRET_KEY": "bench",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
    }


def _figures(server: Server, full: Load, open_loop: Load, light: Load | None) -> dict[str, Any]:
    wrong = full.wrong + open_loop.wrong + (light.wrong if light else full.wrong - full.wrong)
    return {
        "rate": full.rate,
        "rates": full.rates,
        "cpu_us": full.cpu_us,
        "p50_ms": full.ms(0.5),
        "p99_ms": full.ms(0.99),
        "open_p50_ms": open_loop.ms(0.5),
        "open_p99_ms": open_loop.ms(0.99),
        "light_rate": light.rate if light else None,
        "pss_mb": server.worker_pss() / 1e6,
        "start_s": server.started_s,
        "wrong": sum(wrong.values()),
        "wrong_why": wrong,
    }


def wecom() -> Company:
    made = Company.tiny()
    made.corp_id, made.agent_id, made.secret = wire.CORP, wire.AGENT, "bench"
    made.token, made.aes_key = wire.TOKEN, wire.AES_KEY
    return made


def _machine() -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        "cores": psutil.cpu_count(),
        "load": [round(each, 1) for each in os.getloadavg()],
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


if __name__ == "__main__":
    main()
