"""「华为的时间线」「华为从头到尾」 and 「华为的画像」「客户画像 华为」."""

import re
from dataclasses import replace

from crm import days
from crm.customers import masking
from crm.overview import portrait, timeline, timeline_text
from handlers import replies
from handlers.context import Context
from handlers.customers import portraits_words as words
from handlers.paging import listing
from handlers.phrases import customers_called, says
from handlers.registry import handles
from handlers.resolve import PRONOUN, known_customer
from nlp.frames import Frame
from zh import say

LOOK = (
    "(?:帮我|给我|我要|我想)?(?:看一?下|看看|看|查一?下|查|打开|调出|列出|列一?下|说说|讲讲|梳理一?下?|发我)?"
)
LINE = (
    "(?:客户)?(?:时间线|时间轴|(?:发展|合作|往来|跟进|全部|整个)?历程|(?:合作|往来)(?:历史|经过)|生命周期|来龙去脉"
    "|(?:整个|全部)(?:过程|经过)|全过程|大事记|从头到尾|从头(?:说|看|讲|捋)(?:起|一遍|一下)?|从(?:线索|第一次|开始|认识)到(?:现在|今天|工单))"
)
TAIL = "(?:说|讲|看|捋|过|列|梳理)?(?:一?下|一?遍|出来|给我看?看?)?"
PART = re.compile("商机|项目|单子?$|订单|工单|报价|合同|任务|待办")  # has a history of its own
FACE = "(?:客户)?(?:画像|全貌|全景|360度?(?:视图|画像)?)"


@says(
    f"{LOOK}(.{{2,24}}?)的?{LINE}{TAIL}",
    f"{LOOK}{LINE}[ :：,，]*(.{{2,24}}?)",
    f"{LOOK}()(?:的)?{LINE}{TAIL}",
    "(.{2,24}?)(?:从头到尾|从头|一路|前前后后|从开始到现在)(?:都|一共)?(?:发生|经历|做|干|聊|跟)(?:过|了)?(?:些)?(?:什么|啥|哪些)(?:事情?)?",
)
def read_timeline(match: re.Match[str], ctx: Context) -> Frame | None:
    return _about("customer.timeline", match[1], ctx)


@says(
    f"{LOOK}(.{{2,24}}?)的?{FACE}{TAIL}",
    f"{LOOK}{FACE}[ :：,，]*(.{{2,24}}?)",
    f"{LOOK}()(?:的)?{FACE}{TAIL}",
)
def read_portrait(match: re.Match[str], ctx: Context) -> Frame | None:
    return _about("customer.portrait", match[1], ctx)


def _about(intent: str, said: str, ctx: Context) -> Frame | None:
    """A customer by name; 他家 and nothing mean the one last spoken of."""
    name = re.sub("^[把跟和]", "", said).strip("的 ,，")
    if not name or PRONOUN.fullmatch(name.removesuffix("家")):
        return Frame(intent)
    called = customers_called(name, ctx)
    if not called and PART.search(name):
        return None
    return Frame(intent, {"customer": name}, refs={"customer": called} if called else {})


@handles("customer.timeline")
def show_timeline(frame: Frame, ctx: Context) -> str:
    """Everything with one customer in its order, eight lines at a time."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    found = timeline.of(ctx.session, customer, ctx.tz)
    lines = [f"· {timeline_text.line(event, ctx.now, ctx.tz)}" for event in found.events]
    today = days.today(ctx.now, ctx.tz)
    since = say.day(days.today(found.events[0].at, ctx.tz), today)
    head = words.timeline_head(customer.name, since, len(lines), timeline_text.summary(found.events))
    said = listing(ctx, head, lines)
    return f"{said}\n{words.CUT}" if found.cut else said


@handles("customer.portrait")
def show_portrait(frame: Frame, ctx: Context) -> str:
    """What we know of a customer, what it bought, what it is worth, what is open."""
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer)
    found = portrait.of(ctx.session, customer, days.today(ctx.now, ctx.tz))
    found = replace(found, view=masking.seen(ctx.session, found.view, ctx.vocabulary.fields, ctx.scope))
    said = words.portrait(found, ctx.now, ctx.tz)
    link = ctx.links.page("customer", ctx.user.id, ctx.now, id=str(customer.id))
    return f"{said}\n完整画像和时间线：{link}"
