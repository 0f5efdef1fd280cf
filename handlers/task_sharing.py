"""Tasks that count themselves, that are somebody else's, that several people share."""

import re

from sqlalchemy import select

from crm import counted, days, leave, tasks
from handlers import tasks_words as words
from handlers.context import Answer, Context
from handlers.outcomes import send
from handlers.phrases import colleagues_called
from handlers.registry import taps
from models.customers import Customer
from models.outbox import Text
from models.people import User
from models.work import Task
from nlp.values.numerals import small_int

COUNTED = re.compile(
    r"(联系|跟进|回访|拜访|上门|见|打|电话)(?:够|满|完)?(?:电话给)?(\d{1,3}|[一二两三四五六七八九十百]{1,4})"
    r"(?:位|个|家|名|人|通|次)"
)
WAYS = {"拜访": "visits", "上门": "visits", "见": "visits", "打": "calls", "电话": "calls"}
TOGETHER = re.compile(r"(?:和|跟|与|同)([\u4e00-\u9fffA-Za-z、,，]{1,16}?)(?:一起|一块儿?|共同)")
MOST_TOGETHER = 8


def count_itself(task: Task, assignee: User, ctx: Context) -> str:
    """「本周内联系10位潜在客户」: counted from the follow-ups of its period."""
    match = COUNTED.search(task.title)
    number = small_int(match[2]) if match else None
    if match is None or task.due_at is None or task.customer_id is not None or not number or number < 2:
        return ""
    since = counted.period_began(task.due_at, ctx.now, ctx.text, ctx.tz)
    counted.begin(task, assignee, number, WAYS.get(match[1], "customers"), since)
    return words.counts_itself(task)


def hand(task: Task, to: User, customer: Customer | None, ctx: Context) -> str:
    """A card for whoever has the task now; what the speaker should know of them."""
    if to.id == ctx.user.id:
        return ""
    ctx.session.flush()
    card = words.handed(task, customer, ctx.user.name, ctx.now, ctx.tz)
    send(ctx, f"task:given:{task.id}:{to.id}", to.id, card)
    absent = leave.absence(ctx.session, to, days.today(ctx.now, ctx.tz))
    return f"{to.name}请假到{absent.last.month}月{absent.last.day}日，回来才看得到" if absent else ""


def share(task: Task, customer: Customer | None, ctx: Context) -> str:
    """「和王磊一起…」: everybody named has the same task; how many have done theirs is said to all."""
    match = TOGETHER.search(ctx.text)
    if match is None:
        return ""
    people: list[User] = []
    for said in re.split("[、,，和跟与]", match[1]):
        found = colleagues_called(said, ctx)
        user = ctx.session.get(User, found[0].id) if len(found) == 1 else None
        if user is not None and user.status == "active" and user.id not in (ctx.user.id, task.assignee_id):
            people.append(user)
    if not people:
        return ""
    ctx.session.flush()
    task.group_id = task.id
    for user in people[:MOST_TOGETHER]:
        theirs = tasks.create(
            ctx.session,
            ctx.user.id,
            task.title,
            tasks.Due(task.due_at, task.due_grain) if task.due_at else None,
            ctx.now,
            ctx.tz,
            customer=customer,
            assignee_id=user.id,
            priority=task.priority,
        )
        theirs.group_id = task.id
        hand(theirs, user, customer, ctx)
    return words.shared(people, task.assignee_id == ctx.user.id)


@taps("task.back")
def give_back(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """做不了: back to whoever gave it, who is told."""
    task = ctx.session.get(Task, int(ref[0])) if ref and ref[0].isdigit() else None
    if task is None:
        return Answer(button="这条待办已经不在了")
    if task.status != "open":
        return Answer(button=words.over(task))
    if task.assignee_id != ctx.user.id or task.creator_id == ctx.user.id:
        return Answer(button="已经不在你这里了")
    task.assignee_id = task.creator_id
    send(ctx, f"task:back:{task.id}", task.creator_id, Text(words.given_back(task, ctx.user.name)))
    return Answer(button="已退回")


def assignee_of(task: Task, ctx: Context) -> User:
    """Whose task it is."""
    if task.assignee_id == ctx.user.id:
        return ctx.user
    return ctx.session.scalars(select(User).where(User.id == task.assignee_id)).one()
