"""Tasks by words of their titles, in a hurry: 「标书弄完了」「送样机加急」「标书做了一半」「王磊手上几件事」.

All of it holds only where a task is called so; else the sentence is the parser's.
"""

import re

from crm.errors import NotThere, Refused
from crm.tasks import shared as shared_tasks
from crm.tasks import tasks
from crm.undo import undo_last
from handlers.context import Context, Option, Question
from handlers.mending.last_write import last_written
from handlers.paging import listing
from handlers.phrases import colleagues_called, customers_called, firms_of, says
from handlers.registry import FRAMES, handles
from handlers.tasks import words
from handlers.tasks import words as tasks_words
from handlers.tasks.outcomes import send
from handlers.tasks.refs import clearly, lately_done, ordinal, said_of
from models.outbox import Text
from models.work import Task
from nlp.frames import Frame
from zh.text import normal

SIDE = "(?:我?[这那]边|那个|这个|的事情?|已经|都|终于|刚刚?|总算|全部?| )*"
DONE = "(?:[做弄搞办写交处理跑]{1,2}[完好]|搞掂|done)(?:啦|了|咯)*"  # 完成了 and 搞定了 the parser knows
PARTLY = (
    "(?:一半|大半|一大半|小半|一部分|差不多|[一二三四五六七八九]成|[三四五]分之[一二三四]"
    "|百分之.{1,4}|\\d{1,2}%)"
)
MOST = 6


@says(rf"(?P<what>[^,，。?？]{{2,20}}?){SIDE}{DONE}(?:[,， ]+(?P<told>[^?？]{{3,40}}))?")
def read_done(match: re.Match[str], ctx: Context) -> Frame | None:
    """标书我这边弄完了: one that is open, or was done lately; with what came of it in the same breath."""
    what = match["what"]
    if customers_called(what, ctx):
        return None  # 华为搞定了 is a deal
    mine = tasks.open_tasks(ctx.session, ctx.user.id)
    if clearly(mine, what) or lately_done(what, ctx) is not None:
        told = match["told"] or ""
        typed = ctx.text.strip(" 。.!！?？~")[-len(told) :]  # the words as they were typed, marks and all
        told = typed if normal(typed) == told else told
        return Frame("task.done", {"ref": what} | ({"told": told} if told else {}))
    return None


@says(
    r"(?P<what>[^,，。?？ ]{2,16}?)(?:已经|都|刚刚?|也)*(?P<deed>[发寄送交打签买订约查问修装填传报写])"
    r"(?:过去|出去|给[他她]们?|好|完)?了"
)
def read_deed_done(match: re.Match[str], ctx: Context) -> Frame | None:
    """参数表发了, where 把参数表发他 is to be done: the same thing and the same deed in one title."""
    mine = tasks.open_tasks(ctx.session, ctx.user.id)
    found = [task for task in mine if match["what"] in task.title and match["deed"] in task.title]
    if len(found) != 1 or customers_called(match["what"], ctx):
        return None
    return Frame("task.done", {"task": found[0].id, "ref": match["what"]})


@says(
    "(?:把|将)?(?:刚才?|刚刚)?(?:那个|那条|这个|这条)?(?P<what>[^,，。?？]{2,16}?)(?:那个|那条|的)?(?:待办|提醒|任务)"
    "(?:给我)?(?:删除?|取消|不要|不用|去掉|撤)(?:掉|了|吧|做|提醒)*"
)
def read_drop(match: re.Match[str], ctx: Context) -> Frame | None:
    """刚才那个妈妈的待办删了: the one of mine that is called so."""
    found = clearly(tasks.open_tasks(ctx.session, ctx.user.id), match["what"])
    found = [task for task in found if task.prepares_id is None] or found
    return Frame("task.cancel", {"task": found[0].id}) if len(found) == 1 else None


ALONE = {
    "联系|联络": ("联系", "联络"),
    "见": ("见", "拜访", "面谈", "约"),
    "去|跑": ("去", "拜访", "上门", "跑"),
    "发": ("发",),
    "寄": ("寄",),
    "送": ("送",),
    "问": ("问",),
    "催": ("催",),
}
"""What a title has to say of the deed that is told without a word of whom or what."""


