"""Members and departments (通讯录), as a self-built app made after 2022-06-20 sees them."""

from __future__ import annotations

from ..company import Department, Member
from ..errors import ApiError
from ..world import World
from .call import Call, Json


def user_get(world: World, call: Call) -> Json:
    member = world.company.user(call.need("userid", 41009))
    if member is None:
        raise ApiError(60111)
    if not member.visible:
        raise ApiError(60011)
    return _full(member)


def user_list(world: World, call: Call) -> Json:
    return {"userlist": [_full(one) for one in _members(world, call)]}


def user_simplelist(world: World, call: Call) -> Json:
    brief = ("userid", "name", "department")
    return {"userlist": [{key: _full(one)[key] for key in brief} for one in _members(world, call)]}


def user_list_id(world: World, call: Call) -> Json:
    """Only for the 通讯录同步 secret, which the sandbox does not have."""
    raise ApiError(60011, "only the contact sync secret may call this")


def department_list(world: World, call: Call) -> Json:
    return {"department": [_department(world, one) for one in _departments(world, call)]}


def department_simplelist(world: World, call: Call) -> Json:
    found = _departments(world, call)
    return {"department_id": [{"id": one.id, "parentid": one.parentid, "order": one.order} for one in found]}


def department_get(world: World, call: Call) -> Json:
    found = world.company.department(call.number("id", 60123))
    if found is None:
        raise ApiError(60123)
    return {"department": _department(world, found)}


def _members(world: World, call: Call) -> list[Member]:
    number = call.number("department_id", 60123)
    if world.company.department(number) is None:
        raise ApiError(60123)
    seen = [one for one in world.company.users if one.visible and one.status != 5]
    return [one for one in seen if number in one.department]


def _departments(world: World, call: Call) -> list[Department]:
    number = call.number("id", 60123, default=0)
    if not number:
        return list(world.company.departments)
    if world.company.department(number) is None:
        raise ApiError(60123)
    inside = world.company.below(number)
    return [one for one in world.company.departments if one.id in inside]


def _department(world: World, one: Department) -> Json:
    leaders = [
        member.userid
        for member in world.company.users
        for number, leads in zip(member.department, member.is_leader_in_dept, strict=False)
        if number == one.id and leads
    ]
    return {
        "id": one.id,
        "name": one.name,
        "name_en": one.name_en,
        "department_leader": leaders,
        "parentid": one.parentid,
        "order": one.order,
    }


def _full(one: Member) -> Json:
    """No mobile, mail, avatar, gender or address: those need the member's consent today."""
    return {
        "userid": one.userid,
        "name": one.name,
        "department": one.department,
        "order": one.order,
        "position": one.position,
        "is_leader_in_dept": one.is_leader_in_dept,
        "direct_leader": one.direct_leader,
        "main_department": one.main_department,
        "alias": one.alias,
        "telephone": one.telephone,
        "status": one.status,
        "extattr": {"attrs": []},
    }
