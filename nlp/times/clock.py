"""The hour of a day: 下午三点半, 两点一刻, 差五分三点, 15:30, 早8点, 今晚; what it means and how it is read.

Contract: without 上午/下午 an hour from 1 to 6 is the afternoon, 7 to 12 as it stands; a part of the day
alone has a fixed hour.
"""

import re
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from nlp.values.numerals import small_int


class Part(NamedTuple):
    """A part of the day: the hour it means alone, how it shifts a said hour, and when it begins and ends."""

    hour: int
    kind: str  # am, noon, pm, night, dawn, fixed
    begins: int
    ends: int


MORNING, FORENOON = Part(9, "am", 4, 12), Part(9, "am", 6, 12)
NOON, AFTERNOON = Part(12, "noon", 11, 14), Part(14, "pm", 12, 18)
DUSK, EVENING, OFF_WORK = Part(18, "pm", 16, 20), Part(20, "night", 17, 24), Part(18, "pm", 12, 18)
DAWN, MIDNIGHT, LATE = Part(5, "dawn", 0, 6), Part(24, "night", 22, 24), Part(23, "night", 21, 24)

PARTS: Final = {
    "大清早": MORNING, "一大早": MORNING, "大早上": MORNING, "一早": MORNING, "早上": MORNING,
    "早晨": MORNING, "清早": MORNING, "清晨": MORNING, "早间": MORNING, "上班前": MORNING, "上班后": MORNING,
    "一上班": MORNING, "上午": FORENOON, "上五": FORENOON, "上物": FORENOON, "下五": AFTERNOON,
    "下物": AFTERNOON, "上半天": FORENOON, "午前": FORENOON, "中午": NOON, "正午": NOON, "晌午": NOON,
    "午间": NOON, "下午": AFTERNOON, "午后": AFTERNOON, "下半天": AFTERNOON, "后晌": AFTERNOON,
    "过晌": AFTERNOON, "下晌": AFTERNOON, "头晌": FORENOON, "前晌": FORENOON, "上晌": FORENOON,
    "朝早": MORNING, "晏昼": AFTERNOON, "下晚儿": DUSK, "下班之前": OFF_WORK, "下班以前": OFF_WORK,
    "下班前": OFF_WORK, "下班后": OFF_WORK, "下了班": OFF_WORK, "下班时": OFF_WORK, "下班": OFF_WORK,
    "傍晚": DUSK, "黄昏": DUSK, "大晚上": EVENING, "晚上": EVENING, "晚间": EVENING, "夜里": EVENING,
    "夜间": EVENING, "夜晚": EVENING, "凌晨": DAWN, "深夜": LATE, "半夜": LATE, "大半夜": LATE,
    "午夜": MIDNIGHT, "am": FORENOON, "pm": AFTERNOON, "AM": FORENOON, "PM": AFTERNOON,
}  # fmt: skip
SHORT_PARTS: Final = {"早": MORNING, "晨": MORNING, "午": NOON, "晚": EVENING, "夜": EVENING}


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour as it was said. `literal`: read on the 24-hour clock whatever the hour (05:30, 2010 01
    29五点)."""

    part: Part | None = None
    hour: int | None = None
    minute: int = 0
    literal: bool = False

    @property
    def grain(self) -> str:
        return "part" if self.hour is None else "minute" if self.minute else "hour"

    def minutes(self) -> int:
        """Minutes after the midnight the day began with; 晚上12点 and later hours run past 1440."""
        if self.hour is None:
            return (self.part.hour if self.part else 0) * 60
        return self._hour(self.hour, self.part.kind if self.part else "none") * 60 + self.minute

    def _hour(self, hour: int, kind: str) -> int:
        if kind == "none":
            return hour + 12 if 1 <= hour <= 6 and not self.literal else hour
        if kind == "pm":
            return hour + 12 if 1 <= hour <= 11 else hour
        if kind == "noon":
            return hour + 12 if 1 <= hour <= 5 else hour
        if kind == "night":
            return hour + 12 if 5 <= hour <= 12 else hour + 24 if hour < 5 else hour
        if kind == "dawn":
            return 0 if hour == 12 else hour
        return hour

    def inherit(self, first: "Clock") -> "Clock":
        """The second hour of a range takes over the part of the first: 下午2点到4点, 晚上8点到10点."""
        if self.part is not None or self.hour is None or first.hour is None:
            return self
        if first.part is None:
            return replace(self, literal=True) if first.literal else self
        taken = replace(self, part=first.part)
        if taken.minutes() > first.minutes():
            return taken
        plain = replace(self, literal=True)
        return self if self.minutes() > first.minutes() else replace(plain, hour=(self.hour or 0) + 24)


_NUMBER: Final = r"(?:\d{1,2}|[零〇一二两三四五六七八九十廿]{1,3})"


def _said(word: str) -> str:
    """How a part is written; 上五 and 下物, dictated for 上午 and 下午, and pm stand right before an hour."""
    if word.isascii():
        return f"(?<![A-Za-z]){word}(?=[ .]?[0-9]{{1,2}}(?:[点:半]|(?![0-9])))"
    return word + ("(?=[0-9一两二三四五六七八九十]{1,2}点)" if word[1:] in ("五", "物") else "")


_PART: Final = "|".join(_said(word) for word in sorted(PARTS, key=len, reverse=True))
_PART_AT: Final = re.compile(
    f"(?P<long>{_PART})(?:的)?|(?P<short>[早晚晨])"
    rf"(?=\s?(?:\d{{1,2}}\s?[:点时]|[一二两三四五六七八九十]{{1,3}}点))"
)
_SHORT_AT: Final = re.compile(r"[早晚晨夜午](?![点于了些餐饭安宴到会班报])|[早晚](?=点(?:前|之前))")
_PART_STARTS: Final = frozenset([*SHORT_PARTS, *(word[0] for word in PARTS)])
_GREETING: Final = re.compile(r"(?:早上|上午|中午|下午|晚上)好(?![几多像久的])")
_COLON: Final = re.compile(
    r"(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::[0-5]\d)?(?![\d:]|的?(?:比例|配比|比))"
    r"(?: ?(?P<ap>[aApP])\.?[mM]\b)?"
)
_AMPM: Final = re.compile(r"(?P<h>1[0-2]|0?[1-9]) ?(?P<ap>[aApP])\.?[mM](?![A-Za-z])")
_HOUR: Final = re.compile(
    rf"(?P<h>{_NUMBER}) ?(?:点|时(?![候间段长不常而])) ?"
    rf"(?:(?P<whole>整|钟|正(?!在|好|式|常))|多(?![少久长远大高重些])"
    rf"|(?P<half>半)(?:钟)?"
    rf"|过?(?P<quarter>[一二两三123])刻(?:钟)?"
    rf"|(?:过|零|〇)?(?P<m>{_NUMBER}) ?分(?![之钟]|[^\s,。]{{0,2}}(?:折|成))(?:钟)?"
    rf"|(?:差|欠|缺)(?:(?P<before>{_NUMBER}) ?分|(?P<before_quarter>一刻))(?:钟)?"
    rf"|(?:过)?(?P<bare>[0-5]\d|[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
    rf"(?![\d.%个台桶万亿家条天号月块元份件位人多年箱吨套]))?"
    rf"(?: ?(?P<ap>[aApP])[mM](?![A-Za-z]))?"
)
_LACKING: Final = re.compile(
    rf"差(?:(?P<m>{_NUMBER}) ?分钟?|(?P<quarter>一刻)钟?)(?:到|就|不到)?(?P<h>{_NUMBER}) ?点(?:整|钟)?"
)
_HOURS: Final = re.compile(rf"(?P<a>{_NUMBER}) ?[-~—–至到] ?(?={_NUMBER} ?点)")
# What follows an hour that is none: 两点建议, 一点小问题, 九点九成新, 三点五万.
_NO_HOUR_AFTER: Final = re.compile(
    "(?:[小大]?(?:建议|意见|要求|问题|想法|原因|好处|反馈|疑问|说明|内容|诉求|需求|异议|顾虑|共识|不满|优势"
    "|不足|体会|感受|理由|变化|进展|改进|注意|区别|差异|收获|心得|希望|事项|事情|好感|折扣|优惠|利润|让步"
    "|钱|错|用|毛病|瑕疵|期待|启发|补充|结论|亮点|卖点|考虑|因素|条件|希望|风险|困难|教训|经验|声明|申请))"
    r"|[一二三四五六七八九](?:[成折倍万亿百千%元块级寸米吨升]|个(?:小时|月|亿|点|百分)|$)|\d(?!\d)|\.\d|一线"
    "|之间的距离|水"
)
_SOME_AFTER: Final = re.compile(r"[也都没不儿点小吧了呢啊一的,。!?~东意感]|$")  # 一点 is mostly "a little"
_POINTS: Final = re.compile(
    r"(?:[说讲提列]了|提出|总结|以下|强调了?|反馈了|这|有)$"
)  # 他说了三点: three points, no hour
_SOME_BEFORE: Final = re.compile(
    "[有差快早晚再多少贵宜好慢大小高低强弱紧松长短远近亮暗软硬重轻厚薄热冷稳细新旧准全让给降涨加减便这那点丁半几]"
    "$"
)


def part_at(text: str, at: int, after_day: bool) -> tuple[Clock, int] | None:
    """A part of the day at that place, without its hour. After a day the short ones count as well
    (周五晚)."""
    if text[at : at + 1] not in _PART_STARTS:
        return None
    found = _PART_AT.match(text, at)
    if found is None:
        found = _SHORT_AT.match(text, at) if after_day else None
        return (Clock(SHORT_PARTS[found[0]]), found.end()) if found else None
    if not after_day and _GREETING.match(text, at):
        return None
    word = found["long"]
    if word == "下班" and not after_day:
        return None  # 提前下班, 下班了
    if word is None:
        return Clock(SHORT_PARTS[found["short"]]), found.end()
    return Clock(PARTS[word]), at + len(word)


def hour_at(text: str, at: int, part: Part | None, safe: bool) -> tuple[Clock, int] | None:
    """An hour at that place. `safe`: a day or a part stands before it, so 一点 is no "a little"."""
    digit = text[at : at + 1].isdecimal()
    found = (_COLON.match(text, at) or _AMPM.match(text, at)) if digit else None
    if found is not None:
        minute = int(found["m"]) if "m" in found.groupdict() else 0
        clock = Clock(_half(found["ap"]) or part, int(found["h"]), minute, literal=found["h"].startswith("0"))
        return clock, found.end()
    found = _LACKING.match(text, at) if not digit else None
    if found is not None:
        hour, less = small_int(found["h"]), 15 if found["quarter"] else small_int(found["m"])
        return _hour(part, hour, -(less or 0), found.end())
    found = _HOUR.match(text, at)
    return _plain_hour(text, at, found, part, safe) if found else None


def hours_at(text: str, at: int, part: Part | None, safe: bool) -> tuple[Clock, int, int] | None:
    """The first of two hours that share one 点: "2-4点" → the clock of 2, the places where 2 and - end."""
    found = _HOURS.match(text, at)
    hour = small_int(found["a"]) if found else None
    if found is None or hour is None or hour > 24 or not (safe or hour):
        return None
    return Clock(part, hour), found.end("a"), found.end()


def _plain_hour(
    text: str, at: int, found: re.Match[str], part: Part | None, safe: bool
) -> tuple[Clock, int] | None:
    hour, minute, exact = small_int(found["h"]), 0, True
    hour = _about(found["h"]) if hour is None else hour
    if found["half"]:
        minute = 30
    elif found["quarter"]:
        minute = 15 * (small_int(found["quarter"]) or 0)
    elif found["m"] or found["bare"]:
        minute = small_int((found["m"] or found["bare"]).lstrip("零〇") or "零") or 0
    elif found["before"] or found["before_quarter"]:
        minute = -(small_int(found["before"]) or 0) if found["before"] else -15
    else:
        exact = bool(found["whole"])
    if not exact and not found["ap"] and not _is_hour(text, at, found, safe):
        return None
    return _hour(_half(found["ap"]) or part, hour, minute, found.end())


def _about(hours: str) -> int | None:
    """三四点, 两三点, 十一二点: the earlier hour, so that nobody comes too late; else None."""
    ten = "十" if hours.startswith("十") else ""
    pair = hours.removeprefix(ten)
    if len(pair) != 2:
        return None
    early, late = small_int(ten + pair[0]), small_int(ten + pair[1])
    return early if early and late == early + 1 else None


def _is_hour(text: str, at: int, found: re.Match[str], safe: bool) -> bool:
    end = found.end()
    if at and not safe and text[at - 1] in ".0123456789":
        return False
    if _NO_HOUR_AFTER.match(text, end) or (not safe and _POINTS.search(text, max(0, at - 3), at)):
        return False
    if safe or found["h"] not in "一1":
        return True
    return found["h"] == "1" or not (
        _SOME_AFTER.match(text, end) or _SOME_BEFORE.search(text, max(0, at - 1), at)
    )


def _hour(part: Part | None, hour: int | None, minute: int, end: int) -> tuple[Clock, int] | None:
    if hour is None or hour > 24 or not -60 < minute < 60:
        return None
    if hour > 12 and part is not None:
        part = None
    return Clock(part, hour, minute), end


def _half(letter: str | None) -> Part | None:
    return None if letter is None else FORENOON if letter in "aA" else AFTERNOON
