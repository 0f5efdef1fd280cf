"""Calls one has to make: 「打过了」「没打通，下午再打」, where a task says so; else the parser reads."""

import re
from datetime import timedelta

from crm import days
from crm.tasks import tasks
from handlers.context import Context, Question
from handlers.phrases import contacts_called, says
from handlers.registry import FRAMES, handles
from handlers.tasks import words
from handlers.tasks.moved_to import moved_to
from handlers.tasks.outcomes import finish
from handlers.tasks.refs import find_task, said_of
from models.work import Interaction, Task
from nlp.frames import Frame

UNREACHED = re.compile("没(?:打|拨|接)?通|[打拨]不通|没人接|无人接|[没不]接|占线|忙音|关机|停机|通话中|空号")
CALLS = ("电话", "致电", "打给", "通话", "语音", "回电", "去电")
THEY = "他|她|对方|客户|人家|那边|他们|她们"
WHO = rf"(?:(?:给|打给|跟)?(?P<who>{THEY}|(?!电话)[^,，。 给打]{{2,6}}?)(?:那边|的)?)?"
NOW = "(?:我|都|也|刚刚?|刚才|已经|早就|总算|终于|都)*"
TOLD = "(?:[,， ]+(?P<told>[^?？]{3,40}))?"


@says(
    rf"(?:电话)?{NOW}(?:打|回)(?:过|完|通|好)(?:电话)?了?{TOLD}",
    rf"(?:电话)?{NOW}(?:打|回)(?:了|过)?(?:个|通)?(?:电话)?了{TOLD}",
    rf"{NOW}通过?电?话了{TOLD}",
)
def read_called(match: re.Match[str], ctx: Context) -> Frame | None:
    """打过了, 电话打完了 他说下周定: the call that was to be made."""
    meant = said_of(_calls(None, ctx), ctx)
    told = {"told": match["told"]} if match["told"] else {}
    return Frame("task.done", {**meant, **told}) if meant else None


TRIED = f"(?:打|拨)?(?:了|过)?(?:[一两二三几]?[个次遍])?(?:电话)?{NOW}(?:还是|一直|老是?|又|,|，| )*"
UNHEARD = (
    "(?:没(?:有)?(?:打|拨|接)?通|(?:打|拨|接)不通|没(?:有)?人接(?:听)?|无人接听|(?:没有?|不)接(?:听|电话)?"
    "|占线|忙音|关机|停机|(?:正在|在)?通话中)(?:电话|的状态)?了?"
)
AGAIN = "(?:再|重新|接着|换个时间)(?:打|拨|试|联系|说|回|约)(?:给?[他她]|过去|一[次遍个下]|试|看)*吧?"
LATER = (
    rf"(?:[,， ]*(?:我|那|就|先|等|过|准备|打算)*(?P<when>[^,，。]{{2,8}}?)(?:我|就|,|，| )*{AGAIN}(?:吧)?)?"
)


VAGUE = "(?:一?会儿?|待会儿?|等会儿?|过会儿?|晚点|回头|改天|有空)(?:再(?:说|打|试|联系).{0,3})?"
LEFT = f"(?:(?:那|就|先|还是)*(?:算了|这样吧?|放着吧?)|{VAGUE})"


@says(
    rf"{WHO}{TRIED}{UNHEARD}(?P<left>[,， ]+{LEFT})",
    rf"{WHO}{TRIED}{UNHEARD}{LATER}(?P<left>)",
    rf"{WHO}{TRIED}{UNHEARD}[,， ]*(?P<when>){AGAIN}(?P<left>)",
)
def read_unheard(match: re.Match[str], ctx: Context) -> Frame | None:
    """没人接, 打了没通 下午再打: the call is put off, to the time that was said or is asked for."""
    meant = said_of(_calls(match["who"], ctx), ctx)
    if not meant:
        return None
    if match["left"]:
        return Frame("task.call_again", {**meant, "left": True})
    when = moved_to(match["when"], ctx) if match["when"] else None
    return Frame("task.call_again", {**meant, **({"due": when} if when else {})})


def made(record: Interaction, ctx: Context) -> str:
    """What a record of a call says of the call that was to be made by today: it is done."""
    if record.channel != "call" or record.contact_id is None or record.user_id != ctx.user.id:
        return ""
    if record.task_id is not None or UNREACHED.search(ctx.text):
        return ""
    tomorrow = days.starts(days.today(ctx.now, ctx.tz) + timedelta(days=1), ctx.tz)
    mine = tasks.open_tasks(ctx.session, ctx.user.id, customer_id=record.customer_id, before=tomorrow)
    done = [one for one in mine if one.contact_id == record.contact_id and _is_call(one)]
    for one in done:
        finish(one, ctx, asks=False)
    return "\n".join(map(words.along_with, done))


def _is_call(task: Task) -> bool:
    return any(word in task.title for word in CALLS)


def _calls(who: str | None, ctx: Context) -> list[Task]:
    """The calls I have to make, or those to this person."""
    mine = [one for one in tasks.open_tasks(ctx.session, ctx.user.id) if _is_call(one)]
    if not who or re.fullmatch(THEY, who):
        return mine
    people = {one.id for one in contacts_called(who, ctx)}
    return [one for one in mine if one.contact_id in people]


@handles("task.call_again")
def call_again(frame: Frame, ctx: Context) -> str:
    """Nobody answered: at that time, counted from now and not from the hour it had."""
    task = find_task(frame, ctx)
    if "left" in frame.slots:
        return words.left_open(task)
    if "due" not in frame.slots:
        again = Frame("task.postpone", {"task": task.id, "anew": True})
        raise Question(words.ask_when_again(task), "due", frame=again)
    again = Frame("task.postpone", {"task": task.id, "anew": True, "due": frame.slots["due"]})
    return FRAMES["task.postpone"](again, ctx)
