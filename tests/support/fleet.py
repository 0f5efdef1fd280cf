"""Real processes of the product, to be killed at any moment and started again."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

from genjin import sample
from sandbox import Sandbox
from sandbox.company import Company, Member
from sandbox.limits import Limits
from tests.support.services import free_port

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN_S = 40


class Process:
    """One `genjin …`, in a process group of its own, so that SIGKILL takes its workers too."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path) -> None:
        self._command = [sys.executable, "-m", "genjin", *arguments]
        self._environment, self._log = environment, log
        self.kills = 0
        self.start()

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command, cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """SIGKILL, to the whole group, and start again."""
        self.kills += 1
        self._end(signal.SIGKILL)
        self.start()

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._running.pid, how)
        self._running.wait(timeout=30)


class Fleet:
    """Sandbox, web processes and workers of one company of many reps."""

    def __init__(
        self, database_url: str, redis_url: str, folder: Path, *, reps: int, web: int, work: int
    ) -> None:
        self.box = Sandbox(
            _company(reps), limits=Limits(), retry_after_s=(0.3, 0.6, 1.2), deadline_s=5.0
        ).start()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.box.company.callback_url = f"{self.url}/wecom/callback"
        self.environment = self._settings(database_url, redis_url)
        subprocess.run(
            [sys.executable, "-m", "genjin", "migrate"],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
        )
        serve = ["serve", "--port", str(self.port), "--workers", str(web)]
        self.web = Process(serve, self.environment, folder / "web.log")
        self.workers = [Process(["work"], self.environment, folder / f"work{n}.log") for n in range(work)]
        self.wait_ready()

    def _settings(self, database_url: str, redis_url: str) -> dict[str, str]:
        company = self.box.company
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WECOM_")}
        return kept | {
            "WECOM_CORP_ID": company.corp_id,
            "WECOM_AGENT_ID": str(company.agent_id),
            "WECOM_SECRET": company.secret,
            "WECOM_TOKEN": company.token,
            "WECOM_AES_KEY": company.aes_key,
            "WECOM_API_BASE": self.box.api,
            "WECOM_ADMINS": sample.ADMIN,
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "SECRET_KEY": "soak",
            "PUBLIC_URL": self.url,
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": str(ROOT),
        }

    def wait_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < deadline:
            with contextlib.suppress(requests.RequestException):
                if requests.get(self.url + "/healthz", timeout=2).ok:
                    return
            time.sleep(0.05)  # a process of its own: its port is all there is to wait on
        raise TimeoutError("the web process did not come up")

    def dump(self) -> dict[str, list[dict[str, Any]]]:
        """`genjin dump`, as an operator would run it."""
        done = subprocess.run(
            [sys.executable, "-m", "genjin", "dump"],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
        )
        found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
        return found

    def stop(self) -> None:
        for process in (self.web, *self.workers):
            process.stop()
        self.box.stop()


def _company(reps: int) -> Company:
    company = sample.company()
    company.users += [Member(f"rep{n}", f"代表{n}", [2], position="销售代表") for n in range(reps)]
    return company
