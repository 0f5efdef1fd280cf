"""Repeats (每周一上午9点, 隔周周三, 每月最后一天): how they are read, written as RRULE, and when they first
happen."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from nlp.times import spans
from nlp.times.anchors import MIDNIGHT, Context
from nlp.times.atoms import COUNT, WEEK, WEEKDAYS, count_of
from nlp.times.clock import Clock, Part, hour_at, part_at
from nlp.times.figures import N
from nlp.times.meaning import Kind, write
from nlp.times.words import FEASTS
from nlp.values.numerals import small_int
from zh.calendar import SOLAR_FEASTS

CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS: Final = tuple((0, day) for day in range(5))
_LONGEST_WAIT: Final = 366 * 8 + 2  # days; a 29 February is never further away


@dataclass(frozen=True, slots=True)
class Repeat:
    """A recurrence. `days` are (which, weekday), which being 0 for every one, −1 for the month's last."""

    freq: str
    interval: int = 1
    days: tuple[tuple[int, int], ...] = ()
    monthdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    position: int = 0
    clocks: tuple[Clock, ...] = ()
    kind: Kind = "repeat"
    tensed: bool = True

    @property
    def grain(self) -> str:
        return self.freq.lower()

    def value(self, ctx: Context) -> str:
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.months:
            parts.append("BYMONTH=" + ",".join(map(str, self.months)))
        if self.days:
            parts.append("BYDAY=" + ",".join(f"{which or ''}{CODES[day]}" for which, day in self.days))
        if self.monthdays:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.monthdays)))
        if self.position:
            parts.append(f"BYSETPOS={self.position}")
        if self.clocks:
            minutes = sorted({clock.minutes() % 1440 for clock in self.clocks})
            parts.append("BYHOUR=" + ",".join(map(str, sorted({minute // 60 for minute in minutes}))))
            parts.append("BYMINUTE=" + ",".join(map(str, sorted({minute % 60 for minute in minutes}))))
        return ";".join(parts)

    period = value

    def deadline(self, ctx: Context) -> str:
        """The first occurrence after now: a moment if an hour is said, else a date (today counts)."""
        if self.freq in ("HOURLY", "MINUTELY"):
            step = timedelta(minutes=self.interval * (60 if self.freq == "HOURLY" else 1))
            return write(ctx.now + step)
        day = ctx.today
        minutes = sorted(clock.minutes() % 1440 for clock in self.clocks)
        for _ in range(_LONGEST_WAIT):
            if self._falls_on(day, ctx):
                if not minutes:
                    return day.isoformat()
                for minute in minutes:
                    moment = datetime.combine(day, MIDNIGHT) + timedelta(minutes=minute)
                    if moment > ctx.now:
                        return write(moment)
            day += timedelta(1)
        return ctx.today.isoformat()

    def _falls_on(self, day: date, ctx: Context) -> bool:
        last = spans.month(day.year, day.month)[1].day
        if self.months and day.month not in self.months:
            return False
        if self.freq == "MONTHLY" and self.interval in (3, 6) and self.monthdays and not self._in_cycle(day):
            return False
        if self.monthdays:
            return day.day in self.monthdays or day.day - last - 1 in self.monthdays
        if self.position:
            unit = "workday" if len(self.days) == 5 else f"weekday{self.days[0][1]}"
            return spans.nth(spans.month(day.year, day.month), self.position, unit, {})[0] == day
        return not self.days or any(
            code == day.weekday()
            and (not which or which in ((day.day + 6) // 7, -((last - day.day) // 7 + 1)))
            for which, code in self.days
        )

    def _in_cycle(self, day: date) -> bool:
        """Quarter and half-year edges: the end (−1) in 3, 6, 9, 12, the beginning in 1, 4, 7, 10."""
        return (day.month if self.monthdays[0] < 0 else day.month - 1) % self.interval == 0


_DAYS: Final = r"[一二三四五六日天]|[1-7](?![\d.:点万])"
_EVERY: Final = r"(?:每逢|每个|每到|每|逢)"
_SEPARATOR: Final = r"[、,和与跟及 ]{0,3}"
_AND: Final = r"[、,和与跟及]"
_WEEKLY: Final = re.compile(
    rf"(?:{_EVERY}(?P<n>{COUNT})?个?|(?P<skip>每?隔)(?P<gap>[一1两2二三3])?个?){WEEK}"
    rf"(?:的|里)?(?: ?(?:{WEEK}|(?={_DAYS})|(?P<end>末)|(?P<work>工作日)))?"
    f"(?P<days>(?:{_DAYS})(?:(?P<to>到|至|-|~)(?:{WEEK})?(?P<last>{_DAYS})"
    f"|(?:{_SEPARATOR}(?:{WEEK})?(?:{_DAYS})(?![、]?[点号月]))*))?"
)
_TIMES_AFTER: Final = re.compile(r"[一两二三四五六七八九十\d](?:[次趟家条个位]|回(?![访款复]))")
_WEEKDAYS_OF: Final = re.compile(r"[一二三四五六日天1-7]")
_DAILY: Final = re.compile(
    "(?:每一?个?工作日|工作日(?:每天|每日|天天)|每天工作日|(?<![个下上近首后前的末])工作日"
    f"(?=(?:的)?(?:早|上午|中午|下午|晚|[0-9一两二三四五六七八九十]{1, 2}[点:])))(?P<work>)"
    "|每(?:一)?(?:天|日)(?!期)|天天(?!向|特)|每(?P<part>[早晚])(?!期)"
    rf"|(?P<skip>每?隔)(?P<gap>[一1两2二三3])?(?:天|日)(?!壁)|每个?(?P<n>{COUNT})(?:天|日)(?!内)"
)
_MONTHLY: Final = re.compile(
    f"(?:{_EVERY}(?P<n>{COUNT})?(?:个)?(?P<half>半)?|(?P<skip>每?隔)(?P<gap>[一1两2二三3])?个?)月(?:份)?"
    "(?:的)?(?![均度]?(?:产|销|销量|用量))"
    rf"|月月(?P<mm>)"
)
_QUARTERLY: Final = re.compile(rf"{_EVERY}(?P<n>{COUNT})?个?季度?(?:的)?")
_QUARTER_EDGE: Final = re.compile(r"(?:季度?)?(?P<e>底|末|初)|最后一?天|(?P<f>第一天)")
_YEARLY: Final = re.compile(rf"{_EVERY}(?P<n>{COUNT})?年(?:的)?|年年(?!底|有)")
_HOURLY: Final = re.compile(rf"每(?:隔)?(?P<n>{COUNT})?(?P<u>个半小时|个?小时|个?钟头|分钟|刻钟)")
_ONCE: Final = re.compile(rf"(?P<n>{COUNT})(?P<u>天|周|个?星期|个?礼拜|个月|个?季度|年)一[次回](?!性|元)")
_MONTHDAYS: Final = re.compile(rf" ?(?P<first>{N}) ?(?:号|日)(?P<more>(?:{_AND}?(?:每月)?{N}(?:号|日))*)")
_MONTHDAYS_SHORT: Final = re.compile(rf" ?(?P<first>{N})(?P<more>(?:{_AND}{N})+)(?:号|日)")
_MONTH_EDGE: Final = re.compile(r"(?:月)?(?P<e>底|末|初|中(?!旬))|最后一?[天日]|(?P<f>第一天|头一天|首日)")
_MONTH_NTH: Final = re.compile(
    f"(?:第(?P<n>[一二三四五1-5])|(?P<last>最后)一?)个?(?:(?P<work>工作日)|{WEEK}的?(?:{WEEK})?"
    "(?P<d>[一二三四五六日天]))"
)
_YEAR_DAY: Final = re.compile(rf" ?(?P<m>{N}) ?月(?:份)?(?:的)?(?:(?P<d>{N}) ?[日号]?|(?P<e>底|初|中))?")
_FEAST: Final = re.compile("|".join(sorted(FEASTS, key=len, reverse=True)))
_MORE_MONTHS: Final = re.compile(rf" ?月?(?:份)?(?:{_AND}{N} ?月(?:份)?)+(?!\d|{N}[日号])")
_YEAR_EDGE: Final = re.compile(r"(?:年)?(?P<e>底|末|初|中)")
# 每月三千, 每周10节: a rate, no repeat.
_RATE: Final = re.compile(
    r" ?(?:约|大概|要|用|需要?|给|能?有)?(?:\d[\d.]*|[一二两三四五六七八九十百千万]+) ?(?:多|来)?个?"
    "(?:[万千百元块kKwW%]|[节桶台箱吨件套人单顿斤份班瓶盒袋](?!会))"
)
_GAP: Final = re.compile(r" ?的? ?")
_CLOCK_AND: Final = re.compile(rf" ?{_AND} ?")


def repeat_at(text: str, at: int) -> tuple[Repeat, int] | None:
    """The repeat that begins at that place, with its hours, and where it ends."""
    for read in _READERS.get(text[at], (_once,)):
        found = read(text, at)
        if (
            found is not None
            and _RATE.match(text, found[1])
            and found[0].kind == "repeat"
            and not found[0].clocks
        ):
            return None
        if found is not None:
            return with_clocks(text, *found)
    return None


def with_clocks(text: str, repeat: Repeat, end: int) -> tuple[Repeat, int]:
    """Add the hours said after it: 每天早上9点和下午5点."""
    clocks: list[Clock] = list(repeat.clocks)
    at, part = _GAP.match(text, end).end(), repeat.clocks[0].part if repeat.clocks else None  # type: ignore[union-attr]
    for _ in range(4):
        found_part = part_at(text, at, after_day=True)
        if found_part is not None:
            part, after = found_part[0].part, _GAP.match(text, found_part[1]).end()  # type: ignore[union-attr]
        else:
            after = at
        found = hour_at(text, after, part, safe=True) or found_part
        if found is None:
            break
        if clocks and repeat.clocks and clocks[0].hour is None:
            clocks = []
        clocks.append(found[0])
        end = _past_end(text, found[1], part)
        gap = _CLOCK_AND.match(text, end)
        if gap is None:
            break
        at = gap.end()
    return replace(repeat, clocks=tuple(clocks)), end


_UNTIL: Final = re.compile(r" ?[-~到至] ?")


def _past_end(text: str, end: int, part: Part | None) -> int:
    """每周二下午4点到5点 begins at four; the end is part of the words, not of the rule."""
    until = _UNTIL.match(text, end)
    if until is None:
        return end
    later = part_at(text, until.end(), after_day=True)
    closing = hour_at(text, later[1] if later else until.end(), part, safe=True)
    return closing[1] if closing else end


def _interval(match: re.Match[str]) -> int | None:
    """每两周 2, 隔周 2, 每隔一天 2, 每隔三天 3 (ADR 0004); None for estimates and halves."""
    groups = match.groupdict()
    if groups.get("skip"):
        return {"一": 2, "1": 2, "两": 2, "2": 2, "二": 2, "三": 3, "3": 3, None: 2}[groups["gap"]]
    count = count_of(groups["n"]) if groups.get("n") else 1
    return int(count) if count and count == int(count) and count < 1000 else None


def _hourly(text: str, at: int) -> tuple[Repeat, int] | None:
    match = _HOURLY.match(text, at)
    if match is None:
        return None
    count = count_of(match["n"]) if match["n"] else 1
    if count is None:
        return None
    if match["u"] == "个半小时":
        count += 0.5
    minutes = round(count * {"分": 1, "刻": 15}.get(match["u"][0], 60))
    if minutes <= 0:
        return None
    freq = Repeat("HOURLY", minutes // 60) if minutes % 60 == 0 else Repeat("MINUTELY", minutes)
    return freq, match.end()


def _daily(text: str, at: int) -> tuple[Repeat, int] | None:
    match = _DAILY.match(text, at)
    if match is None:
        return None
    if match["work"] is not None:
        return Repeat("WEEKLY", days=WORKDAYS), match.end()
    if match["part"]:
        part = part_at(text, match.start("part"), after_day=True) or part_at(
            "早上" if match["part"] == "早" else "晚上", 0, True
        )
        assert part is not None
        return Repeat("DAILY", clocks=(part[0],)), match.end()
    interval = _interval(match)
    return None if interval is None else (Repeat("DAILY", interval), match.end())


def _weekly(text: str, at: int) -> tuple[Repeat, int] | None:
    match = _WEEKLY.match(text, at)
    interval = _interval(match) if match else None
    if match is None or interval is None:
        return None
    repeat = Repeat("WEEKLY", interval)
    if match["end"]:
        return replace(repeat, days=((0, 5),)), match.end()
    if match["work"]:
        return replace(repeat, days=WORKDAYS), match.end()
    if match["days"] is None or _TIMES_AFTER.match(text, match.start("days")):
        end = match.end() if match["days"] is None else match.start("days")
        return repeat, end
    said = [WEEKDAYS[c] for c in _WEEKDAYS_OF.findall(match["days"])]
    if match["to"] and said[0] < said[-1]:
        said = list(range(said[0], said[-1] + 1))
    return replace(repeat, days=tuple((0, day) for day in sorted(set(said)))), match.end()


def _monthly(text: str, at: int) -> tuple[Repeat, int] | None:
    match = _MONTHLY.match(text, at)
    if match is None:
        return None
    if match["n"] == "半" or match["half"]:
        return Repeat("DAILY", 15), match.end()
    interval = _interval(match)
    return None if interval is None else _days_of_month(text, Repeat("MONTHLY", interval), match.end())


def _days_of_month(text: str, repeat: Repeat, end: int) -> tuple[Repeat, int] | None:
    match = _MONTHDAYS.match(text, end) or _MONTHDAYS_SHORT.match(text, end)
    if match is not None:
        numbers = [small_int(n) for n in re.findall(N, match[0])]
        days = tuple(sorted({n for n in numbers if n and n <= 31}))
        return (replace(repeat, monthdays=days), match.end()) if days else None
    match = _MONTH_NTH.match(text, end)
    if match is not None:
        which = -1 if match["last"] else small_int(match["n"]) or 1
        if match["work"]:
            return replace(repeat, days=WORKDAYS, position=which), match.end()
        return replace(repeat, days=((which, WEEKDAYS[match["d"]]),)), match.end()
    match = _MONTH_EDGE.match(text, end)
    if match is not None:
        day = 15 if match["e"] == "中" else 1 if match["f"] or match["e"] == "初" else -1
        return replace(repeat, monthdays=(day,)), match.end()
    return repeat, end


def _quarterly(text: str, at: int) -> tuple[Repeat, int] | None:
    match = _QUARTERLY.match(text, at)
    interval = _interval(match) if match else None
    if match is None or interval is None:
        return None
    repeat = Repeat("MONTHLY", 3 * interval)
    edge = _QUARTER_EDGE.match(text, match.end())
    if edge is None:
        return repeat, match.end()
    return replace(repeat, monthdays=(1 if edge["f"] or edge["e"] == "初" else -1,)), edge.end()


def _yearly(text: str, at: int) -> tuple[Repeat, int] | None:
    match = _YEARLY.match(text, at)
    if match is None:
        return None
    if match.groupdict().get("n") == "半":
        return Repeat("MONTHLY", 6), match.end()
    interval = _interval(match)
    if interval is None:
        return None
    repeat = Repeat("YEARLY", interval)
    feast = _FEAST.match(text, match.end())
    if feast is not None and FEASTS[feast[0]] in SOLAR_FEASTS:
        month, day = SOLAR_FEASTS[FEASTS[feast[0]]]
        return replace(repeat, months=(month,), monthdays=(day,)), feast.end()
    edge = _YEAR_EDGE.match(text, match.end())
    if edge is not None:
        month, day = {"初": (1, 1), "中": (6, 30)}.get(edge["e"], (12, 31))
        return replace(repeat, months=(month,), monthdays=(day,)), edge.end()
    day_match = _YEAR_DAY.match(text, match.end())
    month_number = small_int(day_match["m"]) if day_match else None
    if day_match is None or not month_number or month_number > 12:
        return repeat, match.end()
    repeat = replace(repeat, months=(month_number,))
    more = _MORE_MONTHS.match(text, day_match.end("m"))
    if more is not None:
        months = {month_number, *(small_int(n) or 0 for n in re.findall(N, more[0]))}
        return replace(repeat, months=tuple(sorted(m for m in months if 1 <= m <= 12))), more.end()
    day_number = (
        small_int(day_match["d"])
        if day_match["d"]
        else {"底": -1, "初": 1, "中": 15}.get(day_match["e"] or "")
    )
    if day_number and (day_number < 0 or spans.day(2024, month_number, day_number)):
        repeat = replace(repeat, monthdays=(day_number,))
    return repeat, day_match.end()


def _once(text: str, at: int) -> tuple[Repeat, int] | None:
    """一周一次, 半个月一次, 两个月一次."""
    match = _ONCE.match(text, at)
    count = count_of(match["n"]) if match else None
    if match is None or not count:
        return None
    freq, per = {"天": ("DAILY", 1), "周": ("WEEKLY", 1), "期": ("WEEKLY", 1), "拜": ("WEEKLY", 1),
                 "月": ("MONTHLY", 1), "度": ("MONTHLY", 3), "年": ("YEARLY", 1)}[match["u"][-1]]  # fmt: skip
    if count == 0.5:
        return {
            "MONTHLY": (Repeat("DAILY", 15), match.end()),
            "YEARLY": (Repeat("MONTHLY", 6), match.end()),
        }.get(freq)
    return (Repeat(freq, int(count) * per), match.end()) if count == int(count) else None


# Who reads what begins with a character; a number begins 三天一次 and nothing else.
_READERS: Final = {
    "每": (_hourly, _daily, _weekly, _monthly, _quarterly, _yearly),
    "逢": (_weekly, _monthly, _quarterly, _yearly),
    "隔": (_daily, _weekly, _monthly),
    "天": (_daily,),
    "月": (_monthly,),
    "年": (_yearly,),
    "工": (_daily,),
}
