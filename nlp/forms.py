"""`re` for forms written where they are used: `from nlp import forms as re`.

The parser has more such forms than the cache of `re` keeps (512), and there each look-up costs as much as the
search. Here a form is compiled once and kept. Forms are constants of the source, never made from a message.
"""

from collections.abc import Callable, Iterator
from re import Match, Pattern, compile, error, escape
from types import CodeType

__all__ = [
    "Match",
    "Pattern",
    "compile",
    "escape",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]


class _Forms(dict[str, Pattern[str]]):
    def __missing__(self, form: str) -> Pattern[str]:
        found = self[form] = compile(form)
        return found


_FORMS = _Forms()


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
                _FORMS[constant] = compile(constant)
            except error:
                continue  # a string that only looks like a form
