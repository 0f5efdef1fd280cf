"""Fifth step: judge a clause by the rules.

Rules are bits here: which of them have all they want in a clause is a few operations on whole numbers, and
only their `when` is left to ask.
"""

from functools import cache, reduce
from itertools import repeat
from operator import or_
from typing import NamedTuple

from nlp import forms
from nlp.reading import Clause
from nlp.rules import RULES
from nlp.rules.base import READS, Rule, When

CLOSE = 0.25  # a rival this near, and both of them writing: ask
_NONE = repeat(0)


class _Asked(NamedTuple):
    """A rule that has what it wants; but for the third and later features of `all`, which few rules have."""

    rule: Rule
    weight: float
    intent: str
    finds: forms.Finds | None
    when: When | None
    further: frozenset[str]


class _Book(NamedTuple):
    """All rules, the strongest first (it has the lowest bit).

    A whole number has a field of one bit a rule for each thing that can be asked. `wanted`: who wants a
    feature as the first or second of `all`, as one of `any`, and who bars it; `carried`: the same of features
    carried over, which count for orders only. `signs`: whose form cannot be without a character. `free`,
    `unsigned`: who wants nothing of that kind.
    """

    ranked: tuple[_Asked, ...]
    wanted: dict[str, int]
    carried: dict[str, int]
    free: int
    signs: dict[str, int]
    unsigned: int
    writes: int


@cache
def _book() -> _Book:
    ranked = sorted(RULES, key=lambda rule: (-rule.weight, rule.name, rule.intent))
    size = len(ranked)
    wanted: dict[str, int] = {}
    carried: dict[str, int] = {}
    signs: dict[str, int] = {}
    free = unsigned = writes = 0
    asked: list[_Asked] = []
    for rank, rule in enumerate(ranked):
        orders = rule.intent not in READS
        writes |= orders << rank
        every = rule.all.split()
        for place, features in enumerate((every[:1], every[1:2], rule.any.split(), rule.none.split())):
            bit = 1 << rank + place * size
            free |= 0 if features else bit
            for feature in features:
                wanted[feature] = wanted.get(feature, 0) | bit
                if orders and place < 2:
                    carried[feature] = carried.get(feature, 0) | bit
        needed = forms.signs(rule.says) if rule.says else []
        for place in (0, 1):
            bit = 1 << rank + place * size
            unsigned |= 0 if needed[place:] else bit
            for char in needed[place] if needed[place:] else ():
                signs[char] = signs.get(char, 0) | bit
        finds = forms.finds(rule.says) if rule.says else None
        asked.append(_Asked(rule, rule.weight, rule.intent, finds, rule.when, frozenset(every[2:])))
    free &= (1 << 3 * size) - 1  # what bars nothing is not barred
    return _Book(tuple(asked), wanted, carried, free, signs, unsigned, writes)


def judge(clause: Clause) -> tuple[Rule, str | None] | None:
    """The strongest rule for a clause, and the intent of a close second.

    A rule speaks where all features of `all` are there (for an order also those carried from earlier
    clauses), one of `any` (if given) and none of `none`, and where `says` and `when` agree.
    """
    ranked, wanted, carried, free, signs, unsigned, writes = _book()
    size = len(ranked)
    own = clause.features
    has = reduce(or_, map(wanted.get, own, _NONE), free)
    if clause.carried:
        has |= reduce(or_, map(carried.get, clause.carried, _NONE), 0)
    called = has & has >> size & has >> 2 * size & ~(has >> 3 * size) & (1 << size) - 1
    if called & ~(unsigned & unsigned >> size):
        said = reduce(or_, map(signs.get, clause.chars, _NONE), unsigned)
        called &= said & said >> size
    text = clause.text
    best: _Asked | None = None
    while called:
        bit = called & -called
        called ^= bit
        asked = ranked[bit.bit_length() - 1]
        _, weight, intent, finds, when, further = asked
        if best is not None:
            if weight < best.weight - CLOSE:
                break
            if intent == best.intent:
                continue
        if further and not further <= (clause.known if bit & writes else own):
            continue
        if (finds is None or finds(text)) and (when is None or when(clause)):
            if best is not None:
                return best.rule, intent
            best = asked
    return None if best is None else (best.rule, None)
