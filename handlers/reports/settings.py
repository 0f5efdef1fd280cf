"""「日报改到19:00」「周报加上回款」「日报只看销售一部」「预览日报」「日报设置」: a manager's own reports."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import select

from crm import days
from crm.errors import Forbidden, Refused
from crm.figures import periodic
from crm.figures.measures import ALL, BY_KEY
from crm.ownership import ownership
from crm.people import manners
from crm.reports import daily
from crm.reports import settings as report_settings
from crm.reports.settings import KINDS, USUAL, Hour
from handlers.context import Context, Question
from handlers.phrases import colleagues_called, says, spoken
from handlers.registry import FRAMES, handles
from handlers.reports import intents as reports
from handlers.reports import settings_words as words
from handlers.vocabulary import parse
from models.people import Department
from nlp.frames import Frame
from nlp.times import find
from zh.calendar import is_workday

WHICH: Final = "(?:把)?(?:我的)?(?:团队|主管)?(日报|周报|月报)"
CODES: Final = {name: kind for kind, name in KINDS.items()}
WEEKDAYS: Final = "一二三四五六日"
SETTINGS: Final = {"report.hour", "report.figures", "report.about", "report.usual"}
EVERYBODY: Final = "全部|所有|所有人|全员|整个团队|全部门|大家|全公司|都"


NEXT: Final = re.compile("[,，;；。 ]+(?=(?:把)?(?:我的)?(?:团队|主管)?(?:日报|周报|月报))")


@says(f"{WHICH}.{{2,30}}[,，;；。 ]{WHICH}.{{2,40}}")
def read_several(match: re.Match[str], ctx: Context) -> Frame | None:
    """日报改到20:00 周报周五发: each a setting, or none of them is."""
    said = NEXT.split(match[0])
    found = [spoken(one, ctx) for one in said]
    settings = [one for one in found if one is not None and one.intent in SETTINGS]
    return Frame("report.several", {"said": said}) if len(said) == len(settings) > 1 else None


@handles("report.several")
def set_several(frame: Frame, ctx: Context) -> str:
    found = [spoken(str(one), ctx) for one in frame.slots["said"]]
    return "\n".join(FRAMES[one.intent](one, ctx) for one in found if one is not None)


@says(
    rf"{WHICH}(?:的)?(?:推送|发送)?(?:时间)?(?:改到|改成|改为|改|调到|调成|挪到|换到|换成|设为|设成|设到|定在|定到|提前到|推迟到|延后到)"
    r"(.{1,14}?)(?:再|才)?(?:发|推送|推|给我)?(?:吧)?",
    rf"{WHICH}(.{{2,12}}?)(?:再|才)?(?:发|推送|推|发送)(?:给)?(?:我)?(?:吧)?",
)
def read_hour(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only where a time stands there, or 改到: 日报发给我 is no hour."""
    said = match[2].strip()
    changes = re.search("[改调挪换设定]|提前|推迟|延后", match[0][: match.start(2) - match.start(0)])
    if not changes and _clock(said, ctx) is None and _day(CODES[match[1]], said) is None:
        return None
    return Frame("report.hour", {"kind": CODES[match[1]], "at": said})


@says(
    rf"{WHICH}(?:是)?(?:几点|什么时候|啥时候)?(?:发|推送|来)?(?:的)?[,， ]*(?:能不能|可不可以|可以|能)"
    r"(?:改|调|换|挪|推迟|提前)(?:到|成|为)?(?P<at>.{1,10}?)(?:再)?(?:发|推送)?(?:吗|么|吧)?"
)
def read_may_be(match: re.Match[str], ctx: Context) -> Frame | None:
    """日报几点发 能不能改到7点."""
    said = match["at"].strip()
    return Frame("report.hour", {"kind": CODES[match[1]], "at": said}) if _clock(said, ctx) else None


@says(r"(.{1,12}?)(?:吧|发|左右)?")
def read_answer(match: re.Match[str], ctx: Context) -> Frame | None:
    """A time alone, while it is asked for: 晚上8点15 is no task then."""
    if ctx.open is None or ctx.open["frame"]["intent"] != "report.hour":
        return None
    said = match[1].strip()
    times = find(said, ctx.now.astimezone(ctx.tz), "future")
    alone = sum(time.end - time.start for time in times) == len(said)
    return Frame("report.hour", {**ctx.open["frame"]["slots"], "at": said}) if alone else None


