"""What a date expression means before anyone looks at the clock: records that resolve in a Context.

Every anchor covers a span of days. A *floating* anchor (周三, 15号, 三月, 国庆) recurs; the tense chooses
which one, or a wider anchor around it does (下个月 + 15号).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from nlp.times import spans
from nlp.times.spans import Span
from zh import calendar

Tense = Literal["future", "past"]
GRAINS: Final = ("day", "weekend", "week", "third", "month", "quarter", "half", "year")
MIDNIGHT: Final = time()
RANK: Final = {grain: rank for rank, grain in enumerate(GRAINS)}


_NOT_SO_LONG_AGO: Final = 100  # days


class Context:
    """Everything a resolution may know. `now` is naive local time; no rule reads the real clock."""

    __slots__ = ("now", "overrides", "tense", "today")

    def __init__(
        self, now: datetime, tense: Tense | None = None, overrides: calendar.Overrides | None = None
    ) -> None:
        self.now, self.tense, self.overrides = now, tense, overrides or {}
        self.today: date = now.date()

    def at(self, day: date, tense: Tense) -> "Context":
        """The same context as seen from the start of another day."""
        return Context(datetime.combine(day, MIDNIGHT), tense, self.overrides)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span of days. `grain` is its natural size; "day" means a date, all others are periods."""

    grain: str

    @property
    def floating(self) -> bool:
        return False

    @property
    def tensed(self) -> bool:
        """Whether the span may depend on the tense: of 周三 it does, of 明天 it does not."""
        return True

    def span(self, ctx: Context) -> Span:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Fixed(Anchor):
    """A date or period written out with its year."""

    first: date
    last: date

    @property
    def tensed(self) -> bool:
        return False

    def span(self, ctx: Context) -> Span:
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Relative(Anchor):
    """The unit that holds today, moved by `count` units: 昨天, 下周, 上个月, 明年."""

    count: int

    @property
    def tensed(self) -> bool:
        return False

    def span(self, ctx: Context) -> Span:
        return spans.unit(self.grain, ctx.today, self.count)


@dataclass(frozen=True, slots=True)
class Floating(Anchor):
    """What comes round: `index` numbers its turns, `turn` gives one (None where there is none, 2月29日)."""

    index: Callable[[date], int]
    turn: Callable[[int], Span | None]
    name: str = ""

    @property
    def floating(self) -> bool:
        return True

    def span(self, ctx: Context) -> Span:
        if ctx.tense == "past":
            return self.latest(ctx.today)
        if ctx.tense is None and self.grain in ("month", "quarter", "half"):
            return self.turn(self.index(ctx.today)) or self.coming(ctx.today)
        return self.coming(ctx.today)

    def coming(self, day: date) -> Span:
        """The first turn that is not over before `day`."""
        return self._seek(day, 1, lambda found: found[1] >= day)

    def latest(self, day: date) -> Span:
        """The last turn that has begun by `day`."""
        return self._seek(day, -1, lambda found: found[0] <= day)

    def first_within(self, first: date, last: date) -> Span:
        """The first turn that begins inside a period; the one after it if the period has none."""
        return self._seek(first, 1, lambda found: found[0] >= first)

    def _seek(self, day: date, step: int, fits: Callable[[Span], bool]) -> Span:
        number = self.index(day) - step
        for _ in range(64):
            found = self.turn(number)
            if found is not None and fits(found):
                return found
            number += step
        return day, day


@dataclass(frozen=True, slots=True)
class Within(Anchor):
    """A floating anchor narrowed by a wider one: 下个月15号, 明年三月, 去年国庆, 十月的周三."""

    outer: Anchor
    inner: Floating

    @property
    def floating(self) -> bool:
        return self.outer.floating

    @property
    def tensed(self) -> bool:
        return self.outer.tensed

    def span(self, ctx: Context) -> Span:
        first, last = self.outer.span(ctx)
        found = self.inner.first_within(first, last)
        if self.outer.floating and self.grain == "day" and isinstance(self.outer, Floating):
            return self._in_tense(ctx, found)
        return found

    def _in_tense(self, ctx: Context, found: Span) -> Span:
        """三月的第一个周一 and the like: the turn whose inner day lies on the right side of today."""
        assert isinstance(self.outer, Floating)
        if ctx.tense == "past" and found[0] > ctx.today:
            return self.inner.first_within(*self.outer.latest(self.outer.span(ctx)[0] - timedelta(1)))
        if ctx.tense == "future" and found[1] < ctx.today:
            return self.inner.first_within(*self.outer.coming(self.outer.span(ctx)[1] + timedelta(1)))
        return found


