"""Who opens a page: login by WeCom, silent inside its browser, by QR code outside. Protocol notes §6.3, §6.4.

The state that travels through WeCom is random; the browser keeps its signed copy in a cookie, so an answer
meant for another browser is refused. Each state is good once and for ten minutes.
"""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, request, session
from itsdangerous import BadData, URLSafeSerializer
from redis import Redis
from redis.exceptions import RedisError
from werkzeug.wrappers import Response as AnyResponse

from bot.errors import GiveUp, WeComError

INSIDE = "https://open.weixin.qq.com/connect/oauth2/authorize"
OUTSIDE = "https://login.work.weixin.qq.com/wwlogin/sso/login"
WITHIN = timedelta(minutes=10)
COOKIE = "genjin_login"
USERID = "userid"  # key of the Flask session


class LoginRefused(Exception):
    """Not proven who this is. The text is one word for logs."""


class Once(Protocol):
    """Remembers what was used."""

    def use(self, value: str, keep: timedelta) -> bool:
        """True the first time."""
        ...


class MemoryOnce:
    """For a single process: the values of the last hours."""

    MOST = 50_000

    def __init__(self) -> None:
        self._used: dict[str, None] = {}
        self._lock = threading.Lock()

    def use(self, value: str, keep: timedelta) -> bool:
        with self._lock:
            if value in self._used:
                return False
            self._used[value] = None
            if len(self._used) > self.MOST:
                del self._used[next(iter(self._used))]
            return True


class RedisOnce:
    """For any number of processes. Without Redis: WeCom's code is good only once as well."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._alone = MemoryOnce()

    def use(self, value: str, keep: timedelta) -> bool:
        try:
            return bool(self._redis.set(f"genjin:login:{value}", 1, nx=True, ex=keep))
        except RedisError:
            return self._alone.use(value, keep)


@dataclass(frozen=True, slots=True)
class Start:
    """Where to send the browser, and the cookie it has to bring back."""

    url: str
    cookie: str


@dataclass(frozen=True, slots=True)
class Login:
    """Proven: this is `userid` (lower case), on the way to `page`."""

    userid: str
    page: str


class WebLogin:
    """Starts and finishes logins. `who` turns a code into a userid (WeComClient.oauth_user)."""

    def __init__(
        self,
        who: Callable[[str], str],
        corp_id: str,
        agent_id: int,
        secret_key: str,
        once: Once,
        *,
        inside: str = INSIDE,
        outside: str = OUTSIDE,
    ) -> None:
        self._who = who
        self._app = {"appid": corp_id, "agentid": str(agent_id)}
        self._signer = URLSafeSerializer(secret_key, salt="genjin.login.1")
        self._once = once
        self._inside = inside
        self._outside = outside

    def start(self, page: str, redirect_uri: str, user_agent: str, now: datetime) -> Start:
        """Begin the way to `page`, a path of ours; anything else leads to /."""
        state = secrets.token_hex(16)
        until = int((now + WITHIN).timestamp())
        cookie = str(self._signer.dumps([state, _local(page), until]))
        asked = {**self._app, "redirect_uri": redirect_uri, "state": state}
        if "wxwork/" in user_agent:
            query = urlencode({**asked, "response_type": "code", "scope": "snsapi_base"})
            return Start(f"{self._inside}?{query}#wechat_redirect", cookie)
        return Start(f"{self._outside}?{urlencode({**asked, 'login_type': 'CorpApp'})}", cookie)

    def finish(self, code: str, state: str, cookie: str, now: datetime) -> Login:
        """Who came back. Raises LoginRefused, or WeComError when WeCom cannot be asked just now."""
        try:
            expected, page, until = self._signer.loads(cookie)
        except (BadData, ValueError, TypeError):
            raise LoginRefused("cookie") from None
        if not state or not secrets.compare_digest(str(expected).encode(), state.encode()):
            raise LoginRefused("state")
        if now.timestamp() > until:
            raise LoginRefused("late")
        if not code or not self._once.use(state, 2 * WITHIN):
            raise LoginRefused("used")
        try:
            return Login(self._who(code), str(page))
        except GiveUp:
            raise LoginRefused("code") from None


def login_pages(login: WebLogin, public_url: Callable[[], str], clock: Callable[[], datetime]) -> Blueprint:
    """/login?to=/page sends the browser to WeCom; /login/done puts the userid into the Flask session.

    `public_url` is asked every time: the demo learns its address after it has started.
    """
    pages = Blueprint("login", __name__)

    @pages.get("/login")
    def start() -> AnyResponse:
        agent = request.headers.get("User-Agent", "")
        began = login.start(request.args.get("to", "/"), f"{public_url()}/login/done", agent, clock())
        answer = redirect(began.url)
        answer.set_cookie(
            COOKIE,
            began.cookie,
            max_age=WITHIN,
            path="/login",
            httponly=True,
            secure=public_url().startswith("https://"),
            samesite="Lax",
        )
        return answer

    @pages.get("/login/done")
    def done() -> AnyResponse | Response:
        arguments, cookie = request.args, request.cookies.get(COOKIE, "")
        try:
            found = login.finish(arguments.get("code", ""), arguments.get("state", ""), cookie, clock())
        except LoginRefused:
            abort(403)
        except WeComError:
            abort(503)
        session.clear()
        session[USERID] = found.userid
        answer = redirect(found.page)
        answer.delete_cookie(COOKIE, path="/login")
        return answer

    return pages


def _local(page: str) -> str:
    """`page` if it is a path on this site; browsers read // and backslashes as another site."""
    is_local = page.startswith("/") and not page.startswith("//") and "\\" not in page
    return page if is_local and page.isprintable() and len(page) <= 1024 else "/"
