"""One row of the outbox through the API."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot import messages, schedules
from bot.client import DUPLICATE_CHECK_S, WeComClient
from bot.errors import GiveUp
from crm.drawing.svg import Drawing
from crm.figures.plot import of_json

TEXT_CHECK_S = 60
"""The duplicate check of a text's first try. The same words a minute later are meant; only a repeated try
looks back as far as WeCom can. Cards have their task_id and media their id, so equal ones are never meant."""

MEDIA_GONE = 40007


@dataclass(frozen=True, slots=True)
class Cargo:
    """What has to be known to send a row, apart from the session."""

    id: int
    kind: str
    userid: str
    payload: dict[str, Any]
    task_id: str
    attempt: int
    created_at: datetime
    response_code: str
    blob: bytes | None


@dataclass(frozen=True, slots=True)
class Done:
    """WeCom took it. `invalid`: userids it could not reach all the same."""

    msgid: str = ""
    response_code: str = ""
    invalid: tuple[str, ...] = ()


KeepMedia = Callable[[Cargo, str], None]


def send(client: WeComClient, cargo: Cargo, home: str, keep_media: KeepMedia) -> Done:
    """Send it. Raises WeComError; any other exception means that the row itself is wrong."""
    match cargo.kind:
        case "text":
            return _send_texts(client, cargo)
        case "card":
            return _send(client, cargo, messages.card(cargo.payload, cargo.task_id, home))
        case "picture" | "file":
            return _send_media(client, cargo, keep_media)
        case "chart":
            return _send_media(client, _drawn(cargo), keep_media)
        case "update":
            return _update(client, cargo)
        case "schedule":
            return Done(msgid=schedules.settle(client, cargo.payload, cargo.attempt))
        case _:
            raise GiveUp(f"unknown kind {cargo.kind!r}")


def _send(
    client: WeComClient, cargo: Cargo, message: dict[str, Any], check_s: int = DUPLICATE_CHECK_S
) -> Done:
    sent = client.send([cargo.userid], message, duplicate_check_s=check_s)
    return Done(sent.msgid, sent.response_code, sent.invalid)


def _send_texts(client: WeComClient, cargo: Cargo) -> Done:
    """A text too long for one message goes as several; a second try skips over those that arrived."""
    parts = messages.texts(cargo.payload["text"])
    if not parts:
        raise GiveUp("an empty text")
    check_s = TEXT_CHECK_S if cargo.attempt == 1 else DUPLICATE_CHECK_S
    done = Done()
    for part in parts:
        done = _send(client, cargo, part, check_s)
    return done


def _send_media(client: WeComClient, cargo: Cargo, keep_media: KeepMedia) -> Done:
    kind = "file" if cargo.kind == "file" else "image"
    kept = cargo.payload.get("media_id")
    if kept:
        try:
            return _send(client, cargo, messages.media(kind, kept))
        except GiveUp as refused:
            if refused.code != MEDIA_GONE:
                raise
    if not cargo.blob:
        raise GiveUp("nothing to upload")
    media_id = client.upload_media(kind, cargo.payload["name"], cargo.blob)
    keep_media(cargo, media_id)
    return _send(client, cargo, messages.media(kind, media_id))


def _drawn(cargo: Cargo) -> Cargo:
    """A chart as the picture it is; drawn anew at every try, unless it is with WeCom already."""
    if cargo.payload.get("media_id"):
        return cargo
    from crm.drawing import (  # not at the top: the renderer is large, and the web process never sends
        charts,
        plots,
    )

    finished = cargo.payload.get("drawing")
    drawn = charts.png(Drawing(**finished)) if finished else plots.picture(of_json(cargo.payload["plot"]))
    return replace(cargo, payload={**cargo.payload, "name": "chart.png"}, blob=drawn)


def _update(client: WeComClient, cargo: Cargo) -> Done:
    """Replace the buttons of a card by a text, for a receiver other than the one who tapped."""
    if not cargo.response_code:
        raise GiveUp("the card was not sent, or has been changed already")
    change = {"button": {"replace_name": cargo.payload["button"]}}
    return Done(invalid=client.update_template_card(cargo.response_code, change, [cargo.userid]))
