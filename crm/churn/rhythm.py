"""A customer's orders as the model sees them: how often, how lately, for how long."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Orders of one day are one order. Ages are in days, counted from the first order."""

    orders: int
    first: date
    last: date
    cutoff: date

    @property
    def repeats(self) -> int:
        """x of the papers: orders after the first."""
        return self.orders - 1

    @property
    def age_at_last(self) -> int:
        """t_x: from the first order to the last."""
        return (self.last - self.first).days

    @property
    def age(self) -> int:
        """T: from the first order to the cutoff."""
        return (self.cutoff - self.first).days

    @property
    def silent(self) -> int:
        """Days since the last order."""
        return (self.cutoff - self.last).days

    @property
    def gap(self) -> float | None:
        """Mean days between orders; None with a single one."""
        return self.age_at_last / self.repeats if self.repeats else None


Outcome = tuple[Rhythm, bool]
"""A rhythm as it was on an earlier day, and whether there was an order between that day and now."""


def rhythms(orders: Iterable[tuple[Key, date]], cutoff: date) -> dict[Key, Rhythm]:
    """The rhythm of everybody who had ordered by the cutoff; nothing after it is looked at."""
    days: defaultdict[Key, set[date]] = defaultdict(set)
    for who, day in orders:
        if day <= cutoff:
            days[who].add(day)
    return {who: Rhythm(len(on), min(on), max(on), cutoff) for who, on in days.items()}


def hindcast(orders: Iterable[tuple[Key, date]], cutoff: date, horizon: int) -> list[Outcome]:
    """What was known `horizon` days before the cutoff and what came of it; nothing later is looked at."""
    known = [(who, day) for who, day in orders if day <= cutoff]
    earlier = cutoff - timedelta(days=horizon)
    again = {who for who, day in known if day > earlier}
    return [(one, who in again) for who, one in rhythms(known, earlier).items()]
