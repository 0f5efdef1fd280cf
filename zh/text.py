"""The one normal form of text: half-width, simplified, lower case, single spaces.

`normal` is for comparing and storing keys. `align` is for readers of messages: the same width and
characters, letter case kept, and for every character the place in the original it came from.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Aligned:
    """`text` is the plain form of `original`; `at[i]` is where `text[i]` stood; `at[-1]` is the end."""

    original: str
    text: str
    at: tuple[int, ...]

    def source(self, start: int, end: int) -> str:
        """The words of the original behind `text[start:end]`, without outer spaces."""
        if start >= end:
            return ""
        return self.original[self.at[start] : self.at[end - 1] + 1].strip()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """`text[start:end]` as a span of the original."""
        if start >= end:
            return self.at[start], self.at[start]
        return self.at[start], self.at[end - 1] + 1

    def keep(self, keep: "list[int]") -> "Aligned":
        """The same with only the characters at the given places (ascending) kept."""
        return Aligned(
            self.original, "".join([self.text[i] for i in keep]), (*[self.at[i] for i in keep], self.at[-1])
        )


@cache
def _table() -> dict[int, str]:
    """Full width to half width and traditional to simplified: one character for one."""
    traditional, simplified = (_DATA / "simplified.txt").read_text(encoding="utf-8").split("\n")[:2]
    table = {ord(a): b for a, b in zip(traditional, simplified, strict=True)}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(space): " " for space in "\u3000\u00a0\u2002\u2003\u2009\t\r\x0b\x0c"}
    return table


@cache
def _other() -> re.Pattern[str]:
    """A character that the table turns into another one."""
    return re.compile(f"[{re.escape(''.join(map(chr, _table())))}]")


@cache
def _doubtful() -> re.Pattern[str]:
    """A character that may have another plain form: neither ASCII nor a simplified one of the usual block."""
    return re.compile(f"[^ -~\u4e00-\u9fff]|{_other().pattern}")


def plain(s: str) -> str:
    """Half width and simplified; letter case and spaces as they are. May change the length."""
    if _doubtful().search(s) is None:  # most text is plain, and to see that takes a tenth of a translation
        return s
    s = s.translate(_table())
    return s if unicodedata.is_normalized("NFKC", s) else unicodedata.normalize("NFKC", s).translate(_table())


def normal(s: str) -> str:
    """The form in which two spellings of one name are equal: ` ＡＢ 軟件 ` gives `ab 软件`."""
    return " ".join(plain(s).casefold().split())


def align(s: str) -> Aligned:
    """Like `plain`, with the offsets kept; lone surrogates and control characters become spaces."""
    text = s.translate(_table()) if _other().search(s) else s
    if unicodedata.is_normalized("NFKC", text) and text.isprintable():
        return Aligned(s, text, tuple(range(len(s) + 1)))
    out: list[str] = []
    at: list[int] = []
    for i, char in enumerate(text):
        for c in char if char.isascii() else unicodedata.normalize("NFKC", char).translate(_table()):
            out.append(c if c.isprintable() or c == "\n" else " ")
            at.append(i)
    return Aligned(s, "".join(out), (*at, len(s)))


def within(said: str, name: str) -> bool:
    """Whether the characters stand in the name in this order."""
    rest = iter(name)
    return all(char in rest for char in said)
