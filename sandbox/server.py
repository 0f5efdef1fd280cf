"""werkzeug's threaded server with what it lacks for this use: keep-alive, no Nagle delay, a hard stop."""

from __future__ import annotations

import contextlib
import io
import socket
import threading
from typing import Any

from flask import Flask
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

BODY_LIMIT = 26 * 1024 * 1024  # a 20 MB file upload with its form around it
IDLE_S = 75


class Handler(WSGIRequestHandler):
    """HTTP/1.1 with persistent connections: the body is read whole before the application runs."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = IDLE_S
    wbufsize = -1

    def run_wsgi(self) -> None:
        if self.headers.get("Expect", "").lower().strip() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.wfile.flush()
        environ = self.make_environ()
        if not self._read_body(environ):
            self.close_connection = True
            self._head(413, [("Content-Length", "0"), ("Connection", "close")])
            return
        started: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            started[:] = [int(status.split(" ", 1)[0]), headers]
            return None

        body = self.server.app(environ, start_response)
        try:
            self._answer(started, body)
        except OSError:
            self.close_connection = True
        finally:
            if hasattr(body, "close"):
                body.close()

    def _read_body(self, environ: dict[str, Any]) -> bool:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            data = environ["wsgi.input"].read(BODY_LIMIT + 1)
            self.close_connection = True
        else:
            length = int(self.headers.get("Content-Length") or 0)
            if length > BODY_LIMIT:
                return False
            data = self.rfile.read(length)
        environ["wsgi.input"] = io.BytesIO(data)
        environ["wsgi.input_terminated"] = True
        return len(data) <= BODY_LIMIT

    def _answer(self, started: list[Any], body: Any) -> None:
        chunks = iter(body)
        first = next(chunks, b"")  # runs the application up to start_response
        status, headers = started
        sized = any(name.lower() == "content-length" for name, _ in headers) or status in (204, 304)
        chunked = not sized and self.command != "HEAD"
        if self.headers.get("Connection", "").lower() == "close":
            self.close_connection = True
        extra = [("Connection", "close" if self.close_connection else "keep-alive")]
        if chunked:
            extra.append(("Transfer-Encoding", "chunked"))
        self._head(status, headers + extra)
        for data in _chain(first, chunks):
            if data and self.command != "HEAD":
                self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data) if chunked else data)
            if chunked:
                self.wfile.flush()
        if chunked:
            self.wfile.write(b"0\r\n\r\n")
        self.wfile.flush()

    def _head(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def finish(self) -> None:
        with contextlib.suppress(OSError):  # the other side has gone: nothing left to flush
            super().finish()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Quiet: the sandbox keeps its own counters."""


def _chain(first: bytes, rest: Any) -> Any:
    yield first
    yield from rest


class Server(ThreadedWSGIServer):
    """A thread per connection; ``stop`` also cuts the connections that are still open."""

    request_queue_size = 128

    def __init__(self, host: str, port: int, app: Flask) -> None:
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(host, port, app, handler=Handler)

    def serve_forever(self, poll_interval: float = 0.05) -> None:
        """Serve until ``stop``, which takes up to ``poll_interval`` seconds to be heard."""
        super().serve_forever(poll_interval)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        with self._open_lock:
            sockets = list(self._open)
        for one in sockets:
            with contextlib.suppress(OSError):  # already closed by the other side
                one.shutdown(socket.SHUT_RDWR)
