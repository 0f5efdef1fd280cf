"""The words of one company, read once for each version of them and kept by the process."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any, Literal

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from crm.company import dictionaries
from crm.company.dictionaries import Item
from crm.deals import stages
from crm.deals.stages import Stage
from models.books import REWORDED
from models.campaigns import Campaign, Material
from models.customers import CustomerTag
from models.dictionary import CustomField, DictionaryItem, Vocabulary
from zh import names, regions
from zh.text import normal

MOST_KEPT = 32  # companies a process serves at once are one; tests have more
MOST_TAGS = 3000
EVERYTHING = {"unscoped": True, "everything": True}


@dataclass(frozen=True, slots=True)
class Field:
    """自定义字段."""

    id: int
    name: str
    kind: str  # number, text, date, choice
    choices: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Words:
    """Dictionaries, fields and tags of a company, in one version."""

    dictionaries: Mapping[str, tuple[Item, ...]]
    fields: tuple[Field, ...] = ()
    tags: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = stages.USUAL
    materials: tuple[str, ...] = ()  # what any is called, also those taken out
    campaigns: tuple[str, ...] = ()  # likewise, whoever may see it
    edited: frozenset[str] = frozenset()  # the dictionaries that are no longer the usual ones
    shelf: dict[str, Any] = field(default_factory=dict, compare=False)  # what others make of them, once

    @cached_property
    def _by_word(self) -> Mapping[str, Mapping[str, str]]:
        return {kind: dictionaries.by_word(items) for kind, items in self.dictionaries.items()}

    def known(self, kind: str) -> Mapping[str, str]:
        """Item names of a dictionary by every word for them."""
        return self._by_word[kind]

    def clean(self, kind: str, said: str) -> str | None:
        """The item these words mean; None where there is none. A region may be any place of China."""
        word = dictionaries.bare(said)
        for tail in ("", "客户", dictionaries.title(kind), "级", "类"):
            if tail and not word.endswith(tail):
                continue
            if name := self._by_word[kind].get(word.removesuffix(tail)):
                return name
        if kind == "region" and (place := regions.one(said)):
            return place.short
        return None

    def near(self, kind: str, said: str) -> list[str]:
        """Items like what was said; of a region also the places it may be."""
        if kind == "region" and (places := regions.read(said)):
            return [place.short for place in places][:5]
        return dictionaries.near(self._by_word[kind], said)

    def field(self, name: str) -> Field | None:
        """The custom field of that name."""
        wanted = normal(name).replace(" ", "")
        return next((one for one in self.fields if normal(one.name).replace(" ", "") == wanted), None)

    @cached_property
    def tag_keys(self) -> Mapping[str, str]:
        """Tags by the keys the parser asks for, written only: a tag by ear would be too much."""
        return {key: tag for tag in self.tags for key in names.tag_keys(tag) if not key.startswith("~")}


def is_called(name: str, wanted: str) -> bool:
    """Whether words name something: in full, or in part."""
    return name == wanted or (len(wanted) > 1 and wanted in name)


def any_called(
    words: Words, which: Literal["materials", "campaigns"], said: str, bare: Callable[[str], str]
) -> bool:
    """Whether one of these names can be meant: most messages mean none, and the database need not be asked.

    `bare`: a name without what need not be said.
    """
    known: list[str] | None = words.shelf.get(which)
    if known is None:
        known = words.shelf[which] = [*map(bare, getattr(words, which))]
    wanted = bare(said)
    return any(is_called(name, wanted) for name in known)


USUAL = Words(dictionaries.usual())
_kept: OrderedDict[tuple[Engine, int], Words] = OrderedDict()
_lock = Lock()


def of(session: Session, version: int | None = None) -> Words:
    """The words of the session's company; `version` where it is known already (`people.load_speaker`)."""
    if version is None:
        version = session.scalar(select(Vocabulary.version)) or 0
    key = (session.get_bind().engine, version)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    words = _load(session)
    with _lock:
        _kept[key] = words
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return words


def _load(session: Session) -> Words:
    own: dict[str, list[Item]] = {}
    unscoped = {"unscoped": True}
    order = (DictionaryItem.position, DictionaryItem.id)
    for row in session.scalars(select(DictionaryItem).order_by(*order), execution_options=unscoped):
        own.setdefault(row.kind, []).append(Item(row.name, tuple(row.synonyms), row.active))
    fields = session.scalars(
        select(CustomField).order_by(CustomField.position, CustomField.id), execution_options=unscoped
    )
    tags = select(CustomerTag.name).distinct().order_by(CustomerTag.name).limit(MOST_TAGS)
    return Words(
        {**dictionaries.usual(), **{kind: tuple(items) for kind, items in own.items()}},
        tuple(Field(f.id, f.name, f.kind, tuple(f.choices), f.unit) for f in fields),
        tuple(session.scalars(tags, execution_options=unscoped)),
        stages.all_of(session),
        tuple(session.scalars(select(Material.name).distinct(), execution_options=EVERYTHING)),
        tuple(session.scalars(select(Campaign.title).distinct(), execution_options=EVERYTHING)),
        frozenset(own),
    )


def changed(session: Session) -> None:
    """The words are read anew. For a tag nobody had before; of what is `SPOKEN` the books see to it."""
    REWORDED.run(session, {})