NOW = "(?:我|都|也|刚刚?|刚才|已经|早就|总算|终于)*"
TOLD = "(?:[,， ]+(?P<told>[^?？]{3,40}))?"


@says(
    rf"{NOW}(?P<deed>联系|联络|见|去|跑)(?:过|完|好)了?{TOLD}",
    rf"{NOW}(?P<deed>联系|联络|发|寄|送|问|催)(?:过去|出去|过|完|好)?了{TOLD}",
)
def read_deed_alone(match: re.Match[str], ctx: Context) -> Frame | None:
    """联系过了, 寄了: of the one task that says so; of several it is asked which."""
    if ctx.open is not None:
        return None
    deeds = next(words for said, words in ALONE.items() if match["deed"] in said.split("|"))
    mine = [one for one in tasks.open_tasks(ctx.session, ctx.user.id) if any(w in one.title for w in deeds)]
    meant = said_of(mine, ctx)
    told = {"told": match["told"]} if match["told"] else {}
    return Frame("task.done", {**meant, **told}) if meant else None


LEVELS = {
    "high": "紧急|加急|很急|最急|高|重要",
    "low": "不急了?|不着急了?|低|缓一?缓",
    "normal": "普通|一般|正常|中",
}
LEVEL = "|".join(LEVELS.values())
TO = "(?:改|调|设|标|变|换|定|提|降)(?:成|为|到|作)?"


@says(
    rf"(?:把)?(?P<what>[^,，。]{{2,20}}?)(?:的?待办|任务)?的?优先级?(?:{TO})?[是为到]? ?(?P<level>{LEVEL})",
    rf"(?:把)?(?P<what>[^,，。]{{2,20}}?)(?:那个|那条|的?待办|的?任务)?(?:{TO}) ?(?P<level>{LEVEL})",
    r"(?P<what>[^,，。]{2,20}?)(?:那个|那条)?(?:要|得|先)?(?P<level>加急|不急了|不着急了|很急)",
)
def read_priority(match: re.Match[str], ctx: Context) -> Frame | None:
    found = clearly(tasks.open_tasks(ctx.session, None), match["what"])
    if not found:
        return None
    level = next(name for name, said in LEVELS.items() if re.fullmatch(said, match["level"]))
    return Frame("task.priority", {"ref": match["what"], "level": level})


@handles("task.priority")
def prioritise(frame: Frame, ctx: Context) -> str:
    """Of my own, else of one I gave to somebody or may see."""
    task = _one(frame, ctx)
    task.priority = str(frame.slots["level"])
    if task.assignee_id != ctx.user.id:
        ctx.session.flush()
        send(ctx, "urgent", task, task.assignee_id, Text(words.urgency(task, ctx.user.name)))
    return f"已更正：「{task.title}」优先级改为{words.LEVELS[task.priority]}"


def _one(frame: Frame, ctx: Context) -> Task:
    """The task these words name: mine before others'."""
    if "task" in frame.slots:
        return ctx.session.get_one(Task, int(frame.slots["task"]))
    found = clearly(tasks.open_tasks(ctx.session, None), str(frame.slots["ref"]))
    mine = [task for task in found if task.assignee_id == ctx.user.id] or found
    if not mine:
        raise NotThere(tasks_words.no_task(str(frame.slots["ref"])))
    if len(mine) > 1:
        options = [
            Option(tasks_words.task_line(task, ctx.now, ctx.tz), slots={"task": task.id})
            for task in mine[:MOST]
        ]
        raise Question(tasks_words.which_task(), "task", options)
    return mine[0]


@says(
    "(?P<who>[\u4e00-\u9fffA-Za-z]{1,8}?)(?:现在|目前|最近)?(?:手上|手头|手里|名下)(?:现在)?(?:都|还)?(?:有)?"
    "(?:几件|几个|几条|多少|什么|哪些|啥)(?:事情?|活儿?|待办|任务|工作)?(?:没做)?",
    "(?P<who>[\u4e00-\u9fffA-Za-z]{1,8}?)(?:手上|手头|手里)的?(?:事情?|活儿?|待办|任务|工作)",
)
def read_load(match: re.Match[str], ctx: Context) -> Frame | None:
    """王磊手上几件事."""
    if match["who"] in ("我", "我现在"):
        return Frame("task.list", {})
    found = colleagues_called(match["who"], ctx)
    return Frame("task.list", {"assignee": match["who"]}, refs={"assignee": found}) if found else None


