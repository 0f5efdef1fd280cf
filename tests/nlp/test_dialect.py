"""Cantonese read as the standard language."""

import pytest

from nlp.dialect import standard


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("佢话唔签喇", "他说不签了"),
        ("听日下昼三点", "明天下午三点"),
        ("喇叭坏咗", "喇叭坏了"),
        ("呢个月边个最多单", "这个月谁个最多单"),
        ("王总话费充了", "王总话费充了"),  # nothing of Cantonese in it
    ],
)
def test_it_is_put_word_for_word(said: str, meant: str) -> None:
    assert standard(said) == meant
    assert len(meant) == len(said)
