"""What WeCom told us, as one frozen value a kind of thing that can happen. `bot.parsing` makes them.

Protocol: WeCom's pages 90238 and 90239 (messages), 90240 (events).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """Common to everything that comes in.

    `userid` is lower case (WeCom compares without case), empty for events of the whole corp; `sender` is the
    spelling WeCom used. `created_at` is aware, in UTC. `key` is the same for every delivery of the same thing
    and of nothing else: `m:<agent>:<msgid>` for messages, `e:<sha256 of the decrypted XML>` for events.
    """

    userid: str
    sender: str
    agent_id: int
    created_at: datetime
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Incoming):
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Incoming):
    media_id: str
    pic_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Incoming):
    """`format` is amr or speex. `recognition` is empty from WeCom: self-built apps get no transcript."""

    media_id: str
    format: str
    recognition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Video(Incoming):
    media_id: str
    thumb_media_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Incoming):
    """A place the person picked and sent. Degrees, presumably GCJ-02; None when not a number on earth."""

    latitude: float | None
    longitude: float | None
    scale: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Incoming):
    title: str
    description: str
    url: str
    pic_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Incoming):
    """Not on the official list and seldom delivered: welcome when it comes, never relied upon."""

    media_id: str
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap(Incoming):
    """A button, a submitted choice or a ⋯ entry of a card that we sent.

    `button` is the key we gave it (see cards.ButtonKey). `response_code` pays for one update of the card, for
    72 h. `selected` maps question keys to the chosen option ids. The card may be old: look at the state, not
    at the tap. `menu` is True for an entry of the ⋯ menu.
    """

    button: str
    task_id: str
    card_type: str
    response_code: str
    selected: Mapping[str, tuple[str, ...]]
    menu: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuClick(Incoming):
    """An entry of the app's menu. `event` is click, or the kinds with more behind them (scancode_push …)."""

    event: str
    event_key: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuView(Incoming):
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter(Incoming):
    """The person opened the chat. Frequent: no greeting each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe(Incoming):
    """The person came into the app's visible range. May repeat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsubscribe(Incoming):
    """The person left the visible range or the corp, or was disabled. May repeat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationReport(Incoming):
    """Reported by the client on entering the chat; not a message. Precision in metres."""

    latitude: float | None
    longitude: float | None
    precision: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChange(Incoming):
    """A member, department or tag changed (通讯录变更): `change` is create_user, delete_party and so on."""

    change: str
    subject: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalContactChange(Incoming):
    """A customer in WeChat was added, edited or lost (外部联系人变更). `member` is whose, in lower case."""

    change: str
    member: str
    external_userid: str
    state: str
    welcome_code: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalChange(Incoming):
    """An approval moved on. `own`: one we started (number is our ThirdNo), else WeCom's own 审批 (SpNo).

    `status`: 1 pending, 2 approved, 3 refused, 4 withdrawn, 6 withdrawn after approval, 7 deleted, 10 paid.
    """

    own: bool
    number: str
    status: int
    applicant: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchJob(Incoming):
    """An asynchronous import of members or departments has ended; errcode 0 is success."""

    job_id: str
    job_type: str
    errcode: int
    errmsg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Incoming):
    """Genuine and not known to this version: logged by `kind` (sticker, event:kf_msg_or_event)."""

    kind: str
