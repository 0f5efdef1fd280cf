"""待办: 「明天下午三点提醒我给王总回电话」「今天有啥待办」「第2个完成了」; and the buttons of a due card."""

import re
from dataclasses import replace
from datetime import datetime, time

from crm.customers import customers
from crm.errors import Refused
from crm.ownership import ownership
from crm.people.team import name_of
from crm.tasks import tasks
from handlers import replies
from handlers.context import ANSWER_WITHIN, Answer, Context, Question
from handlers.interactions.repeat_contact import repeat_contact
from handlers.names import refs_to
from handlers.paging import listing
from handlers.periods import in_words
from handlers.questions.asking import frame_of
from handlers.registry import FRAMES, handles, reads, taps
from handlers.resolve import colleague, contact_at, customer_named, maybe_customer
from handlers.slots import due, is_time, span, without
from handlers.tasks import words as tasks_words
from handlers.tasks.appointed import appointed
from handlers.tasks.leads import day_before, told, with_lead
from handlers.tasks.moved_to import moved_to, of_its_week
from handlers.tasks.outcomes import finish, said_done
from handlers.tasks.refs import find_task, may_do, tapped_task
from handlers.tasks.sharing import count_itself, given, given_him, hand, share, without_colleague
from handlers.vocabulary import parse
from models.customers import Customer
from models.outbox import Text
from models.people import User
from models.work import Task
from nlp.frames import Frame
from zh import say

BARE = re.compile(
    "先跟|先|再|就|也|还|都|去|来|一起|(?:帮我|给我)?(?:提醒我?|叫我|记得)(?:一下|下|一声)?"
    "|提前[0-9一二两三四五六七八九十半几]+个?半?(?:天|周|星期|月|小时|分钟|钟头)"
)  # 下班前提醒我, 提前一个月提醒我, 先让小李跟: of what?


HEAD = re.compile("(?:呃|额|嗯|哦|哎|对了|一?[个件]事情?|[ ,，])+(?=[^ ,，])")
TAIL = re.compile("[ ,，]*(?:你|帮我|给我|麻烦)*(?:记(?:一?下|住|着)|(?:别|不要)忘了?|记得)(?:吧|哈|啊|哦)?$")


def plain_title(frame: Frame, _ctx: Context) -> Frame:
    """呃还有个事 …你记一下: what one says before and behind it is no part of it."""
    title = str(frame.slots.get("title", ""))
    bare = TAIL.sub("", HEAD.sub("", title, count=1) if HEAD.match(title) else title)
    return replace(frame, slots={**frame.slots, "title": bare}) if len(bare) > 1 and bare != title else frame


JOINS = re.compile("(?:也|都|一起|一块|跟着|过来|来|去)*(?:参加|到场|过来|去|来|听听)(?:一下|吧)?")


def joins(frame: Frame, ctx: Context) -> Frame:
    """让王芳也参加: with whom, is who was just spoken of."""
    if "customer" in frame.slots or not JOINS.fullmatch(str(frame.slots.get("title", ""))):
        return frame
    if (current := ctx.current_customer(ANSWER_WITHIN)) is None:
        return frame
    slots = {**frame.slots, "title": f"一起见{current.name}", "customer": current.name}
    return replace(frame, slots=slots, refs={**frame.refs, **refs_to(current)})


def answered(frame: Frame, ctx: Context) -> Frame:
    """周五交报表, where it was asked what is to be done: the day is no part of the title."""
    if "due" in frame.slots or not frame.slots.get("title") or (ctx.open or {}).get("slot") != "title":
        return frame
    found = parse(f"提醒我{frame.slots['title']}", ctx)
    timed = len(found) == 1 and found[0].intent == "task.create" and {"title", "due"} <= found[0].slots.keys()
    if not timed:
        return frame
    told = {name: value for name, value in found[0].slots.items() if name in ("title", "due", "repeat")}
    return replace(frame, slots={**frame.slots, **told})


READINGS = (answered, day_before, with_lead, appointed, plain_title, joins)


