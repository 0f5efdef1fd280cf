"""How date words narrow each other: 明年 + 三月 + 第一个周一, 国庆后 + 第一个工作日, 年 + 底."""

import re
from dataclasses import replace
from typing import Final

from nlp.times import recurring
from nlp.times.anchors import (
    RANK,
    Anchor,
    BareEdge,
    Break,
    Edge,
    Fixed,
    Floating,
    Head,
    Joined,
    Nth,
    Relative,
    SamePeriod,
    Shifted,
    Within,
)
from nlp.times.atoms import COUNT, UNITS, WEEK, WEEKDAYS, atom_at, count_of
from nlp.times.figures import bare_day_at
from nlp.values.numerals import small_int
from zh.calendar import PUBLIC_HOLIDAYS

_GAP: Final = re.compile(r" ?的? ?")
_WEEKDAY_AFTER: Final = re.compile(rf" ?(?:[,(] ?)?{WEEK}[一二三四五六日天]\)?(?![次家条])")
_DATE_IN_BRACKETS: Final = re.compile(r" ?\(")
_EDGE: Final = re.compile(
    " ?(?:的)?(?:(?P<third>[上中下])旬|(?P<halved>[上下])半个?月|(?:月|年|季度)?(?P<e>底|末|初|尾)"
    "(?![一二三四五六七八九])|(?:月|年)?(?P<mid>中)(?![国标秋午间学心关文东型石科铁兴]|的[一某]))"
)
_NTH: Final = re.compile(
    rf" ?的? ?(?:第(?P<n>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})|(?P<first>首|头)一?|(?P<back>倒数)第"
    "(?P<m>[一二三四五1-5])|(?P<last>最后)(?:的)?[一1]?)"
    f"个?(?:{WEEK}(?P<d>[一二三四五六日天](?!次))|(?P<u>工作日|上班日|交易日|天(?!气)|日|周末|{WEEK}"
    "|月(?!份)|季度))(?P<work>上班)?"
)
_HEAD: Final = re.compile(
    rf" ?的? ?(?P<p>前|头|后|最后)(?P<n>{COUNT})(?P<u>个月|个季度|季度|天|日|周|个星期|个礼拜|星期|个工作日)"
)
_HOLIDAY_TAIL: Final = re.compile(
    " ?(?:节)?(?:小长假|黄金周|长假|放假|假期|假|节日)?(?P<whole>期间|的时候|那几天)?"
    "(?: ?(?P<side>之前|以前|前夕|前(?![台面后往期任提])|之后|以后|过后|回来(?:后|之后|以后)?|收假后"
    "|后(?![台面天来续期勤])))?"
)
_HOLIDAY_OFFSET: Final = re.compile(
    " ?的? ?(?:(?P<work>第一天上班|上班(?:的)?第一天|首个上班日)"
    rf"|(?:第(?P<nth>[一二三四五六七八九十]|\d{{1,2}})|(?P<last>最后)[一1]?|(?P<head>首|头)一?)个?"
    f"(?P<nu>工作日|天|日|周|星期|上班日)(?:上班)?|(?P<n>{COUNT})(?P<u>个?工作日|天|日|周|个?星期|个?礼拜"
    "|个?月))"
)


def date_at(text: str, at: int, joined: bool = False) -> tuple[Anchor, int, str] | None:
    """One date word and all that narrows it: 明年 + 三月 + 第一个周一."""
    found = atom_at(text, at, joined)
    if found is None:
        return None
    anchor, end, name = found
    if isinstance(anchor, Floating) and anchor.name not in _PLAIN_FLOATING and anchor.name:
        anchor, end = _feast(text, anchor, end, None)
    for _ in range(6):
        narrower = _narrower(text, anchor, end)
        if narrower is None:
            break
        anchor, end = narrower
    if name in ("weekday", "week and its days"):
        anchor, end = _next_weekday(text, anchor, end)
    if anchor.grain == "day" and not isinstance(anchor, Break | Shifted):
        anchor, end = _away(text, anchor, end)
    tail = _WEEKDAY_AFTER.match(text, end)
    if (
        tail is not None
        and anchor.grain == "day"
        and name not in ("weekday", "week and its days", "day word")
    ):
        end = tail.end()
    return anchor, end, name


_PLAIN_FLOATING: Final = frozenset(
    ("weekday", "weekend", "day", "month", "month day", "quarter", "half", "lunar")
)
_ALSO_WEEKDAY: Final = re.compile(r"[二三四五六日](?![点号月个家次条位台时刻\d十程报常万千百楼级])")


def _next_weekday(text: str, anchor: Anchor, end: int) -> tuple[Anchor, int]:
    """下周三四, 周六日: the next character is the next day."""
    match = _ALSO_WEEKDAY.match(text, end)
    if match is None or end == 0 or WEEKDAYS.get(text[end - 1], 9) + 1 != WEEKDAYS[match[0]]:
        return anchor, end
    return Joined("span", anchor, recurring.weekday(WEEKDAYS[match[0]])), match.end()


