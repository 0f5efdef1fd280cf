"""Time: one expression found in a text. Parsed once; the caller's intent chooses how it is resolved."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from nlp.times.anchors import Context, Fixed, Floating, Tense, Window, Within
from nlp.times.meaning import Days, Kind, Length, Meaning, Moment
from nlp.times.repeat import Repeat
from zh.calendar import Overrides

Role = Literal["value", "deadline", "period"]


@dataclass(slots=True)
class Time:
    """A time expression in a text.

    `start`, `end`: character offsets into the text given to `find`, end exclusive. `kind`: date, moment,
    range, repeat or duration. `grain`: the natural size (minute, hour, part, day, weekend, week, third,
    month, quarter, half, year, span; for a repeat its frequency). `rule`: which rule read it, for --why.
    All values are text in the contract's form; all hours are local to the `now` that was given.
    """

    start: int
    end: int
    text: str
    meaning: Meaning
    rule: str
    now: datetime
    tense: Tense | None = None
    overrides: Overrides | None = None

    @property
    def kind(self) -> Kind:
        return self.meaning.kind

    @property
    def grain(self) -> str:
        return self.meaning.grain

    @property
    def tensed(self) -> bool:
        """Whether `as_past` and `as_future` may differ."""
        return self.meaning.tensed

    @property
    def bound(self) -> str:
        """ "before" (周五前), "within" (本周内), "after" (15号以后) or ""."""
        return getattr(self.meaning, "bound", "")

    @property
    def value(self) -> str:
        """The contract's value with the tense given to `find`; a week, month or year is its whole period."""
        return self.resolve()

    def resolve(self, tense: Tense | None = None, role: Role = "value") -> str:
        """The value for one use. `tense` overrides the one given to `find`; nothing is parsed again."""
        ctx = Context(self.now, tense or self.tense, self.overrides or {})
        try:
            return self._resolve(ctx, role)
        except (OverflowError, ValueError):  # the year 0 or 10000
            return (
                self._resolve(Context(self.now, None, {}), "value")
                if role != "value"
                else self.now.date().isoformat()
            )

    def _resolve(self, ctx: Context, role: Role) -> str:
        if role == "deadline":
            return self.meaning.deadline(ctx)
        return self.meaning.period(ctx) if role == "period" else self.meaning.value(ctx)

    def as_deadline(self, tense: Tense | None = "future") -> str:
        """For a `due`: a date or moment. 下周 → its Monday, 本周内 → its last day, a repeat → its first."""
        return self.resolve(tense, "deadline")

    def as_period(self, tense: Tense | None = None) -> str:
        """For a `range`: always first/last, 今天 → d/d."""
        return self.resolve(tense, "period")

    def as_past(self) -> str:
        """For what happened: 周三 → the latest Wednesday."""
        return self.resolve("past")

    def as_future(self) -> str:
        """For what is planned: 周三 → the coming Wednesday."""
        return self.resolve("future")

    def as_day(self, tense: Tense | None = None) -> str:
        """For a date slot (`date`, `close_date`): a moment loses its hour, a period becomes its deadline."""
        return self.resolve(tense, "deadline")[:10]

    def as_birthday(self) -> str | None:
        """MM-DD where no year is said, the full date where it is; None for anything that is no plain day."""
        anchor = self.meaning.anchor if isinstance(self.meaning, Days) else None
        if isinstance(anchor, Floating) and anchor.name == "month day":
            return self.value[5:]
        if isinstance(anchor, Fixed | Within) and anchor.grain == "day":
            return self.value
        return None

    @property
    def rrule(self) -> str | None:
        """A repeat's RRULE without the prefix."""
        return self.value if self.kind == "repeat" else None

    @property
    def first(self) -> str | None:
        """A repeat's first occurrence, for `due`."""
        return self.as_deadline() if isinstance(self.meaning, Repeat) else None

    @property
    def days(self) -> int | None:
        """A duration in days (两周 → 14, 一个月 → 30), also of 最近一周, for idle_days; else None."""
        if isinstance(self.meaning, Days) and isinstance(self.meaning.anchor, Window):
            window = self.meaning.anchor
            return Length(window.count, window.unit).days if window.side == "recent" else None
        return self.meaning.days if isinstance(self.meaning, Length) else None

    @property
    def dateless(self) -> bool:
        """An hour or part of the day with no day said: 下午三点. `on` can lend it one."""
        return isinstance(self.meaning, Moment) and self.meaning.anchor is None

    def on(self, other: "Time") -> "Time":
        """This dateless hour on the day of another expression: 周三上午去A,下午去B."""
        anchor = other.meaning.anchor if isinstance(other.meaning, Days | Moment) else None
        if not isinstance(self.meaning, Moment) or self.meaning.anchor is not None or anchor is None:
            return self
        return (
            self
            if anchor.grain not in ("day", "weekend")
            else replace(self, meaning=replace(self.meaning, anchor=anchor))
        )
