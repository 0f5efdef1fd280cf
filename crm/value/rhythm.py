"""预计再次采购: the last order and a mean gap, as an interval; said three days before it begins."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt
from statistics import median
from typing import Final

PULL: Final = 2.0  # the company's own gap counts as so many gaps of the customer
AHEAD: Final = timedelta(days=3)
LEAST_SPREAD: Final = 2  # days


@dataclass(frozen=True, slots=True)
class Expected:
    """The next order: around `on`, give or take `spread` days."""

    on: date
    spread: int
    gap: float

    @property
    def remind_on(self) -> date:
        return self.on - timedelta(days=self.spread) - AHEAD

    def said(self, today: date | None = None) -> str:
        """`预计12月12日±9天再下单`; what has not come in all that time is not foretold any more."""
        around = f"{self.on.month}月{self.on.day}日±{self.spread}天再下单"
        late = (today - self.on).days if today else 0
        return f"预计{around}" if late <= self.spread else f"本该{around}，已经过了{late}天"


def gaps_of(ordered: list[date]) -> list[int]:
    """Days between orders, those of one day being one."""
    found = sorted(set(ordered))
    return [(later - earlier).days for earlier, later in pairwise(found)]


def company_gap(all_gaps: list[float]) -> float | None:
    """What a gap usually is here; None without any."""
    return float(median(all_gaps)) if all_gaps else None


def expected(ordered: list[date], usual: float | None) -> Expected | None:
    """From a customer's order days and the company's usual gap; None with fewer than two orders."""
    gaps = gaps_of(ordered)
    if not gaps:
        return None
    return summed(max(ordered), len(gaps), sum(gaps), sum(gap * gap for gap in gaps), usual)


def summed(last: date, many: int, whole: int, squares: int, usual: float | None) -> Expected:
    """From the last order day, the number of the gaps, their sum and the sum of their squares."""
    pull = PULL if usual is not None else 0.0
    gap = (whole + pull * (usual or 0.0)) / (many + pull)
    around = sqrt(max(squares / many - (whole / many) ** 2, 0.0)) if many > 1 else gap / 3
    return Expected(last + timedelta(days=round(gap)), max(LEAST_SPREAD, round(around)), gap)
