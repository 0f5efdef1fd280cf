"""日程 and 日历: oa/calendar/add, oa/schedule/add, update, get, del and get_by_calendar.

From memory of the official pages and from open-source clients; not confirmed: whether `cal_id` may be left
out, the codes for unknown ids (40058 here), whether deleted entries are still listed (here not).
"""

from __future__ import annotations

import secrets
from typing import Any

from ..errors import ApiError
from ..world import Schedule, World
from .call import Call, Json

MOST_PEOPLE = 1000
LONGEST = {"summary": 128, "description": 1000, "location": 128}


def calendar_add(world: World, call: Call) -> Json:
    calendar = _part(call, "calendar")
    if not calendar.get("summary") or not str(calendar.get("color", "")).startswith("#"):
        raise ApiError(40058, "summary and color")
    cal_id = f"wc{secrets.token_urlsafe(20)}"
    world.calendars[cal_id] = calendar
    return {"cal_id": cal_id}


def add(world: World, call: Call) -> Json:
    fields = _checked(world, _part(call, "schedule"))
    schedule_id = secrets.token_hex(16)
    world.schedules[schedule_id] = Schedule(schedule_id, fields)
    world.touch("")
    return {"schedule_id": schedule_id}


def update(world: World, call: Call) -> Json:
    fields = _part(call, "schedule")
    known = _known(world, fields.get("schedule_id"))
    known.fields = _checked(world, {**known.fields, **fields})
    known.moved += 1
    world.touch("")
    return {}


def delete(world: World, call: Call) -> Json:
    known = _known(world, call.body.get("schedule_id"))
    del world.schedules[known.schedule_id]
    world.touch("")
    return {}


def get(world: World, call: Call) -> Json:
    ids = call.body.get("schedule_id_list")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 1000:
        raise ApiError(40058, "schedule_id_list")
    return {"schedule_list": [_shown(world.schedules[one]) for one in ids if one in world.schedules]}


def get_by_calendar(world: World, call: Call) -> Json:
    cal_id = call.body.get("cal_id")
    if cal_id not in world.calendars:
        raise ApiError(40058, "cal_id")
    offset, limit = int(call.body.get("offset", 0)), int(call.body.get("limit", 500))
    if offset < 0 or not 1 <= limit <= 1000:
        raise ApiError(40058, "offset and limit")
    mine = [one for one in world.schedules.values() if one.fields["cal_id"] == cal_id]
    return {"schedule_list": [_shown(one) for one in mine[offset : offset + limit]]}


def _shown(one: Schedule) -> Json:
    return {"schedule_id": one.schedule_id, "status": 0, **one.fields}


def _part(call: Call, name: str) -> Json:
    part: Any = call.body.get(name)
    if not isinstance(part, dict):
        raise ApiError(40058, name)
    return part


def _known(world: World, schedule_id: object) -> Schedule:
    if schedule_id not in world.schedules:
        raise ApiError(40058, "schedule_id")
    return world.schedules[str(schedule_id)]


def _checked(world: World, fields: Json) -> Json:
    start, end = fields.get("start_time"), fields.get("end_time")
    if not isinstance(start, int) or not isinstance(end, int) or end < start:
        raise ApiError(40058, "start_time and end_time are Unix seconds, in this order")
    people = fields.get("attendees") or []
    if not isinstance(people, list) or len(people) > MOST_PEOPLE:
        raise ApiError(40058, "attendees")
    for one in people:
        if world.company.user(str(one.get("userid", ""))) is None:
            raise ApiError(40003)
    for name, most in LONGEST.items():
        if len(str(fields.get(name) or "")) > most:
            raise ApiError(40058, name)
    if fields.get("cal_id") not in world.calendars:
        raise ApiError(40058, "cal_id")
    return {name: value for name, value in fields.items() if name != "schedule_id"}
