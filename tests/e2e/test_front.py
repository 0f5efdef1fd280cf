"""`genjin serve` as it runs in production: who is slow, large or new keeps nobody else from their answer."""

import contextlib
import socket
from collections.abc import Iterator

import pytest
import requests

from sandbox.company import Member
from tests.support import services
from tests.support.fleet import Fleet

MANY = 64  # more than a worker has threads for anything
SHORT = 20  # bytes of a body that is said to have more


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def fleet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    folder = tmp_path_factory.mktemp("front")
    where = f"sqlite:///{folder}/front.db" if request.param == "sqlite" else services.new_postgres()
    made = Fleet(where, "", folder, reps=1, web=1, work=0)
    yield made
    made.stop()


def connected(fleet: Fleet) -> socket.socket:
    return socket.create_connection(("127.0.0.1", fleet.port), timeout=5)


def half_sent(fleet: Fleet, path: str) -> socket.socket:
    """A request whose body stops on its way."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {2 * SHORT}\r\n\r\n"
    held = connected(fleet)
    held.sendall(head.encode() + b"x" * SHORT)
    return held


def answered(fleet: Fleet) -> bool:
    return "龙腾" in (fleet.box.say("rep0", "客户 龙腾") or "")


@pytest.fixture(autouse=True)
def _known(fleet: Fleet) -> None:
    assert "龙腾" in (fleet.box.say("rep0", "新增客户 龙腾机械有限公司") or "")


def test_silent_connections_do_not_stop_the_callback(fleet: Fleet) -> None:
    with contextlib.ExitStack() as held:
        for _ in range(MANY):
            held.enter_context(connected(fleet))
        assert answered(fleet)


@pytest.mark.parametrize("path", ["/wecom/callback", "/login"])
def test_bodies_that_stop_half_way_stop_nobody_else(fleet: Fleet, path: str) -> None:
    with contextlib.ExitStack() as held:
        for _ in range(MANY):
            held.enter_context(half_sent(fleet, path))
        assert answered(fleet)
        assert requests.get(f"{fleet.url}/healthz", timeout=5).text == "ok\n"


def test_somebody_nobody_knows_is_introduced_and_answered(fleet: Fleet) -> None:
    fleet.box.company.users.append(Member("newcomer", "新来的", [2], position="销售代表"))
    assert "没有" in (fleet.box.say("newcomer", "今天有啥待办") or "")


@pytest.mark.parametrize("path", ["/wecom/callback", "/nowhere"])
def test_a_body_is_refused_for_its_size_before_it_is_sent(fleet: Fleet, path: str) -> None:
    with connected(fleet) as held:
        held.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {10**9}\r\n\r\n".encode())
        assert held.recv(200).startswith(b"HTTP/1.1 413")
    assert answered(fleet)


def test_a_body_without_a_length_is_bounded_too(fleet: Fleet) -> None:
    def pieces(count: int) -> Iterator[bytes]:
        yield from [b"x" * 1024] * count

    call = f"{fleet.url}/wecom/callback?msg_signature=a&timestamp=1&nonce=2"
    assert requests.post(call, data=pieces(3), timeout=5).status_code == 403
    with contextlib.suppress(requests.ConnectionError):  # it may hang up while it is still sent to
        assert requests.post(call, data=pieces(100), timeout=5).status_code == 413
    assert answered(fleet)


def test_pages_are_flasks_with_their_headers_and_addresses(fleet: Fleet) -> None:
    page = requests.get(f"{fleet.url}/r/不是签名?a=%E4%BD%A0", timeout=5)
    assert page.status_code in (403, 404, 410)
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    head = requests.head(f"{fleet.url}/healthz", timeout=5)
    assert (head.status_code, head.text) == (200, "")
    refused = requests.post(f"{fleet.url}/healthz", timeout=5)
    assert (refused.status_code, "GET" in refused.headers["Allow"]) == (405, True)
    callback = requests.post(f"{fleet.url}/wecom/callback", data=b"x", timeout=5)
    assert (callback.status_code, callback.headers["X-Frame-Options"]) == (403, "SAMEORIGIN")
