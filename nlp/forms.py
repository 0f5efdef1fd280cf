"""`re` for forms written where they are used: `from nlp import forms as re`.

The parser has more such forms than the cache of `re` keeps (512), and there each look-up costs as much as the
search. Here a form is compiled once and kept. Forms are constants of the source, never made from a message.
"""

import re
from collections.abc import Callable, Iterator
from re import Match, Pattern, error, escape
from types import CodeType
from typing import Any

__all__ = [
    "DIGIT",
    "SPACE",
    "Match",
    "Pattern",
    "compile",
    "edges",
    "escape",
    "finditer",
    "finds",
    "fullmatch",
    "match",
    "search",
    "signs",
    "split",
    "sub",
]


_REFERS_BACK = re.compile(r"\\[1-9]|\(\?P=")  # no looking back can hold such a form

Finds = Callable[[str], Match[str] | None]
"""Whether something is in a text."""


class _Forms(dict[str, Pattern[str]]):
    def __missing__(self, form: str) -> Pattern[str]:
        found = self[form] = re.compile(form)
        return found


_FORMS = _Forms()


def compile(form: str) -> Pattern[str]:
    """As `re.compile`."""
    return _FORMS[form]


def finds(form: str) -> Finds:
    """A function that finds a form wherever `re.search` does, and tells no more than that it is there.

    A search runs over what a form cannot begin with only where that is written first, as one set: so here it
    takes a character of such a set, and looks back for the form from there. What begins where the text does
    is not looked for elsewhere.
    """
    steps = _parse(form)
    if tuple(steps[0]) == (_op.AT, _op.AT_BEGINNING):
        return _FORMS[form].match
    begins = _edge(steps, iter)
    if not begins or _MAY_BE_NOTHING in begins or _REFERS_BACK.search(form):
        return _FORMS[form].search
    written = (one if one in _CLASSES.values() else escape(one) for one in begins)
    return _FORMS[f"[{''.join(sorted(written))}](?<=(?={form})(?s:.))"].search


def search(form: str, text: str) -> Match[str] | None:
    """As `re.search`."""
    return _FORMS[form].search(text)


def match(form: str, text: str) -> Match[str] | None:
    """As `re.match`."""
    return _FORMS[form].match(text)


def fullmatch(form: str, text: str) -> Match[str] | None:
    """As `re.fullmatch`."""
    return _FORMS[form].fullmatch(text)


def finditer(form: str, text: str) -> Iterator[Match[str]]:
    """As `re.finditer`."""
    return _FORMS[form].finditer(text)


def split(form: str, text: str) -> list[str]:
    """As `re.split`."""
    return _FORMS[form].split(text)


def sub(form: str, new: str | Callable[[Match[str]], str], text: str) -> str:
    """As `re.sub`."""
    return _FORMS[form].sub(new, text)


_SIGNS = frozenset("()[]|?*+$^\\")  # a form has one of these
_USES = frozenset({"search", "match", "fullmatch", "finditer", "split", "sub"})


