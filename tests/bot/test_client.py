"""The API client against a real HTTP server: what is sent, what is understood, what never leaks."""

import logging
import threading
import traceback
from collections.abc import Iterator

import pytest

from bot import transport
from bot.client import DepartmentInfo, WeComClient
from bot.errors import GiveUp, NotTrusted, RetryLater, TokenRefused, WeComError, redact
from bot.tokens import MemoryTokenStore
from tests.bot.wire import Answer, Call, Wire, refused, serve
from tests.support.services import free_port

SECRET = "SECRETsecretSECRETsecret"
TEXT = {"msgtype": "text", "text": {"content": "华辰的报价今天到期"}}


class Clock:
    def __init__(self) -> None:
        self.now = 1_741_052_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wire() -> Iterator[Wire]:
    with serve() as wire:
        yield wire


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(wire: Wire, clock: Clock) -> Iterator[WeComClient]:
    client = WeComClient("ww0123456789abcdef", 1000002, SECRET, MemoryTokenStore(), clock, wire.base)
    yield client
    client.close()


def test_send_says_everything_and_in_plain_utf8(wire: Wire, client: WeComClient) -> None:
    wire.plan(
        "message/send", Answer({"errcode": 0, "msgid": "M1", "response_code": "RC1", "invaliduser": ""})
    )
    sent = client.send(["xiaoli"], TEXT)
    assert (sent.msgid, sent.response_code, sent.invalid) == ("M1", "RC1", ())
    call = wire.calls["message/send"][0]
    assert call.query == {"access_token": "TOKEN-1"}
    assert call.json == {
        "touser": "xiaoli",
        "agentid": 1000002,
        **TEXT,
        "enable_duplicate_check": 1,
        "duplicate_check_interval": 14400,
    }
    assert "华辰的报价" in call.body.decode()


def test_who_was_not_reached_is_read_although_errcode_is_0(wire: Wire, client: WeComClient) -> None:
    wire.plan("message/send", Answer({"errcode": 0, "invaliduser": "XiaoWang|b", "unlicenseduser": "c"}))
    assert client.send(["XiaoWang", "b", "c", "d"], TEXT).invalid == ("xiaowang", "b", "c")


def test_a_card_is_updated_for_some_or_for_all(wire: Wire, client: WeComClient) -> None:
    wire.plan("message/update_template_card", Answer({"errcode": 0, "invaliduser": ["A"]}))
    change = {"button": {"replace_name": "已完成"}}
    assert client.update_template_card("RC", change, ["a", "b"]) == ("a",)
    client.update_template_card("RC", change)
    first, second = (call.json for call in wire.calls["message/update_template_card"])
    assert first == {"userids": ["a", "b"], "agentid": 1000002, "response_code": "RC", **change}
    assert second == {"atall": 1, "agentid": 1000002, "response_code": "RC", **change}


def test_one_token_serves_many_calls_and_is_renewed_before_it_ends(
    wire: Wire, client: WeComClient, clock: Clock
) -> None:
    client.send(["a"], TEXT)
    clock.now += 7000
    client.send(["a"], TEXT)
    assert wire.tokens == 1
    clock.now += 100
    client.send(["a"], TEXT)
    assert wire.tokens == 2


@pytest.mark.parametrize("code", [40001, 40014, 41001, 42001])
def test_a_refused_token_is_renewed_once_and_the_call_repeated_once(
    wire: Wire, client: WeComClient, code: int
) -> None:
    wire.plan("message/send", refused(code), Answer({"errcode": 0, "msgid": "M2"}))
    assert client.send(["a"], TEXT).msgid == "M2"
    assert [call.query["access_token"] for call in wire.calls["message/send"]] == ["TOKEN-1", "TOKEN-2"]


def test_a_token_that_is_always_refused_ends_after_two_calls(wire: Wire, client: WeComClient) -> None:
    wire.plan("message/send", refused(42001))
    with pytest.raises(TokenRefused):
        client.send(["a"], TEXT)
    assert len(wire.calls["message/send"]) == 2
    assert wire.tokens == 2


def test_a_cold_start_of_20_threads_fetches_one_token(wire: Wire, client: WeComClient) -> None:
    start = threading.Barrier(20)

    def send() -> None:
        start.wait()
        client.send(["a"], TEXT)

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(wire.calls["message/send"]) == 20
    assert wire.tokens == 1


def test_20_threads_with_one_dead_token_fetch_one_new_one(wire: Wire, client: WeComClient) -> None:
    client.ready()
    start = threading.Barrier(20)

    def answer(call: Call) -> Answer:
        return refused(42001) if call.query["access_token"] == "TOKEN-1" else Answer({"errcode": 0})

    def send() -> None:
        start.wait()
        client.send(["a"], TEXT)

    wire.plan("message/send", answer)
    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wire.tokens == 2


