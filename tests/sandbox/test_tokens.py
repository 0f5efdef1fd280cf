"""gettoken and what happens without a good token."""

import pytest

from sandbox import Company, Sandbox

from .conftest import Client, Hands


def test_a_repeat_returns_the_same_token_with_less_time(api: Client, box: Sandbox, hands: Hands) -> None:
    hands.move(minutes=10)
    company = box.company
    answer = api.get("gettoken", corpid=company.corp_id, corpsecret=company.secret)
    assert answer["access_token"] == api.token
    assert answer["expires_in"] == 7200 - 600
    assert box.calls["gettoken"] == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"corpsecret": "wrong"}, 40001),
        ({"corpsecret": ""}, 41004),
        ({"corpid": "ww0"}, 40013),
        ({"corpid": ""}, 41002),
    ],
)
def test_wrong_credentials(api: Client, box: Sandbox, change: dict[str, str], code: int) -> None:
    right = {"corpid": box.company.corp_id, "corpsecret": box.company.secret}
    assert api.get("gettoken", **(right | change))["errcode"] == code


def test_missing_unknown_and_expired_tokens(api: Client, box: Sandbox, hands: Hands) -> None:
    assert api.get("getcallbackip", access_token="")["errcode"] == 41001
    assert api.get("getcallbackip", access_token="made-up")["errcode"] == 40014
    assert api.get("getcallbackip")["errcode"] == 0
    hands.move(hours=2)
    assert api.get("getcallbackip")["errcode"] == 42001
    api.token = api.get_token()
    assert api.get("getcallbackip")["ip_list"]


def test_planned_expiry_kills_old_tokens_only(api: Client, box: Sandbox) -> None:
    old = api.token
    box.faults.expire_tokens(40014)
    assert api.get("getcallbackip")["errcode"] == 40014
    api.token = api.get_token()
    assert api.token != old
    assert api.get("getcallbackip")["errcode"] == 0


def test_a_token_life_below_two_minutes_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 120"):
        Sandbox(Company.tiny(), token_life_s=60)


def test_method_path_and_body_are_checked(api: Client) -> None:
    assert api.post("gettoken", {})["errcode"] == 43001
    assert api.get("message/send")["errcode"] == 43002
    assert api.get("no/such/call")["errcode"] == 40066
    assert api.post("message/send", b"{broken")["errcode"] == 47001
    assert api.post("message/send", b'{"text": "\\u4f60"}')["errcode"] == 40033


def test_tickets(api: Client) -> None:
    corp, agent = api.get("get_jsapi_ticket"), api.get("ticket/get", type="agent_config")
    assert corp["ticket"] != agent["ticket"]
    assert api.get("ticket/get", type="other")["errcode"] == 40058
