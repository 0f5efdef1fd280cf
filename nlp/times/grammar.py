"""How the words of atoms.py and clock.py make one expression: 下个月 + 15号 + 上午 + 10点, 周一 到 周三, 周五
前.

A recursive descent over the text itself: every function takes a place and answers what it read and where that
ends, or None. Nothing backs up over what was read, so the time is linear in the text.
"""

import re
from dataclasses import replace
from typing import Final

from nlp.times import recurring
from nlp.times.anchors import (
    Anchor,
    Break,
    Fixed,
    Floating,
    Joined,
    Nth,
    Relative,
    Shifted,
    Since,
    Window,
    Within,
)
from nlp.times.atoms import COUNT, UNITS, WEEKDAYS, atom_at, count_of
from nlp.times.clock import Clock, hour_at, hours_at, part_at
from nlp.times.dates import date_at, from_break
from nlp.times.figures import point_day_at
from nlp.times.meaning import Bound, Days, Later, Length, Meaning, Moment, Moments
from nlp.times.repeat import Repeat, repeat_at, with_clocks
from nlp.values.numerals import small_int
from zh.calendar import PUBLIC_HOLIDAYS

Found = tuple[Meaning, int, str]


_GAP: Final = re.compile(r" ?的? ?")
_CLOCK_GAP: Final = re.compile(r" ?(?:的|,|那天|当天|T(?=\d\d:))? ?")
_TO: Final = re.compile(r" ?(?:一?直?到|至|[-~—–]{1,2}) ?")
_AND: Final = re.compile(r" ?(?:和|与|跟|、) ?")
_BETWEEN: Final = re.compile(r" ?之?间")
_BARE_WEEKDAY: Final = re.compile(r"[二三四五六日天](?![点号月个家次\d十])")
_BOUND: Final = re.compile(
    r" ?(?:(?P<before>之前|以前|前夕|前(?![台面后往期任提景沿辈言端列锋几\d一两二三半]|所未)|截止|为止)"
    r"|(?P<within>之内|以内|内(?![容部存衣外径销])|期间|之间|里(?![面程头约昂]))"
    r"|(?P<since>(?:开始|起)?(?:以来|至今|到现在|到目前|到今天))"
    r"|(?P<after>之后|以后|过后|后(?![台面天来续期勤端市果悔备院排几\d一两二三半])))(?:为止)?"
)
_LENGTH: Final = re.compile(
    f"(?P<pre>(?<![超不没经通])再?过|再等|再)?(?:了)?(?P<n>{COUNT})(?P<extra>多)? ?"
    "(?P<u>个半(?P<hm>小时|钟头?(?![点表声])|月|星期|礼拜)|个?小时|个?钟头|个钟(?![头点表声])|分钟"
    r"|[mM]in(?:ute)?s?(?![a-z])|[hH](?:ou)?r?s?(?![a-zA-Z\d])|刻钟|个?工作日|天(?!猫|津|然|气)"
    "|日(?=内|后|之|以)|周(?!岁|年庆|边)|个?星期(?![一二三四五六日天])|个?礼拜(?![一二三四五六日天])"
    rf"|个?月(?!\d|[一二三四五六七八九十]{{1,3}}[日号])|个?季度|年(?!代|级|底|初))(?P<half>半(?!年|天))?"
    rf"(?:(?:零|又)?(?P<m>[一二三四五六七八九十\d]{{1,3}})分钟?)?"
)
_LENGTH_SIDE: Final = re.compile(
    " ?(?:时间)?(?:(?P<after>之后|以后|过后|后(?![台面天来续期勤端]))"
    "|(?P<before>之前|以前|前(?![台面后往期任提景]))|(?P<within>之内|以内|内(?![容部存])))"
)
_MONTH_UNIT: Final = {
    "小时": "hour",
    "钟头": "hour",
    "钟": "hour",
    "分钟": "minute",
    "刻钟": "minute",
    "m": "minute",
    "h": "hour",
}


def expression_at(text: str, at: int) -> Found | None:
    """The longest time expression that begins at that place."""
    first = text[at]
    if first in _REPEAT_STARTS:
        repeat = repeat_at(text, at)
        if repeat is not None:
            return repeat[0], repeat[1], "repeat"
        if first in "每逢隔":
            return None
    if first in "从自由":
        return _from(text, at)
    if first == "过" and (feast := _past_feast(text, at)) is not None:
        return feast
    found = _length(text, at) if first in _LENGTH_STARTS else None
    if found is not None and (found[2] != "length" or point_at(text, at) is None):
        return found
    point = point_at(text, at)
    if point is None:
        return found
    return _finish(text, _joined(text, point))