def test_a_wrong_secret_is_not_tried_again_for_a_minute(
    wire: Wire, client: WeComClient, clock: Clock
) -> None:
    wire.plan("gettoken", refused(40001))
    for _ in range(5):
        with pytest.raises(TokenRefused):
            client.send(["a"], TEXT)
    assert len(wire.calls["gettoken"]) == 1
    clock.now += 61
    wire.plan("gettoken", Answer({"errcode": 0, "access_token": "GOOD", "expires_in": 7200}))
    client.send(["a"], TEXT)
    assert wire.calls["message/send"][0].query == {"access_token": "GOOD"}


def test_a_short_lived_token_is_used_for_nine_tenths_of_its_life(
    wire: Wire, client: WeComClient, clock: Clock
) -> None:
    wire.plan("gettoken", Answer({"access_token": "A", "expires_in": 60}))
    client.ready()
    clock.now += 53
    client.ready()
    assert len(wire.calls["gettoken"]) == 1
    clock.now += 2
    client.ready()
    assert len(wire.calls["gettoken"]) == 2


CODES = {
    -1: RetryLater, 6000: RetryLater, 45033: RetryLater, 45009: RetryLater,
    60020: NotTrusted, 48002: NotTrusted, 50003: NotTrusted,
    81013: GiveUp, 60111: GiveUp, 42022: GiveUp, 40058: GiveUp, 99999: GiveUp,
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_each_code_becomes_its_remedy(wire: Wire, client: WeComClient, code: int) -> None:
    wire.plan("message/send", refused(code))
    with pytest.raises(WeComError) as failed:
        client.send(["a"], TEXT)
    assert type(failed.value) is CODES[code]
    assert failed.value.code == code
    assert failed.value.permanent == issubclass(CODES[code], GiveUp)
    assert len(wire.calls["message/send"]) == 1


def test_over_the_limit_says_how_long_to_wait(wire: Wire, client: WeComClient) -> None:
    wire.plan("message/send", refused(45009))
    with pytest.raises(RetryLater) as failed:
        client.send(["a"], TEXT)
    assert failed.value.retry_after_s == 60


TROUBLE = {
    "502 with HTML": Answer(b"<html>bad gateway</html>", 502, "text/html"),
    "200 with HTML": Answer(b"<html>sign in to the hotel</html>", 200, "text/html"),
    "200 with a list": Answer(b"[]"),
    "403 of a proxy": Answer(b"no", 403, "text/plain"),
    "cut connection": Answer(cut=True),
}


@pytest.mark.parametrize(
    ("endpoint", "trouble"),
    [
        (endpoint, trouble)
        for endpoint in ("message/send", "gettoken", "media/get")
        for trouble in TROUBLE
        if (endpoint, trouble) != ("media/get", "200 with HTML")  # a file may be HTML
    ],
)
def test_trouble_on_the_way_is_tried_later(
    wire: Wire, client: WeComClient, endpoint: str, trouble: str
) -> None:
    wire.plan(endpoint, TROUBLE[trouble])
    with pytest.raises(RetryLater):
        client.download_media("1m") if endpoint == "media/get" else client.send(["a"], TEXT)


@pytest.mark.parametrize("endpoint", ["message/send", "gettoken", "media/get"])
def test_silence_ends_in_a_time_out(
    wire: Wire, client: WeComClient, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CONNECT_S", "READ_S", "MEDIA_READ_S"):
        monkeypatch.setattr(transport, name, 0.2)
    client = WeComClient("ww1", 1, SECRET, MemoryTokenStore(), Clock(), wire.base)
    wire.plan(endpoint, Answer(hang=True))
    with pytest.raises(RetryLater) as failed:
        client.download_media("1m") if endpoint == "media/get" else client.send(["a"], TEXT)
    assert failed.value.ambiguous


def test_nothing_listening_is_tried_later_and_keeps_its_secrets() -> None:
    nobody = f"http://127.0.0.1:{free_port()}/"
    client = WeComClient("ww1", 1, SECRET, MemoryTokenStore(), Clock(), nobody)
    with pytest.raises(RetryLater) as failed:
        client.send(["a"], TEXT)
    assert SECRET not in "".join(traceback.format_exception(failed.value))
    assert failed.value.__context__ is None


def test_no_secret_in_errors_or_logs(
    wire: Wire, client: WeComClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wire.plan(
        "message/send", refused(40058, "bad, see https://x/?access_token=TOKEN-1&code=abc"), Answer(cut=True)
    )
    for _ in range(2):
        with pytest.raises(WeComError) as failed:
            client.send(["a"], TEXT)
        assert "TOKEN-1" not in "".join(traceback.format_exception(failed.value))
    assert "TOKEN-1" not in caplog.text
    assert SECRET not in caplog.text


def test_redaction_leaves_the_rest() -> None:
    said = "GET /cgi-bin/gettoken?corpid=ww1&corpsecret=abc HTTP failed; access_token=x_y-z"
    assert redact(said) == "GET /cgi-bin/gettoken?corpid=ww1&corpsecret=*** HTTP failed; access_token=***"


def test_a_file_is_uploaded_whole_even_when_the_token_is_renewed_in_between(
    wire: Wire, client: WeComClient
) -> None:
    wire.plan("media/upload", refused(42001), Answer({"errcode": 0, "media_id": "MED1"}))
    assert client.upload_media("file", "报价.xlsx", b"PK\x03\x04" + bytes(1000)) == "MED1"
    first, second = wire.calls["media/upload"]
    assert first.query["type"] == "file"
    for call in (first, second):
        assert b"PK\x03\x04" + bytes(1000) in call.body
        assert 'name="media"; filename="报价.xlsx"'.encode() in call.body


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="MEDIA.amr"', "MEDIA.amr"),
        ("attachment; filename=\"__.xlsx\"; filename*=UTF-8''%E5%AE%A2%E6%88%B7.xlsx", "__.xlsx"),
        ("attachment; filename*=UTF-8''%E5%AE%A2%E6%88%B7.xlsx", "客户.xlsx"),
        ('attachment; filename="' + "客户.xlsx".encode().decode("latin-1") + '"', "客户.xlsx"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ("attachment", ""),
    ],
)
def test_a_download_has_bytes_type_and_a_harmless_name(
    wire: Wire, client: WeComClient, disposition: str, name: str
) -> None:
    wire.plan("media/get", Answer(b"#!AMR\n..", 200, "audio/amr", {"Content-Disposition": disposition}))
    media = client.download_media("1voice")
    assert (media.data, media.content_type, media.file_name) == (b"#!AMR\n..", "audio/amr", name)
    assert wire.calls["media/get"][0].query["media_id"] == "1voice"


def test_a_download_error_is_json_with_status_200(wire: Wire, client: WeComClient) -> None:
    wire.plan("media/get", refused(40007))
    with pytest.raises(GiveUp) as failed:
        client.download_media("old")
    assert failed.value.code == 40007


def test_a_download_renews_the_token_too(wire: Wire, client: WeComClient) -> None:
    wire.plan("media/get", refused(42001), Answer(b"JPEG", 200, "image/jpeg"))
    assert client.download_media("1img").data == b"JPEG"


def test_a_download_too_large_is_given_up(wire: Wire, client: WeComClient) -> None:
    wire.plan("media/get", Answer(bytes(5000), 200, "application/octet-stream"))
    with pytest.raises(GiveUp) as failed:
        client.download_media("big", most=4999)
    assert failed.value.code == 45001


def test_departments_and_members(wire: Wire, client: WeComClient) -> None:
    wire.plan(
        "department/list",
        Answer(
            {
                "department": [
                    {"id": 1, "name": "华辰", "parentid": 0, "order": 9},
                    {"id": 2, "name": "销售一部", "parentid": 1},
                ]
            }
        ),
    )
    li = {
        "userid": "XiaoLi",
        "name": "小李",
        "department": [1, 2],
        "is_leader_in_dept": [0, 1],
        "main_department": 2,
        "position": "经理",
        "status": 1,
    }
    wang = {"userid": "xiaowang", "name": "小王", "department": [2]}
    wire.plan("user/list", Answer({"userlist": [li]}), Answer({"userlist": [li, wang]}))
    departments = client.departments()
    assert departments == [DepartmentInfo(1, "华辰", 0, 9), DepartmentInfo(2, "销售一部", 1, 0)]
    first, second = client.members(departments)
    assert (first.userid, first.departments, first.leads) == ("xiaoli", (1, 2), (False, True))
    assert (first.main_department, first.position, first.status) == (2, "经理", 1)
    assert (second.userid, second.departments, second.leads) == ("xiaowang", (2,), (False,))
    assert (second.main_department, second.status) == (2, 1)


def test_oauth_names_members_and_refuses_outsiders(wire: Wire, client: WeComClient) -> None:
    wire.plan(
        "auth/getuserinfo",
        Answer({"errcode": 0, "userid": "XiaoLi"}),
        Answer({"openid": "o1"}),
        refused(40029),
    )
    assert client.oauth_user("CODE") == "xiaoli"
    for _ in range(2):
        with pytest.raises(GiveUp):
            client.oauth_user("CODE")


def test_small_calls(wire: Wire, client: WeComClient) -> None:
    wire.plan("getcallbackip", Answer({"ip_list": ["1.2.3.4"]}))
    assert client.callback_ips() == ["1.2.3.4"]
    client.recall("M1")
    assert wire.calls["message/recall"][0].json == {"msgid": "M1"}
    client.create_menu([{"name": "待办", "type": "click", "key": "todo"}])
    assert wire.calls["menu/create"][0].query["agentid"] == "1000002"


def test_an_api_base_without_a_scheme_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="WECOM_API_BASE"):
        WeComClient("ww1", 1, SECRET, MemoryTokenStore(), Clock(), "localhost:8000/cgi-bin/")
