"""People and their roles: what administrators decide in chat stands above what WeCom says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crm.errors import Refused
from models.people import Department, Membership, User
from models.platform import Change

Role = Literal["rep", "manager", "admin"]
ROLES: Final = {"rep": "销售", "manager": "主管", "admin": "管理员"}
STATES: Final = {"active": "在用", "frozen": "已停用", "left": "已离职"}


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the list of people."""

    user: User
    department: str
    leads: Sequence[str]


def members(session: Session, role: str | None = None, status: str | None = None) -> list[Member]:
    """Everybody with their department, administrators first, those who have left last."""
    wanted = select(User).order_by(User.id)
    if role:
        wanted = wanted.where(User.role == role)
    if status:
        wanted = wanted.where(User.status == status)
    people = list(session.scalars(wanted))
    order = {name: at for at, name in enumerate(("admin", "manager", "rep"))}
    states = {name: at for at, name in enumerate(STATES)}
    people.sort(key=lambda user: (states.get(user.status, 9), order.get(user.role, 9), user.id))
    names = {row.id: row.name for row in session.execute(select(Department.id, Department.name))}
    led: dict[int, list[int]] = {}
    for place in session.scalars(select(Membership).where(Membership.leads)):
        led.setdefault(place.user_id, []).append(place.department_id)
    return [
        Member(
            user,
            names.get(user.department_id or 0, ""),
            [names[one] for one in {*led.get(user.id, []), user.leads_id} if one in names]
            if user.role == "manager"
            else [],
        )
        for user in people
    ]


def departments(session: Session, words: str) -> list[Department]:
    """Departments of exactly this name, else those with it inside."""
    found = list(session.scalars(select(Department).where(Department.name == words)))
    like = select(Department).where(Department.name.contains(words, autoescape=True)).order_by(Department.id)
    return found or list(session.scalars(like))


def set_role(session: Session, user: User, role: Role, leads: Department | None = None) -> None:
    """Their role from now on. A manager without a department of their own leads the one they are in."""
    if user.status == "left":
        raise Refused(f"{user.name}已经离职，不能设角色。")
    if user.role == "admin" != role:
        must_not_be_the_last(session, user)
    user.role = user.role_given = role
    if role != "manager":
        user.leads_id = None
    elif leads is not None:
        user.leads_id = leads.id
    elif not _leads_in_wecom(session, user):
        user.leads_id = user.department_id


def role_without(session: Session, user: User) -> Role:
    """What somebody is when the role they have is taken from them: who leads in WeCom still leads."""
    return "manager" if user.role == "admin" and _leads_in_wecom(session, user) else "rep"


def _leads_in_wecom(session: Session, user: User) -> bool:
    led = select(Membership.user_id).where(Membership.user_id == user.id, Membership.leads)
    return session.scalar(led.limit(1)) is not None


def suspend(session: Session, user: User) -> None:
    """停用: no answer but that they are suspended, no message, no page."""
    if user.status == "left":
        raise Refused(f"{user.name}已经离职，账号本来就不能用。")
    if user.role == "admin":
        must_not_be_the_last(session, user)
    user.status = "frozen"


def restore(user: User) -> None:
    """启用."""
    if user.status == "left":
        raise Refused(f"{user.name}在企业微信里已经离职或被禁用，要先在企业微信后台恢复。")
    user.status = "active"


def must_not_be_the_last(session: Session, user: User) -> None:
    """Somebody has to be able to put things right."""
    others = select(func.count(User.id)).where(
        User.role == "admin", User.status == "active", User.id != user.id
    )
    if not session.scalar(others):
        raise Refused(f"{user.name}是唯一在用的管理员，不能动。先设另一位管理员。")


def admins(session: Session, but: int | None = None) -> list[User]:
    """Active administrators."""
    active = select(User).where(User.role == "admin", User.status == "active").order_by(User.id)
    return [user for user in session.scalars(active) if user.id != but]


def history(session: Session, most: int = 20) -> list[Change]:
    """Who changed whose role or account, the newest first."""
    found = select(Change).where(Change.record == "users", Change.action == "update")
    return list(session.scalars(found.order_by(Change.id.desc()).limit(most)))
