"""字典: the closed lists a company's words are taken from, with synonyms; edited by administrators.

A dictionary nobody has edited is that of `dictionaries.toml`. With the first edit its items become rows, all
in that change set: undo takes the rows away again and the usual ones hold.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from rapidfuzz import fuzz, process
from sqlalchemy import select
from sqlalchemy.orm import Session

from crm.errors import NotThere, Refused
from models.dictionary import DictionaryItem
from zh import regions
from zh.text import normal

KINDS: Final = ("kind", "nature", "industry", "level", "credit", "satisfaction", "source", "stage", "region")
FIXED: Final[Mapping[str, frozenset[str]]] = {
    "stage": frozenset(("潜在", "成交", "流失")),
    "level": frozenset(("A", "B", "C", "D")),
}
"""Items other rules count on (pool, silence, reports): they get synonyms, but no new name and no end."""
LONGEST: Final = {"level": 16, "credit": 16, "satisfaction": 16, "kind": 32, "nature": 32, "stage": 32}
NEAR: Final = 45  # of 100: a likeness below it is chance


@dataclass(frozen=True, slots=True)
class Item:
    """One item as it is used. `active`: given to new values."""

    name: str
    synonyms: tuple[str, ...] = ()
    active: bool = True


@cache
def usual() -> Mapping[str, tuple[Item, ...]]:
    """The dictionaries a company starts with."""
    return {
        kind: tuple(Item(words[0], tuple(words[1:])) for words in data["items"])
        for kind, data in _file().items()
    }


@cache
def called() -> Mapping[str, str]:
    """What people call each dictionary: 行业 → industry. The first wording of each is ours."""
    return {word: kind for kind, data in _file().items() for word in data["called"]}


def title(kind: str) -> str:
    """企业类型, 行业, …"""
    return str(_file()[kind]["called"][0])


@cache
def _file() -> Mapping[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "dictionaries.toml").read_text(encoding="utf-8"))


def bare(word: str) -> str:
    """The form in which words are compared."""
    return normal(word).replace(" ", "")


def by_word(items: Iterable[Item]) -> dict[str, str]:
    """Item names by every word for them; names win over synonyms, earlier items over later ones."""
    found: dict[str, str] = {}
    live = [item for item in items if item.active]
    for item in live:
        found.setdefault(bare(item.name), item.name)
    for item in live:
        for word in item.synonyms:
            found.setdefault(bare(word), item.name)
    return found


def near(known: Mapping[str, str], said: str, most: int = 4) -> list[str]:
    """Items whose name or synonym looks like what was said."""
    likely = process.extract(bare(said), list(known), scorer=fuzz.ratio, limit=most * 2, score_cutoff=NEAR)
    return list(dict.fromkeys(known[word] for word, _, _ in likely))[:most]


def rows(session: Session, kind: str) -> list[DictionaryItem]:
    """The dictionary's items as rows, made from the usual ones where there are none yet."""
    held = list(
        session.scalars(
            select(DictionaryItem).where(DictionaryItem.kind == kind).order_by(DictionaryItem.position)
        )
    )
    if held:
        return held
    now, source = session.info["now"], session.info["set_id"]
    made = [
        DictionaryItem(
            kind=kind,
            name=item.name,
            synonyms=list(item.synonyms),
            position=place,
            active=True,
            created_at=now,
            source=source,
        )
        for place, item in enumerate(usual()[kind], 1)
    ]
    session.add_all(made)
    session.flush()
    return made


One = TypeVar("One", Item, DictionaryItem)


def find(items: Iterable[One], name: str) -> One | None:
    """The item of that name or synonym."""
    wanted = bare(name)
    every = list(items)
    named = next((item for item in every if bare(item.name) == wanted), None)
    return named or next((item for item in every if wanted in map(bare, item.synonyms)), None)


def add(session: Session, kind: str, name: str, synonyms: list[str], now: datetime) -> DictionaryItem:
    """A new item, or further synonyms of one there is; one that was ended is given again."""
    _check(kind, name)
    held = rows(session, kind)
    item = next((row for row in held if bare(row.name) == bare(name)), None)
    if item is None:
        item = DictionaryItem(
            kind=kind, name=name, synonyms=[], position=len(held) + 1, active=True,
            created_at=now, source=session.info["set_id"],
        )  # fmt: skip
        session.add(item)
        _without(held, [name])
    item.active = True
    _join(held, item, synonyms)
    return item


def _check(kind: str, name: str) -> None:
    if not name.strip() or len(name) > LONGEST.get(kind, 64):
        raise Refused(f"「{name[:20]}」太长了，最多{LONGEST.get(kind, 64)}个字。")
    if kind == "region" and regions.read(name):
        raise Refused(f"「{name}」是行政区划，已经认识，不用加。")


def _without(held: Iterable[DictionaryItem], words: Iterable[str]) -> None:
    """A word means one item: it is taken off the others."""
    gone = {bare(word) for word in words}
    for row in held:
        kept = [word for word in row.synonyms if bare(word) not in gone]
        if kept != row.synonyms:
            row.synonyms = kept


def _join(held: Iterable[DictionaryItem], item: DictionaryItem, synonyms: Iterable[str]) -> None:
    have = {bare(item.name), *map(bare, item.synonyms)}
    new = [word for word in dict.fromkeys(synonyms) if word and bare(word) not in have]
    taken = {bare(row.name): row for row in held if row is not item and row.active}
    for word in new:
        if bare(word) in taken:
            raise Refused(
                f"「{word}」本身是一项，不能当「{item.name}」的别名。要合成一项，先停用「{word}」。"
            )
    _without((row for row in held if row is not item), new)
    if new:
        item.synonyms = [*item.synonyms, *new]


def rename(session: Session, kind: str, old: str, new: str) -> tuple[str, DictionaryItem]:
    """The item's old and its new name; the old one stays as a synonym. Values written with it are not touched
    here: see `crm.customers.customers.replace_value`."""
    _check(kind, new)
    held = rows(session, kind)
    item = _existing(held, kind, old)
    _not_fixed(kind, item.name, "改名")
    other = next((row for row in held if row is not item and bare(row.name) == bare(new)), None)
    if other is not None:
        raise Refused(f"{title(kind)}里已经有「{new}」了。")
    before = item.name
    _without(held, [new])
    item.name = new
    _join(held, item, [before])
    return before, item


def end(session: Session, kind: str, name: str) -> DictionaryItem:
    """停用: what has the value keeps it, nobody gets it any more."""
    held = rows(session, kind)
    item = _existing(held, kind, name)
    _not_fixed(kind, item.name, "停用")
    if not item.active:
        raise Refused(f"「{item.name}」已经停用了。要恢复就说「{title(kind)}加一项 {item.name}」。")
    item.active = False
    return item


def _existing(held: list[DictionaryItem], kind: str, name: str) -> DictionaryItem:
    item = find(held, name)
    if item is None:
        raise NotThere(f"{title(kind)}里没有「{name}」。发「字典 {title(kind)}」看有哪些。")
    return item


def _not_fixed(kind: str, name: str, what: str) -> None:
    if name in FIXED.get(kind, ()):
        raise Refused(f"「{name}」系统里的规则要用（公海、提醒、报表），不能{what}；可以加别名。")
