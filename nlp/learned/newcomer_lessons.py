"""Training of `newcomers`: messages of the corpora whose known customers are taken out, and others put in
their stead."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from nlp import entities, lexicon, mentions, talk
from nlp.learned import newcomers
from nlp.learned.corpus import messages, worlds_beside
from nlp.mentions.mention import Mention
from nlp.names import KnownNames
from nlp.parser import heard
from nlp.strangers import NEW
from zh.names import core

WORDS = Path(__file__).with_name("newcomers.txt")
SWAPPED = 2  # how often each message is told once more, with other names
ROUNDS = 6
RATE = 0.3
FADE = 0.9995  # of a weight is left after a round
SEEN = 3  # a trace of fewer stretches is not learned
KEPT = 0.2  # a smaller weight is not written
PLACE = "＿"
_NOW = datetime.fromisoformat("2026-11-24T09:30:00+08:00")

Span = tuple[int, int]


class Lesson(NamedTuple):
    """A message and where its customers stand."""

    text: str
    right: frozenset[Span]
    sight: newcomers.Sight


def lessons(files: Iterable[Path], swapped: int = SWAPPED) -> list[Lesson]:
    """From the messages of these files, and from the sentences of `newcomers.txt`."""
    found: list[Lesson] = []
    told = [one for file in files for one in messages(file, worlds_beside(file))]
    words = _words()
    spoken = sorted({core(name).lower() for _, known in told for name in known.get("customers", ())})
    names = _Names([name for name in spoken if 2 <= len(name) <= 8], words)
    for message, known in told:
        lower = heard(message["text"])[1]
        if message.get("pending") or talk.answer(lower, lexicon.default()) or NEW.search(lower):
            continue
        now = datetime.fromisoformat(message["now"])
        spans = _customers(lower, message["frames"], known, now)
        rest: dict[str, Any] = {kind: known[kind] for kind in ("users", "products") if kind in known}
        found.append(_lesson(lower, spans, rest, now))
        if spans:
            found += [_lesson(*_with_others(lower, spans, names), rest, now) for _ in range(swapped)]
    for sentence in words["sentences"] * (1 + swapped):
        at = sentence.index(PLACE)
        found.append(_lesson(*_with_others(sentence, [(at, at + 1)], names), {}, _NOW))
    return found + [_lesson(sentence, [], {}, _NOW) for sentence in words["nobody"]]


def trained(lessons: Sequence[Lesson], rounds: int = ROUNDS) -> list[str]:
    """The lines of the weights file: which stretch is the name, or none, by conditional likelihood with
    AdaGrad."""
    often = Counter(trace for one in lessons for _, traces in one.sight.stretches() for trace in traces)
    weights = {trace: 0.0 for trace, count in sorted(often.items()) if count >= SEEN}
    paces = dict.fromkeys(weights, 1.0)
    order = [
        (
            one.right,
            [(*place, [t for t in traces if t in weights]) for place, traces in one.sight.stretches()],
        )
        for one in lessons
        if any(one.sight.stretches())
    ]
    shuffle = random.Random(1).shuffle
    for _ in range(rounds):
        shuffle(order)
        for right, stretches in order:
            _learn(right, stretches, weights, paces)
        for trace in weights:
            weights[trace] *= FADE
    return [f"{trace}\t{round(10 * value)}" for trace, value in weights.items() if abs(value) >= KEPT]


def _learn(
    right: frozenset[Span],
    stretches: Sequence[tuple[int, int, list[str]]],
    weights: dict[str, float],
    paces: dict[str, float],
) -> None:
    worth = [sum(map(weights.__getitem__, traces)) for *_, traces in stretches]
    most = max(0.0, *worth)
    raised = [exp(value - most) for value in worth]
    whole = sum(raised) + exp(-most)
    meant = sum(
        value for value, (start, end, _) in zip(raised, stretches, strict=True) if (start, end) in right
    )
    for value, (start, end, traces) in zip(raised, stretches, strict=True):
        wanted = value / meant if meant and (start, end) in right else 0.0
        miss = wanted - value / whole
        if abs(miss) < 0.01:
            continue
        for trace in traces:
            paces[trace] += miss * miss
            weights[trace] += RATE * miss / paces[trace] ** 0.5


def _customers(text: str, frames: Sequence[Any], known: dict[str, Any], now: datetime) -> list[Span]:
    """Where known customers are named, or one that is not known and stands in the frames."""
    if spans := [(m.start, m.end) for m in _mentions(text, known, now)[1] if m.kind == "customer"]:
        return spans
    said = {name.lower() for frame in frames if isinstance(name := frame["slots"].get("customer"), str)}
    return sorted((at, at + len(name)) for name in said if (at := text.find(name)) >= 0)


def _mentions(text: str, known: dict[str, Any], now: datetime) -> tuple[list[entities.Item], list[Mention]]:
    items = entities.find(text, now)
    taken = [(i.start, i.end) for i in items if i.kind in entities.NO_NAMES]
    return items, mentions.find(text, lexicon.default().scan(text), taken, KnownNames.of(known))


def _lesson(text: str, spans: Sequence[Span], known: dict[str, Any], now: datetime) -> Lesson:
    items, found = _mentions(text, known, now)
    return Lesson(text, frozenset(spans), newcomers.seen(text, lexicon.default().scan(text), found, items))


def _with_others(text: str, spans: Sequence[Span], names: "_Names") -> tuple[str, list[Span]]:
    moved, right = 0, []
    for start, end in spans:
        name = names.one()
        text = text[: start + moved] + name + text[end + moved :]
        right.append((start + moved, start + moved + len(name)))
        moved += len(name) - (end - start)
    return text, right


class _Names:
    """Names of companies: some of the corpora, some that everybody knows, some made up."""

    def __init__(self, spoken: Sequence[str], words: dict[str, list[str]]) -> None:
        self._spoken, self._words, self._random = spoken, words, random.Random(7)

    def one(self) -> str:
        draw = self._random
        kind = draw.random()
        if kind < 0.3:
            return draw.choice(self._words["brands"])
        if kind < 0.65 and self._spoken:
            return draw.choice(self._spoken)
        made = "".join(draw.choice(self._words["syllables"][0]) for _ in range(draw.choice((2, 2, 2, 3))))
        return made + (draw.choice(self._words["trades"]) if draw.random() < 0.3 else "")


def _words() -> dict[str, list[str]]:
    """The lists of `newcomers.txt`: sentences a line each, words between spaces."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).extend(
                [line] if heading in ("sentences", "nobody") else line.split()
            )
    return found
