"""Who is away, and who stands in: kept with the person's settings."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.people import User


@dataclass(frozen=True, slots=True)
class Absence:
    """Days off, both inclusive."""

    first: date
    last: date
    substitute_id: int | None


def absence(_session: Session, user: User, day: date) -> Absence | None:
    """The absence that covers this day; None for somebody who works."""
    said = user.settings.get("leave")
    if not said:
        return None
    found = Absence(
        date.fromisoformat(said["first"]), date.fromisoformat(said["last"]), said.get("substitute_id")
    )
    return found if found.first <= day <= found.last else None
