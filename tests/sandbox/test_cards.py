"""Template cards: every refusal of §4.3 with its code, and the cards of the protocol paper that pass."""

from typing import Any

import pytest

from sandbox import Sandbox

from .conftest import Client, button_card

URL = "https://crm.example.com/r/7"
LONG_KEY = "k" * 1025

TEXT: dict[str, Any] = {
    "card_type": "text_notice",
    "main_title": {"title": "日报", "desc": "销售一部"},
    "card_action": {"type": 1, "url": URL},
}
NEWS: dict[str, Any] = {
    "card_type": "news_notice",
    "main_title": {"title": "新品到货"},
    "card_image": {"url": URL, "aspect_ratio": 2.2},
    "card_action": {"type": 1, "url": URL},
}
VOTE: dict[str, Any] = {
    "card_type": "vote_interaction",
    "task_id": "dup-9-1",
    "main_title": {"title": "是哪一位王总?"},
    "checkbox": {"question_key": "who", "mode": 0, "option_list": [{"id": "c1", "text": "王建国"}]},
    "submit_button": {"text": "确定", "key": "pick"},
}
SELECT = {"question_key": "level", "title": "级别", "option_list": [{"id": "A", "text": "重点"}]}
MULTIPLE: dict[str, Any] = {
    "card_type": "multiple_interaction",
    "task_id": "new-3-1",
    "main_title": {"title": "补全客户信息"},
    "select_list": [SELECT],
    "submit_button": {"text": "保存", "key": "profile.save"},
}
BUTTON = button_card()


def options(count: int) -> list[dict[str, str]]:
    return [{"id": f"o{number}", "text": "选项"} for number in range(count)]


def rows(count: int) -> list[dict[str, str]]:
    return [{"keyname": "客户", "value": "华辰"}] * count


