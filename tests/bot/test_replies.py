"""The XML that answers a callback."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Button, ButtonCard
from bot.replies import MAX_TEXT_BYTES, ButtonReply, CardReply, Reply, TextReply, render
from bot.xml import Node, read


def answered(reply: Reply) -> Node:
    return read(render(reply, "LiMing", "ww0123456789abcdef", 1700000121))


def test_text() -> None:
    assert answered(TextReply("已记录")) == {
        "ToUserName": "LiMing",
        "FromUserName": "ww0123456789abcdef",
        "CreateTime": "1700000121",
        "MsgType": "text",
        "Content": "已记录",
    }


def test_the_buttons_of_a_card() -> None:
    got = answered(ButtonReply("已完成"))
    assert got["MsgType"] == "update_button"
    assert got["Button"] == {"ReplaceName": "已完成"}


def test_a_whole_card() -> None:
    card = ButtonCard(title="给华辰报价", buttons=(Button("完成", key="k"),), replaced="已改期")
    got = answered(CardReply(card))
    assert got["MsgType"] == "update_template_card"
    assert got["TemplateCard"]["ButtonList"] == {"Text": "完成", "Style": "1", "Key": "k"}


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1
    )
)
def test_any_text_arrives_as_it_is(text: str) -> None:
    said = f"好{text}"
    assert answered(TextReply(said))["Content"] == said


def test_nothing_breaks_out() -> None:
    evil = "a]]></Content><Content><![CDATA[evil"
    assert answered(TextReply(evil))["Content"] == evil


def test_a_long_text_ends_within_the_limit_in_a_whole_character() -> None:
    content = answered(TextReply("长" * 1000))["Content"]
    assert content == "长" * 681 + "…"
    assert len(content.encode()) <= MAX_TEXT_BYTES


@pytest.mark.parametrize("reply", [TextReply(""), TextReply(" \n"), ButtonReply("")])
def test_an_empty_reply_is_a_mistake(reply: Reply) -> None:
    with pytest.raises(ValueError, match="None"):
        answered(reply)
