"""Third step: times and values, each with its place, in the one form the rules use."""

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from nlp import times, values
from nlp.times import Time

_LETTER = "([a-e]|s(?![码号款版]))"
_LEVEL = re.compile(
    f"(?<![a-z0-9]){_LETTER}[ ]?(?:级|类|等)(?!别)|(?:级别|等级|级)(?:应该|先|就|暂时?|都|也){{0,2}}"
    f"(?:改|调|升|降|设|换|更新|定|变|提|标|给|放|按|打|评|算|填|写|记)?"
    f"(?:成|为|到|是|个|在)?[:： ]?{_LETTER}"
    f"(?![a-z0-9])|(?:升|降|评|调|改|定|算|归)(?:成|为|到|回|个|在|级为|级成|级到|级)?{_LETTER}(?![a-z0-9])"
    f"|提(?:到|成|为|升到|升为|升成){_LETTER}(?![a-z0-9])"
)
_LEVEL_SIGN = re.compile("[级类等升改降评调定提算归]")
_IDLE = re.compile(
    r"\s*(?:以上|多|左右|内)?(?:都|还|就|也)?(?:没有?|未|不曾)(?:人|再|怎么|有)?(?:跟进|联系|拜访|动静|回访"
    "|沟通|互动|下单|走访|碰|管|理|聊|维护|接触|搭理|理睬|过问|见|来往|消息|去|打|跟|动|任何|联络|跑|过去|记录)(?:过|了)?"
    "(?:的)?"
)
_IDLE_BEFORE = re.compile(
    "(?:没有?|未)(?:人|再)?(?:跟进|联系|拜访|动静|回访|沟通|走访)(?:过|了)?(?:都|已经|已)?(?:超过|满|达到?"
    "|有)?$"
)
# Over these no name goes.
NO_NAMES = frozenset({"time", "repeat", "duration", "idle", "phone", "email", "money", "percent"})
_KINDS = {"ref": "id", "serial": "id"}


class Item(NamedTuple):
    """A time or a value with its place.

    kind: time, repeat, duration, idle, money, number, percent, discount, quantity, phone, email, wechat,
    id, ordinal, level. `value` has the form of the contract; of a time it is the plan's reading, `past`
    the report's; of a repeat `past` is its first turn.
    """

    start: int
    end: int
    kind: str
    value: Any
    past: Any = None
    tenses: tuple[str, ...] = ()
    time: Time | None = None
    unit: str = ""

    def deadline(self) -> str:
        """For a `due`."""
        return self.time.as_deadline() if self.time else str(self.value)

    def period(self, past: bool = False) -> str:
        """For a `range`."""
        return self.time.as_period("past" if past else None) if self.time else str(self.value)

    def day(self, past: bool = False) -> str:
        """For a `date`."""
        return self.time.as_day("past" if past else "future") if self.time else str(self.value)


def find(text: str, now: datetime) -> list[Item]:
    """All times and values of a lower-case text, from left to right, without overlaps."""
    found: list[Item] = []
    if said := times.find(_masked(text), now):
        here = now.isoformat(timespec="minutes")[:16]  # without its offset
        found = [_time_item(time, text, here) for time in said if not _put_on(text, time)]
    found += _levels(text)
    masked = [(item.start, item.end) for item in found]
    for value in values.scan(text, masked):
        kind = _KINDS.get(value.kind, value.kind)
        if kind == "money" and not value.explicit and value.unit:
            kind = "number"
        if value.unit == "款" and kind == "quantity" and text[value.end - 2 : value.end - 1] in "万千":
            found.append(Item(value.start, value.end - 1, "money", value.json()))  # 回了8万款
            continue
        found.append(Item(value.start, value.end, kind, value.json(), unit=value.unit))
    if "块" in text and (blocks := _BLOCKS.search(text)):
        found = [_as_count(item, text, blocks) for item in found]
    if "万" in text or "亿" in text:
        found += _rough(text, found)
    if len(found) < 2:
        return found
    return _same_day(sorted(found, key=lambda i: i.start), text)


_BLOCKS = re.compile(
    r"(?:\d+|[一二两三四五六七八九十百千万]+)块[ ,，]*[一每]块(?=[\d一二两三四五六七八九十百])"
)


