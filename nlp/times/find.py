"""Scan a text for time expressions: a cheap look at each character, the grammar only where one could
begin."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from nlp import forms
from nlp.rule import charset
from nlp.times import atoms, clock
from nlp.times.anchors import SamePeriod, Tense
from nlp.times.grammar import expression_at
from nlp.times.meaning import Days, Meaning
from nlp.times.time import Time
from nlp.times.words import FEASTS, NOT_TIMES
from nlp.values import numerals
from zh.calendar import Overrides

# Width and traditional forms, one character for one, so that offsets hold whatever text we are given.
FOLD: Final = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{ord(a): ord(b) for a, b in zip("　、週個點號禮後兩時間鐘參陸貳〜～。拾",
                                       " 、周个点号礼后两时间钟参陆贰~~.十", strict=True)},
    ord("。"): ord("。"), ord("學"): ord("学"), ord("開"): ord("开"), ord("內"): ord("内"),
    ord("過"): ord("过"), ord("從"): ord("从"), ord("這"): ord("这"), ord("曆"): ord("历"),
    ord("節"): ord("节"), ord("國"): ord("国"), ord("慶"): ord("庆"), ord("號"): ord("号"),
    ord("來"): ord("来"), ord("〜"): ord("~"), ord("—"): ord("-"), ord("–"): ord("-"), ord("○"): ord("〇"),
    0xA0: 32, 9: 32,
}  # fmt: skip
_OTHER: Final = charset(chr(code) for code, folded in FOLD.items() if code != folded)
_START: Final = charset(
    [
        *atoms.TABLE,
        *atoms.NUMBER_TABLE,
        *(w[0] for w in clock.PARTS),
        *clock.SHORT_PARTS,
        *"每逢隔天从自差过再半俩仨百零〇工",
    ]
)
_BASE_HINT: Final = (
    "[今明昨前后周年月日号点时天早晚午夜晨旬秒刻末底期拜节初旦庆]|季|小时|分钟|钟头|个半?钟|春|双[1十]"
    r"|\d[-/.:：／．]\d|\d{8}|[Qq][1-4]|[一二三四]季|\d ?[aApP][mM]|休|[週點號節禮]|[冬夏秋立谷惊]"
    "|[除圣][夕诞]|端五|六一|五一|十一|重阳|妇女|工作日|每隔|今|618|[０-９]"
)
_hints: Final = forms.finds(
    "|".join((_BASE_HINT, *(word for word in FEASTS if not re.search(_BASE_HINT, word))))
)
_NUMERAL_RUN: Final = re.compile(r"[0-9]+|[零〇一二两三四五六七八九十百千万亿]+")
# 三十台, 20万: numbers of what is no time. (But 五一, 六一 and 十一 are feasts.)
_COUNTS: Final = re.compile(
    r"(?![五六十]一|\d{8})[0-9零〇一二两三四五六七八九十百千半俩仨]+[万台桶吨折成份套件块元%箱袋]"
)
_TITLE: Final = re.compile(r"《[^《》]{1,30}》")
_NOT_TIMES: Final = re.compile("|".join(map(re.escape, sorted(NOT_TIMES, key=len, reverse=True))))


def find(
    text: str,
    now: datetime,
    tense: Tense | None = None,
    masked: Iterable[tuple[int, int]] = (),
    overrides: Overrides | None = None,
) -> list[Time]:
    """All time expressions in the text, left to right, none overlapping another.

    `now` is local time (its offset is dropped). `masked` spans (names already found) are looked past.
    `overrides` corrects the calendar of workdays (zh.calendar). Never raises for any text.
    """
    if not _hints(text):
        return []
    folded = text.translate(FOLD) if _OTHER.search(text) else text
    for start, end in masked:
        folded = folded[:start] + "\ufffc" * (end - start) + folded[end:]
    found: list[Time] = []
    local = now.replace(tzinfo=None)
    at = 0
    while begins := _START.search(folded, at):
        at = begins.start()
        hit = None if _COUNTS.match(folded, at) else expression_at(folded, at)
        if hit is None or hit[1] <= at:
            at = _past(folded, at)
            continue
        meaning, end, rule = _of_that_month(folded, at, found) or hit
        if folded[end - 1] == " ":
            end = at + len(folded[at:end].rstrip())
        found.append(Time(at, end, text[at:end], _linked(meaning, found), rule, local, tense, overrides))
        at = end
    return _without_phrases(folded, found) if found else found


_BARE_DAY: Final = re.compile(r"(?P<d>\d{1,2}|[一二三]?十?[一二三四五六七八九十])[号日](?!楼|线|机|房|库|门)")
_MONTH_DAY: Final = re.compile(
    rf"(?P<m>(?:[今明去]年)?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月份?){_BARE_DAY.pattern}"
)


def _of_that_month(text: str, at: int, found: list[Time]) -> tuple[Meaning, int, str] | None:
    """1月20号放假 22号可以进场: a later day soon behind a date is of its month; none for other times."""
    if not found or at - found[-1].end > 12:
        return None
    day, before = _BARE_DAY.match(text, at), found[-1]
    dated = _MONTH_DAY.fullmatch(before.text) if day else None
    if day is None or dated is None or "生日" in text[max(0, before.start - 6) : at]:
        return None
    this, that = numerals.number(day["d"]), numerals.number(dated["d"])
    if this is None or that is None or not that < this <= 31:
        return None
    month = dated["m"]
    hit = expression_at(month + text[at:], 0)
    return (hit[0], at + hit[1] - len(month), hit[2]) if hit and hit[1] > len(month) else None


def _past(text: str, at: int) -> int:
    """The next place to look at. A run of numerals is skipped whole (the 二十号 of 一百二十号 is no day), but
    for a word that may end it (一早) and a day or a month behind a sum (八万二十八号, 一百八十万七月底: there
    a lone digit counts no thousands, as it does in 两万五)."""
    run = _NUMERAL_RUN.match(text, at)
    if run is None or run.end() - at < 2 or (not text[at].isdecimal() and text[at + 1 : at + 3] in _EARLY):
        return at + 1
    told = _DAY_BEHIND_SUM.match(text, at) or _MONTH_BEHIND_SUM.match(text, at)
    return told.end() if told else run.end()


_EARLY: Final = frozenset(("一早", "一大", "一上"))
_DAY_BEHIND_SUM: Final = re.compile(
    "[零〇一二两三四五六七八九十百千]*[万亿千](?:[一二三四五六七八九](?=[二三]十[一二三四五六七八九]?[号日])"
    "|[四五六七八九](?=十[一二三四五六七八九]?[号日])|(?=[二三]?十[一二三四五六七八九]?[号日]))"
)
_MONTH_BEHIND_SUM: Final = re.compile(
    r"(?:[一二两三四五六七八九]?百[零〇一二三四五六七八九十]*|(?<=\d{3}))万(?=(?:十[一二]?|[一二三四五六七八九])月)"
)


def _linked(meaning: Meaning, before: list[Time]) -> Meaning:
    """去年同期 speaks of the period named before it."""
    if isinstance(meaning, Days) and isinstance(meaning.anchor, SamePeriod) and meaning.anchor.of is None:
        for time in reversed(before):
            if isinstance(time.meaning, Days) and not isinstance(time.meaning.anchor, SamePeriod):
                return replace(meaning, anchor=replace(meaning.anchor, of=time.meaning.anchor))
    return meaning


def _without_phrases(text: str, found: list[Time]) -> list[Time]:
    """Drop what stands inside a fixed phrase (今日头条) or a title (《明日之后》)."""
    blocked = [match.span() for match in _NOT_TIMES.finditer(text)]
    if "《" in text:
        blocked += [match.span() for match in _TITLE.finditer(text)]
    if not blocked:
        return found
    return [
        time for time in found if not any(start < time.end and time.start < end for start, end in blocked)
    ]
