"""What is out of the ordinary is told, chance is not; feasts and small counts are left out."""

import random
from datetime import date, timedelta

import pytest

from crm.figures.anomalies import DAY, periods, unusual

MONDAY = date(2026, 11, 16)


def poisson(rng: random.Random, mean: float) -> int:
    """Arrivals within one unit of time."""
    count, at = 0, rng.expovariate(mean)
    while at < 1:
        count, at = count + 1, at + rng.expovariate(mean)
    return count


@pytest.mark.parametrize("mean", [3, 12, 40, 150])
def test_chance_is_not_told(mean: float) -> None:
    rng = random.Random(mean)
    looks = [(poisson(rng, mean), [poisson(rng, mean) for _ in range(8)]) for _ in range(3000)]
    assert sum(unusual(now, history) is not None for now, history in looks) <= 30  # 1 in 100


@pytest.mark.parametrize(("mean", "told"), [(30, 0.5), (60, 0.9), (150, 0.99)])
def test_half_of_the_usual_is_told(mean: float, told: float) -> None:
    rng = random.Random(7)
    looks = [(poisson(rng, mean / 2), [poisson(rng, mean) for _ in range(8)]) for _ in range(1000)]
    assert sum(unusual(now, history) is not None for now, history in looks) / 1000 >= told


@pytest.mark.parametrize(
    ("now", "history", "usual"),
    [
        (25, [50, 48, 52, 49, 51, 50, 47, 53], 50),
        (120, [50, 48, 52, 49, 51, 50, 47, 53], 50),
        (25, [50, 48, 52], None),  # too little is known
        (0, [3, 2, 4, 3, 3, 2, 4, 3], None),  # small counts say nothing
        (60, [50, 48, 52, 49, 51, 50, 47, 53], None),  # a fifth more
        (25, [50, 5, 90, 20, 70, 10, 80, 60], None),  # they always jump
        (20, [0, 0, 0, 0, 0, 0, 0, 0], None),  # nothing to set it beside
    ],
)
def test_what_counts_as_unusual(now: int, history: list[float], usual: float | None) -> None:
    assert unusual(now, history) == usual


def test_days_off_are_left_out_of_both() -> None:
    counts = {MONDAY - n * DAY: 10 for n in range(120)}
    now, history = periods(counts, MONDAY, MONDAY + 6 * DAY)  # nothing came after Monday yet
    assert (now, history[0]) == (10, 50)
    assert history == [50] * 7  # 国庆: a week of three workdays is scaled up, one of two is left out
    assert periods(counts, date(2026, 10, 1), date(2026, 10, 7)) == (0, [])


def test_a_day_is_set_beside_the_same_weekday() -> None:
    counts = {MONDAY - week * timedelta(weeks=1): week for week in range(20)}
    assert periods(counts, MONDAY, MONDAY) == (0, [1, 2, 3, 4, 5, 7, 8])  # 国庆 lies six weeks back


def test_what_was_before_the_first_record_is_no_history() -> None:
    counts = {MONDAY - n * DAY: 4 for n in range(16)}
    now, history = periods(counts, MONDAY, MONDAY)
    assert (now, len(history)) == (4, 2)
    assert unusual(30, history) is None


def test_a_month_is_set_beside_five_weeks_before() -> None:
    counts = {date(2026, 10, 31) - n * DAY: 2 for n in range(400)}
    now, history = periods(counts, date(2026, 10, 1), date(2026, 10, 31))
    assert now == 2 * 18  # 国庆 to the 7th; the 10th is made up for
    assert all(abs(count - now) < 1e-9 for count in history)
