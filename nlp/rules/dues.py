"""When a new task is due: the time told, the first turn of a repeat, a day ahead of an event."""

from datetime import date, datetime, timedelta

from nlp import forms as re
from nlp.entities import Item
from nlp.reading import Clause, Span
from nlp.rules import common
from nlp.rules.base import Slots
from nlp.values.numerals import small_int

_AHEAD = re.compile(
    "(?:提前|头|前)(?P<n>[一两二三四五1-7])天(?:[就再]?)(?=.{0,3}提醒|.{0,3}叫我|.{0,8}$)"
    r"|提前(?P<most>\d{1,2}|[一两二三四五六半])个?(?P<unit>半?月|周|星期|礼拜)(?:[就再]?)(?=.{0,3}提醒"
    r"|.{0,3}叫我|.{0,8}$)|提前(?:半|一|1|两|2)个?小时|提前(?:十|二十|三十|\d{2}|十五|一刻)分?钟"
)
_EVENT = re.compile(r"生日|交期|交货|货期|到期|过期|开业|纪念日|周年|截止|开标|满月")  # what comes of itself


def _ahead(clause: Clause, day: str, drop: list[Span | None]) -> str:
    """易总下周二生日 提前一天提醒我: earlier than the day that is told."""
    said = _AHEAD.search(clause.text)
    if said is None:
        return day
    drop.append((clause.start + said.start(), clause.start + said.end()))
    if not (said["n"] or said["most"]) or "/" in day or not _EVENT.search(clause.text):
        return day  # our own deed is due when it is done
    return _before_the(day, said)


def _before_the(day: str, said: re.Match[str]) -> str:
    moment = datetime.fromisoformat(day) - timedelta(days=_days(said) if said["n"] or said["most"] else 0)
    return moment.isoformat(timespec="minutes")[: len(day)]


def event_told(clause: Clause) -> str:
    """李强生日是12月3号 | 提前一天提醒我: what the day told right before the clause is of."""
    event = _event_before(clause) if _AHEAD.search(clause.text) else None
    if event is None:
        return ""
    text = clause.reading.text
    begin = max(text.rfind(mark, 0, event.start) for mark in " ,，。;；") + 1
    return re.sub("(?:就?是|在|[:：])+$", "", clause.reading.words((begin, event.start)))


def _event_before(clause: Clause) -> Item | None:
    """生日十月二号 | 提前一天提醒我: the day told right before the clause."""
    before = [i for i in clause.reading.items if i.kind == "time" and i.end <= clause.start]
    if not before or not _EVENT.search(clause.reading.text, max(0, before[-1].start - 6), clause.start):
        return None
    between = clause.reading.text[before[-1].end : clause.start]
    return before[-1] if _ONLY_NOTED.fullmatch(between) else None


_ONLY_NOTED = re.compile(
    "[ ,，。]*(?:(?:帮我|先|你)?(?:记|存|加|补|登)(?:一?下|上|着|好)?[ ,，。]*)?"
)  # 生日3月18 记一下


_THERE_BY = re.compile("(?:就|要|之?前|必须|得)*到(?:场|现场|位|达)?(?=$|[ ,，。])")


def _days(said: re.Match[str]) -> int:
    if said["n"]:
        return small_int(said["n"]) or 1
    unit = 30 if said["unit"].endswith("月") else 7
    if said["most"] == "半" or said["unit"] == "半月":
        return unit // 2
    return (small_int(said["most"]) or 1) * unit


