"""jieba, asked sparingly: is this an ordinary word, and do words end here.

The dictionary is read once into a tokenizer of our own, and no cache of it is kept: in the shared temporary
folder, where jieba would have it, any local user could plant one.
"""

import sys
from functools import cache, lru_cache

# jieba takes a fifth of a second to import pkg_resources, only to open its dictionary; without, it opens the
# file.
if "pkg_resources" in sys.modules:
    import jieba
else:
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        del sys.modules["pkg_resources"]


@cache
def tokenizer() -> jieba.Tokenizer:
    """The tokenizer, loaded."""
    found = jieba.Tokenizer()
    found.FREQ, found.total = _frequencies(found)
    found.initialized = True
    return found


def _frequencies(found: jieba.Tokenizer) -> tuple[dict[str, int], int]:
    """How often each word of the dictionary was met, 0 for what only begins one, and their sum: what
    `Tokenizer.gen_pfdict` finds, in two thirds of its time."""
    frequencies: dict[str, int] = {}
    total = 0
    with found.get_dict_file() as lines:
        for line in lines:
            word, count, _ = line.decode().split(" ")
            frequencies[word] = times = int(count)
            total += times
            head = word[:-1]
            while head and head not in frequencies:  # where it is, what begins it is too
                frequencies[head] = 0
                head = head[:-1]
    return frequencies, total


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