@handles("report.hour")
def set_hour(frame: Frame, ctx: Context) -> str:
    """At an hour of one's own from the next report on; half of it unclear is a question."""
    kind = _mine(frame, ctx)
    said = str(frame.slots.get("at", ""))
    at = _clock(said, ctx)
    before = report_settings.wish(ctx.session, ctx.user.id, kind).hour or USUAL[kind]
    day = _day(kind, said)
    if at is None and day is None:
        raise Question(words.ask_hour(kind, said), "at")
    hour = Hour(report_settings.on_grid(at or before.at), before.day if day is None else day)
    report_settings.set_hour(ctx.session, ctx.user.id, kind, hour, ctx.now)
    moved = at is not None and hour.at != at
    return words.hour(kind, hour, hour.next_after(ctx.now, kind, ctx.tz), ctx.now.astimezone(ctx.tz), moved)


def _clock(said: str, ctx: Context) -> time | None:
    """A time of day in the words; None where there is none."""
    local = ctx.now.astimezone(ctx.tz)
    found = [t.value.partition("/")[0] for t in find(said, local, "future")]
    return next((datetime.fromisoformat(value).time() for value in found if "T" in value), None)


def _day(kind: str, said: str) -> int | None:
    """Of a weekly report the weekday, Monday 0; of a monthly the day of the month."""
    if kind == "weekly" and (found := re.search(f"(?:周|星期|礼拜)([{WEEKDAYS}天])", said)):
        return min("一二三四五六日天".index(found[1]), 6)
    if kind == "monthly" and (found := re.search(r"(\d{1,2})[号日]", said)) and 1 <= int(found[1]) <= 28:
        return int(found[1])
    return None


@says(
    rf"{WHICH}(?:里|上|中)?(?:面)?(?:再)?(加上|加个|加一个|加入|加|增加|补上|带上|要有|去掉|不要|不看|删掉|删除|拿掉|减去|不用看)"
    r"(.{2,24}?)(?:吧|这项|这个)?"
)
def read_figures(match: re.Match[str], ctx: Context) -> Frame:
    drop = match[2] in ("去掉", "不要", "不看", "删掉", "删除", "拿掉", "减去", "不用看")
    return Frame("report.figures", {"kind": CODES[match[1]], "drop": drop, "said": match[3]})


@handles("report.figures")
def set_figures(frame: Frame, ctx: Context) -> str:
    """Which figures stand in it; what was added stands first."""
    kind, said = _mine(frame, ctx), str(frame.slots["said"])
    wanted = [_measure(part, ctx) for part in re.split("[、,，和跟]|以及", said) if part.strip()]
    now = report_settings.wish(ctx.session, ctx.user.id, kind).keys or usual_keys(kind)
    if frame.slots["drop"]:
        keys = tuple(key for key in now if key not in wanted)
        if not keys:
            raise Refused(words.NOTHING_LEFT)
    else:
        keys = (*[key for key in wanted if key not in now], *now)
    if keys == tuple(now):
        return words.figures_as_they_are(kind, keys)
    report_settings.set_keys(ctx.session, ctx.user.id, kind, keys, ctx.now)
    return words.figures(kind, keys)


def usual_keys(kind: str) -> tuple[str, ...]:
    return tuple(daily.KEYS if kind == "daily" else periodic.KEYS)


def _measure(said: str, ctx: Context) -> str:
    """The measure these words mean. Raises Refused with what there is."""
    said = said.strip()
    exact = next((one.key for one in ALL if one.name == said), None)
    if exact:
        return exact
    found = parse(f"这个月{said}", ctx)[0]
    key = found.slots.get("measure") if found.intent == "report.show" else None
    if key not in BY_KEY:
        raise Refused(words.no_such_figure(said))
    return str(key)


