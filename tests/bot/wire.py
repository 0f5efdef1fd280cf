"""A small real HTTP server that stands where WeCom's API stands, for tests of the client.

Answers are planned per endpoint, in order; the last one stays. Unplanned endpoints answer errcode 0.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Call:
    """A request as it arrived."""

    method: str
    query: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        parsed = json.loads(self.body)
        assert isinstance(parsed, dict)
        return parsed


@dataclass
class Answer:
    """What to answer. `hang`: wait until the server stops, so that the client runs into its time-out."""

    body: bytes | dict[str, Any] = field(default_factory=dict)
    status: int = 200
    content_type: str = "application/json; charset=UTF-8"
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    cut: bool = False


Plan = Answer | Callable[[Call], Answer]


class Wire:
    """The plans and what happened."""

    def __init__(self) -> None:
        self.calls: dict[str, list[Call]] = defaultdict(list)
        self.base = ""
        self.tokens = 0
        self.stopped = threading.Event()
        self._plans: dict[str, list[Plan]] = {"gettoken": [self._token]}
        self._lock = threading.Lock()

    def plan(self, endpoint: str, *answers: Plan) -> None:
        self._plans[endpoint] = list(answers)

    def _token(self, call: Call) -> Answer:
        self.tokens += 1
        return Answer({"errcode": 0, "access_token": f"TOKEN-{self.tokens}", "expires_in": 7200})

    def take(self, endpoint: str, call: Call) -> Answer:
        with self._lock:
            self.calls[endpoint].append(call)
            plans = self._plans.get(endpoint, [Answer({"errcode": 0, "errmsg": "ok"})])
            plan = plans.pop(0) if len(plans) > 1 else plans[0]
            return plan if isinstance(plan, Answer) else plan(call)


def refused(code: int, message: str = "refused, hint: [1_2]") -> Answer:
    return Answer({"errcode": code, "errmsg": message})


@contextmanager
def serve() -> Iterator[Wire]:
    wire = Wire()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = wire.take(url.path.removeprefix("/cgi-bin/"), Call(self.command, query, body))
            if answer.hang:
                wire.stopped.wait(30)
            if answer.hang or answer.cut:
                self.close_connection = True
                return
            data = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            headers = {"Content-Type": answer.content_type, "Content-Length": str(len(data))}
            for name, value in (headers | answer.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

    server = Server(("127.0.0.1", 0), Handler)
    wire.base = f"http://127.0.0.1:{server.server_address[1]}/cgi-bin/"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield wire
    finally:
        wire.stopped.set()
        server.shutdown()
        server.server_close()
