"""Signature and encryption of WeCom callbacks, on wechatpy's primitives.

The cipher, the padding and the layout of the plaintext are wechatpy's (`enterprise.crypto.PrpCrypto`).
This layer adds what wechatpy 1.8.18 lacks, see docs/adr/0005-wechatpy.md: a constant-time comparison, one
error type for everything that may be wrong with a callback, a random generator fit for cryptography, settings
refused at start-up in plain words, and no XML parser before the signature is known to be right.

Protocol: WeCom's page 90968 (加解密方案).
"""

import base64
import hashlib
import hmac
import re
import secrets
from struct import error as StructError

from wechatpy.enterprise.crypto import PrpCrypto
from wechatpy.exceptions import WeChatException

# WeCom's console makes letters and digits only; other base64 and other printable tokens work just as well.
_AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")
_TOKEN = re.compile(r"[!-~]{1,64}")
# Possessive throughout: 64 KB of spaces behind <Encrypt> must not cost their square.
_ENCRYPT = re.compile(
    rb"<Encrypt>\s*+(?:<!\[CDATA\[)?+\s*+([A-Za-z0-9+/]++={0,2})\s*+(?:\]\]>)?+\s*+</Encrypt>"
)

_ENVELOPE = (
    "<xml><Encrypt><![CDATA[{encrypt}]]></Encrypt>"
    "<MsgSignature><![CDATA[{signature}]]></MsgSignature>"
    "<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
)


class BadCallback(Exception):
    """The callback is not WeCom's, or is damaged: answer 403 with an empty body and do no work.

    `reason` is a fixed word for logs and metrics (signature, envelope, cipher, receiver); it never has
    content in it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Cipher(PrpCrypto):  # type: ignore[misc]  # wechatpy has no types
    """wechatpy's cipher with 16 bytes from the operating system instead of `random.sample`."""

    def get_random_string(self) -> bytes:
        return secrets.token_bytes(16)


class CallbackCrypto:
    """Opens what WeCom sends to one application and seals what is answered. Safe to share between threads.

    Raises ValueError when token, key or corp id cannot be right, so that a wrong setting stops the start.
    """

    def __init__(self, token: str, aes_key: str, corp_id: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise ValueError("WECOM_TOKEN must be 1 to 64 letters and digits without spaces")
        if not _AES_KEY.fullmatch(aes_key):
            raise ValueError(f"WECOM_AES_KEY must be 43 letters and digits, it has {len(aes_key)} characters")
        if not corp_id:
            raise ValueError("WECOM_CORP_ID is empty")
        self._token = token.encode()
        self._corp_id = corp_id
        self._cipher = _Cipher(_decode_key(aes_key))

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """The lower-case hex SHA-1 of token, timestamp, nonce and ciphertext, sorted by byte order."""
        parts = sorted((self._token, timestamp.encode(), nonce.encode(), encrypted.encode()))
        return hashlib.sha1(b"".join(parts), usedforsecurity=False).hexdigest()

    def open(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> str:
        """The plain text of `encrypted` (an echostr, or the Encrypt of a body). Raises BadCallback."""
        try:
            expected = self.sign(timestamp, nonce, encrypted)
            # compare_digest refuses non-ASCII str with TypeError, hence bytes.
            genuine = hmac.compare_digest(expected.encode(), signature.encode())
        except UnicodeEncodeError:  # lone surrogates from a mangled query
            raise BadCallback("signature") from None
        if not genuine:
            raise BadCallback("signature")
        try:
            return str(self._cipher.decrypt(encrypted, self._corp_id))
        except WeChatException:
            raise BadCallback("receiver") from None
        except (ValueError, IndexError, StructError):
            raise BadCallback("cipher") from None

    def open_body(self, signature: str, timestamp: str, nonce: str, body: bytes) -> str:
        """The decrypted XML of a POST body. Raises BadCallback.

        The signature covers the text of <Encrypt> alone, so that is all that is taken out of the body, by a
        linear regular expression: no XML parser works on bytes from strangers.
        """
        found = _ENCRYPT.search(body)
        if found is None:
            raise BadCallback("envelope")
        return self.open(signature, timestamp, nonce, found[1].decode("ascii"))

    def seal(self, xml: str, timestamp: int, nonce: str | None = None) -> str:
        """The encrypted envelope around `xml`. `timestamp` in seconds; the nonce is ours unless given."""
        nonce = nonce if nonce is not None else secrets.token_hex(8)
        encrypt = self._cipher.encrypt(xml, self._corp_id).decode("ascii")
        stamp = str(timestamp)
        return _ENVELOPE.format(
            encrypt=encrypt, signature=self.sign(stamp, nonce, encrypt), timestamp=stamp, nonce=nonce
        )


def _decode_key(aes_key: str) -> bytes:
    """43 characters of base64 without the padding are always 32 bytes."""
    return base64.b64decode(aes_key + "=")
