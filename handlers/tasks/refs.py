"""Which task is meant: 第2个, 报价单那个, 华为的那条, or the only one there is."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from rapidfuzz import fuzz

from crm import days
from crm.errors import NotThere
from crm.people import leave
from crm.tasks import tasks
from handlers.context import Context, Option, Question
from handlers.mending.last_write import last_written
from handlers.phrases import colleagues_called
from handlers.resolve import maybe_customer
from handlers.tasks import words as tasks_words
from models.work import Task
from nlp.frames import Frame
from nlp.values.numerals import small_int
from zh import say

ORDINAL = re.compile(r"^(?:第)?([一二三四五六七八九十]|\d{1,3})(?:个|条|项)?$")
ALIKE = 60  # of 100: how much of the words must stand in the title
HALF = 50  # of what was said beside the names
CLEAR = 90  # where nothing but the words says that a task is meant
LATELY = timedelta(days=7)  # how long a task that is done is remembered by its words


MOST = 6  # candidates of a question
DAYS = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3}
ON_DAY = re.compile(
    r"(今天|明天|后天|大后天)?(下)?(?:周|星期|礼拜)?([一二三四五六日天])?(?:的|那个|那条|的那个|的事情?|的待办)?"
)


def on_day(mine: list[Task], ref: str, ctx: Context) -> list[Task] | None:
    """明天那个, 周五的: the tasks of that day; None if the words are no day."""
    match = ON_DAY.fullmatch(ref)
    if match is None or not (match[1] or (match[3] and re.search("周|星期|礼拜", ref))):
        return None
    today = ctx.now.astimezone(ctx.tz).date()
    if match[1]:
        day = today + timedelta(days=DAYS[match[1]])
    else:
        weekday = 6 if match[3] == "天" else say.WEEKDAYS.index(match[3])
        day = today + timedelta(days=weekday - today.weekday() + (7 if match[2] else 0))
    # On a Friday 周一 is the coming one; and 周三 is that of next week, where this one has none.
    if (day < today or (match[3] and not match[2])) and not _of_day(mine, day, ctx):
        day += timedelta(days=7)
    return _of_day(mine, day, ctx)


def _of_day(mine: list[Task], day: date, ctx: Context) -> list[Task]:
    return [task for task in mine if task.due_at and task.due_at.astimezone(ctx.tz).date() == day]


def find_task(frame: Frame, ctx: Context) -> Task:
    """The task the frame points at; a question with the candidates when several fit.

    `among`: the ids of those it can only be.
    """
    if "task" in frame.slots:  # chosen from candidates
        task = ctx.session.get(Task, int(frame.slots["task"]))
        if task is not None:
            return task
    if "among" in frame.slots:
        some = [ctx.session.get_one(Task, int(one)) for one in frame.slots["among"]]
        raise Question(tasks_words.which_task(), "task", [_option(task, ctx) for task in some[:MOST]])
    ref = str(frame.slots.get("ref", ""))
    listed = _listed(ref, ctx)
    if listed is not None:
        return listed
    if ORDINAL.match(ref) and (shown := ctx.state.get("listed")) and shown["kind"] == "task":
        raise NotThere(f"刚才的列表只有{len(shown['ids'])}条，没有{ref}。发「待办」再看一遍。")
    customer = maybe_customer(frame, ctx)
    if not ref and "customer" not in frame.slots and (written := _just_written(ctx)):
        return written
    mine = tasks.open_tasks(ctx.session, ctx.user.id, customer_id=customer.id if customer else None)
    dated = on_day(mine, ref, ctx)
    fitting = _by_more_than_names(_fitting(mine, ref), ref, ctx) if dated is None else dated
    if not fitting and customer is None and (theirs := _of_colleague(ref, ctx)):
        fitting = theirs
    if not fitting:
        over = lately_done(ref, ctx) if ref else None
        if over is not None and (customer is None or over.customer_id == customer.id):
            raise NotThere(tasks_words.task_over(over))
        open_ones = tasks.open_tasks(ctx.session, ctx.user.id)
        said = ref or (customer.name if customer else "")
        if not open_ones or not said:
            raise NotThere(tasks_words.no_task("" if not open_ones else said))
        options = [_option(task, ctx) for task in open_ones[:MOST]]
        if ORDINAL.match(ref):
            raise Question("先看一眼，是哪一条？", "task", options)
        raise Question(f"没有和「{said}」对得上的待办，是下面哪一条？都不是就回「算了」。", "task", options)
    if len(fitting) > 1:  # a brief goes where its appointment goes
        ids = {task.id for task in fitting}
        fitting = [task for task in fitting if task.prepares_id not in ids]
    if len(fitting) == 1:
        return fitting[0]
    raise Question(tasks_words.which_task(), "task", [_option(task, ctx) for task in fitting[:MOST]])


def one_of(some: Sequence[Task]) -> dict[str, Any]:
    """Slots for `find_task`: the only one of these, else it asks which; empty for none."""
    if len(some) == 1:
        return {"task": some[0].id}
    return {"among": [task.id for task in some]} if some else {}


def said_of(some: list[Task], ctx: Context) -> dict[str, Any]:
    """The only one, the one just written, the one whose hour has come; else which is asked. Empty: none."""
    if ctx.open is not None and ctx.open["options"]:
        return {}
    for fitting in (
        some,
        [one for one in some if one in last_written(ctx)],
        [one for one in some if one.due_at is not None and one.due_at <= ctx.now],
    ):
        if len(fitting) == 1:
            return one_of(fitting)
    return one_of(some)


def _of_colleague(ref: str, ctx: Context) -> list[Task]:
    """李晓送合同: what is 送合同 among 李晓's tasks, as far as within sight; none where it names nobody."""
    for end in range(min(4, len(ref) - 2), 1, -1):
        called = colleagues_called(ref[:end], ctx)
        if len(called) == 1 and called[0].id not in (None, ctx.user.id):
            said = ref[end:].lstrip("的")
            found = _fitting(tasks.open_tasks(ctx.session, called[0].id), said)
            if not found:
                raise NotThere(tasks_words.not_theirs(called[0].name, said))
            return found
    return []


