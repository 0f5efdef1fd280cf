"""「不对 是12台」「是30万不是45万」: a stretch of free words put right, where it stands in them just once."""

import re
from datetime import timedelta
from typing import Any

from handlers.context import Context
from models.changes import records_of
from models.work import Interaction, Task
from nlp.frames import Frame
from nlp.values.scan import scan

COUNTED = re.compile(r"(?P<n>[\d.,]+|[零〇一二两三四五六七八九十百千]+)(?P<unit>[^\d\s,，。.]{0,3})")
SUMS = "万|千|百万|亿|元|块钱?|w|k|万元|万块"
PUTS_RIGHT = re.compile(r"\s*不对[,， ]*(?:应该)?是\S")  # 不对 是红的: no mere no
WEEKDAY = "(?:[上下]{1,2}个?|本|这个?)?(?:周|星期|礼拜)[一二三四五六日天末]"
MONTH = "(?:[上下]{1,2}个?|本|这个?)月[初中底]?|月[初中底]|年[底初]"
DAY = "大?[今明昨后前][天日]"
SOON = timedelta(days=6)
KINDS_OF_DAY = (WEEKDAY, MONTH, DAY)
CHINESE = "零〇一二两三四五六七八九十百千"
NUMERAL = rf"\d{CHINESE}.,"


def restated(words: str, frame: Frame, ctx: Context) -> str | None:
    """The words with what the correction says instead; None where it is not plain which stretch is meant."""
    if "value" not in frame.spans:
        return None
    right = _said(frame, "value", ctx)
    if "old" not in frame.spans and _is_sum(frame, right):  # 总价4万, 写错了是4万5
        sums = [one for one in scan(words) if one.kind == "money"]
        if len(sums) == 1 and sums[0].text != right:
            return words[: sums[0].start] + right + words[sums[0].end :]
    if "old" in frame.spans:
        wrong = re.compile(_alone(_said(frame, "old", ctx)))
    elif (found := COUNTED.fullmatch(right)) is not None and found["unit"]:
        unit = SUMS if re.fullmatch(SUMS, found["unit"], re.I) else re.escape(found["unit"])
        wrong = re.compile(rf"(?<![{NUMERAL}])(?:[\d.,]+|[{CHINESE}]+) ?(?:{unit})", re.I)
    elif found is not None:  # 不对是两千五: the one figure there is
        wrong = re.compile(rf"(?<![{NUMERAL}])[{NUMERAL}]{{2,}}(?![{NUMERAL}月日号点周天])")
    elif kind := next((one for one in KINDS_OF_DAY if re.fullmatch(one, right)), None):
        wrong = re.compile(kind)
    else:
        return None
    places = list(wrong.finditer(words))
    if len(places) != 1 or places[0][0] == right:
        return None
    return words[: places[0].start()] + right + words[places[0].end() :]


def _is_sum(frame: Frame, right: str) -> bool:
    """4万5, 4.5万, 45000元."""
    return frame.slots.get("field") == "amount" and any(
        one.kind == "money" and one.text == right for one in scan(right)
    )


def _said(frame: Frame, slot: str, ctx: Context) -> str:
    start, end = frame.spans[slot]
    return ctx.text[start:end].strip()


def _alone(said: str) -> str:
    """5万 is no part of 45万."""
    before = f"(?<![{NUMERAL}])" if re.match(f"[{NUMERAL}]", said) else ""
    behind = rf"(?![{NUMERAL}])" if re.search(f"[{NUMERAL}]$", said) else ""
    return f"{before}{re.escape(said)}{behind}"


def content_of(records: list[Any], frame: Frame, ctx: Context) -> Interaction | None:
    """The follow-up among the records just written whose words were put right; None where there is none."""
    logs = [one for one in records if isinstance(one, Interaction)]
    if len(logs) != 1 or (words := restated(logs[0].content, frame, ctx)) is None:
        return None
    logs[0].content = words
    return logs[0]


def weekday_of(records: list[Any], frame: Frame, ctx: Context) -> Interaction | None:
    """周三开会定, 「不对 是周四」: of the words, where no task of the same message is due so soon."""
    if "value" not in frame.spans or not re.fullmatch(WEEKDAY, _said(frame, "value", ctx)):
        return None
    tasks = [one for one in records if isinstance(one, Task) and one.status == "open" and one.due_at]
    soon = any(task.due_at and task.due_at - ctx.now < SOON for task in tasks)
    return None if soon else content_of(records, frame, ctx)


def waiting(frames: list[Frame], pending: dict[str, Any], ctx: Context) -> str | None:
    """The message that waits for an answer, put right; None where it is not meant, or some of it is done."""
    if len(frames) != 1 or frames[0].intent != "correct" or not only_asked(pending, ctx):
        return None
    return restated(pending["text"], frames[0], ctx)


def only_asked(pending: dict[str, Any], ctx: Context) -> bool:
    """Whether the message that led to the question has written nothing: it waits whole."""
    asked_in = pending.get("asked_in")
    return asked_in is not None and not records_of(ctx.session, asked_in)
