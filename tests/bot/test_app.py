"""The door: what WeCom, a monitor and a stranger get to see."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Blueprint, abort
from flask.testing import FlaskClient

from bot.app import Check, Deps, create_app
from bot.callback import ROAD, Door
from bot.crypto import CallbackCrypto
from bot.incoming import ContactChange, Incoming, Tap, Text
from bot.replies import ButtonReply, Reply, TextReply
from tests.bot import envelope
from tests.bot.envelope import AES_KEY, CORP, TOKEN, delivery, opened, text_xml

NOW = datetime(2025, 3, 4, 1, 30, tzinfo=UTC)


class Bot:
    """Remembers what it was asked and says what it is told to say."""

    def __init__(self) -> None:
        self.heard: list[Incoming] = []
        self.reply: Reply | None = TextReply("已记录")
        self.trouble: Exception | None = None

    def answer(self, incoming: Incoming) -> Reply | None:
        self.heard.append(incoming)
        if self.trouble:
            raise self.trouble
        return self.reply


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def broken() -> set[str]:
    return set()


@pytest.fixture
def web(bot: Bot, broken: set[str]) -> Iterator[FlaskClient]:
    door = Door(CallbackCrypto(TOKEN, AES_KEY, CORP), CORP, bot.answer, lambda: NOW)

    def check(name: str) -> None:
        if name in broken:
            raise ConnectionError("postgresql://genjin:password@db/genjin")

    page = Blueprint("page", __name__)

    @page.get("/page")
    def show() -> tuple[str, dict[str, str]]:
        return "<p>", {"Content-Security-Policy": "default-src 'self'"}

    @page.get("/secret")
    def secret() -> str:
        abort(401)

    checks = {
        "database": Check(lambda: check("database")),
        "redis": Check(lambda: check("redis"), required=False),
    }
    with create_app(Deps(door, checks, blueprints=[page])).test_client() as client:
        yield client


def test_the_url_is_verified(web: FlaskClient) -> None:
    echo = envelope.encrypt(b"1616140317555161061")
    answer = web.get(
        "/wecom/callback", query_string=envelope.query(echo) + "&echostr=" + echo.replace("+", "%2B")
    )
    assert (answer.status_code, answer.data) == (200, b"1616140317555161061")
    assert answer.content_type.startswith("text/plain")


def test_a_wrong_echo_is_refused(web: FlaskClient) -> None:
    echo = envelope.encrypt(b"1")
    answer = web.get("/wecom/callback", query_string=envelope.query("other") + "&echostr=" + echo)
    assert (answer.status_code, answer.data) == (403, b"")
    assert web.get("/wecom/callback").status_code == 403


def test_a_message_is_answered_encrypted(web: FlaskClient, bot: Bot) -> None:
    query, body = delivery(text_xml("今天拜访了华辰"))
    answer = web.post("/wecom/callback?" + query, data=body)
    assert answer.status_code == 200
    assert opened(answer.data) == (
        f"<xml><ToUserName><![CDATA[XiaoLi]]></ToUserName><FromUserName><![CDATA[{CORP}]]></FromUserName>"
        "<CreateTime>1741051800</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        "<Content><![CDATA[已记录]]></Content></xml>"
    )
    (heard,) = bot.heard
    assert isinstance(heard, Text)
    assert (heard.userid, heard.content) == ("xiaoli", "今天拜访了华辰")


def test_a_tap_replaces_the_buttons(web: FlaskClient, bot: Bot) -> None:
    bot.reply = ButtonReply("已完成")
    query, body = delivery(
        "<xml><FromUserName>XiaoLi</FromUserName><MsgType>event</MsgType><Event>template_card_event</Event>"
        "<EventKey>1:task.done:42</EventKey><TaskId>due@42</TaskId></xml>"
    )
    answer = web.post("/wecom/callback?" + query, data=body)
    assert "<Button><ReplaceName><![CDATA[已完成]]></ReplaceName></Button>" in opened(answer.data)
    assert isinstance(bot.heard[0], Tap)


def test_silence_is_an_empty_200(web: FlaskClient, bot: Bot) -> None:
    bot.reply = None
    query, body = delivery(text_xml("嗯"))
    answer = web.post("/wecom/callback?" + query, data=body)
    assert (answer.status_code, answer.data) == (200, b"")


def test_the_company_itself_gets_no_reply(web: FlaskClient, bot: Bot) -> None:
    query, body = delivery(
        "<xml><FromUserName>sys</FromUserName><MsgType>event</MsgType><Event>change_contact</Event>"
        "<ChangeType>update_user</ChangeType><UserID>XiaoLi</UserID></xml>"
    )
    answer = web.post("/wecom/callback?" + query, data=body)
    assert (answer.status_code, answer.data) == (200, b"")
    assert isinstance(bot.heard[0], ContactChange)


@pytest.mark.parametrize(
    "xml",
    [
        "<xml><MsgType>sticker</MsgType></xml>",
        "<xml><MsgType>event</MsgType><Event>new</Event></xml>",
        "no xml",
        "<xml/>",
    ],
)
def test_what_is_not_known_is_accepted_and_nobody_is_asked(web: FlaskClient, bot: Bot, xml: str) -> None:
    query, body = delivery(xml)
    answer = web.post("/wecom/callback?" + query, data=body)
    assert (answer.status_code, answer.data, bot.heard) == (200, b"", [])


def test_a_bad_signature_is_refused_without_work(web: FlaskClient, bot: Bot) -> None:
    query, body = delivery(text_xml("a"))
    answer = web.post("/wecom/callback?" + query.replace("msg_signature=", "msg_signature=0"), data=body)
    assert (answer.status_code, answer.data, bot.heard) == (403, b"", [])


def test_a_failure_of_ours_lets_wecom_deliver_again_and_logs_no_words(
    web: FlaskClient, bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    bot.trouble = RuntimeError("华辰的报价是12万")
    query, body = delivery(text_xml("华辰的报价是12万"))
    answer = web.post("/wecom/callback?" + query, data=body)
    assert (answer.status_code, answer.data) == (503, b"")
    logged = capsys.readouterr().out
    assert "RuntimeError at " in logged
    assert "12万" not in logged


def test_an_unrenderable_reply_is_silence(web: FlaskClient, bot: Bot) -> None:
    bot.reply = TextReply("  ")
    query, body = delivery(text_xml("a"))
    answer = web.post("/wecom/callback?" + query, data=body)
    assert (answer.status_code, answer.data) == (200, b"")


def test_a_large_body_is_refused_before_it_is_read(web: FlaskClient, bot: Bot) -> None:
    query, body = delivery(text_xml("长" * 30_000))
    assert len(body) > 64 * 1024
    answer = web.post("/wecom/callback?" + query, data=body)
    assert (answer.status_code, answer.data, bot.heard) == (413, b"", [])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(web: FlaskClient, method: str) -> None:
    answer = web.open("/wecom/callback", method=method)
    assert (answer.status_code, answer.data) == (405, b"")


def test_many_at_once_get_each_their_own(bot: Bot) -> None:
    def answer(incoming: Incoming) -> Reply:
        assert isinstance(incoming, Text)
        return TextReply(incoming.content)

    app = create_app(Deps(Door(CallbackCrypto(TOKEN, AES_KEY, CORP), CORP, answer, lambda: NOW)))
    wrong: list[str] = []

    def person(name: str) -> None:
        client = app.test_client()
        for i in range(30):
            query, body = delivery(text_xml(f"{name}说{i}", who=name))
            said = opened(client.post("/wecom/callback?" + query, data=body).data)
            if f"[{name}说{i}]" not in said:
                wrong.append(said)

    threads = [threading.Thread(target=person, args=(f"p{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_health(web: FlaskClient, broken: set[str]) -> None:
    assert web.get("/healthz").status_code == 200
    ready = web.get("/readyz")
    assert (ready.status_code, ready.json) == (200, {"database": "ok", "redis": "ok"})
    broken.add("redis")
    ready = web.get("/readyz")
    assert (ready.status_code, ready.json) == (200, {"database": "ok", "redis": "failed: ConnectionError"})
    broken.add("database")
    assert web.get("/readyz").status_code == 503
    assert b"password" not in web.get("/readyz").data


def test_metrics_count_and_name_nobody(web: FlaskClient) -> None:
    query, body = delivery(text_xml("今天拜访了华辰"))
    web.post("/wecom/callback?" + query, data=body)
    web.post("/wecom/callback")
    said = web.get("/metrics").text
    assert 'genjin_callbacks_total{kind="text",outcome="answered"} 1.0' in said
    assert 'genjin_callbacks_total{kind="",outcome="refused:arguments"} 1.0' in said
    assert "genjin_callback_seconds_count 2.0" in said
    assert "xiaoli" not in said.lower()


def test_what_waits_unsent_is_counted_when_figures_are_asked_for(bot: Bot) -> None:
    """By the web process: whoever sends may be another process, without a page."""
    door = Door(CallbackCrypto(TOKEN, AES_KEY, CORP), CORP, bot.answer, lambda: NOW)
    counts = iter([3])
    with create_app(Deps(door, overdue=lambda: next(counts))).test_client() as web:
        assert "genjin_outbox_overdue 3.0" in web.get("/metrics").text
        assert "genjin_outbox_overdue NaN" in web.get("/metrics").text  # no database: unknown, and no 0


def test_pages_keep_their_own_policy_and_strangers_learn_nothing(web: FlaskClient) -> None:
    assert web.get("/page").headers["Content-Security-Policy"] == "default-src 'self'"
    for path, status in (("/nothing", 404), ("/secret", 401)):
        answer = web.get(path)
        assert (answer.status_code, answer.data) == (status, b"")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_road_can_be_recited() -> None:
    assert [step.__name__ for step in ROAD] == ["unseal", "understand", "respond", "seal"]