@dataclass(frozen=True, slots=True)
class Nth(Anchor):
    """The n-th unit of a period (-1: the last): 十月的第一周, 下个月第一个工作日, 本月最后一个周五."""

    outer: Anchor
    count: int
    unit: str  # day, workday, week, month, quarter, weekend, weekday0 … weekday6

    @property
    def floating(self) -> bool:
        return self.outer.floating

    @property
    def tensed(self) -> bool:
        return self.outer.tensed

    def span(self, ctx: Context) -> Span:
        found = self._in(self.outer.span(ctx), ctx)
        if isinstance(self.outer, Floating) and ctx.tense is not None:
            day = self.outer.span(ctx)
            if ctx.tense == "past" and found[0] > ctx.today:
                return self._in(self.outer.latest(day[0] - timedelta(1)), ctx)
            if ctx.tense == "future" and found[1] < ctx.today:
                return self._in(self.outer.coming(day[1] + timedelta(1)), ctx)
        return found

    def _in(self, outer: Span, ctx: Context) -> Span:
        return spans.nth(outer, self.count, self.unit, ctx.overrides)


@dataclass(frozen=True, slots=True)
class Head(Anchor):
    """The first or last n units of a period: 今年前三个月, 前三季度, 本月前十天, 去年后两个月."""

    outer: Anchor
    count: int  # negative: from the end
    unit: str

    def span(self, ctx: Context) -> Span:
        first, last = self.outer.span(ctx)
        if self.count > 0:
            return first, min(last, spans.shift(first, self.unit, self.count) - timedelta(1))
        return max(first, spans.shift(last + timedelta(1), self.unit, self.count)), last


@dataclass(frozen=True, slots=True)
class Edge(Anchor):
    """The first, middle or last day of a period, a half or a third of a month: 月底, 下月初, 三月中旬,
    上半月."""

    outer: Anchor
    which: str  # first, mid, last, early, middle, late, upper, lower

    @property
    def floating(self) -> bool:
        return self.outer.floating

    @property
    def tensed(self) -> bool:
        return self.outer.tensed

    def span(self, ctx: Context) -> Span:
        found = spans.edge(self.outer.span(ctx), self.which)
        if isinstance(self.outer, Floating) and ctx.tense is not None:
            first, last = self.outer.span(ctx)
            if ctx.tense == "past" and found[0] > ctx.today:
                return spans.edge(self.outer.latest(first - timedelta(1)), self.which)
            if ctx.tense == "future" and found[1] < ctx.today:
                return spans.edge(self.outer.coming(last + timedelta(1)), self.which)
        return found


@dataclass(frozen=True, slots=True)
class BareEdge(Anchor):
    """月底, 月初, 年底 with no month or year said: of this one, or of the neighbour the tense asks for."""

    unit: str
    which: str

    @property
    def floating(self) -> bool:
        return True

    def span(self, ctx: Context) -> Span:
        found = spans.edge(spans.unit(self.unit, ctx.today, 0), self.which)
        if ctx.tense == "past" and found[0] > ctx.today:
            return spans.edge(spans.unit(self.unit, ctx.today, -1), self.which)
        if ctx.tense != "past" and found[1] < ctx.today:
            return spans.edge(spans.unit(self.unit, ctx.today, 1), self.which)
        return found


@dataclass(frozen=True, slots=True)
class Shifted(Anchor):
    """So many units from today or from another day: 三天后, 两个月前, 国庆前两周, 3个工作日内."""

    count: int
    unit: str  # day, week, month, quarter, year, halfmonth, workday
    origin: Anchor | None = None

    @property
    def tensed(self) -> bool:
        return self.origin is not None and self.origin.tensed

    def span(self, ctx: Context) -> Span:
        day = ctx.today
        if self.origin is not None:
            first, last = self.origin.span(ctx)
            day = first if self.count < 0 else last
        if self.unit == "workday":
            day = calendar.add_workdays(day, max(-999, min(999, self.count)), ctx.overrides)
        else:
            day = spans.shift(day, self.unit, self.count)
        return day, day


