"""A load client cheaper than any server: keep-alive sockets, requests made before, replies read after.

One thread and select(): some 25 µs a message, so that on two cores the server has one to itself.
"""

import select
import socket
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.wire import Reply, Request

Address = tuple[str, int]
TIMEOUT_S = 20.0


@dataclass(slots=True)
class Run:
    """What one run brought. `lost`: connections closed before they answered (the request was repeated)."""

    seconds: float = 0.0
    replies: list[Reply] = field(default_factory=list)
    lost: int = 0

    @property
    def rate(self) -> float:
        """Messages a second."""
        return len(self.replies) / self.seconds if self.seconds else 0.0


class Connection:
    """One connection; opened again where the server closes it after each answer."""

    __slots__ = ("address", "buffer", "request", "since", "socket")

    def __init__(self, address: Address) -> None:
        self.address = address
        self.socket: socket.socket | None = None
        self.buffer = b""
        self.request: Request | None = None
        self.since = 0.0

    def fileno(self) -> int:
        assert self.socket is not None
        return self.socket.fileno()

    def send(self, request: Request, since: float) -> None:
        self.request, self.since, self.buffer = request, since, b""
        if self.socket is None:
            self.socket = socket.create_connection(self.address, timeout=TIMEOUT_S)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self.socket.sendall(request.wire)
        except OSError:
            if not self._readable():  # a server may answer before it has read a body that is too long
                self.close()
                raise

    def receive(self) -> tuple[int, bytes] | None:
        """Status and body once they are complete. Raises ConnectionError when the server hung up."""
        assert self.socket is not None
        try:
            more = self.socket.recv(65536)
        except ConnectionResetError:
            more = b""
        self.buffer += more
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            if not more:
                self.close()
                raise ConnectionError("closed without an answer")
            return None
        head = self.buffer[:end].lower()
        length = _length(head)
        body = self.buffer[end + 4 :]
        if more and (length is None or len(body) < length):
            return None
        if not more or head.startswith(b"http/1.0") or b"\r\nconnection: close" in head:
            self.close()
        return int(head[9:12]), body if length is None else body[:length]

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def _readable(self) -> bool:
        return bool(self.socket and select.select([self.socket], [], [], 0.2)[0])


def _length(head: bytes) -> int | None:
    at = head.find(b"content-length:")
    if at < 0:
        return None
    return int(head[at + 15 : head.find(b"\r", at) if head.find(b"\r", at) > 0 else len(head)])


def closed(address: Address, requests: Iterable[Request], connections: int, seconds: float) -> Run:
    """Every connection sends its next request when the answer is here, until time or requests run out."""
    run, waiting = Run(), iter(requests)
    pool = [Connection(address) for _ in range(connections)]
    began = time.perf_counter()
    until = began + seconds
    busy = [each for each in pool if _next(each, waiting)]
    while busy:
        for each in _ready(busy):
            if not _finish(each, run):
                continue
            if time.perf_counter() >= until or not _next(each, waiting):
                busy.remove(each)
    run.seconds = time.perf_counter() - began
    for each in pool:
        each.close()
    return run


def at_rate(address: Address, requests: Sequence[Request], rate: float, connections: int = 24) -> Run:
    """Requests fall due every 1/rate seconds whatever the server does; latency counts from that moment."""
    run = Run()
    idle = deque(Connection(address) for _ in range(connections))
    pool, busy, sent = tuple(idle), list[Connection](), 0
    began = time.perf_counter()
    while sent < len(requests) or busy:
        while sent < len(requests) and idle and began + sent / rate <= time.perf_counter():
            each = idle.popleft()
            each.send(requests[sent], began + sent / rate)
            busy.append(each)
            sent += 1
        pause = TIMEOUT_S
        if sent < len(requests) and idle:
            pause = max(began + sent / rate - time.perf_counter(), 0.0)
        for each in select.select(busy, [], [], pause)[0]:
            if _finish(each, run):
                busy.remove(each)
                idle.append(each)
    run.seconds = time.perf_counter() - began
    for each in pool:
        each.close()
    return run


def silent(address: Address, count: int) -> list[socket.socket]:
    """Connections that say nothing; every other one says half of a request line. The caller closes them."""
    sockets = [socket.create_connection(address, timeout=TIMEOUT_S) for _ in range(count)]
    for each in sockets[::2]:
        each.sendall(b"POST /wecom/callback?msg_sig")
    return sockets


def get(address: Address, path: str) -> tuple[int, bytes]:
    """One GET. Raises OSError when nobody answers."""
    connection = Connection(address)
    try:
        connection.socket = socket.create_connection(address, timeout=TIMEOUT_S)
        connection.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        while (answer := connection.receive()) is None:
            pass
        return answer
    finally:
        connection.close()


def _next(connection: Connection, waiting: Iterable[Request]) -> bool:
    for request in waiting:
        connection.send(request, time.perf_counter())
        return True
    return False


def _ready(busy: list[Connection]) -> list[Connection]:
    ready = select.select(busy, [], [], TIMEOUT_S)[0]
    if not ready:
        raise TimeoutError(f"no answer within {TIMEOUT_S} s")
    return ready


def _finish(connection: Connection, run: Run) -> bool:
    """True when the answer is complete and noted."""
    assert connection.request is not None
    try:
        answer = connection.receive()
    except ConnectionError:
        run.lost += 1
        connection.send(connection.request, connection.since)
        return False
    if answer is None:
        return False
    seconds = time.perf_counter() - connection.since
    run.replies.append(Reply(connection.request, answer[0], answer[1], seconds))
    return True