@says(
    rf"{WHICH}(?:以后)?(?:只|就只|仅)(?:要)?(?:看|管|统计|包括|发|算)(?:一下)?(.{{2,16}}?)(?:的)?(?:数据|数字)?(?:就行|就好|就可以)?(?:了)?",
    rf"{WHICH}(?:改成|改为|换成|恢复)?(?:看|统计)({EVERYBODY})(?:人)?(?:的)?(?:数据)?",
)
def read_about(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("report.about", {"kind": CODES[match[1]], "said": match[2]})


@handles("report.about")
def set_about(frame: Frame, ctx: Context) -> str:
    """Whose work it is about: one department or one colleague within sight, or everybody again."""
    kind, said = _mine(frame, ctx), str(frame.slots["said"])
    if re.fullmatch(EVERYBODY, said):
        report_settings.set_about(ctx.session, ctx.user.id, kind, "", ctx.now)
        return words.about(kind, "你能看到的所有人")
    about, name = _people(said, ctx)
    report_settings.set_about(ctx.session, ctx.user.id, kind, about, ctx.now)
    return words.about(kind, name)


def _people(said: str, ctx: Context) -> tuple[str, str]:
    """`team:3` and its name, or `user:5`. Raises Refused or a question."""
    departments = select(Department).where(Department.name.contains(said, autoescape=True))
    teams = list(ctx.session.scalars(departments.order_by(Department.id)))
    exact = [one for one in teams if one.name == said] or teams
    if len(exact) > 1:
        raise Question(words.which_team([one.name for one in exact]), "said")
    if exact:
        if not report_settings.may_see(ctx.scope, exact[0]):
            raise Forbidden(words.beyond(exact[0].name))
        return f"team:{exact[0].id}", exact[0].name
    people = colleagues_called(said, ctx)
    if len(people) != 1 or people[0].id is None:
        raise Question(words.whose(said, [one.name for one in people]), "said")
    if not ownership.leads(ctx.session, ctx.scope, people[0].id):
        raise Forbidden(words.beyond(people[0].name))
    return f"user:{people[0].id}", people[0].name


@says(
    rf"(?:预览|预览一下|预览下|试看|先看看|看看)(?:昨天的?|上周的?|上个?月的?)?{WHICH}(?:的)?(?:效果|样子|长什么样|什么样)?",
    rf"{WHICH}(?:的)?(?:预览|效果|样子)(?:一下)?",
)
def read_preview(match: re.Match[str], ctx: Context) -> Frame | None:
    """「看看日报」 alone is the report of today."""
    if not re.search("预览|试看|效果|样子|什么样|先看", match[0]):
        return None
    return Frame("report.preview", {"kind": CODES[match[1]]})


@handles("report.preview")
def preview(frame: Frame, ctx: Context) -> str:
    """The last one by what is set now: of the last workday, of the week or month before."""
    kind = _mine(frame, ctx)
    wish = report_settings.wish(ctx.session, ctx.user.id, kind)
    first, last = _last_one(kind, days.today(ctx.now, ctx.tz))
    said = reports.by_name(kind, ctx, first, last)
    return f"{words.preview(kind, wish.hour or USUAL[kind])}\n{said}"


def _last_one(kind: str, today: date) -> tuple[date, date]:
    if kind == "weekly":
        return periodic.last_week(today)
    if kind == "monthly":
        return periodic.last_month(today)
    day = today - timedelta(days=1)
    while not is_workday(day):
        day -= timedelta(days=1)
    return day, day


@says(
    r"(?:看看|查看|看|我的)?(?:日报|周报|月报|报表|报告)(?:的)?(?:推送)?(?:设置|配置)(?:是什么)?",
    rf"{WHICH}(?:是)?(?:几点|什么时候|啥时候|哪天)(?:发|推送|来|推)?(?:的)?",
)
def read_show(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("report.settings")


@handles("report.settings")
def show(_frame: Frame, ctx: Context) -> str:
    """What holds for each of the three, and how it is changed."""
    _must_lead(ctx)
    lines = []
    for kind in KINDS:
        wish = report_settings.wish(ctx.session, ctx.user.id, kind)
        off = ctx.user.id in manners.muted_by(ctx.session, report_settings.JOBS[kind], [ctx.user.id])
        _, team = report_settings.narrowed(ctx.session, ctx.scope, wish.about)
        lines.append(words.line(kind, wish.hour or USUAL[kind], wish.keys or usual_keys(kind), team, off))
    return "\n".join([*lines, words.HOW])


@says(rf"{WHICH}(?:的)?(?:设置)?(?:恢复|改回|还原)(?:成|为|到)?(?:默认|原样|原来的?|最初)(?:设置|的设置)?")
def read_usual(match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("report.usual", {"kind": CODES[match[1]]})


@handles("report.usual")
def usual(frame: Frame, ctx: Context) -> str:
    kind = _mine(frame, ctx)
    changed = report_settings.forget(ctx.session, ctx.user.id, kind, ctx.now)
    return words.usual(kind, USUAL[kind], changed)


def _mine(frame: Frame, ctx: Context) -> str:
    _must_lead(ctx)
    return str(frame.slots["kind"])


def _must_lead(ctx: Context) -> None:
    if ctx.user.role == "rep":
        raise Forbidden(words.FOR_MANAGERS)
