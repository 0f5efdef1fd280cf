"""「李强约到3点了」, where one meets 李强 already: that appointment is moved, and no second one is made."""

import re
from dataclasses import replace

from crm.tasks import appointments, tasks
from handlers.contacts.people_told import of_a_customer
from handlers.context import Context
from handlers.mending.last_write import last_written
from handlers.phrases import says
from handlers.tasks.moved_to import moved_to
from models.work import Task
from nlp.frames import Frame
from nlp.times import find as find_times

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


CANNOT = "(?:不行|没空|没时间|不方便|来不了|去不了|有事|不在|不合适)"


@says(
    "(?P<who>[^,，。 ]{2,10}?)(?:那边)?(?:刚)?(?:回话?了?|回复了?|来电话?|打电话来|说|表示|[,， ])+(?:他|她)?"
    rf"(?P<old>[^,，。 ]{{2,8}}?){CANNOT}了?[,， ]*(?:那就?|就|改|换|约|到|成|能不能|想|看)*"
    "(?P<new>[^,，。]{2,12}?)(?:吧|可以|都?行|呢)?"
)
def read_not_then(match: re.Match[str], ctx: Context) -> Frame | None:
    """李总回了 后天不行 下周一上午: the appointment of that day is moved; without one it is what he said."""
    people = of_a_customer(match["who"], ctx)
    now = ctx.now.astimezone(ctx.tz)
    then = find_times(match["old"], now, "future")
    when = moved_to(match["new"], ctx) if len(people) == 1 and then and ctx.open is None else None
    if when is None or then[0].text != match["old"]:
        return None
    day = then[0].as_deadline()[:10]
    found = [one for one in due_on(day, ctx) if people[0].id == one.contact_id]
    if len(found) == 1:
        return Frame("task.postpone", {"task": found[0].id, "due": when})
    told = {"contact": people[0].name, "content": ctx.text.strip()}
    return Frame("interaction.log", told, refs={"contact": people})


def due_on(day: str, ctx: Context) -> list[Task]:
    """What of mine is open and due that day (ISO)."""
    return [
        one
        for one in tasks.open_tasks(ctx.session, ctx.user.id)
        if one.due_at is not None and str(one.due_at.astimezone(ctx.tz).date()) == day
    ]
