"""The road of a callback, from WeCom's request to our answer. No web framework here: `bot.app` is the door.

WeCom waits five seconds and delivers again when it is not content, so every step is short, anything slow goes
through the outbox, and nothing that a stranger sends is more than a 403.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.crypto import BadCallback, CallbackCrypto
from bot.incoming import Incoming, Unknown
from bot.parsing import NotAMessage, parse
from bot.replies import Reply, render
from handlers.faults import where

MAX_BODY = 64 * 1024  # bytes; a text message is below 4 KB

XML = "application/xml; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"

log = structlog.get_logger("callback")

Answer = Callable[[Incoming], Reply | None]
"""The whole of the bot behind this door: one transaction a message; the second delivery gets the first reply.

Raises only when nothing was committed; WeCom is then told to deliver again.
"""


@dataclass(frozen=True, slots=True)
class Door:
    """What the road needs. `clock` gives the present, aware."""

    crypto: CallbackCrypto
    corp_id: str
    answer: Answer
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Result:
    """Status, body and content type of the answer; `outcome` is a word for metrics, `kind` what came in."""

    status: int
    body: str
    outcome: str
    content_type: str = PLAIN
    kind: str = ""


@dataclass(slots=True)
class Visit:
    """One request on its way; each step adds what it found."""

    door: Door
    query: Mapping[str, str]
    body: bytes
    now: datetime
    xml: str = ""
    incoming: Incoming = field(init=False)
    reply: Reply | None = None

    @property
    def kind(self) -> str:
        return type(self.incoming).__name__.lower()


Step = Callable[[Visit], Result | None]
"""Does its part and returns None, or ends the visit with a result."""


def receive(door: Door, query: Mapping[str, str], body: bytes) -> Result:
    """Answer the POST of a message or event."""
    visit = Visit(door, query, body, door.clock())
    for step in ROAD:
        result = step(visit)
        if result is not None:
            return result
    raise AssertionError("the last step of the road ends the visit")


def verify(door: Door, query: Mapping[str, str]) -> Result:
    """Answer the GET with which WeCom checks the URL when it is saved in the console."""
    try:
        plain = door.crypto.open(*_signed(query), query["echostr"])
    except KeyError:
        return _refused("arguments")
    except BadCallback as bad:
        return _refused(bad.reason)
    return Result(200, plain, "verified")


def unseal(visit: Visit) -> Result | None:
    """Is it WeCom's, and for us? Everyone else gets a 403 without any work."""
    try:
        visit.xml = visit.door.crypto.open_body(*_signed(visit.query), visit.body)
    except KeyError:
        return _refused("arguments")
    except BadCallback as bad:
        return _refused(bad.reason)
    return None


def understand(visit: Visit) -> Result | None:
    """What happened? What this version does not know is accepted, or WeCom would deliver it again."""
    try:
        visit.incoming = parse(visit.xml, visit.now)
    except NotAMessage as problem:
        log.warning("callback is not readable", problem=str(problem))
        return Result(200, "", "unreadable")
    if isinstance(visit.incoming, Unknown):
        log.info("callback of an unknown kind", kind=visit.incoming.kind)
        return Result(200, "", "unknown", kind="unknown")
    return None


def respond(visit: Visit) -> Result | None:
    """Do what the message asks. A failure here means that nothing was written: let WeCom deliver it again."""
    try:
        visit.reply = visit.door.answer(visit.incoming)
    except Exception as error:
        log.error("callback failed", kind=visit.kind, key=visit.incoming.key, error=where(error))
        return Result(503, "", "failed", kind=visit.kind)
    return None


def seal(visit: Visit) -> Result:
    """The encrypted reply, or an empty body for silence. Events of the whole corp take no reply."""
    if visit.reply is None or not visit.incoming.userid:
        return Result(200, "", "silent", kind=visit.kind)
    stamp = int(visit.now.timestamp())
    try:
        xml = render(visit.reply, visit.incoming.sender, visit.door.corp_id, stamp)
    except ValueError as error:  # our bug, and what was written stays written: silence is right
        log.error("reply cannot be rendered", kind=visit.kind, error=where(error))
        return Result(200, "", "unrendered", kind=visit.kind)
    return Result(200, visit.door.crypto.seal(xml, stamp), "answered", XML, visit.kind)


ROAD: tuple[Step, ...] = (unseal, understand, respond, seal)


def _signed(query: Mapping[str, str]) -> tuple[str, str, str]:
    """Raises KeyError when one is missing."""
    return query["msg_signature"], query["timestamp"], query["nonce"]


def _refused(reason: str) -> Result:
    log.info("callback refused", reason=reason)
    return Result(403, "", f"refused:{reason}")