_SEASON: Final = re.compile(r"的?(?P<s>[春夏秋冬])[天季]")


def _season(text: str, anchor: Anchor, end: int) -> tuple[Anchor, int] | None:
    """明年春天; without a year a season is no time (春天里小区)."""
    match = _SEASON.match(text, end) if anchor.grain == "year" else None
    if match is None:
        return None
    return Within("quarter", anchor, recurring.season(3 + 3 * "春夏秋冬".index(match["s"]))), match.end()


def _narrower(text: str, anchor: Anchor, end: int) -> tuple[Anchor, int] | None:
    if isinstance(anchor, Break) and anchor.side != "whole":
        return from_break(text, anchor, end)
    if anchor.grain in ("day", "weekend", "span"):
        return _same_day(text, anchor, end)
    if isinstance(anchor, Relative | Fixed | Floating | Within | Nth | Edge | BareEdge | SamePeriod):
        found = (
            _nth(text, anchor, end)
            or _head(text, anchor, end)
            or _edge(text, anchor, end)
            or _season(text, anchor, end)
        )
        if found is not None:
            return found
        return _inner(text, anchor, end)
    return None


def _same_day(text: str, anchor: Anchor, end: int) -> tuple[Anchor, int] | None:
    """周三(15号), 下周三3月5号: the second date says the same day and is the exact one."""
    if not (
        (isinstance(anchor, Floating) and anchor.name == "weekday")
        or (isinstance(anchor, Within) and anchor.inner.name == "weekday")
    ):
        return None
    bracket = _DATE_IN_BRACKETS.match(text, end)
    found = atom_at(text, bracket.end() if bracket else end, joined=True)
    if found is None or not (
        (isinstance(found[0], Floating) and found[0].name in ("day", "month day"))
        or isinstance(found[0], Fixed)
    ):
        return None
    if found[0].grain != "day":
        return None
    if bracket is not None:
        return (found[0], found[1] + 1) if text[found[1] : found[1] + 1] == ")" else None
    return found[0], found[1]


def _inner(text: str, anchor: Anchor, end: int) -> tuple[Anchor, int] | None:
    begin = _end(_GAP, text, end)
    if anchor.grain == "month" and not isinstance(anchor, Floating):
        bare = bare_day_at(text, begin)
        if bare is not None:
            return Within("day", anchor, bare[0]), bare[1]
    found = atom_at(text, begin, joined=True)
    if found is None:
        return None
    inner, after, _ = found
    if isinstance(inner, Floating) and _fits(anchor, inner):
        if inner.name not in _PLAIN_FLOATING and inner.name and anchor.grain == "year":
            return _feast(text, inner, after, anchor)
        return Within(inner.grain, anchor, inner), after
    if (
        isinstance(anchor, Relative)
        and isinstance(inner, Relative)
        and inner.grain == "day"
        and inner.count == 0
    ):
        return Shifted("day", anchor.count, anchor.grain), after  # 下周的今天, 去年今天
    if anchor.grain == "year":
        if inner == Relative("year", 0):
            return anchor, after  # 去年全年
        if isinstance(inner, BareEdge):
            return Edge(inner.grain, anchor, inner.which) if inner.unit == "year" else None, after  # type: ignore[return-value]
        if (
            isinstance(inner, Relative)
            and inner.count == 0
            and inner.grain != "year"
            and isinstance(anchor, Relative)
        ):
            return _years_away(anchor, inner), after
        if isinstance(inner, Head):
            return Head("span", anchor, inner.count, inner.unit), after
        if isinstance(inner, Break) and inner.feast is not None:
            return replace(inner, year=anchor), after
    if isinstance(inner, Joined) and isinstance(inner.begin, Floating) and _fits(anchor, inner.begin):
        return Joined("span", Within(inner.begin.grain, anchor, inner.begin), inner.end), after
    if isinstance(inner, Shifted) and inner.origin is None and inner.unit == "workday":
        return None
    return None


def _years_away(anchor: Relative, inner: Relative) -> Anchor:
    """去年本月, 去年今天."""
    moved: Anchor = inner
    for _ in range(abs(anchor.count)):
        moved = SamePeriod(inner.grain, "year", moved)
    return moved


def _fits(outer: Anchor, inner: Floating) -> bool:
    if inner.name == "weekday" or inner.name == "weekend":
        return outer.grain == "week"
    if inner.name == "day":
        return outer.grain in ("month", "week")
    if outer.grain in ("month", "week", "third"):
        return False
    return outer.grain in RANK and RANK[inner.grain] < RANK[outer.grain]


