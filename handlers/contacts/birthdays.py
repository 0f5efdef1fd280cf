"""「这个月谁过生日」「下周有哪些客户生日」: whom to wish well, by day."""

import re
from datetime import date, timedelta

from crm import days
from crm.customers import birthdays
from handlers.contacts import words
from handlers.context import Context
from handlers.paging import listing
from handlers.periods import in_words
from handlers.phrases import says
from handlers.registry import handles
from nlp import times
from nlp.frames import Frame

SOON = timedelta(days=30)
MOST = 200
WHEN = (
    r"(?P<when>今天|今日|明天|后天|[这本下]个?周|[这本下]个?星期|[这本下]个?礼拜|[这本下]个?月|最近|近期|快要?|马上要?"
    r"|(?:未来|接下来|今后)?(?P<days>\d{1,2})天内?|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|)"
)
LOOK = "(?:看看|看一下|查看|查一下|查|列一下|列出)?"
WHO = "(?:都|还)?有?(?:谁|哪些|哪个|哪几个|几个|什么人|没有人|多少)?(?:客户|联系人|人|客户的?联系人)?"


@says(
    rf"{LOOK}{WHEN}{WHO}(?:要|快|会|该)*(?:过生日|生日)(?:的)?(?:客户|联系人|人)?(?:有谁|有哪些|是谁|有几个|名单)?(?:吗|呢)?",
    rf"{LOOK}(?:谁|哪些客户|哪些联系人|哪个客户|有没有人|有谁){WHEN}(?:要|快|会|该)*(?:过生日|生日)(?:的|了|吗|呢)?",
    rf"{LOOK}生日(?:是|在|快到)?{WHEN}的(?:客户|联系人|人)?(?:有谁|有哪些|名单)?",
    rf"{LOOK}{WHEN}的?(?:客户|联系人)?生日(?:名单|提醒|列表|清单)",
)
def read_birthdays(match: re.Match[str], ctx: Context) -> Frame | None:
    """Without a time the next thirty days; 生日 alone asks for nothing."""
    today = days.today(ctx.now, ctx.tz)
    if match[0] in ("生日", "过生日"):
        return None
    if match["days"]:  # 3天内 as a deadline would be the third day alone
        return Frame("contact.birthdays", {"range": f"{today}/{today + timedelta(int(match['days']))}"})
    found = times.find(match["when"], ctx.now.astimezone(ctx.tz))
    if not found:
        return Frame("contact.birthdays", {"range": f"{today}/{today + SOON}"})
    return Frame("contact.birthdays", {"range": found[0].as_period("future")})


@handles("contact.birthdays")
def list_birthdays(frame: Frame, ctx: Context) -> str:
    """Of the customers one may see, by day."""
    first, _, last = str(frame.slots["range"]).partition("/")
    found = birthdays.between(
        ctx.session, date.fromisoformat(first[:10]), date.fromisoformat((last or first)[:10]), most=MOST
    )
    when = in_words(str(frame.slots["range"]), ctx)
    if not found:
        return words.no_birthdays(when)
    ctx.remember(listed={"kind": "customer", "ids": [one.customer_id for one in found]})
    today = days.today(ctx.now, ctx.tz)
    return listing(
        ctx, words.birthdays(when, len(found)), [words.born(n, one, today) for n, one in enumerate(found, 1)]
    )
