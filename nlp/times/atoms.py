"""The words a date is made of, as a table of named rules: 明天, 下周三, 上个月, 12月3号, Q3, 国庆, 最近30天 …

Each rule reads one word (or one number with its unit) at one place and says what it means; grammar.py puts
the words together. Order matters only between rules with the same first character.
"""

import re
from collections.abc import Iterable
from typing import Final

from nlp.rule import Rule, by_first_character, rule
from nlp.times import recurring
from nlp.times.anchors import (
    Anchor,
    BareEdge,
    Break,
    Head,
    Joined,
    Relative,
    SamePeriod,
    Shifted,
    Window,
    Within,
)
from nlp.times.figures import NUMBER_RULES, ORDINAL_RULES, N
from nlp.times.words import (
    DAY_WORDS,
    FEASTS,
    GIVEN_NAME_BEFORE,
    NOT_A_FEAST,
    SHY_FEASTS,
    YEAR_WORDS,
)
from nlp.values.numerals import small_int

COUNT: Final = r"(?:\d{1,3}(?:\.5)?|[一二三四五六七八九十百两俩仨]{1,4}|半)"
WEEK: Final = "(?:周|星期|礼拜)"
UNITS: Final = {
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "个月": "month",
    "季度": "quarter", "年": "year", "工作日": "workday", "半月": "halfmonth", "个礼拜": "week",
}  # fmt: skip
WEEKDAYS: Final = {
    **{c: i for i, c in enumerate("一二三四五六日")},
    "天": 6,
    "七": 6,
    **{str(i + 1): i for i in range(7)},
}


# A weekday's character that is really a count or another word: 这周三家客户, 上周二十个, 本周天气, 周日报.
_DAY_CHAR: Final = (
    "(?:[一二三四五六七](?![次家条位笔单名场件台份趟]|个(?:人|客户|单|会|月|商机|新|项目|合同|工单)"
    r"|十[^点时]|分之|点\d)|[1-7](?![次家条位笔单名场件台份趟天个\d.:万%])|日(?![报程常期均志])"
    "|天(?![气天猫虹津河都]))"
)
# But 两万三三十号: a digit behind 万 ends the sum.
_NUMBER_BEFORE: Final = re.compile(
    r"(?:[0-9A-Za-z.零〇十百第$¥￥]|(?<![万亿])[一二三四五六七八九])$|\d[-/:]$"
)


def _shift_of(prefix: str) -> int:
    return prefix.count("下") - prefix.count("上") + (prefix in ("后", "次", "来")) - (prefix == "前")


def _relative_week(m: re.Match[str]) -> Anchor | None:
    prefix, day = m["p"], m["d"]
    if day is None:
        return Relative("week", _shift_of(prefix)) if prefix not in "前后" or m["one"] else None
    if prefix in ("前", "后", "当"):
        return None
    if day == "末":
        return Relative("weekend", _shift_of(prefix))
    return Within("day", Relative("week", _shift_of(prefix)), recurring.weekday(WEEKDAYS[day]))


def _relative_unit(m: re.Match[str]) -> Anchor | None:
    unit = {"月": "month", "季": "quarter"}[m["u"][0]]
    if m["p"] in ("前", "后") and not m["one"]:
        return None
    return Relative(unit, _shift_of(m["p"]))


def _window(m: re.Match[str]) -> Anchor | None:
    count, unit, prefix = count_of(m["n"]), UNITS[m["u"].removeprefix("个")], m["p"]
    if count is None or (m["u"] == "月" and prefix[-1] != "近" and m["n"] not in "半俩仨"):
        return None
    if count == 0.5 or m["half"]:
        if unit not in ("month", "year"):
            return None
        count, unit = (count * 2, "halfmonth") if unit == "month" else (count * 12, "month")
        if m["half"]:
            count += 1 if unit == "halfmonth" else 6
    if count != int(count):
        return None
    number = int(count)
    if prefix == "这" and number == 1 and unit in ("week", "quarter"):
        return Relative(unit, 0)  # 这一周 is this one; 这一个月 the last thirty days
    if prefix == "前" and unit == "quarter" and "个" not in m["u"]:
        return Head("year", Relative("year", 0), number, "quarter")  # 前三季度: of this year
    if unit == "workday" and prefix in ("上", "下"):
        return None
    if prefix in ("上", "下") and unit in ("day", "halfmonth"):
        return None
    if prefix in ("上", "下"):
        return Window("span", number if prefix == "上" else -number, unit, "calendar")
    side = _WINDOW_SIDE[prefix]
    return Window("span", number, unit, side)  # type: ignore[arg-type]


