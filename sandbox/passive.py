"""The passive reply (被动回复): what the callback's answer does to the phone."""

from __future__ import annotations

import re
from typing import Any

from .errors import ApiError
from .kinds import check_media, cut
from .outgoing import apply_update
from .world import Json, Message, World

LISTS = {
    "horizontal_content_list",
    "vertical_content_list",
    "jump_list",
    "button_list",
    "select_list",
    "option_list",
    "action_list",
}
NUMBERS = {"type", "style", "desc_color", "mode"}
FLAGS = {"is_checked", "disable"}
NAMES = {  # where CamelCase does not simply become snake_case
    "KeyName": "keyname",
    "CheckBox": "checkbox",
    "UserId": "userid",
    "AppId": "appid",
    "PagePath": "pagepath",
}


def apply(world: World, userid: str, reply: Json, tapped: Message | None) -> Message | None:
    """Show a decrypted reply on the member's phone; the new message if it was one.

    ``tapped`` is the card the callback was about. Raises ApiError when WeCom would not show it.
    """
    if str(reply.get("ToUserName", "")).lower() != userid.lower():
        raise ApiError(40003, "ToUserName is not the sender")
    if reply.get("FromUserName") != world.company.corp_id:
        raise ApiError(40013, "FromUserName is not the corpid")
    kind = str(reply.get("MsgType", ""))
    if kind in ("update_button", "update_template_card"):
        _update(world, kind, reply, tapped)
        return None
    if kind not in READERS:
        raise ApiError(40008, f"passive {kind}")
    body = READERS[kind](world, reply)
    with world.lock:
        msgid = f"p{world.next_msgid():x}"
        return world.add(Message(msgid, userid, kind, body, world.now(), "passive"))


def card_from_xml(node: Json) -> Json:
    """``TemplateCard`` in CamelCase elements → the JSON form of §4.3."""
    return {_snake(name): _value(_snake(name), value) for name, value in node.items()}


def _update(world: World, kind: str, reply: Json, tapped: Message | None) -> None:
    if tapped is None:
        raise ApiError(40058, f"{kind} only answers a tap on a card")
    change: Json
    if kind == "update_button":
        change = {"button": {"replace_name": (reply.get("Button") or {}).get("ReplaceName", "")}}
    else:
        node = reply.get("TemplateCard")
        change = {"template_card": card_from_xml(node if isinstance(node, dict) else {})}
    with world.lock:
        apply_update(world, [tapped], change)


def _text(world: World, reply: Json) -> Json:
    content = reply.get("Content")
    if not content:
        raise ApiError(44004)
    return {"content": cut(content, 2048)}


def _file(kind: str) -> Any:
    def read(world: World, reply: Json) -> Json:
        part = reply.get(kind.capitalize()) or {}
        media = check_media(world, part.get("MediaId"), kind)
        body = {"media_id": media.media_id, "filename": media.filename, "size": len(media.data)}
        if kind == "video":
            body |= {"title": part.get("Title", ""), "description": part.get("Description", "")}
        return body

    return read


def _news(world: World, reply: Json) -> Json:
    articles = reply.get("Articles")
    items = articles.get("item", []) if isinstance(articles, dict) else []
    items = items if isinstance(items, list) else [items]
    if not 1 <= len(items) <= 8:
        raise ApiError(45008)
    if str(len(items)) != str(reply.get("ArticleCount")):
        raise ApiError(40058, "ArticleCount")
    return {"articles": [{name.lower(): value for name, value in item.items()} for item in items]}


READERS: dict[str, Any] = {
    "text": _text,
    "image": _file("image"),
    "voice": _file("voice"),
    "video": _file("video"),
    "news": _news,
}


def _snake(name: str) -> str:
    return NAMES.get(name) or re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _value(name: str, value: Any) -> Any:
    if name in LISTS:
        items = value if isinstance(value, list) else [value]
        return [card_from_xml(item) if isinstance(item, dict) else {} for item in items]
    if isinstance(value, dict):
        return card_from_xml(value)
    if name in NUMBERS and str(value).lstrip("-").isdigit():
        return int(value)
    if name in FLAGS:
        return str(value).lower() in ("1", "true")
    if name == "aspect_ratio":
        try:
            return float(value)
        except ValueError:
            return value
    return value