@dataclass(frozen=True, slots=True)
class Window(Anchor):
    """So many units to or from here: 最近30天 (to now), 前三天 (to yesterday), 未来两周 (from tomorrow)."""

    count: int
    unit: str
    side: Literal["recent", "before", "after", "calendar"]

    @property
    def tensed(self) -> bool:
        return False

    def span(self, ctx: Context) -> Span:
        today, one = ctx.today, timedelta(1)
        if self.unit == "workday":
            return self._workdays(ctx)
        if self.side == "recent":
            return min(today, spans.shift(today, self.unit, -self.count) + one), today
        if self.side == "before":
            return spans.shift(today, self.unit, -self.count), today - one
        if self.side == "after":
            return today + one, spans.shift(today, self.unit, self.count)
        far = spans.unit(self.unit, today, -self.count if self.count > 0 else 1)
        near = spans.unit(self.unit, today, -1 if self.count > 0 else -self.count)
        return far[0], near[1]

    def _workdays(self, ctx: Context) -> Span:
        """最近5个工作日, 未来三个工作日."""
        today, one, count = ctx.today, timedelta(1), min(self.count, 999)
        if self.side == "after":
            return today + one, calendar.add_workdays(today, count, ctx.overrides)
        last = today if self.side == "recent" else today - one
        return calendar.add_workdays(last + one, -count, ctx.overrides), last


@dataclass(frozen=True, slots=True)
class Break(Anchor):
    """The days off around a feast, or the day just before or after them: 国庆假期, 春节前, 节后."""

    feast: Floating | None  # None: whichever public holiday is next (节前, 节后)
    side: Literal["whole", "before", "after"]
    year: Anchor | None = None

    @property
    def floating(self) -> bool:
        return self.year is None

    def span(self, ctx: Context) -> Span:
        if self.feast is None:
            return self._pick(ctx, calendar.PUBLIC_HOLIDAYS)
        if self.year is not None:
            return self._side(self.feast.name, self.year.span(ctx)[0].year, ctx)
        return self._pick(ctx, (self.feast.name,))

    def _pick(self, ctx: Context, names: tuple[str, ...]) -> Span:
        year = ctx.today.year
        found = sorted(self._side(name, y, ctx) for name in names for y in (year - 1, year, year + 1))
        if ctx.tense == "past":
            return max((span for span in found if span[0] <= ctx.today), default=found[0])
        return next((span for span in found if span[1] >= ctx.today), found[-1])

    def _side(self, name: str, year: int, ctx: Context) -> Span:
        first, last = calendar.break_of(name, year, ctx.overrides)
        one = timedelta(1)
        if self.side == "before":
            return first - one, first - one
        if self.side == "after":
            return last + one, last + one
        return first, last


@dataclass(frozen=True, slots=True)
class Since(Anchor):
    """From the start of something until today: 今年以来, 年初至今, 3月1号以来."""

    begin: Anchor

    def span(self, ctx: Context) -> Span:
        first = self.begin.span(Context(ctx.now, "past", ctx.overrides) if self.begin.floating else ctx)[0]
        return min(first, ctx.today), ctx.today


@dataclass(frozen=True, slots=True)
class SamePeriod(Anchor):
    """去年同期: the stretch named before it, or this unit so far, moved back by one year, month or week."""

    unit: str
    of: Anchor | None = None

    def span(self, ctx: Context) -> Span:
        span = (
            self.of.span(ctx) if self.of is not None else (spans.unit(self.unit, ctx.today, 0)[0], ctx.today)
        )
        if span == spans.unit("month", span[0], 0) and self.unit != "week":
            return spans.unit("month", spans.shift(span[0], self.unit, -1), 0)
        return spans.shift(span[0], self.unit, -1), spans.shift(span[1], self.unit, -1)


@dataclass(frozen=True, slots=True)
class Joined(Anchor):
    """From one day to another; a floating end is the first after the beginning (上周三到周五, 3号到5号)."""

    begin: Anchor
    end: Anchor

    @property
    def floating(self) -> bool:
        return self.begin.floating

    def span(self, ctx: Context) -> Span:
        first, last = self._from(ctx)
        if ctx.tense == "past" and self.begin.floating and last > ctx.today:
            earlier, end = self._from(ctx.at(first - timedelta(1), "past"))
            # 11月15号到20号 said on the 18th is this year's; 周五到周日 said on a Saturday the last.
            if earlier < first and (first - earlier).days < _NOT_SO_LONG_AGO:
                return earlier, end
        return first, last

    def _from(self, ctx: Context) -> Span:
        begin = self.begin.span(ctx)
        end = self.end.span(ctx.at(begin[0], "future")) if self.end.floating else self.end.span(ctx)
        return (begin[0], end[1]) if end[1] >= begin[0] else (end[0], begin[1])
