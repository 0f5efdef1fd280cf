"""What hospitals and schools are called for short: 市一院, 附二院, 县医院, 深职院."""

import re

_OF_THE_PLACE = re.compile(
    "(?P<head>[\u4e00-\u9fff]{2,4}?)(?P<unit>[省市区县])(?P<own>(?:第[一二三四五六七八九十]|人民|中医|妇幼|中心|实验|儿童|口腔|肿瘤|精神"
    "|传染|骨科|胸科|眼科|康复|职业|外国语|机关|特殊)[\u4e00-\u9fff]+)"
)
_NUMBERED = re.compile(
    "第(?P<number>[一二三四五六七八九十]{1,2})(?:人民|中心|高级|实验)?(?P<kind>医院|中学|小学|幼儿园)"
)
_LAST = {"医院": "院", "中学": "中", "小学": "小", "幼儿园": "幼"}
_AFFILIATED = re.compile("附属第(?P<number>[一二三四五六七八九十])(?:人民|临床)?医院$")
_ENDS = {
    "师范学院": "师院",
    "职业技术学院": "职院",
    "职业学院": "职院",
    "职业技术大学": "职大",
    "外国语学校": "外",
    "实验小学": "实小",
}
_ALONE = {"师范学院": "师院", "职业技术学院": "职院", "外国语学校": "外校", "实验小学": "实小"}


def shorts(name: str) -> set[str]:
    """The short names of an institution; none for anything else."""
    found: set[str] = set()
    if named := _AFFILIATED.search(name):
        found |= {f"附{named['number']}", f"附{named['number']}院"}
    for end, short in _ENDS.items():
        head = name.removesuffix(end).rstrip("市区县省")
        if name.endswith(end) and head:
            found |= {head + short, head[:1] + short} if len(head) in (2, 3) else {head + short}
            found |= {_ALONE[end], head + _ALONE[end]} if end in _ALONE else set()
    if match := _OF_THE_PLACE.fullmatch(name):
        unit, own = match["unit"], match["own"]
        said = {own}
        if numbered := _NUMBERED.match(own):
            said.add(numbered["number"] + _LAST[numbered["kind"]])
        elif own == "人民医院":
            said |= {"医院", "人医", "人民"}
        elif own.startswith("妇幼"):
            said |= {"妇幼", "妇保"}
        head = match["head"]
        found |= {before + short for short in said for before in (unit, head, head + unit)}
    return found
