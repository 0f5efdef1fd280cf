"""What was found in a message: cues, mentions, times and values, and the clauses they fall into."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from nlp import patterns
from nlp.entities import Item
from nlp.lexicon import Cue
from nlp.mentions.mention import Mention
from zh.text import Aligned

Span = tuple[int, int]
T = TypeVar("T")


class Kept(NamedTuple):
    """A frame that a rule saw in a place, and the name of what kept it from being."""

    intent: str
    rule: str
    span: Span
    by: str


@dataclass(slots=True)
class Reading:
    """A message and everything found in it; places are offsets into `text`."""

    source: Aligned
    text: str  # lower case, as long as `source.text`
    cues: list[Cue]
    mentions: list[Mention]
    items: list[Item]  # times and values
    signs: list[str] | None = None  # as the learned parts see the text, once one of them has looked
    kept: list[Kept] = field(default_factory=list)  # for `--why`
    dropped: tuple[Span, ...] = ()  # what the speaker took back, in the original
    said: str = field(init=False)  # `text`, its known names masked

    def __post_init__(self) -> None:
        self.said = _masked(self.text, self.mentions)

    def words(self, span: Span) -> str:
        """The original words of a place, without what was taken back there."""
        said = self.source.source(*span)
        if not self.dropped or not said:
            return said
        start, end = self.source.span(*span)
        original, kept, place = self.source.original, "", start
        for first, last in sorted(self.dropped):
            if start < first and last < end and place <= first:
                kept += original[place:first]
                place = last
        return said if place == start else (kept + original[place:end]).strip()


NAMED = "某"  # what stands for a character of a known name where forms are looked for; none asks for it
_MARKS = frozenset(" ,，。;；:：!！?？、\n")
_CALLED = frozenset({"customer", "person"})  # products and tags are called by words of the trade: 标签, 安装


def _masked(text: str, mentions: Iterable[Mention]) -> str:
    """The text as rules look at it: 听说英语转给林荫 is no rumour, 成老板 has no 成. Titles stay, rules ask
    for them."""
    for mention in mentions:
        if mention.names and mention.kind in _CALLED:
            start, end = mention.start, mention.end
            if mention.kind == "person":
                end = min(end, start + (len(mention.surname) or len(mention.names[0].key)))
            text = f"{text[:start]}{NAMED * (end - start)}{text[end:]}"
    return text


class _once(Generic[T]):
    """A property worked out when it is first asked for, and kept. (`cached_property` takes a lock each
    time.)"""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work, self._name = work, work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, clause: Any, owner: type | None = None) -> T:
        found = clause.__dict__[self._name] = self._work(clause)
        return found


def asked_once(work: Callable[["Clause"], T]) -> Callable[["Clause"], T]:
    """What several rules want to know of a clause is worked out for the first, and kept with the clause."""
    name = f"{work.__module__}.{work.__name__}"

    @wraps(work)
    def ask(clause: "Clause") -> T:
        known = clause.__dict__
        if name not in known:
            known[name] = work(clause)
        found: T = known[name]
        return found

    return ask


class Placed(Protocol):
    """What stands somewhere in a message: a cue, a mention, an item."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Placed)


def _between(things: Iterable[P], start: int, end: int) -> list[P]:
    """Those that lie between two places."""
    found: list[P] = []
    for thing in things:
        if start <= thing.start and thing.end <= end:
            found.append(thing)
    return found


NO_SUM = frozenset(("foreign", "rough"))
"""Kinds of money that is told and can be no sum in the books: 1000美元, 十几万."""


