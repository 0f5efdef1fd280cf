"""Who works here: members and departments, as WeCom tells them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, Logged, pk


class Department(Base):
    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, comment="WeCom's department id")
    name: Mapped[str] = mapped_column(String(128))
    parent_id: Mapped[int | None] = mapped_column(
        comment="null for the root; no key: WeCom may hide a parent"
    )
    path: Mapped[str] = mapped_column(String(255), index=True, comment="ids from the root, /1/5/")


class User(Logged, Base):
    __tablename__ = "users"
    DERIVED = frozenset({"userid", "name", "position", "department_id", "settings"})

    id: Mapped[pk]
    userid: Mapped[str] = mapped_column(String(64), unique=True, comment="WeCom userid, lower case")
    name: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(16), default="rep", comment="rep | manager | admin")
    status: Mapped[str] = mapped_column(String(16), default="active", comment="active | left | frozen")
    position: Mapped[str] = mapped_column(String(128), default="")
    department_id: Mapped[int | None] = mapped_column(comment="main department")
    role_given: Mapped[str | None] = mapped_column(
        String(16), comment="by an administrator in chat: stands above what WeCom says; null: WeCom's"
    )
    leads_id: Mapped[int | None] = mapped_column(comment="a department they lead beside those of WeCom")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]


class Membership(Base):
    """A member's place in a department; leaders see everything below it."""

    __tablename__ = "memberships"
    __table_args__ = (Index(None, "department_id", "user_id"),)

    user_id: Mapped[int] = mapped_column(BigId, ForeignKey("users.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"), primary_key=True)
    leads: Mapped[bool] = mapped_column(default=False)
