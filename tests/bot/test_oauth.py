"""Logging in through WeCom: who it is, from which browser, once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from redis import Redis

from bot.errors import GiveUp, RetryLater
from bot.oauth import LoginRefused, MemoryOnce, Once, RedisOnce, WebLogin, login_pages

NOW = datetime(2025, 3, 4, 1, 30, tzinfo=UTC)
DONE = "https://crm.example.com/login/done"
WXWORK = "Mozilla/5.0 wxwork/4.1.0 MicroMessenger/7.0.1"


def who(code: str) -> str:
    """WeCom: knows one code, is out of order for another."""
    if code == "BUSY":
        raise RetryLater("busy", -1)
    if code != "CODE":
        raise GiveUp("invalid code", 40029)
    return "xiaoli"


def make(once: Once | None = None) -> WebLogin:
    return WebLogin(who, "ww0123456789abcdef", 1000002, "secret key", once or MemoryOnce())


def state_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["state"][0]


def test_inside_wecom_it_is_silent() -> None:
    began = make().start("/c/7", DONE, WXWORK, NOW)
    url = urlsplit(began.url)
    assert (url.netloc, url.path, url.fragment) == (
        "open.weixin.qq.com",
        "/connect/oauth2/authorize",
        "wechat_redirect",
    )
    asked = {name: values[0] for name, values in parse_qs(url.query).items()}
    assert asked.pop("state").isalnum()
    assert asked == {
        "appid": "ww0123456789abcdef",
        "agentid": "1000002",
        "redirect_uri": DONE,
        "response_type": "code",
        "scope": "snsapi_base",
    }


def test_outside_it_is_the_page_with_the_qr_code() -> None:
    began = make().start("/c/7", DONE, "Mozilla/5.0 Chrome/130", NOW)
    assert urlsplit(began.url).netloc == "login.work.weixin.qq.com"
    assert parse_qs(urlsplit(began.url).query)["login_type"] == ["CorpApp"]


@pytest.fixture(params=["memory", "redis", "no redis"])
def once(request: pytest.FixtureRequest) -> Once:
    if request.param == "memory":
        return MemoryOnce()
    redis: Redis = request.getfixturevalue("redis" if request.param == "redis" else "dead_redis")
    return RedisOnce(redis)


def test_the_way_back_works_once(once: Once) -> None:
    login = make(once)
    began = login.start("/c/7?tab=2", DONE, WXWORK, NOW)
    found = login.finish("CODE", state_of(began.url), began.cookie, NOW + timedelta(minutes=9))
    assert (found.userid, found.page) == ("xiaoli", "/c/7?tab=2")
    with pytest.raises(LoginRefused, match="used"):
        login.finish("CODE", state_of(began.url), began.cookie, NOW)


def test_what_is_not_right_is_refused() -> None:
    login = make()
    began = login.start("/", DONE, WXWORK, NOW)
    other = login.start("/", DONE, WXWORK, NOW)
    state = state_of(began.url)
    refused = {
        "state": [
            ("CODE", state, other.cookie),
            ("CODE", "", began.cookie),
            ("CODE", "x" + state, began.cookie),
        ],
        "cookie": [("CODE", state, ""), ("CODE", state, began.cookie + "x"), ("CODE", state, "a.b")],
        "used": [("", state, began.cookie)],
        "code": [("WRONG", state, began.cookie)],
    }
    for reason, attempts in refused.items():
        for attempt in attempts:
            with pytest.raises(LoginRefused, match=reason):
                login.finish(*attempt, NOW)
    late = login.start("/", DONE, WXWORK, NOW)
    with pytest.raises(LoginRefused, match="late"):
        login.finish("CODE", state_of(late.url), late.cookie, NOW + timedelta(minutes=11))


@pytest.mark.parametrize(
    "page", ["https://evil.com", "//evil.com", "/\\evil.com", "javascript:x", "", "/a\nb", "/" + "a" * 2000]
)
def test_it_leads_nowhere_else(page: str) -> None:
    login = make()
    began = login.start(page, DONE, WXWORK, NOW)
    assert login.finish("CODE", state_of(began.url), began.cookie, NOW).page == "/"


@pytest.fixture
def web() -> Iterator[FlaskClient]:
    app = Flask("test")
    app.secret_key = "secret key"
    app.register_blueprint(login_pages(make(), lambda: "https://crm.example.com", lambda: NOW))
    app.add_url_rule("/me", "me", lambda: str(session.get("userid")))
    with app.test_client() as client:
        yield client


def open_(web: FlaskClient, path: str):  # type: ignore[no-untyped-def]
    return web.get(path, base_url="https://crm.example.com")


def test_a_browser_is_logged_in(web: FlaskClient) -> None:
    began = open_(web, "/login?to=/me")
    assert began.status_code == 302
    cookie = began.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "Secure" in cookie
    done = open_(web, f"/login/done?code=CODE&state={state_of(began.location)}")
    assert (done.status_code, done.location) == (302, "/me")
    assert open_(web, "/me").text == "xiaoli"


def test_another_browser_is_not(web: FlaskClient) -> None:
    began = open_(web, "/login?to=/me")
    web.delete_cookie("genjin_login", path="/login", domain="crm.example.com")
    assert open_(web, f"/login/done?code=CODE&state={state_of(began.location)}").status_code == 403
    assert open_(web, "/me").text == "None"


def test_when_wecom_cannot_be_asked_it_says_so(web: FlaskClient) -> None:
    began = open_(web, "/login?to=/me")
    assert open_(web, f"/login/done?code=BUSY&state={state_of(began.location)}").status_code == 503
