"""辅助工具: 「备份」, 「元旦放几天」, 「今天是工作日吗」."""

import re
from datetime import date, timedelta

from crm import days
from handlers.admins import admins
from handlers.context import Context
from handlers.phrases import says
from handlers.registry import handles
from nlp import times
from nlp.frames import Frame
from zh import calendar, say

FEASTS = {name: name for name in calendar.PUBLIC_HOLIDAYS} | {
    "国庆节": "国庆", "清明节": "清明", "五一": "劳动节", "十一": "国庆", "端午节": "端午", "中秋节": "中秋",
    "元旦节": "元旦", "过年": "春节",
}  # fmt: skip
FEAST = "|".join(sorted(FEASTS, key=len, reverse=True))
BACKUP = """备份和恢复在服务器上做，聊天里不动数据库：
· PostgreSQL：pg_dump -Fc 存成一个文件，pg_restore 恢复到空库
· SQLite：sqlite3 var/genjin.db ".backup 文件名"，恢复就是停下来换回文件
· 核对和搬家：genjin dump 把全部记录导成一个 JSON
每步的命令在部署说明第6节。只想收回刚才记的，发「撤销」。"""


@says(
    "(?:怎么|如何|帮我|请)?(?:做|弄|查看)?(?:数据库?|系统|客户)?的?备份(?:一下)?(?:数据库?|系统)?(?:怎么做|怎么弄|在哪里?)?",
    "(?:怎么|如何|帮我|请)?(?:恢复|还原)(?:一下)?(?:数据库?|系统|备份|数据备份)(?:怎么做|怎么弄)?",
)
def read_backup(_: re.Match[str], _ctx: Context) -> Frame:
    return Frame("upkeep.backup")


@handles("upkeep.backup")
def backup(_: Frame, ctx: Context) -> str:
    """How it is done; nothing is restored from a chat."""
    if ctx.user.role != "admin":
        return f"备份由管理员做，请找{admins(ctx)}。只想收回刚才记的，发「撤销」。"
    return BACKUP


@says(
    f"(今年|明年|20\\d\\d年)?({FEAST})(?:节)?(?:放假?|休假?|假期)(?:几天|多久|哪几天|到几号|怎么放|安排)?(?:假|啊|呢)?",
    f"(今年|明年|20\\d\\d年)?({FEAST})(?:节)?(?:怎么|什么时候|哪几天|几号)(?:开始)?(?:放|休)假?",
)
def read_feast(match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("calendar.feasts", {"feast": FEASTS[match[2]], "year": match[1] or ""})


@says(
    "(今年|明年|20\\d\\d年)?的?(?:法定)?(?:节假日|放假|假期)(?:安排|日历|表|有哪些)?",
    "(?:工作|节假日|放假)日历()",
)
def read_feasts(match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("calendar.feasts", {"year": match[1] or ""})


@handles("calendar.feasts")
def feasts(frame: Frame, ctx: Context) -> str:
    """The days off around a feast, or around all that are still to come."""
    today = days.today(ctx.now, ctx.tz)
    said = str(frame.slots["year"])
    year = int(said[:4]) if said[:1].isdigit() else today.year + (said == "明年")
    wanted = [frame.slots["feast"]] if "feast" in frame.slots else list(calendar.PUBLIC_HOLIDAYS)
    found = sorted(_break(str(name), year) for name in wanted)
    if not said:  # the next one is meant
        found = sorted(b if b[1] >= today else _break(b[2], year + 1) for b in found)
    lines = [_said(*one, today) for one in found]
    if found[-1][0].year > calendar.LAST_KNOWN_YEAR:
        lines.append(f"{found[-1][0].year}年的国务院通知还没收录，只按法定节日和周末算。")
    return "\n".join(lines) if len(wanted) == 1 else "\n".join(["放假安排：", *(f"· {one}" for one in lines)])


def _break(name: str, year: int) -> tuple[date, date, str]:
    return (*calendar.break_of(name, year), name)


def _said(first: date, last: date, name: str, today: date) -> str:
    count = (last - first).days + 1
    span = say.day(first, today) + (f"到{say.day(last, today)}" if last > first else "")
    around = (first - timedelta(days=10), last + timedelta(days=10))
    made_up = [day for day in calendar.workdays_between(*around) if day.weekday() >= 5]
    work = f"；{'、'.join(say.day(day, today) for day in made_up)}上班" if made_up else ""
    return f"{name}：{span}，共{count}天{work}"


@says(
    "(.{1,12}?)(?:是不是|是|算不算|算)(工作日|休息日|节假日|上班日)(?:吗|嘛)?",
    "(.{1,12}?)(?:要不要|要|用不用|用)?(上班|放假|休息)吗",
)
def read_day(match: re.Match[str], ctx: Context) -> Frame | None:
    found = times.find(match[1], ctx.now.astimezone(ctx.tz))
    if len(found) != 1 or found[0].kind not in ("date", "moment") or found[0].end < len(match[1]):
        return None
    return Frame("calendar.day", {"day": found[0].as_day("future")[:10]})


@handles("calendar.day")
def day(frame: Frame, ctx: Context) -> str:
    """Whether people work on it, by the State Council's calendar."""
    wanted, today = date.fromisoformat(str(frame.slots["day"])), days.today(ctx.now, ctx.tz)
    if calendar.is_workday(wanted):
        return f"{say.day(wanted, today)}是工作日。" + ("（调休上班）" if wanted.weekday() >= 5 else "")
    back = calendar.add_workdays(wanted, 1)
    return f"{say.day(wanted, today)}休息，{say.day(back, today)}上班。"
