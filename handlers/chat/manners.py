"""「免打扰 22点到8点」「这类不再提醒」「恢复提醒」, and the digest of what waited."""

import re
from datetime import datetime, timedelta

from sqlalchemy import select

from crm.errors import Refused
from crm.people import held, manners
from handlers.chat import manners_words as words
from handlers.context import Answer, Context, Option, Question
from handlers.phrases import says
from handlers.registry import handles, taps
from models.platform import Outbox
from nlp.frames import Frame
from nlp.times import find

QUIET = "免打扰|勿扰|不要打扰我?|别打扰我?|不打扰|静音|安静"
CALLED = {
    "near": "快到期|临近|到期前",
    "overdue": "逾期|过期|超期",
    "silence": "太久没跟进|没跟进|沉默|久未联系|没联系",
    "deals": "过(?:了)?(?:预计)?成交日(?:的商机)?|商机过期|到期的?商机",
    "plan": "早上的?计划|今天的计划|计划|早报",
    "rep-report": "晚上的?小结|小结|个人日报",
    "daily-report": "主管日报|日报|团队日报",
    "weekly-report": "周报",
    "monthly-report": "月报",
}
REPORTS = {
    "daily-report": "report:daily:",
    "weekly-report": "report:weekly:",
    "monthly-report": "report:monthly:",
}
KEYS = REPORTS | {"plan": "plan:", "deals": "late:", "rep-report": "report:own:"}
KEYS |= {"near": "due:near:", "overdue": "due:overdue:", "silence": "silence:"}
LATELY = timedelta(days=2)
STOP = (
    "(?:请)?(?:别|不要|不用|不想|取消|关掉|关闭|停掉|停止)(?:再|收到|看到)?"
    "(?:给我)?(?:发|推|提醒|推送|通知)?(?:我)?"
)


@says(
    rf"(?:设置?|开启|打开)?(?:我的)?(?:{QUIET})(?:时间|时段|模式)?(?:改成|改到|改为|设为|设成|是|：|:)?(.{{0,30}})"
)
def read_quiet(match: re.Match[str], ctx: Context) -> Frame | None:
    rest = match[1].strip()
    if re.search("默认|恢复", rest):
        return Frame("quiet.usual")
    if re.search("关|取消|不用|去掉|没有", rest):
        return Frame("quiet.set", {"hours": "none"})
    if rest and not find(rest, ctx.now.astimezone(ctx.tz), "future"):
        return None
    return Frame("quiet.set", {"hours": rest} if rest else {})


