"""Messages to people, written in the transaction that causes them; bot/ turns them into WeCom's forms."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.lists import is_sqlite
from models.platform import Outbox
from models.prepared import Prepared

KEY = re.compile(r"[0-9a-zA-Z:._\-]{1,128}")


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a card. What it does comes back as `action` and `ref` when it is tapped."""

    text: str
    action: str
    ref: tuple[str, ...] = ()
    style: int = 2


@dataclass(frozen=True, slots=True)
class Text:
    """A plain text message, at most 2048 bytes."""

    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card. With buttons it can be worked by tapping, without it opens `url`.

    `lines` are at most six pairs of a short name and its value.
    """

    title: str
    desc: str = ""
    text: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    figure: tuple[str, str] | None = None
    quote: str = ""
    buttons: tuple[Button, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG, uploaded when it is sent. `media_id`: WeCom has it already, for three days."""

    name: str
    data: bytes = b""
    media_id: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file of at most 20 MB, uploaded when it is sent."""

    name: str
    data: bytes = b""
    media_id: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture that is drawn when it is sent: drawing takes a quarter of a second, and whoever made it is
    not to wait. `plot` is a `crm.figures.plot.Plot` as plain data, `drawing` a finished
    `crm.drawing.svg.Drawing`.
    """

    plot: dict[str, Any] | None = None
    drawing: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Greys the buttons of a card sent before to the same person and shows `button` in their place.

    For those who did not tap; the answer to a tap does it at once. `task_id` is the card's (see `task_id`).
    """

    task_id: str
    button: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """Nothing to read: the calendar shall say what this task says at delivery (crm.tasks.appointments).

    `calendar`: WeCom's cal_id.
    """

    task: int
    calendar: str


Message = Text | Card | Picture | Chart | File | Update | Schedule


def task_id(key: str) -> str:
    """The task_id of the card with this outbox key: WeCom takes letters, digits, `_`, `-` and `@`."""
    return key.replace(":", "@").replace(".", "_")


def queue(
    session: Session,
    key: str,
    user_id: int,
    message: Message,
    now: datetime,
    *,
    not_before: datetime | None = None,
    keeps: timedelta | None = None,
    at_once: bool = False,
) -> bool:
    """Put a message in the outbox once; False if `key` is there already.

    `keeps` is how long it is worth sending: after an outage what is older is dropped with a reason.
    `at_once`: it answers the person, or the hour is their own: quiet hours and days off do not hold it.
    """
    return bool(QUEUE.run(session, _row(key, user_id, message, now, not_before, keeps, at_once)).rowcount)


def queue_all(
    session: Session,
    messages: Sequence[tuple[str, int, Message]],
    now: datetime,
    *,
    not_before: datetime | None = None,
    keeps: timedelta | None = None,
) -> int:
    """`queue` for many (key, person, message) in few statements; how many were not there already."""
    rows = [_row(key, user_id, message, now, not_before, keeps) for key, user_id, message in messages]
    if not rows:
        return 0
    if not is_sqlite(session) and all(row["blob"] is None for row in rows):
        done = session.connection().execute(_TOGETHER, {"rows": json.dumps(rows, default=datetime.isoformat)})
        return done.rowcount
    insert = _insert(session).on_conflict_do_nothing().returning(Outbox.id)
    return len(session.scalars(insert, rows, execution_options={"unscoped": True}).all())


def _insert(session: Session) -> Any:
    dialect = sqlite if is_sqlite(session) else postgresql
    return dialect.insert(Outbox)


def _row(
    key: str,
    user_id: int,
    message: Message,
    now: datetime,
    not_before: datetime | None,
    keeps: timedelta | None,
    at_once: bool = False,
) -> dict[str, Any]:
    if not KEY.fullmatch(key):
        raise ValueError(f"outbox key {key!r} cannot become a task_id")
    return {
        "key": key,
        "user_id": user_id,
        "kind": type(message).__name__.lower(),
        "payload": _payload(message),
        "blob": (message.data or None) if isinstance(message, Picture | File) else None,
        "task_id": task_id(key) if isinstance(message, Card) else None,
        "status": "waiting",
        "attempts": 0,
        "at_once": at_once,
        "next_try_at": not_before or now,
        "expires_at": now + keeps if keeps else None,
        "created_at": now,
    }


def _queueing(sqlite_: bool) -> Any:
    values = {name: bindparam(name, type_=OUTBOX[name].type) for name in QUEUED}
    return (sqlite if sqlite_ else postgresql).insert(Outbox).values(values).on_conflict_do_nothing().inline()


OUTBOX = Outbox.__table__.c
QUEUED = (
    *("key", "user_id", "kind", "payload", "blob", "task_id", "status", "attempts", "at_once"),
    *("next_try_at", "expires_at", "created_at"),
)
QUEUE = Prepared(_queueing, scope=False)
_NAMED = ", ".join(f'"{name}"' for name in QUEUED)
# All rows in one parameter: as twelve parameters a row a thousand cards take five times as long.
_TOGETHER = text(
    f"INSERT INTO outbox ({_NAMED}) SELECT {_NAMED} FROM json_populate_recordset(NULL::outbox, :rows) "
    "ON CONFLICT DO NOTHING"
)


def _payload(message: Message) -> dict[str, object]:
    skipped = ("data",) if isinstance(message, Picture | File) else ()
    return {name: _plain(value) for name, value in _said(message) if value and name not in skipped}


def _plain(value: Any) -> Any:
    """As JSON has it; `asdict` copies every word, and cards are made by ten thousands."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return {name: _plain(of) for name, of in _said(value)} if isinstance(value, Button) else value


def _said(of: Message | Button) -> list[tuple[str, Any]]:
    return [(name, getattr(of, name)) for name in of.__slots__]
