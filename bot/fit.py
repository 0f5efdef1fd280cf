"""Making text fit WeCom's limits, which count bytes for messages and characters for cards."""

import re
import unicodedata

ELLIPSIS = "…"
_BREAKS = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")


def fit_bytes(text: str, limit: int) -> tuple[str, str]:
    """`text` in two parts, the first of at most `limit` bytes of UTF-8; together they are `text`.

    The cut is after a line when one ends in the last third, else between characters as people see them: an
    emoji with its skin colour stays whole. Only a single such character larger than `limit` is broken up.
    """
    data = text.encode()
    if len(data) <= limit:
        return text, ""
    head = data[: max(limit, 0)].decode("utf-8", "ignore")
    line_end = head.rfind("\n") + 1
    cut = line_end if line_end > len(head) * 2 // 3 else _character_border(text, len(head))
    return text[:cut], text[cut:]


def shorten_bytes(text: str, limit: int) -> str:
    """`text`, or its beginning and … in at most `limit` bytes."""
    if len(text.encode()) <= limit:
        return text
    return fit_bytes(text, limit - len(ELLIPSIS.encode()))[0].rstrip() + ELLIPSIS


def shorten(text: str, limit: int) -> str:
    """One line of at most `limit` characters, ending in … when something is left out."""
    text = _BREAKS.sub(" ", text).strip()
    return text if len(text) <= limit else _cut(text, limit)


def shorten_lines(text: str, limit: int) -> str:
    """Like `shorten` for the few fields that show line breaks."""
    text = text.strip()
    return text if len(text) <= limit else _cut(text, limit)


def _cut(text: str, limit: int) -> str:
    return text[: _character_border(text, limit - 1)].rstrip() + ELLIPSIS


def _character_border(text: str, cut: int) -> int:
    """The nearest place at or before `cut` that does not divide what is seen as one character."""
    for place in range(cut, max(cut - 16, 0), -1):
        if not _joins(text, place):
            return place
    return cut


def _joins(text: str, place: int) -> bool:
    if place >= len(text):
        return False
    after, before = text[place], text[place - 1]
    return (
        unicodedata.combining(after) > 0
        or after in "\u200d\ufe0e\ufe0f\u20e3"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or before == "\u200d"
        or (before == "\r" and after == "\n")
    )
