"""Tasks from hand to hand by words: 「转给王磊」「做不了，退回」「我交办的任务」; 「到谈判阶段提醒我」."""

import re
from datetime import timedelta

from sqlalchemy import Select, or_, select

from crm.errors import Refused
from crm.tasks import counted, tasks, waiting
from handlers import replies
from handlers.context import ANSWER_WITHIN, Context, Question
from handlers.mending.last_write import last_written
from handlers.paging import listing
from handlers.phrases import colleagues_called, customers_called, says
from handlers.registry import handles
from handlers.resolve import known_customer
from handlers.tasks import words
from handlers.tasks import words as tasks_words
from handlers.tasks.outcomes import send
from handlers.tasks.refs import find_task
from handlers.tasks.sharing import back
from models.changes import last_sets, records_of
from models.outbox import Text
from models.people import User
from models.platform import Change
from models.work import Task
from nlp.frames import Frame

LATELY = timedelta(days=3)
SHOWN_DONE = timedelta(days=7)


@says(
    r"(?:(?:算了|不对|不用你?了?|你别去了|哦不?|还是|要不|那就?|就|换成?)[,， ]*)*"
    r"(?:把|将)?(?:这个|这条|刚才那个|那个|它)?(?:任务|待办|事)?(?:改)?(?:转|交|派|让)(?:给|到)?([\u4e00-\u9fffA-Za-z]{2,6}?)(?:去|来)?(?:吧|处理|做|跟|跟进|办)?"
)
def read_hand_on(match: re.Match[str], ctx: Context) -> Frame | None:
    """转给小李 alone: the task just spoken of; where the talk was of a customer it is the parser's."""
    found = colleagues_called(match[1], ctx)
    task = _recent(ctx) if found else None
    if task is None:
        return None
    return Frame("task.assign", {"task": task.id, "assignee": match[1]}, refs={"assignee": found})


def _recent(ctx: Context) -> Task | None:
    """The task just written, else the newest that somebody gave me or gave back."""
    for key in last_sets(ctx.session, ctx.user.id, ctx.now - ANSWER_WITHIN, 1):
        written = [record for record, _ in records_of(ctx.session, key) if record.deleted_at is None]
        mine = [record for record in written if isinstance(record, Task)]
        return mine[-1] if mine and len(written) == len(mine) and mine[-1].status == "open" else None
    wanted = select(Task).where(
        Task.assignee_id == ctx.user.id,
        Task.status == "open",
        or_(Task.creator_id != ctx.user.id, Task.group_id.is_not(None), Task.due_at.is_not(None)),
        Task.created_at > ctx.now - LATELY,
    )
    found = list(ctx.session.scalars(wanted.order_by(Task.id.desc()).limit(2)))
    return found[0] if found else None


WHY = r"(?:给.{2,4})?(?:吧|了)?(?:[，,：: ]+(.{2,40}))?"


@says(
    r"(?:这个|这条)?(?:我)?(?:做不了|接不了|忙不过来|没空做?|来不了|办不了|不会做)[，, ]*"
    rf"(?:给)?(?:退回去?|退掉|退了?)?{WHY}",
    rf"(?:这个|这条)?(?:任务|待办)?退回去?{WHY}",
)
def read_back(match: re.Match[str], ctx: Context) -> Frame | None:
    given = _given_to_me(ctx)
    if not given:
        return None
    return Frame("task.back", {"task": given[0].id, **({"why": match[1]} if match[1] else {})})


def _given_to_me(ctx: Context) -> list[Task]:
    wanted = select(Task).where(
        Task.assignee_id == ctx.user.id, Task.creator_id != ctx.user.id, Task.status == "open"
    )
    return list(ctx.session.scalars(wanted.order_by(Task.id.desc()).limit(2)))


@handles("task.back")
def hand_back(frame: Frame, ctx: Context) -> str:
    """做不了: the newest that somebody gave me goes back, with the reason."""
    task = find_task(frame, ctx)
    if task.status != "open":
        raise Refused(tasks_words.task_over(task))
    if task.creator_id == ctx.user.id:
        raise Refused("这条是你自己定的，没有人可以退。不做了就说「取消」，要换人就说「转给王磊」。")
    to = ctx.session.get_one(User, task.creator_id)
    back(task, str(frame.slots.get("why", "")), ctx)
    return words.returned(task, to)


@says(
    "(?:那|那行|行|好吧?|算了|没事|没关系)?[,， ]*(?:这个|这条|这事|那个)?"
    "(?:还是我自?己?|那?就我自?己?|那?我自己)(?:来|去|做|跟|弄|办|干)(?:吧|好了|得了|了)?"
)
def read_myself(match: re.Match[str], ctx: Context) -> Frame | None:
    """那我自己来: the task just given to somebody, or that somebody just gave back."""
    written = [one for one in last_written(ctx) if isinstance(one, Task) and one.creator_id == ctx.user.id]
    task = next((one for one in reversed(written) if one.status == "open"), None) or _came_back(ctx)
    return Frame("task.mine", {"task": task.id}) if task is not None else None


def _came_back(ctx: Context) -> Task | None:
    """The newest open task of the speaker that somebody gave back lately."""
    lately = (
        select(Change.record_id, Change.after)
        .where(Change.record == Task.__tablename__, Change.action == "update", Change.at > ctx.now - LATELY)
        .where(Change.actor_id != ctx.user.id, Change.record_id.in_(_given_by_me(ctx)))
        .order_by(Change.id.desc())
        .limit(50)
    )
    rows = ctx.session.execute(lately, execution_options={"unscoped": True})
    back_ids = [task_id for task_id, after in rows if after.get("assignee_id") == ctx.user.id]
    return ctx.session.get(Task, back_ids[0]) if back_ids else None


