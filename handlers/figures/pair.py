"""One colleague beside another: 「小赵比小李多多少」「这个月赵敏和李晓谁卖得多」「小赵跟小李差多少」."""

import re
from typing import Any

from crm import days
from crm.figures import saying
from crm.figures.questions import Number, measure_of, total
from handlers.context import Context
from handlers.figures import words
from handlers.figures.asked import last_asked
from handlers.figures.meant import USUAL, asked_days, question
from handlers.figures.read import about, department_in
from handlers.phrases import colleagues_called, says
from handlers.registry import handles
from handlers.vocabulary import parse
from nlp.frames import Frame

WHEN = (
    r"(?P<when>(?:今年|去年|(?:这|本|上)个?(?:月|周|季度|季|星期)|今天|昨天|\d{1,2}月份?"
    r"|最?近(?:\d+|[一二三四五六七八九十]+)个?(?:天|周|月))?)[的里]?"
)
LESS_OR_MORE = "(?:多|少|高|低|差|强)了?[签卖跑做收]?[了出]?"
HOW_MUCH = "(?:多少|多大|几[个单次家条万]?)(?:钱|单)?"
BETTER = "(?:更|比较)?(?:多|好|高|强|厉害|快)(?:一?[点些])?"
ONE, OTHER = "(?P<one>我|[\u4e00-\u9fff]{2,4}?)", "(?P<other>我|[\u4e00-\u9fff]{2,4}?)"
SINCE = "(?P<since>今年|去年|(?:这|本|上)个?(?:月|周|季度|季)|今天|昨天)?"
WHAT = "(?P<what>[^比和跟与]{0,6}?)"
MORE = "(?P<more>[^,，。]{0,6}?)"


@says(
    rf"{WHEN}{ONE}{SINCE}的?{WHAT}比{OTHER}的?{MORE}{LESS_OR_MORE}(?:{HOW_MUCH}|很多|吗|么)(?:啊|呢)?",
    rf"{WHEN}{ONE}(?:和|跟|与|同|还是){OTHER}(?P<what>)(?:谁|哪个|哪位)的?{MORE}得?{BETTER}(?:啊|呢)?",
    rf"{WHEN}{ONE}(?:和|跟|与|同|比){OTHER}的?(?P<what>)(?:相比)?{MORE}(?:差|相差|差距)(?:是|有)*{HOW_MUCH}",
    rf"{WHEN}{ONE}(?:和|跟|与|同){OTHER}的?(?P<what>){MORE}(?:对比|比一?比|相比|比)(?:一下|怎么样|如何|看看|呢)*",
)
def read_pair(match: re.Match[str], ctx: Context) -> Frame | None:
    """Of the measure that was said, else of the one asked for last, else 销售额."""
    teams = [department_in(match[name], ctx) for name in PEOPLE]
    refs = {name: colleagues_called(match[name], ctx) for name in PEOPLE if match[name] != ME}
    if all(teams) and teams[0] != teams[1] and not any(refs.values()):
        slots = _of_what(match, ctx)
        ids = [one.id for one in teams if one]
        return Frame("figures.pair", {**slots, "teams": ids}) if slots is not None else None
    if not all(len(found) == 1 for found in refs.values()) or match["one"] == match["other"]:
        return None
    slots = _of_what(match, ctx)
    named = {name: match[name] for name in PEOPLE}
    return Frame("figures.pair", {**slots, **named}, refs=refs) if slots is not None else None


def _of_what(match: re.Match[str], ctx: Context) -> dict[str, str] | None:
    counted = "单" if re.search("几[个单]", match[0]) and not match["what"] else match["what"]
    when = match["when"] or match.groupdict().get("since") or ""
    return _measured(when, f"{counted}{match['more']}", ctx)


PEOPLE = ("one", "other")
ME = "我"


SELLS = ("卖", "签", "做")
ORDERS = ("单", "单子", "签单", "订单", "单量")


def _measured(when: str, what: str, ctx: Context) -> dict[str, str] | None:
    """Measure and range in the words of the contract; None for what is no figure."""
    bare = what.strip(" 的得了多少")
    said = "订单数" if bare in ORDERS else bare
    last = last_asked(ctx)
    if said in SELLS:
        slots = {}
    elif not said and last is not None and "measure" in last.slots:
        slots = {name: last.slots[name] for name in ("measure", "range") if name in last.slots}
    else:
        found = parse(f"{when}谁{said or '业绩'}最多", ctx)[0]
        slots = {name: found.slots[name] for name in ("measure", "range") if name in found.slots}
        if found.intent != "report.show" or (said and "measure" not in slots):
            return None
    if when and "range" not in slots:
        found = parse(f"{when}业绩", ctx)[0]
        slots |= {"range": found.slots["range"]} if "range" in found.slots else {}
    return {"measure": USUAL, **slots}


@handles("figures.pair")
def pair(frame: Frame, ctx: Context) -> str:
    """Raises Refused where one of them is beyond the reader's sight."""
    measure = measure_of(str(frame.slots["measure"]))
    slots = {name: value for name, value in frame.slots.items() if name not in (*PEOPLE, "teams")}
    first, last = asked_days(slots, ctx)
    span = saying.period(first, last, days.today(ctx.now, ctx.tz))
    if "teams" in frame.slots:
        names, values = _of_teams(frame.slots["teams"], slots, ctx)
    else:
        asked = [question(_of(name, slots, frame), ctx) for name in PEOPLE]
        names = [frame.refs[name][0].name if name in frame.refs else "你" for name in PEOPLE]
        values = [total(ctx.session, one, ctx.tz).value or 0 for one in asked]
    told = words.pair(f"{span} {measure.name}", measure, list(zip(names, values, strict=True)))
    return f"{told}\n{words.meaning(measure)}"


def _of_teams(teams: list[int], slots: dict[str, Any], ctx: Context) -> tuple[list[str], list[Number]]:
    """What the departments are called and have; 一部和二部谁签得多."""
    names, values = [], []
    for team in teams:
        with about(Frame("report.show", {"about": f"team:{team}"}), ctx) as name:
            asked = question(Frame("report.show", slots), ctx)
            names.append(name)
            values.append(total(ctx.session, asked, ctx.tz).value or 0)
    return names, values


def _of(name: str, slots: dict[str, Any], frame: Frame) -> Frame:
    """The figure of one of the two."""
    if name not in frame.refs:
        return Frame("report.show", {**slots, "scope": "me"})
    return Frame("report.show", {**slots, "scope": frame.slots[name]}, refs={"scope": frame.refs[name]})
