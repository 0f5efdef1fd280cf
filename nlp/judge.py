"""Fifth step: judge a clause by the rules.

Features and rules are bits here: which rules a clause has to ask, and whether a rule's features are there, are
a few operations on whole numbers.
"""

from functools import cache
from typing import NamedTuple

from nlp.reading import Clause
from nlp.rules import RULES
from nlp.rules.base import READS, Rule, When

CLOSE = 0.25  # a rival this near, and both of them writing: ask

_EVERYWHERE = frozenset(
    "customer person user contact product time money coming past act show ask add change".split()
)


class _Asked(NamedTuple):
    """A rule with its features as bits."""

    rule: Rule
    all: int
    any: int
    when: When | None
    intent: str
    reads: bool


class _Feature(NamedTuple):
    """A feature's own bit, and the rules (the bit of the strongest is the lowest) it calls up and bars."""

    bit: int
    calls: int = 0
    bars: int = 0


class _Book(NamedTuple):
    """All rules, the strongest first, and what their features do; `always` are the rules that need none."""

    ranked: tuple[_Asked, ...]
    features: dict[str, _Feature]
    always: int


@cache
def _book() -> _Book:
    ranked = sorted(RULES, key=lambda rule: (-rule.weight, rule.name, rule.intent))
    names = dict.fromkeys(feature for rule in ranked for feature in (*rule.all, *rule.any, *rule.none))
    bits = {feature: 1 << place for place, feature in enumerate(names)}
    calls, bars = dict.fromkeys([*bits, ""], 0), dict.fromkeys(bits, 0)
    asked: list[_Asked] = []
    for rank, rule in enumerate(ranked):
        telling = [feature for feature in rule.all if feature not in _EVERYWHERE]
        for feature in telling[:1] or rule.any or rule.all[:1] or ("",):
            calls[feature] |= 1 << rank
        for feature in rule.none:
            bars[feature] |= 1 << rank
        every, some = (sum({bits[feature] for feature in group}) for group in (rule.all, rule.any))
        asked.append(_Asked(rule, every, some, rule.when, rule.intent, rule.intent in READS))
    features = {feature: _Feature(bit, calls[feature], bars[feature]) for feature, bit in bits.items()}
    return _Book(tuple(asked), features, calls[""])


def judge(clause: Clause) -> tuple[Rule, str | None] | None:
    """The strongest rule for a clause, and the intent of a close second.

    A rule speaks where all features of `all` are there (for an order also those carried from earlier clauses),
    one of `any` (if given) and none of `none`, and where `when` agrees.
    """
    ranked, features, called = _book()
    own = barred = 0
    for name in clause.features:
        if (feature := features.get(name)) is not None:
            bit, calls, bars = feature
            own |= bit
            called |= calls
            barred |= bars
    known = own
    for name in clause.carried:
        if (feature := features.get(name)) is not None:
            known |= feature.bit
            called |= feature.calls
    lacks, lacks_own = ~known, ~own
    called &= ~barred
    best: Rule | None = None
    while called:
        strongest = called & -called
        called ^= strongest
        rule, every, some, when, intent, reads = ranked[strongest.bit_length() - 1]
        if every & (lacks_own if reads else lacks) or some and not own & some:
            continue
        if best is not None:
            if rule.weight < best.weight - CLOSE:
                break
            if intent == best.intent:
                continue
        if when is None or when(clause):
            if best is not None:
                return best, intent
            best = rule
    return None if best is None else (best, None)
