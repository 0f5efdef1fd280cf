"""Tasks that count themselves, that are somebody else's, that several people share."""

import re
from dataclasses import replace
from typing import Any

from crm import days
from crm.ownership import ownership
from crm.people import leave
from crm.tasks import counted, tasks
from handlers.context import Answer, Context
from handlers.phrases import NICKNAME, colleagues_called
from handlers.registry import taps
from handlers.resolve import colleague_before
from handlers.tasks import words
from handlers.tasks.outcomes import send
from handlers.tasks.refs import tapped_task
from handlers.vocabulary import parse
from models.customers import Customer
from models.outbox import Text
from models.people import User
from models.work import Task
from nlp.frames import Frame
from nlp.names import Name
from nlp.values.numerals import small_int

COUNTED = re.compile(
    r"(联系|跟进|回访|拜访|上门|见|打|电话)(?:够|满|完)?(?:电话给)?(\d{1,3}|[一二两三四五六七八九十百]{1,4})"
    r"(?:位|个|家|名|人|通|次)"
)
WAYS = {"拜访": "visits", "上门": "visits", "见": "visits", "打": "calls", "电话": "calls"}
TOGETHER = re.compile(r"(?:和|跟|与|同)([\u4e00-\u9fffA-Za-z、,，]{1,16}?)(?:一起|一块儿?|共同)")
WITH = re.compile(r"(?:和|跟|与|同|约|带上?|叫上)([\u4e00-\u9fff、,，]{2,12}?)(?=去|到|开|碰|见|拜访|吃)")
MOST_TOGETHER = 8
STAGES = ("潜在", "意向", "新", "老", "成交")


def count_itself(task: Task, assignee: User, ctx: Context) -> str:
    """「本周内联系10位潜在客户」: counted from the follow-ups of its period, and only the customers meant."""
    match = COUNTED.search(task.title)
    number = small_int(match[2]) if match else None
    if match is None or task.due_at is None or task.customer_id is not None or not number or number < 2:
        return ""
    since = counted.period_began(task.due_at, ctx.now, ctx.text, ctx.tz)
    where = _meant(task.title[match.end() :], ctx)
    counted.begin(task, assignee, number, WAYS.get(match[1], "customers"), since, where)
    ctx.session.flush()
    return words.counts_itself(task, counted.reached(ctx.session, task))


def _meant(rest: str, ctx: Context) -> dict[str, Any]:
    """潜在客户, 深圳的A类客户: the condition as a list of customers would have it."""
    kind = re.match(r"(.{1,16}?)客户", rest)
    if kind is None:
        return {}
    if kind[1].strip("的") in STAGES:
        return {"stage": kind[1].strip("的")}
    frame = parse(f"{kind[0]}名单", ctx)[0]
    return dict(frame.slots) if frame.intent == "customer.list" else {}


def hand(task: Task, to: User, customer: Customer | None, ctx: Context) -> str:
    """A card for whoever has the task now; what the speaker should know of them."""
    if to.id == ctx.user.id:
        return ""
    ctx.session.flush()
    card = words.handed(task, customer, ctx.user.name, ctx.now, ctx.tz)
    send(ctx, "given", task, to.id, card)
    absent = leave.absence(ctx.session, to, days.today(ctx.now, ctx.tz))
    return f"{to.name}请假到{absent.last.month}月{absent.last.day}日，回来才看得到" if absent else ""


def share(task: Task, customer: Customer | None, ctx: Context) -> str:
    """「和王磊一起…」「让王磊和赵敏各…」: everybody named has the same task; how many are done is told."""
    people = _together(task, ctx) or _side_by_side(task, ctx)
    unclear = _unclear(task, ctx)
    if not people:
        return unclear
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
        if task.wanted:
            assert task.counts is not None
            assert task.counts_from is not None
            counted.begin(theirs, user, task.wanted, task.counts, task.counts_from, task.counts_where)
        hand(theirs, user, customer, ctx)
    said = words.shared(people, task.assignee_id == ctx.user.id)
    return "\n".join(filter(None, (said, unclear)))


def _together(task: Task, ctx: Context) -> list[User]:
    return _people(_names(task, ctx), task, ctx)


def _names(task: Task, ctx: Context) -> list[str]:
    """Who does it too: 和王磊一起…, and of an appointment also 和王磊去海康, 约王磊开会."""
    match = TOGETHER.search(ctx.text)
    if match is None and task.contact_id is None and task.due_grain == "minute" and "提醒" not in ctx.text:
        match = WITH.search(task.title)
    return [name for name in re.split("[、,，和跟与]", match[1]) if name] if match else []


def _unclear(task: Task, ctx: Context) -> str:
    """A name that several colleagues have is said: nobody is left out in silence."""
    for name in _names(task, ctx):
        found = [one for one in colleagues_called(name, ctx) if one.id != ctx.user.id]
        if len(found) > 1:
            return words.which_of_them(name, [one.name for one in found])
    return ""


def _side_by_side(task: Task, ctx: Context) -> list[User]:
    """What the parser left of 王磊和赵敏 in the title: 和赵敏各拜访3家客户. The title loses the names."""
    if task.assignee_id == ctx.user.id:
        return []
    people, rest = side_by_side(task.title, ctx)
    kept = [user for user in people if user.id not in (ctx.user.id, task.assignee_id)]
    if kept:
        task.title = rest.lstrip("各都一起分别,，、 ") or task.title
    return kept


