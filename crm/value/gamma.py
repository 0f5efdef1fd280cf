"""Gamma-Gamma: what an order of a customer will be worth (Fader, Hardie 2013, "The Gamma-Gamma model").

The mean of few orders is pulled towards everybody's; that of many stands for itself.
`crm/value/spending.py` asks it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import Final

from crm.churn.minimum import minimum

START: Final = (
    6.25,
    3.74,
    15.44,
)  # estimates of the paper for CDNOW; yuan are scaled to a mean of 35 as there
SCALE: Final = 35.0
SPREAD: Final = 1.5  # of the prior, in logarithms
FEWEST: Final = 10  # customers of a fit
MOST: Final = 6_000


@dataclass(frozen=True, slots=True)
class Spending:
    """p, q and gamma of the paper; `unit` yuan are one of its dollars."""

    p: float
    q: float
    gamma: float
    unit: float

    def expected(self, repeats: int, mean: float) -> float:
        """The value of a customer's next order, yuan: of so many repeat orders with this mean."""
        m = mean / self.unit
        return self.unit * self.p * (self.gamma + repeats * m) / (self.p * repeats + self.q - 1)


def fit(found: Sequence[tuple[int, float]]) -> Spending | None:
    """From (repeat orders, their mean value in yuan) of everybody who has any; None of too few."""
    known = sorted((x, m) for x, m in found if x > 0 and m > 0)
    if len(known) < FEWEST:
        return None
    unit = sum(m for _, m in known) / len(known) / SCALE
    sample = [(x, m / unit) for x, m in known[:: -(-len(known) // MOST)]]
    start = [log(START[0]), log(START[1] - 1), log(START[2])]

    def parameters(at: list[float]) -> tuple[float, float, float]:
        return exp(at[0]), 1 + exp(at[1]), exp(at[2])  # q > 1, or there is no mean

    repeats = Counter(x for x, _ in sample)
    logs = sum(log(m) for _, m in sample), sum(x * log(m) for x, m in sample)

    def loss(at: list[float]) -> float:
        away = sum((new - old) ** 2 for new, old in zip(at, start, strict=True))
        return away / (2 * SPREAD**2) - _likelihood(*parameters(at), sample, repeats, logs)

    return Spending(*parameters(minimum(loss, start)), unit)


def _likelihood(
    p: float,
    q: float,
    gamma: float,
    sample: Sequence[tuple[int, float]],
    repeats: Mapping[int, int],
    logs: tuple[float, float],
) -> float:
    """Of the sample. What hangs on x alone is reckoned once for each x (`repeats`), the sums of log m and
    of x log m (`logs`) once for all: a fit asks some two hundred times.
    """
    constant = -lgamma(q) + q * log(gamma)
    alone = sum(
        many * (lgamma(p * x + q) - lgamma(p * x) + constant + p * x * log(x)) for x, many in repeats.items()
    )
    together = sum([(p * x + q) * log(gamma + m * x) for x, m in sample])
    return alone + p * logs[1] - logs[0] - together
