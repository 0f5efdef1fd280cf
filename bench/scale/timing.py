"""Many timed calls of one thing, and what the slow ones of them took."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

WARM = 3


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one thing, done often."""

    each: tuple[float, ...]

    @property
    def p50(self) -> float:
        return median(self.each)

    @property
    def p95(self) -> float:
        return quantiles(self.each, n=20, method="inclusive")[-1]


def timed(once: Callable[[int], object], times: int) -> Times:
    """`once` is handed the number of the call, so that no two ask for the same thing."""
    for number in range(WARM):
        once(-1 - number)
    took = []
    for number in range(times):
        began = time.perf_counter()
        once(number)
        took.append((time.perf_counter() - began) * 1000)
    return Times(tuple(took))
