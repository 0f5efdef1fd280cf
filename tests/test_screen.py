"""The screen before the phrases: what it leaves out cannot match."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import topics  # noqa: F401  (fills the phrases)
from handlers.phrases import PHRASES, compiled
from handlers.screen import Screen
from nlp.forms import DIGIT, edges, signs

CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("导出", ["导", "出"]),
        ("帮?我", ["我"]),
        ("(?P<what>.{2,9})(?:停售|架下)", ["停架"]),
        ("(?:停售|.*)", []),
        ("(?:是|为)+[0-3]{1,2}", ["为是", "0123"]),
        ("(?=.*万)(?!.*亿).+", ["万"]),
        ("[^,，][\u4e00-\u9fff]", []),
        (r"\d+台", ["台"]),
        ("(?i)abc", []),
    ],
)
def test_what_a_pattern_needs(pattern: str, needed: list[str]) -> None:
    assert sorted(map(sorted, signs(pattern))) == sorted(map(sorted, needed))


@pytest.mark.parametrize(
    ("pattern", "first", "last"),
    [
        ("导出", "导", "出"),
        ("帮?我看看?吧?", "帮我", "看吧"),
        (".{2,9}(?:停售|下架)了*", "", "售架了"),
        ("(?:停售|下架?)", "停下", "售下架"),
        ("(?=.*万)\\d+台$", [DIGIT], "台"),
        ("[^,]一", "", "一"),
        ("(一)?(?(1)二|三)", "", ""),
        ("一?", "", ""),
        ("(?i)abc", "", ""),
    ],
)
def test_how_a_pattern_begins_and_ends(pattern: str, first: Iterable[str], last: Iterable[str]) -> None:
    assert edges(pattern) == (frozenset(first), frozenset(last))


@given(st.text("一二三万台12 ٣", max_size=6))
def test_what_is_left_out_does_not_match(text: str) -> None:
    patterns = [
        r"一?二",
        r"(?:\d+|[一二]+)台?",
        r".{1,3}?(?:万|台\s)",
        r"\s?三*",
        r"(?!一).+二?",
        r"[1-2]+ ?",
    ]
    found = Screen([(pattern, 60) for pattern in patterns]).may_match(text)
    assert [p for n, p in enumerate(patterns) if n not in found and text and re.fullmatch(p, text)] == []


def test_a_text_longer_than_a_pattern_takes_is_left_out() -> None:
    assert Screen([("一+", 3), ("一{2,}", 300)]).may_match("一" * 4) == [1]
    assert Screen([("一+", 3), ("一{2,}", 300)]).may_match("一" * 290) == [1]


def test_no_message_of_the_corpus_misses_a_phrase() -> None:
    patterns = [pattern for pattern, _, _ in PHRASES]
    screen = Screen([(pattern, 10_000) for pattern in patterns])
    texts = [
        told["text"]
        for path in sorted(CORPUS.rglob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()[::7]
        if "text" in (told := json.loads(line))
    ]
    missed = [
        (text, patterns[place])
        for text in texts
        for place in set(range(len(patterns))) - set(screen.may_match(text))
        if compiled(patterns[place]).fullmatch(text)
    ]
    assert len(texts) > 300
    assert missed == []
