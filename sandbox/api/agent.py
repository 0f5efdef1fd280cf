"""The app itself: agent/get, agent/set and its menu."""

from __future__ import annotations

from typing import Any

from ..errors import ApiError
from ..world import World
from .call import Call, Json

KEYED = (
    "click", "scancode_push", "scancode_waitmsg", "pic_sysphoto",
    "pic_photo_or_album", "pic_weixin", "location_select",
)  # fmt: skip


def agent_get(world: World, call: Call) -> Json:
    _own(world, call)
    company = world.company
    visible = [{"userid": one.userid} for one in company.users if one.visible]
    return {
        "agentid": company.agent_id,
        "name": company.app_name,
        "square_logo_url": "",
        "description": "",
        "allow_userinfos": {"user": visible},
        "allow_partys": {"partyid": [one.id for one in company.departments if one.parentid == 0]},
        "allow_tags": {"tagid": []},
        "close": 0,
        "redirect_domain": company.trusted_domain,
        **world.agent,
    }


def agent_set(world: World, call: Call) -> Json:
    if call.body.get("agentid") != world.company.agent_id:
        raise ApiError(301002)
    for name in world.agent:
        if name in call.body:
            world.agent[name] = call.body[name]
    return {}


def menu_create(world: World, call: Call) -> Json:
    _own(world, call)
    buttons = call.body.get("button")
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:
        raise ApiError(40016)
    for button in buttons:
        _check_button(button, 16)
        children = button.get("sub_button") or []
        if len(children) > 5:
            raise ApiError(40016, "sub_button")
        for child in children:
            _check_button(child, 40)
        if not children:
            _check_action(button)
        for child in children:
            _check_action(child)
    world.menu = {"button": buttons}
    world.touch("")
    return {}


def menu_get(world: World, call: Call) -> Json:
    _own(world, call)
    if world.menu is None:
        raise ApiError(46003)
    return world.menu


def menu_delete(world: World, call: Call) -> Json:
    _own(world, call)
    world.menu = None
    world.touch("")
    return {}


def _own(world: World, call: Call) -> None:
    if call.number("agentid", 40056) != world.company.agent_id:
        raise ApiError(301002)


def _check_button(button: Any, name_bytes: int) -> None:
    name = button.get("name") if isinstance(button, dict) else None
    if not isinstance(name, str) or not 0 < len(name.encode()) <= name_bytes:
        raise ApiError(40018)


def _check_action(button: Json) -> None:
    kind = button.get("type")
    if kind in KEYED:
        if not 0 < len(str(button.get("key") or "").encode()) <= 128:
            raise ApiError(40019)
    elif kind == "view":
        if not 0 < len(str(button.get("url") or "").encode()) <= 1024:
            raise ApiError(40020)
    elif kind != "view_miniprogram":
        raise ApiError(40017)
