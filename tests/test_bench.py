"""The benchmark's own parts: a benchmark that measures the wrong thing is worse than none."""

from collections import Counter
from datetime import UTC, datetime
from itertools import islice

import pytest

from bench import company, forged, talk, wire
from bench.wire import Reply, Said
from bot.app import Deps, create_app
from bot.callback import Door
from bot.crypto import CallbackCrypto
from bot.incoming import Incoming
from bot.replies import TextReply, render
from zh import names

CRYPTO = CallbackCrypto(wire.TOKEN, wire.AES_KEY, wire.CORP)
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_twenty_thousand_customers_have_names_of_their_own() -> None:
    assert len({company.client(number, 200).name for number in range(20_000)}) == 20_000


def test_what_a_rep_calls_a_customer_is_one_of_its_keys() -> None:
    for number in range(0, 20_000, 371):
        one = company.client(number, 200)
        assert names.query_keys(one.short) & names.company_keys(one.name), one


def test_the_mix_keeps_its_shares() -> None:
    said = list(islice(talk.day(10_000, 200), 1000))
    assert Counter(one.kind for one in said) == {kind: share * 10 for kind, share in talk.SHARES.items()}
    assert all(talk.kind_of(one.text) == one.kind for one in said)
    assert len({one.userid for one in said}) > 100


def answer(_came: Incoming) -> TextReply:
    return TextReply("记好了")


def status(wire_bytes: bytes) -> int:
    """What our door answers to a whole request of the benchmark."""
    head, _, body = wire_bytes.partition(b"\r\n\r\n")
    target = head.split(b" ")[1].decode()
    app = create_app(Deps(Door(CRYPTO, wire.CORP, answer, lambda: NOW)))
    return app.test_client().post(target, data=body, content_type="text/xml").status_code


def test_a_request_is_taken_for_wecoms() -> None:
    assert status(wire.request(Said("rep00001", "今天拜访了华为")).wire) == 200


@pytest.mark.parametrize("kind", forged.KINDS)
def test_a_forgery_is_refused(kind: str) -> None:
    said = Said("rep00001", "今天拜访了华为")
    assert status(forged.KINDS[kind](said, 7)) == (413 if kind == "too long" else 403)


def reply(words: str, to: str = "rep00001") -> Reply:
    request = wire.request(Said("rep00001", "你好"))
    body = CRYPTO.seal(render(TextReply(words), to, wire.CORP, 1_795_000_000), 1_795_000_000)
    return Reply(request, 200, body.encode(), 0.001)


def test_a_reply_is_opened() -> None:
    assert wire.opened(reply("已记 ]]> <b>")) == "已记 ]]> <b>"


def test_a_reply_to_somebody_else_is_noticed() -> None:
    with pytest.raises(wire.BadReply):
        wire.opened(reply("好的", to="rep00002"))


def test_a_damaged_reply_is_noticed() -> None:
    damaged = reply("好的")
    damaged.body = damaged.body.replace(b"<MsgSignature><![CDATA[", b"<MsgSignature><![CDATA[0")
    with pytest.raises(wire.BadReply):
        wire.opened(damaged)
