"""Of a table of things that want a character each, those whose character a text has: asked all at once.

To ask fifty sets one by one costs more than the search for the few forms that are left.
"""

from collections.abc import Iterable
from functools import reduce
from itertools import repeat
from operator import or_
from typing import Generic, TypeVar

T = TypeVar("T")
_NONE = repeat(0)


class Sieve(Generic[T]):
    """Things in their order, each with the characters of which a text must have one; with none of them, it
    is always among what is left."""

    def __init__(self, table: Iterable[tuple[str, T]]) -> None:
        self._things: list[T] = []
        self._wanted: dict[str, int] = {}  # by character a bit for each that wants it
        self._always = 0
        for place, (signs, thing) in enumerate(table):
            self._things.append(thing)
            self._always |= 0 if signs else 1 << place
            for sign in signs:
                self._wanted[sign] = self._wanted.get(sign, 0) | 1 << place

    def left(self, chars: Iterable[str]) -> list[T]:
        """Those that may be found in a text of these characters, in order."""
        bits = reduce(or_, map(self._wanted.get, chars, _NONE), self._always)
        found: list[T] = []
        while bits:
            rest = bits & bits - 1
            found.append(self._things[(bits ^ rest).bit_length() - 1])
            bits = rest
        return found
