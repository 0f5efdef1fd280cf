"""A rep's appointment in WeCom's calendar (oa/schedule): added once, moved, taken out.

WeCom has no duplicate check here. So a try that may follow one whose answer was lost first looks in the
calendar for the mark of the task. The calls are those of §6.8 of the protocol notes, which could not be
checked against a live corp: docs/deployment.md says which parts.
"""

from typing import Any

from bot.client import WeComClient
from bot.errors import GiveUp, NotTrusted

PAGE = 500
MOST_PAGES = 40  # beyond it a second entry is the smaller harm

Json = dict[str, Any]


def create_calendar(client: WeComClient, name: str) -> str:
    """A calendar of the application's own, in which its entries stand; its cal_id."""
    calendar = {"summary": name, "color": "#2F7DF6", "description": name, "set_as_default": 0}
    answer = client.post("oa/calendar/add", {"calendar": calendar, "agentid": client.agent_id})
    return str(answer.get("cal_id") or "")


def settle(client: WeComClient, wish: Json, attempt: int) -> str:
    """Make the calendar say what `wish` (see crm.tasks.appointments.wanted) says; the id of the entry, or "".

    Raises RetryLater and TokenRefused as every call does. An API that is not open to us is this entry's
    trouble alone (GiveUp): messages to people go on.
    """
    try:
        return _settle(client, wish, attempt)
    except NotTrusted as refused:
        raise GiveUp(f"schedules are not open to the application: {refused.reason}", refused.code) from None


def _settle(client: WeComClient, wish: Json, attempt: int) -> str:
    known: str = wish["schedule_id"] or (_found(client, wish) if attempt > 1 else "")
    entry = wish["entry"]
    if wish["keep"]:
        return known
    if entry is None:
        if known:
            _delete(client, known)
        return ""
    schedule = {**entry, "cal_id": wish["calendar"]}
    if known:
        try:
            client.post("oa/schedule/update", _body(client, {**schedule, "schedule_id": known}))
            return known
        except NotTrusted:
            raise
        except GiveUp:
            pass  # somebody took it out of the calendar by hand
    return str(client.post("oa/schedule/add", _body(client, schedule)).get("schedule_id") or "")


def _body(client: WeComClient, schedule: Json) -> Json:
    return {"schedule": schedule, "agentid": client.agent_id}


def _delete(client: WeComClient, schedule_id: str) -> None:
    try:
        client.post("oa/schedule/del", {"schedule_id": schedule_id})
    except NotTrusted:
        raise
    except GiveUp:
        pass  # it is gone already


def _found(client: WeComClient, wish: Json) -> str:
    """The entry that a lost answer was about, or ""."""
    for page in range(MOST_PAGES):
        asked = {"cal_id": wish["calendar"], "offset": page * PAGE, "limit": PAGE}
        listed = client.post("oa/schedule/get_by_calendar", asked).get("schedule_list") or []
        for one in listed:
            if str(one.get("description") or "").endswith(wish["mark"]) and not one.get("status"):
                return str(one["schedule_id"])
        if len(listed) < PAGE:
            break
    return ""
