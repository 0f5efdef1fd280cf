"""Signed links to our pages: they say what is shown and to whom, and they expire.

No login: the link is the key, sent to one person by WeCom. Whoever opens it sees what that person may see
at that moment, never more (web/ reads within their scope).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

SALT = "genjin.page.1"
LONGEST = 2048  # characters of a token; longer ones are not looked at


class LinkError(Exception):
    """This link opens nothing."""


class LinkBroken(LinkError):
    """Not one of ours, or changed on the way."""


class LinkExpired(LinkError):
    """It was good once. `page` tells what it opened, so that a new one can be asked for."""

    def __init__(self, page: "Page") -> None:
        super().__init__(page.kind)
        self.page = page


@dataclass(frozen=True, slots=True)
class Page:
    """What a link opens: a kind of page for one reader."""

    kind: str
    user_id: int
    expires_at: datetime
    args: dict[str, str] = field(default_factory=dict)


class Links:
    """Makes and reads links. `public_url` is what phones reach us by, `secret` is SECRET_KEY.

    A function as `public_url` is asked for every link: the demo learns its address after it has started.
    """

    def __init__(self, public_url: str | Callable[[], str], secret: str) -> None:
        self._public_url = public_url
        self._signer = URLSafeSerializer(secret, salt=SALT)

    def page(self, kind: str, user_id: int, now: datetime, days: float = 7, **args: str) -> str:
        """The address of a page, good for `days` from `now`."""
        base = self._public_url if isinstance(self._public_url, str) else self._public_url()
        return f"{base.rstrip('/')}/p/{self.token(kind, user_id, now, days, **args)}"

    def token(self, kind: str, user_id: int, now: datetime, days: float = 7, **args: str) -> str:
        expires = int((now + timedelta(days=days)).timestamp())
        token = self._signer.dumps([kind, user_id, expires, args])
        return token if isinstance(token, str) else token.decode()

    def verify(self, token: str, now: datetime) -> Page:
        """What the token opens. Raises LinkBroken or LinkExpired."""
        if len(token) > LONGEST:
            raise LinkBroken
        try:
            kind, user_id, expires, args = self._signer.loads(token)
        except (BadData, ValueError, TypeError):
            raise LinkBroken from None
        page = Page(kind, user_id, datetime.fromtimestamp(expires, UTC), args)
        if now > page.expires_at:
            raise LinkExpired(page)
        return page