def _as_count(item: Item, text: str, blocks: re.Match[str]) -> Item:
    """安全标牌300块 一块45: how many, and the price of one; not 300 yuan."""
    inside = blocks.start() <= item.start and item.end <= blocks.end() and text[item.end - 1] == "块"
    return item._replace(kind="quantity", unit="块") if inside and item.kind == "money" else item


_ROUGH = re.compile(
    "(?:[一二两三四五六七八九]?[十百千]几|(?<!差)几|(?<![一二三四五六七八九十百千零〇])(?:[一二三四五六七八九][二两三四五六七八九]|百八)"
    "|(?<!好)好几|数)[十百千]{0,2}个?(?:万|亿)(?![能科达向兆])"
)


def _rough(text: str, found: list[Item]) -> list[Item]:
    """四五万, 十几万: it is about money, though no sum is told."""
    return [
        Item(rough.start(), rough.end(), "rough", None)
        for rough in _ROUGH.finditer(text)
        if all(rough.end() <= item.start or item.end <= rough.start() for item in found)
    ]


def sums_untold(text: str) -> list[tuple[str, str]]:
    """Money that can be no sum in the books, with its kind: ("1000美元", "foreign"), ("十几万", "rough")."""
    told = [(value.text, value.kind) for value in values.scan(text) if value.kind == "foreign"]
    return told + [(rough[0], "rough") for rough in _ROUGH.finditer(text)]


def _put_on(text: str, time: Time) -> bool:
    """打上月结客户: the tag is 月结客户, no month is told."""
    return (
        text[time.start] == "上"
        and text[time.start - 1 : time.start] in ("打", "贴", "标", "挂", "加")
        and time.start > 0
    )


_SUM = re.compile(r"月 (?=[一二两三四五六七八九]?[十百千]?[一二三四五六七八九]*万)")
_HOUR_ANEW = re.compile(r"点 (?=(?:\d{1,2}|[一二两三四五六七八九十]{1,3})[点:])")
_FEAST_IN_A_PRICE = re.compile("(?<=[块毛角])[五六](?=一[个张只台套米斤桶箱件条袋包瓶盒平吨副双根支份])")
_BEFORE_DAY = re.compile(r"(?<=\d) (?=周[一二三四五六日天]|月[底初中末])")


def _masked(text: str) -> str:
    """名下下个月 is no 下下个月, 12月 八十万 no 12月八, 十点 十点半 no 10:10, 每箱96 周三 no 96周, 八块五一米
    no 五一: what a time must not reach over."""
    text = text.replace("名下", "名,")
    if "块" in text or "毛" in text or "角" in text:
        text = _FEAST_IN_A_PRICE.sub(",", text)
    if "点 " in text:
        text = _HOUR_ANEW.sub("点,", text)
    if " 周" in text or " 月" in text:
        text = _BEFORE_DAY.sub(",", text)
    return _SUM.sub("月,", text) if "月 " in text and "万" in text else text


_PART = re.compile("[早晚]上|一早|[上中下]午|傍晚")
# What is told as done, not planned: 中午顺便去天街找了余地.
_AS_DONE = re.compile(
    "(?![^,，。]{0,3}(?:再|得(?!知|到)|要|记得|提醒|让|把))[^,，。]{1,12}?(?:了(?![解吧])|过(?![去来])"
    r"|得(?=[\u4e00-\u9fff]{2})|没[在见找])"
)


def _told_on(gone: Item, item: Item, text: str) -> bool:
    """昨天上午见了A, 下午见了B, said in the morning: the other half of the same day."""
    return (
        _PART.fullmatch(text, item.start, item.end) is not None
        and _PART.search(text, gone.start, gone.end) is not None
        and _AS_DONE.match(text, item.end) is not None
    )


# 关婷上午电话同意了, 上午已经跟他约好, 中午打来我在开车: behind a plan, and told as done all the same.
_DONE = re.compile(
    r"(?![^,，。]{0,6}(?:再|得|要|记得|提醒|让|把|去|先|就))"
    "(?:[^,，。 ]{2,10}?(?<![行好以])了(?=$|[ ,，。!！])|(?:我们?|都)?已经"
    "|[^,，。 ]{0,8}?(?:打来|来电话?|打过来|[聊谈碰见问说催通]了)(?![再就吧]))"
)


