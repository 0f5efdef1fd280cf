"""Second step: who and what is named. All keys of a message are gathered first, the index is asked once."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from nlp import forms as re
from nlp.lexicon import Cue
from nlp.mentions import codes, heard, people, spelled, written
from nlp.mentions.kinds import HOUSES, other_school
from nlp.mentions.mention import Mention
from nlp.mentions.overlaps import without_overlaps
from nlp.names import Name, NameIndex
from nlp.stretches import Span, stretches
from zh import kinds as zh_kinds
from zh import names as zh_names


class Found(NamedTuple):
    """The mentions of a message, and the records that are of a kind it speaks of (印刷厂), by the key of that
    kind."""

    mentions: list[Mention]
    of_kind: Mapping[str, Sequence[Name]]


def find(text: str, cues: Sequence[Cue], taken: Sequence[Span], index: NameIndex) -> list[Mention]:
    """The mentions of a lower-case text alone."""
    return look(text, cues, taken, index).mentions


def look(
    text: str, cues: Sequence[Cue], taken: Sequence[Span], index: NameIndex, times: Collection[Span] = ()
) -> Found:
    """The mentions of a lower-case text, from left to right, without overlaps (tags may lie over others).

    No name reaches over what is `taken`; over one of the `times`, only what is written as the longer name is.
    """
    spans, forms, sounds = stretches(text, taken)
    spoken = people.spoken(text, cues)
    keys = {*forms, *sounds}
    if of_a_kind := zh_kinds.said_in(text):
        kinds = {zh_kinds.MARK + kind for kind in of_a_kind}
        keys |= kinds
    keys.discard("")
    models = codes.pointed(text) if "款" in text or "型号" in text else {}
    letters: dict[Span, set[str]] = {}
    if latin := _LETTER.search(text) is not None:
        models |= codes.lettered(text)
        letters = spelled.words(text, cues, taken)
        keys.update(*letters.values())
    keys.update(models.values())
    for person in spoken:
        keys |= zh_names.surname_keys(person.surname)
        if person.how == "nick" or person.title in people.ELDERS:
            keys.add(f"{person.surname}$")
    by_key: dict[str, list[Name]] = {}
    for name in index.find(keys):
        by_key.setdefault(name.key, []).append(name)
    found = people.titled(text, spoken, by_key)
    if by_key:
        found += written.find(text, spans, forms, by_key)
        if said := {text[m.start : m.end] for m in found} & written.ALSO_WORDS:
            ends = {end for _, end in (*taken, *times)}
            found = [
                m for m in found if text[m.start : m.end] not in said or written.is_a_name(text, m, ends)
            ]
        found += heard.find(text, spans, sounds, by_key, cues, [*taken, *times], found)
        if models:
            found += codes.find(models, by_key)
        if letters:
            found += spelled.find(text, letters, by_key)
        if times:
            found = [m for m in found if written.reaches_over(text, m, times)]
    if latin:
        found += people.latin(text, cues, found)
    found = without_overlaps(text, found)
    if not HOUSES.isdisjoint(text):
        found = [mention for mention in found if not other_school(text, mention)]
    return Found(
        people.with_titles(found, cues),
        {key: by_key[key] for key in kinds & by_key.keys()} if of_a_kind else _NONE,
    )


_LETTER = re.compile("[a-z]")
_NONE: Mapping[str, Sequence[Name]] = {}
