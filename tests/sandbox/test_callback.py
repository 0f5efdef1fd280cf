"""Deliveries to the callback: encryption, passive replies, failure and repetition, events, crowds."""

import threading
from typing import Any

import pytest
from flask import Response

from sandbox import SAMPLES, Codec, Sandbox

from .conftest import Client, Hands, png
from .echobot import EchoBot

AMR = b"#!AMR\n" + (b"\x3c" + b"\x00" * 31) * 100


def test_a_text_is_answered_on_the_phone(box: Sandbox, bot: EchoBot) -> None:
    assert box.say("xiaoli", "今天拜访了华辰") == "回声：今天拜访了华辰"
    message = bot.heard[0]
    assert message["FromUserName"] == "XiaoLi"
    assert message["ToUserName"] == box.company.corp_id
    assert message["AgentID"] == str(box.company.agent_id)
    assert message["CreateTime"] == "1741051800"
    assert 0 < int(message["MsgId"]) < 2**63
    mine, theirs = box.chat("XiaoLi")
    assert (mine.mine, mine.state, theirs.via) == (True, "sent", "passive")


def test_saving_the_url_is_verified(box: Sandbox) -> None:
    assert box.verify_url()
    box.company.token = "another"
    assert not box.verify_url()


def test_an_empty_answer_is_enough(box: Sandbox, bot: EchoBot) -> None:
    bot.answer = lambda message: None
    delivery = box.send_text("XiaoLi", "在吗")
    assert (delivery.ok, len(delivery.attempts), delivery.reply, delivery.text) == (True, 1, None, None)
    assert box.problems == []


def test_every_kind_of_message_arrives(box: Sandbox, bot: EchoBot) -> None:
    box.send_image("XiaoLi", png())
    box.send_voice("XiaoLi", AMR)
    box.send_location("XiaoLi", 31.230416, 121.473701, "人民大道185号")
    box.send_link("XiaoLi", "展会邀请", "12月深圳", "https://example.com/a")
    box.send_file("XiaoLi", "名单.xlsx", b"PK\x03\x04 rows")
    box.send_video("XiaoLi", b"\x00\x00\x00\x18ftypmp42")
    kinds = [message["MsgType"] for message in bot.heard]
    assert kinds == ["image", "voice", "location", "link", "file", "video"]
    image, voice, location, _, file, _ = bot.heard
    assert box.media(image["MediaId"]) == png()
    assert voice["Format"] == "amr"
    assert "Recognition" not in voice
    assert (location["Location_X"], location["Location_Y"]) == ("31.230416", "121.473701")
    assert file["FileName"] == "名单.xlsx"
    assert len({message["MsgId"] for message in bot.heard}) == 6


@pytest.mark.parametrize("name", SAMPLES)
def test_every_documented_event_arrives(box: Sandbox, bot: EchoBot, name: str) -> None:
    assert box.event(name).ok
    event = bot.heard[0]
    assert (event["MsgType"], event["Event"]) == ("event", name)
    assert "MsgId" not in event
    assert (event["FromUserName"] == "sys") == (SAMPLES[name][0] == "sys")


def test_an_event_takes_other_fields(box: Sandbox, bot: EchoBot) -> None:
    box.event("change_external_contact", ChangeType="del_follow_user", ExternalUserID="wm2")
    assert (bot.heard[0]["ChangeType"], bot.heard[0]["ExternalUserID"]) == ("del_follow_user", "wm2")
    box.event("click", "XiaoWang", EventKey="MENU_MINE")
    assert (bot.heard[1]["FromUserName"], bot.heard[1]["EventKey"]) == ("XiaoWang", "MENU_MINE")


@pytest.mark.parametrize("status", [500, 403, 302, 404, 204])
def test_a_failing_bot_hears_four_times(box: Sandbox, bot: EchoBot, status: int) -> None:
    bot.respond = lambda: Response(status=status)
    delivery = box.send_text("XiaoLi", "喂")
    assert not delivery.ok
    assert [attempt.status for attempt in delivery.attempts] == [status] * 4
    assert len({message["MsgId"] for message in bot.heard}) == 1
    assert len(set(bot.packets)) == 4  # encrypted afresh each time
    assert box.chat("XiaoLi")[0].state == "failed"


def test_a_bot_that_recovers_is_heard_again(box: Sandbox, bot: EchoBot) -> None:
    answers = iter([Response(status=502), Response(status=502)])
    bot.respond = lambda: next(answers, None)
    assert box.say("XiaoLi", "喂") == "回声：喂"
    assert len(bot.heard) == 3


def test_five_seconds_are_the_end(box: Sandbox, bot: EchoBot) -> None:
    box.callback.deadline_s = 0.2
    late, calls = threading.Event(), iter([True])

    def respond() -> Response | None:
        if next(calls, False):
            late.wait(5)
        return None

    bot.respond = respond
    delivery = box.send_text("XiaoLi", "慢慢来")
    late.set()
    assert [attempt.error for attempt in delivery.attempts] == ["ReadTimeout", ""]
    assert delivery.text == "回声：慢慢来"


def test_an_absent_bot_is_no_error_for_the_phone(box: Sandbox, bot: EchoBot) -> None:
    box.company.callback_url = "http://127.0.0.1:1/none"
    assert box.say("XiaoLi", "有人吗") is None
    assert "callback failed 4 times" in box.problems[-1]


