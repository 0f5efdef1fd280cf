"""`genjin serve` as it runs in production: who is slow, large or new keeps nobody else waiting."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sandbox.company import Member
from tests.support import services
from tests.support.fleet import Fleet

MANY = 64  # more than a worker has threads for anything
SHORT = 20  # bytes of a body that is said to have more


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_nobody_keeps_others_from_their_answer(database: str, tmp_path: Path) -> None:
    """One server for all trials: to start it takes longer than they do."""
    where = f"sqlite:///{tmp_path}/front.db" if database == "sqlite" else services.new_postgres()
    fleet = Fleet(where, "", tmp_path, reps=1, web=1, work=0)
    try:
        assert "龙腾" in (fleet.box.say("rep0", "新增客户 龙腾机械有限公司") or "")
        for trial in TRIALS:
            trial(fleet)
            assert answered(fleet), trial.__name__
    finally:
        fleet.stop()


def answered(fleet: Fleet) -> bool:
    return "龙腾" in (fleet.box.say("rep0", "客户 龙腾") or "")


def connected(fleet: Fleet) -> socket.socket:
    return socket.create_connection(("127.0.0.1", fleet.port), timeout=5)


def half_sent(fleet: Fleet, path: str) -> socket.socket:
    """A request whose body stops on its way."""
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {2 * SHORT}\r\n\r\n"
    held = connected(fleet)
    held.sendall(head.encode() + b"x" * SHORT)
    return held


def silent(fleet: Fleet) -> None:
    """Scanners, phones out of reach."""
    with contextlib.ExitStack() as held:
        for _ in range(MANY):
            held.enter_context(connected(fleet))
        assert answered(fleet)


def stopped_half_way(fleet: Fleet) -> None:
    for path in ("/wecom/callback", "/login"):
        with contextlib.ExitStack() as held:
            for _ in range(MANY):
                held.enter_context(half_sent(fleet, path))
            assert answered(fleet)
            assert requests.get(f"{fleet.url}/healthz", timeout=5).text == "ok\n"


def unknown(fleet: Fleet) -> None:
    """Somebody nobody knows: WeCom is asked, which may take long, and not on the loop."""
    fleet.box.company.users.append(Member("newcomer", "新来的", [2], position="销售代表"))
    assert "没有" in (fleet.box.say("newcomer", "今天有啥待办") or "")


def said_to_be_huge(fleet: Fleet) -> None:
    """Refused before it is sent."""
    for path in ("/wecom/callback", "/nowhere"):
        with connected(fleet) as held:
            held.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {10**9}\r\n\r\n".encode())
            assert held.recv(200).startswith(b"HTTP/1.1 413")


def of_no_length(fleet: Fleet) -> None:
    def pieces(count: int) -> Iterator[bytes]:
        yield from [b"x" * 1024] * count

    call = f"{fleet.url}/wecom/callback?msg_signature=a&timestamp=1&nonce=2"
    assert requests.post(call, data=pieces(3), timeout=5).status_code == 403
    with contextlib.suppress(requests.ConnectionError):  # it may hang up while it is still sent to
        assert requests.post(call, data=pieces(100), timeout=5).status_code == 413


def pages(fleet: Fleet) -> None:
    """Flask's, with their headers and addresses."""
    page = requests.get(f"{fleet.url}/r/不是签名?a=%E4%BD%A0", timeout=5)
    assert page.status_code in (403, 404, 410)
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    head = requests.head(f"{fleet.url}/healthz", timeout=5)
    assert (head.status_code, head.text) == (200, "")
    refused = requests.post(f"{fleet.url}/healthz", timeout=5)
    assert (refused.status_code, "GET" in refused.headers["Allow"]) == (405, True)
    callback = requests.post(f"{fleet.url}/wecom/callback", data=b"x", timeout=5)
    assert (callback.status_code, callback.headers["X-Frame-Options"]) == (403, "SAMEORIGIN")


TRIALS = (silent, stopped_half_way, unknown, said_to_be_huge, of_no_length, pages)
