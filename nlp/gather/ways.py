"""The shape of a way of gathering, and of a table of them."""

from collections.abc import Callable
from typing import NamedTuple

from nlp.gather.state import Gathering


class Way(NamedTuple):
    """A function that does one thing with the clause where it may, and answers whether it has.

    It is asked behind what means one of `behind` (nothing: where no rule has spoken; none named: whatever it
    is), and where the clause has one of the characters `signs` (if given).
    """

    take: Callable[[Gathering], bool]
    behind: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()


class Ways(dict[str, tuple[Way, ...]]):
    """A table of ways, asked in order; for each intent, once it is met, those that are asked behind it."""

    def __init__(self, *table: Way) -> None:
        self.table = table

    def __missing__(self, intent: str) -> tuple[Way, ...]:
        found = self[intent] = tuple([w for w in self.table if not w.behind or intent in w.behind])
        return found

    def take(self, now: Gathering) -> bool:
        """Whether one has taken the clause."""
        chars = now.clause.chars
        for take, _, signs in self[now.intent]:
            if not (signs and signs.isdisjoint(chars)) and take(now):
                return True
        return False
