"""The shape of a way to find where a stretch goes on to the next fact, and of a table of them."""

from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from nlp.reading import Clause
from nlp.sieve import Sieve

T = TypeVar("T")  # what is looked through: a clause, or more that is known of it


class Turn(NamedTuple, Generic[T]):
    """A way. Without one of the characters `signs` (if given), or without one of the features `needs` (if any
    are named), it finds nothing."""

    signs: str
    find: Callable[[T], Iterator[int]]
    needs: frozenset[str]


def turn(signs: str, find: Callable[[T], Iterator[int]], *needs: str) -> Turn[T]:
    """A way, its features one by one."""
    return Turn(signs, find, frozenset(needs))


class Turns(Generic[T]):
    """A table of ways, asked in order."""

    def __init__(self, *table: Turn[T]) -> None:
        self._table = Sieve((one.signs, one) for one in table)

    def places(self, clause: Clause, stretch: T) -> Iterator[int]:
        """The places that those find which may find any in the clause."""
        features = clause.features
        for _, find, needs in self._table.left(clause.chars):
            if not (needs and needs.isdisjoint(features)):
                yield from find(stretch)
