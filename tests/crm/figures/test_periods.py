"""Beside which period a figure stands."""

from datetime import date

import pytest

from crm.figures.periods import before, year_ago


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-11-01", "2026-11-30", ("2026-10-01", "2026-10-31")),
        ("2026-11-01", "2026-11-24", ("2026-10-01", "2026-10-24")),
        ("2026-03-01", "2026-03-30", ("2026-02-01", "2026-02-28")),
        ("2026-03-01", "2026-03-31", ("2026-02-01", "2026-02-28")),
        ("2026-07-01", "2026-09-30", ("2026-04-01", "2026-06-30")),
        ("2026-07-01", "2026-08-15", ("2026-04-01", "2026-05-16")),
        ("2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31")),
        ("2026-01-01", "2026-11-24", ("2025-01-01", "2025-11-24")),
        ("2026-11-23", "2026-11-29", ("2026-11-16", "2026-11-22")),
        ("2026-11-23", "2026-11-24", ("2026-11-16", "2026-11-17")),
        ("2026-11-24", "2026-11-24", ("2026-11-23", "2026-11-23")),
        ("2026-10-26", "2026-11-24", ("2026-09-26", "2026-10-25")),
    ],
)
def test_the_period_before(first: str, last: str, expected: tuple[str, str]) -> None:
    found = before(date.fromisoformat(first), date.fromisoformat(last))
    assert tuple(day.isoformat() for day in found) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-11-01", "2026-11-24", ("2025-11-01", "2025-11-24")),
        ("2024-02-01", "2024-02-29", ("2023-02-01", "2023-02-28")),
        ("2025-02-01", "2025-02-28", ("2024-02-01", "2024-02-29")),
        ("2024-02-29", "2024-02-29", ("2023-02-28", "2023-02-28")),
    ],
)
def test_the_same_days_a_year_ago(first: str, last: str, expected: tuple[str, str]) -> None:
    found = year_ago(date.fromisoformat(first), date.fromisoformat(last))
    assert tuple(day.isoformat() for day in found) == expected
