"""Which of them has the most: 「今年哪个月签得最多」「哪个行业卖得最好」「签单最多的人」."""

import re
from dataclasses import replace
from typing import Final

from handlers.context import Context
from handlers.figures.several import NAMED, key_of
from handlers.figures.split import SPLITS
from handlers.periods import PERIOD, range_of
from handlers.phrases import says
from handlers.vocabulary import parse
from nlp.frames import Frame

_WHAT: Final = f"(?P<what>{'|'.join(NAMED.values())}|[签卖做]|业绩做)"
_MOST: Final = "得?最(?:[多好高大]|(?P<least>[少差低]))的?"
_BY: Final = f"(?P<by>{'|'.join(words for name, words in SPLITS.items() if name != 'customer')}|同事)"


@says(
    rf"(?P<when>.{{0,10}}?)(?:哪|那)一?[个位]?{_BY}的?{_WHAT}{_MOST}(?:啊|呢)?",
    rf"(?P<when>.{{0,10}}?){_WHAT}{_MOST}(?:是)?(?:哪|那)一?[个位]?{_BY}",
    rf"(?P<when>.{{0,10}}?){_WHAT}{_MOST}{_BY}(?:是)?(?:谁|哪[个位])?",
)
def read_which(match: re.Match[str], ctx: Context) -> Frame | None:
    """By what was asked for; without a time of this year along a calendar, else of this month."""
    said = "人" if match["by"] == "同事" else match["by"]
    by = next(name for name, words in SPLITS.items() if re.fullmatch(words, said))
    usual = "今年" if by in ("month", "quarter") else "这个月"
    found = parse(f"{match['when'] or usual}的销售额", ctx)
    if ctx.open is not None or len(found) != 1 or found[0].intent != "report.show":
        return None
    least = {"least": True} if match["least"] else {}
    measure = key_of(match["what"]) or "revenue"
    return replace(found[0], slots={**found[0].slots, "measure": measure, "by": by, **least})


@says(
    r"(?P<when>.{0,8}?)(?:谁|哪[个位](?:人|同事|销售)?)(?:的)?(?:跟进|记录|记|录入?|写)(?:得|的|了)*最(?:多|勤|少)(?:啊|呢)?"
)
def read_writes_most(match: re.Match[str], ctx: Context) -> Frame | None:
    """上周谁记得最多."""
    found = parse(f"{match['when'] or '这个月'}谁跟进次数最多", ctx)
    if ctx.open is not None or len(found) != 1 or found[0].intent != "report.show":
        return None
    least = {"least": True} if "最少" in match[0] else {}
    return replace(found[0], slots={**found[0].slots, "measure": "interactions", "by": "user", **least})


_DEEDS: Final = {
    "visits": "(?:去|出去|在|在外面)?(?:拜访|跑|见|上门|走访)(?:了|过)*(?:客户)?",
    "interactions": "(?:跟进|联系)(?:了|过)*(?:客户)?",
    "orders": "(?:签|开|成|出|下)了?(?:单|订单|合同)|成交",
    "customers": "(?:新增|新建|开发|录)了?(?:新)?客户",
    "payments": "(?:有|收到?)?回款|收到?了?(?:款|钱)",
}


@says(
    rf"(?:看看|查一?下)?(?P<when>{PERIOD})?(?:都)?有?(?:谁|哪些人|哪几个人?|哪个人?|哪些同事)(?:都|已经|有)*"
    rf"(?P<deed>{'|'.join(_DEEDS.values())})(?:了|过)*(?:的|啊|呢)?"
)
def read_who_did(match: re.Match[str], ctx: Context) -> Frame | None:
    """今天谁去拜访了: everybody who did, and how often; of today where no time is said."""
    if ctx.open is not None:
        return None
    measure = next(key for key, words in _DEEDS.items() if re.fullmatch(words, match["deed"]))
    when = range_of(match["when"] or "今天", ctx)["range"]
    span = when if "/" in when else f"{when}/{when}"
    return Frame("report.show", {"measure": measure, "range": span, "by": "user"})
