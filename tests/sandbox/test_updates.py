"""Taps, response codes and both ways to change a card that was sent."""

from typing import Any

import pytest

from sandbox import Sandbox

from .conftest import Client, Hands, button_card
from .echobot import EchoBot
from .test_cards import MULTIPLE, TEXT, VOTE

SELECTION = {
    "question_key": "snooze",
    "selected_id": "d3",
    "option_list": [{"id": "d1", "text": "明天"}, {"id": "d3", "text": "三天后"}],
}


def replace(api: Client, code: str, words: str = "已完成", **more: Any) -> dict[str, Any]:
    head = {"userids": ["XiaoLi"], "agentid": api.box.company.agent_id, "response_code": code}
    return api.post("message/update_template_card", head | {"button": {"replace_name": words}} | more)


def test_a_tap_is_an_event_and_its_answer_greys_the_card(api: Client, box: Sandbox, bot: EchoBot) -> None:
    api.send("template_card", button_card())
    tap = box.tap("XiaoLi", "task-42-1", "完成")
    event = bot.heard[-1]
    assert (event["MsgType"], event["Event"], event["FromUserName"]) == (
        "event",
        "template_card_event",
        "XiaoLi",
    )
    assert (event["EventKey"], event["TaskId"], event["CardType"]) == (
        "task.done",
        "task-42-1",
        "button_interaction",
    )
    assert event["ResponseCode"] == tap.response_code
    assert "SelectedItems" not in event
    assert (tap.updated, tap.replaced) == (True, "已处理")
    with pytest.raises(ValueError, match="已处理"):
        box.tap("XiaoLi", "task-42-1", "完成")
    assert box.tap("XiaoLi", "task-42-1", "完成", force=True).delivery.ok
    assert bot.heard[-1]["ResponseCode"] != tap.response_code


def test_only_the_tapper_sees_the_passive_update(api: Client, box: Sandbox) -> None:
    api.send("template_card", button_card(), to="XiaoLi|XiaoWang")
    box.tap("XiaoLi", "task-42-1", "task.done")
    states = {who: box.cards(who)[0].card for who in ("XiaoLi", "XiaoWang")}
    assert {who: state and state.replaced for who, state in states.items()} == {
        "XiaoLi": "已处理",
        "XiaoWang": None,
    }


def test_a_code_pays_for_one_update_within_72_hours(api: Client, box: Sandbox, hands: Hands) -> None:
    code = api.send("template_card", button_card())["response_code"]
    assert replace(api, code) == {"errcode": 0, "errmsg": "ok", "invaliduser": []}
    assert box.cards("XiaoLi")[0].card.replaced == "已完成"  # type: ignore[union-attr]
    assert replace(api, code)["errcode"] == 42022
    fresh = box.tap("XiaoLi", "task-42-1", "完成", force=True).response_code
    hands.move(hours=72, seconds=1)
    api.token = api.get_token()
    assert replace(api, fresh)["errcode"] == 40058
    assert replace(api, "made-up")["errcode"] == 40058


def test_an_update_may_reach_everybody_and_names_strangers(api: Client, box: Sandbox) -> None:
    api.send("template_card", button_card(), to="XiaoLi|XiaoWang")
    code = box.tap("XiaoLi", "task-42-1", "完成").response_code
    answer = replace(api, code, userids=["XiaoWang", "XiaoZhao"])
    assert answer["invaliduser"] == ["xiaozhao"]
    assert box.cards("XiaoWang")[0].card.replaced == "已完成"  # type: ignore[union-attr]
    code = box.tap("XiaoLi", "task-42-1", "完成", force=True).response_code
    assert replace(api, code, "大家好", atall=1)["errcode"] == 0
    assert {box.cards(who)[0].card.replaced for who in ("XiaoLi", "XiaoWang")} == {"大家好"}  # type: ignore[union-attr]


def test_a_whole_new_card_keeps_the_task_id(api: Client, box: Sandbox, bot: EchoBot) -> None:
    code = api.send("template_card", button_card())["response_code"]
    changed = button_card(task_id=None, main_title={"title": "给华辰报价", "desc": "已改到明天"})
    head = {"userids": ["XiaoLi"], "agentid": box.company.agent_id, "response_code": code}
    assert api.post("message/update_template_card", head | {"template_card": changed})["errcode"] == 0
    assert box.cards("XiaoLi")[0].card.card["main_title"]["desc"] == "已改到明天"  # type: ignore[union-attr]
    box.tap("XiaoLi", "task-42-1", "task.snooze")
    assert bot.heard[-1]["TaskId"] == "task-42-1"


