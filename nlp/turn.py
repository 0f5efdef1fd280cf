"""The shape of a way to find where a stretch goes on to the next fact."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from nlp.reading import Clause

Find = Callable[[Clause], Iterator[int]]


class Turn(NamedTuple):
    """Asked where the stretch has one of the features `needs`, if any are named; finds nothing without."""

    needs: frozenset[str]
    find: Find


def turn(signs: str, find: Find, *needs: str) -> tuple[frozenset[str], Turn]:
    """A row of a `Sieve`: nothing is found without one of the characters `signs` either (if given)."""
    return frozenset(signs), Turn(frozenset(needs), find)
