"""The company's own words for the parser: custom fields, what it added to dictionaries, and districts."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import nlp
from crm.company import dictionaries
from crm.company.vocabulary import Words
from handlers.context import Context
from nlp import lexicon
from nlp.frames import Frame
from nlp.lexicon import Lexicon
from zh import regions

TIMES = {"time", "due", "range", "date"}
READ = ("industry", "source", "stage", "region")  # dictionaries whose words the parser has a category for


def parse(text: str, ctx: Context, asked: Frame | None = None) -> list[Frame]:
    """What the text means to the parser here and now, in the company's own words; never empty.

    `asked`: the frame that a question is open about.
    """
    now = ctx.now.astimezone(ctx.tz)
    frames = nlp.parse(text, now, ctx.names, asked, lexicon_of(ctx.vocabulary))
    titles = [title for title in ctx.vocabulary.campaigns if len(title) > 2 and title in text]
    return [_without_titles(frame, text, titles) for frame in frames] if titles else frames


def _without_titles(frame: Frame, text: str, titles: list[str]) -> Frame:
    """年底回访聊过了, where a campaign is called so: its name says no time."""
    inside = {
        slot
        for slot in TIMES & frame.slots.keys()
        for title in titles
        if slot in frame.spans
        and (begin := text.find(title)) <= frame.spans[slot][0]
        and frame.spans[slot][1] <= begin + len(title)
    }
    slots = {slot: value for slot, value in frame.slots.items() if slot not in inside}
    return replace(frame, slots=slots) if inside else frame


def lexicon_of(words: Words) -> Lexicon:
    """The parser's lexicon with these words; made once for each version."""
    made: Lexicon | None = words.shelf.get("lexicon")
    if made is None:
        made = words.shelf["lexicon"] = with_districts().extended(_more(words))
    return made


@cache
def with_districts() -> Lexicon:
    """The parser's usual lexicon and the districts of the country."""
    usual = lexicon.default()
    return usual.extended({"place": [name for name in regions.districts() if name not in usual.marks]})


def _more(words: Words) -> dict[str, Iterable[str]]:
    more: dict[str, Iterable[str]] = {"custom_field": [field.name for field in words.fields]}
    more |= {f"field={field.name}": [field.name] for field in words.fields}
    for kind in READ:
        if kind not in words.edited:
            continue
        usual = dictionaries.by_word(dictionaries.usual()[kind])
        for item in words.dictionaries[kind]:
            new = [w for w in (item.name, *item.synonyms) if len(w) > 1 and dictionaries.bare(w) not in usual]
            if new and item.active:
                more[f"{kind}={item.name}"] = new
    return more
