"""Which files went out: the books of exports, read by administrators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.imports import Export
from models.people import User


@dataclass(frozen=True, slots=True)
class Handed:
    """One file handed out; `who` is None for the command line."""

    filename: str
    rows: int
    scope: str
    who: str | None
    at: datetime


def newest(session: Session, most: int = 80) -> list[Handed]:
    """Within sight, the newest first."""
    rows = (
        select(Export.filename, Export.rows, Export.scope, User.name, Export.created_at)
        .outerjoin(User, User.id == Export.actor_id)
        .order_by(Export.id.desc())
        .limit(most)
    )
    return [Handed(*row) for row in session.execute(rows)]
