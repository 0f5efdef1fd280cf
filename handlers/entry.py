"""The one way into the dialogue: one message, one transaction, one answer, whatever is delivered twice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from typing import Any

import structlog
from sqlalchemy import bindparam, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from crm.company import vocabulary
from crm.links import Links
from crm.people.people import Speaker, keep_talk, load_speaker, scope_of, standing
from handlers import replies
from handlers.company.watching import departed
from handlers.context import Answer, Context, Input, Said, Sent, Tapped
from handlers.dialogue import respond
from handlers.faults import where
from handlers.names import SqlNames
from models.books import Books
from models.database import Database, may_pass
from models.platform import Inbox
from models.prepared import Prepared
from models.scope import Scope
from models.writing import TooLong

log = structlog.get_logger("entry")
NOBODY = Scope(None, "own")
TRIES = 3  # a rival delivery may commit first, then its answer is ours; the database may have been restarted
TEXT_LIMIT = 4096


class Stranger(Exception):
    """Nobody of this userid is known yet."""


@dataclass(frozen=True, slots=True)
class Message:
    """What came in, from whom. `key` is the same for every delivery of it and for nothing else."""

    key: str
    userid: str
    said: Input


@dataclass(frozen=True, slots=True)
class Entrance:
    """Takes messages. `introduce` makes a user of a userid that is not known yet (it may ask WeCom); `ring`
    tells delivery that cards wait beside the answer."""

    database: Database
    tz: tzinfo
    introduce: Callable[[str, datetime], None]
    links: Links
    ring: Callable[[], None] = lambda: None

    def take(self, message: Message, now: datetime) -> Answer:
        """The answer to a message; for one that was answered before, that answer again.

        A fault of ours is answered with an apology and the words are kept: an exception would only make
        WeCom deliver the same message again.
        """
        try:
            return self._met(message, now, self._once)
        except TooLong as error:
            sorry = replies.too_long(error.record, error.column, error.most)
        except Exception as error:
            log.error("message failed", key=message.key, error=where(error))
            sorry = replies.TROUBLE
        return self._met(message, now, partial(self._apologise, sorry))

    def _met(self, message: Message, now: datetime, do: Callable[[Message, datetime], Answer]) -> Answer:
        for attempt in range(TRIES):
            try:
                return do(message, now)
            except Stranger:
                self.introduce(message.userid, now)
            except DBAPIError as error:
                if attempt == TRIES - 1 or not may_pass(error):
                    raise
        raise Stranger(message.userid)

    def _once(self, message: Message, now: datetime) -> Answer:
        with self.database.write(NOBODY, now, message.key) as session:
            speaker = _speaker(session, message)
            if speaker.seen:
                return Answer(**(speaker.reply or {}))
            ctx = self._context(session, speaker, now)
            answer = respond(message.said, ctx) if speaker.user.status == "active" else _shut_out(ctx)
            _keep(session, message, speaker, now, answer, tuple(ctx.intents))
        if ctx.sent:
            self.ring()
        return answer

    def _context(self, session: Session, speaker: Speaker, now: datetime) -> Context:
        scope = scope_of(session, speaker.user, speaker.shared)
        session.info["scope"] = scope
        words = vocabulary.of(session, speaker.words)
        talk, names = speaker.conversation, SqlNames(session, words.tag_keys)
        return Context(session, speaker.user, scope, now, self.tz, talk, names, words, self.links)

    def _apologise(self, sorry: str, message: Message, now: datetime) -> Answer:
        with self.database.write(NOBODY, now, message.key) as session:
            speaker = _speaker(session, message)
            if speaker.seen:
                return Answer(**(speaker.reply or {}))
            answer = Answer(sorry)
            _keep(session, message, speaker, now, answer, ("failed",))
        return answer


def _shut_out(ctx: Context) -> Answer:
    """To somebody suspended, one sentence whatever they say; one who has left is noted."""
    if ctx.user.status == "left" and departed(ctx.session, ctx.user, ctx.now, ctx.tz):
        ctx.sent += 1
    return Answer(replies.FROZEN)


def _speaker(session: Session, message: Message) -> Speaker:
    speaker = load_speaker(session, message.userid, message.key)
    if speaker is None:
        raise Stranger(message.userid)
    return speaker


def _keep(
    session: Books,
    message: Message,
    speaker: Speaker,
    now: datetime,
    answer: Answer,
    intents: tuple[str, ...],
) -> None:
    """Write what was done, where the talk stands, and the mark that the message was seen with its answer."""
    if speaker.standing != standing(speaker.conversation):
        keep_talk(session, speaker.conversation, now)
    kind, text = _words(message.said)
    row = {
        "key": message.key,
        "user_id": speaker.user.id,
        "kind": kind,
        "text": text[:TEXT_LIMIT],
        "intents": ",".join(intents)[:255],
        "reply": answer.to_json(),
        "received_at": now,
    }
    session.at_last(MARK, row)


MARKED = ("key", "user_id", "kind", "text", "intents", "reply", "received_at")
MARK = Prepared(insert(Inbox).values({name: bindparam(name) for name in MARKED}).inline(), scope=False)


def _words(said: Input) -> tuple[str, str]:
    match said:
        case Said(text):
            return "text", text
        case Tapped(action, ref):
            return "tap", "/".join((action, *ref))
        case Sent(kind, data):
            return kind, _plain(data)


def _plain(data: dict[str, Any]) -> str:
    return " ".join(f"{key}={value}" for key, value in data.items() if value not in (None, ""))
