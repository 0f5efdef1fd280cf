"""Rows of the outbox → what message/send takes."""

from collections.abc import Mapping
from typing import Any

from bot.card_render import card_json
from bot.cards import Button, ButtonCard, ButtonKey, Card, Link, Quote, Row, TextNotice
from bot.fit import fit_bytes
from bot.replies import MAX_TEXT_BYTES

SOURCE = "跟进"  # stands small at the top of every card

Json = dict[str, Any]


def texts(text: str) -> list[Json]:
    """One message or, beyond 2048 bytes, several in order."""
    parts: list[Json] = []
    while text.strip():
        head, text = fit_bytes(text, MAX_TEXT_BYTES)
        parts.append({"msgtype": "text", "text": {"content": head}})
    return parts


def card(payload: Mapping[str, Any], task_id: str, home: str) -> Json:
    """A card message. `home` is opened where the card names no page of its own. Raises CardError."""
    return {"msgtype": "template_card", "template_card": card_json(typed_card(payload, task_id, home))}


def typed_card(payload: Mapping[str, Any], task_id: str, home: str) -> Card:
    """The card of a `models.outbox.Card` payload: with buttons one to tap, without one to read."""
    url = payload.get("url")
    rows = tuple(Row(name, value) for name, value in payload.get("lines", ()))
    quote = Quote(payload["quote"]) if payload.get("quote") else None
    if payload.get("buttons"):
        return ButtonCard(
            title=payload["title"],
            desc=payload.get("desc", ""),
            source=SOURCE,
            task_id=task_id,
            text=payload.get("text", ""),
            rows=rows,
            quote=quote,
            link=Link(url) if url else None,
            buttons=tuple(_button(button) for button in payload["buttons"]),
        )
    figure = payload.get("figure")
    return TextNotice(
        title=payload["title"],
        desc=payload.get("desc", ""),
        source=SOURCE,
        task_id=task_id,
        text=payload.get("text", ""),
        rows=rows,
        quote=quote,
        emphasis=(figure[0], figure[1]) if figure else None,
        link=Link(url or home),
    )


def _button(button: Mapping[str, Any]) -> Button:
    key = ButtonKey(button["action"], tuple(button.get("ref", ())))
    return Button(button["text"], key=key.pack(), style=button.get("style", 2))


def media(kind: str, media_id: str) -> Json:
    """`kind` image or file; `media_id` from an upload of the last three days."""
    return {"msgtype": kind, kind: {"media_id": media_id}}
