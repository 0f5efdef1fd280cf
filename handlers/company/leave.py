"""请假: 「我明天请假」「请假到周五 王磊替我」「我回来了」「谁请假了」."""

import re
from datetime import date, timedelta

from sqlalchemy import func, select

from crm import days
from crm.errors import Forbidden, Refused
from crm.ownership import ownership
from crm.people import leave, team
from crm.tasks import tasks
from handlers.chat import manners_words as words
from handlers.context import Context, Question
from handlers.paging import listing
from handlers.phrases import colleagues_called, says
from handlers.registry import handles
from handlers.resolve import colleague
from models.manners import Absence
from models.outbox import Text, queue
from models.people import User
from models.work import Task
from nlp.frames import Frame
from nlp.names import Name
from nlp.times import Time, find

OFF = r"(?:请.{0,4}假|休.{0,4}假|调休|[年病事婚产丧]假|放假)"
FILLER = re.compile(
    r"请|休|要|想|准备|打算|需要|了|个|我|从|到|至|开始|一下|起|得|,|，|。| |本人|帮我|记|申请|也|都|还"
)
INSTEAD = re.compile(
    r"(?:[,，；; ]|由|让|请|找)*([\u4e00-\u9fffA-Za-z]{2,8}?)(?:来|先|可以)?"
    r"(?:替我|代我|帮我顶|帮我盯|替班|代班|顶班|顶我|接我|替|代|顶)(?:一下|几天|着|班)?$"
)
LEFT_TO = re.compile(
    r"[,，；; ]*(?:我的)?(?:审批|待办|事情?|工作|活儿?|客户)+(?:都|先|就)?(?:交给|转给|给|让|由|找)"
    r"([\u4e00-\u9fffA-Za-z]{2,8}?)(?:来)?(?:代|批|审批|处理|看着?|管|办|盯)?(?:一下|几天|着)?$"
    r"|[,，；; ]*有事(?:情|儿)?(?:都|就|先|可以)*(?:找|问|联系)([\u4e00-\u9fffA-Za-z]{2,8}?)$"
)
"""审批给陈宇, 待办让王磊处理: the same said of what is to be done."""
HALF = {"part", "hour", "minute"}
LONGEST = 200  # days; 12月5号到12月1号 is a slip, no leave of a year
A_WEEK = timedelta(days=7)


@says(rf".{{0,30}}?{OFF}.{{0,30}}")
def read_leave(match: re.Match[str], ctx: Context) -> Frame | None:
    """Only where nothing but days and perhaps a colleague is said: 客户王总请假了 is the parser's."""
    said = match[0]
    if re.search("谁|吗|几天|怎么|多少|规定|流程|撤|取消|[?？]", said):
        return None
    refs: dict[str, tuple[Name, ...]] = {}
    slots: dict[str, str] = {}
    instead = INSTEAD.search(said) or LEFT_TO.search(said)
    who = next(filter(None, instead.groups()), "").strip() if instead else ""
    if instead is not None and (found := colleagues_called(who, ctx)):
        slots["substitute"], refs["substitute"] = who, found
        said = said[: instead.start()]
    times = find(said, ctx.now.astimezone(ctx.tz), "future")
    for time in reversed(times):
        said = said[: time.start] + said[time.end :]
    rest = FILLER.sub("", re.sub(OFF, "", said)).strip()
    if rest:
        whose = colleagues_called(rest, ctx)
        if not whose:
            return None
        slots["user"], refs["user"] = rest, whose
    if times:
        slots["days"] = match[0]
    return Frame("leave.take", slots, refs=refs)


@handles("leave.take")
def take(frame: Frame, ctx: Context) -> str:
    """One absence, changed where it was said already; the cards of those days wait or find the substitute."""
    whose = colleague(frame, ctx, "user") or ctx.user
    if whose.id != ctx.user.id and not ownership.leads(ctx.session, ctx.scope, whose.id):
        raise Forbidden(f"{whose.name}的假要本人或主管来记。")
    said = frame.slots.get("days")
    if said is None:
        raise Question(words.ASK_LEAVE, "days")
    first, last = _days(str(said), ctx)
    substitute = colleague(frame, ctx, "substitute")
    if substitute is not None:
        _must_be_there(substitute, whose, first, last, ctx)
    instead = substitute.id if substitute else None
    one = leave.take(ctx.session, whose, first, last, instead, _today(ctx), ctx.now)
    ctx.session.flush()
    if substitute is not None:
        _tell(substitute, whose, one, ctx)
    mine = whose.id == ctx.user.id
    return words.leave_taken(one, whose, mine, substitute, _due(whose, one, ctx), _today(ctx))


