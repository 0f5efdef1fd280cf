"""Whose work a report is about: 本人, 本部门及下属, 全公司."""

from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, true
from sqlalchemy.orm import Session

from models.people import Department
from models.scope import Scope, owned


def of_team(column: Any, scope: Scope) -> ColumnElement[bool]:
    """True where `column` (a user id) belongs to somebody the scope covers.

    Narrower than what may be seen: a colleague's visit to my customer is in sight, but it is not my work.
    """
    return true() if scope.kind == "all" else owned(column, scope.kind, len(scope.paths))


def name_of(session: Session, scope: Scope) -> str:
    """What the reader calls it, e.g. `销售一部`."""
    if scope.kind == "all":
        return "全公司"
    if scope.kind == "own" or not scope.paths:
        return "本人"
    names = session.scalars(select(Department.name).where(Department.path.in_(scope.paths)))
    return "、".join(sorted(names)) or "本部门及下属"


def departments_in(session: Session, text: str) -> list[Department]:
    """The departments whose names stand in the words, the longest name first; the company itself is none."""
    long = func.length(Department.name)
    named = literal(text).contains(Department.name)
    wanted = select(Department).where(named, long > 1, Department.parent_id.is_not(None))
    return list(session.scalars(wanted.order_by(long.desc(), Department.id)))
