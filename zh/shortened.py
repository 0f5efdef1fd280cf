"""How one shortens a company's or an institution's name by custom: 招行, 二院, 哈工大, 十一局."""

import re

from zh.institutions import shorts
from zh.name_words import endings, places, without_place


def shortened(name: str, legal: str) -> set[str]:
    """The short names of `name`, whose legal core is `legal`; none of them is told by ear."""
    return (
        _clipped(legal)
        | _affiliated(legal)
        | _institute(legal)
        | _of_university(legal)
        | _of_a_field(legal)
        | _bureau(name)
        | shorts(legal)
        | _of_a_group(legal)
    )


_CLIPPED = {
    "银行": "行", "大学": "大", "啤酒": "啤", "证券": "证", "保险": "保",
    "航空": "航", "机床": "机", "汽车": "汽", "飞机": "飞", "船舶": "船",
    "石化": "化", "钢铁": "钢", "重工": "重",
}  # fmt: skip


def _clipped(name: str) -> set[str]:
    """招商银行 is 招行, 青岛啤酒 is 青啤, 济南二机床 is 济二机: the first character, and the trade by one."""
    name = _BRANCH.sub("", name.removesuffix("集团").removesuffix("控股"))
    if name[-3:] in _HALLS and name[:-3].rstrip("省市") in places():
        return {name[0] + _HALLS[name[-3:]]}
    if name.endswith(("飞机工业", "船舶工业")):
        name = name.removesuffix("工业")  # 沈飞
    short = _CLIPPED.get(name[-2:])
    if short is None or not 4 <= len(name) <= 6 or name.isascii():
        return set()
    city = 3 if name[:3] in places() and len(name) > 4 else 2  # 马鞍山|钢铁
    between = name[city:-2]  # 济南|二|机床
    return {name[0] + between + short} if name[:city] in places() or not between else set()


_HALLS = {"博物馆": "博", "博物院": "博", "图书馆": "图", "科技馆": "科"}  # 苏州博物馆 is 苏博, 苏图
_BRANCH = re.compile("(?<=银行)[\u4e00-\u9fff]{2,6}[分支]行$")  # 招商银行南京分行 is 招行
_INSTITUTE = re.compile("[\u4e00-\u9fff]{0,4}?(?P<trade>[\u4e00-\u9fff])[\u4e00-\u9fff](?P<kind>研究|科学)院")


def _institute(name: str) -> set[str]:
    """天津药物研究院 is 天津药研院, 农业科学院 is 农科院: what it is about by one character."""
    place = name.removesuffix(without_place(name))
    match = _INSTITUTE.fullmatch(name, len(place))
    if match is None:
        return set()
    short = match["trade"] + ("研院" if match["kind"] == "研究" else "科院")
    head = name[len(place) : match.start("trade")]
    return {head + short, place.rstrip("省市") + head + short}


_UNIVERSITY = re.compile("(?P<whole>[\u4e00-\u9fff]{2,3}大学)(?P<own>[\u4e00-\u9fff]{3,})")


def _of_university(name: str) -> set[str]:
    """兰州大学口腔医院 is 兰大口腔医院, 兰大口腔."""
    match = _UNIVERSITY.fullmatch(name)
    shorts = _clipped(match["whole"]) if match else set()
    return {short + own for short in shorts for own in (match["own"], match["own"][:2])} if match else set()


_DISCIPLINE = {"理工": "理工", "科技": "科", "师范": "师"}
_FIELDS = re.compile("(?P<of>工业|理工|科技|师范|农业|林业|医科|财经|交通|外国语|海洋|民族)大学$")


def _of_a_field(name: str) -> set[str]:
    """哈尔滨工业大学 is 哈工大, 上海交通大学 上海交大, 上交大 and 交大."""
    match = _FIELDS.search(name)
    if match is None:
        return set()
    short = _DISCIPLINE.get(match["of"], match["of"][0]) + "大"
    head = name[: match.start()]
    brief = {head[0] + match["of"][0]} if head and match["of"] in _DISCIPLINE else set()  # 华理, 华科, 南师
    return {short, head + short, head[:1] + short, *brief} if head else {short}


