"""The screen before the phrases: what it leaves out cannot match."""

import json
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

from handlers import topics  # noqa: F401  (fills the phrases)
from handlers.phrases import PHRASES, compiled
from handlers.screen import Screen, needs

CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("导出", ["导", "出"]),
        ("帮?我", ["我"]),
        ("(?P<what>.{2,9})(?:停售|下架)", ["停下"]),
        ("(?:停售|.*)", []),
        ("(?:是|为)+[0-3]{1,2}", ["为是", "0123"]),
        ("(?=.*万)(?!.*亿).+", ["万"]),
        ("[^,，][\u4e00-\u9fff]", []),
        (r"\d+台", ["台"]),
    ],
)
def test_what_a_pattern_needs(pattern: str, needed: list[str]) -> None:
    assert sorted(map(sorted, needs(parser.parse(pattern)))) == sorted(map(sorted, needed))


def test_capitals_are_no_need_where_they_do_not_count() -> None:
    assert needs(parser.parse("(?i)abc")) == []


def test_no_message_of_the_corpus_misses_a_phrase() -> None:
    patterns = [pattern for pattern, _, _ in PHRASES]
    screen = Screen(patterns)
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