_WINDOW_SIDE: Final = {
    "最近": "recent", "近": "recent", "过去": "recent", "这": "recent", "近来": "recent", "前": "before",
    "之前": "before", "此前": "before", "未来": "after", "接下来": "after", "今后": "after", "往后": "after",
    "后": "after", "之后": "after", "后面": "after", "前面": "before", "过去的": "recent", "最近的": "recent",
    "接下来的": "after", "未来的": "after",
}  # fmt: skip


def count_of(text: str) -> float | None:
    """How many: "30", "1.5", "半", "两" ; None for estimates (三五)."""
    if text == "半":
        return 0.5
    if "." in text:
        return float(text)
    return small_int(text)


def _lunar(m: re.Match[str]) -> Anchor | None:
    name = m["m"]
    month = {"正": 1, "腊": 12, "冬": 11}.get(name) or small_int(name)
    day = small_int(m["d"].removeprefix("初"))
    if not month or not day or month > 12 or day > 30:
        return None
    return recurring.lunar_day(month, day)


def _new_year_day(m: re.Match[str]) -> Anchor | None:
    day = small_int(m["d"])
    return recurring.lunar_day(1, day) if day and day <= 15 else None


def _two_days(m: re.Match[str]) -> Anchor | None:
    """今明两天, 明后天."""
    number = {"昨": -1, "今": 0, "明": 1, "后": 2}
    first, last = number[m["a"]], number[m["b"]]
    return Joined("span", Relative("day", first), Relative("day", last)) if last == first + 1 else None


_EDGE_WHICH: Final = {
    "底": "last",
    "低": "last",
    "末": "last",
    "初": "first",
    "头": "first",
    "中": "mid",
    "尾": "last",
}


