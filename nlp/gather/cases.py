"""The shape of a case: what decides between a block and the clause behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from nlp import forms as re
from nlp.blocks import Block
from nlp.reading import Clause
from nlp.rules.base import Rule

When = Callable[[Block, Clause, Rule], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """It decides `yes` or no, if the block is one of `block` and the rule that speaks for the clause one of
    `rule` (none named: whatever they are) but not of `but`, and that rule weighs less than `below`; where the
    clause has all features of `all`, one of `any` (if given) and `none` of the barred ones, and begins as
    `opens` (if given); and `when` agrees.

    With `only` it decides the other way wherever its intents are met and the rest is not.
    """

    name: str
    yes: bool = True
    block: frozenset[str] = frozenset()
    rule: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()
    below: float = inf
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    opens: re.Pattern[str] | None = None
    when: When | None = None
    only: bool = False

    def concerns(self, block: str, rule: str) -> bool:
        """Whether it is asked of a block of this intent and a rule of that."""
        return (
            (not self.block or block in self.block)
            and (not self.rule or rule in self.rule)
            and rule not in self.but
        )

    def holds(self, block: Block, clause: Clause, rule: Rule) -> bool:
        """Whether all but the intents is so."""
        return (
            rule.weight < self.below
            and (not self.any or clause.has(*self.any))
            and (not self.none or not clause.has(*self.none))
            and all(feature in clause.features for feature in self.all)
            and (self.opens is None or self.opens.match(clause.text) is not None)
            and (self.when is None or self.when(block, clause, rule))
        )


class Cases(dict[tuple[str, str], list[Case]]):
    """A table of cases, asked in order, and for each two intents, once they are met, those that concern
    them."""

    def __init__(self, *table: Case) -> None:
        self.table = table

    def __missing__(self, intents: tuple[str, str]) -> list[Case]:
        found = self[intents] = [case for case in self.table if case.concerns(*intents)]
        return found

    def decide(self, block: Block, clause: Clause, rule: Rule) -> bool:
        """What the first case says that holds; no where none does."""
        for case in self[block.intent, rule.intent]:
            if case.holds(block, clause, rule):
                return case.yes
            if case.only:
                return not case.yes
        return False


def one_of(intents: str) -> frozenset[str]:
    """Intents, with a space between them."""
    return frozenset(intents.split())