_REPEAT_STARTS: Final = frozenset("每逢隔天月年工半一两二三四五六七八九十0123456789")
_LENGTH_STARTS: Final = frozenset("过再半一两俩仨二三四五六七八九十百0123456789")


_OVER: Final = re.compile(r"过(?:完|了)(?P<year>年(?!底|终|初|会|度|检|审))?")


def _past_feast(text: str, at: int) -> Found | None:
    """过完清明, 过了年: the first day after the holiday; 过完年第二个工作日 is counted from it."""
    over = _OVER.match(text, at)
    if over is None:
        return None
    if over["year"]:
        return _counted_on(text, Break("day", recurring.feast("春节"), "after"), over.end())
    found = date_at(text, over.end())
    if found is None or not isinstance(found[0], Floating) or found[0].name not in PUBLIC_HOLIDAYS:
        return None
    return _counted_on(text, Break("day", found[0], "after"), found[1])


def _counted_on(text: str, after: Break, end: int) -> Found:
    counted = from_break(text, after, end + text.startswith("后", end))
    if counted is not None and isinstance(counted[0], Shifted | Break):
        return _on_shifted_day(text, counted[0], counted[1])
    return _on_shifted_day(text, after, end)


def _from(text: str, at: int) -> Found | None:
    """从周一到周三; without its end it is read from the next character on, as if 从 were not there."""
    gap = _GAP.match(text, at + 1)
    point = point_at(text, gap.end() if gap else at + 1)
    if point is None:
        return None
    return _finish(text, _joined(text, point))


def point_at(text: str, at: int, joined: bool = False) -> Found | None:
    """A date, a period or a moment, before any 到 or 前."""
    found = date_at(text, at, joined)
    if found is None:
        return _clock_point(text, at)
    anchor, end, name = found
    clock = _clock(text, _end(_CLOCK_GAP, text, end), anchor)
    if clock is None:
        return Days(anchor), end, name
    return Moment(anchor, clock[0]), clock[1], name


def _clock_point(text: str, at: int) -> Found | None:
    clock = _clock(text, at, None)
    if clock is None:
        return None
    if (turned := _day_behind(text, at, clock)) is not None:
        return turned
    return Moment(None, clock[0]), clock[1], "clock"


_DAY_STARTS: Final = frozenset("今明后大周星礼下这本")
_AS_END: Final = frozenset("到至前后")  # 开到三点 明天继续: that hour ends what was before


def _day_behind(text: str, at: int, clock: tuple[Clock, int]) -> Found | None:
    """三点明天下午, 下午三点半周四: the hour said before its day, right before it."""
    end = clock[1]
    if clock[0].hour is None or text[end : end + 1] not in _DAY_STARTS or text[at - 1 : at] in _AS_END and at:
        return None
    day = atom_at(text, end)
    if day is None or day[0].grain != "day":
        return None
    behind = _clock(text, day[1], day[0])
    if behind is None:
        alone = at == 0 or text[at - 1] in " ,，。;；"  # 改成三点明天通知他: who knows
        return (Moment(day[0], clock[0]), day[1], "clock") if alone else None
    if behind[0].hour is not None or part_at(text, at, after_day=False) is not None:
        return None  # 三点明天四点: of two days
    hour = hour_at(text, at, behind[0].part, True)
    return (Moment(day[0], hour[0]), behind[1], "clock") if hour is not None and hour[1] == end else None


def _clock(text: str, at: int, anchor: Anchor | None) -> tuple[Clock, int] | None:
    """Part of the day and hour, either alone. A period (下周) takes no hour."""
    if at >= len(text) or (anchor is not None and anchor.grain not in ("day", "weekend")):
        return None
    part = part_at(text, at, after_day=anchor is not None)
    if part is None and text[at] not in _HOUR_STARTS:
        return None
    after = _end(_GAP, text, part[1]) if part else at
    safe = part is not None or anchor is not None
    hour = hour_at(text, after, part[0].part if part else None, safe)
    if hour is None:
        run = hours_at(text, after, part[0].part if part else None, safe)
        hour = run[:2] if run else None
    if hour is None:
        return part
    if isinstance(anchor, Fixed) and part is None:
        hour = (
            replace(hour[0], literal=True),
            hour[1],
        )  # a date in full figures keeps a 24-hour clock (ADR 0004)
    return hour


