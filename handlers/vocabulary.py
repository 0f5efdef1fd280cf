"""The company's own words for the parser: custom fields, what it added to dictionaries, and districts."""

from collections.abc import Iterable
from functools import cache

import nlp
from crm import dictionaries
from crm.vocabulary import Words
from handlers.context import Context
from nlp import lexicon
from nlp.frames import Frame
from nlp.lexicon import Lexicon
from zh import regions

READ = ("industry", "source", "stage", "region")  # dictionaries whose words the parser has a category for


def parse(text: str, ctx: Context, asked: Frame | None = None) -> list[Frame]:
    """What the text means to the parser here and now, in the company's own words; never empty.

    `asked`: the frame that a question is open about.
    """
    return nlp.parse(text, ctx.now.astimezone(ctx.tz), ctx.names, asked, lexicon_of(ctx.vocabulary))


def lexicon_of(words: Words) -> Lexicon:
    """The parser's lexicon with these words; made once for each version."""
    made: Lexicon | None = words.shelf.get("lexicon")
    if made is None:
        made = words.shelf["lexicon"] = _with_districts().extended(_more(words))
    return made


@cache
def _with_districts() -> Lexicon:
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
