"""What a customer is worth: segments, the value of an order, the next order."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.value import gamma, rfm, rhythm

DAY = date(2026, 11, 24)


def worth(recency: int, orders: int, amount: int) -> rfm.Worth:
    return rfm.Worth(1, "华为", "李晓", recency, orders, Decimal(amount))


def test_few_customers_are_judged_by_fixed_cuts() -> None:
    assert rfm.cuts([worth(1, 1, 1)] * (rfm.ENOUGH - 1)) == rfm.FIXED
    assert rfm.cuts([worth(10, 2, 100)] * rfm.ENOUGH) == (10, 2, Decimal(100))


@pytest.mark.parametrize(
    ("one", "segment"),
    [
        (worth(10, 5, 500_000), "重要价值"),
        (worth(10, 1, 500_000), "重要发展"),
        (worth(200, 5, 500_000), "重要保持"),
        (worth(200, 1, 500_000), "重要挽留"),
        (worth(10, 5, 500), "一般价值"),
        (worth(200, 1, 500), "一般挽留"),
    ],
)
def test_eight_segments(one: rfm.Worth, segment: str) -> None:
    assert rfm.segment_of(one, rfm.FIXED) == segment
    assert segment in rfm.ACTIONS


def test_the_next_order_is_pulled_towards_the_usual() -> None:
    monthly = [DAY - timedelta(days=30 * n) for n in range(5)]
    found = rhythm.expected(monthly, None)
    assert found is not None
    assert found.on == DAY + timedelta(days=30)
    assert found.remind_on == found.on - timedelta(days=found.spread) - timedelta(days=3)
    slow = rhythm.expected(monthly, 90.0)
    assert slow is not None
    assert found.on < slow.on < DAY + timedelta(days=90)
    assert rhythm.expected([DAY], 30.0) is None
    assert rhythm.expected([DAY, DAY], 30.0) is None


@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), min_size=2, max_size=20), st.floats(1, 400))
def test_the_next_order_is_after_the_last(ordered: list[date], usual: float) -> None:
    found = rhythm.expected(ordered, usual)
    if found is not None:
        assert found.on >= max(ordered)
        assert found.spread >= rhythm.LEAST_SPREAD


def test_one_large_order_is_pulled_to_the_mean_and_many_stand_for_themselves() -> None:
    dice = random.Random(3)
    crowd = [(dice.randrange(1, 8), dice.gammavariate(6, 1) / 6 * 10_000) for _ in range(400)]
    found = gamma.fit(crowd)
    assert found is not None
    mean = sum(m for _, m in crowd) / len(crowd)
    once, often = found.expected(1, 40_000), found.expected(30, 40_000)
    assert mean < once < often < 40_000 * 1.02
    assert gamma.fit(crowd[:5]) is None
    assert gamma.fit(list(reversed(crowd))) == found
