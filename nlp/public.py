"""Public houses by their short name: 省妇幼, 市二院. The level at their head is part of which one is
meant."""

from collections.abc import Sequence

from nlp import forms as re
from nlp.mentions.mention import Mention

_LEVELS = frozenset("省市县区")
_LEVEL = re.compile("[省市县区]")
_OF_PLACE = re.compile("[省市县区州]")
_SHORT = re.compile(
    "(?<![全本外各我你他跨出进])(?:省|市|县|区|州)(?:(?:妇幼|妇保)(?:保健)?院?|(?:人民|中医|中心|儿童|肿瘤"
    "|传染病|胸科|口腔|精神)(?:医院|院)|[一二三四五六七八九]院|疾控(?:中心)?|血站|城投|建投|交投|水务|公安局"
    "|教育局|财政局|税务局|交通局|水利局)"
)


def named(text: str) -> tuple[int, int] | None:
    """The place of such a short name, which is not what companies are called."""
    match = _SHORT.search(text) if _OF_PLACE.search(text) else None
    return match.span() if match else None


def of_their_level(text: str, found: list[Mention]) -> list[Mention]:
    """省妇幼 is no 青州市妇幼保健院: without those whose own name says another level than was said."""
    if not found or _LEVEL.search(text) is None:
        return found
    return [one for m in found if (one := _fitting(text, m)) is not None]


def _fitting(text: str, mention: Mention) -> Mention | None:
    start = mention.start
    level = text[start - 1 : start]
    if mention.kind != "customer" or level not in _LEVELS or _SHORT.match(text, start - 1) is None:
        return mention
    said = text[start : mention.end]
    names = tuple(name for name in mention.names if _level_of(name.name, said) in ("", level))
    return mention._replace(names=names) if names else None


def _level_of(name: str, said: str) -> str:
    """市 of 青州市妇幼保健院, where 妇幼 was said; nothing where the name has no level before it."""
    before: Sequence[str] = [char for char in name[: max(0, name.find(said[0]))] if char in _LEVELS]
    return before[-1] if before else ""
