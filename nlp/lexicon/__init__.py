"""The words the parser knows, as data: the `*.txt` files of this folder.

A heading `[category]` or `[category=value]` opens a list of words separated by spaces or lines;
`#` begins a comment. A word may stand under several headings. At run time custom fields and
dictionary items are added with `Lexicon.extended`.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from functools import cache
from pathlib import Path
from sys import intern
from typing import NamedTuple

from zh.name_words import places

_HERE = Path(__file__).parent

# Answers and greetings mean something only as a whole message, never inside one.
_WHOLE = frozenset({"yes", "no", "cancel", "greet", "help", "thanks", "how"})
# Things talked about that longer words carry along: 商机金额 is about a 商机.
_THINGS = frozenset({"opp_word", "quote_word", "task_word"})

Mark = tuple[str, str]  # category and value; the value is the word itself where the heading gives none
_Entry = tuple[str, tuple[Mark, ...], frozenset[str]]  # a word, its marks, its features


class Cue(NamedTuple):
    """A lexicon word in the text."""

    start: int
    end: int
    word: str
    marks: tuple[Mark, ...]
    features: frozenset[str]  # its categories, and `category=value` of those whose value rules ask for

    def value(self, category: str) -> str | None:
        """What the word stands for in that category."""
        for name, value in self.marks:
            if name == category:
                return value
        return None


class Lexicon:
    """Words with their marks, found in a text in one pass: longest word first, no overlaps."""

    def __init__(self, marks: Mapping[str, Iterable[Mark]]) -> None:
        self.marks: dict[str, tuple[Mark, ...]] = {}
        # Words that mean something inside a sentence: those of one character, and for the first two
        # characters of the others how long they can be (but for two, the longest first), and the word of two
        # if it is one.
        self._inside: dict[str, _Entry] = {}
        self._single: dict[str, _Entry] = {}
        self._heads: dict[str, tuple[tuple[int, ...], _Entry | None]] = {}
        # The first characters of words that mean something by themselves.
        self.answering: frozenset[str] = frozenset()
        self._put(marks)

    def _put(self, marks: Mapping[str, Iterable[Mark]]) -> None:
        lengths: dict[str, set[int]] = {}
        answering: set[str] = set()
        for word, listed in marks.items():
            if not word:
                continue
            found = self.marks[word] = tuple(listed)
            whole = [category in _WHOLE for category, _ in found]
            if any(whole):
                answering.add(word[0])
            if all(whole):
                continue
            self._inside[word] = (word, found, _features(found))
            if len(word) == 1:
                self._single[word] = self._inside[word]
            else:
                lengths.setdefault(word[:2], set()).add(len(word))
        self.answering |= answering
        for head, more in lengths.items():
            longer = more.union(self._heads[head][0] if head in self._heads else ()) - {2}
            self._heads[head] = (tuple(sorted(longer, reverse=True)), self._inside.get(head))

    def extended(self, more: Mapping[str, Iterable[str]]) -> "Lexicon":
        """A lexicon with more words; keys are headings: `{"field=keyman": ["关键人"]}`.

        It costs little more than the words that are new: a tag added in the chat makes one for the next
        message.
        """
        marks: dict[str, list[Mark]] = {}
        for heading, words in more.items():
            for word in words:
                word = word.casefold()
                marks.setdefault(word, list(self.marks.get(word, ()))).append(_mark(heading, word))
        made = copy(self)
        made.marks, made._inside = self.marks.copy(), self._inside.copy()
        made._single, made._heads = self._single.copy(), self._heads.copy()
        made._put(marks)
        return made

    def scan(self, text: str) -> list[Cue]:
        """The cues of a text in lower case, from left to right."""
        cues: list[Cue] = []
        heads, single, inside = self._heads, self._single, self._inside
        new = tuple.__new__  # no call in between: there are many
        i, size = 0, len(text)
        while i < size:
            start = i
            i += 1
            if (head := text[start : start + 2]) in heads:
                lengths, found = heads[head]
                for length in lengths:
                    if (word := text[start : start + length]) in inside:
                        found = inside[word]
                        break
                if found is not None:
                    i = start + len(found[0])
                    cues.append(new(Cue, (start, i, *found)))
                    continue
            if (word := text[start]) in single:
                cues.append(new(Cue, (start, i, *single[word])))
        return cues


_VALUED = frozenset({"field", "type", "kind", "approval", "label", "scope", "status"})


def _features(marks: Iterable[Mark]) -> frozenset[str]:
    """What a clause with such a word has for rules to ask for."""
    found: set[str] = set()
    for category, value in marks:
        found.add(category)
        if category in _VALUED:
            found.add(intern(f"{category}={value}"))
    return frozenset(found)


@cache
def default() -> Lexicon:
    """The lexicon of the files in this folder."""
    marks: dict[str, list[Mark]] = {}
    for file in sorted(_HERE.glob("*.txt")):
        heading = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            line = line.split("#")[0].strip()
            if line.startswith("["):
                heading = line.strip("[]")
                continue
            for word in line.casefold().split():
                marks.setdefault(word, []).append(_mark(heading, word))
    for place in places():
        marks.setdefault(place, []).append(("place", place))
    _split_verbs(marks)
    _inherit_channels(marks)
    _inherit_things(marks)
    return Lexicon(marks)


# A verb and its object come apart: 吃饭 gives 吃了饭, 吃了顿饭, 吃完饭. These forms say that it happened.
_DONE = tuple(
    "了 过 完 了个 了一个 过一次 了次 了一次 了顿 了一顿 了场 了一场 了通 了一通 了封 了条 了杯 了会 "
    "了会儿 了半天 了俩 了两个 个 的".split()
)


def _split_verbs(marks: dict[str, list[Mark]]) -> None:
    """The forms of the verbs under `[split]`, written 吃|饭, with the channel of the whole."""
    for word in [w for w, found in marks.items() if "|" in w and any(c == "split" for c, _ in found)]:
        channel = next(value for category, value in marks.pop(word) if category == "split")
        verb, _, object_ = word.partition("|")
        for category, forms in (
            ("met", [verb + done + object_ for done in _DONE]),
            ("meet", [verb + object_]),
        ):
            for form in forms:
                found = marks.setdefault(form, [])
                have = {c for c, _ in found}
                kind = "meet" if form == f"{verb}个{object_}" else category
                found += [(c, v) for c, v in ((kind, form), ("channel", channel)) if c not in have]


def _inherit_channels(marks: dict[str, list[Mark]]) -> None:
    """拜访了 is a visit because 拜访 is: words of `met` and `meet` take the channel of the longest part."""
    channels = {word: mark for word, found in marks.items() for mark in found if mark[0] == "channel"}
    by_length = sorted(channels, key=len, reverse=True)
    for word, found in marks.items():
        categories = {category for category, _ in found}
        if categories & {"met", "meet"} and "channel" not in categories:
            found.extend(channels[part] for part in [p for p in by_length if p in word][:1])


def _inherit_things(marks: dict[str, list[Mark]]) -> None:
    things = [
        (word, mark)
        for word, found in marks.items()
        for mark in found
        if mark[0] in _THINGS and len(word) > 1
    ]
    for word, found in list(marks.items()):
        if len(word) > 2:
            found.extend(
                mark
                for part, mark in things
                if part != word and part in word and mark[0] not in {c for c, _ in found}
            )


def _mark(heading: str, word: str) -> Mark:
    category, _, value = heading.partition("=")
    return intern(category), value or word  # the rules' own string: equal at sight, without comparing
