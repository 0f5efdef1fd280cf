"""拜访前简报: 「准备一下华为」「明天见谁」「见华为前提醒我」."""

import re
from datetime import datetime, timedelta
from typing import Any

from crm.errors import Refused
from crm.overview import brief_text, briefs
from crm.tasks import tasks
from handlers import replies
from handlers.context import Context, Question
from handlers.customers import briefs_words as words
from handlers.paging import listing
from handlers.phrases import contacts_called, customers_called, led_by, says
from handlers.registry import handles
from handlers.resolve import PRONOUN, known_customer
from handlers.slots import due as due_of
from handlers.slots import span
from handlers.tasks import words as tasks_words
from models.customers import Customer
from models.work import Task
from nlp import times
from nlp.frames import Frame
from zh import say

MEET = "见面?|拜访|走访|上门|约见|会见|去见|约了?|跑"
PAPER = "(?:拜访)?(?:前的?)?(?:简报|简介|小抄|功课|备忘|要点)"


@says(
    rf"(?:帮我|先|我要|我来)?准备(?:一?下|下)?(?:{MEET}|去)?(.{{0,24}}?)的?(?:拜访|见面|会面|{PAPER})?(?:吧|呗)?",
    rf"(?:帮我)?(?:做|看|来|发|给|整理|要|出)?(?:一?下|一?份|个|我)?(.{{2,24}}?)的?{PAPER}(?:发我|给我|看看)?",
    rf"(?:{MEET}|去)(.{{2,24}}?)(?:之前|以前|前|时|的时候)?(?:我)?(?:要|需要|得|应该|该)?"
    "(?:知道|了解|注意|准备|记得)(?:些?什么|啥|哪些|什么事)[?？]*",
    r"(.{2,24}?)(?:那边|那里)?(?:有)?(?:什么|啥)(?:要|需要)?(?:注意|别忘)的?[?？]*",
    "(?:我)?(?:一会儿?|等一?下|待会儿?|马上|现在|这就)?(?:要|就)?(?:去|见|到)(?:见)?(.{2,24}?)[,， ]+"
    "(?:先)?(?:给我|帮我)?"
    "(?:讲讲|说说|介绍|看看|捋捋?|过一?下)(?:一?下)?(?:他们?的?)?(?:情况|背景|资料|要点)?",
)
def read_brief(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of a customer that there is, or of the person's; 准备报价单 is the parser's."""
    return _about("customer.brief", match[1], ctx)


def _about(intent: str, said: str, ctx: Context, slots: dict[str, Any] | None = None) -> Frame | None:
    """华为, 华为李总, 李总, 他们: with the customer, or the person who leads to one."""
    bare = said.strip(" 的了,，")
    if not bare or PRONOUN.fullmatch(bare):
        return Frame(intent, slots or {}) if ctx.current_customer() is not None else None
    found = led_by(bare, ctx)
    if found is not None and re.fullmatch("[\u4e00-\u9fffa-z]{0,4}", found.rest):
        return Frame(intent, {**(slots or {}), "customer": found.said}, refs={"customer": found.refs})
    people = contacts_called(bare, ctx)
    return Frame(intent, {**(slots or {}), "contact": bare}, refs={"contact": people}) if people else None


@handles("customer.brief")
def brief(frame: Frame, ctx: Context) -> str:
    """Everything one should know before one goes in."""
    customer = known_customer(frame, ctx, words.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    return brief_text.text(_of(customer, ctx), ctx.now, ctx.tz)


def _of(customer: Customer, ctx: Context, meeting: Task | None = None) -> briefs.Brief:
    return briefs.of(ctx.session, customer, ctx.now, ctx.tz, ctx.vocabulary, ctx.scope, meeting)


@says(
    rf"(?:看看|查一下)?(.{{2,10}}?)(?:我)?(?:都|要|还|得|需要|应该|该)*(?:{MEET}|去)了?"
    "(?:谁|哪些人|哪几个人|哪些客户|哪几家|几家|几个|几位|哪几个客户|哪些公司|什么人|哪儿?里?)(?:客户)?(?:啊|呢)?",
    "(?:看看|查一下)?(.{2,10}?)(?:我)?(?:都)?有(?:哪些|什么|几个)"
    "(?:约|拜访|见面|会面|约会|客户要见|拜访计划)(?:吗|呢)?",
    r"(?:帮我|先)?(?:准备)?(?:一?下)?(.{2,6}?)的?(?:约|拜访|见面|会面|会议|会|行程)(?:安排|计划)?",
)
def read_meetings(match: re.Match[str], ctx: Context) -> Frame | None:
    if re.search("了(?:几|哪)", match[0]):  # 这个月拜访了几家 asks for a figure
        return None
    found = times.find(match[1], ctx.now.astimezone(ctx.tz))
    rest = match[1].replace(found[0].text, "") if found else match[1]
    if not found or rest.strip(" 我们的都"):
        return None
    today = ctx.now.astimezone(ctx.tz).date().isoformat()
    if re.search("几[家个位]", match[0]) and found[0].as_period("future")[:10] < today:
        return None  # 本周拜访几家: how many it were
    if gone := _gone(found[0], match[0], ctx):
        return Frame("interaction.list", {"range": gone})
    return Frame("customer.meetings", {"range": found[0].as_period("future"), "said": found[0].text})


def _gone(when: times.Time, said: str, ctx: Context) -> str:
    """The time as a period that has passed: 上周都见了谁 asks for records, and 今天见了谁; else nothing."""
    period = when.as_period("past")
    first, before = span(period, ctx.tz)
    return period if before <= ctx.now or (first <= ctx.now and re.search("[了过]", said)) else ""


WHERE_TO = "(?:去|跑|到|见|拜访|走访|跟进?|联系|忙|干|做)(?:了|过)?(?:些|的)?"


@says(
    rf"(?:看看|查一下|我)?(.{{2,6}}?)(?:我|我都|都)?{WHERE_TO}(?:哪儿?里?|哪些?(?:地方|客户|公司|人)|哪几家|什么|啥)(?:了|来着|呢|啊)*",
    r"(?:看看|查一下|我)?(.{2,6}?)(?:我|我都|都)?(?:是不是)?(?:啥|什么|哪儿?)(?:也|都)没(?:干|做|去|跑|记)(?:啊|吧|呢)?",
)
def read_where_i_was(match: re.Match[str], ctx: Context) -> Frame | None:
    """上周三我去哪了: of a time that has gone, one's own records."""
    found = times.find(match[1], ctx.now.astimezone(ctx.tz), "past")
    if len(found) != 1 or match[1].replace(found[0].text, "").strip(" 我的都"):
        return None
    period = found[0].as_period("past")
    return Frame("interaction.list", {"range": period}) if span(period, ctx.tz)[0] <= ctx.now else None


BEEN = "(?:去|见|跑|拜访|走访|联系|跟进?|回访|找)"


@says(
    rf"(?:我)?(.{{0,6}}?)(?:我)?(?:有没有|是不是|到底)(?:去|来)?{BEEN}过?(.{{2,20}}?)(?:那边|他们|这家)?(?:了|吗|没有?|的|过)*",
    rf"(?:我)?(.{{0,6}}?)(?:我)?{BEEN}过(.{{2,20}}?)(?:那边|他们|这家)?(?:吗|没有?|了吗|了没有?)",
)
def read_been_there(match: re.Match[str], ctx: Context) -> Frame | None:
    """上周有没有去过天目: the records with a customer that there is."""
    when = times.find(match[1], ctx.now.astimezone(ctx.tz), "past") if match[1] else []
    left = match[1].replace(when[0].text, "") if when else match[1]
    firms = () if left.strip(" 我的都") else customers_called(match[2], ctx)
    slots = {"customer": match[2]} | ({"range": when[0].as_period("past")} if when else {})
    return Frame("interaction.list", slots, refs={"customer": firms}) if firms else None


@handles("customer.meetings")
def meetings(frame: Frame, ctx: Context) -> str:
    """Whom one meets in that time, a line of each; one alone with its whole brief."""
    what = str(frame.slots.get("said", "明天"))
    first, before = span(str(frame.slots["range"]), ctx.tz)
    found = briefs.meetings(ctx.session, ctx.user.id, first, before)
    if not found:
        return words.nobody(what)
    if len({customer.id for _, customer in found}) == 1:
        task, customer = found[0]
        ctx.spoke_of(customer)
        head = f"{tasks_words.task_line(task, ctx.now, ctx.tz)}（{customer.name}）"
        return brief_text.text(_of(customer, ctx, task), ctx.now, ctx.tz, head)
    lines = [
        words.line(n, task, customer, brief_text.short(_of(customer, ctx), ctx.now, ctx.tz), ctx.now, ctx.tz)
        for n, (task, customer) in enumerate(found, 1)
    ]
    ctx.remember(listed={"kind": "task", "ids": [task.id for task, _ in found]})
    return listing(ctx, words.head(what, len(found)), lines)


BRING = (
    "(?:提前)?(?:再)?(?:提醒|叫|通知|发|给)(?:一下|下)?(?:我)?(?:发|准备|看看|看)?(?:一下|下|一声|一份)?"
    f"(?:{PAPER})?(?:给我)?"
)


@says(
    rf"(?:我)?(?:{MEET}|去|到)(.{{2,24}}?)(?:之前|以前|前)(.{{0,8}}?){BRING}",
    rf"(.{{2,14}}?)(?:把|给我发|发我|提醒我看|给我看)(.{{2,20}}?)的?{PAPER}(?:发给?我|给我)?",
)
def read_remind(match: re.Match[str], ctx: Context) -> Frame | None:
    """见华为前提醒我; with a time of its own 明天9点把华为的简报发我."""
    first = match.re.pattern.startswith("(?:我)?")
    said, when = (match[1], match[2]) if first else (match[2], match[1])
    slots: dict[str, Any] = {}
    if when.strip():
        found = times.find(when, ctx.now.astimezone(ctx.tz))
        if not found or found[0].kind not in ("date", "moment", "duration"):
            return None
        slots["lead" if found[0].kind == "duration" else "at"] = (
            found[0].value if found[0].kind == "duration" else found[0].as_deadline()
        )
    return _about("brief.remind", said, ctx, slots)


@handles("brief.remind")
def remind(frame: Frame, ctx: Context) -> str:
    """An hour before the next appointment with them, or when it was said; without one it is asked."""
    customer = known_customer(frame, ctx, words.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    if "at" in frame.slots:
        return words.will_come(_at(str(frame.slots["at"]), customer, ctx), None, False, ctx.now, ctx.tz)
    appointment = briefs.next_with(ctx.session, ctx.user.id, customer.id, ctx.now)
    made = appointment is None
    if appointment is None:
        appointment = _arranged(frame, customer, ctx)
    there = briefs.waiting(ctx.session, appointment)
    if there is not None:
        return words.set_already(there, ctx.now, ctx.tz)
    said = str(frame.slots.get("lead", ""))
    lead = int(tasks.duration(said) / timedelta(minutes=1)) if said else None
    due_at = briefs.before(appointment, ctx.now, ctx.tz, lead)
    task = briefs.remind(ctx.session, ctx.user.id, customer, due_at, ctx.now, ctx.tz)
    task.prepares_id, task.lead_minutes = appointment.id, lead
    return words.will_come(task, appointment, made, ctx.now, ctx.tz)


def _at(said: str, customer: Customer, ctx: Context) -> Task:
    due = due_of(said, ctx.tz)
    at = due.at if due.grain == "minute" else datetime.combine(due.at.date(), briefs.MORNING, ctx.tz)
    if at <= ctx.now:
        raise Refused(replies.already_past(say.moment(at, "minute", ctx.now, ctx.tz)))
    return briefs.remind(ctx.session, ctx.user.id, customer, at, ctx.now, ctx.tz)


def _arranged(frame: Frame, customer: Customer, ctx: Context) -> Task:
    """The appointment that was missing, from the answer to when it is."""
    said = str(frame.slots.get("due", ""))
    found = times.find(said, ctx.now.astimezone(ctx.tz)) if said else []
    if not found:
        raise Question(words.ask_when(customer), "due", free=True)
    due = due_of(found[0].as_deadline(), ctx.tz)
    if due.at <= ctx.now:
        raise Refused(replies.already_past(say.moment(due.at, due.grain, ctx.now, ctx.tz)))
    task = tasks.create(
        ctx.session, ctx.user.id, f"见{customer.name}", due, ctx.now, ctx.tz, customer=customer
    )
    ctx.session.flush()
    return task
