"""The words and places that names are made of, and a name without them."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from zh.text import normal

_DATA = Path(__file__).parent / "data"
_COUNTY = re.compile("[\u4e00-\u9fff]{2,3}(?:市(?!场)|[县区省])")


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words a company's name may carry: `legal`, `trade` or `whole`; longest first."""
    kinds: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _lines("company_words.txt"):
        if line.startswith("["):
            current = kinds.setdefault(line.strip("[]"), [])
        else:
            current.extend(line.split())
    return tuple(sorted(dict.fromkeys(kinds[kind]), key=lambda w: (-len(w), w)))


@cache
def places() -> frozenset[str]:
    """Provinces and cities without 省 and 市."""
    return frozenset(word for line in _lines("places.txt") for word in line.split())


@cache
def towns() -> frozenset[str]:
    """Counties, districts and towns; a name is found with them and without."""
    return frozenset(word for line in _lines("towns.txt") for word in line.split())


@cache
def surnames() -> frozenset[str]:
    """Single-character family names."""
    return frozenset(next(_lines("surnames.txt")))


@cache
def double_surnames() -> frozenset[str]:
    """Two-character family names."""
    return frozenset(list(_lines("surnames.txt"))[1].split())


def without_place(name: str) -> str:
    """`杭州市远见科技` gives `远见科技`; unchanged where too little would be left."""
    for prefix in ("中国", ""):
        rest = name.removeprefix(prefix)
        for length in (5, 4, 3, 2):
            if rest[:length] in places():
                tail = rest[length:]
                tail = tail[1:] if tail[:1] in ("省", "市") else tail
                if len(tail) >= 2 and tail not in endings("trade"):
                    return without_place(tail) if tail[:2] in places() else tail
        if prefix and rest != name and len(rest) >= 3:
            return rest
    match = _COUNTY.match(name)
    return name[match.end() :] if match and len(name) - match.end() >= 3 else name


def _lines(file: str) -> Iterator[str]:
    text = (_DATA / file).read_text(encoding="utf-8")
    return iter([line for line in text.splitlines() if line and not line.startswith("#")])


def squeezed(name: str) -> str:
    return normal(name).replace(" ", "")


def without_brackets(name: str) -> str:
    for opening, closing in ("()", "[]", "【】"):
        start = name.find(opening)
        end = name.find(closing, start)
        if 0 <= start < end:
            name = name[:start] + name[end + 1 :]
    return name


def strip_once(name: str, kind: str) -> str:
    for ending in _by_last(kind).get(name[-1:], ()):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            shorter = name[: -len(ending)]
            return name if shorter in places() else shorter
    return name


def strip_right(name: str, kind: str) -> str:
    while (shorter := strip_once(name, kind)) != name:
        name = shorter
    return name


@cache
def endings(kind: str) -> frozenset[str]:
    return frozenset(words(kind))


@cache
def _by_last(kind: str) -> dict[str, tuple[str, ...]]:
    """The same by their last characters, the longest first: few names end like one of them."""
    found: dict[str, list[str]] = {}
    for word in words(kind):
        if len(word) > 1:
            found.setdefault(word[-1], []).append(word)
    return {last: tuple(same) for last, same in found.items()}