@reads("task.create")
def read_create(frame: Frame, ctx: Context) -> Frame:
    """What the contract has no slot for; an appointment that is there already is moved instead."""
    for reading in READINGS:
        if frame.intent == "task.create":
            frame = reading(frame, ctx)
    return frame


@handles("task.create")
def create(frame: Frame, ctx: Context) -> str:
    """Something to do. Without a time it is kept all the same; nothing is asked that can wait."""
    title = frame.slots.get("title")
    if not title or BARE.fullmatch(str(title)):
        raise Question(tasks_words.ASK_TITLE, "title")
    when = due(frame.slots["due"], ctx.tz) if "due" in frame.slots else None
    if when is not None and when.at < ctx.now and "repeat" not in frame.slots:
        raise Refused(replies.already_past(say.moment(when.at, when.grain, ctx.now, ctx.tz)))
    frame = given(without_colleague(given_him(frame, ctx), ctx), ctx)
    customer = maybe_customer(frame, ctx) or _goes_on(str(title), frame, ctx)
    contact = None
    if customer is not None and (frame.refs.get("contact") or "contact" not in frame.slots):
        contact, _ = contact_at(frame, ctx, customer)  # 她 of 提醒我联系她 is the one spoken of
    assignee = colleague(frame, ctx, "assignee")
    task = tasks.create(
        ctx.session,
        ctx.user.id,
        str(title),
        when,
        ctx.now,
        ctx.tz,
        customer=customer,
        contact=contact,
        assignee_id=assignee.id if assignee else None,
        repeat=frame.slots.get("repeat"),
        priority=frame.slots.get("priority", "normal"),
        lead_minutes=frame.slots.get("lead"),
    )
    ctx.spoke_of(customer, contact)
    counts = count_itself(task, assignee or ctx.user, ctx)
    together = share(task, customer, ctx)
    said = [tasks_words.task_created(task, assignee, customer, ctx.now, ctx.tz), told(task, ctx), together]
    if assignee is not None:
        said.append(hand(task, assignee, customer, ctx))
    said.append(counts)
    return repeat_contact("\n".join(filter(None, said)), contact, ctx)


AGAIN = re.compile("(?:再|继续|接着)(?:去|来|跑|聊|谈|催|约|问|打|联系|拜访|回访|跟|找|见|看看|确认|沟通)")

REST = re.compile("(?:剩下?的?|余下的?|其余的?)(?:钱|款|货)?|[尾余]款|货款|发票")


def _goes_on(title: str, frame: Frame, ctx: Context) -> Customer | None:
    """下周三再去一趟, 尾款下周三给: there again, or the rest; so it is about the customer just spoken of."""
    if "的是" in title:  # 再来的是德韩 tells of another one
        return None
    if (AGAIN.match(title) or REST.match(title)) and not {"customer", "contact"} & set(frame.slots):
        return ctx.current_customer(ANSWER_WITHIN)
    return None


@handles("task.list")
def list_(frame: Frame, ctx: Context) -> str:
    """My tasks, or a colleague's: by day, week, customer or state."""
    slots = frame.slots
    user = colleague(frame, ctx, "assignee")
    customer = customer_named(frame, ctx)
    status = slots.get("status", "open")
    first, before = span(slots["range"], ctx.tz) if "range" in slots else (None, None)
    if status == "overdue":
        status, first, before = "open", None, ctx.now
    elif first is not None and status == "open" and first <= ctx.now:
        first = None  # what is overdue belongs to today as well
    if user is None and customer is None and ctx.scope.kind != "own" and OF_ALL.search(ctx.text):
        return _of_team(frame, first, before, status, ctx)
    found = tasks.open_tasks(
        ctx.session,
        user.id if user else None if customer else ctx.user.id,
        customer_id=customer.id if customer else None,
        after=first,
        before=before,
        status=status,
    )
    ctx.remember(listed={"kind": "task", "ids": [t.id for t in found], "at": ctx.now.isoformat()})
    title = _title(frame, user, customer.name if customer else None)
    if not found and user is not None and not ownership.leads(ctx.session, ctx.scope, user.id):
        return replies.not_seen(user.name)
    if not found and status == "open" and before is not None and "range" in slots:
        return _none_then(f"{title}：{in_words(slots['range'], ctx)}没有。", before, user, customer, ctx)
    named = {} if customer else customers.names_of(ctx.session, [task.customer_id for task in found])
    lines = tasks_words.task_list(title, found, ctx.now, ctx.tz, named)
    return listing(ctx, lines[0], lines[1:])


