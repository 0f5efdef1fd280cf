"""What granian calls for every request of a worker (RSGI): messages go first, pages have their own threads.

Under WSGI a request holds one of a few threads from its first byte to its last: as many uploads that stop
half-way as there are threads, and no message is answered any more. And threads that are busy at once cost a
message a fifth of its time, for each statement lets go of Python and another thread takes it (docs/adr/0020).
Here a request waits without a thread until its body is there. A message is then answered on the event loop
itself where the database has one writer, which makes messages wait for one another anyhow; else in a few
lanes. Flask has everything else.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import IO, Any, Protocol
from urllib.parse import parse_qsl

from werkzeug.test import run_wsgi_app

from bot.app import CALLBACK, SECURITY, STRICT
from bot.callback import MAX_BODY, Result
from crm.files import MOST_BYTES
from genjin.inline import Waits

LARGEST = MOST_BYTES + MAX_BODY  # bytes of a form with a file
IN_MEMORY = 256 * 1024  # of a body; what is longer waits on the disk

Answer = Callable[[Mapping[str, str], bytes], Result]
Headers = list[tuple[str, str]]


class Scope(Protocol):
    """What RSGI tells of a request (granian's `rsgi.HTTPScope`)."""

    proto: str
    method: str
    path: str
    query_string: str
    scheme: str
    client: str
    authority: str | None
    http_version: str
    headers: Any


class TooLarge(Exception):
    """A body longer than anything that is taken here."""


class Front:
    """RSGI. `pages` is a WSGI application; `answer` takes query and body of a callback.

    `lanes`: threads in which messages are answered, 0 for the event loop.
    """

    def __init__(self, pages: Any, answer: Answer, *, threads: int, lanes: int) -> None:
        self._pages, self._answer = pages, answer
        self._threads = ThreadPoolExecutor(threads, "page")
        self._lanes = ThreadPoolExecutor(lanes, "lane") if lanes else None

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """The worker ends: what was begun is finished."""
        for pool in (self._lanes, self._threads):
            if pool is not None:
                pool.shutdown()

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        if scope.proto != "http":
            protocol.close(403)
            return
        called = scope.path == CALLBACK and scope.method == "POST"
        try:
            if called:
                await self._message(scope, protocol)
            else:
                await self._page(scope, protocol)
        except TooLarge:
            protocol.response_str(413, _headers("text/plain; charset=utf-8", scope), "")

    async def _message(self, scope: Scope, protocol: Any) -> None:
        length = _length(scope)
        if length is not None and length <= MAX_BODY:
            body = await protocol()
        else:
            with await _read(scope, protocol, MAX_BODY) as file:
                body = file.read()
        query = dict(reversed(parse_qsl(scope.query_string, keep_blank_values=True)))
        result = await self._answered(query, body)
        protocol.response_str(result.status, _headers(result.content_type, scope), result.body)

    async def _answered(self, query: Mapping[str, str], body: bytes) -> Result:
        if self._lanes is not None:
            return await self._elsewhere(self._lanes, query, body)
        try:
            return self._answer(query, body)
        except Waits:  # nothing was written: it is answered anew where it may wait
            return await self._elsewhere(self._threads, query, body)

    async def _elsewhere(self, pool: Executor, query: Mapping[str, str], body: bytes) -> Result:
        return await asyncio.get_running_loop().run_in_executor(pool, self._answer, query, body)

    async def _page(self, scope: Scope, protocol: Any) -> None:
        with await _read(scope, protocol, LARGEST) as body:
            loop = asyncio.get_running_loop()
            status, headers, content = await loop.run_in_executor(self._threads, self._served, scope, body)
        protocol.response_bytes(status, headers, content)

    def _served(self, scope: Scope, body: IO[bytes]) -> tuple[int, Headers, bytes]:
        found, status, headers = run_wsgi_app(self._pages, _environ(scope, body), buffered=True)
        return int(status.split()[0]), [(name.lower(), value) for name, value in headers], b"".join(found)


def _length(scope: Scope) -> int | None:
    """Bytes that the body is said to have."""
    told = scope.headers.get("content-length") or ""
    return int(told) if told.isascii() and told.isdigit() else None


async def _read(scope: Scope, protocol: Any, most: int) -> IO[bytes]:
    """The whole body, at its beginning. Raises TooLarge, before anything is read where the length is told."""
    length = _length(scope)
    if length is not None and length > most:
        raise TooLarge
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the caller closes it)
    if length == 0 or (length is None and "transfer-encoding" not in scope.headers):
        return file
    try:
        async for piece in protocol:
            file.write(piece)
            if file.tell() > most:
                raise TooLarge
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _headers(content_type: str, scope: Scope) -> Headers:
    return [("content-type", content_type), *(ENCRYPTED if scope.scheme == "https" else PLAIN)]


PLAIN = [(name.lower(), value) for name, value in SECURITY.items()]
ENCRYPTED = [*PLAIN, (STRICT[0].lower(), STRICT[1])]


def _environ(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """The request as WSGI tells it (PEP 3333)."""
    host, _, port = (scope.authority or scope.headers.get("host") or "localhost").partition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port or ("443" if scope.scheme == "https" else "80"),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        between = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{between}{value}" if key in environ else value
    environ["CONTENT_LENGTH"] = str(_size(body))
    return environ


def _size(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size
