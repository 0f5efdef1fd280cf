"""How long before: 「周四3点去华为验收 提前两天提醒我」, of what is there already 「验收前一小时提醒我」."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from crm.errors import Refused
from crm.tasks import reminders, tasks
from handlers.context import Context, Option, Question
from handlers.mending.last_write import last_written
from handlers.phrases import led_by, says
from handlers.registry import FRAMES, handles
from handlers.tasks import words
from handlers.tasks.refs import clearly, find_task, one_of
from models.work import Task
from nlp.frames import Frame
from nlp.times import find as find_times
from nlp.values.numerals import small_int

SPAN = r"(?P<span>(?:\d{1,3}|[一两二三四五六七八九十半]{1,3}) ?个?半?(?:天|周|星期|礼拜|小时|钟头|分钟|刻钟))"
REMIND = "(?:再|就|都|来|要)*(?:提醒|叫|通知|喊|告诉|提)(?:我)?(?:一?下|一声)*(?:我)?(?:就行|就好|吧|哈|啊)*"
AHEAD = re.compile(rf"提前{SPAN}{REMIND}")
TITLE = re.compile(r"提前(?P<n>\d{1,2}|[一两二三四五六七])(?P<unit>天|周|个?星期)(?:的?时候)?")


def day_before(frame: Frame, ctx: Context) -> Frame:
    """罗总生日是12月3号 提前一天提醒我: before the one day the message names."""
    ahead = TITLE.fullmatch(str(frame.slots.get("title", "")))
    if ahead is None or "due" in frame.slots:
        return frame
    found = [one for one in find_times(ctx.text, ctx.now.astimezone(ctx.tz), "future") if one.kind == "date"]
    if len(found) != 1:
        return frame
    days = (small_int(ahead["n"]) or 0) * (1 if ahead["unit"] == "天" else 7)
    day = date.fromisoformat(found[0].value[:10]) - timedelta(days=days)
    title = ctx.text[: ctx.text.index("提前")].strip(" ,，。;；") or frame.slots["title"]
    return replace(frame, slots={**frame.slots, "due": day.isoformat(), "title": title})


def with_lead(frame: Frame, ctx: Context) -> Frame:
    """Due at the time that was said, and spoken of so long before; where it is due earlier that is enough."""
    ahead, told = AHEAD.search(ctx.text), str(frame.slots.get("due", ""))
    lead = _minutes(ahead["span"], ctx) if ahead is not None else None
    found = find_times(ctx.text, ctx.now.astimezone(ctx.tz), "future") if lead and told else []
    as_said = any(one.kind in ("date", "moment") and one.as_deadline() == told for one in found)
    if ahead is None or not lead or not told or not (as_said or "repeat" in frame.slots):
        return frame
    title = str(frame.slots.get("title", "")).replace(f"提前{ahead['span']}", "").strip(" ,，。")
    return replace(frame, slots={**frame.slots, "lead": lead, **({"title": title} if title else {})})


def _minutes(span: str, ctx: Context) -> int | None:
    found = [one for one in find_times(span, ctx.now.astimezone(ctx.tz)) if one.kind == "duration"]
    return int(tasks.duration(found[0].value) / timedelta(minutes=1)) if found else None


@says(f"(?:记得|到时候?|帮我|给我|那|就|再|要|请|麻烦|你)*提前{SPAN}{REMIND}")
def read_lead(match: re.Match[str], ctx: Context) -> Frame | None:
    """提前一天提醒我, right after 周五上午十点拜访李强."""
    written = [one for one in last_written(ctx) if isinstance(one, Task) and one.status == "open"]
    return _lead(list(dict.fromkeys(written)), match["span"], ctx)


@says(
    rf"(?:在|等|到|帮我|那|就|请)*(?P<what>[^,，。]{{2,16}}?)(?:的?时候)?(?:之前|以前|前|提前){SPAN}{REMIND}"
)
def read_lead_of(match: re.Match[str], ctx: Context) -> Frame | None:
    """验收前一天提醒我: of the task that is called so; where there is none, the day is asked for."""
    found = clearly(tasks.open_tasks(ctx.session, ctx.user.id), match["what"])
    known = _lead([one for one in found if one.due_at is not None], match["span"], ctx)
    if known is not None or found or ctx.open is not None or not _minutes(match["span"], ctx):
        return known
    if find_times(match["what"], ctx.now.astimezone(ctx.tz)) or find_times(f"{match['what']}前", ctx.now):
        return None  # 明天开会前, 下班前
    return Frame("task.before", {"what": match["what"], "span": match["span"].replace(" ", "")})


def _lead(found: list[Task], span: str, ctx: Context) -> Frame | None:
    meant, minutes = one_of(found), _minutes(span, ctx)
    return Frame("task.lead", {**meant, "lead": minutes}) if meant and minutes else None


@handles("task.lead")
def lead(frame: Frame, ctx: Context) -> str:
    """So long before instead of the day before. Raises Refused where that has gone, or there is no hour."""
    task, minutes = find_task(frame, ctx), int(frame.slots["lead"])
    if task.due_at is None:
        raise Refused(words.no_hour_to_lead(task))
    at = reminders.early(task.due_at, task.due_grain, minutes, ctx.tz)
    if at <= ctx.now:
        raise Refused(words.too_late_to_lead(task, at, ctx.now, ctx.tz))
    task.lead_minutes = minutes
    tasks.refresh(task, ctx.now, ctx.tz)
    return words.lead_set(task, at, ctx.now, ctx.tz)


@handles("task.before")
def before(frame: Frame, ctx: Context) -> str:
    """A task on the day that was asked for; where nobody knows it yet, one without a day keeps the words."""
    what, span = str(frame.slots["what"]), str(frame.slots["span"])
    if "day" not in frame.slots:
        raise Question(words.ask_event(what, span), "day", [Option("还没定", slots={"day": ""})], free=True)
    whose = led_by(what, ctx)
    customer = {"customer": whose.said} if whose is not None else {}
    refs = {"customer": whose.refs} if whose is not None else {}
    found = find_times(str(frame.slots["day"]), ctx.now.astimezone(ctx.tz), "future")
    days = [one for one in found if one.kind in ("date", "moment", "range")]
    due = {"due": days[0].as_deadline(), "lead": _minutes(span, ctx)} if days else {}
    title = what if days else f"{what}前{span}提醒"
    said: str = FRAMES["task.create"](
        Frame("task.create", {"title": title, **customer, **due}, refs=refs), ctx
    )
    return said


def told(task: Task, ctx: Context) -> str:
    """The moment, for the answer to whoever asked for it; it may have gone, then the hour itself is left."""
    if task.lead_minutes is None or task.due_at is None:
        return ""
    at: datetime = reminders.early(task.due_at, task.due_grain, task.lead_minutes, ctx.tz)
    return words.spoken_of_at(at, ctx.now, ctx.tz) if at > ctx.now else ""