_SCHOOLS = {"中学": "中", "高级中学": "中", "小学": "小", "幼儿园": "幼"}


def _affiliated(name: str) -> set[str]:
    """复旦大学附属中山医院 is 中山医院, 浙江大学医学院附属第一医院 is 第一医院 and 浙一."""
    parent, _, own = name.partition("附属")
    shorts = {short + "附" for short in _clipped(parent) | _of_a_field(parent)}
    if own in _SCHOOLS:
        return {short + _SCHOOLS[own] for short in shorts}  # 北大附中
    if not parent or len(own) < 4:
        return {short + "院" for short in shorts} if own == "医院" else set()
    number = own[1] if own[0] == "第" and own[2:] in ("医院", "人民医院") else ""
    ours = {short + number + end for short in shorts for end in ("", "院")}  # 苏大附一
    return {own, parent[0] + number, *ours} if number else {own}


def by_initials(name: str) -> set[str]:
    """恒通重型机械 is 恒通重机, 今天钢结构 今天钢构."""
    if name.endswith("钢结构"):
        return {name.removesuffix("结构") + "构"}
    return {name[:3] + name[4]} if len(name) == 6 else set()


_BUREAU = re.compile(
    "(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,3}(?:局|公局|航局|冶)(?=集团|公司|工程|建|装|有|股|$)"
)


def _bureau(name: str) -> set[str]:
    """中铁十一局集团 is 十一局."""
    match = _BUREAU.search(name, 1)
    return {match[0]} if match and len(match[0]) > 1 else set()


_PARTS = ("销售", "分公司", "市场", "营销")
_OF_A_GROUP = re.compile("(?<=集团)[\u4e00-\u9fff]{3,6}$")


def _of_a_group(name: str) -> set[str]:
    """山东港口集团青岛港 is 青岛港: a place and what stands there; 集团浙江 is anybody's."""
    match = _OF_A_GROUP.search(name)
    if match is None or match[0][:2] not in places() or match[0][2:] in {*endings("trade"), *_PARTS}:
        return set()
    return {match[0]}


_NUMBERED = re.compile(
    r"第([一二三四五六七八九十]{1,3})(?:人民|附属|中心|中医|实验|高级)?(医院|中学|小学|建设|建筑|设计院|幼儿园|工程"
    "|重型机[械器]|重工|汽车|机床|拖拉机|纺织)"
)
NUMBERED_SHORT = {
    "医院": "院",
    "中学": "中",
    "小学": "小",
    "建设": "建",
    "建筑": "建",
    "设计院": "院",
    "幼儿园": "幼",
    "工程": "工程",
    "重型机械": "重",
    "重型机器": "重",
    "重工": "重",
    "汽车": "汽",
    "机床": "机",
    "拖拉机": "拖",
    "纺织": "纺",
}


def numbered(name: str) -> set[str]:
    """`海陵区第二医院` is 二院, 2院, 海陵二院, 二医院, `陕西建工第九建设` 九建, `江宁市人民医院` 人医."""
    match = _NUMBERED.search(name)
    if match is None:
        return {"人医", name[:2] + "人医"} if name.endswith("人民医院") else set()
    number, kind = match[1], match[2]
    short = number + NUMBERED_SHORT[kind]
    typed = {_arabic(number) + short[-1], f"第{_arabic(number)}{kind}"} if short[-1] in "院中" else set()
    return {short, name[:2] + short, number + kind, f"第{number}{kind}", *typed}


_DIGITS = "零一二三四五六七八九"


def _arabic(number: str) -> str:
    """三十九 as it is typed in 39中."""
    tens, ten, ones = number.rpartition("十")
    return str(_DIGITS.find(tens or "一") * 10 * len(ten) + _DIGITS.find(ones or "零"))
