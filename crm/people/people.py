"""The person who speaks: who they are, what they may see, where their conversation stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, cast, func, literal_column, or_, select, update
from sqlalchemy.orm import Session

from crm.names import add_keys
from models.books import Books
from models.dictionary import Vocabulary
from models.loading import adopt, apart, columns
from models.people import Department, Membership, User
from models.platform import Conversation, Inbox
from models.prepared import Prepared
from models.scope import Scope
from models.trust import Collaborator
from zh import names


@dataclass(frozen=True, slots=True)
class Speaker:
    """Loaded with one statement at the start of a message."""

    user: User
    conversation: Conversation
    seen: bool
    reply: dict[str, Any] | None
    standing: tuple[Any, ...]  # of the conversation when it was loaded
    shared: tuple[int, ...] = ()  # customers of others at which they work along
    words: int = 0  # the version of the company's vocabulary


USER, CONVERSATION = columns(User), columns(Conversation)


def _shared(user_id: Any) -> Any:
    """The customers at which a person works along, as one text: it rides on another statement."""
    theirs = (Collaborator.user_id == user_id, Collaborator.deleted_at.is_(None))
    comma: Any = literal_column("','")  # a str would be bound anew at each execution
    listed = func.aggregate_strings(cast(Collaborator.customer_id, String), comma)
    return select(listed).where(*theirs).scalar_subquery()


WORDS = select(func.max(Vocabulary.version)).scalar_subquery()
SPEAKER = Prepared(
    select(Inbox.id, Inbox.reply, _shared(User.id), WORDS, *USER, *CONVERSATION)
    .select_from(User)
    .join(Conversation, Conversation.user_id == User.id)
    .outerjoin(Inbox, Inbox.key == bindparam("inbox_key"))
    .where(User.userid == bindparam("userid"))
    .with_for_update(of=Conversation),
    scope=False,
)
"""Without a scope: whose it is to be is what this finds out."""


def load_speaker(session: Session, userid: str, key: str) -> Speaker | None:
    """The person, their conversation (locked till the end of the transaction), and the reply that the
    message with this inbox key already got. None for a stranger."""
    found = SPEAKER.first(session, {"userid": userid.lower(), "inbox_key": key})
    if found is None:
        return None
    seen, reply, shared, words, *rest = found
    user = adopt(session, User, rest[: len(USER)])
    conversation = apart(Conversation, rest[len(USER) :])
    stands = standing(conversation)
    return Speaker(user, conversation, seen is not None, reply, stands, _ids(shared), words or 0)


def _ids(listed: str | None) -> tuple[int, ...]:
    return tuple(sorted({int(one) for one in listed.split(",")})) if listed else ()


TALK = Prepared(
    update(Conversation)
    .where(Conversation.user_id == bindparam("whose"))
    .values(
        {name: bindparam(f"new_{name}") for name in ("customer_id", "contact_id", "state", "updated_at")}
    ),
    scope=False,
)


def standing(talk: Conversation) -> tuple[Any, ...]:
    """What of a conversation can change; its state is replaced, never altered in place."""
    return talk.customer_id, talk.contact_id, talk.state


def keep_talk(session: Books, talk: Conversation, now: datetime) -> None:
    """Write back where the conversation stands, at the end of the transaction."""
    where = {
        "new_customer_id": talk.customer_id,
        "new_contact_id": talk.contact_id,
        "new_state": talk.state,
    }
    session.at_last(TALK, {"whose": talk.user_id, **where, "new_updated_at": now})


def scope_of(session: Session, user: User, shared: tuple[int, ...] | None = None) -> Scope:
    """本人 for reps, 本部门及下属 for managers, 全部 for administrators; and where they work along.

    `shared`: what `load_speaker` found of that; None: it is looked up.
    """
    if user.role == "admin":
        return Scope(user.id, "all")
    if shared is None:
        shared = _ids(session.scalar(select(_shared(user.id)), execution_options={"unscoped": True}))
    if user.role != "manager":
        return Scope(user.id, "own", shared=shared)
    theirs = select(Membership.department_id).where(Membership.user_id == user.id, Membership.leads)
    led = select(Department.path).where(or_(Department.id.in_(theirs), Department.id == user.leads_id))
    return Scope(user.id, "team", tuple(session.scalars(led.order_by(Department.path))), shared)


def called(session: Session, userid: str) -> User | None:
    """Whoever has WeCom's id, in whatever case it was written."""
    return session.scalar(select(User).where(User.userid == userid.lower()))


def add_user(session: Session, userid: str, name: str, now: datetime, **fields: Any) -> User:
    """A new colleague with an empty conversation, findable by name."""
    user = User(userid=userid.lower(), name=name, created_at=now, settings={}, **fields)
    session.add(user)
    session.flush()
    session.add(Conversation(user_id=user.id, state={}, updated_at=now))
    add_keys(session, "user", user.id, names.user_keys(name))
    return user
