"""Nine kinds of callbacks that WeCom did not send, or that were damaged on the way."""

from collections.abc import Callable, Iterator
from itertools import count, cycle

from bench.wire import AES_KEY, TOKEN, Request, Said, codec, envelope, msgids, post, signed, text_xml
from sandbox.codec import Codec

Make = Callable[[Said, int], bytes]


def _sealed(said: Said, msgid: int) -> str:
    return codec.encrypt(text_xml(said, msgid))


def wrong_signature(said: Said, msgid: int) -> bytes:
    encrypted = _sealed(said, msgid)
    query = signed(encrypted)
    first = query["msg_signature"][0]
    return post(envelope(encrypted), query | {"msg_signature": ("0" if first != "0" else "1") + "f" * 39})


def without_signature(said: Said, msgid: int) -> bytes:
    return post(envelope(_sealed(said, msgid)), {})


def other_token(said: Said, msgid: int) -> bytes:
    encrypted = _sealed(said, msgid)
    return post(envelope(encrypted), signed(encrypted, Codec("Guessed", AES_KEY, codec.receiver)))


def other_company(said: Said, msgid: int) -> bytes:
    foreign = Codec(TOKEN, AES_KEY, "wwforeign000000001")
    encrypted = foreign.encrypt(text_xml(said, msgid))
    return post(envelope(encrypted), signed(encrypted))


def truncated(said: Said, msgid: int) -> bytes:
    encrypted = _sealed(said, msgid)
    return post(envelope(encrypted)[: len(encrypted) // 2], signed(encrypted))


def broken_cipher(said: Said, msgid: int) -> bytes:
    """The signature is right, the ciphertext is no multiple of the block."""
    encrypted = _sealed(said, msgid)[:-24]
    return post(envelope(encrypted), signed(encrypted))


def swapped_body(said: Said, msgid: int) -> bytes:
    """The query of one message with the body of another."""
    return post(envelope(_sealed(said, msgid)), signed(_sealed(said, msgid)))


def noise(said: Said, msgid: int) -> bytes:
    return post(bytes(range(256)) * 4, signed(_sealed(said, msgid)))


def too_long(said: Said, msgid: int) -> bytes:
    encrypted = "A" * 80_000
    return post(envelope(encrypted), signed(encrypted))


KINDS: dict[str, Make] = {
    "wrong signature": wrong_signature,
    "no signature": without_signature,
    "other token": other_token,
    "other company": other_company,
    "truncated": truncated,
    "broken cipher": broken_cipher,
    "swapped body": swapped_body,
    "noise": noise,
    "too long": too_long,
}


def forgeries(genuine: Iterator[Said]) -> Iterator[Request]:
    """One of each kind in turn; `said.kind` is the kind of forgery."""
    for _, (kind, make), said in zip(count(), cycle(KINDS.items()), genuine, strict=False):
        msgid = next(msgids)
        yield Request(make(said, msgid), Said(said.userid, said.text, kind), msgid)
