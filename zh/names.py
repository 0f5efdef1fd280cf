"""Keys under which a name can be found again: plain strings, compared by equality.

The same keys serve a dictionary in memory and an index column in the database: what a record is
called gives its keys (`company_keys`, `person_keys`, …), what somebody wrote gives the keys to look
for (`query_keys`, `surname_keys`). A key is one of

* a written form in normal form without spaces: `华为技术有限公司`, `华为`, `r740`
* `~` and folded pinyin, for homophones: `~huawei`, `~liqian`
* a family name with `^`, for 李总 and 小李: `李^`, and by ear `~li^`
* a last character with `$`, for 阿丽: `丽$`
* `@` and the initials of a company's sounds, for hw: `@hw`
* `%` and what a company is at the end of its name: `%印刷厂`
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from zh import kinds, pinyin
from zh.institutions import shorts
from zh.text import normal

_DATA = Path(__file__).parent / "data"
_RUNS = re.compile(r"[!-~]+|[^ -~]+")
_INSTITUTIONS = ("医院", "学院", "银行", "集团", "后勤")
_UNITS = re.compile("[省市县区]")
_COUNTY = re.compile("[\u4e00-\u9fff]{2,3}(?:市(?!场)|[县区省])")
_DISTRICT = re.compile("[\u4e00-\u9fff]{2,3}(?<![园小校景院厂社])(?:市(?!场)|[县区])")  # 前海园区 is none
_HOUSE = re.compile("[\u4e00-\u9fff]{2,7}?(?:商贸城|商城|批发城|市场|广场|大厦)(?=[\u4e00-\u9fff]{4})")
# 宝安区人民医院, 翠屏区实验小学: without the county it is anybody's.
_OF_THE_COUNTY = re.compile(
    "第|人民|中心|中医|妇幼|实验|机关|教育|卫生|市场|公安|税务|财政|民政|社区|残联|政府|街道|中学|小学|幼儿园|医院|大学|学校"
)


def company_keys(name: str) -> frozenset[str]:
    """`华为技术有限公司` is found as itself, 华为技术, 华为 and by the sound of each."""
    forms = set(_company_forms(name))
    base = core(name)
    heads = {base[:2], base[:3]} if len(base) >= 5 else {base[:2]} if len(base) == 4 else set()
    tails = {base[-2:]} - _endings("trade") if len(base) == 4 else set()
    if not base.isascii():
        forms |= _numbered(name)
        heads -= places()
        if (county := _DISTRICT.match(base)) and not _OF_THE_COUNTY.match(base, county.end()):
            heads = {head for head in heads if not county[0].startswith(head)}
        if len(base) > 5 and not kinds.of(base):
            tails |= {base[-4:]} - _endings("trade")  # 电力机车 of 中车电力机车, but 口腔诊所 is anybody's
        tails |= {base[-n:] for n in (3, 4) if base.endswith(_INSTITUTIONS) and len(base) > n}
        if base[-1] == "城" and len(base) > 4:
            tails.add(base[-3:])  # a mall is called by itself: 万象城 of 雁塔万象城, 不夜城
        if base[-1] == "城" and len(base) == 3 and base[:2] not in _endings("trade"):
            heads |= {base[:2], legal_core(name)[:-1]}  # 唐山勒泰城 is 勒泰, as 石家庄勒泰中心 is
        clipped = _clipped(legal_core(name)) | _affiliated(legal_core(name)) | _institute(legal_core(name))
        clipped |= _of_university(legal_core(name)) | _of_a_field(legal_core(name)) | _bureau(name)
        clipped |= shorts(legal_core(name)) | _of_a_group(legal_core(name))
        forms |= heads | tails
        heard = {form for form in forms - tails - clipped if "公司" not in form}
        forms |= clipped | _by_initials(without_place(legal_core(name)))
    else:
        heard = set()
    forms = {form for form in forms if not _ORDINAL.fullmatch(form)}  # 第一, 第二 count, and name no hospital
    return frozenset(
        forms
        | {_heard(form) for form in heard if form in forms}
        | initial_keys(name)
        | kind_keys(name)
        | _beyond_town(without_place(legal_core(name)))
    )


_ORDINAL = re.compile("第[一二三四五六七八九十]{1,2}")
_QUARTERS = frozenset(("北方", "南方", "华北", "华东", "华南", "华中", "西南", "西北", "东北"))


def _beyond_town(placeless: str) -> frozenset[str]:
    """萧山永泰包装 is found as 永泰包装 is; what is left of 海盐标准件 names no firm by ear or in part."""
    if (county := _DISTRICT.match(placeless)) and not _OF_THE_COUNTY.match(placeless, county.end()):
        rest = placeless[county.end() :]  # 南充高坪区白塔中学 is 白塔中学
        return company_keys(rest) if len(rest) > 3 else frozenset()
    if house := _HOUSE.match(placeless):
        rest = placeless[house.end() :]  # 国际商贸城童乐贸易商行 is 童乐
        return company_keys(rest) if len(rest) > 3 and rest not in _endings("trade") else frozenset()
    town = placeless[:3] if placeless[:3] in towns() else placeless[:2]
    rest = placeless[len(town) :]
    if town in _QUARTERS and len(rest) > 4 and core(rest) not in _endings("trade"):
        return company_keys(rest)  # 北方安德利果汁 is 安德利
    if town not in towns() or len(rest) < 2 or rest in _endings("trade"):
        return frozenset()
    return company_keys(rest) if len(rest) > 3 else frozenset({rest})


def kind_keys(name: str) -> frozenset[str]:
    """What it is, and how one shortens that: 芜湖新华印刷厂 is a 印刷厂, 金华师范附属小学 is 附小."""
    full = legal_core(name)
    kind = kinds.of(full)
    if not kind or kind == full:
        return frozenset()
    short = (
        {f"附{_NUMBERED_SHORT[kind]}"} if full.endswith(f"附属{kind}") and kind in _NUMBERED_SHORT else set()
    )
    return frozenset({kinds.MARK + kind, *short})


def initial_keys(name: str) -> frozenset[str]:
    """`华为技术有限公司` is found by hw and hwjs, 海康威视 by hk too; a Latin name has no others."""
    base = core(name)
    head = base[:2] if len(base) >= 4 and base[:2] not in places() else ""
    spoken = {form for form in (base, legal_core(name), head) if form and not form.isascii()}
    return frozenset("@" + pinyin.initials(form) for form in spoken if len(form) > 1)


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


def _affiliated(name: str) -> set[str]:
    """复旦大学附属中山医院 is 中山医院, 浙江大学医学院附属第一医院 is 第一医院 and 浙一."""
    parent, _, own = name.partition("附属")
    shorts = {short + "附" for short in _clipped(parent) | _of_a_field(parent)}
    if not parent or len(own) < 4:
        return {short + "院" for short in shorts} if own == "医院" else set()
    number = own[1] if own[0] == "第" and own[2:] in ("医院", "人民医院") else ""
    ours = {short + number + end for short in shorts for end in ("", "院")}  # 苏大附一
    return {own, parent[0] + number, *ours} if number else {own}


def _by_initials(name: str) -> set[str]:
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
    if match is None or match[0][:2] not in places() or match[0][2:] in {*_endings("trade"), *_PARTS}:
        return set()
    return {match[0]}


_NUMBERED = re.compile(
    r"第([一二三四五六七八九十]{1,3})(?:人民|附属|中心|中医|实验|高级)?(医院|中学|小学|建设|建筑|设计院|幼儿园|工程"
    "|重型机[械器]|重工|汽车|机床|拖拉机|纺织)"
)
_NUMBERED_SHORT = {
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


def _numbered(name: str) -> set[str]:
    """`海陵区第二医院` is 二院, 2院, 海陵二院, 二医院, `陕西建工第九建设` 九建, `江宁市人民医院` 人医."""
    match = _NUMBERED.search(name)
    if match is None:
        return {"人医", name[:2] + "人医"} if name.endswith("人民医院") else set()
    number, kind = match[1], match[2]
    short = number + _NUMBERED_SHORT[kind]
    typed = {_arabic(number) + short[-1], f"第{_arabic(number)}{kind}"} if short[-1] in "院中" else set()
    return {short, name[:2] + short, number + kind, f"第{number}{kind}", *typed}


_DIGITS = "零一二三四五六七八九"


def _arabic(number: str) -> str:
    """三十九 as it is typed in 39中."""
    tens, ten, ones = number.rpartition("十")
    return str(_DIGITS.find(tens or "一") * 10 * len(ten) + _DIGITS.find(ones or "零"))


def person_keys(name: str) -> frozenset[str]:
    """`李强` is found as itself, by sound, and as 李总 or 小李."""
    full = _squeezed(name)
    family, given = split_person(full)
    if not family and _RARE.fullmatch(full):
        family, given = full[0], full[1:]
    keys = {full, _heard(full)}
    if family:
        keys |= surname_keys(family)
        if len(given) >= 2 and not _TITLE.fullmatch(given):  # 施部长 is not 鲁部长
            keys |= {given, _heard(given)}
    else:
        keys.update(part for part in normal(name).split(" ") if len(part) > 1)
    return frozenset(keys)


_RARE = re.compile("[^!-~小老阿大][\u4e00-\u9fff]{1,2}")  # 来国庆: of a family the list does not have
_TITLE = re.compile(
    "[\u4e00-\u9fff]{1,3}长|副?总?(?:经理|总监|总裁|主任|主管|书记|工程师|会计)|老师|老板|老总|师傅|教授|医生|大夫|律师"
    "|女士|先生|小姐|秘书|助理|出纳|专员|顾问|采购|同学"
)


def user_keys(name: str) -> frozenset[str]:
    """A colleague: like a person, and also by the last character, for 阿丽 and 丽姐."""
    last = _squeezed(name)[-1:]
    return person_keys(name) | ({f"{last}$"} if last and not last.isascii() else set())


def product_keys(name: str) -> frozenset[str]:
    """`R740服务器` is found as itself, r740, 服务器 and by sound; 防腐底漆 also as 底漆."""
    full = _squeezed(name)
    keys = {full, _heard(full)}
    keys |= {part for part in _RUNS.findall(full) if len(part) >= 2}
    chinese = max(_RUNS.findall(full), key=len, default="")
    if len(chinese) >= 4 and not chinese.isascii():
        keys.add(chinese[-2:])
        keys |= {chinese[-n:] for n in range(3, len(chinese))}
        keys |= {chinese[:2], chinese[:3], chinese[:2] + chinese[-1]}  # 门禁 and 超净台 of 超净工作台
    if (tail := _LETTER_TAIL.search(full)) and len(tail[0]) >= 2:
        keys.add(tail[0])  # 便携式B超 is a B超
    return frozenset(keys - _GENERIC)


# Ends of product names that are everyday words: nobody means 签证代办 by 代办.
_GENERIC = frozenset((
    "服务", "系统", "设备", "方案", "策划", "代办", "拍摄", "运营", "管理", "设计", "套餐", "年费",
    "软件", "产品", "课程", "培训", "金融", "贷款", "存款", "工资", "运输", "代理", "广告",
    # and beginnings that say of many things what they are for
    "企业", "会议", "工业", "日本", "国际", "一次", "结构", "实施", "联合", "电子", "银行", "生物",
    "财产", "机械", "教师", "高速", "东北", "销售", "数据", "团体", "核心", "日常", "下午", "对象",
    "五年", "移动", "空气", "平台", "直播", "加速", "人体", "年度", "品牌", "公众", "推广", "流动",
    "半天", "供应", "供应链", "实验室", "施工", "种子", "血液", "智慧", "专线", "商务", "地铁", "弹性",
    "在线", "号码", "审批", "防护", "数码", "智能", "终端", "驱动", "课堂", "店铺", "应急", "会议室",
    "电源", "聚合", "颗粒", "税务", "雇主", "详情", "全球", "中国", "技术", "工程", "项目", "客户",
    "公司", "合同", "标准", "专业", "高级", "普通", "综合", "全自动", "自动", "便携", "进口", "国产",
    "新型", "大型", "小型", "上门", "远程", "现场", "定制", "免费", "基础", "安全", "网络", "信息",
    "办公", "家用",
))  # fmt: skip
_LETTER_TAIL = re.compile("[a-z][a-z0-9]*[\u4e00-\u9fff]{1,3}$")


def tag_keys(name: str) -> frozenset[str]:
    """A tag or a word of a dictionary: as itself and by sound."""
    full = _squeezed(name)
    return frozenset({full, _heard(full)})


def query_keys(span: str) -> frozenset[str]:
    """The keys that find records called `span`."""
    full = _squeezed(span)
    return frozenset({full, _heard(full)}) if len(full) > 1 else frozenset({full})


def latin_keys(word: str) -> frozenset[str]:
    """The keys for a word typed in Latin letters: as it is, as pinyin (huawei), as initials (hw)."""
    word = _squeezed(word)
    return frozenset({word, f"@{word}", *(f"~{sound}" for sound in pinyin.spelled(word))})


@lru_cache(maxsize=1024)
def surname_keys(surname: str) -> frozenset[str]:
    """The keys that find people of that family name: 李 gives `李^` and `~li^`."""
    return frozenset({f"{surname}^", f"~{pinyin.surname(surname)}^"})


def split_person(name: str) -> tuple[str, str]:
    """Family name and given name of a Chinese name; no family name where it has none."""
    if name[:2] in double_surnames() and len(name) >= 3:
        return name[:2], name[2:]
    if name[:1] in surnames():
        return name[:1], name[1:]
    return "", name


def core(name: str) -> str:
    """What is left of a company's name without place, trade and legal form; for finding duplicates."""
    return _company_forms(name)[-1]


