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
    """A frame is not to be, if it is one of `intents` (none named: whatever writes) and none of `but`, and
    its rule weighs less than `below` and no less than `least`; where the clause has one of the features `any`
    (if given) and `none` of the barred ones, and the form `says` (if given); where its sentence, names and
    all, has one of the characters `signs`, begins as `begins` and somewhere has `tells`; and `when` agrees.

    One that `spares` ends the asking the other way: the frame may be, whatever bars come later.
    """

    name: str
    intents: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()
    below: float = inf
    least: float = 0.0
    signs: str = ""
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    says: re.Pattern[str] | None = None
    begins: re.Pattern[str] | None = None
    tells: re.Pattern[str] | None = None
    when: Test | None = None
    spares: bool = False

    def concerns(self, intent: str, weight: float) -> bool:
        """Whether it is asked of the frames of a rule."""
        if not self.least <= weight < self.below or intent in self.but:
            return False
        return intent in self.intents if self.intents else intent not in READS


class _Asked(NamedTuple):
    """A bar, made ready: what costs least is looked at first."""

    any: frozenset[str]
    none: frozenset[str]
    signs: frozenset[str]
    chars: frozenset[str]  # without one of them in the clause `says` is not found
    says: re.Finds | None
    tells: re.Finds | None
    bar: Bar


def _asked(bar: Bar) -> _Asked:
    chars = next(iter(re.signs(bar.says.pattern)), _NOTHING) if bar.says else _NOTHING
    sets = frozenset(bar.any), frozenset(bar.none), frozenset(bar.signs)
    says = re.finds(bar.says.pattern) if bar.says else None
    tells = re.finds(bar.tells.pattern) if bar.tells else None
    return _Asked(*sets, chars, says, tells, bar)


_NOTHING: frozenset[str] = frozenset()


class _Concerned(NamedTuple):
    """The bars that concern the frames of a rule, those that want a sign or a feature also by themselves left
    out: few sentences have any of the signs, few clauses any of the features."""

    sentence: bool  # whether one looks at the sentence
    signs: frozenset[str]
    any: frozenset[str]
    asked: tuple[tuple[list[_Asked], list[_Asked]], tuple[list[_Asked], list[_Asked]]]


class Bars(dict[tuple[str, float], _Concerned]):
    """A table of bars, asked in order; for each intent and weight, once they are met, those that concern
    them."""

    def __init__(self, *table: Bar) -> None:
        self.table = table

    def __missing__(self, key: tuple[str, float]) -> _Concerned:
        every = [_asked(bar) for bar in self.table if bar.concerns(*key)]
        featureless = [one for one in every if not one.any]
        found = self[key] = _Concerned(
            any(one.signs or one.bar.begins or one.bar.tells for one in every),
            _NOTHING.union(*(one.signs for one in every)),
            _NOTHING.union(*(one.any for one in every)),
            (
                ([one for one in featureless if not one.signs], featureless),
                ([one for one in every if not one.signs], every),
            ),
        )
        return found

    def first(self, clause: Clause, rule: Rule) -> Bar | None:
        """The first bar that holds."""
        whole, all_signs, all_any, asked = self[rule.intent, rule.weight]
        if not asked[True][True]:
            return None
        features, said = clause.features, clause.chars
        sentence, chars = (clause.sentence, clause.sentence_chars) if whole else ("", _NOTHING)
        signed, featured = not all_signs.isdisjoint(chars), not all_any.isdisjoint(features)
        for any_, none, signs, needed, says, tells, bar in asked[featured][signed]:
            if (
                (any_ and any_.isdisjoint(features))
                or (signs and signs.isdisjoint(chars))
                or (needed and needed.isdisjoint(said))
                or (none and not none.isdisjoint(features))
            ):
                continue
            if (
                (bar.begins is None or bar.begins.match(sentence))
                and (says is None or says(clause.text))
                and (tells is None or tells(sentence))
                and (bar.when is None or bar.when(clause, rule))
            ):
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


def message_begins(form: re.Pattern[str]) -> Test:
    """The message begins so."""
    return lambda clause, _: form.match(clause.reading.text) is not None


def message_tells(form: re.Pattern[str]) -> Test:
    """It is somewhere in the message."""
    finds = re.finds(form.pattern)
    return lambda clause, _: finds(clause.reading.text) is not None
