"""「海康多久没跟了」「华为最后一单是什么时候」「我哪个客户最久没联系」: when something last happened."""

import re

from handlers import replies
from handlers.context import Context
from handlers.customers import words as customers_words
from handlers.phrases import customers_called, says
from handlers.registry import handles
from handlers.resolve import known_customer
from nlp.frames import Frame

SEEN = "(?:跟进?|联系|拜访|去|走动|回访|沟通|聊|打电话)"
LONG = "(?:多久|多长时间|多少天|几天)"
WHEN = "(?:是|在)?(?:什么时候|啥时候|哪天|何时|几号)"


@says(
    rf"(?P<who>.{{2,20}}?)(?:那边|他们家?)?(?:[有都]|已经)*{LONG}没有?{SEEN}过?了?[啊呢吗]?",
    rf"(?P<who>.{{2,20}}?)(?:那边|他们家?)?(?:上次|上一次|最近一次|最后一次){SEEN}{WHEN}[啊呢的]*",
)
def read_seen(match: re.Match[str], ctx: Context) -> Frame | None:
    return _of("interaction.last", match["who"], ctx)


def _of(intent: str, who: str, ctx: Context) -> Frame | None:
    """The frame about customers called so; None where nobody is."""
    called = customers_called(who, ctx)
    return Frame(intent, {"customer": who}, refs={"customer": called}) if called else None


@handles("interaction.last")
def seen(frame: Frame, ctx: Context) -> str:
    customer = known_customer(frame, ctx, replies.ASK_CUSTOMER)
    ctx.spoke_of(customer, None)
    return customers_words.last_seen(customer, ctx.now, ctx.tz)


@says(
    rf"(?P<who>.{{2,20}}?)(?:的|他们)?(?:最后|最近|上)(?:一|次)?(?:个|笔|张)?(?:单子?|订单|次下单){WHEN}(?:下|签)?的?[啊呢]?",
    rf"(?P<who>.{{2,20}}?)(?:的|他们)?(?:上次|最后一次|最近一次)(?:下单|订货|采购|拿货){WHEN}[啊呢的]*",
)
def read_ordered(match: re.Match[str], ctx: Context) -> Frame | None:
    """Their orders, the latest first."""
    return _of("order.list", match["who"], ctx)


@says(
    f"(?:我的?)?(?:哪个|哪些|哪家|哪几个|哪几家)客户(?:是)?(?:最久|最长时间|好久)没有?{SEEN}过?了?的?[啊呢]?",
    f"(?:我|我的)?(?:最久|最长时间)没有?{SEEN}过?的(?:客户)?是(?:哪[个家]|谁)(?:客户)?",
)
def read_longest(_match: re.Match[str], _ctx: Context) -> Frame:
    """One's own customers: the longest silent stands first."""
    return Frame("customer.list", {"owner": "me"})
