"""HTTP to WeCom's API through wechatpy's client, with what protocol notes §8.2 found missing.

Every call has a time-out and goes to one configurable address, gettoken and media included; nothing is
retried inside; whatever fails comes out as a `WeComError`; tokens and secrets stay out of messages and logs.
wechatpy keeps what works: URL and parameters, UTF-8 JSON without escapes, multipart uploads, reading errcode.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from wechatpy.enterprise import WeChatClient
from wechatpy.exceptions import WeChatClientException

from bot.errors import GiveUp, RetryLater, WeComError, from_code

API_BASE = "https://qyapi.weixin.qq.com/cgi-bin/"
CONNECT_S = 3.05
READ_S = 8.0
MEDIA_READ_S = 30.0
POOL = 32  # connections kept, at least one a thread

Json = dict[str, Any]


class _Api(WeChatClient):  # type: ignore[misc]  # wechatpy has no types
    """wechatpy's client at another address. The token is always handed in: its own token code never runs."""

    def __init__(self, base: str, corp_id: str, secret: str) -> None:
        self.API_BASE_URL = base
        super().__init__(corp_id, secret, timeout=(CONNECT_S, READ_S), auto_retry=False)
        adapter = HTTPAdapter(pool_connections=2, pool_maxsize=POOL)
        self._http.mount("https://", adapter)
        self._http.mount("http://", adapter)

    def fetch_access_token(self) -> None:
        raise AssertionError("a call without an access token")


class Transport:
    """Single calls, no retries. Safe to share between threads."""

    def __init__(self, corp_id: str, secret: str, base: str = API_BASE) -> None:
        if not base.startswith(("http://", "https://")):
            raise ValueError("WECOM_API_BASE must begin with http:// or https://")
        self._base = base.rstrip("/") + "/"
        self._corp_id = corp_id
        self._secret = secret
        self._api = _Api(self._base, corp_id, secret)
        self._http: requests.Session = self._api._http
        # urllib3 writes every URL at DEBUG, with the token and, for gettoken, the secret.
        logging.getLogger("urllib3").setLevel(logging.INFO)

    def fetch_token(self) -> tuple[str, float]:
        """A new access token and its life in seconds. Raises WeComError."""
        params = {"corpid": self._corp_id, "corpsecret": self._secret}
        reply = _attempt(
            lambda: _json(
                self._http.get(self._base + "gettoken", params=params, timeout=(CONNECT_S, CONNECT_S))
            )
        )
        token, life_s = reply.get("access_token"), reply.get("expires_in", 7200)
        if not isinstance(token, str) or not token or not isinstance(life_s, (int, float)):
            raise RetryLater("gettoken answered without a token")
        return token, float(life_s)

    def call(
        self,
        method: str,
        endpoint: str,
        token: str,
        *,
        params: Mapping[str, Any] | None = None,
        data: Json | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
    ) -> Json:
        """One API call. Raises WeComError unless errcode is 0 or absent."""
        query = {**(params or {}), "access_token": token}
        options: Json = {"params": query}
        if data is not None:
            options["data"] = data
        if files is not None:
            options |= {"files": dict(files), "timeout": (CONNECT_S, MEDIA_READ_S)}
        send = self._api.get if method == "GET" else self._api.post
        return _attempt(lambda: send(endpoint, **options))

    def download(self, endpoint: str, token: str, params: Mapping[str, Any], most: int) -> "Download":
        """The file behind an endpoint, of at most `most` bytes. Errors come as JSON with status 200."""
        query = {**params, "access_token": token}
        fetched: list[Download] = []

        def fetch() -> Json:
            with self._http.get(
                self._base + endpoint, params=query, timeout=(CONNECT_S, MEDIA_READ_S), stream=True
            ) as answer:
                is_file = "Content-Disposition" in answer.headers
                if answer.status_code != 200 or (_is_json(answer) and not is_file):
                    return _json(answer)
                fetched.append(_read(answer, most))
            return {}

        problem = _attempt(fetch)
        if not fetched:
            raise GiveUp(f"{endpoint} answered without a file: {problem.get('errmsg', '')}")
        return fetched[0]

    def close(self) -> None:
        """Give back the connections."""
        self._http.close()


class Download:
    """A file from WeCom: its bytes, its type, and the Content-Disposition it came with."""

    def __init__(self, data: bytes, content_type: str, disposition: str) -> None:
        self.data = data
        self.content_type = content_type
        self.disposition = disposition


def _attempt(call: Callable[[], Any]) -> Json:
    """The dictionary the call answers, or a WeComError raised outside the original exception.

    Outside, because requests puts URLs, and so tokens, into its messages, and chained exceptions are printed.
    """
    failure: WeComError
    try:
        answer = call()
    except WeChatClientException as error:
        failure = _from_wechatpy(error)
    except requests.ConnectTimeout:
        failure = RetryLater("no connection in time")
    except requests.RequestException as error:
        failure = RetryLater(type(error).__name__, ambiguous=True)
    else:
        if isinstance(answer, dict):
            return answer
        failure = RetryLater("the answer is not JSON", ambiguous=True)
    raise failure


def _json(answer: requests.Response) -> Json:
    """As wechatpy reads an answer: raises WeChatClientException for a bad status or errcode."""
    if answer.status_code != 200:
        raise WeChatClientException(None, None, response=answer)
    body = answer.json()  # its error is a RequestException
    if not isinstance(body, dict):
        raise requests.RequestException("not an object")
    if body.get("errcode"):
        raise WeChatClientException(int(body["errcode"]), body.get("errmsg"))
    return body


def _is_json(answer: requests.Response) -> bool:
    return "json" in answer.headers.get("Content-Type", "")


def _from_wechatpy(error: WeChatClientException) -> WeComError:
    if error.errcode is not None:
        return from_code(int(error.errcode), str(error.errmsg or ""))
    status = getattr(error.response, "status_code", 0)
    # 4xx comes from a proxy or a wrong address, never from WeCom: not the message's fault either.
    return RetryLater(f"HTTP {status}", ambiguous=status >= 500, retry_after_s=0.0 if status >= 500 else 60.0)


def _read(answer: requests.Response, most: int) -> Download:
    data = bytearray()
    for chunk in answer.iter_content(64 * 1024):
        data += chunk
        if len(data) > most:
            raise WeChatClientException(45001, f"larger than {most} bytes")
    headers = answer.headers
    return Download(bytes(data), headers.get("Content-Type", ""), headers.get("Content-Disposition", ""))
