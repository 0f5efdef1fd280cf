"""Several tickets at once: 「1001和1002都给王磊」「把王磊的工单都转给小李」「1001 1002都催一下」."""

import re
from typing import Final

from crm.errors import Forbidden, NotThere, Refused
from crm.ownership.ownership import leads
from crm.tickets import tickets
from handlers.context import Context
from handlers.phrases import colleagues_called, says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from handlers.tickets import words
from handlers.tickets.intents import hand, update
from handlers.whole import all_or_nothing
from models.people import User
from models.service import Ticket
from nlp.frames import Frame

ONE: Final = r"(?:工单)?[1-9]\d{2,7}(?:号)?(?:工单)?"
MANY: Final = rf"(?:把)?(?P<many>{ONE}(?:[、,， 和跟与及]+{ONE})+)"
NAME: Final = "(?P<to>[\u4e00-\u9fffA-Za-z]{1,6}?)"
GIVE: Final = "(?:都|全部?|全都|一起|先)*(?:(?:派|转|交|分|改派)给?|给)"
AWAY: Final = re.compile("请假|休假")
MOST: Final = 5  # given without being asked first


@says(rf"{MANY}[,， ]*{GIVE}{NAME}(?:处理|办|修|跟|去)?(?:吧|了)?")
def read_given(match: re.Match[str], ctx: Context) -> Frame | None:
    """1001和1002都给王磊."""
    found = colleagues_called(match["to"], ctx)
    if match["to"] != "我" and len(found) != 1:
        return None
    return Frame("ticket.several", {"refs": _numbers(match), "to": found[0].id if found else ctx.user.id})


@says(rf"{MANY}[,， ]*(?:都|全部?|也)*催(?:一下|一催|催|下)?(?:吧)?", rf"催(?:一下|催|下)?{MANY}")
def read_urged(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("ticket.several", {"refs": _numbers(match)})


def _numbers(match: re.Match[str]) -> list[str]:
    return list(dict.fromkeys(re.findall(r"\d{3,8}", match["many"])))


@says(
    rf"(?:把|将)?(?P<whose>[\u4e00-\u9fffA-Za-z]{{1,6}}?)(?:手[上里]|名下)?的?(?:所有|全部)?(?:工单|单子){GIVE}{NAME}(?:处理|办|跟)?(?:吧|了)?",
    rf"(?P<whose>[\u4e00-\u9fffA-Za-z]{{2,6}}?)(?:今天|明天|这周)?(?:请假|休假|不在|出差|离职)了?[,， ]*"
    rf"(?:把)?[他她]?(?:手[上里])?的?(?:工单|单子){GIVE}{NAME}(?:处理|办|跟)?(?:吧|了)?",
)
def read_all(match: re.Match[str], ctx: Context) -> Frame | None:
    """把王磊的工单都转给小李: all that he has open."""
    givers, receivers = (
        () if one == "我" else colleagues_called(one, ctx) for one in (match["whose"], match["to"])
    )
    if (match["whose"] != "我" and len(givers) != 1) or (match["to"] != "我" and len(receivers) != 1):
        return None
    slots = {
        "whose": givers[0].id if givers else ctx.user.id,
        "to": receivers[0].id if receivers else ctx.user.id,
    }
    return Frame(
        "ticket.several", slots | ({"away": givers[0].name} if givers and AWAY.search(match[0]) else {})
    )


@handles("ticket.several")
def several(frame: Frame, ctx: Context) -> str:
    """Each is given, or asked after; many are shown first; none is where one of them is not to be touched."""
    found = _meant(frame, ctx)
    if "to" not in frame.slots:
        with all_or_nothing(ctx):
            return "\n".join(
                update(Frame("ticket.update", {"ticket": one.id, "content": words.URGED}), ctx)
                for one in found
            )
    to = ctx.session.get_one(User, int(frame.slots["to"]))
    if len(found) > MOST and not confirmed(frame, words.ask_several([one.number for one in found], to.name)):
        return LEFT_ALONE
    away = [words.away(str(frame.slots["away"]))] if "away" in frame.slots else []
    with all_or_nothing(ctx):
        return "\n".join([hand(tickets.locked(ctx.session, one.id), to, ctx) for one in found] + away)


def _meant(frame: Frame, ctx: Context) -> list[Ticket]:
    if "whose" in frame.slots:
        whose = ctx.session.get_one(User, int(frame.slots["whose"]))
        if whose.id != ctx.user.id and not leads(ctx.session, ctx.scope, whose.id):
            raise Forbidden(f"{whose.name}的工单要由本人或主管来转。")
        found = tickets.find(ctx.session, assignee_id=whose.id, states=tickets.UNCLOSED)
        if not found:
            raise NotThere(f"{whose.name}手上没有没关的工单。")
        return found
    numbered = [(number, tickets.numbered(ctx.session, number)) for number in frame.slots["refs"]]
    if missing := [number for number, one in numbered if one is None]:
        raise NotThere(words.unknown("、".join(missing)))
    named = [one for _, one in numbered if one is not None]
    if over := [one.number for one in named if one.status == "closed"]:
        raise Refused(f"{'、'.join(over)}已经关了，都没有动。")
    return named


@says(
    "(?:哪些|有哪些|看看?)?(?:没人接|没接|未接|待接单?|还没接)(?:单)?的?(?:工单|单子|报修|投诉)?(?:有哪些|有吗|还有几[张个])?",
)
def read_waiting(match: re.Match[str], ctx: Context) -> Frame | None:
    """没人接的工单: those that nobody has begun."""
    return Frame("ticket.list", {"status": "waiting"}) if ctx.open is None else None


@says("(?:哪些|有哪些|看看?)?(?:紧急|加急|急)的?(?:工单|单子?|报修)(?:有哪些|有吗|还有几[张个])?")
def read_urgent(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("ticket.list", {"status": "open", "priority": "high"})
