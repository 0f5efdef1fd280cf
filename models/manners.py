"""How a person wants to be treated: when they are away, when they are not to be disturbed, by what."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Audited, Base, BigId, Json, pk


class Absence(Audited, Base):
    """请假: days off of one person, both inclusive, and who stands in."""

    __tablename__ = "absences"
    __table_args__ = (Index(None, "user_id"), Index(None, "last"))

    id: Mapped[pk]
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    first: Mapped[date]
    last: Mapped[date]
    substitute_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("users.id"))


class Preference(Audited, Base):
    """One wish of a person: 免打扰 (`quiet`), 这类不再提醒 (`mute:<kind>`)."""

    __tablename__ = "preferences"
    __table_args__ = (Index(None, "user_id", "name"),)

    id: Mapped[pk]
    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(32))
    value: Mapped[Any] = mapped_column(Json)
