"""Delivery to the callback URL as WeCom does it: encrypted, 5 s, again on failure, reply shown."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field

import requests
from requests.adapters import HTTPAdapter

from . import passive
from .codec import Codec, CodecError
from .errors import ApiError
from .world import Json, Message, World
from .xml import cdata, read

DEADLINE_S = 5.0
MAX_REPLY = 1024 * 1024


@dataclass
class Attempt:
    """One POST: HTTP status (None when there was no answer), what went wrong, seconds it took."""

    status: int | None
    error: str
    took_s: float
    body: bytes = b""


@dataclass
class Delivery:
    """What became of one callback. ``reply`` is the decrypted passive reply, None when it was empty."""

    xml: str
    attempts: list[Attempt] = field(default_factory=list)
    ok: bool = False
    reply: Json | None = None
    message: Message | None = None
    twin: Delivery | None = None

    @property
    def text(self) -> str | None:
        """Words of a text reply."""
        return self.message.text if self.message and self.message.kind == "text" else None


class Callback:
    """Posts to ``company.callback_url``; safe to use from many threads at once.

    ``retry_after_s``: pauses before the second, third … delivery (WeCom's own spacing is not documented).
    """

    def __init__(
        self, world: World, retry_after_s: tuple[float, ...], deadline_s: float = DEADLINE_S
    ) -> None:
        self.world = world
        self.retry_after_s = retry_after_s
        self.deadline_s = deadline_s
        self._stop = threading.Event()
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.mount("http://", HTTPAdapter(pool_maxsize=64))

    def open(self) -> None:
        self._stop.clear()

    def close(self) -> None:
        self._stop.set()
        self._http.close()

    def send(self, userid: str, xml: str, tapped: Message | None = None) -> Delivery:
        """Deliver one message or event and show its reply; returns when WeCom would be done with it."""
        if self.world.faults.take_duplicate():
            return self._twice(userid, xml, tapped)
        delivery = self._deliver(xml)
        self._show(userid, delivery, tapped)
        return delivery

    def verify(self) -> bool:
        """The GET check that the console does when the URL is saved."""
        company, codec = self.world.company, self._codec()
        plain = str(secrets.randbelow(10**19))
        timestamp, nonce, echo = str(int(time.time())), str(secrets.randbelow(10**9)), codec.encrypt(plain)
        query = {"msg_signature": codec.sign(timestamp, nonce, echo), "timestamp": timestamp, "nonce": nonce}
        try:
            answer = self._http.get(company.callback_url, params=query | {"echostr": echo}, timeout=1)
        except requests.RequestException:
            return False
        return answer.status_code == 200 and answer.content == plain.encode()

    def _twice(self, userid: str, xml: str, tapped: Message | None) -> Delivery:
        twins: list[Delivery] = []
        thread = threading.Thread(target=lambda: twins.append(self._deliver(xml)), daemon=True)
        thread.start()
        delivery = self._deliver(xml)
        thread.join()
        delivery.twin = twins[0]
        self._decode(twins[0])
        self._show(userid, delivery, tapped)
        return delivery

    def _deliver(self, xml: str) -> Delivery:
        delivery = Delivery(xml)
        for pause in (0.0, *self.retry_after_s):
            if pause and self._stop.wait(pause):
                break
            attempt = self._post(xml)
            if attempt.status == 200 and not attempt.error and self.world.faults.take_lost_reply():
                attempt.error = "reply lost (planned)"
            delivery.attempts.append(attempt)
            if attempt.status == 200 and not attempt.error:
                delivery.ok = True
                break
        return delivery

    def _post(self, xml: str) -> Attempt:
        company, codec = self.world.company, self._codec()
        if not company.callback_url:
            return Attempt(None, "no callback_url", 0.0)
        timestamp, nonce, encrypted = (
            str(int(time.time())),
            str(secrets.randbelow(10**10)),
            codec.encrypt(xml),
        )
        body = (
            f"<xml><ToUserName>{cdata(company.corp_id)}</ToUserName><AgentID>{cdata(str(company.agent_id))}</AgentID>"
            f"<Encrypt>{cdata(encrypted)}</Encrypt></xml>"
        )
        query = {
            "msg_signature": codec.sign(timestamp, nonce, encrypted),
            "timestamp": timestamp,
            "nonce": nonce,
        }
        start = time.monotonic()
        try:
            with self._http.post(
                company.callback_url,
                params=query,
                data=body.encode(),
                headers={"Content-Type": "text/xml"},
                timeout=self.deadline_s,
                stream=True,
                allow_redirects=False,
            ) as answer:
                data = b""
                for chunk in answer.iter_content(65536):
                    data += chunk
                    if time.monotonic() - start > self.deadline_s or len(data) > MAX_REPLY:
                        return Attempt(answer.status_code, "too late or too large", time.monotonic() - start)
                took = time.monotonic() - start
                return Attempt(answer.status_code, "" if took <= self.deadline_s else "too late", took, data)
        except requests.RequestException as error:
            return Attempt(None, type(error).__name__, time.monotonic() - start)

    def _decode(self, delivery: Delivery) -> None:
        body = delivery.attempts[-1].body.strip() if delivery.ok else b""
        if body:
            delivery.reply = self._open(body)

    def _open(self, body: bytes) -> Json:
        envelope = read(body.decode())
        encrypted = str(envelope.get("Encrypt") or "")
        codec = self._codec()
        codec.check(
            str(envelope.get("MsgSignature") or ""),
            str(envelope.get("TimeStamp") or ""),
            str(envelope.get("Nonce") or ""),
            encrypted,
        )
        return read(codec.decrypt(encrypted))

    def _show(self, userid: str, delivery: Delivery, tapped: Message | None) -> None:
        if not delivery.ok:
            errors = [f"{one.status or ''} {one.error}".strip() for one in delivery.attempts]
            self.world.problem(f"callback failed {len(errors)} times: {errors}")
            return
        try:
            self._decode(delivery)
            if delivery.reply is not None:
                delivery.message = passive.apply(self.world, userid, delivery.reply, tapped)
        except (CodecError, ApiError, ValueError) as error:
            self.world.problem(f"passive reply not shown: {error}")

    def _codec(self) -> Codec:
        company = self.world.company
        return Codec(company.token, company.aes_key, company.corp_id)
