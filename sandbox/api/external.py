"""Outside contacts (客户联系), as much as a CRM reads: get, list, follow users."""

from __future__ import annotations

from ..errors import ApiError
from ..world import World
from .call import Call, Json


def get(world: World, call: Call) -> Json:
    wanted = call.need("external_userid", 41035)
    for one in world.company.external:
        if one["external_contact"]["external_userid"] == wanted:
            return {"external_contact": one["external_contact"], "follow_user": one.get("follow_user", [])}
    raise ApiError(40096)


def of_member(world: World, call: Call) -> Json:
    userid = call.need("userid", 41009).lower()
    if world.company.user(userid) is None:
        raise ApiError(60111)
    found = [
        one["external_contact"]["external_userid"]
        for one in world.company.external
        if any(str(follow["userid"]).lower() == userid for follow in one.get("follow_user", []))
    ]
    if not found:
        raise ApiError(84061)
    return {"external_userid": found}


def follow_users(world: World, call: Call) -> Json:
    follows = [follow for one in world.company.external for follow in one.get("follow_user", [])]
    return {"follow_user": list(dict.fromkeys(follow["userid"] for follow in follows))}
