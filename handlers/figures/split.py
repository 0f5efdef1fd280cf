"""「按部门 按月 看签单额」: a figure split by two things at once; after a figure 「按部门按月」 alone."""

import re
from dataclasses import replace
from typing import Final

from handlers.context import Context
from handlers.figures.asked import last_asked
from handlers.phrases import colleagues_called, says
from handlers.vocabulary import parse
from nlp import times
from nlp.frames import Frame

SPLITS: Final = {
    "user": "人|个人|员工|销售员?|业务员|负责人",
    "team": "部门|团队|组",
    "region": "区域|地区|省份?|城市",
    "industry": "行业",
    "level": "级别|等级",
    "source": "来源|渠道",
    "product": "产品|商品|产品线",
    "stage": "阶段",
    "customer": "客户",
    "day": "天|日",
    "week": "周",
    "month": "月|月份",
    "quarter": "季度?",
}
_ANY: Final = "|".join(SPLITS.values())


@says(
    rf"(.{{0,20}}?)(?:按|分)({_ANY})(?:、|,|和|再|加|跟| )*(?:按|分)?({_ANY})"
    r"(?:来)?(?:看|统计|分|汇总|列|交叉)*(?:一?下)?(?:的)?(.{0,16})"
)
def read_two(match: re.Match[str], ctx: Context) -> Frame | None:
    """The rest is read as a figure; without one the last figure is split anew."""
    by = [_dimension(match[2]), _dimension(match[3])]
    rest = f"{match[1].strip()}{match[4].strip()}".strip(",")
    if by[0] == by[1]:
        return None
    if rest:
        found = parse(rest, ctx)[0]
        if found.intent in ("report.show", "report.export") and "measure" in found.slots:
            return replace(found, slots={**found.slots, "by": by})
        return None
    last = last_asked(ctx)
    if last is None or "measure" not in last.slots:
        return None
    return replace(last, slots={**last.slots, "by": by})


def _dimension(said: str) -> str:
    return next(name for name, words in SPLITS.items() if re.fullmatch(words, said))


WHAT: Final = (
    "销售额|业绩|(?:签单|成交|采购)(?:额|金额)?|订单(?:数|金额)?|金额|回款额?|收款"
    "|跟进(?:次数)?|拜访(?:次数)?"
)
MEANT: Final = dict.fromkeys(
    ("采购", "采购额", "采购金额", "签单", "签单金额", "成交", "成交金额", "金额"), "销售额"
) | {"订单": "订单数"}
"""What is said of customers so is a measure by another name."""
_N: Final = r"(?:\d{1,2}|[一二两三四五六七八九十]+)"
TOP: Final = rf"(?:最[大多高](?:的?前?{_N}[个家位名大])?|第一|前(?:几|{_N})[名位家个大]?)"
WHEN: Final = "(?P<when>.{0,12}?)"
BY: Final = "(?:按|分)(?:每?个)?客户(?:来)?(?:看|统计|分|汇总|列|排)*(?:一?下)?"
WHO: Final = "(?:客户|哪[家个](?:客户|公司)?|谁家)(?:是(?:谁|哪[家个](?:客户)?)|有哪些)?"


@says(
    rf"{WHEN}(?P<what>{WHAT})?(?:的)?{TOP}的?(?P<more>{WHAT})?的?(?:是)?{WHO}",
    rf"{WHEN}(?:哪[家个]客户|谁家|哪家)的?(?:(?P<what>{WHAT})|买得?|贡献|签得?)(?P<more>{WHAT})?{TOP}",
    rf"{WHEN}客户的?(?P<what>{WHAT})(?P<more>)(?:排名|排行榜?|排序|前几名?|榜)",
    rf"{WHEN}{BY}(?:的)?(?P<what>{WHAT})?(?P<more>)",
    rf"{WHEN}(?P<what>{WHAT})(?P<more>)[,， ]?{BY}",
    rf"{WHEN}(?:各个?|每[个家])客户的?(?P<what>{WHAT})(?P<more>)",
)
def read_by_customer(match: re.Match[str], ctx: Context) -> Frame | None:
    """本月回款按客户, 签单最大的是哪个客户 (of this year); 按客户看 alone splits the last figure."""
    what, last = match["what"] or match["more"], last_asked(ctx)
    alone = re.fullmatch(BY, match[0]) is not None
    if alone and last is not None and "measure" in last.slots:
        return replace(last, slots={**last.slots, "by": "customer"})
    if not _is_when(match["when"], ctx):
        return None  # 投诉最多的客户 is no figure of this kind
    when = re.sub("^(?:我们|咱们?)的?", "", match["when"])
    timed = times.find(when, ctx.now.astimezone(ctx.tz)) if when else []
    found = parse(f"{when}{'' if timed else '今年'}{MEANT.get(what, what) or '销售额'}", ctx)[0]
    if found.intent != "report.show" or "measure" not in found.slots:
        return None
    return replace(found, slots={**found.slots, "by": "customer"})


def _is_when(said: str, ctx: Context) -> bool:
    """Whether nothing but a time stands there, and whose."""
    found = times.find(said, ctx.now.astimezone(ctx.tz)) if said else []
    rest = said.replace(found[0].text, "") if found else said
    rest = re.sub("看看?|我们?|咱们?|团队|部门|全公司|公司|一下|各|的|[ ,，]", "", rest)
    return not rest or len(colleagues_called(rest, ctx)) == 1
