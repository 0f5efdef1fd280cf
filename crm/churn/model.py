"""BG/NBD: while alive a customer orders at a rate of their own, and after any order may leave for good.

Rates are Gamma(r, alpha) over customers, the chance of leaving Beta(a, b). Time is in weeks.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from math import exp, lgamma, log, log1p
from typing import Final

from crm.churn.minimum import minimum
from crm.churn.rhythm import Rhythm

WEEK: Final = 7.0
SPREAD: Final = 1.0  # of the prior, in logarithms: a tenfold other company is not held back
MOST: Final = 20_000  # customers of one fit; of more every n-th is taken


@dataclass(frozen=True, slots=True)
class Parameters:
    """r and alpha (weeks) of the rate, a and b of the chance of leaving."""

    r: float
    alpha: float
    a: float
    b: float


PUBLISHED: Final = Parameters(0.243, 4.414, 0.793, 2.426)
"""Estimates of the paper, where every fit begins and which it does not leave without evidence."""


def p_alive(p: Parameters, one: Rhythm) -> float:
    """The probability that the customer has not left for good."""
    x, t_x, age = one.repeats, one.age_at_last / WEEK, one.age / WEEK
    if not x:
        return 1.0
    left = log(p.a / (p.b + x - 1)) + (p.r + x) * log((p.alpha + age) / (p.alpha + t_x))
    return 1.0 / (1.0 + exp(min(left, 700.0)))


def risk(p: Parameters, one: Rhythm, horizon: float) -> float:
    """The probability of no order within `horizon` days after the cutoff."""
    age = one.age / WEEK
    silent: float = ((p.alpha + age) / (p.alpha + age + horizon / WEEK)) ** (p.r + one.repeats)
    return 1.0 - p_alive(p, one) * (1.0 - silent)


def fit(found: Iterable[Rhythm]) -> Parameters:
    """The parameters that fit these customers best, with a weak prior at the published ones."""
    everybody = sorted(found, key=lambda one: (one.orders, one.first, one.last))
    sample = everybody[:: -(-len(everybody) // MOST) or 1]
    counted = Counter((one.repeats, one.age_at_last, one.age) for one in sample)
    start = [log(value) for value in astuple(PUBLISHED)]

    def loss(at: list[float]) -> float:
        away = sum((new - old) ** 2 for new, old in zip(at, start, strict=True))
        return away / (2 * SPREAD**2) - _likelihood(Parameters(*map(exp, at)), counted)

    return Parameters(*map(exp, minimum(loss, start)))


def _likelihood(p: Parameters, counted: Counter[tuple[int, int, int]]) -> float:
    """The logarithm of the likelihood of so many customers of each (x, t_x days, T days)."""
    r, alpha, a, b = astuple(p)
    logs = {day: log(alpha + day / WEEK) for x, t_x, age in counted for day in (t_x, age)}
    beta = lgamma(a + b) - lgamma(b)
    alike = {  # what depends on x alone, and the log odds of leaving after the last order
        x: (
            lgamma(r + x) - lgamma(r) + r * log(alpha) + beta + lgamma(b + x) - lgamma(a + b + x),
            log(a / (b + x - 1)) if x else 0.0,
        )
        for x in {x for x, _, _ in counted}
    }
    total = 0.0
    for (x, t_x, age), many in counted.items():
        constant, odds = alike[x]
        stayed = -(r + x) * logs[age]
        if x:
            left = odds - (r + x) * logs[t_x]
            high, low = (left, stayed) if left > stayed else (stayed, left)
            stayed = high + log1p(exp(low - high))
        total += many * (constant + stayed)
    return total
