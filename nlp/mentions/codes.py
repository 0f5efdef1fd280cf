"""Goods by the figures of their model: 350的那款, 四五零那款, XK三一九零."""

from collections.abc import Mapping, Sequence

from nlp import forms as re
from nlp.mentions.mention import Mention, mentions
from nlp.names import Name
from nlp.stretches import Span
from zh.names import MODEL_MARK

_SPOKEN = {
    "零": "0",
    "〇": "0",
    "洞": "0",
    "幺": "1",
    **dict(zip("一二三四五六七八九", "123456789", strict=True)),
}
_RUN = f"[{''.join(_SPOKEN)}]"
_FIGURES = rf"(?<![\d.a-z])(?:\d{{2,5}}|\d{{1,3}}\.\d{{1,2}})(?![\d.])|(?<!{_RUN}){_RUN}{{3,5}}"
# 350的那款, 四五零这一款, 那款350的, 120型号的; but 三款, 350块的那款 and 三四款 count or cost.
_POINTED = re.compile(
    f"(?P<a>{_FIGURES})(?:的?[那这]一?[个种]?(?:款|型号)|(?:的|那个)?型号)的?|(?<=[那这]款)(?P<b>{_FIGURES})的"
)
_LETTERED = re.compile(f"(?<![a-z])[a-z]{{1,5}}-?{_RUN}{{2,5}}(?![点个号月年万千百十])")


def _typed(said: str) -> str:
    return "".join([_SPOKEN.get(char, char) for char in said])


def pointed(text: str) -> dict[Span, str]:
    """Where figures in a lower-case text point at goods, and the key that finds them."""
    found: dict[Span, str] = {}
    for match in _POINTED.finditer(text):
        found[match.span()] = MODEL_MARK + _typed(match["a"] or match["b"])
    return found


def lettered(text: str) -> dict[Span, str]:
    """The same of models whose figures are spoken behind their letters."""
    return {match.span(): _typed(match[0]) for match in _LETTERED.finditer(text)}


def find(said: Mapping[Span, str], by_key: Mapping[str, Sequence[Name]]) -> list[Mention]:
    """The goods of such models."""
    return [
        mention
        for (start, end), key in said.items()
        for mention in mentions(start, end, [n for n in by_key.get(key, ()) if n.kind == "product"], "exact")
    ]
