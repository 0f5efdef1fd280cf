"""The person who speaks: who they are, what they may see, where their conversation stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from crm.names import add_keys
from models.loading import adopt, apart, columns, rows
from models.people import Department, Membership, User
from models.platform import Conversation, Inbox
from models.scope import Scope
from zh import names


@dataclass(frozen=True, slots=True)
class Speaker:
    """Loaded with one statement at the start of a message."""

    user: User
    conversation: Conversation
    seen: bool
    reply: dict[str, Any] | None
    standing: tuple[Any, ...]  # of the conversation when it was loaded


USER, CONVERSATION = columns(User), columns(Conversation)
SPEAKER = (
    select(Inbox.id, Inbox.reply, *USER, *CONVERSATION)
    .select_from(User)
    .join(Conversation, Conversation.user_id == User.id)
    .outerjoin(Inbox, Inbox.key == bindparam("inbox_key"))
    .where(User.userid == bindparam("userid"))
    .with_for_update(of=Conversation)
)
"""Without a scope: whose it is to be is what this finds out."""


def load_speaker(session: Session, userid: str, key: str) -> Speaker | None:
    """The person, their conversation (locked till the end of the transaction), and the reply that the
    message with this inbox key already got. None for a stranger."""
    found = rows(session, SPEAKER, {"userid": userid.lower(), "inbox_key": key})
    if not found:
        return None
    seen, reply, *rest = found[0]
    user = adopt(session, User, rest[: len(USER)])
    conversation = apart(Conversation, rest[len(USER) :])
    return Speaker(user, conversation, seen is not None, reply, standing(conversation))


TALK = (
    update(Conversation)
    .where(Conversation.user_id == bindparam("whose"))
    .values({name: bindparam(f"new_{name}") for name in ("customer_id", "contact_id", "state", "updated_at")})
)


def standing(talk: Conversation) -> tuple[Any, ...]:
    """What of a conversation can change; its state is replaced, never altered in place."""
    return talk.customer_id, talk.contact_id, talk.state


def keep_talk(session: Session, talk: Conversation, now: datetime) -> None:
    """Write back where the conversation stands."""
    where = {
        "new_customer_id": talk.customer_id,
        "new_contact_id": talk.contact_id,
        "new_state": talk.state,
    }
    session.connection().execute(TALK, {"whose": talk.user_id, **where, "new_updated_at": now})


def scope_of(session: Session, user: User) -> Scope:
    """本人 for reps, 本部门及下属 for managers, 全部 for administrators."""
    if user.role == "admin":
        return Scope(user.id, "all")
    if user.role != "manager":
        return Scope(user.id, "own")
    led = (
        select(Department.path)
        .join(Membership, Membership.department_id == Department.id)
        .where(Membership.user_id == user.id, Membership.leads)
        .order_by(Department.path)
    )
    return Scope(user.id, "team", tuple(session.scalars(led)))


def add_user(session: Session, userid: str, name: str, now: datetime, **fields: Any) -> User:
    """A new colleague with an empty conversation, findable by name."""
    user = User(userid=userid.lower(), name=name, created_at=now, settings={}, **fields)
    session.add(user)
    session.flush()
    session.add(Conversation(user_id=user.id, state={}, updated_at=now))
    add_keys(session, "user", user.id, names.user_keys(name))
    return user
