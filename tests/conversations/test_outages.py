"""When the road breaks: replies that are lost, callbacks that come twice, an API that is down."""

import requests
from sqlalchemy import select

from models.outbox import Card, Text, queue
from models.people import User
from tests.support.chat import Chat


def test_a_lost_reply_is_given_again_and_nothing_is_written_twice(team: Chat) -> None:
    team.box.faults.lose_reply(1)
    reply = team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert "已记跟进" in reply
    assert len(team.records("interactions")) == 1


def test_two_deliveries_at_one_moment_are_one_message(team: Chat) -> None:
    team.box.faults.duplicate_callback(1)
    assert "已记跟进" in team.say("XiaoLi", "今天拜访了华为的李总，聊了报价")
    assert len(team.records("interactions")) == 1
    assert len([row for row in team.records("inbox") if "拜访" in row["text"]]) == 1


def test_a_late_repeat_gets_the_first_answer(team: Chat) -> None:
    first = team.box.send_text("XiaoLi", "今天拜访了华为的李总，聊了报价")
    team.say("XiaoLi", "撤销")
    again = team.box.redeliver(first, "XiaoLi")
    assert again.text == first.text
    assert team.records("interactions") == []


def test_cards_wait_while_the_api_is_down_and_come_once(chat: Chat) -> None:
    chat.say("XiaoLi", "今天下午三点提醒我给王总回电话")
    chat.box.faults.down()
    chat.wait_until("2026-11-24 15:00")
    chat.wait_until("2026-11-24 15:05")
    assert chat.box.cards("XiaoLi") == []
    assert [row["status"] for row in chat.records("outbox")] == ["waiting"]
    chat.box.faults.up()
    chat.wait_until("2026-11-24 15:30")
    assert len(chat.cards("XiaoLi")) == 1
    chat.wait_until("2026-11-24 15:40")
    assert len(chat.cards("XiaoLi")) == 1


def test_after_an_outage_old_cards_are_one_digest(team: Chat) -> None:
    team.box.faults.down()
    with team.parts.database.system(team.clock.now(), "m:old") as session:
        wang = session.scalars(select(User).where(User.name == "王芳")).one()
        for n in range(1, 7):
            card = Card(f"旧报告{n}", desc="昨天的数字", url="http://127.0.0.1/")
            queue(session, f"old:{n}", wang.id, card, team.clock.now())
            queue(session, f"old:{n}:chart", wang.id, Text(f"旧图{n}"), team.clock.now())
    team.parts.deliver()
    team.wait_until("2026-11-24 12:30")
    team.box.faults.up()
    team.wait_until("2026-11-24 13:00")
    titles = [str(one.card.card["main_title"]["title"]) for one in team.cards("WangFang")]
    assert titles == ["旧报告1", "晚到的11条消息"]  # the first was tried all the time: it may have arrived
    assert "11条已发" in team.tap("WangFang", "逐条发我")
    assert len(team.cards("WangFang")) == 2 + 5


def test_a_sent_card_whose_answer_was_lost_comes_once(chat: Chat) -> None:
    chat.say("XiaoLi", "今天下午三点提醒我给王总回电话")
    chat.box.faults.api("message/send", drop=True, after=True)
    chat.wait_until("2026-11-24 15:00")
    chat.wait_until("2026-11-24 15:30")
    assert len(chat.cards("XiaoLi")) == 1
    assert [row["status"] for row in chat.records("outbox")] == ["sent"]


def test_an_expired_token_is_renewed_once(chat: Chat) -> None:
    chat.say("XiaoLi", "今天下午三点提醒我给王总回电话")
    before = chat.box.calls["gettoken"]
    chat.box.faults.expire_tokens(42001)
    chat.wait_until("2026-11-24 15:00")
    assert len(chat.cards("XiaoLi")) == 1
    assert chat.box.calls["gettoken"] == before + 1


def test_a_forged_callback_gets_403_and_leaves_no_trace(chat: Chat) -> None:
    query = {"msg_signature": "0" * 40, "timestamp": "1795367602", "nonce": "1"}
    body = "<xml><ToUserName>ww</ToUserName><Encrypt>AAAA</Encrypt></xml>"
    answer = requests.post(f"{chat.url}/wecom/callback", params=query, data=body, timeout=5)
    assert (answer.status_code, answer.content) == (403, b"")
    assert chat.records("inbox") == []