class Clause:
    """A piece of the message that says one thing, or adds to the one before."""

    def __init__(
        self,
        reading: Reading,
        start: int,
        end: int,
        cues: list[Cue],
        mentions: list[Mention],
        items: list[Item],
    ) -> None:
        self.reading, self.start, self.end = reading, start, end
        self.cues, self.mentions, self.items = cues, mentions, items
        self.text = reading.said[start:end]  # what rules look at; words are taken from `reading.text`
        self.carried: frozenset[str] = frozenset()  # features of earlier clauses that still hold

    @classmethod
    def of(cls, reading: Reading, start: int, end: int) -> "Clause":
        """The clause between two places, with what lies in it."""
        cues, mentions, items = reading.cues, reading.mentions, reading.items
        if start == 0 and end == len(reading.text):
            return cls(reading, start, end, cues[:], mentions[:], items[:])
        return cls(
            reading,
            start,
            end,
            _between(cues, start, end),
            _between(mentions, start, end) if mentions else [],
            _between(items, start, end) if items else [],
        )

    @_once
    def chars(self) -> frozenset[str]:
        """The characters of its text."""
        return frozenset(self.text)

    @_once
    def sentence(self) -> str:
        """Its words, names and all, with what stands before it up to a mark, where it was cut without one."""
        text, start = self.reading.text, self.start
        while start and text[start - 1] not in _MARKS:
            start -= 1
        return text[start : self.end]

    @_once
    def sentence_chars(self) -> frozenset[str]:
        """The characters of its sentence; those of its names only where the clause is a part of it."""
        whole = self.sentence
        return self.chars if len(whole) == len(self.text) else frozenset(whole)

    @_once
    def features(self) -> Set[str]:
        """What rules ask for: categories of cues, kinds of mentions and items."""
        found: set[str] = set()
        for cue in self.cues:
            found |= cue.features
        for mention in self.mentions:
            found.add(mention.kind)
            for name in mention.names:
                found.add(name.kind)
        for item in self.items:
            found.add("money" if item.kind in NO_SUM else item.kind)
            if item.kind == "time" and not self._describes(item):
                found.update(item.tenses)
        found.update(patterns.features(self.text, self.chars))
        return found

    def _describes(self, item: Item) -> bool:
        """明年的用量, 上季度的名单: the time belongs to a thing, it is not when something happens."""
        text = self.reading.text
        return (
            text.startswith("的", item.end)
            and not text.startswith("的时候", item.end)
            and item.end + 1 < self.end
        )

    @_once
    def known(self) -> Set[str]:
        """Its own features and those carried from earlier clauses; asked for only after `carried` is set."""
        return self.features | self.carried if self.carried else self.features

    def has(self, *features: str) -> bool:
        """Whether any of the features is there."""
        return not self.features.isdisjoint(features)

    def marked(self, category: str) -> list[Cue]:
        """The cues of a category, in order."""
        found: list[Cue] = []
        for cue in self.cues:
            if category in cue.features:
                found.append(cue)
        return found

    def first(self, category: str) -> Cue | None:
        """The first cue of a category."""
        for cue in self.cues:
            if category in cue.features:
                return cue
        return None

    def value(self, category: str) -> str | None:
        """The value of the first cue of a category."""
        for cue in self.cues:
            if category in cue.features:
                return cue.value(category)
        return None

    def named(self, kind: str) -> list[Mention]:
        """The mentions of a kind: customer, person, product, tag."""
        found: list[Mention] = []  # a loop: what `[… for …]` makes, only to call it, costs more for so few
        for mention in self.mentions:
            if mention.kind == kind:
                found.append(mention)
        return found

    def people(self, kind: str) -> list[Mention]:
        """The person mentions that can be a `user` or a `contact`."""
        found: list[Mention] = []
        for mention in self.mentions:
            if mention.kind == "person":
                for name in mention.names:
                    if name.kind == kind:
                        found.append(mention)
                        break
        return found

    def of_kind(self, *kinds: str) -> list[Item]:
        """Times and values of these kinds."""
        found: list[Item] = []
        for item in self.items:
            if item.kind in kinds:
                found.append(item)
        return found


def joined(clauses: Iterable[Clause]) -> Clause:
    """One clause over several neighbours."""
    listed = list(clauses)
    if len(listed) == 1:
        return listed[0]
    return Clause.of(listed[0].reading, listed[0].start, listed[-1].end)


def outside(clause: Clause, taken: Sequence[Placed]) -> str:
    """The clause's text without what stands in these places."""
    text, base, place = clause.text, clause.start, clause.start
    left = ""
    for start, end in sorted([(thing.start, thing.end) for thing in taken]):
        if start > place:
            left += text[place - base : start - base]
        place = max(place, end)
    return left + text[place - base :]


def customers(clause: Clause) -> set[str]:
    """The names of the known customers of a clause."""
    return {name.name for mention in clause.named("customer") for name in mention.names}