@lru_cache(maxsize=1024)  # asked for several times running, of each name that is written
def legal_core(name: str) -> str:
    """The name without brackets and legal form only: equal for two spellings of one company."""
    return _strip_right(_without_brackets(_squeezed(name)), "legal")


@lru_cache(maxsize=1024)
def _company_forms(name: str) -> tuple[str, ...]:
    """From the longest to the shortest; the last one is the core."""
    full = _squeezed(name)
    bare = _without_brackets(full)
    forms = [full, bare]
    legal = legal_core(name)
    forms.append(legal)
    placeless = without_place(legal)
    place = _UNITS.sub("", legal.removesuffix(placeless))
    for start in (legal, place + placeless, placeless):
        forms.append(start)
        while (shorter := _strip_once(start, "trade")) != start:
            start = _strip_right(shorter, "legal")
            forms.append(start)
    return *dict.fromkeys(forms[:-1]), forms[-1]


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words a company's name may carry: `legal`, `trade` or `whole`; longest first."""
    kinds: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _lines("company_words.txt"):
        if line.startswith("["):
            current = kinds.setdefault(line.strip("[]"), [])
        else:
            current.extend(line.split())
    return tuple(sorted(dict.fromkeys(kinds[kind]), key=lambda w: (-len(w), w)))