@says(
    "(?P<who>[^,，。?？ ]{2,12}?)(?:那边|那个|那家|约)?(?:的|是|约的?|定的?)?"
    "(?:今天|明天|后天|大后天|(?:下|这|本)?(?:周|星期|礼拜)[一二三四五六日天]?)?(?:上午|下午|早上|晚上)?"
    "(?:是|约的?|定的?|我)?(?:几点|什么时候|啥时候|哪天|何时|周几)(?:去|见|约的|碰面?|开会)?(?:来着|的|啊|呢)?[?？]*"
)
def read_when_with(match: re.Match[str], ctx: Context) -> Frame | None:
    """永清明天几点: what is to be done with them, with its day and hour."""
    who = re.sub("^(?:[今昨前]天|上次|刚才?)?(?:跟|和|与)?约?(?:好|了)?的?", "", match["who"])
    found = customers_called(who, ctx) or firms_of(who, ctx)
    return Frame("task.list", {"customer": who}, refs={"customer": found}) if found else None


WORK = "(?:活儿?|事情?|待办|任务|工作)"
EACH = "(?:大家|各人|每个?人|各位|组员|同事们?|团队|组里)"


@says(
    f"(?:看看)?谁(?:的)?(?:手上|手头|手里)?的?{WORK}(?:最|比较)?(?:多|少|忙|闲)",
    "(?:看看)?谁(?:最|比较|现在)*(?:忙|闲|有空)",
    f"(?:看看)?{EACH}(?:手上|手头|手里)(?:都|现在|还)*有?的?(?:多少|几件|几个|几条|什么|哪些)?{WORK}?",
)
def read_loads(match: re.Match[str], ctx: Context) -> Frame | None:
    """谁手上活最多: of those one leads."""
    return Frame("task.loads") if ctx.scope.kind != "own" else None


LATE = "(?:逾期|超期|过期|拖着|拖|没按时做)"


@says(
    f"(?:看看|现在)?(?:有没有|有)?(?:谁|哪些人|哪几个人?)(?:的)?(?:还|都|有)*(?:{WORK})?(?:的)?{LATE}(?:了|着)?(?:的)?(?:{WORK})?(?:最多)?(?:呢|吗)?",
    f"(?:看看|现在)?{EACH}(?:的)?(?:有(?:哪些|多少|几条))?{LATE}的?(?:{WORK})(?:有?哪些|有?多少|情况)?",
)
def read_late_loads(match: re.Match[str], ctx: Context) -> Frame | None:
    """谁的任务超期了: of those one leads, and not one's own."""
    named = re.search(WORK, match[0])
    return Frame("task.loads", {"late": True}) if ctx.scope.kind != "own" and named else None


@handles("task.loads")
def loads(frame: Frame, ctx: Context) -> str:
    found = tasks.loads(ctx.session, ctx.now)
    if frame.slots.get("late"):
        found = sorted((one for one in found if one.late), key=lambda one: -one.late)
        if not found:
            return "大家都没有逾期的待办 ✓"
    lines = [f"{n}. {words.load(one)}" for n, one in enumerate(found, 1)]
    return listing(ctx, "大家手上的待办", lines)


@says(
    r"(?:把)?(?:(?P<who>[\u4e00-\u9fff]{2,4})的)?(?P<what>[^,，。]{2,20}?)(?:那个|那条|的?任务|的?待办)?"
    r"(?:改?[转交派分]|改|换)?(?:给|让|由)(?P<to>[\u4e00-\u9fff]{2,4}?)(?:来|去)?(?:做|办|弄|跟|负责|处理)?(?:吧|了)?"
)
def read_give(match: re.Match[str], ctx: Context) -> Frame | None:
    """把王磊的送样机给小李; what is no task's title is no hand-over."""
    to = colleagues_called(match["to"], ctx)
    if not to or customers_called(match["what"], ctx):
        return None
    who = colleagues_called(match["who"], ctx) if match["who"] else ()
    if match["who"] and len(who) != 1:
        return None
    owner = who[0].id if who else ctx.user.id
    found = clearly(tasks.open_tasks(ctx.session, owner), match["what"])
    if len(found) != 1:
        return None
    return Frame("task.assign", {"task": found[0].id, "assignee": match["to"]}, refs={"assignee": to})


