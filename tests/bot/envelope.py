"""What WeCom does to a message before it arrives, written without the code under test."""

import base64
import hashlib
import os
import re
import struct
import urllib.parse

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

CORP = "ww0123456789abcdef"
TOKEN = "Ab3xToken9"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFE"
AGENT = 1000002


def encrypt(xml: bytes, corp: str = CORP, salt: bytes | None = None) -> str:
    key = base64.b64decode(AES_KEY + "=")
    plain = (salt or os.urandom(16)) + struct.pack(">I", len(xml)) + xml + corp.encode()
    pad = 32 - len(plain) % 32
    sealer = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(sealer.update(plain + bytes([pad]) * pad) + sealer.finalize()).decode()


def decrypt(encrypted: str) -> str:
    key = base64.b64decode(AES_KEY + "=")
    opener = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    plain = opener.update(base64.b64decode(encrypted)) + opener.finalize()
    plain = plain[: -plain[-1]]
    (size,) = struct.unpack(">I", plain[16:20])
    assert plain[20 + size :].decode() == CORP
    return plain[20 : 20 + size].decode()


def signature(timestamp: str, nonce: str, encrypted: str) -> str:
    return hashlib.sha1("".join(sorted([TOKEN, timestamp, nonce, encrypted])).encode()).hexdigest()


def query(encrypted: str, timestamp: str = "1741052000", nonce: str = "263014780") -> str:
    signed = {"msg_signature": signature(timestamp, nonce, encrypted), "timestamp": timestamp, "nonce": nonce}
    return urllib.parse.urlencode(signed)


def body(encrypted: str) -> bytes:
    return (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt>"
        f"<AgentID><![CDATA[{AGENT}]]></AgentID></xml>"
    ).encode()


def delivery(xml: str | bytes) -> tuple[str, bytes]:
    """The query string and the body of one genuine POST."""
    encrypted = encrypt(xml.encode() if isinstance(xml, str) else xml)
    return query(encrypted), body(encrypted)


def text_xml(content: str, msgid: str = "7301234567890123001", who: str = "XiaoLi") -> str:
    return (
        f"<xml><ToUserName><![CDATA[{CORP}]]></ToUserName><FromUserName><![CDATA[{who}]]></FromUserName>"
        f"<CreateTime>1741052000</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{content}]]></Content><MsgId>{msgid}</MsgId><AgentID>{AGENT}</AgentID></xml>"
    )


def opened(reply: bytes) -> str:
    """The inner XML of a sealed answer whose signature is right."""
    said = reply.decode()
    parts: dict[str, str] = dict(re.findall(r"<(\w+)>(?:<!\[CDATA\[)?([^\]<]+)", said))
    assert parts["MsgSignature"] == signature(parts["TimeStamp"], parts["Nonce"], parts["Encrypt"])
    return decrypt(parts["Encrypt"])
