"""The machinery of chat: what came in, what goes out, where each conversation stands, who changed what."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, Json, pk


class Inbox(Base):
    """Every message or event that was taken, and its reply: a second delivery gets that reply again."""

    __tablename__ = "inbox"
    __table_args__ = (Index(None, "user_id", "received_at"),)

    id: Mapped[pk]
    key: Mapped[str] = mapped_column(
        String(120), unique=True, comment="m:<agent>:<msgid>, or e:<sha256 of the decrypted event>"
    )
    user_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(String(24), comment="text, image, tap, …")
    text: Mapped[str] = mapped_column(Text, default="", comment="the words as they came; for a tap its key")
    intents: Mapped[str] = mapped_column(String(255), default="")
    reply: Mapped[dict[str, Any] | None] = mapped_column(
        Json, comment="what was answered, to be answered again"
    )
    received_at: Mapped[datetime]


class Outbox(Base):
    """Every message to a person. `key` makes it unique: a job run twice cannot remind twice."""

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "status", "next_try_at"), Index(None, "user_id", "created_at"))

    id: Mapped[pk]
    key: Mapped[str] = mapped_column(String(160), unique=True)
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    kind: Mapped[str] = mapped_column(
        String(16), comment="text | card | picture | chart | file | update | schedule"
    )
    payload: Mapped[dict[str, Any]] = mapped_column(comment="a message of models.outbox, as JSON")
    blob: Mapped[bytes | None] = mapped_column(
        LargeBinary, deferred=True, comment="picture or file to upload first"
    )
    task_id: Mapped[str | None] = mapped_column(
        String(128), unique=True, comment="card: WeCom's task_id, unique for ever"
    )
    status: Mapped[str] = mapped_column(
        String(12), default="waiting", comment="waiting | sending | sent | failed | dropped"
    )
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime] = mapped_column(comment="not before; while sending: the end of the lease")
    at_once: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="an answer, or the hour was theirs: no quiet hours"
    )
    expires_at: Mapped[datetime | None] = mapped_column(comment="later than this it is dropped unsent")
    error: Mapped[str | None] = mapped_column(String(255), comment="why the last try failed")
    msgid: Mapped[str | None] = mapped_column(String(128))
    response_code: Mapped[str | None] = mapped_column(String(255), comment="pays for one card update, 72 h")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Conversation(Base):
    """Where the talk with one person stands. Locked for the length of each of their messages."""

    __tablename__ = "conversations"

    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), primary_key=True, autoincrement=False)
    customer_id: Mapped[int | None] = mapped_column(BigId, comment="last spoken of: 他们, 这个客户")
    contact_id: Mapped[int | None] = mapped_column(BigId, comment="last spoken of: 他, 她")
    state: Mapped[dict[str, Any]] = mapped_column(
        default=dict, comment="open question, pages, listed records"
    )
    updated_at: Mapped[datetime]


class Change(Base):
    """One record changed: the audit trail, and what makes every write revocable."""

    __tablename__ = "changes"
    __table_args__ = (
        Index(None, "set_id"),
        Index(None, "actor_id", "id"),
        Index(None, "record", "record_id"),
    )

    id: Mapped[pk]
    set_id: Mapped[str] = mapped_column(String(120), comment="all changes of one message or job run")
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(BigId, comment="null: the system itself")
    record: Mapped[str] = mapped_column(String(32), comment="table")
    record_id: Mapped[int] = mapped_column(BigId)
    action: Mapped[str] = mapped_column(String(8), comment="create | update")
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undoes: Mapped[str | None] = mapped_column(String(120), comment="the set this one takes back")
    undone_by: Mapped[str | None] = mapped_column(String(120))


class JobRun(Base):
    """What each job did and when; after an outage the gap is known."""

    __tablename__ = "job_runs"
    __table_args__ = (Index(None, "name", "moment"),)

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(String(32))
    moment: Mapped[datetime] = mapped_column(comment="as if it were then")
    finished_at: Mapped[datetime]
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
