"""Cutting text at WeCom's limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fit import fit_bytes, shorten, shorten_bytes, shorten_lines

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


@given(TEXT, st.integers(0, 60))
def test_nothing_is_lost_and_nothing_is_over(text: str, limit: int) -> None:
    head, rest = fit_bytes(text, limit)
    assert head + rest == text
    assert len(head.encode()) <= limit


@given(TEXT, st.integers(16, 60))
def test_repeated_cutting_comes_to_an_end(text: str, limit: int) -> None:
    parts = 0
    while text:
        head, text = fit_bytes(text, limit)
        assert head
        parts += 1
    assert parts <= 2000


@pytest.mark.parametrize(
    ("text", "limit", "head"),
    [
        ("客户", 6, "客户"),
        ("客户", 5, "客"),
        ("客户", 2, ""),
        ("ab", 1, "a"),
        ("好👍🏽", 10, "好"),
        ("e\u0301e\u0301", 5, "e\u0301"),
        ("家👨‍👩‍👧", 20, "家"),
        ("第一行\n第二行\n第三行更长", 30, "第一行\n第二行\n"),
        ("短\n" + "长" * 20, 30, "短\n" + "长" * 8),
    ],
)
def test_it_cuts_between_characters_and_rather_between_lines(text: str, limit: int, head: str) -> None:
    assert fit_bytes(text, limit)[0] == head


@given(TEXT, st.integers(3, 60))
def test_shortened_text_fits(text: str, limit: int) -> None:
    assert len(shorten_bytes(text, limit).encode()) <= limit
    assert len(shorten(text, limit)) <= limit
    assert len(shorten_lines(text, limit)) <= limit


def test_one_line_stays_one_line() -> None:
    assert shorten("华辰\n 电子\r\n", 10) == "华辰 电子"
    assert shorten("华辰电子有限公司", 5) == "华辰电子…"
    assert shorten_lines("一\n二\n", 10) == "一\n二"
