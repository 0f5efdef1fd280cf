"""BG/NBD: while alive a customer orders at a rate of their own, and after any order may leave for good.

Rates are Gamma(r, alpha) over customers, the chance of leaving Beta(a, b). Time is in weeks.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass
from math import exp, log
from typing import Final

from crm.churn.minimum import minimum
from crm.churn.rhythm import Outcome, Rhythm

WEEK: Final = 7.0
SPREAD: Final = 1.0  # of the prior, in logarithms: a tenfold other company is not held back
MOST: Final = 6_000  # customers of one fit; of more every n-th is taken
TINY: Final = 1e-12  # no outcome is quite impossible


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


def fit(hindcast: Iterable[Outcome], horizon: int) -> Parameters:
    """The parameters that best foretell what is known: who came back within `horizon` days of an earlier day.

    The prior at the published ones is weak; with little history it alone decides. The likelihood of the whole
    history, which the paper maximises, foretells worse (docs/adr/0012).
    """
    repeated = [(one, again) for one, again in hindcast if one.repeats]
    repeated.sort(key=lambda outcome: (outcome[0].orders, outcome[0].first, outcome[0].last, outcome[1]))
    sample = repeated[:: -(-len(repeated) // MOST) or 1]
    counted = Counter((one.repeats, one.age_at_last, one.age, again) for one, again in sample)
    moments = {day for _, t_x, age, _ in counted for day in (t_x, age)}
    start = [log(value) for value in astuple(PUBLISHED)]

    def loss(at: list[float]) -> float:
        away = sum((new - old) ** 2 for new, old in zip(at, start, strict=True))
        return away / (2 * SPREAD**2) - _likelihood(
            Parameters(*map(exp, at)), counted, moments, horizon / WEEK
        )

    return Parameters(*map(exp, minimum(loss, start)))


def _likelihood(
    p: Parameters, counted: Counter[tuple[int, int, int, bool]], moments: Collection[int], horizon: float
) -> float:
    """The logarithm of the likelihood of so many customers of each (x, t_x days, T days, ordered again).

    `moments`: each t_x and T once, for thousands of customers share a few hundred.
    """
    r, alpha, a, b = p.r, p.alpha, p.a, p.b
    logs = {day: log(alpha + day / WEEK) for day in moments}
    later = {day: log(alpha + day / WEEK + horizon) for day in moments}
    odds = {x: log(a / (b + x - 1)) for x in {x for x, _, _, _ in counted}}
    total = 0.0
    for (x, t_x, age, again), many in counted.items():
        left = odds[x] + (r + x) * (logs[age] - logs[t_x])
        back = (1.0 - exp((r + x) * (logs[age] - later[age]))) / (1.0 + exp(min(left, 700.0)))
        total += many * log(max(back if again else 1.0 - back, TINY))
    return total
