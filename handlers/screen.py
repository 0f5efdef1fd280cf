"""Which of many patterns may match a whole text, told by the characters that each of them needs.

A message is no plain command as a rule, and to learn that from a thousand patterns one by one costs a
millisecond (one alternation of them as much: most begin with `.{2,24}?`, and each scans by itself). What is
in the text, how it begins and ends, and how long it is leave some fifteen to try.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import repeat
from operator import or_
from re import _parser as parser  # type: ignore[attr-defined]

from nlp import forms

MEASURED = 256  # characters; of longer texts the length tells nothing
SETS = 4  # of characters are asked for of each pattern, the rarest; few have more
_NONE = repeat(0)


class Screen:
    """Patterns in their order, each with the longest text it is tried on. Raises re.error for what is none.

    A whole number has a bit for each pattern; `_within` has SETS of them, one behind the other.
    """

    def __init__(self, patterns: Sequence[tuple[str, int]]) -> None:
        size = len(patterns)
        wanted = [(*forms.signs(pattern)[:SETS], *[None] * SETS)[:SETS] for pattern, _ in patterns]
        self._within = _by_character([sets[number] for number in range(SETS) for sets in wanted])
        self._every = self._within.pop("")
        self._steps = [number * size for number in range(SETS)]
        edges = [forms.edges(pattern) for pattern, _ in patterns]
        self._first = _by_character([first or None for first, _ in edges])
        self._last = _by_character([last or None for _, last in edges])
        widths = [(parser.parse(pattern).getwidth(), longest) for pattern, longest in patterns]
        self._fits = [
            _bits(least <= length <= min(most, longest) for (least, most), longest in widths)
            for length in range(MEASURED)
        ]
        self._long = _bits(longest >= MEASURED for _, longest in patterns)

    def may_match(self, text: str) -> list[int]:
        """The places, in order, of those that may match the whole text; the others do not."""
        if not text:
            return []
        places = self._fits[len(text)] if len(text) < MEASURED else self._long
        places &= _of_edge(self._first, text[0]) & _of_edge(self._last, text[-1])
        if not places:
            return []
        has = reduce(or_, map(self._within.get, frozenset(text), _NONE), self._every)
        for step in self._steps:
            places &= has >> step
        listed = []
        while places:
            lowest = places & -places
            listed.append(lowest.bit_length() - 1)
            places ^= lowest
        return listed


Index = dict[str, int]
"""By character the places (each a bit) of the patterns that need it or one of a few; by "" of the others."""


def _by_character(sets: Sequence[frozenset[str] | None]) -> Index:
    index: Index = {"": 0}
    for place, characters in enumerate(sets):
        for one in ("",) if characters is None else characters:
            index[one] = index.get(one, 0) | 1 << place
    return index


def _of_edge(index: Index, character: str) -> int:
    """Who may begin, or end, with a character."""
    found = index[""] | index.get(character, 0)
    if character.isdecimal():
        found |= index.get(forms.DIGIT, 0)
    elif character.isspace():
        found |= index.get(forms.SPACE, 0)
    return found


def _bits(told: Iterable[bool]) -> int:
    return sum(1 << place for place, one in enumerate(told) if one)