def due(clause: Clause, slots: Slots, drop: list[Span | None]) -> Item | None:
    """The first time that is not part of a noun phrase (上季度的名单); a repeat has its first turn in
    `due`."""
    text = clause.reading.text
    if ahead := _AHEAD.search(clause.text):  # 前一天 is no day of its own then
        at = clause.start + ahead.start()
        clause = _without_items(clause, at, clause.start + ahead.end())
    repeats = clause.of_kind("repeat")
    if repeats:
        slots.put("repeat", repeats[0].value, common.span(repeats[0]))
        _first_turn(clause, slots, drop)
        _run_of_days(clause, repeats[0], slots, drop)
        _last_turn(clause, slots, drop)
        slots.put("due", repeats[0].past, common.span(repeats[0]))
        drop.append(common.span(repeats[0]))
        _with_hour(clause, slots, drop)
        return repeats[0]
    times = [
        i
        for i in clause.of_kind("time")
        if not re.match(r"的(?!时候|闹钟|提醒)|是[^,，。 ]{1,4}吧", text[i.end : i.end + 6])
        and ("past" not in i.tenses or "earlier" in i.tenses)
    ]
    remind = clause.first("remind")
    if not times and remind:
        times = [
            i
            for i in clause.of_kind("time")
            if not re.match(r"的(?!时候|闹钟|提醒)", text[i.end : i.end + 3])
            and abs(i.end - remind.start) <= 1
            or i.start == remind.end
        ]
    if not times and ahead and (event := _event_before(clause)):
        slots.put("due", _before_the(event.deadline(), ahead))
        drop.append((clause.start + ahead.start(), clause.start + ahead.end()))
        return event
    if not times:
        then = _then(clause)
        if then:
            slots.put("due", then.deadline(), common.span(then))
        return then
    chosen = times[0]
    if remind and remind.end == times[-1].start:
        chosen = times[-1]
    day = _hour_behind(clause, chosen, drop) or _on_its_day(clause, chosen)
    slots.put("due", _ahead(clause, day, drop), common.span(chosen))
    tail = re.match(r"(?:之前|以前|前|之内|以内|内)?(?:的时候)?", text[chosen.end : clause.end])
    end = chosen.end + (tail.end() if tail else 0)
    if clause.has("user") and not remind and text[chosen.start - 1 : chosen.start] in (" ", ",", "，"):
        there = _THERE_BY.match(text, chosen.end, clause.end)
        end = there.end() if there else end  # 派王磊去华为 明天上午到
    if text.startswith("下午茶", chosen.end - 2) and not text.startswith("水", chosen.end + 1):
        end = chosen.end - 2  # when, and what: 约了尚科长下午茶
    put = _PUT.search(text, clause.start, chosen.start)
    drop.append((put.start() if put else chosen.start, end))
    return chosen


_APART = re.compile("(?:左右|吧|见|到|开始|出发|之?前|[啊哈])*(?=$|[ ,，。])")


def _hour_behind(clause: Clause, chosen: Item, drop: list[Span | None]) -> str:
    """明天去海天 上午10点: the hour of that day, told apart behind it; empty where none is."""
    day, text = chosen.deadline(), clause.reading.text
    for item in clause.of_kind("time") if len(day) == len("2026-11-24") else ():
        value = item.deadline()
        if (
            item.start > chosen.end
            and len(value) == len("2026-11-24T10:00")
            and (value.startswith(day) or item.time is not None and item.time.dateless)
            and text[item.start - 1] in " ,，"
            and (behind := _APART.match(text, item.end, clause.end))
        ):
            drop.append((item.start, behind.end()))
            return day + value[10:]
    return ""


_PUT = re.compile("(?<=[\u4e00-\u9fff]{2})(?:安排|排|定|放)[到在]$")  # 装机安排到周五: when, not what


_FIRST_TURN = re.compile(r"[ ,，、]*(?:首次|首回|(?:第|头)一[次回趟]|[先就]?从)(?:是|在|定在|定|就|先|:)*$")


def _first_turn(clause: Clause, slots: Slots, drop: list[Span | None]) -> None:
    """每季度上门一次 首次下月十五号: the first turn is told."""
    text = clause.reading.text
    for item in clause.of_kind("time"):
        before = _FIRST_TURN.search(text, clause.start, item.start)
        if before is None or "coming" not in item.tenses:
            continue
        after = re.match(
            r"号?(?:开始|起|去|上门|做|来)?(?=[ ,，。!！]|$)|号?开始", text[item.end : clause.end]
        )
        if after is not None and ("从" not in before[0] or "开始" in after[0] or "起" in after[0]):
            slots.put("due", item.deadline(), common.span(item))
            drop.append(
                (
                    clause.start + 0 if before.start() < clause.start else before.start(),
                    item.end + after.end(),
                )
            )
            return


_EACH_OF_THEM = re.compile(" ?(?:的|里|内|之内|期间|这几天|这些天)* ?")
_EVERY_DAY = re.compile("FREQ=DAILY(?=;BYHOUR|$)|FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR(?=;|$)")


def _run_of_days(clause: Clause, repeat: Item, slots: Slots, drop: list[Span | None]) -> None:
    """下周一到周五每天: it begins with the first of these days and ends with the last."""
    text = clause.reading.text
    for item in clause.of_kind("time"):
        first, _, last = str(item.period()).partition("/")
        if (
            item.end <= repeat.start
            and {"coming", "current"}.intersection(item.tenses)
            and len(last) == len("2026-11-30")
            and last > first
            and _EACH_OF_THEM.fullmatch(text[item.end : repeat.start])
            and _EVERY_DAY.match(repeat.value)
        ):
            turn = str(repeat.past)
            slots.put("due", max(first, turn[:10]) + turn[10:], (item.start, repeat.end))
            slots.values["repeat"] = f"{repeat.value};UNTIL={last.replace('-', '')}T235959"
            drop.append(common.span(item))
            return


