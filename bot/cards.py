"""The five template cards as frozen values, and the typed keys of their buttons.

`bot.card_render` checks them against WeCom's limits and writes them. Protocol: page 90236 (模板卡片消息).
"""

import re
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote, unquote

MAX_KEY_BYTES = 1024

_ACTION = re.compile(r"[a-z][a-z0-9_.]*")


class CardError(ValueError):
    """WeCom would refuse this card. A mistake of the program, never of the person."""


@dataclass(frozen=True, slots=True)
class ButtonKey:
    """What a button means: an action and the records it is about, e.g. ButtonKey("task.done", ("42",)).

    It travels as text in the card and comes back in `Tap.button`. Not a secret and not signed: WeCom alone
    can send taps, and what the person may do is checked when the tap arrives.
    """

    action: str
    refs: tuple[str, ...] = ()

    VERSION: ClassVar[str] = "1"

    def pack(self) -> str:
        """E.g. "1:task.done:42". Raises CardError beyond 1024 bytes."""
        if not _ACTION.fullmatch(self.action):
            raise CardError(f"button action {self.action!r}")
        packed = ":".join([self.VERSION, self.action, *(quote(ref, safe="") for ref in self.refs)])
        if len(packed.encode()) > MAX_KEY_BYTES:
            raise CardError(f"button key of {len(packed.encode())} bytes, {MAX_KEY_BYTES} allowed")
        return packed

    @classmethod
    def unpack(cls, packed: str) -> "ButtonKey | None":
        """The key in `packed`; None when it is of another version or none of ours."""
        version, _, rest = packed.partition(":")
        action, *refs = rest.split(":")
        if version != cls.VERSION or not _ACTION.fullmatch(action):
            return None
        return cls(action, tuple(unquote(ref) for ref in refs))


@dataclass(frozen=True, slots=True)
class Row:
    """A name and a value side by side. A url or a member's userid makes the value tappable."""

    name: str
    value: str
    url: str = ""
    userid: str = ""
    media_id: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Opens a page; `title` where the link is a line of its own."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A callback button with a `key`, or with a `url` one that opens a page.

    `style`: 1 emphasised, 2 secondary, 3 neutral, 4 negative.
    """

    text: str
    key: str = ""
    url: str = ""
    style: int = 1


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    text: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several options, as a drop-down list. The first is selected unless `selected` names another."""

    key: str
    title: str
    options: tuple[Option, ...]
    selected: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Checkbox:
    key: str
    options: tuple[Option, ...]
    several: bool = False
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """The ⋯ in the corner: up to three entries (text, key)."""

    items: tuple[tuple[str, str], ...]
    desc: str = "更多"


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Common to all five. `task_id`, needed where a tap can come back, is unique in the app for ever."""

    title: str
    desc: str = ""
    source: str = ""
    task_id: str = ""

    TYPE: ClassVar[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNotice(Card):
    """Something to read, with a page behind it. `emphasis`: a large figure and what it counts."""

    link: Link
    emphasis: tuple[str, str] | None = None
    text: str = ""
    quote: Quote | None = None
    rows: tuple[Row, ...] = ()
    jumps: tuple[Link, ...] = ()
    menu: Menu | None = None

    TYPE: ClassVar[str] = "text_notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsNotice(Card):
    """Something to look at: a picture (1.3 ≤ aspect ratio < 2.25) and up to four paragraphs."""

    link: Link
    image_url: str
    aspect_ratio: float = 1.6
    paragraphs: tuple[tuple[str, str], ...] = ()
    quote: Quote | None = None
    rows: tuple[Row, ...] = ()
    jumps: tuple[Link, ...] = ()
    menu: Menu | None = None

    TYPE: ClassVar[str] = "news_notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonCard(Card):
    """Something to do with one tap: one to six buttons, perhaps a choice beside them.

    `replaced` (in updates only) greys the buttons and shows this text in their place.
    """

    buttons: tuple[Button, ...]
    text: str = ""
    quote: Quote | None = None
    rows: tuple[Row, ...] = ()
    choice: Choice | None = None
    link: Link | None = None
    menu: Menu | None = None
    replaced: str = ""

    TYPE: ClassVar[str] = "button_interaction"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCard(Card):
    """A list to tick and send."""

    checkbox: Checkbox
    submit: Button
    replaced: str = ""

    TYPE: ClassVar[str] = "vote_interaction"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCard(Card):
    """One to three drop-down lists to fill in and send."""

    choices: tuple[Choice, ...]
    submit: Button
    replaced: str = ""

    TYPE: ClassVar[str] = "multiple_interaction"