OF_ALL = re.compile("大家|全公司|公司|部门|团队|我们组|咱们组|全组|组里|全员|所有人|各人|每个?人|同事们")


def _of_team(frame: Frame, first: datetime | None, before: datetime | None, status: str, ctx: Context) -> str:
    """明天大家都有什么安排: of those one leads, each line says whose."""
    found = tasks.of_people(ctx.session, ctx.scope, after=first, before=before, status=status)
    title = _title(frame, None, name_of(ctx.session, ctx.scope))
    when = in_words(frame.slots["range"], ctx) if "range" in frame.slots else ""
    if not found:
        return f"{title}：{when}没有。"
    ctx.remember(listed={"kind": "task", "ids": [task.id for task, _ in found], "at": ctx.now.isoformat()})
    lines = [
        f"{n}. {name} {tasks_words.task_line(task, ctx.now, ctx.tz)}"
        for n, (task, name) in enumerate(found, 1)
    ]
    return listing(ctx, f"{title}（{when and f'{when}，'}{len(found)}条）", lines)


def _none_then(none: str, since: datetime, user: User | None, customer: Customer | None, ctx: Context) -> str:
    """Nothing in that time; what comes after it is said, so that nobody thinks it lost."""
    later = tasks.open_tasks(
        ctx.session,
        user.id if user else None if customer else ctx.user.id,
        customer_id=customer.id if customer else None,
        after=since,
    )
    if not later:
        return none
    ctx.remember(listed={"kind": "task", "ids": [later[0].id]})
    return f"{none}\n后面还有{len(later)}条，最近的：{tasks_words.task_line(later[0], ctx.now, ctx.tz)}"


def _title(frame: Frame, user: User | None, customer: str | None) -> str:
    kinds = {"overdue": "逾期待办", "done": "已完成的待办"}
    kind = kinds.get(frame.slots.get("status", ""), "待办")
    return f"{user.name if user else customer or '我'}的{kind}"


@handles("task.done")
def done(frame: Frame, ctx: Context) -> str:
    task = find_task(frame, ctx)
    _must_be_open(task)
    said = said_done(task, ctx)
    heard, asked = frame.slots.get("told"), ctx.state.get("pending")
    if not heard or not asked or "telling" not in ctx.state:
        return said
    ctx.remember(pending=None)  # how it went was said along with it
    record = frame_of(asked["frame"])
    logged = FRAMES["interaction.log"](
        Frame(record.intent, {**record.slots, "content": str(heard)}, refs=record.refs), ctx
    )
    return "\n".join([line for line in said.split("\n") if line != asked["question"]] + [logged])


@handles("task.cancel")
def cancel(frame: Frame, ctx: Context) -> str:
    task = find_task(frame, ctx)
    _must_be_open(task)
    tasks.cancel(task)
    return tasks_words.task_cancelled(task)


# 周三那个改到周四: both days are of one week.
_WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天]"
FROM_WEEKDAY = re.compile(f"(?<!下){_WEEKDAY}.{{0,8}}[改推挪换调移][到成至]{_WEEKDAY}")


VAGUE = re.compile("会儿?|等下|晚点|回头|改天|有空|再说|再打")


@handles("task.postpone")
def postpone(frame: Frame, ctx: Context) -> str:
    task = find_task(frame, ctx)
    _must_be_open(task)
    said = str(frame.slots.get("due", ""))
    value = said if is_time(said) else moved_to(said, ctx)
    if value is None and "anew" in frame.slots and VAGUE.search(ctx.text):
        return tasks_words.left_open(task)
    if value is None:
        raise Question(replies.ASK_DUE, "due", frame=without(frame, "due"))
    when = (
        due(value, ctx.tz)
        if "anew" in frame.slots
        else moved_due(task, value, ctx, _words_of_due(frame, ctx))
    )
    if FROM_WEEKDAY.search(ctx.text):
        when = of_its_week(when, task, ctx)
    if when.at < ctx.now:
        raise Refused(replies.already_past(say.moment(when.at, when.grain, ctx.now, ctx.tz)))
    tasks.reschedule(task, when, ctx.now, ctx.tz)
    return tasks_words.task_moved(task, ctx.now, ctx.tz)


