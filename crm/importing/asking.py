"""An import asked for in chat or on the page: a check first, the deed after a yes, all of it errands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import errands
from models.imports import Import
from models.trust import Errand

WAITS: Final = timedelta(hours=12)  # how long a checked file waits for its yes
FILE_KEPT: Final = timedelta(days=7)
ENDINGS: Final = (".xlsx", ".xls", ".csv", ".xlsm", ".ods")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked at. `result` has its counts; while it is under way it is empty."""

    id: int
    name: str
    status: str
    payload: Mapping[str, Any]
    result: Mapping[str, Any]


def is_table(name: str) -> bool:
    return name.lower().endswith(ENDINGS)


def check(session: Session, user_id: int, now: datetime, name: str, **source: Any) -> int | None:
    """Ask for a dry run. `source` is `media_id`, or `file` (a stored file)."""
    payload = {"name": name, "mode": "create", **source}
    return errands.ask(session, "check", f"check:{session.info['set_id']}", user_id, now, payload)


def check_again(session: Session, user_id: int, now: datetime, last: Checked, **changed: Any) -> int | None:
    """The same file once more, taken otherwise."""
    payload = {**last.payload, **changed}
    return errands.ask(session, "check", f"check:{session.info['set_id']}", user_id, now, payload)


def go(session: Session, user_id: int, now: datetime, checked: Checked) -> int | None:
    """Ask for the import itself; None where that was asked for already."""
    payload = {**checked.payload, "check": checked.id}
    return errands.ask(session, "import", f"import:{checked.id}", user_id, now, payload)


def drop(session: Session, checked_id: int, now: datetime) -> None:
    """The file is not to be imported."""
    row = session.get_one(Errand, checked_id)
    row.result = {**row.result, "dropped": True}


def latest(session: Session, user_id: int, now: datetime) -> Checked | None:
    """The file that this person looked at last, unless it was imported, dropped, or is long ago."""
    wanted = select(Errand).where(
        Errand.user_id == user_id, Errand.kind.in_(("check", "import")), Errand.created_at >= now - WAITS
    )
    row = session.scalar(wanted.order_by(Errand.id.desc()).limit(1))
    if row is None or row.kind != "check" or row.result.get("dropped"):
        return None
    return _checked(row)


def checked(session: Session, errand_id: int) -> Checked | None:
    """One of this person's, by its id."""
    row = session.get(Errand, errand_id)
    return (
        _checked(row) if row is not None and row.kind == "check" and not row.result.get("dropped") else None
    )


def _checked(row: Errand) -> Checked:
    return Checked(row.id, str(row.payload.get("name", "")), row.status, row.payload, row.result)


def under_way(session: Session, user_id: int, now: datetime) -> Errand | None:
    """What is being done with this person's newest file, or was."""
    kinds = Errand.kind.in_(("check", "import", "undo"))
    wanted = select(Errand).where(Errand.user_id == user_id, kinds, Errand.created_at >= now - WAITS)
    return session.scalar(wanted.order_by(Errand.id.desc()).limit(1))


def was_asked(session: Session, checked_id: int) -> Errand | None:
    """The import of this checked file, if it was asked for."""
    return session.scalar(select(Errand).where(Errand.key == f"import:{checked_id}"))


def undo(session: Session, user_id: int, now: datetime, import_id: int) -> int | None:
    """Ask for a whole file to be taken back; None where that was asked for already."""
    key = f"undo:{import_id}:{session.info['set_id']}"[:160]
    return errands.ask(session, "undo", key, user_id, now, {"import": import_id})


def imports(session: Session, actor_id: int | None = None, most: int = 20) -> list[Import]:
    """Files taken in, the newest first; of one person, or all in sight."""
    wanted = select(Import).order_by(Import.id.desc()).limit(most)
    return list(session.scalars(wanted.where(Import.actor_id == actor_id) if actor_id else wanted))
