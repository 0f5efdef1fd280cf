"""What each intent means in words, and the examples nearest to what was typed."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from rapidfuzz import fuzz, process

from handlers.registry import FRAMES


@cache
def rows() -> tuple[tuple[str, str, str, str], ...]:
    """intent, meaning, topic, example: one a line in `examples.tsv`."""
    text = files("handlers.chat").joinpath("examples.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((intent, meaning, topic, example) for intent, meaning, topic, example in rows)


def meaning(intent: str) -> str:
    """The intent as a person would say it: `order.create` is 录订单."""
    return next((m for i, m, _, _ in rows() if i == intent), "这件事")


ALIKE = 50  # of 100: below it the likeness is chance
EVERYDAY = ("interaction.log", "task.create", "customer.show")
LEADING = ("report.show", "deal.risky", "customer.list")  # what those who lead ask for every day


def nearest(text: str, most: int = 3, everyday: tuple[str, ...] = EVERYDAY) -> list[str]:
    """Examples of what works today that look most like the text, of different intents; else everyday ones."""
    best: dict[str, tuple[float, str]] = {}
    today = _of_today()
    if len(text) > 1:
        near_it = today.sharing(text)
        alike = process.extract(text, near_it, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=None)
        for example, likeness, place in alike:  # the most alike first
            if likeness > ALIKE:
                best.setdefault(today.intents[place], (likeness, example))
    near = [example for _, example in sorted(best.values(), reverse=True)]
    usual = [next(e for i, _, _, e in rows() if i == intent) for intent in everyday]
    return list(dict.fromkeys([*near, *usual]))[:most]


@dataclass(frozen=True, slots=True)
class _Known:
    """Intents that work, and an example of each beside it; an intent may be there several times.

    `where`: in which examples a character is.
    """

    intents: list[str]
    examples: list[str]
    where: dict[str, list[int]]

    def sharing(self, text: str) -> dict[int, str]:
        """The examples, by place, that can be alike at all.

        More than half of the two stretches compared is common to them, the one as long as the shorter text,
        the other at least as long as what is common: so a third of the shorter text is.
        """
        shared = Counter(chain.from_iterable(self.where.get(char, ()) for char in text))
        found = {}
        for place in sorted(shared):
            example = self.examples[place]
            if 3 * shared[place] > min(len(text), len(example)):
                found[place] = example
        return found


@cache
def _of_today() -> _Known:
    intents: list[str] = []
    examples_: list[str] = []
    where: dict[str, list[int]] = {}
    for intent, _, _, example in rows():
        if intent in FRAMES:
            for char in set(example):
                where.setdefault(char, []).append(len(examples_))
            intents.append(intent)
            examples_.append(example)
    return _Known(intents, examples_, where)


def examples(topic: str | None, most: int = 8) -> list[str]:
    """Examples of one topic, the first of each intent."""
    fitting = [row for row in rows() if topic is None or row[2] == topic]
    return [example for intent, _, _, example in fitting if intent in FRAMES][:most]


def topics() -> list[str]:
    return list(dict.fromkeys(topic for _, _, topic, _ in rows()))