CASES: list[tuple[str, dict[str, Any], dict[str, Any], int]] = [
    ("unknown type", TEXT, {"card_type": "poster"}, 42031),
    ("no type", TEXT, {"card_type": None}, 42031),
    ("T without title", TEXT, {"main_title": {"desc": "x"}}, 42033),
    ("N without title", NEWS, {"main_title": {}}, 42033),
    ("B without title", BUTTON, {"main_title": None}, 42033),
    ("B without task_id", BUTTON, {"task_id": None}, 42014),
    ("task_id with Chinese", BUTTON, {"task_id": "任务"}, 42014),
    ("task_id too long", BUTTON, {"task_id": "t" * 129}, 42014),
    ("T without action", TEXT, {"card_action": None}, 42045),
    ("T with action 0", TEXT, {"card_action": {"type": 0}}, 42045),
    ("action without url", TEXT, {"card_action": {"type": 1}}, 42028),
    ("action without scheme", TEXT, {"card_action": {"type": 1, "url": "crm/r"}}, 45034),
    ("action without appid", TEXT, {"card_action": {"type": 2}}, 42030),
    ("seven rows", TEXT, {"horizontal_content_list": rows(7)}, 42035),
    ("row without keyname", TEXT, {"horizontal_content_list": [{"value": "x"}]}, 42027),
    ("row without url", TEXT, {"horizontal_content_list": [{"keyname": "k", "type": 1}]}, 42028),
    ("row without media", TEXT, {"horizontal_content_list": [{"keyname": "k", "type": 2}]}, 42029),
    (
        "row with dead media",
        TEXT,
        {"horizontal_content_list": [{"keyname": "k", "type": 2, "media_id": "x"}]},
        40007,
    ),
    ("row without userid", TEXT, {"horizontal_content_list": [{"keyname": "k", "type": 3}]}, 42050),
    (
        "row with a stranger",
        TEXT,
        {"horizontal_content_list": [{"keyname": "k", "type": 3, "userid": "no"}]},
        42050,
    ),
    ("four jumps", TEXT, {"jump_list": [{"type": 0, "title": "t"}] * 4}, 42042),
    ("jump without title", TEXT, {"jump_list": [{"type": 1, "url": URL}]}, 42033),
    ("jump without url", TEXT, {"jump_list": [{"type": 1, "title": "t"}]}, 42028),
    ("jump without appid", TEXT, {"jump_list": [{"type": 2, "title": "t"}]}, 42030),
    ("quote without url", TEXT, {"quote_area": {"type": 1, "quote_text": "q"}}, 42028),
    ("quote without appid", TEXT, {"quote_area": {"type": 2, "quote_text": "q"}}, 42030),
    ("menu without task_id", TEXT, {"action_menu": {"action_list": [{"text": "t", "key": "k"}]}}, 42014),
    ("empty menu", TEXT, {"task_id": "m1", "action_menu": {"desc": "更多", "action_list": []}}, 40058),
    (
        "menu keys repeat",
        TEXT,
        {"task_id": "m1", "action_menu": {"action_list": [{"text": "t", "key": "k"}] * 2}},
        42051,
    ),
    ("N without picture", NEWS, {"card_image": None}, 42044),
    ("picture without url", NEWS, {"card_image": {"aspect_ratio": 1.5}}, 42044),
    ("picture too wide", NEWS, {"card_image": {"url": URL, "aspect_ratio": 2.25}}, 42044),
    ("area without picture", NEWS, {"image_text_area": {"title": "t"}}, 42044),
    ("five verticals", NEWS, {"vertical_content_list": [{"title": "t"}] * 5}, 42036),
    ("vertical without title", NEWS, {"vertical_content_list": [{"desc": "d"}]}, 42033),
    ("no buttons", BUTTON, {"button_list": []}, 40058),
    ("seven buttons", BUTTON, {"button_list": [{"text": "t", "key": str(n)} for n in range(7)]}, 40058),
    ("button without text", BUTTON, {"button_list": [{"key": "k"}]}, 42038),
    ("button without key", BUTTON, {"button_list": [{"text": "t"}]}, 42039),
    ("button key too long", BUTTON, {"button_list": [{"text": "t", "key": LONG_KEY}]}, 42039),
    ("button keys repeat", BUTTON, {"button_list": [{"text": "t", "key": "k"}] * 2}, 42039),
    ("link button without url", BUTTON, {"button_list": [{"text": "t", "type": 1}]}, 42028),
    ("selection without key", BUTTON, {"button_selection": {"option_list": options(1)}}, 42043),
    (
        "selection of eleven",
        BUTTON,
        {"button_selection": {"question_key": "q", "option_list": options(11)}},
        42037,
    ),
    ("V without checkbox", VOTE, {"checkbox": None}, 42043),
    ("V of 21", VOTE, {"checkbox": {"question_key": "q", "option_list": options(21)}}, 42037),
    ("V of none", VOTE, {"checkbox": {"question_key": "q", "option_list": []}}, 42037),
    (
        "option without id",
        VOTE,
        {"checkbox": {"question_key": "q", "option_list": [{"text": "t"}]}},
        42040,
    ),
    (
        "option without text",
        VOTE,
        {"checkbox": {"question_key": "q", "option_list": [{"id": "i"}]}},
        42041,
    ),
    (
        "option ids repeat",
        VOTE,
        {"checkbox": {"question_key": "q", "option_list": options(1) * 2}},
        42040,
    ),
    ("V without submit text", VOTE, {"submit_button": {"key": "k"}}, 42049),
    ("V without submit key", VOTE, {"submit_button": {"text": "好"}}, 42046),
    ("M without selects", MULTIPLE, {"select_list": []}, 42047),
    ("M of four", MULTIPLE, {"select_list": [SELECT | {"question_key": str(n)} for n in range(4)]}, 42047),
    ("M questions repeat", MULTIPLE, {"select_list": [SELECT, SELECT]}, 42043),
    ("M without submit key", MULTIPLE, {"submit_button": {"text": "保存", "key": LONG_KEY}}, 42046),
]


@pytest.mark.parametrize(("base", "change", "code"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_it_refuses(
    api: Client, box: Sandbox, base: dict[str, Any], change: dict[str, Any], code: int
) -> None:
    card = {name: value for name, value in (base | change).items() if value is not None}
    assert api.send("template_card", card)["errcode"] == code
    assert box.cards("XiaoLi") == []


@pytest.mark.parametrize(
    "card", [TEXT, NEWS, BUTTON, VOTE, MULTIPLE], ids=lambda card: str(card["card_type"])
)
def test_it_takes_a_good_card(api: Client, box: Sandbox, card: dict[str, Any]) -> None:
    answer = api.send("template_card", card)
    assert answer["errcode"] == 0, answer
    assert ("response_code" in answer) == ("task_id" in card)
    [shown] = box.cards("XiaoLi")
    assert shown.card is not None
    assert shown.card.card == card


def test_a_notice_with_a_menu_gets_a_response_code(api: Client) -> None:
    menu = {"desc": "更多", "action_list": [{"text": "本周不再提醒", "key": "mute"}]}
    assert api.send("template_card", TEXT | {"task_id": "r-1", "action_menu": menu})["response_code"]


def test_a_card_that_calls_back_needs_a_callback_url(api: Client, box: Sandbox) -> None:
    box.company.callback_url = ""
    assert api.send("template_card", BUTTON)["errcode"] == 43012
    assert api.send("template_card", TEXT)["errcode"] == 0


def test_a_task_id_is_used_once_for_ever(api: Client) -> None:
    assert api.send("template_card", BUTTON)["errcode"] == 0
    assert api.send("template_card", BUTTON, to="XiaoWang")["errcode"] == 42014
