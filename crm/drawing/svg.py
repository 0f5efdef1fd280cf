"""SVG by hand, safely: every word is escaped, every size is bounded.

A stray `<image href>` in a customer's name would make the renderer read files, and a drawing 99999 wide
would abort the process (packages.md, section 6); neither can be written with these functions.
"""

import re
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

MOST_WIDTH: Final = 2000
MOST_HEIGHT: Final = 8000  # room for a quotation of fifty lines with long names
FONTS: Final = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
_NOT_XML = re.compile(r"[^\t\n\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture: its size in pixels and what is drawn."""

    width: int
    height: int
    body: str
    label: str = ""

    def svg(self) -> str:
        """For a page: as wide as its place, in the same proportions."""
        return self._svg(
            f'viewBox="0 0 {self.width} {self.height}" role="img" aria-label={_quoted(self.label)}'
        )

    def fixed(self) -> str:
        """For a renderer: exactly its size."""
        size = f'width="{self.width}" height="{self.height}"'
        return self._svg(f'{size} viewBox="0 0 {self.width} {self.height}"')

    def _svg(self, attributes: str) -> str:
        return f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FONTS}" {attributes}>{self.body}</svg>'


def drawing(width: float, height: float, *parts: str, label: str = "") -> Drawing:
    """Put parts together; the size is bounded whatever was asked for."""
    bounded = max(1, min(int(width), MOST_WIDTH)), max(1, min(int(height), MOST_HEIGHT))
    return Drawing(*bounded, "".join(parts), label)


def tag(_name: str, *inside: str, **attributes: object) -> str:
    """An element. `inside` is SVG already; attribute names may write `_` for `-`, `class_` for class."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={_quoted(value)}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{_name}{written}>{''.join(inside)}</{_name}>" if inside else f"<{_name}{written}/>"


def rect(x: float, y: float, width: float, height: float, fill: str, r: float = 0, cls: str = "") -> str:
    size = {"width": _n(max(width, 0)), "height": _n(max(height, 0)), "rx": _n(r)}
    return tag("rect", x=_n(x), y=_n(y), **size, fill=fill, class_=cls or None)


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, dash: str = "", cls: str = "") -> str:
    ends = {"x1": _n(x1), "y1": _n(y1), "x2": _n(x2), "y2": _n(y2)}
    return tag(
        "line", **ends, stroke=stroke, stroke_width=2, stroke_dasharray=dash or None, class_=cls or None
    )


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    fill: str,
    *,
    anchor: str = "start",
    strong: bool = False,
    cls: str = "",
) -> str:
    """One line of words, its baseline at `y`. The font has one weight: `strong` thickens the outline."""
    heavy = {"stroke": fill, "stroke_width": _n(size / 42), "paint_order": "stroke"} if strong else {}
    return tag(
        "text",
        escape(_NOT_XML.sub("", words)),
        x=_n(x),
        y=_n(y),
        font_size=_n(size),
        fill=fill,
        text_anchor=anchor if anchor != "start" else None,
        class_=cls or None,
        **heavy,
    )


def width_of(words: str, size: float) -> float:
    """About how wide the words are: Chinese a full square, Latin letters and digits a good half."""
    return sum(size if ord(char) > 0x2E7F or char in "…—·" else size * 0.57 for char in words)


def fit(words: str, size: float, room: float) -> str:
    """The words, cut with … where they would be wider than `room`."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words + "…"


NOT_FIRST: Final = "，。；：、！？）》」』…·"


def wrap(words: str, size: float, room: float, most: int) -> list[str]:
    """The words in at most `most` lines no wider than `room`, the last one cut with … if need be.

    No line begins with a comma or the like: its neighbour is taken along.
    """
    lines: list[str] = []
    while words and len(lines) < most - 1 and width_of(words, size) > room:
        end = next(n for n in range(1, len(words) + 1) if width_of(words[:n], size) > room) - 1
        while end > 1 and words[end] in NOT_FIRST:
            end -= 1
        lines.append(words[: max(end, 1)])
        words = words[max(end, 1) :]
    return [*lines, fit(words, size, room)] if words else lines


def _quoted(value: object) -> str:
    return quoteattr(_NOT_XML.sub("", str(value)))


def _n(value: float) -> str:
    """A number without needless digits; nothing absurd gets into a drawing."""
    return f"{max(-MOST_HEIGHT, min(value, MOST_HEIGHT)):.2f}".rstrip("0").rstrip(".")
