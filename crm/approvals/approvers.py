"""Who decides about whom: the leaders above a person, from the department upwards, never the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from crm.people import leave
from models.people import Department, Membership, User


@dataclass(frozen=True, slots=True)
class Asked:
    """One person an approval is put to. `stands_for` is on leave and named them."""

    user: User
    stands_for: User | None = None


def levels(session: Session, person: User) -> list[list[User]]:
    """Those above a person: their department's leaders first, then each one up, administrators last.

    A department the person leads has nobody above them in it. Only people who work here; no empty levels.
    """
    chain = _chain(session, person)
    leaders = _leaders(session, chain)
    found, seen = [], {person.id}
    for department in chain:
        here = leaders.get(department, [])
        if any(user.id == person.id for user in here):
            continue
        fresh = [user for user in here if user.id not in seen]
        seen |= {user.id for user in fresh}
        if fresh:
            found.append(fresh)
    admins = select(User).where(User.role == "admin", User.status == "active").order_by(User.id)
    rest = [user for user in session.scalars(admins) if user.id not in seen]
    return [*found, rest] if rest else found


def asked(session: Session, above: Sequence[Sequence[User]], requester_id: int, day: date) -> list[Asked]:
    """Whom to ask now: the lowest level with somebody there, substitutes included.

    Where all of them are away and named nobody, the lowest level is asked all the same.
    """
    for level in above:
        here = [one for user in level if (one := _present(session, user, requester_id, day)) is not None]
        if here:
            return list({one.user.id: one for one in here}.values())
    return [Asked(user) for user in above[0]] if above else []


def _present(session: Session, user: User, requester_id: int, day: date) -> Asked | None:
    """The person, or whoever stands in for them; None where there is nobody but the requester."""
    absence = leave.absence(session, user, day)
    if absence is None:
        return Asked(user)
    substitute = session.get(User, absence.substitute_id) if absence.substitute_id else None
    if substitute is None or substitute.status != "active" or substitute.id == requester_id:
        return None
    return Asked(substitute, user) if leave.absence(session, substitute, day) is None else None


def _chain(session: Session, person: User) -> list[int]:
    """The person's department and those above it, the nearest first."""
    own = select(Department.path, Department.id).join(Membership, Membership.department_id == Department.id)
    rows = session.execute(own.where(Membership.user_id == person.id).order_by(Department.id)).all()
    main = [row for row in rows if row.id == person.department_id] or list(rows)
    if not main:
        return []
    return [int(one) for one in reversed(main[0].path.strip("/").split("/"))]


def _leaders(session: Session, departments: Sequence[int]) -> dict[int, list[User]]:
    """Who leads each: as WeCom says it, or an administrator of ours."""
    if not departments:
        return {}
    named = (
        select(User, Membership.department_id, Membership.leads)
        .outerjoin(Membership, Membership.user_id == User.id)
        .where(
            User.status == "active",
            or_(Membership.leads & Membership.department_id.in_(departments), User.leads_id.in_(departments)),
        )
        .order_by(User.id)
    )
    found: dict[int, dict[int, User]] = {}
    for user, department, leads in session.execute(named):
        if leads and department in departments:
            found.setdefault(department, {})[user.id] = user
        if user.leads_id is not None and user.leads_id in departments:
            found.setdefault(user.leads_id, {})[user.id] = user
    return {department: list(users.values()) for department, users in found.items()}