def test_a_lost_reply_brings_the_message_again(box: Sandbox, bot: EchoBot) -> None:
    box.faults.lose_reply()
    assert box.say("XiaoLi", "记一下") == "回声：记一下"
    assert len(bot.heard) == 2
    assert bot.heard[0] == bot.heard[1]
    assert len(box.inbox("XiaoLi")) == 1


def test_a_duplicate_is_delivered_at_the_same_moment(box: Sandbox, bot: EchoBot) -> None:
    both = threading.Barrier(2, timeout=5)

    def respond() -> None:
        both.wait()

    bot.respond = respond
    box.faults.duplicate_callback()
    delivery = box.send_text("XiaoLi", "只记一次")
    assert len(bot.heard) == 2
    assert bot.heard[0] == bot.heard[1]
    assert delivery.twin is not None
    assert delivery.twin.reply is not None
    assert delivery.twin.reply["Content"] == delivery.text
    assert len(box.inbox("XiaoLi")) == 1


def test_a_late_redelivery(box: Sandbox, bot: EchoBot) -> None:
    delivery = box.send_text("XiaoLi", "一句")
    box.redeliver(delivery, "XiaoLi")
    assert bot.heard[0] == bot.heard[1]


@pytest.mark.parametrize(
    "body",
    [
        b"success",
        b"<xml><Encrypt>AAAA</Encrypt><MsgSignature>0</MsgSignature><TimeStamp>1</TimeStamp><Nonce>1</Nonce></xml>",
        b"\xff\xfe",
        b"<xml>",
    ],
)
def test_a_reply_that_cannot_be_read_is_not_shown_and_not_retried(
    box: Sandbox, bot: EchoBot, body: bytes
) -> None:
    bot.respond = lambda: Response(body)
    delivery = box.send_text("XiaoLi", "你好")
    assert (delivery.ok, len(delivery.attempts), box.inbox("XiaoLi")) == (True, 1, [])
    assert "passive reply not shown" in box.problems[0]


@pytest.mark.parametrize(
    "reply",
    [
        {"MsgType": "text", "Content": ""},
        {"MsgType": "markdown", "Content": "# x"},
        {"MsgType": "text", "Content": "x", "ToUserName": "XiaoZhao"},
        {"MsgType": "text", "Content": "x", "FromUserName": "ww0"},
        {"MsgType": "image", "Image": {"MediaId": "gone"}},
        {"MsgType": "news", "ArticleCount": 2, "Articles": {"item": [{"Title": "t"}]}},
    ],
)
def test_replies_wecom_would_not_show(box: Sandbox, bot: EchoBot, reply: dict[str, Any]) -> None:
    bot.answer = lambda message: reply
    assert box.say("XiaoLi", "你好") is None
    assert box.inbox("XiaoLi") == []
    assert len(box.problems) == 1


def test_other_passive_replies(box: Sandbox, bot: EchoBot, api: Client) -> None:
    media_id = api.upload("image", "图.png", png())["media_id"]
    bot.answer = lambda message: {"MsgType": "image", "Image": {"MediaId": media_id}}
    box.say("XiaoLi", "图")
    item = {"Title": "日报", "Description": "", "Url": "https://e.com", "PicUrl": ""}
    bot.answer = lambda message: {"MsgType": "news", "ArticleCount": 1, "Articles": {"item": [item]}}
    box.say("XiaoLi", "图文")
    image, news = box.inbox("XiaoLi")
    assert image.body["media_id"] == media_id
    assert news.body["articles"][0]["title"] == "日报"


def test_long_replies_are_cut(box: Sandbox, bot: EchoBot) -> None:
    bot.answer = lambda message: {"MsgType": "text", "Content": "a" * 3000}
    assert box.say("XiaoLi", "长") == "a" * 2048


def test_ten_messages_of_one_person_come_at_once(box: Sandbox, bot: EchoBot) -> None:
    crowd = threading.Barrier(10, timeout=10)

    def respond() -> None:
        crowd.wait()  # breaks unless all ten are being handled at the same time

    bot.respond = respond
    replies = box.say_all([("XiaoLi", str(number)) for number in range(10)])
    assert replies == [f"回声：{number}" for number in range(10)]


def test_message_ids_are_unique_over_restarts(box: Sandbox, bot: EchoBot, hands: Hands) -> None:
    box.say("XiaoLi", "一")
    with Sandbox(box.company, clock=hands) as second:
        second.say("XiaoLi", "二")
    assert bot.heard[0]["MsgId"] != bot.heard[1]["MsgId"]


def test_waiting_for_what_comes_later(box: Sandbox, api: Client) -> None:
    thread = threading.Thread(target=lambda: api.send("text", {"content": "提醒"}))
    thread.start()
    assert box.wait_inbox("XiaoLi")[0].text == "提醒"
    thread.join()
    with pytest.raises(TimeoutError):
        box.wait(lambda: box.inbox("XiaoZhao"), timeout_s=0.05)


def test_the_codec_of_the_company_is_used(box: Sandbox, bot: EchoBot) -> None:
    box.say("XiaoLi", "密")
    company = box.company
    assert "密" in Codec(company.token, company.aes_key, company.corp_id).decrypt(bot.packets[0])
