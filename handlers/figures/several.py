"""Several figures in one question: 「这个月签单和回款」「上个月拜访和成交各多少」."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from handlers.context import Context
from handlers.phrases import says
from handlers.vocabulary import parse
from nlp.frames import Frame

NAMED: Final = {
    "win_rate": "成交率|赢单率|签单率",
    "cycle_days": "(?:平均)?成单周期",
    "orders": "(?:签单|成交|订单)(?:数量?|单数)|单[数量]|订单",
    "revenue": "(?:签单|成交|销售|订单)(?:总?额|金额)|业绩|签单|成交|销售",
    "payments": "(?:回款|收款|到账)(?:总?额|金额)?",
    "customers": "新增(?:的)?客户(?:数量?)?|新客户?(?:数量?)?|拉新",
    "opportunity_amount": "(?:新增|新)?(?:的)?商机(?:总?额|金额)",
    "opportunities": "(?:新增|新)?(?:的)?商机(?:数量?)?",
    "followed": "跟进家数|跟进的?客户数",
    "interactions": "跟进(?:次数|数|量|记录)?",
    "visited": "拜访家数|拜访的?客户数",
    "visits": "拜访(?:次数|数|量)?",
    "tasks_done": "完成的?(?:待办|任务)(?:数量?)?",
    "complaints": "投诉(?:数量?)?",
    "repairs": "报修(?:数量?)?",
    "tickets": "工单(?:数量?)?",
}
"""What figures are called, longer names before those they begin with."""
_ONE: Final = f"(?:{'|'.join(NAMED.values())})"
_AND: Final = "(?: *(?:[、,，和跟与及/+]|以及|还有|加上) *)"
_MANY: Final = (
    "(?:各自?|分别|都|一共|总共|到底|是|有|做了?)*"
    "(?:多少钱?|几[个家次单]|怎么样|咋样|如何|情况|数据|呢)?(?:了|呢|啊)?"
)
_SPLIT: Final = "(?P<by>按.{1,6}?)?"
_BESIDE: Final = "(?: *(?:环比|同比|(?:对比|[比跟和与])(?:上|去).{1,4}?(?:相?比)?))?"


@says(
    rf"(?P<head>.{{0,14}}?)(?P<list>{_ONE}(?:{_AND}{_ONE})+)的?{_MANY}{_SPLIT}{_BESIDE}",
    rf"(?P<head>.{{2,14}}?)(?P<list>{_ONE}(?!的){_AND}?{_ONE})的?{_MANY}{_SPLIT}{_BESIDE}",
)
def read_several(match: re.Match[str], ctx: Context) -> Frame | None:
    """Whose, when and by what is read once and holds for all; beside what, `read_more` reads."""
    keys = list(dict.fromkeys(keys_in(match["list"])))
    said = f"{match['head']}销售额{match['by'] or ''}"
    found = parse(said, ctx) if said != "销售额" else [Frame("report.show")]
    if len(keys) < 2 or len(found) > 1 or found[0].intent != "report.show":
        return None
    if ctx.open is not None and "range" not in found[0].slots:
        return None  # asked what was talked about: 签单和回款
    return replace(found[0], slots={**found[0].slots, "measure": keys[0], "also": keys[1:]})


@says(
    r"(?P<head>.{0,14}?)(?:一共|总共|都)?(?:签|成交|成|开)了?(?:几|多少)[单个笔](?:单子?)?[,，、 ]*"
    r"(?:一共|总共|合计)?(?:总额|总金额|金额|是)*多少钱?(?:啊|呢)?"
)
def read_orders_and_sum(match: re.Match[str], ctx: Context) -> Frame | None:
    """这周签了几单 总额多少."""
    found = parse(f"{match['head']}签单额", ctx)
    if ctx.open is not None or len(found) != 1 or found[0].intent != "report.show":
        return None
    return replace(found[0], slots={**found[0].slots, "measure": "orders", "also": ["revenue"]})


def keys_in(said: str) -> list[str]:
    """The measures of a list of their names, in the order in which they were said."""
    return [key_of(name[0]) for name in re.finditer(_ONE, said)]


def key_of(said: str) -> str:
    """The measure that is called so; empty for no name of one."""
    return next((key for key, names in NAMED.items() if re.fullmatch(names, said)), "")


def each(frame: Frame) -> Iterator[Frame]:
    """The frame of each figure that was asked for in one question."""
    alone = {name: value for name, value in frame.slots.items() if name != "also"}
    for measure in (frame.slots["measure"], *frame.slots.get("also", ())):
        yield replace(frame, slots={**alone, "measure": measure})
