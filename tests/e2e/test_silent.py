"""Connections that open and say nothing (scanners, phones out of reach) do not stop the callback.

A request whose body never comes holds a thread of the worker; the proxy keeps those off (deploy/Caddyfile).
"""

import contextlib
import socket
from pathlib import Path

from tests.soak.fleet import Fleet

SILENT = 64  # more than the threads of a worker, docs/adr/0001


def test_silent_connections_do_not_stop_the_callback(tmp_path: Path) -> None:
    fleet = Fleet(f"sqlite:///{tmp_path}/silent.db", "", tmp_path, reps=1, web=1, work=0)
    with contextlib.ExitStack() as held:
        held.callback(fleet.stop)
        for _ in range(SILENT):
            held.enter_context(socket.create_connection(("127.0.0.1", fleet.port), timeout=5))
        assert "龙腾" in (fleet.box.say("rep0", "新增客户 龙腾机械有限公司") or "")
        assert "龙腾" in (fleet.box.say("rep0", "客户 龙腾") or "")
