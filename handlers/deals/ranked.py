"""The largest first, and whose are the most: 「最大的三个商机」「谁手上单子最大」「谁的商机最多」."""

import re
from typing import Any, Final

from crm import money
from crm.deals import lists as deal_lists
from crm.figures.without import at_work
from crm.people.team import name_of
from handlers.context import Context
from handlers.deals import view_words as words
from handlers.deals import words as deals_words
from handlers.paging import listing
from handlers.periods import PERIOD, first_of, range_of
from handlers.phrases import colleagues_called, says
from handlers.registry import handles
from nlp.frames import Frame

_DEALS: Final = "商机|销售机会|项目|机会"
_ORDERS: Final = "订单|合同|成交|单子|单"
_IN_HAND: Final = "手[上里头]|名下|在谈|在跟|正在谈|进行中"
_LARGEST: Final = r"(?:金额)?最[大高]的?(?:前?(?:\d{1,2}|[一二两三四五六七八九十]+)[个笔张]?)?"
_ASKED: Final = (
    "(?:的)?(?:是)?(?:哪[个单笔些](?:单子?|商机|项目)?|哪几[个单笔]|什么|多少|谁的?|有?哪些)?(?:啊|呢)?"
)
_US: Final = ("我们", "咱们", "团队", "全公司", "公司", "大家", "谁")
_WHO: Final = (
    rf"(?:看看|现在|目前)*(?P<who>我(?!们)|{'|'.join(_US)}|(?!{PERIOD}|{_IN_HAND})[\u4e00-\u9fff]{{2,3}}?)?"
    rf"的?(?P<when>{PERIOD})?[里的]?(?P<hand>{_IN_HAND})?的?"
)


@says(
    rf"{_WHO}{_LARGEST}的?(?P<what>{_DEALS}|{_ORDERS}){_ASKED}",
    rf"{_WHO}(?P<what>{_DEALS}|{_ORDERS})(?:金额)?最[大高]的?{_ASKED}",
    rf"{_WHO}哪[个一]个?(?P<what>{_DEALS}|{_ORDERS})(?:金额)?最[大高]",
)
def read_largest(match: re.Match[str], ctx: Context) -> Frame | None:
    """最大的商机; 谁手上单子最大, of what is in hand; 这个月最大的订单, of what was signed."""
    slots: dict[str, Any] = {"largest": True, "first": first_of(match[0])}
    refs = {}
    if match["who"] == "我":
        slots["owner"] = "me"
    elif match["who"] and match["who"] not in _US:
        slots["owner"], refs = match["who"], {"owner": colleagues_called(match["who"], ctx)}
        if not refs["owner"]:
            return None
    open_ones = match["hand"] or re.fullmatch(_DEALS, match["what"])
    slots |= range_of(match["when"], ctx)
    return Frame("opportunity.list" if open_ones else "order.list", slots, refs=refs)


_WHICH: Final = "(?:看看|现在|目前)*(?:谁|哪[个位](?:人|销售|业务员|同事)?)"
_EACH: Final = rf"(?:看看|现在|目前)*(?:每个?人|各人|大家|各个?销售|每个销售)(?:{_IN_HAND})的?"
_MANY: Final = "(?:都|各)*有?(?:多少|几)个?"
_DEALS_OR: Final = rf"(?:(?:{_IN_HAND})?的?(?:{_DEALS})|(?:{_IN_HAND})的?单子)"


@says(
    rf"{_WHICH}{_DEALS_OR}(?:数量?|个数)?(?P<end>最[多少])的?",
    rf"{_WHICH}{_DEALS_OR}(?P<sum>总?(?:金额|额))(?P<end>最[多少大高小低])的?",
    rf"{_EACH}(?:{_MANY})?(?:{_DEALS}|单子?)(?:{_MANY})?",
)
def read_by_owner(match: re.Match[str], _ctx: Context) -> Frame:
    """Of those that are open, however long they have been: 新增商机 is another question."""
    said = match.groupdict()
    least = {"least": True} if said.get("end") in ("最少", "最小", "最低") else {}
    return Frame("deal.owners", {"by_sum": bool(said.get("sum")), **least})


@handles("deal.owners")
def owners(frame: Frame, ctx: Context) -> str:
    """How many each has in hand and what they come to; of a rep there is one line."""
    found = deal_lists.by_owner(ctx.session)
    if not found:
        return deals_words.none_found(words.KINDS["open"])
    found.sort(key=lambda row: row[2:][::-1] if frame.slots.get("by_sum") else row[2:], reverse=True)
    if frame.slots.get("least"):
        found.reverse()
        having = {user_id for user_id, *_ in found}
        today = ctx.now.astimezone(ctx.tz).date()
        idle = [one for one in at_work(ctx.session, today, today) if one.id not in having]
        found = [(one.id, one.name, 0, money.ZERO) for one in idle] + found
    lines = [
        f"{n}. {words.owner_line(name, many, total)}" for n, (_, name, many, total) in enumerate(found, 1)
    ]
    many, total = sum(row[2] for row in found), sum((row[3] for row in found), money.ZERO)
    return listing(ctx, words.owners_head(name_of(ctx.session, ctx.scope), many, total), lines)
