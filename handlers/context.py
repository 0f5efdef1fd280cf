"""What every handler is handed, and what it hands back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy.orm import Session

from crm.company.vocabulary import Words
from crm.links import Links
from handlers.names import SqlNames
from models.customers import Contact, Customer
from models.outbox import Message, queue
from models.people import User
from models.platform import Conversation
from models.scope import Scope
from nlp.frames import Frame

ANSWER_WITHIN = timedelta(minutes=30)  # an open question is forgotten after that
SPOKEN_OF = timedelta(hours=2)  # how long 他们 means the customer last spoken of


@dataclass(frozen=True, slots=True)
class Said:
    """Words, typed or recognised."""

    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of one of our cards. An empty action: a card of a version that is no more."""

    action: str
    ref: tuple[str, ...]
    task_id: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that is not words: image, voice, location, link, file, or an event such as `enter`."""

    kind: str
    data: dict[str, Any]


Input = Said | Tapped | Sent


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back at once: words, or the text that replaces the buttons of the tapped card."""

    text: str | None = None
    button: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {"text": self.text, "button": self.button}


class Question(Exception):
    """A handler cannot go on without an answer. Nothing of its frame has been written.

    `free`: any words are an answer, the options are only the usual ones.
    `others`: the options are the likely records, and the name of another is an answer too.
    `frame`: the handler's own, with what earlier answers settled; None: the one it was handed.
    """

    def __init__(
        self,
        text: str,
        slot: str,
        options: Iterable["Option"] = (),
        *,
        free: bool = False,
        others: bool = False,
        frame: Frame | None = None,
    ) -> None:
        super().__init__(text)
        self.text = text
        self.slot = slot
        self.options = list(options)
        self.free = free
        self.others = others
        self.frame = frame


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: what the person reads, and the slots and refs it stands for.

    `instead`: the frame it stands for, not the one asked about, as `asking.frame_json` has it; empty: none.
    """

    label: str
    hint: str = ""
    slots: dict[str, Any] = field(default_factory=dict)
    refs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    instead: dict[str, Any] | None = None


@dataclass(slots=True)
class Context:
    """One message of one person: who, when, where the conversation stands."""

    session: Session
    user: User
    scope: Scope
    now: datetime
    tz: tzinfo
    conversation: Conversation
    names: SqlNames
    vocabulary: Words  # the company's dictionaries, fields and tags, as they were when the message came
    links: Links  # to our pages
    text: str = ""
    sent: int = 0
    intents: list[str] = field(default_factory=list)
    spoken_to: set[int] = field(default_factory=set)  # contacts of this message, to warn once of each
    open: dict[str, Any] | None = None  # the question this message may answer, as `asking.ask` kept it

    @property
    def state(self) -> dict[str, Any]:
        return self.conversation.state

    def remember(self, **values: Any) -> None:
        """Set keys of the conversation's state; None takes a key out."""
        merged = {**self.conversation.state, **values}
        self.conversation.state = {key: value for key, value in merged.items() if value is not None}

    def spoke_of(self, customer: Customer | None, contact: Contact | None = None) -> None:
        """From now on 他们 means this customer and 他 this contact."""
        if customer is not None:
            self.conversation.customer_id = customer.id
            self.conversation.contact_id = contact.id if contact else None
            self.remember(spoken_at=self.now.isoformat(), beyond=None)

    def spoke_of_another(self) -> None:
        """The talk has come to somebody who is not ours to write to: 他 is not the one before any more."""
        self.conversation.contact_id = None
        self.remember(beyond=True)

    def current_customer(self, within: timedelta = SPOKEN_OF) -> Customer | None:
        """The customer last spoken of, if that is not too long ago."""
        if "beyond" in self.state and re.search("[他她]", self.text):
            return None
        at = self.state.get("spoken_at")
        customer_id = self.conversation.customer_id
        if customer_id is None or at is None or self.now - datetime.fromisoformat(at) > within:
            return None
        return self.session.get(Customer, customer_id)

    def send(self, message: Message) -> None:
        """A message beside the answer, through the outbox, in this transaction."""
        self.sent += 1
        key = f"{self.session.info['set_id']}:{self.sent}"
        queue(self.session, key, self.user.id, message, self.now, at_once=True)