CONJUNCTIONS = ("和", "跟", "与", "、", ",", "，", "还有", "以及")
WITH_WHOM = ("和", "跟", "与")
ANOTHER = re.compile(rf"[ ]?(?:{'|'.join(CONJUNCTIONS)})?([\u4e00-\u9fff]{{2,4}})")
NOT_THE_DOER = re.compile("[的那这总经工姐哥]|老师|主任|主管")
"""小王的客户, 小王总: somebody spoken of, who does nothing."""
EACH_OTHER = re.compile(
    "(?:去|先|再|一起|好好|当面|当场)*(?:沟通|对接|商量|聊|谈|碰|核对|交接|配合|打招呼|确认|核实|见面|开会|吃饭"
    "|(?:说|讲|联系)(?:一下|一声|清楚|好))"
)
"""让小李和小王沟通: one thing of the first alone."""


def side_by_side(said: str, ctx: Context) -> tuple[list[User], str]:
    """Colleagues one after the other where the words begin, 小李小王、小赵, and what comes behind them."""
    people: list[User] = []
    rest = said
    while match := ANOTHER.match(rest):
        found = _ahead_in(match[1], ctx)
        if found is None:
            break
        behind = rest[match.start(1) + found[1] :]
        if NOT_THE_DOER.match(behind) or (rest.startswith(WITH_WHOM) and EACH_OTHER.match(behind)):
            break
        people.append(found[0])
        rest = behind
    return people, rest


def _ahead_in(words: str, ctx: Context) -> tuple[User, int] | None:
    """The colleague whose name the words begin with, and how long it is: 王磊, or 小王 where one is."""
    for said in (words[:4], words[:3], words[:2]):
        found = colleagues_called(said, ctx)
        if len(found) != 1 or not (found[0].name == said or NICKNAME.fullmatch(said)):
            continue
        user = ctx.session.get(User, found[0].id)
        if user is not None and user.status == "active":
            return user, len(said)
    return None


def without_colleague(frame: Frame, ctx: Context) -> Frame:
    """让小李和小王交周报: 小王 beside 小李 is the colleague, and no 王敏 at a customer."""
    if not {"assignee", "contact"} <= frame.spans.keys():
        return frame
    behind, (start, end) = frame.spans["assignee"][1], frame.spans["contact"]
    between = ctx.text[behind:start].strip()
    if start < behind or (between and between not in CONJUNCTIONS):
        return frame
    if not colleagues_called(ctx.text[start:end], ctx) or NOT_THE_DOER.match(ctx.text[end:]):
        return frame
    slots = {name: value for name, value in frame.slots.items() if name != "contact"}
    refs = {name: found for name, found in frame.refs.items() if name != "contact"}
    return replace(frame, slots=slots, refs=refs)


TOLD = re.compile("(?:让|叫|通知|安排|要求)[他她](?!们)(?=..)")


def given_him(frame: Frame, ctx: Context) -> Frame:
    """让他周五前报上来, right after a colleague was spoken of whom one leads: his to do."""
    title = str(frame.slots.get("title", ""))
    told = TOLD.match(title)
    if told is None or "assignee" in frame.slots or ctx.scope.kind == "own":
        return frame
    him = colleague_before(ctx)
    if him is None or him.id == ctx.user.id or not ownership.leads(ctx.session, ctx.scope, him.id):
        return frame
    name = Name("user", him.name, "", him.id)
    slots = {**frame.slots, "title": title[told.end() :], "assignee": him.name}
    return replace(frame, slots=slots, refs={**frame.refs, "assignee": (name,)})


def given(frame: Frame, ctx: Context) -> Frame:
    """小李 小王 周五前交计划, of one who leads them: told to do it, by two names and no more than that."""
    if "assignee" in frame.slots or ctx.scope.kind == "own":
        return frame
    people, rest = side_by_side(str(frame.slots.get("title", "")), ctx)
    others = [user for user in people if user.id != ctx.user.id]
    if len(others) < 2 or not rest.strip(" 各都,，、"):
        return frame
    if not all(ownership.leads(ctx.session, ctx.scope, user.id) for user in others):
        return frame
    first = Name("user", others[0].name, "", others[0].id)
    slots = {name: value for name, value in frame.slots.items() if name != "contact"}
    refs = {name: found for name, found in frame.refs.items() if name != "contact"}
    return replace(frame, slots={**slots, "assignee": first.name}, refs={**refs, "assignee": (first,)})


def _people(said: list[str], task: Task, ctx: Context) -> list[User]:
    people: list[User] = []
    for name in said:
        found = colleagues_called(name, ctx)
        user = ctx.session.get(User, found[0].id) if len(found) == 1 else None
        if user is not None and user.status == "active" and user.id not in (ctx.user.id, task.assignee_id):
            people.append(user)
    return people


@taps("task.back")
def give_back(_action: str, ref: tuple[str, ...], ctx: Context) -> Answer:
    """做不了: back to whoever gave it, who is told."""
    task = tapped_task(ref, ctx)
    if task is None:
        return Answer(button="这条待办已经不在了")
    if task.status != "open":
        return Answer(button=words.over(task))
    if task.assignee_id != ctx.user.id or task.creator_id == ctx.user.id:
        return Answer(button="已经不在你这里了")
    back(task, "", ctx)
    return Answer(button="已退回")


def back(task: Task, why: str, ctx: Context) -> None:
    """To whoever gave it, who is told why."""
    to = task.creator_id
    task.assignee_id = to
    send(ctx, "back", task, to, Text(words.given_back(task, ctx.user.name, why)))