@says(
    "(?:周末|双休日?|休息日|节假日|放假)(?:的?时候|期间)?(?:和节假日)?"
    "(?:我?(?:要|在)?(?:加班|休息|陪家人|在家)|[,， ])*(?:都|就)?"
    "(?:请)?(?:别|不要|不用|不想)(?:再)?.{0,6}(?:提醒|打扰|推送|消息|通知|催|发(?!货|票|单|样|车|出|过|送)).{0,4}"
)
def read_weekend(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("quiet.weekend")


@handles("quiet.weekend")
def weekend(frame: Frame, ctx: Context) -> str:
    return words.WEEKEND


@says(
    rf"(?:我)?(.{{2,24}}?)(?:的时候|之间|期间|这段时间)?(?:请)?(?:{QUIET}|(?:别|不要|不用)(?:再)?提醒我?)(?:了|啊|哈)?"
)
def read_hours(match: re.Match[str], ctx: Context) -> Frame | None:
    found = find(match[1], ctx.now.astimezone(ctx.tz), "future")
    clock = len(found) == 1 and found[0].kind == "range" and "T" in found[0].value
    return Frame("quiet.set", {"hours": match[1]}) if clock else None


@says(rf"(?:取消|关闭|关掉|不要)(?:{QUIET})")
def read_loud(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("quiet.set", {"hours": "none"})


@handles("quiet.set")
def set_quiet(frame: Frame, ctx: Context) -> str:
    said = frame.slots.get("hours")
    if said is None:
        raise Question(words.ASK_QUIET, "hours")
    wanted: manners.Span = None
    if said != "none":
        found = [t for t in find(str(said), ctx.now.astimezone(ctx.tz), "future") if "T" in t.value]
        if not found or "/" not in found[0].value:
            raise Question(words.ASK_QUIET, "hours")
        first, last = (datetime.fromisoformat(one).time() for one in found[0].value.split("/"))
        wanted = (first, last)
    manners.set_quiet(ctx.session, ctx.user.id, wanted, ctx.now)
    return words.quiet(wanted)


@handles("quiet.usual")
def usual(frame: Frame, ctx: Context) -> str:
    manners.usual_quiet(ctx.session, ctx.user.id, ctx.now)
    return words.quiet_usual(manners.QUIET)


@says("(?:我的)?(?:提醒设置|提醒方式|通知设置)")
def read_settings(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("quiet.show")


@handles("quiet.show")
def show(frame: Frame, ctx: Context) -> str:
    wished = manners.wishes(ctx.session, ctx.user.id)
    span = manners.span_of(wished["quiet"]) if "quiet" in wished else manners.QUIET
    return words.settings(span, [kind for kind in manners.KINDS if f"mute:{kind}" in wished])


@says(
    rf"(?:{STOP})?(?:这|此)(?:一)?(?:类|种)(?:消息|提醒|卡片|通知)?(?:以后)?(?:都|就)?(?:不再|别再?|不要再?|不用再?)?(?:提醒|发|推送|通知)?(?:我)?(?:了)?"
)
def read_this_kind(match: re.Match[str], ctx: Context) -> Frame | None:
    return Frame("mute.set") if re.search("不|别|取消|关|停", match[0]) else None


@says(
    rf"{STOP}(?:关于)?(.{{2,12}}?)(?:的)?(?:提醒|卡片|通知|消息)?(?:了|吧)?",
    r"(.{2,12}?)(?:的)?(?:提醒|卡片|通知)?(?:以后)?(?:不要|别|不用)再?(?:发|提醒|推送|推)(?:给我|我)?(?:了)?",
    r"(?:以后)?(?:我)?的?((?:主管|团队)?日报|周报|月报)(?:以后)?(?:都|就)?(?:不要|不用|不需要|取消|停|停掉|关掉|关了|免了)(?:看)?(?:了)?(?:吧)?",
)
def read_mute(match: re.Match[str], ctx: Context) -> Frame | None:
    kind = _kind(match[1])
    return Frame("mute.set", {"kind": kind}) if kind else None


def _kind(said: str) -> str | None:
    said = said.removesuffix("提醒").removesuffix("的")
    return next((kind for kind, called in CALLED.items() if re.fullmatch(called, said)), None)


@handles("mute.set")
def mute(frame: Frame, ctx: Context) -> str:
    """Without a kind: that of the newest reminder on the phone, else it is asked."""
    kind = frame.slots.get("kind") or _last_kind(ctx)
    if kind is None:
        options = [Option(word, slots={"kind": kind}) for kind, word in manners.KINDS.items()]
        raise Question(words.WHICH_KIND, "kind", options)
    if kind not in manners.KINDS:
        raise Refused("这类提醒关不掉。发「提醒设置」看能关哪些。")
    return words.muted(kind, manners.mute(ctx.session, ctx.user.id, kind, ctx.now))


def _last_kind(ctx: Context) -> str | None:
    """Of the reminders sent lately, the newest that can be muted."""
    mine = (Outbox.user_id == ctx.user.id, Outbox.status == "sent", Outbox.sent_at > ctx.now - LATELY)
    keys = ctx.session.scalars(select(Outbox.key).where(*mine).order_by(Outbox.id.desc()).limit(20))
    return next((kind for key in keys for kind, head in KEYS.items() if key.startswith(head)), None)


@says(
    "(?:恢复|打开|开启|重新打开)(?:所有|全部)?(.{0,10}?)(?:的)?(?:提醒|通知)",
    "(?:恢复|打开|重新打开|重新发|还是要|又要)((?:主管|团队)?日报|周报|月报)(?:吧)?",
)
def read_unmute(match: re.Match[str], ctx: Context) -> Frame | None:
    if not match[1]:
        return Frame("mute.end")
    kind = _kind(match[1])
    return Frame("mute.end", {"kind": kind}) if kind else None


@handles("mute.end")
def unmute(frame: Frame, ctx: Context) -> str:
    kinds = [str(frame.slots["kind"])] if "kind" in frame.slots else list(manners.KINDS)
    gone = manners.unmute(ctx.session, ctx.user.id, kinds, ctx.now)
    return words.unmuted(gone) if gone else words.NOTHING_MUTED


@taps("mute")
def tapped_mute(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """这类不再提醒, on a card."""
    if not ref or ref[0] not in manners.KINDS:
        return Answer(button="这类提醒关不掉")
    manners.mute(ctx.session, ctx.user.id, ref[0], ctx.now)
    return Answer(button=f"不再发{manners.KINDS[ref[0]]}")


@taps("held.show")
def tapped_held(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """逐条发我: what the digest stood for, one by one."""
    sent = held.release(ctx.session, ctx.user.id, int(ref[0]), ctx.now) if ref else 0
    ctx.sent += sent
    return Answer(button=f"{sent}条已发" if sent else "已经发过了")