def learn(code: CodeType) -> None:
    """Compile what a function has written in place, so that no message waits for it."""
    uses = "re" in code.co_names and not _USES.isdisjoint(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            learn(constant)
        elif (
            uses and isinstance(constant, str) and constant not in _FORMS and not _SIGNS.isdisjoint(constant)
        ):
            try:
                _FORMS[constant] = re.compile(constant)
            except error:
                continue  # a string that only looks like a form


_parse, _op = re._parser.parse, re._constants  # type: ignore[attr-defined]
_FREQUENT = frozenset("的了不是一有我他在去给个这那来到就要都会上下户客")
_WIDEST = 60  # a set of more characters rules out next to nothing


def signs(form: str) -> list[frozenset[str]]:
    """Sets of characters, the rarest first: wherever the form is found, one of each set is in the text."""
    steps = _parse(form)
    return [] if steps.state.flags & re.IGNORECASE else sorted(_signs(steps), key=_cost)


def _cost(chars: frozenset[str]) -> tuple[int, list[str]]:
    return len(chars) + 6 * len(chars & _FREQUENT), sorted(chars)  # the same one in every process


def _signs(steps: Any) -> set[frozenset[str]]:
    found: set[frozenset[str]] = set()
    for step, what in steps:
        if step is _op.LITERAL:
            found.add(frozenset(chr(what)))
        elif step is _op.IN:
            found |= _one_of(what)
        elif step is _op.SUBPATTERN:
            found |= _signs(what[3])
        elif step in (_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT) and what[0] > 0:
            found |= _signs(what[2])
        elif step is _op.ASSERT:
            found |= _signs(what[1])
        elif step is _op.BRANCH:
            best = [min(_signs(branch), key=_cost, default=None) for branch in what[1]]
            either = frozenset[str]().union(*filter(None, best))
            if None not in best and len(either) <= _WIDEST:
                found.add(either)
    return found


def _one_of(choices: Any) -> set[frozenset[str]]:
    chars: set[str] = set()
    for kind, what in choices:
        if kind is _op.LITERAL:
            chars.add(chr(what))
        elif kind is _op.RANGE and what[1] - what[0] < _WIDEST:
            chars.update(map(chr, range(what[0], what[1] + 1)))
        else:
            return set()
    return {frozenset(chars)}


_REPEATS = frozenset({_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT})
_LOOKS = frozenset({_op.ASSERT, _op.ASSERT_NOT, _op.AT})  # they take no character
DIGIT, SPACE = r"\d", r"\s"
_CLASSES = {_op.CATEGORY_DIGIT: DIGIT, _op.CATEGORY_SPACE: SPACE}
_MAY_BE_NOTHING = ""

Way = Callable[[Any], Iterator[Any]]
"""`iter` or `reversed`: from which end steps are gone through."""


def edges(form: str) -> tuple[frozenset[str], frozenset[str]]:
    """Characters (or DIGIT, SPACE) of which the first, and the last, of a text is one where the form is all
    of it; none where that may be anything."""
    steps = _parse(form)
    if steps.state.flags & re.IGNORECASE:
        return frozenset(), frozenset()
    first, last = _edge(steps, iter), _edge(steps, reversed)
    return tuple(frozenset() if _MAY_BE_NOTHING in one else frozenset(one) for one in (first, last))  # type: ignore[return-value]


def _edge(steps: Any, way: Way) -> set[str]:
    """What a form can begin with, or end with; nothing where that may be next to anything.

    Where the form can do without any character, that is told too.
    """
    found: set[str] = set()
    for step, what in way(steps):
        if step in _LOOKS:
            continue
        outer = _outer(step, what, way)
        if not outer:
            return outer
        found |= outer
        if _MAY_BE_NOTHING not in outer:
            return found - {_MAY_BE_NOTHING}
    return found | {_MAY_BE_NOTHING}


def _outer(step: Any, what: Any, way: Way) -> set[str]:
    """The same of one step that takes characters."""
    if step is _op.LITERAL:
        return {chr(what)}
    if step is _op.IN:
        return _members(what)
    if step is _op.SUBPATTERN and not what[1]:  # no flags of its own
        return _edge(what[3], way)
    if step in _REPEATS:
        outer = _edge(what[2], way)
        return {*outer, _MAY_BE_NOTHING} if outer and not what[0] else outer
    if step is _op.BRANCH:
        each = [_edge(branch, way) for branch in what[1]]
        return set().union(*each) if all(each) else set()
    return set()


def _members(choices: Any) -> set[str]:
    found: set[str] = set()
    for kind, what in choices:
        if kind is _op.CATEGORY and what in _CLASSES:
            found.add(_CLASSES[what])
        elif chars := _one_of([(kind, what)]):
            found.update(*chars)
        else:
            return set()
    return found
