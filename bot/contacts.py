"""Members and departments from WeCom into our tables: all at night, who writes for the first time at once.

WeCom decides who works here and who leads whom; administrators are named in the settings. Nobody is ever
deleted: who has gone is marked as left, and their customers stay where they are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import structlog
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.client import DepartmentInfo, Member, WeComClient
from bot.errors import NO_RECEIVER_CODES, GiveUp, WeComError
from crm import names as keys
from crm.people.people import add_user
from models.database import Database
from models.people import Department, Membership, User
from models.scope import SYSTEM
from models.working import Goal
from zh import names

GONE = frozenset({2, 5})  # WeCom's status: disabled, left
MOST_LEVELS = 30  # of departments; WeCom has 15

log = structlog.get_logger("contacts")


def sync(database: Database, client: WeComClient, admins: Collection[str], now: datetime) -> dict[str, int]:
    """Make departments, members and leaders what WeCom says; answers how many are new, changed, left.

    Everything is asked first (raises WeComError), then written in one transaction. An empty answer changes
    nothing: it means that the application's visible range was emptied, not that everybody has gone.
    """
    departments = client.departments()
    members = {member.userid: member for member in client.members(departments)}
    if not members:
        log.error("no member is visible: check 可见范围 in the console")
        return {"departments": len(departments), "members": 0, "new": 0, "changed": 0, "left": 0}
    with database.read(SYSTEM, now) as session:
        known = session.scalars(select(User.userid).where(User.status != "left")).all()
    members |= _found_singly(client, [userid for userid in known if userid not in members])
    with database.system(now, f"job:sync-contacts:{now.isoformat()}") as session:
        _write_departments(session, departments)
        counted = _write_members(session, members, admins, now)
    return {"departments": len(departments), "members": len(members), **counted}


def introduce(
    database: Database, client: WeComClient, userid: str, admins: Collection[str], now: datetime
) -> None:
    """Make a user of somebody who wrote for the first time, with what WeCom tells of them.

    When WeCom cannot be asked just now they are taken under their userid, and the next sync mends the name.
    """
    try:
        member = client.get_user(userid)
    except WeComError as error:
        log.warning("a new person could not be looked up", code=error.code, reason=error.reason)
        member = Member(userid, userid, "", (), (), None, 1)
    try:
        with database.system(now, f"introduce:{userid}") as session:
            if session.scalar(select(User.id).where(User.userid == userid)) is None:
                _write_members(session, {userid: member}, admins, now, everybody=False)
    except IntegrityError:
        log.info("somebody else introduced them at the same moment")


def _found_singly(client: WeComClient, userids: Iterable[str]) -> dict[str, Member]:
    """Members in no department that we may list, but visible all the same, singly or by a tag."""
    found: dict[str, Member] = {}
    for userid in userids:
        try:
            found[userid] = client.get_user(userid)
        except GiveUp as gone:
            if gone.code not in NO_RECEIVER_CODES:
                raise
    return found


def _write_departments(session: Session, departments: Sequence[DepartmentInfo]) -> None:
    parents = {one.id: one.parent_id for one in departments}
    kept = {row.id: row for row in session.scalars(select(Department))}
    for one in departments:
        row = kept.pop(one.id, None)
        if row is None:
            row = Department(id=one.id)
            session.add(row)
        row.name, row.parent_id, row.path = one.name, one.parent_id or None, _path(one.id, parents)
    session.flush()
    # A goal says whose it was, so its department stays, with nobody in it.
    kept_for = set(session.scalars(select(Goal.department_id), execution_options={"everything": True}))
    for gone in kept.values():
        session.execute(delete(Membership).where(Membership.department_id == gone.id))
        if gone.id not in kept_for:
            session.execute(delete(Department).where(Department.id == gone.id))


def _path(department_id: int, parents: dict[int, int]) -> str:
    """Ids from the topmost visible department down, /1/5/."""
    ids: list[int] = []
    at = department_id
    while at in parents and at not in ids and len(ids) < MOST_LEVELS:
        ids.insert(0, at)
        at = parents[at]
    return "/" + "".join(f"{one}/" for one in ids)


def _write_members(
    session: Session,
    members: dict[str, Member],
    admins: Collection[str],
    now: datetime,
    *,
    everybody: bool = True,
) -> dict[str, int]:
    """Users and memberships; with `everybody`, who is missing has left."""
    users = {user.userid: user for user in session.scalars(select(User))} if everybody else {}
    places = session.scalars(select(Membership)) if everybody else ()
    kept: dict[int, list[Membership]] = defaultdict(list)
    for place in places:
        kept[place.user_id].append(place)
    departments = set(session.scalars(select(Department.id)))
    counted = {"new": 0, "changed": 0, "left": 0}
    for userid, member in members.items():
        user = users.pop(userid, None)
        if user is None:
            user = add_user(session, userid, member.name, now, **_facts(member, admins))
            counted["new"] += 1
        elif _update(session, user, member, admins):
            counted["changed"] += 1
        _write_memberships(session, user.id, member, departments, kept[user.id])
    for user in users.values():
        if user.status == "active":
            user.status = "left"
            counted["left"] += 1
    session.flush()
    return counted


def _facts(member: Member, admins: Collection[str]) -> dict[str, str | int | None]:
    role = "admin" if member.userid in admins else "manager" if any(member.leads) else "rep"
    return {
        "role": role,
        "status": "left" if member.status in GONE else "active",
        "position": member.position[:128],
        "department_id": member.main_department,
    }


def _update(session: Session, user: User, member: Member, admins: Collection[str]) -> bool:
    facts: dict[str, str | int | None] = {"name": member.name[:64], **_facts(member, admins)}
    if user.status == "frozen" and facts["status"] == "active":
        del facts["status"]  # frozen by an administrator of ours: WeCom does not undo that
    if user.role_given:
        del facts["role"]  # so is a role that was given in chat
    changed = {name for name, value in facts.items() if getattr(user, name) != value}
    for name in changed:
        setattr(user, name, facts[name])
    if "name" in changed:
        keys.write_keys(session, "user", user.id, names.user_keys(user.name))
    return bool(changed)


def _write_memberships(
    session: Session, user_id: int, member: Member, departments: set[int], kept: Iterable[Membership]
) -> None:
    wanted = {
        department: leads
        for department, leads in zip(member.departments, member.leads, strict=True)
        if department in departments
    }
    for row in kept:
        if row.department_id in wanted:
            row.leads = wanted.pop(row.department_id)
        else:
            this = (Membership.user_id == user_id, Membership.department_id == row.department_id)
            session.execute(delete(Membership).where(*this))
    session.add_all(
        Membership(user_id=user_id, department_id=department, leads=leads)
        for department, leads in wanted.items()
    )
