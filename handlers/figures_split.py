"""「按部门 按月 看签单额」: a figure split by two things at once; after a figure 「按部门按月」 alone."""

import re
from dataclasses import replace
from typing import Final

from handlers.context import Context
from handlers.figures_asked import last_asked
from handlers.phrases import says
from handlers.vocabulary import parse
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
    rest = f"{match[1]}{match[4]}".strip(" ,")
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
