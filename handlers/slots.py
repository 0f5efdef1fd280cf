"""Slots of the contract turned into what crm/ takes."""

import re
from datetime import date, datetime, time, timedelta, tzinfo

from crm.tasks.tasks import Due
from nlp.frames import Frame

NOON = time(12)
TIME = re.compile(r"\d{4}-\d\d-\d\d|PT?\d")


def is_time(value: object) -> bool:
    """Whether it is a time of the contract, and not words a question was answered with: 看情况吧."""
    return TIME.search(str(value)) is not None


def due(value: str, tz: tzinfo) -> Due:
    """A date, a moment, or the end of a range, as a deadline."""
    last = value.rpartition("/")[2]
    if "T" in last:
        return Due(datetime.fromisoformat(last).replace(tzinfo=tz), "minute")
    return Due.on(date.fromisoformat(last), tz)


def happened(value: str | None, now: datetime, tz: tzinfo) -> tuple[datetime, str]:
    """When something happened, with its grain. Not said: now. Today without an hour: now, as a day.

    上午去了, said at half past eight, is no nine o'clock to come.
    """
    if value is None:
        return now, "minute"
    first = value.partition("/")[0]
    if "T" in first:
        then = datetime.fromisoformat(first).replace(tzinfo=tz)
        today = then.date() == now.astimezone(tz).date()
        return min(then, now) if today else then, "minute"
    day = date.fromisoformat(first)
    if day == now.astimezone(tz).date():
        return now, "day"
    return datetime.combine(day, NOON, tz), "day"


def span(value: str, tz: tzinfo) -> tuple[datetime, datetime]:
    """A range (both ends inclusive in the contract) as a half-open pair of moments."""
    first, _, last = value.partition("/")
    return _start(first, tz), _end(last or first, tz)


def _start(value: str, tz: tzinfo) -> datetime:
    if "T" in value:
        return datetime.fromisoformat(value).replace(tzinfo=tz)
    return datetime.combine(date.fromisoformat(value), time(), tz)


def _end(value: str, tz: tzinfo) -> datetime:
    if "T" in value:
        return datetime.fromisoformat(value).replace(tzinfo=tz) + timedelta(minutes=1)
    return datetime.combine(date.fromisoformat(value), time(), tz) + timedelta(days=1)


def without(frame: Frame, slot: str) -> Frame:
    """The frame to ask with once more: words that were no answer do not stay in it."""
    slots = {name: value for name, value in frame.slots.items() if name != slot}
    return Frame(frame.intent, slots, refs=frame.refs)
