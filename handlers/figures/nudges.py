"""提醒他们: a word to those of the team who have recorded nothing on the day of the report."""

import re
from datetime import date
from typing import Final

from crm import days
from crm.errors import Forbidden
from crm.figures.without import without
from handlers.context import Answer, Context
from handlers.phrases import says
from handlers.registry import handles, taps
from models.outbox import Text, queue
from models.people import User
from nlp.frames import Frame
from zh import say

FOR_MANAGERS: Final = "催同事写记录是主管的事。你自己的，说一句就能记，比如「今天拜访了华为李总，聊了报价」。"
NOBODY: Final = "大家都有记录了"


@says(
    "(?:让|叫|喊)(?:他们|她们)?没(?:写|记|有?记录)(?:跟进|记录)?的(?:人|同事)?(?:都|也|赶紧|抓紧|快点?|尽快|马上|赶快)*"
    "(?:去)?(?:写|补|记)(?:一?下|上|了|好|起来)?(?:跟进|记录)?",
    "(?:提醒|催)(?:一?下)?(?:他们|她们|没写(?:跟进|记录)?的(?:人|同事)?|没有?记录的(?:人|同事)?)(?:一?下|写跟进|写记录|记一?下)?",
)
def read_nudge(_match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.nudge", {"day": days.today(ctx.now, ctx.tz).isoformat()})


@handles("report.nudge")
def nudge(frame: Frame, ctx: Context) -> str:
    if ctx.scope.kind == "own":
        raise Forbidden(FOR_MANAGERS)
    told = _tell(date.fromisoformat(str(frame.slots["day"])), ctx)
    names = "、".join(user.name for user in told)
    return f"好，已提醒{names}（{len(told)}人），写了就不再催。" if told else f"{NOBODY}，不用提醒。"


@taps("report.nudge")
def tapped(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """On the card of the daily report; who has written since is left in peace."""
    if ctx.scope.kind == "own" or not ref:
        return Answer(button="只有主管能提醒")
    told = _tell(date.fromisoformat(ref[0]), ctx)
    return Answer(button=f"已提醒{len(told)}人" if told else NOBODY)


def _tell(day: date, ctx: Context) -> list[User]:
    """Those who have nothing on that day, each told once, whoever asks and however often."""
    silent, _ = without(ctx.session, "interactions", day, day, ctx.tz, ctx.now)
    when = say.day(day, days.today(ctx.now, ctx.tz))
    words = (
        f"{ctx.user.name}看日报时注意到你{when}还没有跟进记录。"
        "说一句就能补上，比如「今天拜访了华为李总，聊了报价」；在休假就说「我今天请假」。"
    )
    for user in silent:
        queue(ctx.session, f"nudge:{user.id}:{day.isoformat()}", user.id, Text(words), ctx.now)
    return silent