_UNTIL = re.compile(
    r"[ ,，、]*(?:(?:一直|直)到?|截止[到至于]?|截至|(?<![推改挪延拖顺移送排定迟提寄发拿约])[到至])$"
)
_ENDS = re.compile(r" ?(?:为止|止|结束)?(?:就?(?:停|行|好|可以)了?|吧)?")


def _last_turn(clause: Clause, slots: Slots, drop: list[Span | None]) -> None:
    """每天提醒我看邮件 到12月1日为止: the last day of the repeat, which is in it."""
    text = clause.reading.text
    for item in clause.of_kind("time"):
        before = _UNTIL.search(text, clause.start, item.start)
        if before is None or "coming" not in item.tenses or item.time is None or item.time.dateless:
            continue
        ends = _ENDS.match(text, item.end, clause.end)
        end = ends.end() if ends else item.end
        told = before[0].strip(" ,，、") not in ("到", "至") or re.search("止|结束", text[item.start : end])
        if told or not text[end : clause.end].strip(" ,，。!！"):
            day = str(item.period()).rpartition("/")[2][:10].replace("-", "")
            slots.values["repeat"] = f"{slots.values['repeat']};UNTIL={day}T235959"
            drop.append((before.start(), end))
            return


_THEN = re.compile("到时候?|届时|到那天|那天")


def _then(clause: Clause) -> Item | None:
    """款月底前付 提醒我到时候查账: the day told right before."""
    if _THEN.search(clause.text) is None:
        return None
    earlier = [i for i in clause.reading.items if i.kind == "time" and i.end <= clause.start]
    return earlier[-1] if earlier and "coming" in earlier[-1].tenses else None


def _without_items(clause: Clause, start: int, end: int) -> Clause:
    copy = Clause(clause.reading, clause.start, clause.end, clause.cues, clause.mentions, clause.items)
    copy.items = [i for i in clause.items if i.end <= start or end <= i.start]
    return copy


def _with_hour(clause: Clause, slots: Slots, drop: list[Span | None]) -> None:
    """晚上八点 … 每周四: the hour said apart from the repeat; 从4月1号开始: its first day."""
    text = clause.reading.text
    for item in clause.of_kind("time"):
        value = item.deadline()
        if (
            "T" in value
            and "BYHOUR" not in str(slots.values["repeat"])
            and item.time is not None
            and item.time.dateless
            and "/" not in value
        ):
            hour, minute = value[11:13], value[14:16]
            slots.values["repeat"] = f"{slots.values['repeat']};BYHOUR={int(hour)};BYMINUTE={int(minute)}"
            slots.values["due"] = f"{str(slots.values['due'])[:10]}T{hour}:{minute}"
            drop.append(common.span(item))
        elif (after := re.match("开始|起", text[item.end :])) and "coming" in item.tenses:
            first = _first_from(str(slots.values["repeat"]), value[:10])
            slots.values["due"] = first + str(slots.values["due"])[10:]
            drop.append((item.start - (text[item.start - 1 : item.start] == "从"), item.end + after.end()))


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _first_from(repeat: str, day: str) -> str:
    """每周三回访 下周开始: the first turn that is not before that day."""
    weekdays, monthday = re.search("BYDAY=([A-Z,]+)", repeat), re.search(r"BYMONTHDAY=(\d+)", repeat)
    for ahead in range(31):
        one = date.fromisoformat(day) + timedelta(days=ahead)
        if (weekdays is None or _WEEKDAYS[one.weekday()] in weekdays[1].split(",")) and (
            monthday is None or one.day == int(monthday[1])
        ):
            return one.isoformat()
    return day


def _on_its_day(clause: Clause, chosen: Item) -> str:
    """下周五上午十点见A，下午两点见B: an hour without a day is on the day said before."""
    if chosen.time is not None and chosen.time.dateless:
        earlier = [
            i
            for i in clause.reading.items
            if i.kind == "time"
            and i.end <= chosen.start
            and "coming" in i.tenses
            and i.time is not None
            and not re.search(
                r"说|问|表示|要求|反馈|预计", re.split(r"[,，。;； ]", clause.reading.text[: i.start])[-1]
            )
        ]
        if earlier and earlier[-1].time is not None:
            return chosen.time.on(earlier[-1].time).as_deadline()
    return chosen.deadline()
