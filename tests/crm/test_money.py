"""Exact sums: shares that add up, and how amounts are said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm import money
from crm.errors import Refused

FEN = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999999.99"), places=2)


@given(
    total=FEN, weights=st.lists(st.decimals(min_value=0, max_value=10**9, places=3), min_size=1, max_size=12)
)
def test_shares_add_up_and_nobody_is_a_fen_off(total: Decimal, weights: list[Decimal]) -> None:
    shares = money.shares(total, weights)
    assert sum(shares) == total
    assert all(share == money.fen(share) and share >= 0 for share in shares)
    whole = sum(weights)
    if whole:
        exact = [total * weight / whole for weight in weights]
        assert all(abs(share - each) < Decimal("0.01") for share, each in zip(shares, exact, strict=True))


@pytest.mark.parametrize(
    ("quantity", "price", "percent", "amount"),
    [
        ("3", "33.335", "100", "100.01"),  # half up, once, at the end
        ("10", "800", "90", "7200.00"),
        ("0.125", "99.99", "95", "11.87"),
        ("7", "0.01", "50", "0.04"),
    ],
)
def test_a_line_is_rounded_once(quantity: str, price: str, percent: str, amount: str) -> None:
    assert money.of(Decimal(quantity), Decimal(price), Decimal(percent)) == Decimal(amount)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("360000", "36万"),
        ("125000", "12.5万"),
        ("120000000", "1.2亿"),
        ("8000", "8,000元"),
        ("7999.5", "7,999.50元"),
        ("123456.78", "123,456.78元"),
        ("0", "0元"),
    ],
)
def test_an_amount_is_said_short_and_never_rounded(value: str, said: str) -> None:
    assert money.yuan(Decimal(value)) == said


@pytest.mark.parametrize(
    ("percent", "said"), [("90", "九折"), ("95", "95折"), ("92.5", "92.5折"), ("100", "")]
)
def test_a_discount_as_it_is_spoken(percent: str, said: str) -> None:
    assert money.percent(Decimal(percent)) == said


@pytest.mark.parametrize("value", ["0", "-1", "0.001", "100000000000"])
def test_sums_that_are_a_slip(value: str) -> None:
    with pytest.raises(Refused):
        money.sensible(Decimal(value))


@given(value=st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999999999"), places=2))
def test_what_is_said_is_the_amount(value: Decimal) -> None:
    said = money.yuan(value).replace(",", "").removesuffix("元")
    factor = {"万": 10**4, "亿": 10**8}.get(said[-1], 1)
    assert Decimal(said.rstrip("万亿")) * factor == value