def _given_by_me(ctx: Context) -> Select[int]:
    return select(Task.id).where(
        Task.creator_id == ctx.user.id, Task.assignee_id == ctx.user.id, Task.status == "open"
    )


@handles("task.mine")
def take_over(frame: Frame, ctx: Context) -> str:
    """The speaker does it after all; whoever had it hears so."""
    task = find_task(frame, ctx)
    had = task.assignee_id
    if had != ctx.user.id:
        task.assignee_id = ctx.user.id
        send(ctx, "mine", task, had, Text(words.taken_over(task, ctx.user.name)))
    return words.mine(task, ctx.now, ctx.tz)


THINGS = "(?:任务|待办|事情?|工作)"
HOW = "(?:有哪些|进度|进展|怎么样了?|完成得?怎么样了?|情况|完成情况)"


@says(
    r"(?:看看|查一下)?我?(?:交办|派|交给别人|布置|分配|安排|交出去|派出去|交待|交代)(?:出去|下去)?"
    rf"的?{THINGS}{HOW}*",
    r"(?:任务|待办|交办)(?:的)?(?:进度|进展|完成情况)",
)
def read_given(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("task.given")


@says(
    rf"(?:那|现在|看看|还有)*(?:哪些人|哪几个|谁)(?:的{THINGS}?)?(?:还|都|现在|到现在)*(?:没有?|未)(?:做|完成|弄|办|干|搞|交)(?:完成?|好)?的?(?:呢|了)?"
)
def read_unfinished(match: re.Match[str], ctx: Context) -> Frame:
    """谁还没做完: of others, so of what I gave them."""
    return Frame("task.given", {"status": "open"})


@handles("task.given")
def given(frame: Frame, ctx: Context) -> str:
    """What I gave to others: open, and done lately; or only what is not done."""
    still_open = frame.slots.get("status") == "open"
    wanted = (
        select(Task, User.name)
        .join(User, User.id == Task.assignee_id)
        .where(
            Task.creator_id == ctx.user.id,
            or_(Task.assignee_id != ctx.user.id, Task.group_id.is_not(None)),
            or_(Task.status == "open", Task.done_at > ctx.now - SHOWN_DONE),
            Task.status.in_(("open",) if still_open else ("open", "done")),
        )
        .order_by(Task.status.desc(), Task.due_at.is_(None), Task.due_at, Task.id)
        .limit(100)
    )
    rows = [(task, name) for task, name in ctx.session.execute(wanted)]
    if not rows:
        return _none_left(ctx) if still_open else words.NOTHING_GIVEN
    ctx.remember(listed={"kind": "task", "ids": [task.id for task, _ in rows]})
    lines = []
    for n, (task, name) in enumerate(rows, 1):
        progress = counted.in_words(ctx.session, task) if task.wanted and task.status == "open" else ""
        lines.append(f"{n}. {words.given_line(task, name, ctx.now, ctx.tz, progress)}")
    if still_open:
        return listing(ctx, f"你交出去还没做完的（{len(rows)}条）", lines)
    done = sum(task.status == "done" for task, _ in rows)
    return listing(ctx, f"你交出去的待办（{done}/{len(rows)}完成）", lines)


def _none_left(ctx: Context) -> str:
    return words.NOTHING_LEFT if ctx.scope.kind == "own" else words.NOTHING_LEFT + words.EACH_HAS


@says(
    r"(?:等|等到|如果|要是|一旦)?(.{2,20}?)(?:的?商机)?(?:一?到了?|进入|进到|推进到|走到)(.{1,8}?)(?:阶段)?"
    r"(?:的?时候?|后|之后|以后|了|时)?[，, ]*(?:再|就)?(?:提醒|叫|通知)我(?:去)?(.{2,40})",
    r"(?:等|等到|如果|要是|一旦)?(.{2,20}?)(签了|签单|成交|赢单|赢|黄)(?:了|下来)?(?:的?时候?|后|之后|以后|的话)?"
    r"[，, ]*(?:再|就)?(?:提醒|叫|通知)我(?:去)?(.{2,40})",
)
def read_wait(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为到谈判阶段提醒我准备合同: only with a customer and a stage that there are."""
    found = customers_called(match[1], ctx)
    if not found or waiting.stage_called(ctx.session, match[2]) is None:
        return None
    slots = {"customer": match[1], "stage": match[2], "title": match[3].strip("，, ")}
    return Frame("task.wait", slots, refs={"customer": found})


@handles("task.wait")
def wait(frame: Frame, ctx: Context) -> str:
    """A task without a day: it comes due when a chance of the customer reaches the stage."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    stage = waiting.stage_called(ctx.session, str(frame.slots["stage"]))
    if stage is None:
        raise Question(words.no_stage(str(frame.slots["stage"]), waiting.names(ctx.session)), "stage")
    title = str(frame.slots["title"])
    task = tasks.create(ctx.session, ctx.user.id, title, None, ctx.now, ctx.tz, customer=customer)
    task.waits_for = stage
    ctx.spoke_of(customer)
    there = waiting.is_there(ctx.session, customer.id, stage)
    if there:
        ctx.session.flush()
        waiting.reached(ctx.session, customer.id, stage, ctx.now, ctx.tz)
    return words.waits(task, customer, stage, there)
