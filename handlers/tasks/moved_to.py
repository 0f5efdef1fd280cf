"""周五, 后天下午三点: a time said alone, as 「改到周五」 would have it; and of which week a weekday is."""

import re
from datetime import datetime, timedelta

from crm.tasks.tasks import Due
from handlers.context import Context
from handlers.slots import is_time
from handlers.vocabulary import parse
from models.work import Task
from nlp.times import find
from nlp.times.backwards import goes_back

BARE_WEEKDAY = re.compile(r"(?<![上下本这个])(?:周|星期|礼拜)[一二三四五六日天](?!.*(?:周|星期|礼拜))")


def moved_to(words: str, ctx: Context, before: str = "") -> str | None:
    """A time of the contract, local; None for words that name none: 看情况吧. `before` is what stands before
    them: 提前 两天 goes back."""
    if not find(words, ctx.now.astimezone(ctx.tz)):
        return None
    found = parse(f"改到{words.strip()}", ctx)[0]
    value = found.slots.get("value", found.slots.get("due"))
    if found.intent not in ("correct", "task.postpone") or not is_time(value):
        return None
    back = str(value).startswith("P") and goes_back(before)
    return f"-{value}" if back else str(value)


def of_its_week(when: Due, task: Task, ctx: Context) -> Due:
    """That weekday of the week in which the task is due, if it is still to come."""
    if task.due_at is None:
        return when
    old, new = task.due_at.astimezone(ctx.tz), when.at.astimezone(ctx.tz)
    monday = old - timedelta(days=old.weekday())
    at = datetime.combine((monday + timedelta(days=new.weekday())).date(), new.time(), ctx.tz)
    return Due(at, when.grain) if at > ctx.now else when
