"""Which of many patterns may match a text at all, told by the characters that each of them needs.

A message is no plain command as a rule, and to learn that from three hundred patterns one by one costs 140 µs
(one alternation of all of them as much: most begin with `.{2,24}?`, and each scans by itself). Two sets
of characters for each pattern, of which one has to be in the text, and its shortest and longest match leave
some fifteen to try: 20 µs.
"""

import re
from collections.abc import Iterable, Sequence
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Needs = list[frozenset[str]]

MEASURED = 256  # characters; of longer texts the length tells nothing
WIDEST = 80  # characters of a range that is spelt out; 一-鿿 tells nothing


class Screen:
    """Patterns in their order. Raises re.error for what is none."""

    def __init__(self, patterns: Sequence[str]) -> None:
        trees = [parser.parse(pattern) for pattern in patterns]
        sets = [sorted(needs(tree), key=len)[:2] for tree in trees]
        first = _by_character([of[0] if of else None for of in sets])
        second = _by_character([of[1] if len(of) > 1 else None for of in sets])
        self._any = first.pop("", 0), second.pop("", 0)
        self._index = {one: (first.get(one, 0), second.get(one, 0)) for one in first.keys() | second.keys()}
        widths = [tree.getwidth() for tree in trees]
        self._fits = [_bits(least <= size <= most for least, most in widths) for size in range(MEASURED)]

    def may_match(self, text: str) -> list[int]:
        """The places, in order, of those that may match the whole text; the others do not."""
        first, second = self._any
        for one in frozenset(text):
            if found := self._index.get(one):
                first |= found[0]
                second |= found[1]
        places = first & second
        if len(text) < MEASURED:
            places &= self._fits[len(text)]
        listed = []
        while places:
            lowest = places & -places
            listed.append(lowest.bit_length() - 1)
            places ^= lowest
        return listed


Index = dict[str, int]
"""By character the places (each a bit) of the patterns that need it or one of a few; by "" of the others."""


def _by_character(sets: Sequence[frozenset[str] | None]) -> Index:
    index: Index = {}
    for place, characters in enumerate(sets):
        for one in ("",) if characters is None else characters:
            index[one] = index.get(one, 0) | 1 << place
    return index


def _bits(told: Iterable[bool]) -> int:
    return sum(1 << place for place, one in enumerate(told) if one)


def needs(tree: Any) -> Needs:
    """Sets of characters; a text that the pattern of this tree matches has at least one of each.

    Read from the tree that the standard library's own compiler makes of a pattern: `re` shows it nowhere
    else, though it has been the same since Python 2. What is not known here needs nothing.
    """
    return [] if tree.state.flags & re.IGNORECASE else _needs(tree)


def _needs(tree: Any) -> Needs:
    found: Needs = []
    for what, value in tree:
        if what is code.LITERAL:
            found.append(frozenset(chr(value)))
        elif what is code.IN:
            found += _one_of(value)
        elif what is code.BRANCH:
            ways = [_needs(way) for way in value[1]]
            if all(ways):
                found.append(frozenset().union(*(min(way, key=len) for way in ways)))
        elif what is code.SUBPATTERN:
            found += _needs(value[3])
        elif what in (code.MAX_REPEAT, code.MIN_REPEAT) and value[0] > 0:
            found += _needs(value[2])
        elif what is code.ASSERT:
            found += _needs(value[1])
    return found


def _one_of(members: Any) -> Needs:
    """A character class, unless it is too wide to tell anything."""
    spelt: set[str] = set()
    for what, value in members:
        if what is code.LITERAL:
            spelt.add(chr(value))
        elif what is code.RANGE and value[1] - value[0] < WIDEST:
            spelt |= {chr(one) for one in range(value[0], value[1] + 1)}
        else:
            return []
    return [frozenset(spelt)]
