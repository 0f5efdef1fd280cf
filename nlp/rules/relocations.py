"""A customer that moved or changed its name, told as news: 彩虹搬到咸阳高新区星火大道18号, 早点到搬了
东西湖区5号."""

from nlp import forms as re
from nlp.reading import Clause, Span

_PLACE = (
    r"(?P<place>[a-z\d\u4e00-\u9fff]{2,24}?(?:\d+|[一二三四五六七八九十]+)(?:号|栋|幢|楼|室|层|单元|库"
    r"|弄)[a-z\d\u4e00-\u9fff]{0,10}?)(?:去|来)?了?\s*$"
)
_MOVED = re.compile(
    "(?:(?:搬|迁|挪)(?:到|去|至|了)[ ,，]*|(?:搬|迁)(?:家|址)了?[ ,，]*)(?:现在(?:在|是)?|新地址是?)?"
    f"[ ,，]*{_PLACE}"
)
_HERE = re.compile(rf"\s*(?:现在(?:在|是)?|新地址是?)?{_PLACE}")
_NEXT = re.compile(r"[ ,，。;；]*([^ ,，。;；]*)")
_LEFT = re.compile(r"(?:搬|迁|挪)(?:家|址|走|地方)?了\s*$")
_OURS = re.compile(
    r"[把将](?!厂|店|公司|总部|办公室)|打算|准备|要搬|想|听说|可能|如果|要是|计划|是不是|[?？吗]|帮"
)


def new_address(clause: Clause) -> Span | None:
    """Where the new address stands that a clause tells of."""
    if not clause.chars & _MOVES or _OURS.search(clause.text):
        return None
    text = clause.reading.text
    if said := _MOVED.search(text, clause.start, clause.end):
        return said.span("place")
    return None


def moved(clause: Clause) -> bool:
    """A customer or its contact moved, to an address with a number here or in the next clause."""
    heads = [m for m in clause.mentions if m.kind == "customer" or m.kind == "person" and m.of("contact")]
    moving = next((i for i, char in enumerate(clause.text, clause.start) if char in _MOVES), clause.end)
    if any("coming" in i.tenses and i.end <= moving for i in clause.of_kind("time")):
        return False
    if not heads or heads[0].start - clause.start > 4 or _OURS.search(clause.text):
        return False
    if new_address(clause):
        return True
    if _LEFT.search(clause.text) is None:
        return False
    behind = _NEXT.match(clause.reading.text, clause.end)
    return behind is not None and _HERE.fullmatch(behind[1]) is not None


_MOVES = frozenset("搬迁挪")
NAMED_NOW = re.compile(r"\s*(?:现在|以后|今后|新名字?)?(?:就|改|是)?叫")
_RENAMED = re.compile(r"(?:改|换)(?:了)?(?:个)?名(?:字)?了?\s*$")


def renamed(clause: Clause) -> bool:
    """米园长那边改名了 叫明天国际幼儿园: the new name is in the next clause."""
    return (
        _RENAMED.search(clause.text) is not None
        and NAMED_NOW.match(clause.reading.text[clause.end :].lstrip(" ,，。")) is not None
    )