DAY_SAID = re.compile(
    "[今明后昨前当][天晚早日]|周|星期|礼拜|[号日月]|小时|分钟|半天|[0-9][./-][0-9]|之后|以后"
)


def _words_of_due(frame: Frame, ctx: Context) -> str:
    """四点 of 明天下午两点的那个挪到四点: by which it is moved, and not from when."""
    if "said" in frame.slots:
        return str(frame.slots["said"])
    return ctx.text[slice(*frame.spans["due"])] if "due" in frame.spans else ctx.text


def moved_due(task: Task, value: str, ctx: Context, said: str | None = None) -> tasks.Due:
    """A date alone keeps the hour the task had, an hour alone its day; `P3D` counts from the old date, `-P3D`
    back from it."""
    if not value.startswith(("P", "-P")):
        when = due(value, ctx.tz)
        if when.grain == "day" and task.due_grain == "minute" and task.due_at is not None:
            hour = task.due_at.astimezone(ctx.tz).time()
            return tasks.Due(datetime.combine(when.at.date(), hour, ctx.tz), "minute")
        today = when.at.astimezone(ctx.tz).date() == ctx.now.astimezone(ctx.tz).date()
        words = said if said is not None and today else ctx.text
        if when.grain == "minute" and task.due_at is not None and not DAY_SAID.search(words):
            day = task.due_at.astimezone(ctx.tz).date()  # 改成三点: of the day it had
            kept = tasks.Due(datetime.combine(day, when.at.astimezone(ctx.tz).time(), ctx.tz), "minute")
            return kept if kept.at > ctx.now else when
        return when
    base = task.due_at or datetime.combine(ctx.now.astimezone(ctx.tz).date(), time(23, 59), ctx.tz)
    return tasks.Due(base + tasks.duration(value), task.due_grain)


@handles("task.assign")
def assign(frame: Frame, ctx: Context) -> str:
    task = find_task(frame, ctx)
    _must_be_open(task)
    to = colleague(frame, ctx, "assignee")
    if to is None:
        raise Question(tasks_words.ASK_ASSIGNEE, "assignee")
    if task.assignee_id == to.id:
        return tasks_words.has_it(task, to, to.id == ctx.user.id)
    task.assignee_id = to.id
    customer = ctx.session.get(Customer, task.customer_id) if task.customer_id else None
    return "\n".join(filter(None, [tasks_words.task_assigned(task, to), hand(task, to, customer, ctx)]))


def _must_be_open(task: Task) -> None:
    if task.status != "open":
        raise Refused(tasks_words.task_over(task))


@taps("task.done", "task.later", "task.next_week")
def tapped(action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """A button of a due card. An old card says what happened meanwhile instead of doing it again."""
    task = tapped_task(ref, ctx)
    if task is None:
        return Answer(button="这条待办已经不在了")
    if task.status != "open":
        return Answer(button=tasks_words.over(task))
    if not may_do(task, ctx):
        return Answer(button="已经转给同事了")
    if len(ref) > 1 and task.due_at is not None and ref[1] != task.due_at.isoformat(timespec="minutes"):
        return Answer(button=f"已改到{say.moment(task.due_at, task.due_grain, ctx.now, ctx.tz)}")
    if action == "task.done":
        said = finish(task, ctx)
        if said:  # with its title: of several tapped in a row, no two texts are the same to WeCom
            ctx.send(Text("\n".join([tasks_words.task_done(task), *said])))
        return Answer(button="已完成 ✓")
    if action == "task.later":
        tasks.snooze(task, 1, ctx.now, ctx.tz)
    else:
        tasks.next_week(task, ctx.now, ctx.tz)
    assert task.due_at is not None
    return Answer(button=f"已推迟到{say.moment(task.due_at, task.due_grain, ctx.now, ctx.tz)}")
