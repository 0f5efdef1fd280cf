"""jieba, asked sparingly: is this an ordinary word, and do words end here.

The dictionary is loaded once into a tokenizer of our own, with a private folder for its cache: the
shared temporary folder would let any local user plant one.
"""

import logging
import tempfile
from functools import cache, lru_cache

import jieba


@cache
def tokenizer() -> jieba.Tokenizer:
    """The tokenizer, loaded."""
    jieba.setLogLevel(logging.WARNING)
    found = jieba.Tokenizer()
    with tempfile.TemporaryDirectory(prefix="genjin-jieba-") as private:
        found.tmp_dir = private
        found.initialize()
    return found


def is_word(text: str) -> bool:
    """Whether the dictionary has the text as a word."""
    return bool(tokenizer().FREQ.get(text, 0))


@lru_cache(maxsize=256)
def _ends(text: str) -> frozenset[int]:
    ends, place = {0}, 0
    for token in tokenizer().cut(text):
        place += len(token)
        ends.add(place)
    return frozenset(ends)


def fits(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins and ends where words do."""
    ends = _ends(text)
    return start in ends and end in ends


def cut(text: str) -> list[str]:
    """The words of a text."""
    return list(tokenizer().cut(text))
