"""The shape of a bar: why a frame that a rule sees in a clause is not to be.

A table of bars is asked in order, and the first that holds decides; `python -m nlp --why` tells its name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from nlp import forms as re
from nlp.reading import Clause, Kept
from nlp.rules.base import READS, Rule

Test = Callable[[Clause, Rule], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Bar:
    """A frame is not to be, if it is one of `intents` (none named: whatever writes) and none of `but`, and its rule
    weighs less than `below`; where the sentence has one of the characters `signs`, and the clause one of the features
    `any` (if given) and `none` of the barred ones, and the form `says` (if given); and `when` agrees.

    One that `spares` ends the asking the other way: the frame may be, whatever bars come later.
    """

    name: str
    intents: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()
    below: float = inf
    signs: str = ""
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    says: re.Pattern[str] | None = None
    when: Test | None = None
    spares: bool = False

    def concerns(self, intent: str) -> bool:
        """Whether it is asked of frames of an intent."""
        return (intent in self.intents if self.intents else intent not in READS) and intent not in self.but


class _Asked(NamedTuple):
    """A bar, made ready: what costs least is looked at first."""

    bar: Bar
    below: float
    signs: frozenset[str]  # of the sentence
    any: frozenset[str]
    none: frozenset[str]
    chars: frozenset[str]  # of the clause: without one of them `says` is not found
    says: re.Pattern[str] | None
    when: Test | None


def _asked(bar: Bar) -> _Asked:
    chars = next(iter(re.signs(bar.says.pattern)), frozenset[str]()) if bar.says else frozenset[str]()
    return _Asked(
        bar,
        bar.below,
        frozenset(bar.signs),
        frozenset(bar.any),
        frozenset(bar.none),
        chars,
        bar.says,
        bar.when,
    )


class Bars(dict[str, list[_Asked]]):
    """A table of bars, and for each intent, once it is met, those that concern it."""

    def __init__(self, *table: Bar) -> None:
        self.table = table

    def __missing__(self, intent: str) -> list[_Asked]:
        found = self[intent] = [_asked(bar) for bar in self.table if bar.concerns(intent)]
        return found

    def first(self, clause: Clause, rule: Rule) -> Bar | None:
        """The first bar that holds."""
        weight, features, said = rule.weight, clause.features, clause.chars
        for bar, below, signs, any_, none, chars, says, when in self[rule.intent]:
            if (
                weight >= below
                or any_
                and any_.isdisjoint(features)
                or chars
                and chars.isdisjoint(said)
                or signs
                and signs.isdisjoint(clause.sentence_chars)
                or not none.isdisjoint(features)
            ):
                continue
            if (says is None or says.search(clause.text)) and (when is None or when(clause, rule)):
                return bar
        return None

    def keep(self, clause: Clause, rule: Rule) -> bool:
        """Whether one keeps the frame from being, which is noted."""
        bar = self.first(clause, rule)
        if bar is None or bar.spares:
            return False
        note(clause, rule, bar.name)
        return True


def note(clause: Clause, rule: Rule, by: str) -> None:
    """What kept a frame from being, for `--why`."""
    clause.reading.kept.append(Kept(rule.intent, rule.name, (clause.start, clause.end), by))


def opens(form: re.Pattern[str]) -> Test:
    """The clause begins so."""
    return lambda clause, _: form.match(clause.text) is not None


def begins(form: re.Pattern[str]) -> Test:
    """The sentence begins so, names and all."""
    return lambda clause, _: form.match(clause.sentence) is not None


def tells(form: re.Pattern[str]) -> Test:
    """It is somewhere in the sentence, names and all."""
    return lambda clause, _: form.search(clause.sentence) is not None


def message_begins(form: re.Pattern[str]) -> Test:
    """The message begins so."""
    return lambda clause, _: form.match(clause.reading.text) is not None


def message_tells(form: re.Pattern[str]) -> Test:
    """It is somewhere in the message."""
    return lambda clause, _: form.search(clause.reading.text) is not None
