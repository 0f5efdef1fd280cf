"""提醒他们: a word to those of the team who have recorded nothing on the day of the report."""

import re
from datetime import date
from typing import Final

from sqlalchemy import select

from crm import days
from crm.errors import Forbidden
from crm.figures.without import without
from crm.reports import handing_in
from handlers.context import Answer, Context
from handlers.phrases import says
from handlers.registry import handles, taps
from models.outbox import Text, queue
from models.people import User
from models.platform import Inbox
from nlp.frames import Frame
from zh import say

FOR_MANAGERS: Final = "催同事写记录是主管的事。你自己的，说一句就能记，比如「今天拜访了华为李总，聊了报价」。"
NOBODY: Final = "大家都有记录了"
ALL_HANDED_IN: Final = "大家的日报都交了"


@says(
    "(?:让|叫|喊)(?:他们|她们)?没(?:写|记|有?记录)(?:跟进|记录)?的(?:人|同事)?(?:都|也|赶紧|抓紧|快点?|尽快|马上|赶快)*"
    "(?:去)?(?:写|补|记)(?:一?下|上|了|好|起来)?(?:跟进|记录)?",
    "(?:提醒|催)(?:一?下)?(?:他们|她们|没写(?:跟进|记录)?的(?:人|同事)?|没有?记录的(?:人|同事)?)(?:一?下|写跟进|写记录|记一?下)?",
)
def read_nudge(_match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.nudge", {"day": days.today(ctx.now, ctx.tz).isoformat()})


OF_REPORTS: Final = "report.handed_in"
OF_RECORDS: Final = "figures.without"


@says("(?:那|就|帮我|都)*(?:催|提醒)(?:一?下|一?催|一?遍)(?:吧)?")
def read_nudge_of_those(match: re.Match[str], ctx: Context) -> Frame | None:
    """催一下, right after it was asked who has not."""
    return read_nudge(match, ctx) if said_before(ctx) in (OF_REPORTS, OF_RECORDS) else None


@says(
    "(?:提醒|催|喊|叫)(?:一?下|一?催)?(?:他们|她们|大家)?(?:把)?(?:赶紧|抓紧|快点?|尽快)?(?:还)?"
    "(?:没有?|未)?(?:写|交|补)(?:一?下)?(?:日报|小结)(?:的)?(?:人|同事)?(?:一?下|吧)?",
)
def read_nudge_of_reports(_match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.nudge", {"day": days.today(ctx.now, ctx.tz).isoformat(), "of": OF_REPORTS})


@handles("report.nudge")
def nudge(frame: Frame, ctx: Context) -> str:
    """Those without records; right after 谁没交日报, those."""
    if ctx.scope.kind == "own":
        raise Forbidden(FOR_MANAGERS)
    day = date.fromisoformat(str(frame.slots["day"]))
    if frame.slots.get("of") == OF_REPORTS or said_before(ctx) == OF_REPORTS:
        told, all_have = _tell_of_reports(day, ctx), ALL_HANDED_IN
    else:
        told, all_have = _tell(day, ctx), NOBODY
    names = "、".join(user.name for user in told)
    return f"好，已提醒{names}（{len(told)}人），写了就不再催。" if told else f"{all_have}，不用提醒。"


def said_before(ctx: Context) -> str | None:
    """What the last message was about."""
    before = Inbox.user_id == ctx.user.id, Inbox.key != ctx.session.info["set_id"]
    return ctx.session.scalar(select(Inbox.intents).where(*before).order_by(Inbox.id.desc()).limit(1))


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


def _tell_of_reports(day: date, ctx: Context) -> list[User]:
    missing = handing_in.missing(ctx.session, day)
    when = say.near(day, days.today(ctx.now, ctx.tz)) or say.day(day, days.today(ctx.now, ctx.tz))
    words = f"{ctx.user.name}提醒你：{when}的日报还没交，说「交日报」就交。"
    for user in missing:
        queue(ctx.session, f"nudge:report:{user.id}:{day.isoformat()}", user.id, Text(words), ctx.now)
    return missing
