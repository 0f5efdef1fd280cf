"""Whole expressions: days, moments, stretches of hours, lengths; each writes itself as the contract says."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Literal, Protocol

from nlp.times.anchors import MIDNIGHT, Anchor, Context, Joined, Relative, Since, Window
from nlp.times.clock import Clock

Kind = Literal["date", "moment", "range", "repeat", "duration"]
Bound = Literal["", "before", "within", "after"]


class Meaning(Protocol):
    """What every kind of expression can tell; nothing here reads the clock but through the context."""

    @property
    def kind(self) -> Kind: ...
    @property
    def grain(self) -> str: ...
    @property
    def tensed(self) -> bool:
        """Whether plan and report may read it differently."""

    def value(self, ctx: Context) -> str:
        """The contract's plain value; a week, month or year is its whole period."""

    def deadline(self, ctx: Context) -> str:
        """The value of a `due`: one date or moment (or a repeat's first occurrence)."""

    def period(self, ctx: Context) -> str:
        """The value of a `range`: always first/last."""


@dataclass(frozen=True, slots=True)
class Days:
    """A date or a stretch of days. `bound` is how it was said: 周五前, 本周内, 15号以后."""

    anchor: Anchor
    bound: Bound = ""

    @property
    def kind(self) -> Kind:
        return "date" if self.anchor.grain in ("day", "weekend") else "range"

    @property
    def grain(self) -> str:
        return self.anchor.grain

    @property
    def tensed(self) -> bool:
        return self.anchor.tensed

    def value(self, ctx: Context) -> str:
        first, last = self.anchor.span(ctx)
        return first.isoformat() if self.kind == "date" else f"{first}/{last}"

    def deadline(self, ctx: Context) -> str:
        first, last = self.anchor.span(ctx)
        if self.kind == "date":
            return first.isoformat()
        if self.bound == "within" or isinstance(self.anchor, Window | Since):
            return last.isoformat()
        if isinstance(self.anchor, Joined):
            return first.isoformat()
        return (first if first > ctx.today else last).isoformat()

    def period(self, ctx: Context) -> str:
        first, last = self.anchor.span(ctx)
        return f"{first}/{last + timedelta(1) if self.grain == 'weekend' else last}"


@dataclass(frozen=True, slots=True)
class Moment:
    """An hour of a day; without an anchor the day is today, or the neighbour the tense asks for."""

    anchor: Anchor | None
    clock: Clock
    bound: Bound = ""
    kind: Kind = "moment"

    @property
    def grain(self) -> str:
        return self.clock.grain

    @property
    def tensed(self) -> bool:
        return self.anchor is None or self.anchor.tensed

    def at(self, ctx: Context) -> datetime:
        if self.anchor is None:
            return self._today(ctx)
        found = self._on(self.anchor.span(ctx)[0])
        if self.anchor.floating and ctx.tense == "future" and found < ctx.now:
            return self._on(self.anchor.span(ctx.at(self.anchor.span(ctx)[0] + timedelta(1), "future"))[0])
        if self.anchor.floating and ctx.tense == "past" and found > ctx.now:
            return self._on(self.anchor.span(ctx.at(self.anchor.span(ctx)[0] - timedelta(1), "past"))[0])
        return found

    def value(self, ctx: Context) -> str:
        return write(self.at(ctx))

    deadline = value

    def period(self, ctx: Context) -> str:
        day = self.at(ctx).date()
        return f"{day}/{day}"

    def _on(self, day: date) -> datetime:
        return datetime.combine(day, MIDNIGHT) + timedelta(minutes=self.clock.minutes())

    def _today(self, ctx: Context) -> datetime:
        found, part = self._on(ctx.today), self.clock.part
        if self.clock.hour is None and part is not None:
            over, begun = ctx.now.hour >= part.ends, ctx.now.hour >= part.begins
        else:
            over, begun = found < ctx.now, found <= ctx.now
        if ctx.tense == "future" and over:
            return found + timedelta(1)
        if ctx.tense == "past" and not begun:
            return found - timedelta(1)
        return found


@dataclass(frozen=True, slots=True)
class Later:
    """Minutes or hours from now: 半小时后, 一刻钟前."""

    minutes: int
    kind: Kind = "moment"
    grain: str = "minute"
    tensed: bool = False

    def value(self, ctx: Context) -> str:
        return write(ctx.now + timedelta(minutes=self.minutes))

    deadline = value

    def period(self, ctx: Context) -> str:
        ends = sorted((ctx.now, ctx.now + timedelta(minutes=self.minutes)))
        return f"{write(ends[0])}/{write(ends[1])}"


@dataclass(frozen=True, slots=True)
class Moments:
    """From one moment to another: 明天下午2点到4点."""

    begin: Moment
    end: Moment
    kind: Kind = "range"
    bound: Bound = ""
    tensed: bool = True

    @property
    def grain(self) -> str:
        return self.begin.grain

    def value(self, ctx: Context) -> str:
        first = self._first(ctx)
        end = self.end if self.end.anchor is not None else replace(self.end, anchor=_TODAY)
        base = (
            Context(first, "future", ctx.overrides)
            if end.anchor is _TODAY or (end.anchor and end.anchor.floating)
            else ctx
        )
        last = end.at(base)
        if last < first:
            last += timedelta(1)
        return f"{write(first)}/{write(max(first, last))}"

    def _first(self, ctx: Context) -> datetime:
        """A stretch of hours that is under way is today's, not tomorrow's."""
        first = self.begin.at(ctx)
        if self.begin.anchor is None and self.end.anchor is None and first.date() > ctx.today:
            today = Context(ctx.now, None, ctx.overrides)
            if self.end.at(today) >= ctx.now:
                return self.begin.at(today)
        return first

    period = value

    def deadline(self, ctx: Context) -> str:
        return self.value(ctx).partition("/")[2 if self.bound == "within" else 0]


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch with no place in time: 三天 (P3D), 半小时 (PT30M); for 延期三天 and idle_days."""

    count: float
    unit: str
    kind: Kind = "duration"
    tensed: bool = False

    @property
    def grain(self) -> str:
        return self.unit

    @property
    def days(self) -> int | None:
        """Whole days, a month counted as 30 and a year as 365; None for hours and minutes."""
        per = _DAYS.get(self.unit)
        return None if per is None else int(self.count * per)

    def value(self, ctx: Context) -> str:
        return self.text()

    deadline = period = value

    def text(self) -> str:
        if self.unit in ("hour", "minute"):
            minutes = round(self.count * (60 if self.unit == "hour" else 1))
            hours, rest = divmod(minutes, 60) if minutes % 60 == 0 or self.unit == "hour" else (0, minutes)
            return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")
        if self.unit in ("month", "quarter", "year"):
            months = round(self.count * {"month": 1, "quarter": 3, "year": 12}[self.unit])
            return (
                f"P{months // 12}Y" if months and months % 12 == 0 and self.unit == "year" else f"P{months}M"
            )
        if self.count != int(self.count):
            return f"PT{round(self.count * 24 * (7 if self.unit == 'week' else 1))}H"
        return (
            f"P{int(self.count)}W"
            if self.unit == "week"
            else f"P{int(self.count) * (15 if self.unit == 'halfmonth' else 1)}D"
        )


_TODAY: Final = Relative("day", 0)
_DAYS: Final = {"day": 1, "workday": 1, "week": 7, "halfmonth": 15, "month": 30, "quarter": 90, "year": 365}


def write(moment: datetime) -> str:
    """A moment in the contract's form, to the minute."""
    return moment.isoformat(timespec="minutes")