_HOUR_STARTS: Final = frozenset("0123456789零〇一二两三四五六七八九十廿差")


def _joined(text: str, point: Found) -> Found:
    """… 到 …: a second point makes a range of it."""
    meaning, end, _name = point
    to = _TO.match(text, end)
    if to is not None:
        right = _right(text, to.end(), meaning)
        if right is not None:
            joined = _join(meaning, right[0])
            if joined is not None:
                return joined, right[1], "range"
    between = _AND.match(text, end)
    if between is not None:
        right = _right(text, between.end(), meaning)
        close = _BETWEEN.match(text, right[1]) if right else None
        joined = _join(meaning, right[0]) if right and close else None
        if right is not None and close is not None and joined is not None:
            return replace(joined, bound="within"), close.end(), "range"  # type: ignore[type-var]
    return point


def _right(text: str, at: int, left: Meaning) -> tuple[Meaning, int] | None:
    if isinstance(left, Days) and isinstance(left.anchor, Floating | Within):
        inner = left.anchor if isinstance(left.anchor, Floating) else left.anchor.inner
        weekday = _BARE_WEEKDAY.match(text, at)
        if inner.name == "weekday" and weekday is not None:  # 周一到五
            return Days(recurring.weekday(WEEKDAYS[weekday[0]])), weekday.end()
    if isinstance(left, Moment):
        clock = _clock(text, at, _DAY) if left.clock.hour is not None else None
        if clock is not None:
            return Moment(None, clock[0]), clock[1]
    if isinstance(left, Days) and isinstance(left.anchor, Floating) and left.anchor.name == "month day":
        day = point_day_at(text, at)
        if day is not None:
            return Days(day[0]), day[1]
    found = point_at(text, at, joined=True)
    return None if found is None else (found[0], found[1])


_DAY: Final = Relative("day", 0)


def _join(left: Meaning, right: Meaning) -> Meaning | None:
    if isinstance(left, Days) and isinstance(right, Days):
        return Days(Joined("span", left.anchor, right.anchor))
    if isinstance(left, Moment) and isinstance(right, Moment):
        clock = right.clock.inherit(left.clock) if right.anchor is None else right.clock
        return Moments(left, replace(right, clock=clock))
    if isinstance(left, Days) and isinstance(right, Moment) and right.anchor is not None:
        return Days(Joined("span", left.anchor, right.anchor))  # 周一到周五早上: the days count
    return None


def _finish(text: str, found: Found) -> Found:
    """前, 以内, 以来 … behind the whole, or 每天 behind a run of weekdays."""
    meaning, end, name = found
    if isinstance(meaning, Days) and isinstance(meaning.anchor, Joined):
        daily = _weekly_run(text, meaning.anchor, end)
        if daily is not None:
            return daily
    if isinstance(meaning, Moment) and (earlier := _earlier(text, meaning, end)) is not None:
        return earlier
    bound = _BOUND.match(text, end)
    if bound is None or not isinstance(meaning, Days | Moment | Moments):
        return found
    if isinstance(meaning, Days) and isinstance(meaning.anchor, Break | Window):
        return found
    if bound["since"]:
        anchor = meaning.anchor if isinstance(meaning, Days) else None
        return (Days(Since("span", anchor)), bound.end(), "since") if anchor is not None else found
    side: Bound = "before" if bound["before"] else "within" if bound["within"] else "after"
    if side == "within" and isinstance(meaning, Moment):
        return found
    return replace(meaning, bound=side), bound.end(), name


_AHEAD_OF: Final = re.compile("之前|以前|前")


