"""Whose work a report is about: 本人, 本部门及下属, 全公司."""

import re
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, func, literal, or_, select, true
from sqlalchemy.orm import Session

from models.people import Department, User
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


def names_of(session: Session, user_ids: Collection[int]) -> dict[int, str]:
    """What these people are called, by their ids."""
    wanted = select(User.id, User.name).where(User.id.in_(user_ids))
    return {row.id: row.name for row in session.execute(wanted)} if user_ids else {}


def departments_in(session: Session, text: str) -> list[Department]:
    """The departments whose names stand in the words, the longest name first; the company itself is none."""
    long = func.length(Department.name)
    named = literal(text).contains(Department.name)
    wanted = select(Department).where(named, long > 1, Department.parent_id.is_not(None))
    found = list(session.scalars(wanted.order_by(long.desc(), Department.id)))
    return found or _by_number(session, text)


NUMBERED = re.compile(
    r"(?<![一二三四五六七八九十\d])([一二三四五六七八九十]|\d{1,2})(部|组|队|区|科)(?!手机|电梯|电话|车|机|设备)"
)
DIGITS = "零一二三四五六七八九十"


def _by_number(session: Session, text: str) -> list[Department]:
    """二部, 2部: the only department whose name ends so."""
    said = NUMBERED.search(text)
    if said is None:
        return []
    number = DIGITS[int(said[1])] if said[1].isdigit() and int(said[1]) < len(DIGITS) else said[1]
    ends = [Department.name.endswith(one + said[2]) for one in {number, said[1]}]
    found = list(session.scalars(select(Department).where(or_(*ends), Department.parent_id.is_not(None))))
    return found if len(found) == 1 else []
