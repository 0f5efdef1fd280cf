"""`re` for forms written where they are used: `from nlp import forms as re`.

The parser has more such forms than the cache of `re` keeps (512), and there each look-up costs as much as the
search. Here a form is compiled once and kept, and told with which characters it can begin, so that a search
runs over all others. Forms are constants of the source, never made from a message.
"""

import _sre  # type: ignore[import-not-found]
import re
from collections.abc import Callable, Iterator
from re import Match, Pattern, error, escape
from types import CodeType
from typing import Any

__all__ = [
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "signs",
    "split",
    "sub",
]


_parser, _compiler, _op = re._parser, re._compiler, re._constants  # type: ignore[attr-defined]


def _compiled(form: str) -> Pattern[str]:
    """As `re.compile` does it, but for the block with what a search may know beforehand.

    `re` puts there what a form begins with where that is one character, one set, or one of several
    characters: here it may be a choice of all of these, and of what can be left out.
    """
    tree = _parser.parse(form)
    state = tree.state
    code: list[int] = []
    _compiler._compile_info(code, tree, state.flags)
    if code[_KNOWN] == 0 and (begins := _begins(tree)) is not None:
        one_of_them = _parser.SubPattern(state, [(_op.IN, begins)])
        one_of_them.width = tree.getwidth()
        code.clear()
        _compiler._compile_info(code, one_of_them, state.flags)
    _compiler._compile(code, tree.data, state.flags)
    code.append(_op.SUCCESS)
    groups: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        groups[group] = name
    found: Pattern[str] = _sre.compile(
        form, state.flags, code, state.groups - 1, state.groupdict, tuple(groups)
    )
    return found


_KNOWN = 2  # where in the block it stands what is known of the beginning; 0 is nothing
_ANYWHERE = frozenset({_op.ASSERT, _op.ASSERT_NOT, _op.AT})  # they look, and take no character
_REPEATS = frozenset({_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT})


def _begins(tree: Any) -> list[Any] | None:
    """What a form can begin with, as a set of `re` holds it; None where that is anything or nothing."""
    found: dict[Any, None] = {}
    return list(found) if _begun(tree, found) else None


def _begun(steps: Any, found: dict[Any, None]) -> bool | None:
    """Adds what the steps can begin with; whether they take a character, or None where it may be any."""
    for step, what in steps:
        taken: bool | None
        if step in _ANYWHERE:
            continue
        if step is _op.LITERAL:
            found[step, what] = None
            taken = True
        elif step is _op.IN and what[0][0] is not _op.NEGATE:
            found.update(dict.fromkeys(what))
            taken = True
        elif step is _op.SUBPATTERN and not what[1] and not what[2]:  # no flags of its own
            taken = _begun(what[3], found)
        elif step is _op.ATOMIC_GROUP:
            taken = _begun(what, found)
        elif step is _op.BRANCH:
            each = [_begun(branch, found) for branch in what[1]]
            taken = None if None in each else all(each)
        elif step in _REPEATS:
            taken = _begun(what[2], found)
            taken = taken and what[0] > 0
        else:
            taken = None
        if taken is not False:
            return taken
    return False


class _Forms(dict[str, Pattern[str]]):
    def __missing__(self, form: str) -> Pattern[str]:
        found = self[form] = _compiled(form)
        return found


_FORMS = _Forms()


def compile(form: str) -> Pattern[str]:
    """As `re.compile`."""
    return _FORMS[form]


def search(form: str, text: str) -> Match[str] | None:
    """As `re.search`."""
    return _FORMS[form].search(text)


def match(form: str, text: str) -> Match[str] | None:
    """As `re.match`."""
    return _FORMS[form].match(text)


def fullmatch(form: str, text: str) -> Match[str] | None:
    """As `re.fullmatch`."""
    return _FORMS[form].fullmatch(text)


def findall(form: str, text: str) -> list[Any]:
    """As `re.findall`."""
    return _FORMS[form].findall(text)


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
                compile(constant)
            except error:
                continue  # a string that only looks like a form


_FREQUENT = frozenset("的了不是一有我他在去给个这那来到就要都会上下户客")
_WIDEST = 60  # a set of more characters rules out next to nothing


def signs(form: str) -> list[frozenset[str]]:
    """Sets of characters, the rarest first: wherever the form is found, one of each set is in the text."""
    return sorted(_signs(_parser.parse(form)), key=_cost)


def _cost(chars: frozenset[str]) -> int:
    return len(chars) + 6 * len(chars & _FREQUENT)


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
