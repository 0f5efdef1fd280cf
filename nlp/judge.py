"""Fifth step: judge a clause by the rules.

Rules are bits here: which of them have all they want in a clause is a few operations on whole numbers, and only
their `when` is left to ask.
"""

from functools import cache
from typing import NamedTuple

from nlp import forms
from nlp.reading import Clause
from nlp.rules import RULES
from nlp.rules.base import READS, Rule, When

CLOSE = 0.25  # a rival this near, and both of them writing: ask


class _Asked(NamedTuple):
    """A rule that has what it wants; but for the third and later features of `all`, which few rules have."""

    rule: Rule
    weight: float
    intent: str
    says: forms.Pattern[str] | None
    when: When | None
    further: frozenset[str]


class _Wanted(NamedTuple):
    """The rules that want a feature as the first or the second of `all` or as one of `any`, and those it bars."""

    first: int
    second: int
    any: int
    none: int


class _Book(NamedTuple):
    """All rules, the strongest first (it has the lowest bit); who wants each feature, who wants nothing of that
    kind; the same of the characters a rule's form cannot be without; and the rules for which carried features
    count too."""

    ranked: tuple[_Asked, ...]
    wanted: dict[str, _Wanted]
    free: _Wanted
    signs: dict[str, tuple[int, int]]
    unsigned: tuple[int, int]
    writes: int


@cache
def _book() -> _Book:
    ranked = sorted(RULES, key=lambda rule: (-rule.weight, rule.name, rule.intent))
    wanted: dict[str, list[int]] = {}
    free = [0, 0, 0, 0]
    signs: dict[str, list[int]] = {}
    unsigned = [0, 0]
    writes = 0
    asked: list[_Asked] = []
    for rank, rule in enumerate(ranked):
        bit = 1 << rank
        writes |= bit if rule.intent not in READS else 0
        for place, features in enumerate((rule.all[:1], rule.all[1:2], rule.any, rule.none)):
            free[place] |= 0 if features else bit
            for feature in features:
                wanted.setdefault(feature, [0, 0, 0, 0])[place] |= bit
        needed = forms.signs(rule.says) if rule.says else []
        for place in (0, 1):
            unsigned[place] |= 0 if needed[place:] else bit
            for char in needed[place] if needed[place:] else ():
                signs.setdefault(char, [0, 0])[place] |= bit
        says = forms.compile(rule.says) if rule.says else None
        asked.append(_Asked(rule, rule.weight, rule.intent, says, rule.when, frozenset(rule.all[2:])))
    return _Book(
        tuple(asked),
        {name: _Wanted(*bits) for name, bits in wanted.items()},
        _Wanted(*free),
        {char: (a, b) for char, (a, b) in signs.items()},
        (unsigned[0], unsigned[1]),
        writes,
    )


def judge(clause: Clause) -> tuple[Rule, str | None] | None:
    """The strongest rule for a clause, and the intent of a close second.

    A rule speaks where all features of `all` are there (for an order also those carried from earlier clauses),
    one of `any` (if given) and none of `none`, and where `says` and `when` agree.
    """
    ranked, wanted, free, signs, (signed, again), writes = _book()
    first, second, some, _ = free
    barred = 0
    own = clause.features
    for name in own:
        if (by := wanted.get(name)) is not None:
            a, b, c, d = by
            first |= a
            second |= b
            some |= c
            barred |= d
    for name in clause.carried:
        if (by := wanted.get(name)) is not None:
            first |= by.first & writes
            second |= by.second & writes
    text = clause.text
    for char in set(text):
        if (sign := signs.get(char)) is not None:
            signed |= sign[0]
            again |= sign[1]
    called = first & second & some & signed & again & ~barred
    best: _Asked | None = None
    while called:
        bit = called & -called
        called ^= bit
        asked = ranked[bit.bit_length() - 1]
        if best is not None:
            if asked.weight < best.weight - CLOSE:
                break
            if asked.intent == best.intent:
                continue
        if asked.further and not asked.further <= (clause.known if bit & writes else own):
            continue
        if (asked.says is None or asked.says.search(text)) and (asked.when is None or asked.when(clause)):
            if best is not None:
                return best.rule, asked.intent
            best = asked
    return None if best is None else (best.rule, None)
