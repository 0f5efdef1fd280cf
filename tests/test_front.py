"""What the front tells Flask of a request, and the server of Flask's answer; with a server: tests/e2e."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.callback import Result
from genjin import front
from genjin.clock import Clock
from genjin.front import Front
from genjin.inline import Waits, may_wait
from genjin.parts import Parts
from genjin.settings import made

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Request:
    """The protocol of one request as granian has it (RSGI 1.6): the body in pieces, one answer."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = pieces
        self.answer: tuple[int, dict[str, str], bytes] | None = None

    async def __call__(self) -> bytes:
        return b"".join(self._pieces)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answer = (status, dict(headers), body)

    def response_str(self, status: int, headers: list[tuple[str, str]], body: str) -> None:
        self.response_bytes(status, headers, body.encode())


class Told:
    """Headers of a request; a name may come twice."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self._pairs = pairs

    def items(self) -> list[tuple[str, str]]:
        return list(self._pairs)

    def get(self, name: str) -> str | None:
        return dict(self._pairs).get(name)

    def __contains__(self, name: str) -> bool:
        return name in dict(self._pairs)


def scope(method: str, path: str, *headers: tuple[str, str], query: str = "", scheme: str = "http") -> Any:
    return SimpleNamespace(
        proto="http", method=method, path=path, query_string=query, scheme=scheme, client="10.0.0.7:4711",
        authority=None, http_version="1.1", headers=Told(("host", "crm.example:8443"), *headers),
    )  # fmt: skip


def call(
    asked: Any, *pieces: bytes, pages: Wsgi | None = None, answer: front.Answer | None = None
) -> tuple[int, dict[str, str], bytes]:
    request = Request(*pieces)
    made = Front(pages, answer or (lambda query, body: Result(200, "ok", "")), threads=1, lanes=0)
    asyncio.run(made.__rsgi__(asked, request))
    assert request.answer is not None
    return request.answer


def test_a_page_gets_the_whole_request() -> None:
    seen: dict[str, Any] = {}

    def page(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        seen.update(environ, body=environ["wsgi.input"].read())
        start_response("201 CREATED", [("X-One", "甲".encode().decode("latin-1"))])
        return [b"a", b"b"]

    pieces = [b"x" * 100_000] * 4
    told = (
        ("content-type", "text/csv"),
        ("content-length", "400000"),
        ("cookie", "a=1"),
        ("cookie", "b=2"),
        ("accept", "text/html"),
        ("accept", "image/png"),
    )
    asked = scope("POST", "/导入", *told, query="a=1&b=%E4", scheme="https")
    status, headers, body = call(asked, *pieces, pages=page)
    assert (status, headers["x-one"], body) == (201, "甲".encode().decode("latin-1"), b"ab")
    assert seen["body"] == b"".join(pieces)
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/导入"
    expected = {
        "REQUEST_METHOD": "POST",
        "QUERY_STRING": "a=1&b=%E4",
        "CONTENT_TYPE": "text/csv",
        "CONTENT_LENGTH": "400000",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_ACCEPT": "text/html,image/png",
        "HTTP_HOST": "crm.example:8443",
        "SERVER_NAME": "crm.example",
        "SERVER_PORT": "8443",
        "REMOTE_ADDR": "10.0.0.7",
        "wsgi.url_scheme": "https",
    }
    assert {name: seen[name] for name in expected} == expected


def test_a_callback_gets_its_query_and_body() -> None:
    def answer(query: Any, body: bytes) -> Result:
        return Result(200, f"{query['nonce']} {body.decode()}", "")

    length = ("content-length", "4")
    asked = scope("POST", "/wecom/callback", length, query="nonce=1&nonce=2", scheme="https")
    status, headers, body = call(asked, b"ab", b"cd", answer=answer)
    assert (status, body) == (200, b"1 abcd")  # as Flask has it: the first of two
    assert "strict-transport-security" in headers


def test_what_would_wait_is_done_again_in_a_thread() -> None:
    tries = []

    def answer(query: Any, body: bytes) -> Result:
        tries.append(body)
        may_wait()
        return Result(200, "met", "")

    assert call(scope("POST", "/wecom/callback", ("content-length", "1")), b"a", answer=answer)[2] == b"met"
    assert tries == [b"a", b"a"]


def test_nobody_is_introduced_on_the_loop(tmp_path: Path) -> None:
    parts = Parts(made(database_url=f"sqlite:///{tmp_path}/front.db"), Clock())

    async def on_the_loop() -> None:
        parts.introduce("stranger", parts.clock.now())

    with pytest.raises(Waits):
        asyncio.run(on_the_loop())


def test_a_failure_on_the_way_does_not_hide_that_something_would_wait() -> None:
    async def on_the_loop() -> None:
        try:
            may_wait()
        except Exception as error:
            pytest.fail(f"taken for a failure: {error!r}")

    with pytest.raises(Waits):
        asyncio.run(on_the_loop())