@cache
def places() -> frozenset[str]:
    """Provinces and cities without 省 and 市."""
    return frozenset(word for line in _lines("places.txt") for word in line.split())


@cache
def towns() -> frozenset[str]:
    """Counties, districts and towns; a name is found with them and without."""
    return frozenset(word for line in _lines("towns.txt") for word in line.split())


@cache
def surnames() -> frozenset[str]:
    """Single-character family names."""
    return frozenset(next(_lines("surnames.txt")))


@cache
def double_surnames() -> frozenset[str]:
    """Two-character family names."""
    return frozenset(list(_lines("surnames.txt"))[1].split())


def without_place(name: str) -> str:
    """`杭州市远见科技` gives `远见科技`; unchanged where too little would be left."""
    for prefix in ("中国", ""):
        rest = name.removeprefix(prefix)
        for length in (5, 4, 3, 2):
            if rest[:length] in places():
                tail = rest[length:]
                tail = tail[1:] if tail[:1] in ("省", "市") else tail
                if len(tail) >= 2 and tail not in _endings("trade"):
                    return without_place(tail) if tail[:2] in places() else tail
        if prefix and rest != name and len(rest) >= 3:
            return rest
    match = _COUNTY.match(name)
    return name[match.end() :] if match and len(name) - match.end() >= 3 else name


