"""From what WeCom delivered to what the dialogue takes, and from its answer to a passive reply."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog

from bot import incoming as wecom
from bot.cards import ButtonKey
from bot.menu import SAY
from bot.replies import ButtonReply, Reply, TextReply
from handlers.context import Answer, Input, Said, Sent, Tapped
from handlers.entry import Entrance, Message

log = structlog.get_logger("road")


def answering(
    entrance: Entrance, now: Callable[[], datetime], about_company: Callable[[wecom.Incoming], None]
) -> Callable[[wecom.Incoming], Reply | None]:
    """The function that bot.app calls for every genuine callback.

    `about_company` is told of what concerns nobody's conversation: changes of members, approvals, batch jobs.
    """

    def answer(came: wecom.Incoming) -> Reply | None:
        said = _input(came)
        if said is None or not came.userid:
            about_company(came)
            return None
        return _reply(entrance.take(Message(came.key, came.userid, said), now()), came)

    return answer


def _input(came: wecom.Incoming) -> Input | None:
    """What the person said or did; None where it is no part of a conversation."""
    match came:
        case wecom.Text(content=text):
            return Said(text) if text.strip() else Sent("blank", {})
        case wecom.Voice(recognition=text) if text.strip():
            return Said(text)
        case wecom.Tap(button=button, task_id=task_id):
            key = ButtonKey.unpack(button)
            return Tapped(key.action, key.refs, task_id) if key else Tapped("", (), task_id)
        case wecom.MenuClick(event_key=key):
            return Said(key.removeprefix(SAY)) if key.startswith(SAY) else Sent("menu", {"key": key})
        case wecom.Enter() | wecom.MenuView() | wecom.LocationReport() | wecom.Unknown():
            return None
        case wecom.Subscribe():
            return Sent("subscribe", {})
        case wecom.Unsubscribe():
            return None
    kind = SENT.get(type(came))
    return Sent(kind, _data(came)) if kind else None


SENT: dict[type[wecom.Incoming], str] = {
    wecom.Image: "image",
    wecom.Voice: "voice",
    wecom.Video: "video",
    wecom.Location: "location",
    wecom.Link: "link",
    wecom.File: "file",
}


def _data(came: wecom.Incoming) -> dict[str, Any]:
    """The fields that the kind adds to what all have in common."""
    common = wecom.Incoming.__dataclass_fields__
    return {name: getattr(came, name) for name in came.__dataclass_fields__ if name not in common}


def _reply(answer: Answer, came: wecom.Incoming) -> Reply | None:
    if answer.button:
        return ButtonReply(answer.button) if isinstance(came, wecom.Tap) else None
    return TextReply(answer.text) if answer.text else None
