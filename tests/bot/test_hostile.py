"""A thousand bodies from strangers, and from WeCom on a bad day: no 5xx, and the bot is never asked.

One seed, so a failure can be repeated; the seed is part of each test's name.
"""

import base64
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from bot.app import Deps, create_app
from bot.callback import Door
from bot.crypto import CallbackCrypto
from bot.incoming import Incoming
from bot.replies import Reply, TextReply
from tests.bot import envelope
from tests.bot.envelope import AES_KEY, CORP, TOKEN, delivery, text_xml

NOW = datetime(2025, 3, 4, 1, 30, tzinfo=UTC)
Request = tuple[str, bytes]
EACH = 100


class Bot:
    def __init__(self) -> None:
        self.heard: list[Incoming] = []

    def answer(self, incoming: Incoming) -> Reply:
        self.heard.append(incoming)
        return TextReply("已记录")


def random_bytes(dice: random.Random) -> Request:
    return delivery(text_xml("a"))[0], dice.randbytes(dice.randrange(2000))


def truncated(dice: random.Random) -> Request:
    query, body = delivery(text_xml("今天拜访了华辰"))
    return query, body[: dice.randrange(len(body) - 60)]


def flipped(dice: random.Random) -> Request:
    """One byte of the ciphertext is another."""
    query, body = delivery(text_xml("今天拜访了华辰"))
    at = dice.randrange(body.index(b"<Encrypt><![CDATA[") + 18, body.index(b"]]></Encrypt>"))
    changed = bytes([dice.choice([c for c in b"ABCabc019+/<& \x00" if c != body[at]])])
    return query, body[:at] + changed + body[at + 1 :]


def forged(dice: random.Random) -> Request:
    """Right in everything but the token."""
    encrypted = envelope.encrypt(text_xml("a").encode())
    query = f"msg_signature={dice.randbytes(20).hex()}&timestamp=1741052000&nonce={dice.randrange(10**9)}"
    return query, envelope.body(encrypted)


ODD_QUERIES = (
    "",
    "msg_signature",
    "timestamp=",
    "nonce=%00",
    "%ff%fe=%zz",
    "msg_signature=%F0%9F%98%80&timestamp=1&nonce=2",
    "msg_signature[]=1&timestamp[]=2&nonce[]=3",
    "a=1&" * 500,
)


def odd_query(dice: random.Random) -> Request:
    query, body = delivery(text_xml("a"))
    return dice.choice([*ODD_QUERIES, query[:40], query.replace("nonce=", "nonce=x")]), body


def oversized(dice: random.Random) -> Request:
    query, body = delivery(text_xml("a"))
    return query, body + b" " * (64 * 1024 + dice.randrange(100_000))


def entity_bomb(dice: random.Random) -> Request:
    query, _ = delivery(text_xml("a"))
    levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, dice.randrange(3, 30)))
    return query, f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><xml><Encrypt>&l2;</Encrypt></xml>'.encode()


def many_elements(dice: random.Random) -> Request:
    query, _ = delivery(text_xml("a"))
    return query, b"<xml>" + dice.choice([b"<a>", b"<a/>", b"<Encrypt>", b"<Encrypt><![CDATA["]) * 6000


def signed_rubbish(dice: random.Random) -> Request:
    """The signature is right and what it covers is no message: only somebody with our token could do this."""
    raw = dice.randbytes(dice.choice([0, 1, 15, 16, 32, 48, 64, 100]))
    encrypted = base64.b64encode(raw).decode()
    return envelope.query(encrypted), envelope.body(encrypted)


RUBBISH = (
    b"",
    b"\x00",
    b"<xml>",
    b"\xff\xfe<",
    b"{}",
    b"<xml></xml>",
    b"<xml><MsgType/></xml>",
    b"<!DOCTYPE x><xml/>",
    b"<xml><MsgType>event</MsgType></xml>",
    b"<a>" * 5000,
)


def sealed_rubbish(dice: random.Random) -> Request:
    """Sealed as WeCom does it, but not a callback inside."""
    return delivery(dice.choice([*RUBBISH, dice.randbytes(300)]))


KINDS: tuple[Callable[[random.Random], Request], ...] = (
    random_bytes, truncated, flipped, forged, odd_query, oversized, entity_bomb, many_elements,
    signed_rubbish, sealed_rubbish,
)  # fmt: skip
ACCEPTED = {"sealed_rubbish"}  # genuine, so repeating it would be of no use to anybody: 200 and silence


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def web(bot: Bot) -> FlaskClient:
    door = Door(CallbackCrypto(TOKEN, AES_KEY, CORP), CORP, bot.answer, lambda: NOW)
    return create_app(Deps(door)).test_client()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("seed", [20250304])
def test_a_hundred_of_each(
    web: FlaskClient, bot: Bot, kind: Callable[[random.Random], Request], seed: int
) -> None:
    dice = random.Random(f"{seed}{kind.__name__}")
    statuses: Counter[int] = Counter()
    slowest = 0.0
    for _ in range(EACH):
        query, body = kind(dice)
        began = time.process_time()
        answer = web.post("/wecom/callback?" + query, data=body)
        slowest = max(slowest, time.process_time() - began)
        assert answer.data == b""
        statuses[answer.status_code] += 1
    allowed = {200, 403} if kind.__name__ in ACCEPTED else {403, 413}
    assert set(statuses) <= allowed, statuses
    assert bot.heard == []
    assert slowest < 0.25


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_same_as_url_verification(
    web: FlaskClient, bot: Bot, kind: Callable[[random.Random], Request]
) -> None:
    dice = random.Random(kind.__name__)
    for _ in range(20):
        query, body = kind(dice)
        echo = base64.urlsafe_b64encode(body[:300]).decode()
        assert web.get(f"/wecom/callback?{query}&echostr={echo}").status_code == 403


def test_a_genuine_message_in_between_is_still_heard(web: FlaskClient, bot: Bot) -> None:
    dice = random.Random(7)
    for kind in KINDS:
        query, body = kind(dice)
        web.post("/wecom/callback?" + query, data=body)
        query, body = delivery(text_xml(kind.__name__))
        assert web.post("/wecom/callback?" + query, data=body).status_code == 200
    assert len(bot.heard) == len(KINDS)


def test_a_replay_has_the_key_of_the_first_delivery(web: FlaskClient, bot: Bot) -> None:
    """Byte for byte or encrypted anew: the inbox knows it by its key and gives the first answer again."""
    query, body = delivery(text_xml("今天拜访了华辰"))
    for _ in range(3):
        web.post("/wecom/callback?" + query, data=body)
    query, body = delivery(text_xml("今天拜访了华辰"))
    web.post("/wecom/callback?" + query, data=body)
    assert len({incoming.key for incoming in bot.heard}) == 1


def test_the_message_of_another_company_is_refused(web: FlaskClient, bot: Bot) -> None:
    encrypted = envelope.encrypt(text_xml("a").encode(), corp="ww9999999999999999")
    answer = web.post("/wecom/callback?" + envelope.query(encrypted), data=envelope.body(encrypted))
    assert (answer.status_code, bot.heard) == (403, [])