def _days(said: str, ctx: Context) -> tuple[date, date]:
    """First and last day. Raises Question where none is said, Refused for half a day or one long gone."""
    local = ctx.now.astimezone(ctx.tz)
    times = find(said, local, "future")
    lengths = [t for t in times if t.kind == "duration"]
    dated = [t for t in times if t.kind in ("date", "moment", "range")]
    if dated and all(t.grain in HALF for t in dated):
        raise Refused(words.HALF_DAY)
    today = local.date()
    if dated:
        first, last = _first(dated[0]), _last(dated[-1])
        ahead = said[: dated[0].start]
        if len(dated) == 1 and re.search("到|至|截止|截至", ahead) and dated[0].kind == "date":
            first = today
        if last < first <= last + A_WEEK:  # 下周一到周三
            last += A_WEEK
        if lengths:
            last = first + tasks.duration(lengths[0].value) - timedelta(days=1)
    elif lengths:
        first = today if local.hour < 10 else today + timedelta(days=1)
        last = first + tasks.duration(lengths[0].value) - timedelta(days=1)
    else:
        raise Question(words.ASK_LEAVE, "days")
    if last < first or last < today or (last - first).days > LONGEST:
        raise Refused("这个日期不对，请假要从今天或以后的一天开始。再说一次从哪天到哪天？")
    return max(first, today), last


def _first(time: Time) -> date:
    return date.fromisoformat(time.value.partition("/")[0][:10])


def _last(time: Time) -> date:
    return date.fromisoformat(time.value.rpartition("/")[2][:10])


def _must_be_there(substitute: User, whose: User, first: date, last: date, ctx: Context) -> None:
    if substitute.id == whose.id:
        raise Refused("自己不能代自己，换一位同事？")
    off = leave.to_come(ctx.session, [substitute.id], first)
    clash = next((one for one, _ in off if one.first <= last and one.last >= first), None)
    if clash is not None:
        raise Refused(f"{substitute.name}那几天也请假（{words.span(clash, _today(ctx))}），换一位同事？")


def _tell(substitute: User, whose: User, one: Absence, ctx: Context) -> None:
    if substitute.id == ctx.user.id:
        return
    text = Text(words.you_stand_in(whose, one, _today(ctx)))
    queue(ctx.session, leave.notice_key(one), substitute.id, text, ctx.now)


def _due(whose: User, one: Absence, ctx: Context) -> int:
    """How many tasks fall due in those days."""
    statement = select(func.count(Task.id)).where(
        Task.assignee_id == whose.id,
        Task.status == "open",
        Task.due_at >= days.starts(one.first, ctx.tz),
        Task.due_at < days.ends(one.last, ctx.tz),
    )
    return ctx.session.scalar(statement) or 0


def _today(ctx: Context) -> date:
    return days.today(ctx.now, ctx.tz)


@says(rf"(?:请假|我请假|这几天|期间)?[,， ]*{INSTEAD.pattern}")
def read_instead(match: re.Match[str], ctx: Context) -> Frame | None:
    """王磊替我: only for somebody who is away or will be."""
    found = colleagues_called(match[1].strip(), ctx)
    if not found or not leave.to_come(ctx.session, [ctx.user.id], _today(ctx)):
        return None
    return Frame("leave.instead", {"substitute": match[1]}, refs={"substitute": found})


@handles("leave.instead")
def instead(frame: Frame, ctx: Context) -> str:
    substitute = colleague(frame, ctx, "substitute")
    coming = leave.to_come(ctx.session, [ctx.user.id], _today(ctx))
    if substitute is None or not coming:
        raise Refused(words.NOT_AWAY)
    one = coming[0][0]
    _must_be_there(substitute, ctx.user, one.first, one.last, ctx)
    one.substitute_id = substitute.id
    _tell(substitute, ctx.user, one, ctx)
    return words.stands_in(substitute, True, ctx.user)


@says(
    "(?:我)?(?:销假|取消请假|请假取消|不请假了|假不休了|提前回来了|回来上班了|休完假了|休假回来了)(?:了|啦)?",
    "我(?:回来|上班)(?:了|啦)",
)
def read_back(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("leave.back")


@handles("leave.back")
def back(frame: Frame, ctx: Context) -> str:
    one = leave.back(ctx.session, ctx.user, _today(ctx), ctx.now)
    if one is None:
        raise Refused(words.NOT_AWAY)
    return words.back(True, ctx.user)


@says(
    "(?:今天|现在|最近|这周|本周)?(?:有)?谁(?:在)?请假(?:了)?(?:吗)?",
    "请假(?:情况|名单|的人)",
    "我的(?:请假|假期)",
)
def read_who(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("leave.list", {"user": "me"} if match[0].startswith("我") else {})


@handles("leave.list")
def list_(frame: Frame, ctx: Context) -> str:
    mine = [ctx.user.id] if frame.slots else None
    found = leave.to_come(ctx.session, mine, _today(ctx))
    if not found:
        return words.NOT_AWAY if mine else words.NOBODY_AWAY
    ids = {one.substitute_id for one, _ in found if one.substitute_id}
    names = team.names_of(ctx.session, ids)
    return listing(ctx, f"请假（{len(found)}）", words.who_is_away(found, names, _today(ctx)))