def _to_come(item: Item, text: str) -> bool:
    """明天上午去A 下午去B; 明天下午去A 晚上回电话, said late in the evening: no part of today, unless it
    tells what was done."""
    if item.time is None or not item.time.dateless:
        return "earlier" in item.tenses
    if "earlier" in item.tenses:
        return _DONE.match(text, item.end) is None
    return item.tenses == ("past",) and _AS_DONE.match(text, item.end) is None


def _same_day(items: list[Item], text: str) -> list[Item]:
    """明天上午去A下午去B: a part of the day without a day goes with the plan before it, not with today."""
    coming: Time | None = None
    gone: Item | None = None
    for at, item in enumerate(items):
        if item.kind != "time":
            continue
        if coming is not None and item.time is not None and _to_come(item, text):
            time = item.time.on(coming)
            items[at] = item._replace(
                tenses=("coming", "future"), value=time.as_future(), past=time.as_past(), time=time
            )
        elif (
            gone is not None
            and gone.time is not None
            and item.time is not None
            and item.time.dateless
            and ("past" in item.tenses or _told_on(gone, item, text))
        ):
            time = item.time.on(gone.time)  # 昨天上午去A 下午去B
            items[at] = item._replace(tenses=("past",), value=time.as_past(), past=time.as_past(), time=time)
        elif "coming" in item.tenses:
            coming = item.time
        else:
            coming = None
            gone = (
                item
                if item.tenses == ("past",) and item.time is not None and not item.time.dateless
                else None
            )
    return items


def _levels(text: str) -> list[Item]:
    if _LEVEL_SIGN.search(text) is None:
        return []
    found: list[Item] = []
    for match in _LEVEL.finditer(text):
        group = next(g for g in (1, 2, 3, 4) if match[g])
        found.append(Item(match.start(group), match.end(group), "level", match[group].upper()))
    return found


def _time_item(time: Time, text: str, now: str) -> Item:
    if time.kind == "repeat":
        return Item(time.start, time.end, "repeat", time.rrule, time.first, ("coming",), time)
    if time.kind == "duration":
        if time.days and _IDLE_BEFORE.search(text, max(0, time.start - 12), time.start):
            return Item(time.start, time.end, "idle", time.days, None, (), time)
        idle = _IDLE.match(text, time.end)
        if idle and time.days:
            return Item(time.start, idle.end(), "idle", time.days, None, (), time)
        return Item(time.start, time.end, "duration", time.value, None, (), time)
    future = time.as_future()
    past = time.as_past() if time.tensed else future
    if (
        text.startswith(("最近", "近", "过去"), time.start)
        and "/" in past
        and (idle := _IDLE.match(text, time.end))
    ):
        first, last = (date.fromisoformat(day[:10]) for day in past.split("/"))
        return Item(time.start, idle.end(), "idle", (last - first).days + 1, None, (), time)
    return Item(time.start, time.end, "time", future, past, _tenses(future, past, time, now), time)


def _tenses(future: str, past: str, time: Time, moment: str) -> tuple[str, ...]:
    if future != past:
        if time.dateless and past[:10] == moment[:10]:
            return ("past", "earlier")  # 上午 said in the evening: today, and over
        if _just_gone(future, past, moment):
            return ("past",)  # 11月16号 said on 18 November: nobody plans a year ahead to the day
        return ("coming", "floating")
    first, _, last = future.partition("/")
    last = last or first
    here = moment if "T" in last else moment[:10]
    if last < here:
        return ("past",)
    if first > (moment if "T" in first else moment[:10]):
        return ("coming", "future")
    return ("today",) if first == last else ("period", "current")


def _just_gone(future: str, past: str, moment: str) -> bool:
    """A day of the month named with its month that lies at most six weeks back, and else nearly a year
    ahead."""
    if "/" in future or "/" in past or future[:4] == past[:4] or len(past) < 10:
        return False
    here = date.fromisoformat(moment[:10])
    return (here - date.fromisoformat(past[:10])).days <= 42 and (
        date.fromisoformat(future[:10]) - here
    ).days >= 300