def _earlier(text: str, meaning: Moment, end: int) -> Found | None:
    """下班前10分钟, 三点前半小时: so long before that hour."""
    ahead = _AHEAD_OF.match(text, end)
    if ahead is None and (meaning.clock.hour is not None or text[end - 1] != "前"):
        return None
    if ahead is not None and meaning.clock.hour is None:
        return None
    match = _LENGTH.match(text, ahead.end() if ahead else end)
    if match is None or match["extra"] or match["pre"] or _LENGTH_SIDE.match(text, match.end()):
        return None
    count, unit = _size(match) or (0, "")
    at = meaning.clock.minutes() - round(count * (60 if unit == "hour" else 1))
    if unit not in ("hour", "minute") or at < 0:
        return None
    clock = Clock(hour=at // 60, minute=at % 60, literal=True)
    return replace(meaning, clock=clock), match.end(), "clock"


_EVERY_DAY: Final = re.compile(r" ?(?:的)?(?:每天|每日|天天)")


def _weekly_run(text: str, anchor: Joined, end: int) -> Found | None:
    every = _EVERY_DAY.match(text, end)
    begin, last = anchor.begin, anchor.end
    if every is None or not (isinstance(begin, Floating) and isinstance(last, Floating)):
        return None
    if begin.name != "weekday" or last.name != "weekday":
        return None
    first, final = begin.turn(0), last.turn(0)
    if first is None or final is None or first[0] > final[0]:
        return None
    days = tuple((0, day) for day in range(first[0].weekday(), final[0].weekday() + 1))
    repeat, after = with_clocks(text, Repeat("WEEKLY", days=days), every.end())
    return repeat, after, "repeat"


def _length(text: str, at: int) -> Found | None:
    """三天, 三天后, 过两天, 半小时后, 3个工作日内."""
    if at and (
        text[at - 1] in "0123456789.第零〇一二两俩三四五六七八九十百千万初"
        or "A" <= text[at - 1] <= "z"
        or (text[at - 1] in "几数" and text[at] != "半")
    ):
        return None
    match = _LENGTH.match(text, at)
    if match is None or match["extra"]:
        return None
    size = _size(match)
    if size is None:
        return None
    count, unit = size
    if (
        match["u"] == "周"
        and count > 99
        and text[at - 1 : at] in tuple("价桶个台套件箱吨米张瓶共计总")
        and text[match.end() : match.end() + 1] in tuple("一二三四五六日天末")
    ):
        return None  # 单价三百二|周五发
    side = _LENGTH_SIDE.match(text, match.end())
    if side is None and (match["pre"] is None or match["pre"] == "再"):
        if match["u"] in ("月",) and match["n"] not in ("俩", "仨"):
            return None
        return (Length(count, unit), match.end(), "length") if match["pre"] is None else None
    if match["u"] == "月" and match["n"] not in ("俩", "仨", "两", "半"):
        return None
    if match["u"] == "年" and match["n"].isdecimal() and len(match["n"]) > 2:
        return None
    sign = -1 if side is not None and side["before"] else 1
    end = side.end() if side is not None else match.end()
    if unit in ("hour", "minute"):
        return Later(sign * round(count * (60 if unit == "hour" else 1))), end, "offset"
    if count != int(count):
        if unit != "day":
            return None
        return Later(sign * round(count * 1440)), end, "offset"
    shifted = Shifted("day", sign * int(count), unit)
    if side is not None and side["within"]:
        return Days(shifted, "within"), end, "offset"
    return _on_shifted_day(text, shifted, end)


_THAT_DAY: Final = re.compile(r"的?今天|的这一天")


def _on_shifted_day(text: str, shifted: Shifted | Break, end: int) -> Found:
    """三天后下午两点, 两周后的周三."""
    anchor: Anchor = shifted
    end = _end(_THAT_DAY, text, end)
    if isinstance(shifted, Shifted) and shifted.unit == "week":
        found = atom_at(text, _end(_GAP, text, end))
        if found is not None and isinstance(found[0], Floating) and found[0].name == "weekday":
            anchor, end = Within("day", Nth("week", shifted, 1, "weekof"), found[0]), found[1]
    clock = _clock(text, _end(_CLOCK_GAP, text, end), anchor)
    if clock is not None:
        return Moment(anchor, clock[0]), clock[1], "offset"
    return Days(anchor), end, "offset"


def _size(match: re.Match[str]) -> tuple[float, str] | None:
    count, word = count_of(match["n"]), match["u"]
    if count is None or count > 9999:
        return None
    if match["hm"]:
        word, count = "个" + match["hm"], count + 0.5
    elif match["half"]:
        count += 0.5
    name = word.removeprefix("个")
    unit = _MONTH_UNIT.get(name if name[0] not in "mMhH" else name[0].lower()) or UNITS.get(name) or "week"
    if name == "刻钟":
        count *= 15
    minutes = small_int(match["m"]) if match["m"] else 0
    if minutes:
        return (count * 60 + minutes, "minute") if unit == "hour" else None
    if unit == "month" and count != int(count):
        return count * 2, "halfmonth"
    if unit == "year" and count != int(count):
        return count * 12, "month"
    return count, unit


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return at if match is None else match.end()
