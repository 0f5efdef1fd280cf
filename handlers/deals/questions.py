"""What one asks of chances: 「哪些单子危险」「过期的商机」「商机总额」「海康那单多少钱」."""

import re

from crm import days
from crm.deals import deals
from crm.deals import lists as deal_lists
from handlers.context import Context
from handlers.deals import view_words as words
from handlers.paging import listing
from handlers.phrases import customers_called, says
from handlers.registry import handles
from nlp.frames import Frame
from nlp.values.scan import scan

THINGS = "(?:商机|销售机会|单子|单|项目)"
WHOSE = "(?:我的?|我们的?|团队的?|手上的?|现在|目前|最近|看看|有没有|有)*"


@says(
    f"{WHOSE}{THINGS}(?:的)?(?:总额|总金额|总价|金额|合计|一共|总共)+(?:是|有)?(?:多少)?(?:钱|万)?",
    f"{WHOSE}(?:全部|所有)?{THINGS}(?:一共|总共|加起来)?(?:值|有)?多少钱",
)
def read_sum(_match: re.Match[str], _ctx: Context) -> Frame:
    """商机总额: of the open ones, and not how many were made this month."""
    return Frame("opportunity.list")


DAY = "(?:预计)?(?:的)?(?:成交|签约)?(?:日期|时间|日子|日)"
PASSED = f"(?:过期|超期|逾期|延期|过了?{DAY}|超过{DAY}|到了?{DAY})"
NOT_SIGNED = "(?:(?:还|都)*(?:没|未)(?:签|成交|成|关|结束|更新))"


@says(
    f"{WHOSE}(?:哪些|哪几个)?(?:的)?{PASSED}(?:了)?{NOT_SIGNED}?(?:的)?{THINGS}(?:有?哪些|有?哪几个|列表)?(?:吗|呢)?",
    f"{WHOSE}(?:哪些|哪几个){THINGS}(?:已经|都)*{PASSED}(?:了)?(?:的)?{NOT_SIGNED}?(?:的|了)?",
    f"{WHOSE}{PASSED}(?:了)?{NOT_SIGNED}(?:的)?(?:有?哪些|有?哪几个)?",
)
def read_late(_match: re.Match[str], _ctx: Context) -> Frame:
    """过期的商机: their expected day has gone by."""
    return Frame("opportunity.list", {"late": True})


SUM = r"(?P<sum>[\d.]+ ?(?:[万千亿wk]|百万)?[元块]?)"


@says(
    f"{WHOSE}(?:哪些|哪几个)?(?:金额|预计)?{SUM}(?P<how>以上|往上|以下|以内)的?大?{THINGS}(?:有?哪些|有?几个|列表|呢)?",
    f"{WHOSE}(?:哪些|哪几个)?{THINGS}?(?:金额)?(?P<how>大于|超过|高于|小于|低于|不到){SUM}的?(?:大?{THINGS})?(?:有?哪些|有?几个|列表|呢)?",
)
def read_sized(match: re.Match[str], ctx: Context) -> Frame | None:
    """30万以上的商机."""
    sums = [one.value for one in scan(match["sum"]) if one.kind in ("money", "number")]
    if len(sums) != 1 or not re.search(THINGS, match[0]):
        return None
    less = match["how"] in ("以下", "以内", "小于", "低于", "不到")
    return Frame("opportunity.list", {"at_most" if less else "at_least": str(sums[0])})


BAD = "(?:有)?(?:点|些)?(?:风险|危险|悬|不妙|问题|要黄|快黄|要丢|可能丢|可能黄|会黄|黄掉|要没)"


@says(
    f"{WHOSE}(?:哪些|哪几个|哪个|什么)?{THINGS}(?:是|比较|最|现在|可能|快|快要|要|会)*{BAD}(?:的|了)*(?:有?哪些|呢|吗)?",
    f"{WHOSE}(?:哪些|哪几个)?{BAD}的?{THINGS}(?:有?哪些|列表|呢|吗)?",
)
def read_risky(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("deal.risky")


@handles("deal.risky")
def risky(_frame: Frame, ctx: Context) -> str:
    """Those that are stuck or whose expected day has gone by, each with why; those with both first."""
    whose = ctx.user.id if ctx.scope.kind == "own" else None
    today = days.today(ctx.now, ctx.tz)
    stays = {one.one.deal.id: one for one in deal_lists.stuck(ctx.session, ctx.now, whose)}
    found = [
        (one, words.why_risky(one, stays.get(one.deal.id), today))
        for one in deal_lists.open_ones(ctx.session, whose)
    ]
    found = [(one, why) for one, why in found if why]
    if not found:
        return words.NONE_RISKY
    found.sort(key=lambda pair: (-len(pair[1]), -(pair[0].deal.amount or 0)))
    ctx.remember(listed={"kind": "deal", "ids": [one.deal.id for one, _ in found]})
    lines = [f"{n}. {words.risky_line(one, why, ctx.user.name)}" for n, (one, why) in enumerate(found, 1)]
    return listing(ctx, f"要留意的商机：{len(found)}个（卡在一个阶段，或过了预计成交日）", lines)


@says(
    f"(?P<whose>[^,，]{{2,20}}?)(?:的)?(?:那|这)(?:个|一)?{THINGS}"
    "(?:现在|目前|到底|大概|是|值)*(?:多少钱|多大|多少|(?:什么时候|啥时候|几时|何时)(?:能|可以|会)?(?:成交?|签|定|下)(?:下来)?"
    "|怎么样|咋样|什么情况|啥情况|黄没黄|有戏吗|有没有戏)(?:了|啊|呢)?"
    "(?:[ ,，]*(?:什么时候|啥时候|几时)(?:能|可以|会)?(?:成交?|签|定|下)(?:下来)?)?"
)
def read_that(match: re.Match[str], ctx: Context) -> Frame | None:
    """华为那单多少钱 什么时候能签, of a customer with chances; else the parser reads on."""
    found = customers_called(match["whose"], ctx)
    if len(found) != 1 or found[0].id is None:
        return None
    open_ones = deals.of_customer(ctx.session, found[0].id)
    if len(open_ones) == 1:
        return Frame("deal.show", {"deal": open_ones[0].id})
    slots = {"customer": found[0].name}
    return Frame("opportunity.list", slots, refs={"customer": found}) if open_ones else None
