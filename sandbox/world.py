"""Everything the sandbox remembers, behind one lock and one condition variable."""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .company import Company
from .faults import Faults
from .limits import Limits, Window

Json = dict[str, Any]
Clock = Callable[[], datetime]

CODE_LIFE_S = 72 * 3600


@dataclass
class CardState:
    """One member's copy of a template card: the card as it is now, and what replaced its buttons."""

    card: Json
    task_id: str
    original_type: str
    replaced: str | None = None
    updates: int = 0

    @property
    def card_type(self) -> str:
        return str(self.card["card_type"])


@dataclass
class Message:
    """One bubble in the chat of one member with the app.

    ``mine``: written by the member · ``via``: send, passive or member · ``state``: sent, sending, failed.
    ``body`` has the fields of its kind (``content`` for text and markdown, ``media_id`` for files, …).
    """

    msgid: str
    userid: str
    kind: str
    body: Json
    at: datetime
    via: str
    mine: bool = False
    card: CardState | None = None
    recalled: bool = False
    state: str = "sent"
    seq: int = 0

    @property
    def text(self) -> str:
        """The words of a text or markdown message, else empty."""
        return str(self.body.get("content", ""))


@dataclass
class Media:
    """A temporary file (素材); valid three days."""

    media_id: str
    kind: str
    filename: str
    data: bytes
    mime: str
    at: float


@dataclass
class Token:
    value: str
    scope: str
    expires_at: float
    dead_code: int = 0


@dataclass
class SentCard:
    """A card message as it was sent, for recalls and updates."""

    msgid: str
    card: Json
    userids: list[str]


@dataclass
class ResponseCode:
    msgid: str
    expires_at: float
    used: bool = False


@dataclass
class Schedule:
    """One entry of a calendar (日程). ``fields`` as the app sent them · ``moved``: updates so far."""

    schedule_id: str
    fields: Json
    moved: int = 0


@dataclass
class World:
    """State of the company's app. Use ``with world.lock`` around reading and writing."""

    company: Company
    clock: Clock
    limits: Limits = field(default_factory=Limits)
    faults: Faults = field(default_factory=Faults)
    token_life_s: int = 7200

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.calls: Counter[str] = Counter()
        self.problems: list[str] = []
        self.tokens: dict[str, Token] = {}
        self.chats: dict[str, list[Message]] = {}
        self.by_msgid: dict[str, list[Message]] = {}
        self.unread: Counter[str] = Counter()
        self.sent_at: dict[str, datetime] = {}
        self.sent_cards: dict[str, SentCard] = {}
        self.task_ids: set[str] = set()
        self.codes: dict[str, ResponseCode] = {}
        self.logins: dict[str, tuple[str, float, str]] = {}
        self.media: dict[str, Media] = {}
        self.calendars: dict[str, Json] = {}
        self.schedules: dict[str, Schedule] = {}
        self.menu: Json | None = None
        self.agent: Json = {"report_location_flag": 0, "isreportenter": 0, "home_url": ""}
        self.recent_sends: dict[str, tuple[float, Json]] = {}
        self.window = Window()
        self.feed: deque[tuple[int, str, Message | None]] = deque(maxlen=5000)
        self.seq = 0
        self._msgid = (time.time_ns() // 1_000_000) << 20  # real time: unique over restarts of the sandbox

    def now(self) -> datetime:
        """The company's time (aware)."""
        return self.clock()

    def stamp(self) -> float:
        """The company's time as Unix seconds."""
        return self.clock().timestamp()

    def next_msgid(self) -> int:
        """A new 64-bit MsgId."""
        with self.lock:
            self._msgid += 1
            return self._msgid

    def add(self, message: Message) -> Message:
        """Append to the member's chat and wake whoever waits."""
        with self.lock:
            self.chats.setdefault(message.userid.lower(), []).append(message)
            self.by_msgid.setdefault(message.msgid, []).append(message)
            if not message.mine:
                self.unread[message.userid.lower()] += 1
            self.touch(message.userid, message)
        return message

    def touch(self, userid: str, message: Message | None = None) -> None:
        """Note that something changed (a message, or with none the menu, clock or unread count)."""
        with self.lock:
            self.seq += 1
            if message is not None:
                message.seq = self.seq
            self.feed.append((self.seq, userid, message))
            self.changed.notify_all()

    def chat(self, userid: str) -> list[Message]:
        with self.lock:
            return list(self.chats.get(userid.lower(), []))

    def copies(self, msgid: str) -> list[Message]:
        """Every member's copy of a sent message."""
        with self.lock:
            return list(self.by_msgid.get(msgid, []))

    def new_code(self, msgid: str) -> str:
        """A response_code that pays for one update of this card."""
        code = secrets.token_urlsafe(24)
        with self.lock:
            self.codes[code] = ResponseCode(msgid, self.stamp() + CODE_LIFE_S)
        return code

    def problem(self, text: str) -> None:
        """Note something the real WeCom would swallow in silence, so that a test can see it."""
        with self.lock:
            self.problems.append(text)
            self.changed.notify_all()
