"""Workdays after the State Council's notices, and the fallback where there is none."""

from datetime import date

import pytest

from zh import calendar


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),  # a Saturday made up for
        (date(2026, 9, 20), True),  # a Sunday made up for
        (date(2026, 2, 28), True),
        (date(2027, 2, 5), False),  # 除夕, statutory; no notice yet
        (date(2027, 2, 9), True),
        (date(2027, 5, 2), False),
        (date(2027, 10, 4), True),
    ],
)
def test_is_workday(day: date, works: bool) -> None:
    assert calendar.is_workday(day) is works


def test_overrides_win_over_notice_and_fallback() -> None:
    assert calendar.is_workday(date(2026, 10, 7), {date(2026, 10, 7): True})
    assert not calendar.is_workday(date(2027, 10, 4), {date(2027, 10, 4): False})


def test_add_workdays_steps_over_holidays_and_uses_make_up_days() -> None:
    assert calendar.add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert calendar.add_workdays(date(2026, 10, 9), 1) == date(2026, 10, 10)
    assert calendar.add_workdays(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert calendar.add_workdays(date(2026, 10, 3), 0) == date(2026, 10, 3)


def test_workdays_between() -> None:
    found = calendar.workdays_between(date(2026, 9, 28), date(2026, 10, 10))
    assert [day.day for day in found] == [28, 29, 30, 8, 9, 10]


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("春节", 2026, date(2026, 2, 17)), ("春节", 2027, date(2027, 2, 6)), ("春节", 2028, date(2028, 1, 26)),
        ("除夕", 2027, date(2027, 2, 5)), ("端午", 2026, date(2026, 6, 19)), ("中秋", 2026, date(2026, 9, 25)),
        ("清明", 2026, date(2026, 4, 5)), ("清明", 2027, date(2027, 4, 5)), ("冬至", 2026, date(2026, 12, 22)),
        ("母亲节", 2026, date(2026, 5, 10)), ("父亲节", 2026, date(2026, 6, 21)), ("感恩节", 2026, date(2026, 11, 26)),
        ("小年", 2027, date(2027, 1, 30)), ("国庆", 2026, date(2026, 10, 1)),
    ],
)  # fmt: skip
def test_feasts(name: str, year: int, day: date) -> None:
    assert calendar.feast(name, year) == day


def test_every_feast_of_twenty_years_lies_in_its_year() -> None:
    names = [*calendar.SOLAR_FEASTS, *calendar.LUNAR_FEASTS, *calendar.FLOATING_FEASTS, *calendar.SOLAR_TERMS]
    for year in range(2020, 2041):
        for name in names:
            found = calendar.feast(name, year)
            assert found.year == year or name in ("腊八", "小年"), (name, year, found)


def test_an_unknown_feast_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        calendar.feast("周年庆", 2026)


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("国庆", 2026, date(2026, 10, 1), date(2026, 10, 7)),
        ("国庆", 2025, date(2025, 10, 1), date(2025, 10, 8)),
        ("中秋", 2025, date(2025, 10, 1), date(2025, 10, 8)),  # inside 国庆
        ("春节", 2026, date(2026, 2, 15), date(2026, 2, 23)),
        ("春节", 2027, date(2027, 2, 5), date(2027, 2, 8)),  # no notice yet
        ("圣诞", 2027, date(2027, 12, 25), date(2027, 12, 25)),  # a Saturday, but no public holiday
    ],
)
def test_break_of(name: str, year: int, first: date, last: date) -> None:
    assert calendar.break_of(name, year) == (first, last)


def test_an_override_lengthens_a_break() -> None:
    notice = {date(2027, 2, day): False for day in range(5, 13)}
    assert calendar.break_of("春节", 2027, notice) == (date(2027, 2, 5), date(2027, 2, 14))


def test_a_short_lunar_month_lends_its_last_day() -> None:
    assert calendar.lunar(2026, 12, 30) == calendar.lunar(2026, 12, 29)
    with pytest.raises(ValueError, match="no lunar date"):
        calendar.lunar(2026, 13, 1)
