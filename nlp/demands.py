"""What a note is about, for counting what customers ask for: names of demands, else the nouns it uses.

The words are data: `lexicon/demands.words` names demands and how they are said, `lexicon/idle.words` are
those that say nothing.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from nlp.tokens import cut
from zh.text import normal

_LEXICON = Path(__file__).parent / "lexicon"
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,6}")


def demands(text: str) -> set[str]:
    """The demands and things a note speaks of, each once; said in whatever way."""
    said, found = normal(text), set()
    for word, name in _said_like().items():
        if word in said:
            found.add(name)
            said = said.replace(word, " ")
    return found | {word for word in cut(said) if _CHINESE.fullmatch(word) and word not in _idle()}


def is_named(word: str) -> bool:
    """Whether this is what a demand is called or how one is said."""
    return word in _said_like()


@cache
def _said_like() -> dict[str, str]:
    """How a demand is said → its name, the longest first."""
    rows = [line.split() for line in _lines("demands.words")]
    return dict(sorted(((word, row[0]) for row in rows for word in row), key=lambda pair: -len(pair[0])))


@cache
def _idle() -> frozenset[str]:
    return frozenset(word for line in _lines("idle.words") for word in line.split())


def _lines(name: str) -> Iterator[str]:
    text = (_LEXICON / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
