"""Several tasks of the list in one message: 「1不用了 2买完了」「第一个推到周五 第三个删掉」."""

import re
from typing import Any, Final

from crm.errors import Refused
from handlers.context import Context
from handlers.phrases import says
from handlers.registry import FRAMES, handles
from handlers.tasks.refs import ordinal
from handlers.vocabulary import parse
from handlers.whole import all_or_nothing
from nlp.frames import Frame

NTH: Final = r"第?(?:\d{1,2}|[一二三四五六七八九十])[个条项号]?"
EACH: Final = re.compile(
    rf"(?:^|(?<=[ ,，;；、。]))(?P<nth>{NTH})[ ,、，.]*(?P<what>[^\d ,，;；、。]\S{{0,15}}?)"
    "(?=[ ,，;；、。]|$)"
)
BETWEEN: Final = re.compile("[ ,，;；、。]*")
DONE: Final = re.compile(".{0,4}(?:[完好过掉]|成|定)了?|(?:[做办买送发寄打交签约问看去见])了|ok|done")
DROPPED: Final = re.compile(
    "(?:先|都)?(?:不用|不要|不必|取消|删|去掉|不[做去买送办管]|算)(?:除|掉|做|去|管)?(?:了|吧)*"
)
MOVES: Final = {"correct", "task.postpone"}


@says(rf"{NTH}[ ,、，.]*[^\d ].*", longest=80)
def read_each(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of the list that was just shown; where one of them says nothing of a task, the parser reads it."""
    listed = ctx.state.get("listed") or {}
    found = list(EACH.finditer(match[0])) if listed.get("kind") == "task" and ctx.open is None else []
    if len(found) < 2 or not all(BETWEEN.fullmatch(rest) for rest in EACH.split(match[0])[::3]):
        return None
    verdicts = [_verdict(one, listed["ids"], ctx) for one in found]
    return Frame("task.each", {"verdicts": verdicts}) if all(verdicts) else None


def _verdict(match: re.Match[str], ids: list[int], ctx: Context) -> dict[str, Any] | None:
    """What is to be done to which."""
    nth = ordinal(match["nth"].rstrip("个条项号")) or 0
    if not 1 <= nth <= len(ids):
        return None
    task, what = ids[nth - 1], match["what"]
    if DROPPED.fullmatch(what):
        return {"intent": "task.cancel", "task": task}
    if DONE.fullmatch(what):
        return {"intent": "task.done", "task": task}
    read = parse(f"第{nth}个{what}", ctx)
    when = read[0].slots.get("due", read[0].slots.get("value")) if len(read) == 1 else None
    if not when or read[0].intent not in MOVES:
        return None
    return {"intent": "task.postpone", "task": task, "due": when}


@handles("task.each")
def do_each(frame: Frame, ctx: Context) -> str:
    """One that cannot be done keeps none of the others from it; how a meeting went is asked of the last."""
    return "\n".join(_do(one, ctx) for one in frame.slots["verdicts"])


def _do(verdict: dict[str, Any], ctx: Context) -> str:
    slots = {name: value for name, value in verdict.items() if name != "intent"}
    try:
        with all_or_nothing(ctx):
            said: str = FRAMES[verdict["intent"]](Frame(verdict["intent"], slots), ctx)
            return said
    except Refused as refusal:
        return str(refusal)