def _lines(file: str) -> Iterator[str]:
    text = (_DATA / file).read_text(encoding="utf-8")
    return iter([line for line in text.splitlines() if line and not line.startswith("#")])


def _squeezed(name: str) -> str:
    return normal(name).replace(" ", "")


def _heard(form: str) -> str:
    return "~" + "".join(pinyin.folded(form))


def _without_brackets(name: str) -> str:
    for opening, closing in ("()", "[]", "【】"):
        start = name.find(opening)
        end = name.find(closing, start)
        if 0 <= start < end:
            name = name[:start] + name[end + 1 :]
    return name


def _strip_once(name: str, kind: str) -> str:
    for ending in _by_last(kind).get(name[-1:], ()):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            shorter = name[: -len(ending)]
            return name if shorter in places() else shorter
    return name


def _strip_right(name: str, kind: str) -> str:
    while (shorter := _strip_once(name, kind)) != name:
        name = shorter
    return name


@cache
def _endings(kind: str) -> frozenset[str]:
    return frozenset(words(kind))


@cache
def _by_last(kind: str) -> dict[str, tuple[str, ...]]:
    """The same by their last characters, the longest first: few names end like one of them."""
    found: dict[str, list[str]] = {}
    for word in words(kind):
        if len(word) > 1:
            found.setdefault(word[-1], []).append(word)
    return {last: tuple(same) for last, same in found.items()}
