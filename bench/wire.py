"""Callbacks as WeCom would send them, made before the run, and replies checked after it."""

import html
import re
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

from sandbox.codec import Codec, CodecError

CORP = "wwbench00000000001"
AGENT = 1000002
TOKEN = "BenchToken"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFE"
PATH = "/wecom/callback"
STAMP = 1_795_000_000  # seconds; any plausible moment will do, the server's own clock counts

codec = Codec(TOKEN, AES_KEY, CORP)
msgids = count(7_301_000_000_000_000_000)


class BadReply(Exception):
    """An answer that WeCom would not take, or not the one that was expected."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one person types. `kind` groups messages in the tables."""

    userid: str
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A whole HTTP request, ready to be written to a socket."""

    wire: bytes
    said: Said
    msgid: int

    @property
    def key(self) -> str:
        """The inbox key that the server will give it."""
        return f"m:{AGENT}:{self.msgid}"


@dataclass(slots=True)
class Reply:
    """What came back. `seconds` from the moment the message fell due (open loop) or was sent (closed)."""

    request: Request
    status: int
    body: bytes
    seconds: float


def request(said: Said, msgid: int | None = None) -> Request:
    """The callback of a text message; every call encrypts anew, as WeCom does for a second delivery."""
    msgid = msgid if msgid is not None else next(msgids)
    encrypted = codec.encrypt(text_xml(said, msgid))
    return Request(post(envelope(encrypted), signed(encrypted)), said, msgid)


def text_xml(said: Said, msgid: int) -> str:
    return (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><FromUserName><![CDATA[{said.userid}]]></FromUserName>"
        f"<CreateTime>{STAMP}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{said.text}]]></Content><MsgId>{msgid}</MsgId><AgentID>{AGENT}</AgentID></xml>"
    )


def envelope(encrypted: str) -> bytes:
    return (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><AgentID><![CDATA[{AGENT}]]></AgentID>"
        f"<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    ).encode()


def signed(encrypted: str, with_codec: Codec = codec) -> dict[str, str]:
    """The query that belongs to `encrypted`."""
    stamp, nonce = str(STAMP), "1372623149"
    return {
        "msg_signature": with_codec.sign(stamp, nonce, encrypted),
        "timestamp": stamp,
        "nonce": nonce,
    }


def post(body: bytes, query: dict[str, str]) -> bytes:
    """The bytes of the POST."""
    head = (
        f"POST {PATH}?{urlencode(query)} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Content-Type: text/xml\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


_FIELD = re.compile(rb"<(Encrypt|MsgSignature|TimeStamp|Nonce)>(?:<!\[CDATA\[)?([^<\]]*)")
_INNER = re.compile(r"<(\w+)>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))</\1>", re.DOTALL)


def opened(reply: Reply) -> str:
    """The words of a reply. Raises BadReply where signature, cipher, receiver or form is wrong."""
    if reply.status != 200:
        raise BadReply(f"status {reply.status}")
    found = {name.decode(): value.decode() for name, value in _FIELD.findall(reply.body)}
    try:
        codec.check(found["MsgSignature"], found["TimeStamp"], found["Nonce"], found["Encrypt"])
        inner = codec.decrypt(found["Encrypt"])
    except (KeyError, CodecError) as error:
        raise BadReply(f"{type(error).__name__}: {error}") from None
    fields = {
        name: cdata.replace("]]]]><![CDATA[>", "]]>") or html.unescape(plain)
        for name, cdata, plain in _INNER.findall(inner)
    }
    words = fields.get("Content", "")
    if fields.get("MsgType") != "text" or not words.strip():
        raise BadReply("no text inside")
    if fields.get("ToUserName") != reply.request.said.userid:
        raise BadReply(f"for {fields.get('ToUserName')}")
    return words
