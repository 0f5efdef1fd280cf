"""Every column of every business record, to compare a database before and after an undo."""

from typing import Any

from sqlalchemy import select

from models.base import Audited
from models.customers import NameKey
from models.scope import SYSTEM
from tests.support.chat import Chat


def whole(chat: Chat) -> dict[str, Any]:
    """All that is not deleted, by table; name keys too, those of deleted records left out."""
    found: dict[str, Any] = {}
    with chat.parts.database.read(SYSTEM, chat.clock.now()) as session:
        for model in Audited.__subclasses__():
            table = model.__table__  # type: ignore[attr-defined]
            rows = session.execute(select(table).where(table.c.deleted_at.is_(None)).order_by(table.c.id))
            found[table.name] = [dict(row._mapping) for row in rows]
        keys = session.execute(
            select(NameKey.kind, NameKey.record_id, NameKey.customer_id, NameKey.key).order_by(
                NameKey.kind, NameKey.record_id, NameKey.key
            )
        )
        found["name_keys"] = [tuple(row) for row in keys]
    return found


def outbox(chat: Chat, who: str) -> list[dict[str, Any]]:
    """What waits for, or was sent to, this person, oldest first."""
    return [row for row in chat.records("outbox") if row["user"] == who]
