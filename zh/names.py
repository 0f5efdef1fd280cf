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
* `#` and the figures of a model, for 350的那款: `#350`
"""

import re
from functools import lru_cache

from zh import kinds, pinyin
from zh.name_words import (
    double_surnames,
    endings,
    places,
    squeezed,
    strip_once,
    strip_right,
    surnames,
    towns,
    without_brackets,
    without_place,
)
from zh.shortened import NUMBERED_SHORT, by_initials, numbered, shortened
from zh.text import normal

_RUNS = re.compile(r"[!-~]+|[^ -~]+")
_INSTITUTIONS = ("医院", "学院", "银行", "集团", "后勤")
_HOTELS = ("酒店", "饭店", "宾馆", "度假村")
_QUARTER_ENDS = frozenset("湾嘴场站山湖岛街路门桥港")
_UNITS = re.compile("[省市县区]")
_DISTRICT = re.compile(
    "[\u4e00-\u9fff]{2,3}(?<![园小校景院厂社])(?:市(?!场|广场|花园|便捷|之家|乐园)|[县区])"
)  # 前海园区, 安粮城市广场 are none
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
    tails = {base[-2:]} - endings("trade") if len(base) == 4 else set()
    if not base.isascii():
        forms |= numbered(name)
        heads -= places()
        if (county := _DISTRICT.match(base)) and not _OF_THE_COUNTY.match(base, county.end()):
            heads = {head for head in heads if not county[0].startswith(head)}
        if len(base) > 5 and not kinds.of(base):
            tails |= {base[-4:]} - endings("trade")  # 电力机车 of 中车电力机车, but 口腔诊所 is anybody's
        tails |= {base[-n:] for n in (3, 4) if base.endswith(_INSTITUTIONS) and len(base) > n}
        if base[-1] == "港" and len(base) == 4:
            heads.add(base[:3])  # 曹妃甸 of 曹妃甸港
        if base[-1] == "城" and len(base) > 4:
            tails.add(base[-3:])  # a mall is called by itself: 万象城 of 雁塔万象城, 不夜城
        if base[-1] == "城" and len(base) == 3 and base[:2] not in endings("trade"):
            heads |= {base[:2], legal_core(name)[:-1]}  # 唐山勒泰城 is 勒泰, as 石家庄勒泰中心 is
        if 5 <= len(base) <= 7 and legal_core(name).endswith(_HOTELS):
            # behind its quarter: 喜来登 of 东港喜来登, 悦榕庄 of 西溪悦榕庄, 瑞吉 of 亚龙湾瑞吉
            heads.add(base[3:] if base[2] in _QUARTER_ENDS else base[2:])
        clipped = shortened(name, legal_core(name))
        forms |= heads | tails
        heard = {form for form in forms - tails - clipped if "公司" not in form}
        forms |= clipped | by_initials(without_place(legal_core(name)))
    else:
        heard = set()
    forms = {
        form for form in forms - _ANYBODYS if not _ORDINAL.fullmatch(form)
    }  # 第一, 第二 count, and name no hospital
    return frozenset(
        forms
        | {_heard(form) for form in heard if form in forms}
        | initial_keys(name)
        | kind_keys(name)
        | _beyond_town(without_place(legal_core(name)))
    )


_ANYBODYS = frozenset(("中学", "小学", "附属", "大学附属", "附属中学", "附属小学", "中央"))
_ORDINAL = re.compile("第[一二三四五六七八九十]{1,2}")
_QUARTERS = frozenset(("北方", "南方", "华北", "华东", "华南", "华中", "西南", "西北", "东北"))


def _beyond_town(placeless: str) -> frozenset[str]:
    """萧山永泰包装 is found as 永泰包装 is; what is left of 海盐标准件 names no firm by ear or in part."""
    if (county := _DISTRICT.match(placeless)) and not _OF_THE_COUNTY.match(placeless, county.end()):
        rest = placeless[county.end() :]  # 南充高坪区白塔中学 is 白塔中学
        return company_keys(rest) if len(rest) > 3 else frozenset()
    if house := _HOUSE.match(placeless):
        rest = placeless[house.end() :]  # 国际商贸城童乐贸易商行 is 童乐
        return company_keys(rest) if len(rest) > 3 and rest not in endings("trade") else frozenset()
    town = placeless[:3] if placeless[:3] in towns() else placeless[:2]
    rest = placeless[len(town) :]
    if town in _QUARTERS and len(rest) > 4 and core(rest) not in endings("trade"):
        return company_keys(rest)  # 北方安德利果汁 is 安德利
    if town not in towns() or len(rest) < 2 or rest in endings("trade"):
        return frozenset()
    return company_keys(rest) if len(rest) > 3 else frozenset({rest})


def kind_keys(name: str) -> frozenset[str]:
    """What it is, and how one shortens that: 芜湖新华印刷厂 is a 印刷厂, 金华师范附属小学 is 附小."""
    full = legal_core(name)
    kind = kinds.of(full)
    if not kind or kind == full:
        return frozenset()
    short = (
        {f"附{NUMBERED_SHORT[kind]}"} if full.endswith(f"附属{kind}") and kind in NUMBERED_SHORT else set()
    )
    return frozenset({kinds.MARK + kind, *short})


def initial_keys(name: str) -> frozenset[str]:
    """`华为技术有限公司` is found by hw and hwjs, 海康威视 by hk too; a Latin name has no others."""
    base = core(name)
    head = base[:2] if len(base) >= 4 and base[:2] not in places() else ""
    spoken = {form for form in (base, legal_core(name), head) if form and not form.isascii()}
    return frozenset("@" + pinyin.initials(form) for form in spoken if len(form) > 1)


def person_keys(name: str) -> frozenset[str]:
    """`李强` is found as itself, by sound, as 李总 or 小李, and by the last character, for 阿强 and 强哥."""
    full = squeezed(name)
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
    if len(given) and full[-1:] not in _CALLED and not full[-1:].isascii() and not _TITLE.fullmatch(given):
        keys.add(f"{full[-1]}$")
    return frozenset(keys)


_RARE = re.compile("[^!-~小老阿大][\u4e00-\u9fff]{1,2}")  # 来国庆: of a family the list does not have
_CALLED = frozenset("总董工姐哥师叔姨嫂")
_TITLE = re.compile(
    "[\u4e00-\u9fff]{1,3}长|副?总?(?:经理|总监|总裁|主任|主管|书记|工程师|会计)|老师|老板|老总|师傅|教授|医生|大夫|律师"
    "|女士|先生|小姐|秘书|助理|出纳|专员|顾问|采购|同学"
)


def user_keys(name: str) -> frozenset[str]:
    """A colleague: like a person, and also by the last character, for 阿丽 and 丽姐."""
    last = squeezed(name)[-1:]
    return person_keys(name) | ({f"{last}$"} if last and not last.isascii() else set())


def product_keys(name: str) -> frozenset[str]:
    """`R740服务器` is found as itself, r740, 服务器 and by sound; 防腐底漆 as 底漆, ACS-30计价秤 as acs30."""
    full = squeezed(name)
    keys = {full, _heard(full)}
    keys |= {part for part in _RUNS.findall(full) if len(part) >= 2}
    runs = _RUNS.findall(full)
    chinese = max([run for run in runs if not run.isascii()], key=len, default="")
    if len(chinese) >= 4 and len(longest := max(runs, key=len)) > len(chinese):
        if any(map(str.isdecimal, longest)):
            keys |= {chinese[-2:], chinese[-3:]}  # 舞蹈地胶4.2mm is 地胶; 净化 says what many are for
    elif len(chinese) >= 4:
        keys.add(chinese[-2:])
        keys |= {chinese[-n:] for n in range(3, len(chinese))}
        keys |= {chinese[:2], chinese[:3], chinese[:2] + chinese[-1]}  # 门禁 and 超净台 of 超净工作台
    if (tail := _LETTER_TAIL.search(full)) and len(tail[0]) >= 2:
        keys.add(tail[0])  # 便携式B超 is a B超
    model = normal(name).lower()
    keys |= set(_MODEL.findall(model))  # Dell R750服务器 is an R750
    keys |= {code.replace("-", "") for code in _HYPHENED.findall(model)}
    keys |= {MODEL_MARK + figures for figures in _CODE_FIGURES.findall(model)}
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
    "办公", "家用", "机组",
))  # fmt: skip
_MODEL = re.compile(r"(?<![a-z\d])(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{2,}(?![a-z\d])")
_HYPHENED = re.compile(r"(?<![a-z\d-])[a-z]{1,5}-\d{2,5}[a-z]?(?![a-z\d-])")
MODEL_MARK = "#"
_CODE_FIGURES = re.compile(r"(?<![\d.])(?:\d{2,5}|\d{1,3}\.\d{1,2})(?![\d.])")
_LETTER_TAIL = re.compile("[a-z][a-z0-9]*[\u4e00-\u9fff]{1,3}$")


def tag_keys(name: str) -> frozenset[str]:
    """A tag or a word of a dictionary: as itself and by sound."""
    full = squeezed(name)
    return frozenset({full, _heard(full)})


def query_keys(span: str) -> frozenset[str]:
    """The keys that find records called `span`."""
    full = squeezed(span)
    return frozenset({full, _heard(full)}) if len(full) > 1 else frozenset({full})


def latin_keys(word: str) -> frozenset[str]:
    """The keys for a word typed in Latin letters: as it is, as pinyin (huawei), as initials (hw)."""
    word = squeezed(word)
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
    return strip_right(without_brackets(squeezed(name)), "legal")


@lru_cache(maxsize=1024)
def _company_forms(name: str) -> tuple[str, ...]:
    """From the longest to the shortest; the last one is the core."""
    full = squeezed(name)
    bare = without_brackets(full)
    forms = [full, bare]
    legal = legal_core(name)
    forms.append(legal)
    placeless = without_place(legal)
    place = _UNITS.sub("", legal.removesuffix(placeless))
    for start in (legal, place + placeless, placeless):
        forms.append(start)
        while (shorter := strip_once(start, "trade")) != start:
            start = strip_right(shorter, "legal")
            forms.append(start)
    return *dict.fromkeys(forms[:-1]), forms[-1]


def _heard(form: str) -> str:
    return "~" + "".join(pinyin.folded(form))
