"""What the phone page is told, as JSON."""

from __future__ import annotations

from datetime import datetime, timedelta

from .company import Member
from .world import Json, Message, World

OFF_WORK = (18, 30)
MORNING = 9


def message_view(message: Message) -> Json:
    card = message.card
    return {
        "msgid": message.msgid,
        "seq": message.seq,
        "userid": message.userid,
        "mine": message.mine,
        "kind": message.kind,
        "body": message.body,
        "at": message.at.isoformat(),
        "via": message.via,
        "state": message.state,
        "recalled": message.recalled,
        "card": card.card if card else None,
        "replaced": card.replaced if card else None,
        "updates": card.updates if card else 0,
    }


def company_view(world: World, can_move_clock: bool) -> Json:
    """App, members with unread counts and last words, departments, menu, the company's time."""
    company = world.company
    with world.lock:
        return {
            "app_name": company.app_name,
            "corp_name": company.corp_name,
            "departments": [
                {"id": one.id, "name": one.name, "parentid": one.parentid} for one in company.departments
            ],
            "members": [_member_view(world, one) for one in company.users if one.reachable],
            "menu": world.menu,
            "now": world.now().isoformat(),
            "can_move_clock": can_move_clock,
            "seq": world.seq,
        }


def chat_view(world: World, userid: str, most: int = 300) -> Json:
    with world.lock:
        messages = world.chats.get(userid.lower(), [])[-most:]
        return {"seq": world.seq, "messages": [message_view(one) for one in messages]}


def schedules_view(world: World, found: list[Json]) -> Json:
    """A member's calendar (日程): entries in their order, hours in the company's zone, people by name."""
    zone = world.now().tzinfo
    entries = []
    for one in found:
        people = [world.company.user(str(who["userid"])) for who in one.get("attendees") or []]
        entries.append(
            {
                "start": datetime.fromtimestamp(one["start_time"], zone).isoformat(),
                "end": datetime.fromtimestamp(one["end_time"], zone).isoformat(),
                "summary": one.get("summary", ""),
                "location": one.get("location", ""),
                "people": [who.name for who in people if who is not None],
            }
        )
    return {"entries": entries}


def feed_view(world: World, since: int) -> Json:
    """What changed after ``since``; ``reset`` when that is too long ago (or of another run) to tell."""
    with world.lock:
        oldest = world.feed[0][0] if world.feed else world.seq + 1
        if since > world.seq or since + 1 < oldest:
            return {"seq": world.seq, "reset": True, "changes": []}
        changes = [
            {"userid": userid, "message": message_view(message) if message else None}
            for seq, userid, message in world.feed
            if seq > since
        ]
        return {"seq": world.seq, "reset": False, "changes": changes, "now": world.now().isoformat()}


def preset_time(now: datetime, name: str) -> datetime:
    """Where a button of the clock control leads. Raises ValueError for an unknown name.

    ``now``: the real time · ``morning``: 09:00 tomorrow · ``hour``: an hour on · ``off``: the next 18:30 ·
    else an ISO date-time, taken in the company's zone when it has none.
    """
    if name == "now":
        return datetime.now(now.tzinfo)
    if name == "hour":
        return now + timedelta(hours=1)
    if name == "morning":
        return (now + timedelta(days=1)).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if name == "off":
        today = now.replace(hour=OFF_WORK[0], minute=OFF_WORK[1], second=0, microsecond=0)
        return today if today > now else today + timedelta(days=1)
    moment = datetime.fromisoformat(name)
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def _member_view(world: World, one: Member) -> Json:
    chat = world.chats.get(one.userid.lower(), [])
    names = [found.name for number in one.department if (found := world.company.department(number))]
    return {
        "userid": one.userid,
        "name": one.name,
        "position": one.position,
        "departments": names,
        "leader": any(one.is_leader_in_dept),
        "colour": one.colour,
        "unread": world.unread[one.userid.lower()],
        "last": message_view(chat[-1]) if chat else None,
    }