def _nth(text: str, anchor: Anchor, end: int) -> tuple[Anchor, int] | None:
    match = _NTH.match(text, end)
    if match is None:
        return None
    count = 1 if match["first"] else -1 if match["last"] else small_int(match["n"] or match["m"] or "")
    if not count:
        return None
    if match["back"]:
        count = -count
    if match["d"]:
        unit = f"weekday{WEEKDAYS[match['d']]}"
    else:
        unit = {"工作日": "workday", "上班日": "workday", "交易日": "workday", "天": "day", "日": "day",
                "周末": "weekend", "月": "month", "季度": "quarter"}.get(match["u"], "week")  # fmt: skip
    if match["work"]:
        unit = "workday"
    grain = "day" if unit in ("workday", "day") or match["d"] else unit
    if anchor.grain in RANK and RANK[grain] >= RANK[anchor.grain]:
        return None
    return Nth(grain, anchor, count, unit), match.end()


def _head(text: str, anchor: Anchor, end: int) -> tuple[Anchor, int] | None:
    match = _HEAD.match(text, end)
    count = count_of(match["n"]) if match else None
    if match is None or not count or count != int(count):
        return None
    unit = UNITS.get(match["u"].removeprefix("个"), "week")
    sign = 1 if match["p"] in ("前", "头") else -1
    return Head("span", anchor, sign * int(count), "day" if unit == "workday" else unit), match.end()


def _edge(text: str, anchor: Anchor, end: int) -> tuple[Anchor, int] | None:
    if anchor.grain not in ("month", "quarter", "half", "year", "week"):
        return None
    match = _EDGE.match(text, end)
    if match is None:
        return None
    if match["third"]:
        which = {"上": "early", "中": "middle", "下": "late"}[match["third"]]
        return (Edge("third", anchor, which), match.end()) if anchor.grain == "month" else None
    if match["halved"]:
        which = "upper" if match["halved"] == "上" else "lower"
        return (Edge("third", anchor, which), match.end()) if anchor.grain == "month" else None
    if match["mid"]:
        return (
            (Edge("day", anchor, "mid"), match.end()) if anchor.grain in ("month", "year", "week") else None
        )
    return Edge("day", anchor, "first" if match["e"] == "初" else "last"), match.end()


def _feast(text: str, feast: Floating, end: int, year: Anchor | None) -> tuple[Anchor, int]:
    """What may follow a feast: 假期, 前, 后第一个工作日, 前两周."""
    plain: Anchor = Within("day", year, feast) if year is not None else feast
    tail = _HOLIDAY_TAIL.match(text, end)
    if tail is None or tail.end() == end:
        return plain, end
    side = tail["side"]
    if side is None:
        holiday = any(word in tail[0] for word in ("假", "期间", "黄金周", "时候", "几天"))
        return (Break("span", feast, "whole", year), tail.end()) if holiday else (plain, tail.end())
    if feast.name not in (*PUBLIC_HOLIDAYS, "除夕"):
        return _away(text, plain, tail.start("side"))  # 圣诞前 is 圣诞 itself, as any X前
    whole = Break("span", feast, "whole", year)
    sign = -1 if "前" in side else 1
    offset = _HOLIDAY_OFFSET.match(text, tail.end())
    if offset is not None:
        shifted = _from_holiday(offset, whole, sign)
        if shifted is not None:
            return shifted, offset.end()
    return Break("day", feast, "before" if sign < 0 else "after", year), tail.end()


_AWAY: Final = re.compile(
    rf"(?:之|以)?(?P<p>[前后])(?P<n>{COUNT})(?P<u>个工作日|天|周|个?星期|个?礼拜|个月)(?![内多])"
)


def _away(text: str, anchor: Anchor, end: int) -> tuple[Anchor, int]:
    """圣诞前一天, 15号后两天."""
    match = _AWAY.match(text, end)
    count = count_of(match["n"]) if match else None
    if match is None or not count or count != int(count):
        return anchor, end
    sign = -1 if match["p"] == "前" else 1
    return Shifted(
        "day", sign * int(count), UNITS.get(match["u"].removeprefix("个"), "week"), anchor
    ), match.end()


def _from_holiday(match: re.Match[str], whole: Anchor, sign: int) -> Anchor | None:
    if match["work"]:
        return Shifted("day", sign, "workday", whole)
    if match["n"]:
        count, unit = count_of(match["n"]), UNITS.get(match["u"].removeprefix("个"), "week")
        if not count or count != int(count):
            return None
        return Shifted("day", sign * int(count), unit, whole)
    count = 1 if match["last"] or match["head"] else small_int(match["nth"])
    if not count:
        return None
    if match["nu"] in ("周", "星期"):
        return Nth("week", Shifted("day", sign, "workday", whole), 1, "weekof")
    unit = "day" if match["nu"] in ("天", "日") and "上班" not in match[0] else "workday"
    return Shifted("day", sign * int(count), unit, whole)


def from_break(text: str, anchor: Break, end: int) -> tuple[Anchor, int] | None:
    """节后第一个工作日, 年后第三天."""
    offset = _HOLIDAY_OFFSET.match(text, end)
    if offset is None:
        return None
    shifted = _from_holiday(
        offset, replace(anchor, side="whole", grain="span"), -1 if anchor.side == "before" else 1
    )
    return None if shifted is None else (shifted, offset.end())


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return at if match is None else match.end()
