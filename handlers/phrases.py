"""Plain commands that are no frame of the parser's contract: 离职交接 A→B, 查重, 保护华为3天.

They are matched whole, before the parser, so that they never colour the reading of a free sentence.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from handlers.context import Context
from handlers.screen import Screen
from nlp.frames import Frame
from nlp.names import Name
from zh import names
from zh.text import normal, plain

Reading = Callable[[re.Match[str], Context], Frame | None]

PHRASES: list[tuple[str, Reading, int]] = []
"""Patterns, who reads what they match, and the longest text they are tried on. A pattern is compiled when
a text may match it: all nine hundred were 0.3 of the 4.1 s that importing took on a busy machine."""

compiled = cache(re.compile)
NICKNAME = re.compile("[小老阿](.)")
BY_TITLE = re.compile(
    "([\u4e00-\u9fff])(?:总|总监|经理|工|主任|主管|老师|先生|女士|姐|哥|老板|院长|校长|处长|科长|厂长|所长|部长)"
)
LONGEST = 60  # characters; a longer message is a story, no command


def says(*patterns: str, longest: int = LONGEST) -> Callable[[Reading], Reading]:
    """The function reads messages that are wholly one of these patterns; None: it is none after all. It may
    raise Refused, which is the answer then.

    `longest`: characters, for those that carry a text of their own.
    """

    def register(function: Reading) -> Reading:
        PHRASES.extend((pattern, function, longest) for pattern in patterns)
        return function

    return register


def in_order(modules: list[str]) -> None:
    """Plain commands are tried in this order of the modules that read them. Raises ValueError for others."""
    PHRASES.sort(key=lambda phrase: modules.index(phrase[1].__module__))


def spoken(text: str, ctx: Context) -> Frame | None:
    """The frame of a plain command; None where the parser shall read. Raises Refused as the readings do."""
    said = normal(text).strip(" 。.!！?？~")
    for place in screen().may_match(said):
        pattern, reading, _ = PHRASES[place]
        if (match := compiled(pattern).fullmatch(said)) and (frame := reading(match, ctx)) is not None:
            return frame
    return None


@cache
def screen() -> Screen:
    """Made when every module has said what it reads; at start-up, or with the first message."""
    return Screen([(pattern, longest) for pattern, _, longest in PHRASES])


def as_typed(match: re.Match[str], ctx: Context) -> re.Match[str]:
    """The match over the words as they were typed, for names whose capitals are to stay; else the match."""
    typed = " ".join(plain(ctx.text).split()).strip(" 。.!！?？~")
    return re.compile(match.re.pattern, re.IGNORECASE).fullmatch(typed) or match


def customers_called(words: str, ctx: Context) -> tuple[Name, ...]:
    """Customers within sight that these words name, each once; of Latin letters also pinyin and initials."""
    said = words.strip()
    latin = said.isascii() and said.isalpha() and len(said) > 1
    found = ctx.names.find(names.latin_keys(said) if latin else names.query_keys(said))
    return tuple({name.id: name for name in found if name.kind == "customer"}.values())


@dataclass(frozen=True, slots=True)
class Whose:
    """The customers that words may begin with, and what is left of them: 李总 of 华为李总."""

    said: str
    refs: tuple[Name, ...]
    rest: str = ""


def led_by(words: str, ctx: Context) -> Whose | None:
    """The customer that the words begin with, by the longest name within sight; one query."""
    said = words.strip()
    fitting = {said[:end]: names.query_keys(said[:end]) for end in range(len(said), 1, -1)}
    found = ctx.names.find(frozenset().union(*fitting.values()))
    for prefix, keys in fitting.items():
        hit = {one.id: one for one in found if one.kind == "customer" and one.key in keys}
        if hit:
            return Whose(prefix, tuple(hit.values()), said[len(prefix) :].strip())
    return None


def contacts_called(words: str, ctx: Context) -> tuple[Name, ...]:
    """People at customers within sight whom these words name, each once: 李强, 李总."""
    said = words.strip()
    keys = set(names.query_keys(said))
    if match := BY_TITLE.fullmatch(said):
        keys |= names.surname_keys(match[1])
    return tuple({name.id: name for name in ctx.names.find(keys) if name.kind == "contact"}.values())


def firms_of(words: str, ctx: Context) -> tuple[Name, ...]:
    """The customers whose people these words name, each once: 李总."""
    people = contacts_called(words, ctx)
    return tuple(
        {
            one.customer_id: Name("customer", one.customer, "", one.customer_id)
            for one in people
            if one.customer is not None
        }.values()
    )


def colleagues_called(words: str, ctx: Context) -> tuple[Name, ...]:
    """Colleagues that these words name: 李晓, 小李; nobody calls oneself 小李 where another is called so."""
    keys = set(names.query_keys(words.strip()))
    if match := NICKNAME.fullmatch(words.strip()):
        keys |= names.surname_keys(match[1])
    found = {name.id: name for name in ctx.names.find(keys) if name.kind == "user"}
    exact = [name for name in found.values() if name.name == words.strip()]
    others = [name for name in found.values() if name.id != ctx.user.id]
    return tuple(exact or others or found.values())
