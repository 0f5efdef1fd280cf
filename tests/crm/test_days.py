"""Days that most years do not have."""

from datetime import date

import pytest

from crm import days


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        (date(2026, 11, 24), ["11-24"]),
        (date(2027, 2, 28), ["02-28", "02-29"]),
        (date(2028, 2, 28), ["02-28"]),
        (date(2028, 2, 29), ["02-29"]),
        (date(2027, 3, 28), ["03-28"]),
    ],
)
def test_whoever_was_born_on_a_leap_day_has_a_birthday_every_year(day: date, kept: list[str]) -> None:
    assert days.kept_on(day) == kept
