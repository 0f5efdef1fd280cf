"""Starting, measuring and stopping the servers under test. Only processes started here are ever touched."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench import client, wire

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VAR = ROOT / "var" / "bench"
A = "wecom-app-svr==0.1.0"
START_WITHIN_S = 60.0


class NotHere(Exception):
    """This server cannot be had; the message says why."""


@dataclass(slots=True)
class Server:
    """A running server. `started_s`: from the start of the process to its first answer."""

    name: str
    address: client.Address
    process: psutil.Popen
    started_s: float = 0.0

    def tree(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def cpu_s(self) -> float:
        """CPU seconds of the process and everything below it so far."""
        total = 0.0
        for each in self.tree():
            with suppress(psutil.NoSuchProcess):
                times = each.cpu_times()
                total += times.user + times.system
        return total

    def worker_pss(self) -> int:
        """Bytes of the largest process that answers (PSS: shared pages counted by their share)."""
        sizes = []
        for each in self.process.children(recursive=True) or [self.process]:
            with suppress(psutil.NoSuchProcess):
                sizes.append(each.memory_full_info().pss)
        return max(sizes, default=0)

    def stop(self) -> None:
        doomed = self.tree()
        with suppress(psutil.NoSuchProcess):
            self.process.terminate()
        _, alive = psutil.wait_procs(doomed, timeout=10)
        for each in alive:
            with suppress(psutil.NoSuchProcess):
                each.kill()


def start(
    name: str,
    arguments: Sequence[str],
    port: int,
    env: dict[str, str] | None = None,
    health: str = "/healthz",
    folder: Path = ROOT,
) -> Server:
    """Start a server in a folder and wait until it answers. Its output goes to var/bench/<name>.log."""
    VAR.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with (VAR / f"{name}.log").open("wb") as log:
        process = psutil.Popen(
            arguments, stdout=log, stderr=subprocess.STDOUT, cwd=folder, env={**os.environ, **(env or {})}
        )
    server = Server(name, ("127.0.0.1", port), process)
    while time.perf_counter() - began < START_WITHIN_S:
        if process.poll() is not None:
            raise NotHere(f"{name} ended with {process.returncode}; see var/bench/{name}.log")
        try:
            status, _ = client.get(server.address, health)
        except OSError:
            time.sleep(0.01)  # another process: nothing to wait on but its port
            continue
        if status < 500:
            server.started_s = time.perf_counter() - began
            return server
    server.stop()
    raise NotHere(f"{name} did not answer within {START_WITHIN_S:.0f} s")


def start_a(port: int) -> Server:
    """wecom-app-svr in an environment of its own below var/bench, installed there at the first run."""
    home = VAR / "a-venv"
    python = home / "bin" / "python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", home], check=True, capture_output=True)
        if not list(home.glob("lib/python*/site-packages/wecom_app_svr-0.1.0.dist-info")):
            subprocess.run(
                [python, "-m", "pip", "install", "--quiet", A], check=True, capture_output=True, timeout=120
            )
    except (OSError, subprocess.SubprocessError) as error:
        raise NotHere(f"{A} cannot be installed here: {error}") from None
    arguments = [
        str(python),
        str(HERE / "others.py"),
        str(port),
        wire.PATH,
        wire.TOKEN,
        wire.AES_KEY,
        wire.CORP,
    ]
    return start("a", arguments, port, health="/")


def start_echo(port: int) -> Server:
    """bench/echo.py under granian: one worker, eight threads, as `genjin serve` on SQLite."""
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    sizes = ["--workers", "1", "--blocking-threads", "8", "--host", "127.0.0.1", "--port", str(port)]
    return start("echo", [*granian, *sizes, "bench.echo:app"], port)


def start_genjin(name: str, port: int, workers: int, env: dict[str, str], folder: Path = ROOT) -> Server:
    """`genjin serve` with its real settings; `env` names database, Redis and the stand-in for WeCom's API.

    Granian looks for what a worker loads in the folder it was started in, before all others.
    """
    command = Path(sys.executable).with_name("genjin")
    if not command.exists():
        raise NotHere("the command genjin is not installed: make install")
    arguments = [str(command), "serve", "--port", str(port), "--workers", str(workers)]
    return start(name, arguments, port, env, folder=folder)
