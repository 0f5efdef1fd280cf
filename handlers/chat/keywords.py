"""Plain keyword forms: 客户, 跟进, 帮助 任务, a phone number alone, a number after a list."""

import re

from handlers import replies
from handlers.chat import words as chat_words
from handlers.chat.suggest import topics
from handlers.context import Context
from handlers.names import refs_to
from handlers.phrases import customers_called, says
from handlers.registry import FRAMES, handles
from handlers.resolve import known_customer, taken_by
from handlers.tasks import words as tasks_words
from handlers.vocabulary import lexicon_of, parse
from models.customers import Customer
from models.people import User
from models.work import Task
from nlp import talk, times
from nlp.frames import Frame
from zh import names


@says("我?的?客户(?:列表|名单)?", "我的?客户有(?:几个|多少|哪些)")
def read_customers(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("customer.list", {"owner": "me"})


@says("(?:我的?)?(?:最近的?)?(?:跟进|跟进记录|记录)")
def read_interactions(match: re.Match[str], ctx: Context) -> Frame:
    return Frame("interaction.list")


@says(
    "(?:我)?(今天|明天|后天|这周|本周|下周)(?:我)?(?:还)?(?:有)?(?:要|该|得|需要)(?:去)?(?:做|干|忙|办|处理|跟进)"
    "(?:些|点)?(?:什么|啥|哪些)(?:事情?|活)?",
    "(?:我)?(今天|明天|后天|这周|本周|下周)(?:我)?(?:该|要)(?:联系|找|跟)(?:谁|哪些人)",
)
def read_agenda(match: re.Match[str], ctx: Context) -> Frame:
    """今天要做什么 asks for what is to do, not for what was done."""
    (period,) = times.find(match[1], ctx.now.astimezone(ctx.tz))
    return Frame("task.list", {"range": period.as_period("future")})


@says(
    "(?:帮我|给我)?(?:看看?|看一?下|查一?下)?(?:我)?"
    "(?P<when>今天|明天|后天|大后天|(?:这|本|下)?周[一二三四五六日]"
    "|今天?[上下]午|明天?[上下]午|[上下]午)"
    "(?:我)?(?:有没有(?:空|安排|事情?|约)|有(?:空|安排|事|约)(?:吗|没有?|么)|忙不忙|忙吗|空不空|是空的?吗)"
)
def read_free(match: re.Match[str], ctx: Context) -> Frame | None:
    """下午有没有空: what is to do on that day."""
    found = times.find(match["when"], ctx.now.astimezone(ctx.tz), "future")
    if len(found) != 1:
        return None
    day = found[0].value[:10]
    return Frame("task.list", {"range": f"{day}/{day}"})


@says(
    "(?:你好|您好|嗨|hi|hello)?[,，!！ ]*(?:我是[^,，。 ]{1,6}[,，。 ]+)?"
    "(?:你|这|这个|机器人)?(?:都|到底)?(?:能|会|可以)"
    "(?:帮我|为我)?(?:干|做)(?:嘛|啥|什么|些什么|哪些事?)(?:呀|呢|啊)?"
)
def read_able(_match: re.Match[str], _ctx: Context) -> Frame:
    """我是管理员 能干嘛."""
    return Frame("help")


NUMBER = "(?:电话|手机|联系电话)(?:号码?)?|号码|联系方式"
TOLD = re.compile("[0-9改换加打发给问存记没不接来通回约等收催刚今明昨前后]|[上下]午|提醒")
"""What stands beside a number that is written down, or was called."""


@says(f"[^,，。?？]{{2,16}}?(?:{NUMBER})")
def read_number(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为电话, 海康 周航 电话: asked for in as few words as can be."""
    if ctx.open is not None or TOLD.search(match[0]):
        return None
    found = parse(f"{match[0]}多少", ctx)
    looks = len(found) == 1 and found[0].intent in ("contact.show", "customer.show") and found[0].refs
    return found[0] if looks else None


TITLES = "总|经理|工|主任|老师|先生|女士|姐|哥|部长|科长|院长|校长|老板|董"


@says(r"(?!(.)\1\1)[\u4e00-\u9fff]{2,4}")
def read_person(match: re.Match[str], ctx: Context) -> Frame | None:
    """李强, 李总: a person's name alone asks who that is; 哈哈哈 is none."""
    said = match[match.lastindex or 0]
    if talk.answer(said, lexicon_of(ctx.vocabulary)):
        return None  # 好的, 收到
    titled = re.fullmatch(f"(.{{1,2}})(?:{TITLES})", said)
    keys = {said} | (names.surname_keys(titled[1]) if titled else set())
    found = [name for name in ctx.names.find(keys) if not name.key.startswith("~")]
    if any(name.kind != "contact" and name.key == said for name in found):
        return None
    people = tuple({name.id: name for name in found if name.kind == "contact"}.values())
    return Frame("contact.show", {"contact": said}, refs={"contact": people}) if people else None


@says(
    "(?:客户)?(.{2,14}?)(?:的(?:事情?|单子?|项目))?(?:是谁的(?:客户)?|谁在跟|谁负责|归谁管?|是谁在跟|是谁负责)",
    "谁在?(?:跟|负责)(.{2,14})",
)
def read_whose(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为是谁的: asked before one calls, so that nobody is called twice."""
    found = customers_called(match[1], ctx)
    if len(found) == 1:
        return Frame("customer.whose", {"customer": found[0].name}, refs={"customer": found})
    hidden = taken_by(ctx.session, match[1]) is not None
    return Frame("customer.whose", {"customer": match[1]}) if hidden else None


@says(
    "(?:看看|看一?下|查一?下)?(.{2,14}?)(?:那边|这边|家)?的(?:基本|最近)?(?:情况|近况)(?:呢|怎么样|咋样|如何)?"
)
def read_state(match: re.Match[str], ctx: Context) -> Frame | None:
    """绿野的情况: all of a customer that is known."""
    found = customers_called(match[1], ctx)
    return Frame("customer.show", {"customer": match[1]}, refs={"customer": found}) if found else None


@handles("customer.whose")
def whose(frame: Frame, ctx: Context) -> str:
    """Whose customer it is, in one line; nothing more of one beyond sight."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    if customer.owner_id is None:
        return f"{customer.name}在公海，还没有负责人。"
    mine = customer.owner_id == ctx.user.id
    owner = ctx.session.get(User, customer.owner_id)
    return f"{customer.name}的负责人是{'你' if mine or owner is None else owner.name}。"


TOPICS = {
    "任务": "待办",
    "提醒": "待办",
    "联系人": "客户",
    "日报": "报表",
    "修改": "撤销",
    "更正": "撤销",
    "记录": "跟进",
}


DONE = "完成|做完|搞定|办好|办完|弄好"


@says(
    rf"第?(\d{{1,2}})[个条号项]?[ ,、.]*(?:已经?|都)?(?:{DONE})了?",
    rf"(?:{DONE})了? ?第?(\d{{1,2}})[个条号项]?",
)
def read_done(match: re.Match[str], ctx: Context) -> Frame | None:
    """1 完成, 完成1: a number of the task list that was just shown."""
    listed = ctx.state.get("listed") or {}
    return Frame("task.done", {"ref": f"第{match[1]}个"}) if listed.get("kind") == "task" else None


@says("(?:帮助|help) ?(.{1,6})", "(.{1,6}?)(?:怎么用|怎么说|的帮助)")
def read_help(match: re.Match[str], ctx: Context) -> Frame | None:
    """帮助 任务: the topic by its name or a near one; anything else is the parser's."""
    topic = TOPICS.get(match[1], match[1])
    return Frame("help", {"topic": topic}) if topic in topics() else None


@handles("choose")
def numbered(frame: Frame, ctx: Context) -> str:
    """A bare number after a list of customers opens that one."""
    listed = ctx.state.get("listed")
    number = int(frame.slots.get("index", 0))
    if not listed or not 1 <= number <= len(listed["ids"]):
        return chat_words.NOTHING_PENDING
    if listed["kind"] == "customer":
        customer = ctx.session.get(Customer, listed["ids"][number - 1])
        if customer is not None:
            refs = refs_to(customer)
            return FRAMES["customer.show"](
                Frame("customer.show", {"customer": customer.name}, refs=refs), ctx
            )
    if listed["kind"] == "deal":
        return FRAMES["deal.show"](Frame("deal.show", {"deal": listed["ids"][number - 1]}), ctx)
    task = ctx.session.get(Task, listed["ids"][number - 1]) if listed["kind"] == "task" else None
    if task is None:
        return chat_words.NOTHING_PENDING
    line = tasks_words.task_line(task, ctx.now, ctx.tz)
    return f"{line}\n做完了说「第{number}个完成了」，要改期说「第{number}个推到周五」。"