def _just_written(ctx: Context) -> Task | None:
    """推到周五, without a word about which: the open task of the last write, if it had one."""
    written = {record for record in last_written(ctx) if isinstance(record, Task)}
    written = {task for task in written if task.prepares_id is None} or written
    if len(written) == 1 and (task := written.pop()).status == "open" and task.deleted_at is None:
        return task
    return None


def _option(task: Task, ctx: Context) -> Option:
    return Option(tasks_words.task_line(task, ctx.now, ctx.tz), slots={"task": task.id})


def ordinal(ref: str) -> int | None:
    """第2个: 2; None for words that are no place in a list."""
    match = ORDINAL.match(ref)
    return small_int(match[1]) if match else None


def _listed(ref: str, ctx: Context) -> Task | None:
    """第2个 of the list that was just shown."""
    number = ordinal(ref)
    listed = ctx.state.get("listed")
    if number is None or not listed or listed["kind"] != "task":
        return None
    ids = listed["ids"]
    return ctx.session.get(Task, ids[number - 1]) if 1 <= number <= len(ids) else None


def _fitting(mine: list[Task], ref: str) -> list[Task]:
    """Tasks whose title has the words; the best alone if it is clearly the best."""
    if not ref:
        return mine
    scored = sorted(((likeness(ref, task.title), -n, task) for n, task in enumerate(mine)), reverse=True)
    good = [(score, task) for score, _, task in scored if score >= ALIKE]
    if len(good) > 1 and good[0][0] - good[1][0] >= 15:
        return [good[0][1]]
    return [task for _, task in good]


def _by_more_than_names(fitting: list[Task], ref: str, ctx: Context) -> list[Task]:
    """Not 给汪洋回电话 for 汪洋开会: where more than who was said, some of that is in the title too."""
    rest = ref
    for one in ctx.names.mentioned(ctx.text):
        rest = rest.replace(one.key, "")
    if rest == ref or len(rest := _core(rest)) < 2:
        return fitting
    return [task for task in fitting if likeness(rest, task.title) >= HALF]


def clearly(some: Sequence[Task], said: str) -> list[Task]:
    """Those that these words name beyond doubt: all of the words stand in the title, short ones in a row."""
    core = _core(said)
    if len(core) < 2:
        return []
    found = [task for task in some if core in task.title]
    if found or len(core) < 3:
        return found
    return [task for task in some if likeness(said, task.title) >= CLEAR]


def lately_done(said: str, ctx: Context) -> Task | None:
    """The last of mine that these words name and that came to its end in the last days."""
    found = clearly(tasks.done_since(ctx.session, ctx.user.id, ctx.now - LATELY), said)
    return found[0] if found else None


def _core(ref: str) -> str:
    return re.sub(r"那个|这个|那条|这条|待办|任务|的|给|把|了", "", ref) or ref


def likeness(ref: str, title: str) -> float:
    """How much of the words stands in the title, whatever the order (0 to 100)."""
    core = _core(ref)
    return max(fuzz.partial_ratio(core, title), fuzz.token_set_ratio(" ".join(core), " ".join(title)))


def tapped_task(ref: tuple[str, ...], ctx: Context) -> Task | None:
    """The task a card is about: one within sight, or of somebody the person stands in for today."""
    if not ref or not ref[0].isdigit():
        return None
    task = ctx.session.get(Task, int(ref[0]))
    if task is not None:
        return task
    task = ctx.session.get(Task, int(ref[0]), execution_options={"unscoped": True})
    return task if task is not None and task.deleted_at is None and may_do(task, ctx) else None


def may_do(task: Task, ctx: Context) -> bool:
    """It is theirs, or its person is away and named them."""
    if task.assignee_id == ctx.user.id:
        return True
    return leave.stands_in(ctx.session, ctx.user.id, task.assignee_id, days.today(ctx.now, ctx.tz))
