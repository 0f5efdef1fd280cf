"""Reports that a heading begins, and those whose news stands behind a mark: 拜访记录 福满楼 …, 打给叶子
老公接的."""

from nlp import forms as re
from nlp.reading import Clause

_ANSWERED = re.compile(
    "[^,，。?？]{0,14}[ ,，]+[^,，。 ?？]{0,6}(?:接的|没接|不接|接了|没人接|占线|挂了|关机|打不通|通话中|说)"
)

ENTRY = re.compile(
    r"(?:跟进|拜访|沟通|回访|走访|联系(?!人))(?:记录)?[^,，。:： ]{0,12}[:：]\s*\S{3,}"
    r"|(?:记录?|写|补|加|录|登记)(?:一下|下|个|条|一个|一条)?(?:[\u4e00-\u9fff]{0,8})?(?:跟进|拜访|沟通)"
    r"(?:记录)?[:：,， ]+\S{2,}"
)


def answered(clause: Clause) -> bool:
    """打给叶子 老公接的: what came of the call stands behind."""
    return _ANSWERED.match(clause.reading.said, clause.start) is not None


# 拜访记录 福满楼 花荣 谈租转买, 补条记录 上周五 …: a heading, and what there is to record behind it.
HEADING = re.compile(
    r"^\s*(?:帮我|麻烦)?(?:(?:补|记|写|加|录)(?:一?[个条]|一?下)?(?:跟进|拜访|沟通|回访|走访|联系)?|跟进"
    "|拜访|沟通|回访|走访)记录(?=[:： ,，]|$)"
)
_ASKS_TO_SEE = re.compile(
    r"看|查|列|发[我给一下]|给我|调[出一]|翻|导|统计|多少|哪|几[次条个]|所有|全部|最近|[的呢吗?？]\s*$"
)


def headed(clause: Clause) -> bool:
    """More is told than names and days."""
    whole = clause.reading
    heading = HEADING.match(whole.text)
    if clause.start or heading is None or _ASKS_TO_SEE.search(whole.text, heading.end()):
        return False
    taken = bytearray(len(whole.text))
    found = [(m.start, m.end) for m in whole.mentions] + [(i.start, i.end) for i in whole.items]
    for start, end in found:
        taken[start:end] = b"\1" * (end - start)
    left = "".join(c for at, c in enumerate(whole.said) if at >= heading.end() and not taken[at])
    return len(re.sub(r"[\W某_的]|那边|经理|[总]", "", left)) >= 4