def test_a_bad_update_is_refused_and_does_not_use_up_the_code(api: Client, box: Sandbox) -> None:
    code = api.send("template_card", button_card())["response_code"]
    head = {"userids": ["XiaoLi"], "agentid": box.company.agent_id, "response_code": code}
    wrong = button_card(button_list=[])
    assert api.post("message/update_template_card", head | {"template_card": wrong})["errcode"] == 40058
    assert api.post("message/update_template_card", head)["errcode"] == 40063
    assert replace(api, code)["errcode"] == 0


def test_a_plain_notice_cannot_be_tapped(api: Client, box: Sandbox) -> None:
    message = api.send("template_card", TEXT)["msgid"]
    with pytest.raises(LookupError):
        box.tap("XiaoLi", message, "anything")


def test_the_corner_menu_has_its_own_event(api: Client, box: Sandbox, bot: EchoBot) -> None:
    menu = {"desc": "更多", "action_list": [{"text": "本周不再提醒", "key": "mute.week"}]}
    api.send("template_card", TEXT | {"task_id": "report-7-1", "action_menu": menu})
    box.tap("XiaoLi", "report-7-1", "本周不再提醒")
    event = bot.heard[-1]
    assert (event["Event"], event["EventKey"]) == ("template_card_menu_event", "mute.week")
    assert event["CardType"] == "text_notice"


def test_choices_travel_as_selected_items(api: Client, box: Sandbox, bot: EchoBot) -> None:
    many = VOTE["checkbox"] | {"mode": 1, "option_list": [{"id": n, "text": n} for n in "abc"]}
    api.send("template_card", VOTE | {"checkbox": many})
    box.tap("XiaoLi", "dup-9-1", "确定", {"who": ["a", "c"]})
    chosen = bot.heard[-1]["SelectedItems"]["SelectedItem"]
    assert chosen == {"QuestionKey": "who", "OptionIds": {"OptionId": ["a", "c"]}}
    api.send("template_card", MULTIPLE)
    box.tap("XiaoLi", "new-3-1", "保存")
    assert bot.heard[-1]["SelectedItems"]["SelectedItem"]["OptionIds"] == {"OptionId": "A"}


def test_a_button_selection_starts_at_its_selected_id(api: Client, box: Sandbox, bot: EchoBot) -> None:
    api.send("template_card", button_card(button_selection=SELECTION))
    with pytest.raises(LookupError):
        box.tap("XiaoLi", "task-42-1", "推迟一天", {"snooze": "d99"})
    with pytest.raises(LookupError):
        box.tap("XiaoLi", "task-42-1", "没有这个按钮")
    box.tap("XiaoLi", "task-42-1", "推迟一天")
    assert bot.heard[-1]["SelectedItems"]["SelectedItem"]["OptionIds"] == {"OptionId": "d3"}


CARD_XML = {
    "CardType": "button_interaction",
    "Source": {"Desc": "跟进助手", "DescColor": 1},
    "MainTitle": {"Title": "给华辰报价", "Desc": "已改到 3月5日"},
    "HorizontalContentList": [
        {"KeyName": "联系人", "Value": "陈工"},
        {"KeyName": "负责人", "Type": 3, "UserId": "XiaoLi"},
    ],
    "ButtonSelection": {
        "QuestionKey": "snooze",
        "OptionList": [{"Id": "d1", "Text": "明天"}],
        "SelectedId": "d1",
        "Disable": "true",
    },
    "ButtonList": {"Text": "完成", "Style": 1, "Key": "task.done"},
    "ReplaceText": "已改期",
}


def test_a_whole_card_in_the_passive_reply(api: Client, box: Sandbox, bot: EchoBot) -> None:
    api.send("template_card", button_card())
    bot.answer = lambda message: {"MsgType": "update_template_card", "TemplateCard": CARD_XML}
    tap = box.tap("XiaoLi", "task-42-1", "推迟一天")
    assert tap.replaced == "已改期"
    state = box.cards("XiaoLi")[0].card
    assert state is not None
    assert state.card["source"] == {"desc": "跟进助手", "desc_color": 1}
    assert state.card["horizontal_content_list"][1] == {"keyname": "负责人", "type": 3, "userid": "XiaoLi"}
    assert state.card["button_selection"]["disable"] is True
    assert state.card["button_list"] == [{"text": "完成", "style": 1, "key": "task.done"}]


def test_a_card_update_does_not_answer_a_text(box: Sandbox, bot: EchoBot) -> None:
    bot.answer = lambda message: {"MsgType": "update_button", "Button": {"ReplaceName": "x"}}
    assert box.say("XiaoLi", "你好") is None
    assert "only answers a tap" in box.problems[-1]
