"""Template cards (模板卡片): WeCom's rules for the five types, with its error codes 42027 to 42051."""

from __future__ import annotations

import re
from typing import Any

from .errors import ApiError

Json = dict[str, Any]

TYPES = ("text_notice", "news_notice", "button_interaction", "vote_interaction", "multiple_interaction")
NOTICES = ("text_notice", "news_notice")
CALLING = ("button_interaction", "vote_interaction", "multiple_interaction")
TASK_ID = re.compile(r"[0-9A-Za-z_@-]{1,128}\Z")
KEY_BYTES, ID_BYTES = 1024, 128
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")


def calls_back(card: Json) -> bool:
    """Whether tapping this card can reach the callback URL (and so a response_code is given)."""
    return card.get("card_type") in CALLING or _has_menu(card)


def check_card(card: Any, *, update: bool = False) -> Json:
    """Return the card if WeCom would take it, else raise ApiError. ``update``: task_id is not looked at."""
    if not isinstance(card, dict):
        raise ApiError(40058, "template_card should be an object")
    kind = card.get("card_type")
    if kind not in TYPES:
        raise ApiError(42031, str(kind))
    _check_title(card, kind)
    if not update:
        _check_task_id(card)
    if kind in (*NOTICES, "button_interaction"):
        _check_menu(card)
        _check_quote(_part(card, "quote_area"))
        _check_horizontal(card)
        _check_action(card, kind)
    if kind in NOTICES:
        _check_jumps(card)
    if kind == "news_notice":
        _check_news(card)
    if kind == "button_interaction":
        _check_buttons(card)
    if kind == "vote_interaction":
        _check_vote(card)
    if kind == "multiple_interaction":
        _check_selects(card)
    return card


def questions(card: Json) -> dict[str, Json]:
    """The choices a card offers, by question key: checkbox, select_list items or button_selection."""
    parts = [card.get("checkbox"), card.get("button_selection"), *(card.get("select_list") or [])]
    if card.get("card_type") == "vote_interaction":
        parts = [card.get("checkbox")]
    elif card.get("card_type") == "multiple_interaction":
        parts = list(card.get("select_list") or [])
    elif card.get("card_type") == "button_interaction":
        parts = [card.get("button_selection")]
    else:
        parts = []
    return {part["question_key"]: part for part in parts if isinstance(part, dict)}


def _has_menu(card: Json) -> bool:
    menu = card.get("action_menu")
    return card.get("card_type") not in ("vote_interaction", "multiple_interaction") and bool(menu)


def _check_title(card: Json, kind: str) -> None:
    title = _part(card, "main_title").get("title")
    if kind == "text_notice":
        if not title and not card.get("sub_title_text"):
            raise ApiError(42033, "main_title.title or sub_title_text")
    elif not title:
        raise ApiError(42033, "main_title.title")


def _check_task_id(card: Json) -> None:
    task_id = card.get("task_id")
    if task_id is None and not calls_back(card):
        return
    if not isinstance(task_id, str) or not TASK_ID.match(task_id):
        raise ApiError(42014, "digits, letters, _-@ and at most 128 bytes")


def _check_menu(card: Json) -> None:
    menu = _part(card, "action_menu")
    if not menu:
        return
    actions = _items(menu, "action_list")
    if not 1 <= len(actions) <= 3:
        raise ApiError(40058, "action_menu.action_list size")
    for action in actions:
        if not action.get("text"):
            raise ApiError(40058, "action_menu.action_list.text")
        if not _fits(action.get("key"), KEY_BYTES):
            raise ApiError(40058, "action_menu.action_list.key")
    _distinct([action["key"] for action in actions], 42051)


def _check_quote(area: Json) -> None:
    if area:
        _check_link(area, (0, 1, 2), "quote_area")


def _check_horizontal(card: Json) -> None:
    items = _items(card, "horizontal_content_list")
    if len(items) > 6:
        raise ApiError(42035)
    for item in items:
        if not item.get("keyname"):
            raise ApiError(42027)
        kind = _number(item.get("type", 0), (0, 1, 2, 3), "horizontal_content_list.type")
        if kind == 1:
            _check_url(item.get("url"), "horizontal_content_list.url")
        if kind == 2 and not item.get("media_id"):
            raise ApiError(42029)
        if kind == 3 and not item.get("userid"):
            raise ApiError(42050)


def _check_jumps(card: Json) -> None:
    items = _items(card, "jump_list")
    if len(items) > 3:
        raise ApiError(42042)
    for item in items:
        if not item.get("title"):
            raise ApiError(42033, "jump_list.title")
        _check_link(item, (0, 1, 2), "jump_list")


