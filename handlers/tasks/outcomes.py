"""A task that comes to its end: the next of its series, a word to whoever gave it, 「聊得怎么样？」."""

import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from crm.interactions import neglect
from crm.tasks import appointments, counted, repeats, tasks
from crm.tasks import notices as task_notices
from handlers.context import ANSWER_WITHIN, Context, Question
from handlers.names import refs_to
from handlers.questions.asking import ask
from handlers.tasks import words as tasks_words
from models.customers import Customer
from models.outbox import Message, Text, queue
from models.people import User
from models.work import Interaction, Task
from nlp.frames import Frame

FRESH = timedelta(days=3)  # an appointment of longer ago is not asked about


def finish(task: Task, ctx: Context, *, asks: bool = True) -> list[str]:
    """Bring a task to its end; what there is to say beside it, the question last, where it `asks`."""
    tasks.finish(task, ctx.now)
    said = []
    following = repeats.follow(ctx.session, task, ctx.now, ctx.tz)
    if following is not None:
        said.append(tasks_words.next_one(following, ctx.now, ctx.tz))
    _tell_creator(task, ctx)
    if task.group_id is not None:
        said.append(_group(task, ctx))
    question = _ask(task, ctx) if asks else None
    return [*said, question] if question else said


def send(ctx: Context, kind: str, task: Task, user_id: int, message: Message) -> None:
    """Something about a task for a colleague, in this transaction."""
    ctx.sent += 1
    key = task_notices.key(kind, task.id, user_id, ctx.session.info["set_id"])
    queue(ctx.session, key, user_id, message, ctx.now)


def _group(task: Task, ctx: Context) -> str:
    counted_ = select(Task.status, func.count()).where(Task.group_id == task.group_id).group_by(Task.status)
    rows = ctx.session.execute(counted_, execution_options={"unscoped": True})
    states = {status: number for status, number in rows}  # noqa: C416  (a row is no tuple to the type checker)
    # this one is not flushed yet
    done = states.get("done", 0) + 1
    whole = sum(states.values()) - states.get("cancelled", 0)
    return tasks_words.progress_of_group(task, done, whole)


def _ask(task: Task, ctx: Context) -> str | None:
    """「聊得怎么样？」: the next message is the follow-up record."""
    if task.customer_id is None or task.wanted is not None:
        return None
    customer = ctx.session.get(Customer, task.customer_id)
    if customer is None or (task.due_at is not None and ctx.now - task.due_at > FRESH):
        return None
    ctx.spoke_of(customer)
    if task.contact_id is not None:
        ctx.conversation.contact_id = task.contact_id
    ctx.remember(telling={"task": task.id, "customer": customer.id, "at": ctx.now.isoformat()})
    frame = Frame("interaction.log", {"customer": customer.name}, refs=refs_to(customer))
    return ask(Question(tasks_words.ask_outcome(customer), "content"), frame, [], ctx)


def told(record: Interaction, ctx: Context) -> None:
    """The record tells the outcome of the task just finished, if it is about the same customer."""
    telling: dict[str, Any] | None = ctx.state.get("telling")
    if telling is None:
        return
    ctx.remember(telling=None)
    late = ctx.now - datetime.fromisoformat(telling["at"]) > ANSWER_WITHIN
    if late or telling["customer"] != record.customer_id:
        return
    task = ctx.session.get(Task, telling["task"])
    if task is not None:
        record.task_id = task.id
        record.contact_id = record.contact_id or task.contact_id
        record.channel = record.channel or _channel(task)


CALLED = re.compile("打电话|回电|去电|致电|通电话")


def _channel(task: Task) -> str | None:
    """去趟海康 that is done was a visit, 给李强回电话 a call."""
    return "visit" if appointments.meets(task) else "call" if CALLED.search(task.title) else None


def count_on(user: User, record: Interaction, ctx: Context) -> str:
    """After a record: how far the counted tasks are, which reminders it answers; no statement for whoever
    has neither."""
    if user.id != ctx.user.id or not counted.counting(ctx.user, ctx.now):
        return ""
    ctx.session.flush()
    answered = neglect.answered(ctx.session, user.id, record.customer_id, ctx.now)
    found = [
        one
        for one in counted.progress(ctx.session, user.id)
        if counted.concerns(ctx.session, one.task, record.customer_id)
    ]
    for one in found:
        if one.done:
            tasks.finish(one.task, ctx.now)
            _tell_creator(one.task, ctx)
    return "\n".join([*map(tasks_words.along_with, answered), *filter(None, [tasks_words.counting(found)])])


def _tell_creator(task: Task, ctx: Context) -> None:
    if task.creator_id != ctx.user.id:
        words = tasks_words.done_by(task, ctx.user.name)
        send(ctx, "done", task, task.creator_id, Text(words))


def said_done(task: Task, ctx: Context) -> str:
    """The answer to 「…完成了」."""
    return "\n".join([tasks_words.task_done(task), *finish(task, ctx)])
