"""「交日报」「日报补一句：…」「谁没交日报」: the report of a day is handed in, and who has not yet."""

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any, Final

from crm import days
from crm.errors import Forbidden
from crm.figures import saying
from crm.figures.without import at_work
from crm.people.team import name_of
from crm.reports import handing_in
from crm.reports.own_report import OwnReport, own_report
from handlers.context import ANSWER_WITHIN, Answer, Context, Question
from handlers.figures.meant import asked_days
from handlers.figures.nudges import said_before
from handlers.paging import listing
from handlers.phrases import as_typed, says
from handlers.questions.asking import ask
from handlers.registry import handles, taps
from handlers.reports import handing_in_words as words
from models.outbox import Text
from models.people import User
from nlp import times
from nlp.frames import Frame
from zh import say
from zh.calendar import is_workday

BACK: Final = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
DAY: Final = f"(?:(?P<day>{'|'.join(BACK)})的?)?"
REPORT: Final = "(?:我的|个人)?(?:日报|小结|日志)"
LONGEST: Final = 500  # characters of a sentence


@says(
    f"(?:我要?|我来|帮我|给我)?(?:重新|再)?(?:补|上|提)?交(?:上|一?下|一份|一个)?{DAY}{REPORT}(?:了|吧)?",
    f"(?:帮我|给我)?(?:把)?{DAY}{REPORT}(?:就这样)?(?:帮我|给我|重新|再)*(?:补|上|提)?交(?:了|吧|上去|一?下|掉)*",
)
def read_hand_in(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.hand_in", {"day": _day(match, ctx).isoformat()})


@says(
    f"(?:给|往|在)?{DAY}{REPORT}(?:里面?|上|中)?(?:再|还要?|帮我|给我)*"
    "(?:补充?(?:一?下|上|进)?(?:一?[句条段点])?|[加添写](?:上)?一?[句条段])[:：,， ]*(?P<said>.*)",
    f"(?:补充?|加|添)(?:上)?一?[句条段]?(?:到|进){DAY}{REPORT}(?:里面?|上|中|去)*[:：,， ]*(?P<said>.*)",
    longest=LONGEST,
)
def read_add(match: re.Match[str], ctx: Context) -> Frame:
    said = as_typed(match, ctx)["said"].strip()
    return Frame("report.add", {"day": _day(match, ctx).isoformat(), **({"added": said} if said else {})})


@says(
    r"(?:再|帮我|给我)?(?:补充?|加|写|添)(?:上)?一?[句条][:：,， ]+(?P<said>.+)",
    longest=LONGEST,
)
def read_more(match: re.Match[str], ctx: Context) -> Frame | None:
    """补一句：…, right after a report was handed in."""
    if ctx.open is not None and ctx.open["slot"] == "added":
        day = str(ctx.open["frame"]["slots"]["day"])
    else:
        today = days.today(ctx.now, ctx.tz)
        report = handing_in.of(ctx.session, ctx.user.id, today)
        if report is None or not report.handed_in_at or ctx.now - report.handed_in_at > ANSWER_WITHIN:
            return None
        day = today.isoformat()
    return Frame("report.add", {"day": day, "added": as_typed(match, ctx)["said"].strip()})


@says(
    f"(?:把)?(?:撤回|撤销|收回|拿回|退回){DAY}{REPORT}",
    f"(?:把)?{DAY}{REPORT}(?:先)?(?:撤回|撤销|收回|拿回|退回|不交)(?:来|去|吧|了)*",
)
def read_take_back(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.take_back", {"day": _day(match, ctx).isoformat()})


@handles("report.take_back")
def take_back(frame: Frame, ctx: Context) -> str:
    """A draft again; nothing else that was written since is undone."""
    day = date.fromisoformat(str(frame.slots["day"]))
    report = handing_in.of(ctx.session, ctx.user.id, day)
    if report is None or not report.handed_in_at:
        return words.mine(None, _said(day, ctx), ctx.tz)
    report.handed_in_at = None
    return words.taken_back(_said(day, ctx))


@says("(?:那就?|行|好的?|可以|嗯|我|[,， ])*(?:上|提)?交(?:了|吧|上去|一?下)*")
def read_yes(_match: re.Match[str], ctx: Context) -> Frame | None:
    """交了, after the card with the draft."""
    today = days.today(ctx.now, ctx.tz)
    waits = ctx.open is None and handing_in.waits(ctx.session, ctx.user.id, today)
    return Frame("report.hand_in", {"day": today.isoformat()}) if waits else None


@says(
    "(?:看看?|看一下|我的?|今天的?)*小结",
    "(?:我)?今天(?:的|我)?(?:都|全)*(?:记|录)(?:了|上|全|好|下来)*(?:吗|没有?|么)",
)
def read_draft(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("report.draft")


@handles("report.draft")
def draft(_frame: Frame, ctx: Context) -> str:
    """What stands in today's so far, and whether it is handed in."""
    today = days.today(ctx.now, ctx.tz)
    drafted = _drafted(today, ctx)
    return listing(ctx, *words.draft(drafted, ctx.tz), foot=1)


REPORTS: Final = ("report.show", "report.handed_in", "report.nudge")
WHO: Final = (
    "(?:都有|还有|有)?(?P<who>谁|哪些人|哪几个人?|哪些同事|哪个人?|大家|他们|团队|同事们?|组里|手下|所有人)"
)
DONE: Final = "(?:还|都|已经|到现在)*(?:没有?|未)?(?:写|上?交|发|提交|填)(?:齐|全|完|上来)?(?:了|过)?"
ASKED: Final = "(?:了|的|吗|没有?|么|呢)*"


@says(
    f"(?:看看|查一?下|统计一?下)?(?P<when>.{{0,6}}?)(?:的)?{WHO}(?P<then>.{{0,4}}?){DONE}(?:日报|小结|日志){ASKED}",
    f"(?P<when>.{{0,6}}?)(?:的)?{WHO}?(?:的)?(?P<mine>我的?)?(?P<then>.{{0,4}}?)(?:日报|小结|日志)"
    "(?:都|大家|他们|已经)*(?:上?交|提交)?(?:齐|全|完|上来)?了?(?:吗|没有?|么|几个|几份|多少)",
)
def read_handed_in(match: re.Match[str], ctx: Context) -> Frame | None:
    """谁没交日报, 日报交齐了吗; 我的日报交了吗 asks about one's own."""
    who = match["who"] or match.groupdict().get("mine")
    asked: dict[str, Any] = (
        {"scope": "me"} if who and who.startswith("我") else {"scope": "team"} if who else {}
    )
    when = (match["when"] + match["then"]).strip()
    if not when:
        today = days.today(ctx.now, ctx.tz)
        return Frame("report.handed_in", {**asked, "range": f"{today}/{today}"})
    found = times.find(when, ctx.now.astimezone(ctx.tz))
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(when))
    return Frame("report.handed_in", {**asked, "range": found[0].as_period("past")}) if whole else None


@says("(?:还)?(?:有)?(?:谁|哪些人?|哪几个)(?:还|都)*(?:没有?|未)交(?:的|呢|啊)?")
def read_who_has_not(_match: re.Match[str], ctx: Context) -> Frame | None:
    """谁没交, of whoever has just looked at the day's reports."""
    today = days.today(ctx.now, ctx.tz)
    lately = said_before(ctx) in REPORTS
    return Frame("report.handed_in", {"scope": "team", "range": f"{today}/{today}"}) if lately else None


@handles("report.hand_in")
def hand_in(frame: Frame, ctx: Context) -> str:
    """Hand in what is drafted, once. Without any record a sentence is asked for, which is handed in."""
    day = date.fromisoformat(str(frame.slots["day"]))
    report = handing_in.of(ctx.session, ctx.user.id, day)
    if report is not None and report.handed_in_at:
        return words.already(report, ctx.now, ctx.tz)
    drafted = _drafted(day, ctx)
    if not drafted and not drafted.added and "added" not in frame.slots:
        raise Question(words.nothing(_said(day, ctx)), "added")
    if "added" in frame.slots:
        handing_in.add(ctx.session, ctx.user.id, day, str(frame.slots["added"]), ctx.now)
    report = handing_in.hand_in(ctx.session, ctx.user.id, day, ctx.now)
    said = words.handed_in(report, _drafted(day, ctx), _said(day, ctx))
    handing_in.grey(ctx.session, ctx.user.id, day, words.button(report, ctx.tz), ctx.now)
    return said if report.added else f"{said}\n{_ask_more(day, ctx)}"


@taps("report.hand_in")
def tapped(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """On the card with the draft; a second tap says that it is handed in."""
    day = date.fromisoformat(ref[0])
    report = handing_in.of(ctx.session, ctx.user.id, day)
    if report is None or not report.handed_in_at:
        frame = Frame("report.hand_in", {"day": ref[0]})
        try:
            ctx.send(Text(hand_in(frame, ctx)))
        except Question as question:
            ctx.send(Text(ask(question, frame, [], ctx)))
            return Answer(button=words.NOTHING_YET)
        report = handing_in.of(ctx.session, ctx.user.id, day)
    assert report is not None
    return Answer(button=words.button(report, ctx.tz))


@handles("report.add")
def add(frame: Frame, ctx: Context) -> str:
    day = date.fromisoformat(str(frame.slots["day"]))
    if "added" not in frame.slots:
        raise Question(words.ADD_WHAT, "added")
    said = str(frame.slots["added"]).strip()
    report = handing_in.add(ctx.session, ctx.user.id, day, said, ctx.now)
    return words.added(report, said, _said(day, ctx))


@handles("report.handed_in")
def who_handed_in(frame: Frame, ctx: Context) -> str:
    """Of one day who has and who has not; of several how often each."""
    first, last = asked_days(frame.slots, ctx)
    if ctx.scope.kind == "own" and frame.slots.get("scope") == "team":
        raise Forbidden(words.FOR_MANAGERS)
    if ctx.scope.kind == "own" or frame.slots.get("scope") == "me":
        report = handing_in.of(ctx.session, ctx.user.id, last)
        return words.mine(report, _said(last, ctx), ctx.tz)
    reports = handing_in.handed_in(ctx.session, first, last)
    people = at_work(ctx.session, first, last)
    team, today = name_of(ctx.session, ctx.scope), days.today(ctx.now, ctx.tz)
    if first != last:
        often = Counter(one.user_id for one in reports)
        whole = sum(is_workday(first + timedelta(n)) for n in range((last - first).days + 1))
        head = f"{team} {saying.period(first, last, today)}交日报（{whole}个工作日）"
        return listing(ctx, head, [f"{n}. {one.name} {often[one.id]}天" for n, one in enumerate(people, 1)])
    names = {one.user_id: ctx.session.get_one(User, one.user_id).name for one in reports}
    return listing(ctx, *words.of_team(team, _said(first, ctx), reports, people, names, ctx.tz))


def _day(match: re.Match[str], ctx: Context) -> date:
    return days.today(ctx.now, ctx.tz) - timedelta(BACK[match["day"] or "今天"])


def _said(day: date, ctx: Context) -> str:
    today = days.today(ctx.now, ctx.tz)
    return say.near(day, today) or say.day(day, today)


def _drafted(day: date, ctx: Context) -> OwnReport:
    """As the day's records are now."""
    end = days.ends(day, ctx.tz) - timedelta(seconds=1)
    return own_report(ctx.session, ctx.user.id, min(ctx.now, end), ctx.tz)


def _ask_more(day: date, ctx: Context) -> str:
    return ask(Question(words.MORE, "added"), Frame("report.add", {"day": day.isoformat()}), [], ctx)
