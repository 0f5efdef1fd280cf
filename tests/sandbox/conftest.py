"""A sandbox with an echo bot behind it, a clock that tests move, and a bare API client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import requests

from sandbox import Company, Sandbox
from tests.support.services import free_port

from .echobot import EchoBot

Json = dict[str, Any]

TUESDAY = datetime(2025, 3, 4, 9, 30, tzinfo=timezone(timedelta(hours=8)))


class Hands:
    """The company's clock, to be moved by a test."""

    def __init__(self) -> None:
        self.now = TUESDAY

    def __call__(self) -> datetime:
        return self.now

    def move(self, **delta: float) -> None:
        self.now += timedelta(**delta)


class Client:
    """Calls the API as an app does: a token, UTF-8 bodies, answers as dictionaries."""

    def __init__(self, box: Sandbox) -> None:
        self.box = box
        self.http = requests.Session()
        self.http.trust_env = False
        self.token = self.get_token()

    def get_token(self) -> str:
        company = self.box.company
        answer = self.get("gettoken", corpid=company.corp_id, corpsecret=company.secret)
        return str(answer["access_token"])

    def get(self, path: str, **args: Any) -> Json:
        query = ({"access_token": self.token} if path != "gettoken" else {}) | args
        answer: Json = self.http.get(self.box.api + path, params=query, timeout=5).json()
        return answer

    def post(self, path: str, body: Json | bytes, **args: Any) -> Json:
        data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        query = {"access_token": self.token} | args
        answer: Json = self.http.post(self.box.api + path, params=query, data=data, timeout=5).json()
        return answer

    def upload(self, kind: str, name: str, data: bytes) -> Json:
        query = {"access_token": self.token, "type": kind}
        files = {"media": (name, data)}
        answer: Json = self.http.post(
            self.box.api + "media/upload", params=query, files=files, timeout=5
        ).json()
        return answer

    def send(self, kind: str, part: Any, to: str = "XiaoLi", **more: Any) -> Json:
        head = {"touser": to, "agentid": self.box.company.agent_id, "msgtype": kind, kind: part}
        return self.post("message/send", head | more)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def box(hands: Hands) -> Iterator[Sandbox]:
    def move(target: datetime) -> None:
        hands.now = target

    pauses = (0.01, 0.01, 0.01)
    company, port = Company.tiny(), free_port()
    with Sandbox(company, port=port, clock=hands, retry_after_s=pauses, on_clock_move=move) as running:
        bot = EchoBot(running.company)
        running.company.callback_url = bot.url
        running.bot = bot  # type: ignore[attr-defined]
        yield running
        bot.stop()


@pytest.fixture
def bot(box: Sandbox) -> EchoBot:
    found: EchoBot = box.bot  # type: ignore[attr-defined]
    return found


@pytest.fixture
def api(box: Sandbox) -> Iterator[Client]:
    client = Client(box)
    yield client
    client.http.close()


def button_card(**changes: Any) -> Json:
    """小李's due task, with two buttons."""
    card: Json = {
        "card_type": "button_interaction",
        "task_id": "task-42-1",
        "main_title": {"title": "给华辰报价", "desc": "今天 17:00 到期"},
        "button_list": [
            {"text": "完成", "style": 1, "key": "task.done"},
            {"text": "推迟一天", "style": 2, "key": "task.snooze"},
        ],
    }
    return {name: value for name, value in (card | changes).items() if value is not None}


def png(width: int = 4, height: int = 4) -> bytes:
    """A small valid PNG."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x2b\x6d\xe5" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