def _bare_edge(m: re.Match[str]) -> Anchor | None:
    unit = {"月": "month", "年": "year", "季": "quarter", "周": "week"}[m["u"][0]]
    return BareEdge("day", unit, _EDGE_WHICH[m["e"]])


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_FEAST: Final = (
    rf"(?:(?<![{GIVEN_NAME_BEFORE}])国庆|国庆(?=[节前后假期放长]))|"
    + _any(w for w in FEASTS if w != "国庆")
    + "|"
    + "|".join(SHY_FEASTS)
)
_PREFIX: Final = (
    "(?<!一(?=下))(?<!最(?=后))(?<!提(?=前))(?<![期日会货约款同标课展完签付装束假](?=[前后]))"
    "(?P<p>上{1,3}|下{1,3}|这|本|当|次|前|后)(?P<one>[一1])?"
)
_DEGREE: Final = "[太很挺更偏真好是有么点]"  # 色差还是大|后天再去
RULES: Final[tuple[Rule[Anchor], ...]] = (
    rule(
        "day word",
        "".join(dict.fromkeys(word[0] for word in DAY_WORDS)),
        rf"(?<!{_DEGREE}(?=大后))(?P<w>{_any(DAY_WORDS)})(?!性)",
        lambda m: Relative("day", DAY_WORDS[m["w"]]),
    ),
    rule("two days", "今昨明", r"(?P<a>[今昨明])(?P<b>[今明后])[两二]?天", _two_days),
    rule(
        "day before a part",
        "今明昨后前",
        "(?P<d>[今明昨]|后(?=[早晚]上)|(?<![以之日年月周天号点提])前(?=[晚夜](?![一餐间])))(?=[早晚晨夜]"
        "|[上下中]午)(?!早餐|晚餐|晚报|晚会)",
        lambda m: Relative("day", {"今": 0, "明": 1, "昨": -1, "后": 2, "前": -2}[m["d"]]),
    ),
    rule(
        "same period",
        "去上",
        r"(?P<p>去年|上年|上个?月|上个?季度|上周)(?:的)?(?:同期|同一时期|同时期)",
        lambda m: SamePeriod(
            "span", {"年": "year", "月": "month", "度": "quarter", "周": "week"}[m["p"][-1]]
        ),
    ),
    rule(
        "year word",
        "今本明去前后大上下来当全",
        rf"(?P<w>{_any(YEAR_WORDS)})(?![糕轻])",
        lambda m: Relative("year", YEAR_WORDS[m["w"]]),
    ),
    rule(
        "half year",
        "上下",
        r"(?P<h>[上下])半年度?(?!报)",
        lambda m: recurring.half(1 if m["h"] == "上" else 2),
    ),
    rule(
        "window",
        "最近过前后之此未接今往上下这",
        "(?<!一(?=下))(?<!最(?=后))(?<!提(?=前))(?<![期日会货约款同标课展完签付装束假](?=[前后]))"
        f"(?P<p>{'|'.join(sorted([*_WINDOW_SIDE, '上', '下'], key=len, reverse=True))})(?P<n>{COUNT}) ?"
        "(?P<u>天|日(?!元)|个?工作日|周(?![岁年边])|个?星期|个?礼拜|个?月|个?季度|年)(?P<half>半)?"
        "(?:内|里|之内|以内)?",
        _window,
    ),
    rule(
        "week and its days",
        "上下这本当前后次",
        _PREFIX + rf"个?{WEEK}(?:的?(?P<d>{_DAY_CHAR}|末))?",
        _relative_week,
    ),
    rule(
        "month or quarter",
        "上下这本当次前后",
        _PREFIX + r"个?(?P<u>月(?:份)?(?![饼球亮供嫂薪租均])|季度?(?!报))",
        _relative_unit,
    ),
    rule(
        "weekend by another name",
        "上下这本",
        r"(?P<p>[上下这本])个?双休日?",
        lambda m: Relative("weekend", _shift_of(m["p"])),
    ),
    rule(
        "first month",
        "元",
        rf"(?<![\d万千百块美欧日])(?P<m>元)月(?:份)?(?:(?P<d>{N}) ?(?:[日号]|(?![\d%万千百亿个台])))?",
        lambda m: recurring.month_day(1, small_int(m["d"]) or 1) if m["d"] else recurring.month(1),
    ),
    rule(
        "workday",
        "上下",
        r"(?P<p>[上下])(?:一|1)?个?(?:工作日|上班日)",
        lambda m: Shifted("day", 1 if m["p"] == "下" else -1, "workday"),
    ),
    rule("nearest workday", "最", r"最近的?(?:一个)?工作日", lambda m: Shifted("day", 1, "workday")),
    rule(
        "weekday",
        "周星礼",
        rf"(?<![几数每整])(?<!(?<!点)半){WEEK}(?P<d>{_DAY_CHAR})",
        lambda m: recurring.weekday(WEEKDAYS[m["d"]]),
    ),
    rule("weekend", "周双", r"(?<![几半数每])周[末未](?![来必能曾])|双休日", lambda m: recurring.weekend()),
    rule(
        "within this period",
        "周月年季本",
        r"(?:本)?(?P<u>周|月|年|季度)内(?![容部存衣])",
        lambda m: Relative({"周": "week", "月": "month", "年": "year", "季": "quarter"}[m["u"][0]], 0),
    ),
    rule(
        "period of a target",  # 年度目标, 季度任务: this one's
        "年季月",
        r"(?<![本今明去上下前后当各每按这个两\d一二三四])(?P<u>年|季|月)度(?=的?(?:销售|业绩|回款)?"
        "(?:目标|任务(?!单)|指标))",
        lambda m: Relative({"年": "year", "季": "quarter", "月": "month"}[m["u"]], 0),
    ),
    rule(
        "edge of this period",
        "月年季周岁",
        r"(?<![几半数\d])(?P<u>月|年|季度?|周|岁)(?P<e>底|低(?=前|之前|提醒|给|把)|末|初|尾"
        "|中(?![国旬秋标国间学心]))(?!一)",
        lambda m: BareEdge("day", "year", "last") if m["u"] == "岁" else _bare_edge(m),
    ),
    rule(
        "third of this month",
        "上中下",
        r"(?P<t>[上中下])旬",
        lambda m: BareEdge("third", "month", {"上": "early", "中": "middle", "下": "late"}[m["t"]]),
    ),
    rule(
        "half of this month",
        "上下",
        r"(?P<t>[上下])半月(?![刊报板])",
        lambda m: BareEdge("third", "month", "upper" if m["t"] == "上" else "lower"),
    ),
    rule(
        "before or after the holidays",
        "年节假放收复开过长春",
        r"(?<![几半数\d年情过时季环关细])(?:(?P<before>年前(?!后)|节前|假期前|放假(?:之)?前|长假前)"
        "|(?P<after>年后(?!的?初[一二三四五六七八九十])|节后|假期(?:之)?后|长假后|收假后|复工后|放完假"
        "|过完年(?!初[一二三四五六七八九十])后?|过了年|过年后|开年后?|过完节|春节后开工))",
        lambda m: Break(
            "day", recurring.feast("春节") if "年" in m[0] else None, "before" if m["before"] else "after"
        ),
    ),
    rule(
        "feast",
        "".join(dict.fromkeys(word[0] for word in (*FEASTS, *SHY_FEASTS))),
        rf"(?P<f>{_FEAST})(?!{NOT_A_FEAST})",
        lambda m: recurring.feast(FEASTS.get(m["f"], "国庆")),
    ),
    rule(
        "sale of June",
        "6",
        r"(?<!\d)618(?=大促|活动|期间|当天|之?[前后]|以[前后]|过后|那)",
        lambda m: recurring.month_day(6, 18),
    ),
    rule(
        "first days of the lunar year",
        "大年过初",
        r"(?:大年|年后的?|过完年|年)?初(?P<d>[一二三四五六七八九十])(?![中期步次级版稿])",
        _new_year_day,
    ),
    rule(
        "lunar day",
        "农阴旧正腊冬",
        r"(?:(?:农历|阴历|旧历)的?(?P<y>)(?P<m>[一二三四五六七八九十正腊冬]{1,2}|\d{1,2})月"
        r"(?P<d>初?[一二三四五六七八九十廿]{1,3}|\d{1,2})[日号]?)",
        _lunar,
    ),
    rule(
        "lunar day without the word",
        "正腊冬",
        r"(?P<m>[正腊冬])月(?P<d>初?[一二三四五六七八九十廿]{1,3})",
        _lunar,
    ),
)
TABLE: Final = by_first_character((*RULES, *ORDINAL_RULES))
NUMBER_TABLE: Final = by_first_character(NUMBER_RULES)


def atom_at(text: str, at: int, joined: bool = False) -> tuple[Anchor, int, str] | None:
    """The date word at that place: what it means, where it ends, and which rule read it.

    `joined`: a date ends just before it (2018/1/10-2018/7/10), so a digit there is no reason to refuse.
    """
    if at >= len(text):
        return None
    first = text[at]
    rules = NUMBER_TABLE.get(first)
    if rules is not None and (joined or not (at and _NUMBER_BEFORE.search(text, max(0, at - 2), at))):
        found = _first(rules, text, at)
        if found is not None:
            return found
    rules = TABLE.get(first)
    return _first(rules, text, at) if rules is not None else None


def _first(rules: tuple[Rule[Anchor], ...], text: str, at: int) -> tuple[Anchor, int, str] | None:
    for each in rules:
        match = each.pattern.match(text, at)
        if match is not None:
            anchor = each.build(match)
            if anchor is not None:
                return anchor, match.end(), each.name
    return None
