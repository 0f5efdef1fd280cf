"""What is out of the ordinary: counts of some workdays beside the same weekdays of the weeks before.

A figure is told only where chance is a poor explanation. Days off are left out, of the period and of its
history. Counts vary as their mean does (Poisson) or more, as the history shows; both are taken into
account after a square root, which gives every count the same spread (Anscombe 1948). Told is what lies
STRANGE spreads away and is at least a third more or less, and of a size that is worth a word: about one false
alarm in 130 looks at small counts, fewer at large ones (measured in the test).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from math import sqrt
from statistics import mean, variance
from typing import Final

from sqlalchemy.orm import Session

from crm.figures.measures import BY_KEY, Measure
from crm.figures.questions import Number, Question, Whose, answer
from zh.calendar import is_workday

KEYS: Final = ("customers", "interactions", "opportunities", "orders", "tasks_done", "tickets")
WEEKS: Final = 8  # periods of history
FEWEST: Final = 4  # of them that have to be there
STRANGE: Final = 2.6  # spreads
SHARE: Final = 1 / 3  # less apart than this is not worth a word
SMALL: Final = 6  # neither now nor usually more than this: silent
MOSTLY: Final = 0.6  # of a period's workdays that a period of its history must have
DAY: Final = timedelta(days=1)
EVENING: Final = time(18)
MEANING: Final = "和前8周同样的工作日比，差得多、又不像偶然的才说"


@dataclass(frozen=True, slots=True)
class Odd:
    """A count that is not as usual. `usual`: the mean of so many days before, without days off."""

    measure: Measure
    now: int
    usual: float
    first: date
    last: date

    @property
    def apart(self) -> float:
        """How much more, as a share of the usual; negative: less."""
        return (self.now - self.usual) / self.usual


def find(
    session: Session, first: date, last: date, tz: tzinfo, until: datetime, whose: Whose = "all"
) -> list[Odd]:
    """The counts of the days from `first` to `last` that are out of the ordinary, the strangest first.

    Within the session's scope, as it was known at `until`; one statement a measure. A day that had not
    come to its evening by then is left out: half a day is always less than a whole one.
    """
    last = min(last, whole_day(until, tz))
    if last < first:
        return []
    begins = first - WEEKS * weeks_of(first, last)
    found = []
    for key in KEYS:
        if key in BY_KEY:
            rows = answer(session, Question(key, begins, last, whose, ("day",), until=until), tz)
            counts = {date.fromisoformat(row.labels[0]): row.top for row in rows}
            found.append(odd(BY_KEY[key], counts, first, last))
    return strangest(found)


def odd(measure: Measure, counts: Mapping[date, Number], first: date, last: date) -> Odd | None:
    """The count of these days if it is out of the ordinary; `counts` by day, as far back as is looked at."""
    now, history = periods(counts, first, last)
    usual = unusual(now, history)
    return None if usual is None else Odd(measure, now, usual, first, last)


def strangest(found: Iterable[Odd | None]) -> list[Odd]:
    """Those that are, the strangest first."""
    return sorted((one for one in found if one), key=lambda one: -abs(one.apart))


def whole_day(at: datetime, tz: tzinfo) -> date:
    """The last day that can be set beside others: today from the evening on, else yesterday."""
    local = at.astimezone(tz)
    return local.date() if local.time() >= EVENING else local.date() - DAY


def weeks_of(first: date, last: date) -> timedelta:
    """How far back the same weekdays lie: whole weeks, one for a day, five for a month."""
    return timedelta(weeks=-(-((last - first).days + 1) // 7))


def periods(counts: Mapping[date, Number], first: date, last: date) -> tuple[int, list[float]]:
    """The count of the period's workdays, and the counts of the same weekdays before, the newest first.

    A period of the history that lost some days to a feast is scaled up to as many days, one that lost
    most of them is left out. So is what lies before the first record of all.
    """
    days = [first + n * DAY for n in range((last - first).days + 1)]
    worked = [day for day in days if is_workday(day)]
    span, began = weeks_of(first, last), min(counts, default=last)
    history = []
    for back in range(1, WEEKS + 1):
        same = [day - back * span for day in worked]
        there = [day for day in same if is_workday(day)]
        if same and len(there) >= MOSTLY * len(same) and there[0] >= began:
            history.append(sum(int(counts.get(day, 0)) for day in there) * len(same) / len(there))
    return sum(int(counts.get(day, 0)) for day in worked), history


def unusual(now: int, history: Sequence[float]) -> float | None:
    """What is usual, if `now` is not; None where it is, or where too little is known to tell."""
    if len(history) < FEWEST:
        return None
    usual = mean(history)
    if max(now, usual) <= SMALL or abs(now - usual) < SHARE * usual:
        return None
    spread = max(1.0, variance(history) / usual if usual else 1.0) * (1 + 1 / len(history))
    away = 2 * (sqrt(now + 0.375) - sqrt(usual + 0.375)) / sqrt(spread)
    return usual if usual and abs(away) >= STRANGE else None


def said(odd: Odd, when: str) -> str:
    """`本周新增客户12家，比往常（25家）少一半`. `when`: what the period is called."""
    usual = f"{odd.usual:.0f}{odd.measure.unit}"
    return f"{when}{odd.measure.name}{odd.now}{odd.measure.unit}，比往常（{usual}）{_how_much(odd.apart)}"


def _how_much(apart: float) -> str:
    if apart >= 1.9:
        return f"多，是往常的{1 + apart:.0f}倍"
    if 0.9 <= apart <= 1.1:
        return "多一倍"
    if -0.55 <= apart <= -0.45:
        return "少一半"
    return f"{'多' if apart > 0 else '少'}{100 * abs(apart):.0f}%"
