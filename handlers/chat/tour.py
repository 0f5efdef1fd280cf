"""第一天: the first greeting leads through one real record; administrators set up the company in steps."""

import re

from sqlalchemy import func, select

from handlers.admins import must_be_admin
from handlers.context import Context, Question
from handlers.phrases import customers_called, says
from handlers.questions.asking import ask
from handlers.registry import FRAMES, handles
from models.changes import last_set
from models.customers import Customer
from models.people import User
from models.trust import PoolRule
from nlp.frames import Frame

FIRST_DONE = "第一条记好了 ✓ 以后都这样，一句话说给我就行；下一步要提醒，就说「下周三再跟进」。"
TRY_SETUP = "第一次用？发「初始化」，几步把公司设好。"
TRY = "第一次用？回「开始」，一分钟记好第一条。"


def is_first(ctx: Context) -> bool:
    """Whether nothing was ever said with this person. Costs nothing: both moments are at hand."""
    return ctx.conversation.updated_at == ctx.user.created_at and not ctx.state


def first_answer(said: str, ctx: Context) -> str:
    """What is added to the very first answer: little where there was a real order."""
    ctx.remember(met=True)
    if "interaction.log" in ctx.intents and "pending" not in ctx.state and _wrote(ctx):
        return f"{said}\n{FIRST_DONE}"
    hint = TRY_SETUP if ctx.user.role == "admin" else TRY
    return f"{said}\n{hint}" if ctx.intents == ["unknown"] else said


def _wrote(ctx: Context) -> bool:
    """Whether this message wrote something: what was refused is no first record."""
    ctx.session.flush()
    return bool(last_set(ctx.session, ctx.user.id) == ctx.session.info["set_id"])


@says(
    "开始(?:吧|使用|记录)?",
    "(?:新手)?(?:教程|引导|入门)",
    "(?:我要)?试一?(?:下|试)(?:看)?",
    "怎么开始(?:用)?",
)
def read_start(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("tour.visit")


def start_tour(ctx: Context) -> str:
    """The first question, from another handler."""
    try:
        return visit(Frame("tour.visit"), ctx)
    except Question as question:
        return ask(question, Frame("tour.visit"), [], ctx)


@handles("tour.visit")
def visit(frame: Frame, ctx: Context) -> str:
    """Two short questions, and the first real follow-up is there."""
    if "customer" not in frame.slots:
        name = "" if ctx.user.name.isascii() else ctx.user.name
        raise Question(
            f"{name}你好，我是跟进助手。花一分钟记一条真的：最近刚见过、或刚通过电话的客户是哪家？",
            "customer",
        )
    if "content" not in frame.slots:
        said = str(frame.slots["customer"])
        raise Question(f"「{said}」。聊了什么？一句话就行，比如「看了样机，等报价」。", "content", free=True)
    refs = dict(frame.refs)
    slots = dict(frame.slots)
    if "customer" not in refs:  # 华为的 is 华为
        slots["customer"] = str(slots["customer"]).strip("的。 ")
        refs["customer"] = customers_called(slots["customer"], ctx)
    log = Frame("interaction.log", slots, refs=refs)
    return f"{FRAMES['interaction.log'](log, ctx)}\n{FIRST_DONE}"


@says(
    "初始化(?:公司|系统)?",
    "(?:公司|系统|开始)?设置(?:向导|公司|系统)?",
    "(?:系统)?(?:怎么|如何)(?:配置|设置)",
)
def read_setup(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("tour.setup")


@handles("tour.setup")
def setup(_frame: Frame, ctx: Context) -> str:
    """What is done and what is next, each step one sentence to say."""
    must_be_admin(ctx, "设置公司")
    counted = (
        select(func.count(User.id)).where(User.status == "active"),
        select(func.count(User.id)).where(User.role == "manager", User.status == "active"),
        select(func.count(Customer.id)),
        select(func.count(PoolRule.id)),
    )
    people, managers, customers, rules = (ctx.session.scalar(one) or 0 for one in counted)
    levels = " ".join(item.name for item in ctx.vocabulary.dictionaries["level"] if item.active)
    whose = "自己的" if rules else "通用"
    steps = [
        (people > 1, f"人员：已从通讯录认识{people}人。看名单发「用户列表」"),
        (managers > 0, f"主管：{managers}位。设主管发「把小李设为主管」"),
        (
            rules > 0,
            f"公海：现在按{whose}规则。看「公海规则」，改「A类60天不跟进回公海」",
        ),
        (
            bool(ctx.vocabulary.edited or ctx.vocabulary.fields),
            f"级别：{levels}。看「字典 级别」，改「级别的A也叫 KA」；自己的字段「客户加字段 装机量 数字」",
        ),
        (customers > 0, f"客户：{customers}家。把老客户的表发给我，或发「导入模板」"),
        (False, "教大家用：让同事在这里说一句「开始」，一分钟记好第一条"),
    ]
    lines = [f"{'✓' if done else f'{n}.'} {what}" for n, (done, what) in enumerate(steps, 1)]
    return "\n".join(
        ["公司设置，按顺序来，随时可以停：", *lines, "安全上限发「安全设置」，断网时用「备用入口」。"]
    )
