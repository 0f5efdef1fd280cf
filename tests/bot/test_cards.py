"""The five cards: what is sent, what is answered to a tap, and what WeCom would refuse."""

from dataclasses import replace
from xml.dom.minidom import parseString

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.card_render import card_json, card_xml
from bot.cards import (
    Button,
    ButtonCard,
    ButtonKey,
    Card,
    CardError,
    Checkbox,
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
from bot.xml import read

PAGE = Link("https://crm.example.com/r/7")

REPORT = TextNotice(
    title="日报 11月15日",
    desc="销售一部",
    source="跟进助手",
    task_id="report-7-1",
    link=PAGE,
    emphasis=("¥128,000", "本月签单"),
    text="新增客户3 跟进12",
    quote=Quote("2位客户超过15天未跟进"),
    rows=(Row("负责人", "李明", userid="LiMing"), Row("报表", "打开", url=PAGE.url)),
    jumps=(Link("https://crm.example.com/c", "全部客户"),),
    menu=Menu((("本周不再提醒", "mute.week"),)),
)
PICTURE = NewsNotice(
    title="新品到货",
    link=PAGE,
    image_url="https://crm.example.com/p.png",
    paragraphs=(("型号 X1", "库存 30"),),
)
DUE = ButtonCard(
    title="给华辰报价",
    desc="今天 17:00 到期",
    task_id="task-42-1",
    text="联系人 陈工",
    choice=Choice("snooze", "改期", (Option("d1", "明天"), Option("d3", "三天后")), selected="d1"),
    buttons=(
        Button("完成", key="task.done"),
        Button("改期", key="task.snooze", style=2),
        Button("查看", url="https://crm.example.com/t/42", style=2),
    ),
)
WHO = VoteCard(
    title="是哪一位王总?",
    task_id="dup-9-1",
    checkbox=Checkbox("who", (Option("c1", "王建国 华辰", checked=True), Option("c2", "王丽 远大"))),
    submit=Button("确定", key="pick"),
)
PROFILE = FormCard(
    title="补全客户信息",
    task_id="new-3-1",
    choices=(
        Choice("level", "级别", (Option("A", "A 重点"), Option("B", "B 普通")), selected="A"),
        Choice("industry", "行业", (Option("mfg", "制造"), Option("ret", "零售"))),
    ),
    submit=Button("保存", key="profile.save"),
)
ALL: list[Card] = [REPORT, PICTURE, DUE, WHO, PROFILE]


def test_the_report_is_the_protocols_example() -> None:
    assert card_json(REPORT) == {
        "card_type": "text_notice",
        "source": {"desc": "跟进助手", "desc_color": 0},
        "action_menu": {"desc": "更多", "action_list": [{"text": "本周不再提醒", "key": "mute.week"}]},
        "task_id": "report-7-1",
        "main_title": {"title": "日报 11月15日", "desc": "销售一部"},
        "emphasis_content": {"title": "¥128,000", "desc": "本月签单"},
        "quote_area": {"type": 0, "quote_text": "2位客户超过15天未跟进"},
        "sub_title_text": "新增客户3 跟进12",
        "horizontal_content_list": [
            {"keyname": "负责人", "value": "李明", "type": 3, "userid": "LiMing"},
            {"keyname": "报表", "value": "打开", "type": 1, "url": PAGE.url},
        ],
        "jump_list": [{"type": 1, "title": "全部客户", "url": "https://crm.example.com/c"}],
        "card_action": {"type": 1, "url": PAGE.url},
    }


def test_the_due_card_is_the_protocols_example() -> None:
    assert card_json(DUE) == {
        "card_type": "button_interaction",
        "task_id": "task-42-1",
        "main_title": {"title": "给华辰报价", "desc": "今天 17:00 到期"},
        "sub_title_text": "联系人 陈工",
        "button_selection": {
            "question_key": "snooze",
            "title": "改期",
            "selected_id": "d1",
            "option_list": [{"id": "d1", "text": "明天"}, {"id": "d3", "text": "三天后"}],
        },
        "button_list": [
            {"text": "完成", "style": 1, "key": "task.done"},
            {"text": "改期", "style": 2, "key": "task.snooze"},
            {"type": 1, "text": "查看", "style": 2, "url": "https://crm.example.com/t/42"},
        ],
    }


def test_vote_form_and_picture_have_their_parts() -> None:
    assert card_json(WHO)["checkbox"]["option_list"][0] == {
        "id": "c1",
        "text": "王建国 华辰",
        "is_checked": True,
    }
    assert [one["question_key"] for one in card_json(PROFILE)["select_list"]] == ["level", "industry"]
    assert card_json(PICTURE)["card_image"] == {"url": "https://crm.example.com/p.png", "aspect_ratio": 1.6}


def test_xml_has_camel_case_and_lists_without_wrapper() -> None:
    card = replace(DUE, rows=(Row("联系人", "陈工"), Row("金额", "12万")), replaced="已改期")
    body = read(f"<xml>{card_xml(card)}</xml>")["TemplateCard"]
    assert body["CardType"] == "button_interaction"
    assert body["HorizontalContentList"] == [
        {"KeyName": "联系人", "Value": "陈工"},
        {"KeyName": "金额", "Value": "12万"},
    ]
    assert body["ButtonSelection"]["OptionList"][1] == {"Id": "d3", "Text": "三天后"}
    assert body["ReplaceText"] == "已改期"
    assert "TaskId" not in body


@pytest.mark.parametrize("card", ALL, ids=lambda card: card.TYPE)
def test_every_card_as_xml_is_well_formed_even_with_hostile_text(card: Card) -> None:
    hostile = replace(card, title="]]></Title><Evil/>", desc="a\x00b<&>")
    body = read(f"<xml>{card_xml(hostile)}</xml>")["TemplateCard"]
    assert body["MainTitle"] == {"Title": "]]></Title><Evil/>", "Desc": "ab<&>"}
    parseString(card_xml(card))


def test_long_texts_are_shortened_and_lines_joined() -> None:
    body = card_json(replace(DUE, title="长" * 99 + "\n", desc="一\n二", text="行\n行"))
    assert body["main_title"] == {"title": "长" * 35 + "…", "desc": "一 二"}
    assert body["sub_title_text"] == "行\n行"


BUTTON = Button("好", key="k")
OPTION = Option("a", "甲")
REFUSED = {
    "no title": replace(DUE, title=" "),
    "no task_id": replace(DUE, task_id=""),
    "task_id with a colon": replace(DUE, task_id="task:42"),
    "task_id too long": replace(DUE, task_id="t" * 129),
    "menu without task_id": replace(REPORT, task_id=""),
    "no buttons": replace(DUE, buttons=()),
    "seven buttons": replace(DUE, buttons=tuple(Button("好", key=str(i)) for i in range(7))),
    "two equal keys": replace(DUE, buttons=(BUTTON, BUTTON)),
    "no key": replace(DUE, buttons=(Button("好"),)),
    "no button text": replace(DUE, buttons=(Button("", key="k"),)),
    "odd style": replace(DUE, buttons=(Button("好", key="k", style=5),)),
    "key of 1025 bytes": replace(DUE, buttons=(Button("好", key="k" * 1025),)),
    "seven rows": replace(REPORT, rows=(Row("名", "值"),) * 7),
    "four jumps": replace(REPORT, jumps=(Link(PAGE.url, "去"),) * 4),
    "jump without title": replace(REPORT, jumps=(PAGE,)),
    "four menu entries": replace(REPORT, menu=Menu(tuple((str(i), str(i)) for i in range(4)))),
    "no scheme": replace(REPORT, link=Link("crm.example.com")),
    "javascript": replace(REPORT, link=Link("javascript:alert(1)")),
    "long url": replace(REPORT, link=Link("https://e.com/" + "a" * 1024)),
    "flat picture": replace(PICTURE, aspect_ratio=2.25),
    "five paragraphs": replace(PICTURE, paragraphs=(("题", "文"),) * 5),
    "no options": replace(WHO, checkbox=Checkbox("who", ())),
    "21 options": replace(WHO, checkbox=Checkbox("who", tuple(Option(str(i), "甲") for i in range(21)))),
    "equal option ids": replace(WHO, checkbox=Checkbox("who", (OPTION, OPTION))),
    "option id of 129 bytes": replace(WHO, checkbox=Checkbox("who", (Option("a" * 129, "甲"),))),
    "four lists": replace(PROFILE, choices=tuple(Choice(str(i), "题", (OPTION,)) for i in range(4))),
    "eleven in a list": replace(
        PROFILE, choices=(Choice("c", "题", tuple(Option(str(i), "甲") for i in range(11))),)
    ),
    "selected is not there": replace(PROFILE, choices=(Choice("c", "题", (OPTION,), selected="b"),)),
    "submit without key": replace(WHO, submit=Button("确定")),
}


@pytest.mark.parametrize("card", REFUSED.values(), ids=REFUSED)
def test_what_wecom_would_refuse_is_refused_here(card: Card) -> None:
    with pytest.raises(CardError):
        card_json(card)


@pytest.mark.parametrize("card", ALL, ids=lambda card: card.TYPE)
def test_an_update_has_no_task_id(card: Card) -> None:
    assert "task_id" not in card_json(card, update=True)


def test_replaced_text_is_for_updates_only() -> None:
    card = replace(DUE, replaced="已完成")
    assert "replace_text" not in card_json(card)
    assert card_json(card, update=True)["replace_text"] == "已完成"


@given(
    st.from_regex(r"\A[a-z][a-z0-9_.]{0,20}\Z"),
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=4),
)
def test_a_key_comes_back_as_it_went(action: str, refs: list[str]) -> None:
    key = ButtonKey(action, tuple(refs))
    assert ButtonKey.unpack(key.pack()) == key


@pytest.mark.parametrize(
    "foreign", ["", "1", "1:", "2:task.done:4", "task.done", "1:Task", "1: x", ":::", "1:a b"]
)
def test_a_foreign_key_does_not_match(foreign: str) -> None:
    assert ButtonKey.unpack(foreign) is None


def test_a_key_too_long_or_odd_is_refused() -> None:
    assert len(ButtonKey("a", ("x" * 1020,)).pack()) == 1024
    for key in (ButtonKey("a", ("x" * 1021,)), ButtonKey("任务"), ButtonKey("")):
        with pytest.raises(CardError):
            key.pack()
