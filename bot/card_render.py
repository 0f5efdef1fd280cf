"""Cards as WeCom takes them: JSON for message/send and update_template_card, XML for the answer to a tap.

Counts and byte limits are WeCom's hard ones and raise CardError; texts longer than what is shown are
shortened with …. Protocol: page 90236 (模板卡片消息); the names in XML: page 90241.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bot.cards import (
    MAX_KEY_BYTES,
    Button,
    ButtonCard,
    Card,
    CardError,
    Choice,
    FormCard,
    Link,
    Menu,
    NewsNotice,
    Option,
    Quote,
    Row,
    TextNotice,
    VoteCard,
)
from bot.fit import shorten, shorten_lines
from bot.xml import cdata

MAX_OPTION_ID_BYTES = 128
MAX_URL_BYTES = 1024

_TASK_ID = re.compile(r"[0-9A-Za-z_@-]{1,128}")
_URL = re.compile(r"https?://\S+")

Json = dict[str, Any]


def card_json(card: Card, *, update: bool = False) -> Json:
    """The value of `template_card` in message/send, or (`update`) in update_template_card. Raises CardError.

    An update carries no task_id: the card keeps the one it was sent with.
    """
    body: Json = {"card_type": card.TYPE, "main_title": _title(card)}
    if card.source:
        body["source"] = {"desc": shorten(card.source, 20), "desc_color": 0}
    body |= _BODIES[type(card)](card)
    if not update:
        body.pop("replace_text", None)
        if card.task_id:
            body["task_id"] = _task_id(card.task_id)
        elif card.TYPE not in ("text_notice", "news_notice") or "action_menu" in body:
            raise CardError(f"{card.TYPE} needs a task_id")
    return body


def card_xml(card: Card) -> str:
    """The <TemplateCard> of a passive answer to a tap. Raises CardError."""
    return f"<TemplateCard>{_xml(card_json(card, update=True))}</TemplateCard>"


def _title(card: Card) -> Json:
    if not card.title.strip():
        raise CardError(f"{card.TYPE} without a title")
    title = {"title": shorten(card.title, 36)}
    if card.desc.strip():
        title["desc"] = shorten(card.desc, 44)
    return title


def _text_notice(card: TextNotice) -> Json:
    body = _shared(card.quote, card.rows, card.menu) | _jumps(card.jumps)
    body["card_action"] = {"type": 1, "url": _url(card.link.url)}
    if card.emphasis:
        body["emphasis_content"] = {
            "title": shorten(card.emphasis[0], 14),
            "desc": shorten(card.emphasis[1], 22),
        }
    if card.text.strip():
        body["sub_title_text"] = shorten_lines(card.text, 160)
    return body


def _news_notice(card: NewsNotice) -> Json:
    if not 1.3 <= card.aspect_ratio < 2.25:
        raise CardError(f"aspect ratio {card.aspect_ratio}, 1.3 to 2.25 allowed")
    body = _shared(card.quote, card.rows, card.menu) | _jumps(card.jumps)
    body["card_action"] = {"type": 1, "url": _url(card.link.url)}
    body["card_image"] = {"url": _url(card.image_url), "aspect_ratio": card.aspect_ratio}
    if card.paragraphs:
        _count(card.paragraphs, 1, 4, "paragraphs")
        body["vertical_content_list"] = [
            {"title": shorten(title, 38), "desc": shorten(desc, 160)} for title, desc in card.paragraphs
        ]
    return body


def _button_card(card: ButtonCard) -> Json:
    _count(card.buttons, 1, 6, "buttons")
    _unique([b.key for b in card.buttons if b.key], "button keys")
    body = _shared(card.quote, card.rows, card.menu)
    body["button_list"] = [_button(button) for button in card.buttons]
    if card.text.strip():
        body["sub_title_text"] = shorten_lines(card.text, 160)
    if card.choice:
        body["button_selection"] = _choice(card.choice)
    if card.link:
        body["card_action"] = {"type": 1, "url": _url(card.link.url)}
    return body | _replaced(card.replaced)


def _vote_card(card: VoteCard) -> Json:
    box = card.checkbox
    checkbox: Json = {
        "question_key": _within(box.key, MAX_KEY_BYTES, "question key"),
        "mode": int(box.several),
        "option_list": [
            _option(option, 17) | ({"is_checked": True} if option.checked else {})
            for option in _options(box.options, 20)
        ],
    }
    if box.disabled:
        checkbox["disable"] = True
    return {"checkbox": checkbox, "submit_button": _submit(card.submit)} | _replaced(card.replaced)


def _form_card(card: FormCard) -> Json:
    _count(card.choices, 1, 3, "choices")
    _unique([choice.key for choice in card.choices], "question keys")
    lists = [_choice(choice) for choice in card.choices]
    return {"select_list": lists, "submit_button": _submit(card.submit)} | _replaced(card.replaced)


_BODIES: dict[type[Card], Any] = {
    TextNotice: _text_notice,
    NewsNotice: _news_notice,
    ButtonCard: _button_card,
    VoteCard: _vote_card,
    FormCard: _form_card,
}


def _shared(quoted: Quote | None, rows: tuple[Row, ...], menu: Menu | None) -> Json:
    body: Json = {}
    if quoted:
        body["quote_area"] = {"type": 1, "url": _url(quoted.url)} if quoted.url else {"type": 0}
        if quoted.title:
            body["quote_area"]["title"] = shorten(quoted.title, 36)
        body["quote_area"]["quote_text"] = shorten_lines(quoted.text, 160)
    if rows:
        _count(rows, 1, 6, "rows")
        body["horizontal_content_list"] = [_row(row) for row in rows]
    if menu:
        _count(menu.items, 1, 3, "menu entries")
        _unique([key for _, key in menu.items], "menu keys")
        body["action_menu"] = {
            "desc": shorten(menu.desc, 10),
            "action_list": [
                {
                    "text": _some(shorten(text, 10), "menu text"),
                    "key": _within(key, MAX_KEY_BYTES, "menu key"),
                }
                for text, key in menu.items
            ],
        }
    return body


def _jumps(jumps: tuple[Link, ...]) -> Json:
    _count(jumps, 0, 3, "jumps")
    lines = [
        {"type": 1, "title": _some(shorten(jump.title, 18), "jump title"), "url": _url(jump.url)}
        for jump in jumps
    ]
    return {"jump_list": lines} if lines else {}


def _row(row: Row) -> Json:
    line: Json = {"keyname": _some(shorten(row.name, 5), "row name")}
    if row.value:
        line["value"] = shorten(row.value, 30)
    if row.url:
        line |= {"type": 1, "url": _url(row.url)}
    elif row.media_id:
        line |= {"type": 2, "media_id": row.media_id}
    elif row.userid:
        line |= {"type": 3, "userid": row.userid}
    return line


def _button(button: Button) -> Json:
    line: Json = {"text": _some(shorten(button.text, 10), "button text"), "style": button.style}
    if button.style not in (1, 2, 3, 4):
        raise CardError(f"button style {button.style}")
    if button.url:
        return line | {"type": 1, "url": _url(button.url)}
    return line | {"key": _within(button.key, MAX_KEY_BYTES, "button key")}


def _submit(button: Button) -> Json:
    return {
        "text": _some(shorten(button.text, 10), "submit text"),
        "key": _within(button.key, MAX_KEY_BYTES, "submit key"),
    }


def _choice(choice: Choice) -> Json:
    options = _options(choice.options, 10)
    body: Json = {
        "question_key": _within(choice.key, MAX_KEY_BYTES, "question key"),
        "title": shorten(choice.title, 13),
        "option_list": [_option(option, 16) for option in options],
    }
    if choice.selected:
        if choice.selected not in [option.id for option in options]:
            raise CardError(f"selected option {choice.selected!r} does not exist")
        body["selected_id"] = choice.selected
    if choice.disabled:
        body["disable"] = True
    return body


def _options(options: tuple[Option, ...], most: int) -> tuple[Option, ...]:
    _count(options, 1, most, "options")
    _unique([option.id for option in options], "option ids")
    return options


def _option(option: Option, most: int) -> Json:
    return {
        "id": _within(option.id, MAX_OPTION_ID_BYTES, "option id"),
        "text": _some(shorten(option.text, most), "option text"),
    }


def _replaced(text: str) -> Json:
    return {"replace_text": shorten(text, 12)} if text else {}


def _count(items: Sequence[object], least: int, most: int, what: str) -> None:
    if not least <= len(items) <= most:
        raise CardError(f"{len(items)} {what}, {least} to {most} allowed")


def _unique(items: Iterable[str], what: str) -> None:
    listed = list(items)
    if len(set(listed)) != len(listed):
        raise CardError(f"{what} are not unique")


def _within(text: str, most: int, what: str) -> str:
    if not text or len(text.encode()) > most:
        raise CardError(f"{what} of {len(text.encode())} bytes, 1 to {most} allowed")
    return text


def _some(text: str, what: str) -> str:
    if not text:
        raise CardError(f"{what} is empty")
    return text


def _url(url: str) -> str:
    if not _URL.fullmatch(url):
        raise CardError("a link of a card needs http:// or https://")
    return _within(url, MAX_URL_BYTES, "url")


def _task_id(task_id: str) -> str:
    if not _TASK_ID.fullmatch(task_id):
        raise CardError(f"task_id {task_id!r}: 1 to 128 of digits, letters, _ - @")
    return task_id


_XML_NAMES = {
    "keyname": "KeyName",
    "checkbox": "CheckBox",
    "userid": "UserId",
    "appid": "AppId",
    "pagepath": "PagePath",
}


def _xml(body: Json) -> str:
    """JSON names in CamelCase; a list is its element repeated, without a wrapper."""
    parts: list[str] = []
    for name, value in body.items():
        tag = _XML_NAMES.get(name) or "".join(part.capitalize() for part in name.split("_"))
        for item in value if isinstance(value, list) else [value]:
            parts.append(f"<{tag}>{_xml_value(item)}</{tag}>")
    return "".join(parts)


def _xml_value(value: Any) -> str:
    if isinstance(value, dict):
        return _xml(value)
    if isinstance(value, str):
        return cdata(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
