"""「李强约到3点了」, where one meets 李强 already: that appointment is moved, and no second one is made."""

import re
from dataclasses import replace

from crm.tasks import appointments, tasks
from handlers.context import Context
from handlers.mending.last_write import last_written
from models.work import Task
from nlp.frames import Frame

AGREED = re.compile(
    "约(?:在|到|好|成|定)+|改约|重新约|约(?:的|了)?(?:时间)?(?:改|换)|时间(?:定|约)(?:在|到|为)"
)


def appointed(frame: Frame, ctx: Context) -> Frame:
    """The new time of the one appointment with this person; where nobody is named, of the one just made."""
    if "due" not in frame.slots or "repeat" in frame.slots or not AGREED.search(ctx.text):
        return frame
    mine = [one for one in tasks.open_tasks(ctx.session, ctx.user.id) if _is_one(one, ctx)]
    found = [one for one in mine if _is_with(one, frame, ctx)]
    if len(found) != 1:
        return _called_so(frame)
    return Frame("task.postpone", {"task": found[0].id, "due": frame.slots["due"]}, evidence=frame.evidence)


NEWS = re.compile("(?:跟|和|与)?(?P<who>.{0,6}?)(?:那边)?(?:已经|也)?(?:重新|改)?约(?:在|到|好|成|定|上)*了?")


def _called_so(frame: Frame) -> Frame:
    """见李强, where the news was that he has said when."""
    title = str(frame.slots.get("title", ""))
    news = NEWS.fullmatch(title)
    whom = (news["who"] if news else "") or frame.slots.get("contact") if news or not title else None
    if not isinstance(whom, str):
        return frame
    return replace(frame, slots={**frame.slots, "title": f"见{whom}"})


def _is_one(task: Task, ctx: Context) -> bool:
    return task.due_at is not None and task.due_at > ctx.now and appointments.meets(task)


def _is_with(task: Task, frame: Frame, ctx: Context) -> bool:
    people = {one.id for one in frame.refs.get("contact", ())}
    firms = {one.id for one in frame.refs.get("customer", ())}
    if people or firms:
        return task.contact_id in people if people else task.customer_id in firms
    return "contact" not in frame.slots and "customer" not in frame.slots and task in last_written(ctx)
