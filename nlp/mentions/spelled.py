"""Names typed in pinyin: huawei昨天打款, weiwei的资料."""

from collections.abc import Mapping, Sequence

from nlp import forms as re
from nlp.lexicon import Cue
from nlp.mentions.mention import Mention, mentions
from nlp.names import Name, keys_of
from nlp.stretches import Span
from zh import pinyin

_WORD = re.compile("(?<![a-z0-9_@.:/-])[a-z]{4,24}(?![a-z0-9_@.:/-])")
# English words that are syllables of pinyin as well, said among Chinese ones.
_ENGLISH = frozenset(
    "demo menu data china sale sales share image women banner name made take home base".split()
)


def words(text: str, cues: Sequence[Cue], taken: Sequence[Span]) -> dict[Span, set[str]]:
    """Where Latin letters of a lower-case text can be pinyin, with the keys by sound they stand for."""
    found: dict[Span, set[str]] = {}
    for match in _WORD.finditer(text):
        start, end = match.span()
        if (
            match[0] not in _ENGLISH
            and not any(a < end and start < b for a, b in taken)
            and not any(cue.start < end and start < cue.end for cue in cues)
            and (sounds := pinyin.spelled(match[0]))
        ):
            found[start, end] = {"~" + sound for sound in sounds}
    return found


def find(text: str, said: Mapping[Span, set[str]], by_key: Mapping[str, Sequence[Name]]) -> list[Mention]:
    """The names that are spelled so to the letter."""
    found: list[Mention] = []
    for (start, end), keys in said.items():
        word = text[start:end]
        names = [name for key in keys for name in by_key.get(key, ()) if _is_spelled(name, word)]
        found += mentions(start, end, names, "heard")
    return found


def _is_spelled(name: Name, word: str) -> bool:
    """Of people the whole name is, of companies any short form may be."""
    if name.kind in ("contact", "user"):
        return pinyin.of(name.name) == word
    return any(form[0] not in _MARKS and pinyin.of(form) == word for form in keys_of(name.kind, name.name))


_MARKS = frozenset("~@%#")
