"""A rule is a record: a name an engineer can search for, a pattern, and what the match means."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One reading of one kind of phrase.

    `starts` holds every character the phrase can begin with, so that a scanner asks only the rules that
    have a chance. `build` may still say None: the words match but do not mean it ("13月").
    """

    name: str
    starts: str
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str]], T | None]


def rule(name: str, starts: str, pattern: str, build: Callable[[re.Match[str]], T | None]) -> Rule[T]:
    """A rule from the text of its pattern; a table of rules then reads as a table."""
    return Rule(name, starts, re.compile(pattern), build)


def by_first_character(rules: Iterable[Rule[T]]) -> Mapping[str, tuple[Rule[T], ...]]:
    """The rules that may start with a character, in the order of the table (the first that builds wins)."""
    table: dict[str, list[Rule[T]]] = {}
    for each in rules:
        for character in dict.fromkeys(each.starts):
            table.setdefault(character, []).append(each)
    return {character: tuple(found) for character, found in table.items()}


def charset(characters: Iterable[str]) -> re.Pattern[str]:
    """Any one of the characters: to look for one is quicker than to look up each character of a text."""
    return re.compile(f"[{re.escape(''.join(characters))}]")