def _check_action(card: Json, kind: str) -> None:
    action = _part(card, "card_action")
    if kind in NOTICES and not action:
        raise ApiError(42045)
    if action:
        allowed = (1, 2) if kind in NOTICES else (0, 1, 2)
        if action.get("type", 0) not in allowed:
            raise ApiError(42045, "type")
        _check_link(action, allowed, "card_action")


def _check_news(card: Json) -> None:
    image, area = _part(card, "card_image"), _part(card, "image_text_area")
    if not image and not area:
        raise ApiError(42044, "card_image or image_text_area")
    if image:
        if not image.get("url"):
            raise ApiError(42044)
        ratio = image.get("aspect_ratio", 1.3)
        if not isinstance(ratio, int | float) or not 1.3 <= ratio < 2.25:
            raise ApiError(42044, "aspect_ratio should be more than 1.3 and less than 2.25")
    if area:
        if not area.get("image_url"):
            raise ApiError(42044, "image_text_area.image_url")
        _check_link(area, (0, 1, 2), "image_text_area")
    verticals = _items(card, "vertical_content_list")
    if len(verticals) > 4:
        raise ApiError(42036)
    if any(not item.get("title") for item in verticals):
        raise ApiError(42033, "vertical_content_list.title")


def _check_buttons(card: Json) -> None:
    selection = _part(card, "button_selection")
    if selection:
        _check_question(selection, 10)
    buttons = _items(card, "button_list")
    if not 1 <= len(buttons) <= 6:
        raise ApiError(40058, "button_list size")
    keys = []
    for button in buttons:
        if not button.get("text"):
            raise ApiError(42038)
        if _number(button.get("type", 0), (0, 1), "button_list.type") == 1:
            _check_url(button.get("url"), "button_list.url")
            continue
        if not _fits(button.get("key"), KEY_BYTES):
            raise ApiError(42039)
        keys.append(button["key"])
    _distinct(keys, 42039)


def _check_vote(card: Json) -> None:
    box = _part(card, "checkbox")
    _check_question(box, 20)
    _number(box.get("mode", 0), (0, 1), "checkbox.mode")
    _check_submit(card)


def _check_selects(card: Json) -> None:
    selects = _items(card, "select_list")
    if not 1 <= len(selects) <= 3:
        raise ApiError(42047)
    for select in selects:
        _check_question(select, 10)
    _distinct([select["question_key"] for select in selects], 42043)
    _distinct([option["id"] for select in selects for option in select["option_list"]], 42040)
    _check_submit(card)


def _check_question(part: Json, most: int) -> None:
    if not _fits(part.get("question_key"), KEY_BYTES):
        raise ApiError(42043)
    options = _items(part, "option_list")
    if not 1 <= len(options) <= most:
        raise ApiError(42037)
    for option in options:
        if not _fits(option.get("id"), ID_BYTES):
            raise ApiError(42040)
        if not option.get("text"):
            raise ApiError(42041)
    _distinct([option["id"] for option in options], 42040)


def _check_submit(card: Json) -> None:
    submit = _part(card, "submit_button")
    if not submit.get("text"):
        raise ApiError(42049)
    if not _fits(submit.get("key"), KEY_BYTES):
        raise ApiError(42046)


def _check_link(part: Json, allowed: tuple[int, ...], name: str) -> None:
    kind = _number(part.get("type", 0), allowed, f"{name}.type")
    if kind == 1:
        _check_url(part.get("url"), f"{name}.url")
    if kind == 2 and not part.get("appid"):
        raise ApiError(42030, f"{name}.appid")


def _check_url(url: Any, name: str) -> None:
    if not isinstance(url, str) or not url:
        raise ApiError(42028, name)
    if not SCHEME.match(url):
        raise ApiError(45034, name)


def _part(card: Json, name: str) -> Json:
    part = card.get(name)
    if part is None:
        return {}
    if not isinstance(part, dict):
        raise ApiError(40058, f"{name} should be an object")
    return part


def _items(part: Json, name: str) -> list[Json]:
    items = part.get(name)
    if items is None:
        return []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ApiError(40058, f"{name} should be a list of objects")
    return items


def _number(value: Any, allowed: tuple[int, ...], name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
        raise ApiError(40058, name)
    return value


def _fits(value: Any, most_bytes: int) -> bool:
    return isinstance(value, str) and 0 < len(value.encode()) <= most_bytes


def _distinct(values: list[str], code: int) -> None:
    if len(set(values)) != len(values):
        raise ApiError(code, "repeated")
