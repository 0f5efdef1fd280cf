"""把明天的都挪到后天: the tasks of one day together, and none of another."""

import re
from datetime import datetime

from crm.errors import NotThere, Refused
from crm.tasks import tasks
from handlers import replies
from handlers.context import Context
from handlers.phrases import says
from handlers.questions.confirming import LEFT_ALONE, confirmed
from handlers.registry import handles
from handlers.tasks.intents import moved_due
from handlers.tasks.moved_to import moved_to
from handlers.tasks.refs import on_day
from models.changes import last_sets, records_of
from models.work import Task
from nlp.frames import Frame
from zh import say

DAY = "(今天|明天|后天|大后天|(?:这|本|下)?(?:周|星期|礼拜)[一二三四五六日天])"
BARE = re.compile("周|星期|礼拜")
MOST_SETS = 20  # messages since the list was shown
MANY = 5  # more than so many are shown before they are moved


@says(
    rf"(?:帮我|麻烦)?(?:把|将)?(?:我)?{DAY}的?(?:待办|任务|事情?|安排|活|行程)?(?:全部|统统|通通|都|全|所有)+(?:的)?"
    r"(?:待办|任务|事情?|安排)?(?:给我)?(?:往后)?(?:挪|推|改|移|延|放|调|推迟|延后|顺延)(?:到|至|成)(.{2,10}?)(?:吧|去)?"
)
def read_day(match: re.Match[str], ctx: Context) -> Frame | None:
    """Which day, and to which; whatever stood on other days stays there."""
    value = moved_to(match[2], ctx)
    return Frame("task.move_day", {"day": match[1], "due": value}) if value is not None else None


@handles("task.move_day")
def move_day(frame: Frame, ctx: Context) -> str:
    """Each keeps its hour."""
    mine = tasks.open_tasks(ctx.session, ctx.user.id)
    found = on_day(mine, str(frame.slots["day"]), ctx) or []
    day = str(frame.slots["day"])
    due = [one.due_at for one in found if one.due_at is not None]
    back = found and all(moved_due(one, str(frame.slots["due"]), ctx).at < max(due) for one in found)
    if not found or (back and BARE.match(day)):  # 周五的都推到下周一 means no Friday that comes after it
        raise NotThere(f"{day}没有待办，什么都没有改。")
    return _moved(found, frame, ctx, day)


def _moved(found: list[Task], frame: Frame, ctx: Context, which: str) -> str:
    """Raises Question where they are many, Refused where the time has gone."""
    moves = [(task, moved_due(task, str(frame.slots["due"]), ctx)) for task in found]
    last = max(when.at for _, when in moves)
    if last < ctx.now:
        raise Refused(replies.already_past(say.moment(last, moves[0][1].grain, ctx.now, ctx.tz)))
    if len(moves) > MANY and not confirmed(
        frame, f"{which}的{len(moves)}条待办都改，确认吗？\n{_lines(found)}"
    ):
        return LEFT_ALONE
    for task, when in moves:
        tasks.reschedule(task, when, ctx.now, ctx.tz)
    day = say.day(last.astimezone(ctx.tz).date(), ctx.now.astimezone(ctx.tz).date())
    return f"已把{len(found)}条改到{day}：\n{_lines(found)}"


@says(
    r"(?:帮我|麻烦)?(?:把|将)?(?:剩下|其余|其他|余下|别的|剩余)的?(?:几条|几个|几件|待办|任务|事情?)?(?:全部|统统|都|全)?(?:给我)?(?:往后)?"
    r"(?:挪|推|改|移|延|放|调|推迟|延后|顺延)(?:到|至|成)(.{2,10}?)(?:吧|去)?"
)
def read_rest(match: re.Match[str], ctx: Context) -> Frame | None:
    """剩下的都推到周四: of the list that was shown, what nobody has touched since."""
    listed, value = ctx.state.get("listed") or {}, moved_to(match[1], ctx)
    if listed.get("kind") != "task" or "at" not in listed or value is None or ctx.open is not None:
        return None
    sets = last_sets(ctx.session, ctx.user.id, datetime.fromisoformat(listed["at"]), MOST_SETS)
    touched = {r.id for set_id in sets for r, _ in records_of(ctx.session, set_id) if isinstance(r, Task)}
    return Frame("task.move_rest", {"tasks": [n for n in listed["ids"] if n not in touched], "due": value})


@handles("task.move_rest")
def move_rest(frame: Frame, ctx: Context) -> str:
    """Each keeps its hour; taken back by one word as they were moved."""
    mine = {task.id: task for task in tasks.open_tasks(ctx.session, ctx.user.id)}
    found = [mine[n] for n in frame.slots["tasks"] if n in mine]
    if not found:
        raise NotThere("刚才的列表里没有剩下的了，什么都没有改。")
    return _moved(found, frame, ctx, str(frame.slots.get("which", "剩下")))


@says(
    r"(?:帮我|麻烦)?(?:把|将)?(?:我?的?(?:待办|任务))?(?:全部|统统|所有的?|这些|全)(?:待办|任务)?(?:都|全部)?(?:给我)?(?:往后)?"
    r"(?:挪|推|改|移|延|调|推迟|延后|顺延)(?:到|至|成)(.{2,10}?)(?:吧|去)?"
)
def read_all(match: re.Match[str], ctx: Context) -> Frame | None:
    """全部推到下周: of the list that was shown, else of all that has a day."""
    value = moved_to(match[1], ctx) if ctx.open is None else None
    if value is None:
        return None
    listed = ctx.state.get("listed") or {}
    mine = [one.id for one in tasks.open_tasks(ctx.session, ctx.user.id) if one.due_at is not None]
    shown = [n for n in listed["ids"] if n in mine] if listed.get("kind") == "task" else []
    return Frame("task.move_rest", {"tasks": shown or mine, "due": value, "which": "全部"})


def _lines(found: list[Task]) -> str:
    return "\n".join(f"· {task.title}" for task in found)
