"""WeCom's callback encryption, written from the protocol on ``cryptography`` alone.

AES-256-CBC, IV = first half of the key, PKCS#7 to 32 bytes; plaintext = 16 random bytes,
length (4 bytes, big endian), message, receiver id. Signature = sha1 of the sorted strings.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32


class CodecError(Exception):
    """A packet that is not ours: wrong signature, damaged, or meant for another corp."""


class Codec:
    """Encrypts and decrypts for one token, EncodingAESKey and receiver (the corp id)."""

    def __init__(self, token: str, aes_key: str, receiver: str) -> None:
        self.token = token
        self.receiver = receiver
        self._key = base64.b64decode(aes_key + "=")
        if len(self._key) != 32:
            raise ValueError("EncodingAESKey must be 43 characters [A-Za-z0-9]")

    def sign(self, timestamp: str, nonce: str, payload: str) -> str:
        parts = sorted([self.token, timestamp, nonce, payload])
        return hashlib.sha1("".join(parts).encode()).hexdigest()

    def check(self, signature: str, timestamp: str, nonce: str, payload: str) -> None:
        """Raise CodecError unless the signature is right."""
        expected = self.sign(timestamp, nonce, payload)
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise CodecError("wrong signature")

    def encrypt(self, message: str, salt: bytes | None = None) -> str:
        """Base64 ciphertext of a message; ``salt`` (16 bytes) is random unless given by a test vector."""
        body = message.encode()
        salt = salt or secrets.token_bytes(16)
        data = salt + struct.pack(">I", len(body)) + body + self.receiver.encode()
        pad = BLOCK - len(data) % BLOCK
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(data + bytes([pad]) * pad) + encryptor.finalize()).decode()

    def decrypt(self, payload: str) -> str:
        """The message inside; raises CodecError when it is damaged or meant for another receiver."""
        try:
            decryptor = self._cipher().decryptor()
            data = decryptor.update(base64.b64decode(payload, validate=True)) + decryptor.finalize()
        except ValueError as error:
            raise CodecError(f"not decryptable: {error}") from error
        pad = data[-1] if data else 0
        if not 1 <= pad <= BLOCK or data[-pad:] != bytes([pad]) * pad:
            raise CodecError("wrong padding")
        data = data[:-pad]
        if len(data) < 20:
            raise CodecError("too short")
        (length,) = struct.unpack(">I", data[16:20])
        message, receiver = data[20 : 20 + length], data[20 + length :]
        if len(message) != length or receiver != self.receiver.encode():
            raise CodecError("meant for another receiver")
        try:
            return message.decode()
        except UnicodeDecodeError as error:
            raise CodecError("not UTF-8") from error

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))
