"""The encryption, against Tencent's own vectors (V1, V2) and a deterministic one (V3)."""

import pytest

from sandbox import Codec, CodecError
from sandbox.xml import cdata, document, read

CODEC = Codec("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
V2 = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg"
    "3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+k"
    "DZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6ti"
    "WSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p"
    "8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=="
)
V3_PLAIN = (
    "<xml><ToUserName><![CDATA[zhangsan]]></ToUserName><FromUserName><![CDATA[wx5823bf96d3bd56c7]]></FromUserName>"
    "<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>"
)
V3 = (
    "sKqRbbiSUnDhFHOvPjtUMUeqt1g4oVlNGGsS6EWXUJdzNUTV/uL0UBFzshLks/RFyFHd2/ixDhB7ucBVurERtV9j+h9li2EnEqHWnKHW"
    "pF3YAEkXMyVOYZhlslCclgL4xho7Az5ISBgjZ7hHrLQLBcJ5ICEML1zewaRPdQTiNxN1GsP4lxEkCuNLU+hnrjDr8wZOzB2Bu3R+7eTZ"
    "UbgKA+LgUUJdhNGME8/IWyPoKSv5n1T9GPpv8nuTvoGP0jMVsLIuf9++izmc2ofkOnxk2aDcWeC/XODlNSAGY/YMS6oB5z/9DHb7Ye52"
    "0RJJsqvont0cNcUFHdyiMk4wWGiBLgUItXgeRo9kW7EnelYkmKsqk8PStWitsVt40ITgOSui"
)


def test_v1_url_verification() -> None:
    CODEC.check("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "1409659589", "263014780", ECHO)
    assert CODEC.decrypt(ECHO) == "1616140317555161061"


def test_v2_message() -> None:
    CODEC.check("477715d11cdb4164915debcba66cb864d751f3e6", "1409659813", "1372623149", V2)
    message = read(CODEC.decrypt(V2))
    assert message["Content"] == "hello"
    assert message["FromUserName"] == "mycreate"
    assert message["MsgId"] == "4561255354251345929"


def test_v3_reply_is_byte_for_byte() -> None:
    assert CODEC.encrypt(V3_PLAIN, salt=b"0123456789abcdef") == V3
    assert CODEC.sign("1700000000", "263014780", V3) == "5a058b2dd1e6170dc6af4e5b1a711edd45c14f92"


def test_it_refuses_a_wrong_signature_and_another_corp() -> None:
    with pytest.raises(CodecError, match="signature"):
        CODEC.check("6c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", "1409659589", "263014780", ECHO)
    other = Codec("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx0000000000000000")
    with pytest.raises(CodecError, match="another receiver"):
        other.decrypt(ECHO)


@pytest.mark.parametrize("damaged", ["", "AAAA", "!!!!", ECHO[:-24] + ECHO[-20:], "A" * 64])
def test_it_refuses_damaged_packets(damaged: str) -> None:
    with pytest.raises(CodecError):
        CODEC.decrypt(damaged)


def test_every_length_of_message_comes_back() -> None:
    for length in range(70):
        words = "跟" * length
        assert CODEC.decrypt(CODEC.encrypt(words)) == words


def test_cdata_cannot_be_broken_out_of() -> None:
    evil = "a]]></Content><Content><![CDATA[evil"
    assert read(document({"Content": evil})) == {"Content": evil}
    assert "]]]]><![CDATA[>" in cdata("]]>")