@says(rf"(?P<what>[^,，。]{{2,20}}?){SIDE}(?P<how>(?:做|写|弄|搞|完成|干|整)(?:到|了)?{PARTLY}(?:了)?)")
def read_partly(match: re.Match[str], ctx: Context) -> Frame | None:
    """标书做了一半, of something that others do too or wait for."""
    found = clearly(tasks.open_tasks(ctx.session, ctx.user.id), match["what"])
    if len(found) != 1 or not shared_tasks.others(ctx.session, found[0], ctx.user.id):
        return None
    return Frame("task.partly", {"task": found[0].id, "how": match["how"]})


@handles("task.partly")
def partly(frame: Frame, ctx: Context) -> str:
    """Those who share it, and whoever gave it, hear how far it is."""
    task = ctx.session.get_one(Task, int(frame.slots["task"]))
    how = str(frame.slots["how"])
    others = shared_tasks.others(ctx.session, task, ctx.user.id)
    for user in others:
        send(ctx, "partly", task, user.id, Text(words.partly(task, ctx.user.name, how)))
    return f"已告诉{'、'.join(user.name for user in others)}：「{task.title}」{how}。全做完了说「完成了」"


@says(
    r"(?:看看|查一?下)?(?P<what>[^,，。]{2,20}?)(?:那个|那条)?(?:的)?(?:进度|进展|做到哪了?|做得?怎么?样了?|做完了?(?:吗|没有?))"
    r"(?:呢|了)?"
)
def read_progress(match: re.Match[str], ctx: Context) -> Frame | None:
    """标书进度: of something that several do, or that I gave to somebody."""
    if customers_called(match["what"], ctx):
        return None
    found = clearly(shared_tasks.concerning(ctx.session, ctx.user.id), match["what"])
    return Frame("task.progress", {"task": found[0].id}) if found else None


@handles("task.progress")
def progress(frame: Frame, ctx: Context) -> str:
    """Who is done and who is not."""
    task = ctx.session.get_one(Task, int(frame.slots["task"]))
    return words.progress(task, shared_tasks.each(ctx.session, task), ctx.now, ctx.tz)


NTH = r"第?(?P<{}>[一二三四五六七八九十]|\d{{1,2}})[个条项]?"
ENDED = {"done": "task.done", "cancelled": "task.cancel"}


@says(
    rf"(?:不对|错了|说错了|[,， ])*不是{NTH.format('old')}[,， ]*(?:应该|而)?是{NTH.format('new')}"
    "(?:完成|做完|取消)?(?:了|吧)?"
)
def read_other_one(match: re.Match[str], ctx: Context) -> Frame | None:
    """不是第一个 是第二个, right after 第一个做完了: of the list they were both in."""
    listed = ctx.state.get("listed") or {}
    written = [one for one in last_written(ctx) if isinstance(one, Task)]
    places = [ordinal(match[name]) or 0 for name in ("old", "new")]
    if listed.get("kind") != "task" or not written or not all(1 <= n <= len(listed["ids"]) for n in places):
        return None
    old, new = (listed["ids"][n - 1] for n in places)
    deed = ENDED.get(written[-1].status)
    return Frame("task.instead", {"task": new, "deed": deed}) if deed and written[-1].id == old else None


@handles("task.instead")
def instead(frame: Frame, ctx: Context) -> str:
    """What was done to the one is taken back, and done to the other."""
    task, deed = ctx.session.get_one(Task, int(frame.slots["task"])), str(frame.slots["deed"])
    if task.status != "open":
        raise Refused(tasks_words.task_over(task))
    undo_last(ctx.session, ctx.user.id, ctx.tz)
    ctx.session.flush()
    try:
        said = FRAMES[deed](Frame(deed, {"task": task.id}), ctx)
    except Question as question:
        question.text = f"{SWAPPED}{question.text}"  # it is done; how it went is asked
        raise
    return f"{SWAPPED}{said}"


SWAPPED = "刚才那条已撤回，换成：\n"
