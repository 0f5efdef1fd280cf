"""Signature and encryption, against Tencent's own vectors (V1, V2) and one of ours (V3)."""

import base64
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.crypto import BadCallback, CallbackCrypto

TOKEN = "QDG6eK"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CORP = "wx5823bf96d3bd56c7"

V1_ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
V1 = ("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "1409659589", "263014780")

V2 = ("477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149")
V2_BODY = (
    b"<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><Encrypt><![CDATA["
    b"RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/s"
    b"YYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJ"
    b"YuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGU"
    b"callcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDY"
    b"A5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=="
    b"]]></Encrypt><AgentID><![CDATA[218]]></AgentID></xml>"
)
V2_PLAIN = """<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>
<FromUserName><![CDATA[mycreate]]></FromUserName>
<CreateTime>1409659813</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[hello]]></Content>
<MsgId>4561255354251345929</MsgId>
<AgentID>218</AgentID>
</xml>"""

V3_PLAIN = (
    "<xml><ToUserName><![CDATA[zhangsan]]></ToUserName><FromUserName><![CDATA[wx5823bf96d3bd56c7]]>"
    "</FromUserName><CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType>"
    "<Content><![CDATA[你好]]></Content></xml>"
)
V3_ENCRYPT = (
    "sKqRbbiSUnDhFHOvPjtUMUeqt1g4oVlNGGsS6EWXUJdzNUTV/uL0UBFzshLks/RFyFHd2/ixDhB7ucBVurERtV9j+h9li2EnEqHWnKHW"
    "pF3YAEkXMyVOYZhlslCclgL4xho7Az5ISBgjZ7hHrLQLBcJ5ICEML1zewaRPdQTiNxN1GsP4lxEkCuNLU+hnrjDr8wZOzB2Bu3R+7eTZ"
    "UbgKA+LgUUJdhNGME8/IWyPoKSv5n1T9GPpv8nuTvoGP0jMVsLIuf9++izmc2ofkOnxk2aDcWeC/XODlNSAGY/YMS6oB5z/9DHb7Ye52"
    "0RJJsqvont0cNcUFHdyiMk4wWGiBLgUItXgeRo9kW7EnelYkmKsqk8PStWitsVt40ITgOSui"
)
V3_SIGNATURE = "5a058b2dd1e6170dc6af4e5b1a711edd45c14f92"


@pytest.fixture(scope="module")
def crypto() -> CallbackCrypto:
    return CallbackCrypto(TOKEN, AES_KEY, CORP)


def test_v1_url_verification(crypto: CallbackCrypto) -> None:
    assert crypto.open(*V1, V1_ECHO) == "1616140317555161061"


def test_v2_message(crypto: CallbackCrypto) -> None:
    assert crypto.open_body(*V2, V2_BODY) == V2_PLAIN


def test_v3_opens_and_has_the_right_signature(crypto: CallbackCrypto) -> None:
    assert crypto.sign("1700000000", "263014780", V3_ENCRYPT) == V3_SIGNATURE
    assert crypto.open(V3_SIGNATURE, "1700000000", "263014780", V3_ENCRYPT) == V3_PLAIN


def test_v3_sealing_with_the_vectors_random_bytes_gives_the_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_bytes", lambda size: b"0123456789abcdef"[:size])
    sealed = CallbackCrypto(TOKEN, AES_KEY, CORP).seal(V3_PLAIN, 1700000000, "263014780")
    assert f"<Encrypt><![CDATA[{V3_ENCRYPT}]]></Encrypt>" in sealed
    assert f"<MsgSignature><![CDATA[{V3_SIGNATURE}]]></MsgSignature>" in sealed
    assert "<TimeStamp>1700000000</TimeStamp><Nonce><![CDATA[263014780]]></Nonce>" in sealed


def test_two_seals_of_one_text_differ(crypto: CallbackCrypto) -> None:
    assert crypto.seal("<xml/>", 1, "n") != crypto.seal("<xml/>", 1, "n")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_what_is_sealed_can_be_opened(text: str) -> None:
    crypto = CallbackCrypto(TOKEN, AES_KEY, CORP)
    sealed = crypto.seal(text, 1700000000)
    parts = dict(re.findall(r"<(\w+)>(?:<!\[CDATA\[)?([^\]<]*)", sealed.removeprefix("<xml>")))
    opened = crypto.open_body(parts["MsgSignature"], parts["TimeStamp"], parts["Nonce"], sealed.encode())
    assert opened == text


@pytest.mark.parametrize(
    "signature",
    ["", "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd4", V1[0].upper(), "签名", V1[0] + " ", "\udcff" * 40],
)
def test_a_wrong_signature_is_refused(crypto: CallbackCrypto, signature: str) -> None:
    with pytest.raises(BadCallback) as refused:
        crypto.open(signature, *V1[1:], V1_ECHO)
    assert refused.value.reason == "signature"


def test_another_corp_is_refused() -> None:
    with pytest.raises(BadCallback) as refused:
        CallbackCrypto(TOKEN, AES_KEY, "ww0000000000000000").open_body(*V2, V2_BODY)
    assert refused.value.reason == "receiver"


@pytest.mark.parametrize(
    "encrypted",
    ["", "A", "AAAA", "=" * 8, base64.b64encode(bytes(16)).decode(), base64.b64encode(bytes(64)).decode(),
     V1_ECHO[:-4], V1_ECHO[:24], base64.b64encode(base64.b64decode(V1_ECHO)[::-1]).decode()],
)  # fmt: skip
def test_damaged_ciphertext_with_a_good_signature_is_refused(crypto: CallbackCrypto, encrypted: str) -> None:
    with pytest.raises(BadCallback):
        crypto.open(crypto.sign("1", "2", encrypted), "1", "2", encrypted)


@given(st.binary(max_size=160))
def test_any_signed_bytes_are_opened_or_refused_as_one_error_type(data: bytes) -> None:
    crypto = CallbackCrypto(TOKEN, AES_KEY, CORP)
    encrypted = base64.b64encode(data).decode()
    with pytest.raises(BadCallback):
        crypto.open(crypto.sign("1", "2", encrypted), "1", "2", encrypted)


@pytest.mark.parametrize(
    "body",
    [b"", b"<xml>", b"<xml></xml>", b"{}", b"\xff\xfe", b"<Encrypt></Encrypt>", b"<Encrypt>a b</Encrypt>",
     b"<Encrypt><![CDATA[\xe4\xbd\xa0]]></Encrypt>", b"<Encrypt" * 1000],
)  # fmt: skip
def test_a_body_without_ciphertext_is_refused(crypto: CallbackCrypto, body: bytes) -> None:
    with pytest.raises(BadCallback) as refused:
        crypto.open_body("0" * 40, "1", "2", body)
    assert refused.value.reason == "envelope"


@pytest.mark.parametrize(
    "body",
    [b"<Encrypt>" + b" " * 64_000, b"<Encrypt>" + b"A" * 64_000, b"<Encrypt>A" * 6_400,
     b"<Encrypt>" + b"A" * 32_000 + b" " * 32_000, b"<Encrypt> " * 6_400],
)  # fmt: skip
def test_an_awkward_body_costs_no_time(crypto: CallbackCrypto, body: bytes) -> None:
    """A quadratic pattern needs seconds for these; the bound is generous for a busy machine."""
    began = time.process_time()
    with pytest.raises(BadCallback):
        crypto.open_body("0" * 40, "1", "2", body)
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(
    ("token", "aes_key", "corp", "word"),
    [
        ("", AES_KEY, CORP, "WECOM_TOKEN"),
        ("with space", AES_KEY, CORP, "WECOM_TOKEN"),
        (TOKEN, AES_KEY[:-1], CORP, "42 characters"),
        (TOKEN, AES_KEY + "=", CORP, "44 characters"),
        (TOKEN, AES_KEY[:-1] + "-", CORP, "letters and digits"),
        (TOKEN, AES_KEY, "", "WECOM_CORP_ID"),
    ],
)
def test_settings_that_cannot_work_are_refused_at_start(
    token: str, aes_key: str, corp: str, word: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(word)) as refused:
        CallbackCrypto(token, aes_key, corp)
    assert AES_KEY[:10] not in str(refused.value)
