"""What can go wrong with WeCom's API, one class for each thing one would do about it.

    WeComError
    ├── RetryLater      wait and send the same again
    ├── TokenRefused    the token was renewed and is still refused: the secret or the app is wrong
    └── GiveUp          never works as it is
        └── NotTrusted  … for any call, until an administrator has changed something: raise the alarm

Numbers and meaning of the codes: WeCom's page 90313 (全局错误码). Messages never contain a secret or a token.
"""

import re
from typing import ClassVar

_SECRETS = re.compile(
    r"((?:access_token|corpsecret|suite_access_token|code|secret|ticket|key)=)[^&\s'\")]+", re.IGNORECASE
)


def redact(text: str) -> str:
    """`text` without the values of secrets that travel in URLs."""
    return _SECRETS.sub(r"\1***", text)


class WeComError(Exception):
    """A call to WeCom did not succeed. `code` is WeCom's errcode, None when it gave none."""

    permanent: ClassVar[bool] = True

    def __init__(self, message: str, code: int | None = None) -> None:
        self.code = code
        self.reason = redact(message)[:200]
        super().__init__(f"{code}: {self.reason}" if code is not None else self.reason)


class RetryLater(WeComError):
    """The same call may work later. `retry_after_s`: seconds that WeCom's own rules make pointless to try in.

    `ambiguous`: the call may have been carried out although no answer came (time-out, 5xx, lost connection):
    repeat it only with enable_duplicate_check.
    """

    permanent = False

    def __init__(
        self, message: str, code: int | None = None, *, retry_after_s: float = 0.0, ambiguous: bool = False
    ) -> None:
        super().__init__(message, code)
        self.retry_after_s = retry_after_s
        self.ambiguous = ambiguous


class TokenRefused(WeComError):
    """No usable access token: wrong corp id or secret, or the app is disabled. Alarm; nothing was sent."""

    permanent = False  # the message itself is fine: it can wait until the settings are mended


class GiveUp(WeComError):
    """The same call will never work: a bad field, an unknown or invisible person, a used code."""


class NotTrusted(GiveUp):
    """Refused whatever the call says: IP not in 企业可信IP, API forbidden, app revoked. Alarm."""


TOKEN_CODES = frozenset({40001, 40014, 41001, 42001})
"""Answers of an ordinary call that a fresh token may cure."""

NO_RECEIVER_CODES = frozenset({40003, 46004, 50002, 60111, 60021, 81012, 81013})
"""The person does not exist, or is outside the application's visible range."""

_WINDOW_S = 60.0  # the shortest ban of 45009; longer ones show when it comes again
_NOT_TRUSTED = frozenset({48002, 48005, 48006, 50003, 60020, 301002})
_BAD_CREDENTIALS = frozenset({40001, 40013, 40056, 40091})
_BUSY = frozenset({-1, 6000, 45033})


def from_code(code: int, message: str) -> WeComError:
    """The error for an errcode. TOKEN_CODES arrive here only after a renewed token was refused too."""
    if code in _BUSY:
        return RetryLater(message, code)
    if code == 45009:
        return RetryLater(message, code, retry_after_s=_WINDOW_S)
    if code in TOKEN_CODES or code in _BAD_CREDENTIALS:
        return TokenRefused(message, code)
    if code in _NOT_TRUSTED:
        return NotTrusted(message, code)
    return GiveUp(message, code)
