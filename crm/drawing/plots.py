"""Charts of any figures: bars, columns, a line, a pie, a funnel, a gauge; drawn once, for chat and pages."""

from collections.abc import Callable, Mapping, Sequence
from math import cos, pi, sin
from typing import Final

from crm.drawing import svg
from crm.drawing.charts import BLUE, CARD, EDGE, GRID, INK, INSIDE, MUTED, PALE, PAPER, WARN, WIDTH, png
from crm.drawing.svg import Drawing, drawing, line, rect, tag, text
from crm.figures.plot import Item, Plot

ROOM: Final = WIDTH - 2 * (EDGE + INSIDE)
ROW: Final = 64.0
MOST_ROWS: Final = 12
MOST_SLICES: Final = 6
COLOURS: Final = ("#2F6BFF", "#12B5A6", "#F2A33A", "#E8590C", "#8A63F2", "#4CB04F", "#9AA5B8")
TALL: Final = 330.0  # of columns and lines
LEGIBLE: Final = 46.0  # a label under a column needs so much room


def picture(plot: Plot) -> bytes:
    """The plot on a white card, as a PNG for the chat. Takes 0.1 s or more: call it where nobody waits."""
    inside, tall = _body(plot)
    lines = svg.wrap(plot.title, 32, ROOM, 2)
    notes = svg.wrap(plot.note, 22, ROOM, 3)
    top = EDGE + 66 + 44 * (len(lines) - 1)
    full = top + 40 + tall + (24 + 34 * len(notes) if notes else 0) + 26
    words = [
        text(EDGE + INSIDE, EDGE + 66 + 44 * n, one, 32, INK, strong=True) for n, one in enumerate(lines)
    ]
    words += [
        text(EDGE + INSIDE, top + 40 + tall + 40 + 34 * n, one, 22, MUTED) for n, one in enumerate(notes)
    ]
    return png(
        drawing(
            WIDTH,
            full + EDGE,
            rect(0, 0, WIDTH, full + EDGE, PAPER),
            rect(EDGE, EDGE, WIDTH - 2 * EDGE, full - EDGE, CARD, 22),
            *words,
            tag("g", inside, transform=f"translate({EDGE + INSIDE} {top + 40:.0f})"),
            label=plot.title,
        )
    )


def on_page(plot: Plot) -> Drawing:
    """The same without its card, for a page that has a heading of its own."""
    inside, tall = _body(plot)
    said = "，".join(f"{item.label}{item.said}" for item in plot.items)
    return drawing(ROOM, tall, inside, label=f"{plot.title}：{said}")


def _body(plot: Plot) -> tuple[str, float]:
    return _KINDS[plot.kind](plot)


def _bars(plot: Plot) -> tuple[str, float]:
    """Lying bars, the first the longest."""
    items = plot.items[:MOST_ROWS]
    most = max([abs(item.value) for item in items] + [1e-9])
    left = min(190.0, max(svg.width_of(item.label, 26) for item in items) + 18)
    right = max(svg.width_of(item.said, 24) for item in items) + 16
    room = ROOM - left - right
    parts = []
    for n, item in enumerate(items):
        y, long = n * ROW, room * max(item.value, 0) / most
        long = max(long, 8.0) if item.value > 0 else 0.0
        look = ("now", BLUE) if n == 0 else ("bar", PALE)
        parts += [
            text(0, y + 39, svg.fit(item.label, 26, left - 16), 26, INK, cls="ink"),
            rect(left, y + 16, room, 30, GRID, 15, "track"),
            rect(left, y + 16, long, 30, look[1], min(15.0, long / 2), look[0]),
            text(ROOM, y + 39, item.said, 24, MUTED, anchor="end", cls="muted"),
        ]
    return "".join(parts), ROW * len(items)


def _columns(plot: Plot) -> tuple[str, float]:
    """Upright columns in the order of time, the last one standing out."""
    items, floor = plot.items, TALL - 44
    most = max([item.value for item in items] + [1e-9])
    step = ROOM / len(items)
    thick = min(step * 0.6, 64.0)
    tall = [max((floor - 46) * max(item.value, 0) / most, 3.0 if item.value > 0 else 0.0) for item in items]
    parts = [line(0, floor, ROOM, floor, GRID, cls="grid")]
    for n, item in enumerate(items):
        x, last = n * step + (step - thick) / 2, n == len(items) - 1
        look = ("now", BLUE) if last else ("bar", PALE)
        parts.append(
            rect(x, floor - tall[n], thick, tall[n], look[1], min(8.0, thick / 2, tall[n] / 2), look[0])
        )
        wide = svg.width_of(item.said, 21)
        if wide <= step or last:
            middle = min(x + thick / 2, ROOM - wide / 2) if last else x + thick / 2
            # Wider than its column, the last figure stands above those it reaches over.
            beneath = tall[max(0, int((middle - wide / 2) // step)) : n + 1]
            parts.append(_under(middle, floor - max(beneath) - 12, item.said, last))
    return "".join([*parts, *_axis(items, step, floor)]), TALL


def _line(plot: Plot) -> tuple[str, float]:
    """A line with its area, its highest and its last point named."""
    items, floor = plot.items, TALL - 44
    most = max([item.value for item in items] + [1e-9])
    step = ROOM / max(len(items) - 1, 1)
    spots = [(n * step, floor - (floor - 50) * max(item.value, 0) / most) for n, item in enumerate(items)]
    path = " L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    parts = [
        line(0, floor, ROOM, floor, GRID, cls="grid"),
        tag(
            "path",
            d=f"M{path} L{ROOM:.1f} {floor} L0 {floor} Z",
            fill=BLUE,
            fill_opacity="0.12",
            class_="area",
        ),
        tag(
            "path",
            d=f"M{path}",
            fill="none",
            stroke=BLUE,
            stroke_width=4,
            stroke_linejoin="round",
            class_="line",
        ),
    ]
    highest = max(range(len(items)), key=lambda n: items[n].value)
    for n in dict.fromkeys((highest, len(items) - 1)):
        x, y = spots[n]
        anchor = "start" if x < 60 else "end" if x > ROOM - 60 else "middle"
        if anchor == "end":  # above all of the line that it reaches over
            wide = svg.width_of(items[n].said, 22)
            y = min(top for at, top in spots if at >= x - wide - step)
        parts.append(tag("circle", cx=f"{x:.1f}", cy=f"{spots[n][1]:.1f}", r=7, fill=BLUE, class_="now"))
        parts.append(text(x, y - 16, items[n].said, 22, INK, anchor=anchor, strong=True, cls="ink"))
    return "".join([*parts, *_axis(items, step, floor, ends=True)]), TALL


def _axis(items: Sequence[Item], step: float, floor: float, ends: bool = False) -> list[str]:
    """Names under the columns or points, as many as have room; the last one always."""
    widest = max(svg.width_of(item.label, 21) for item in items) + 14
    skip = max(1, -(-int(max(widest, LEGIBLE)) // max(int(step), 1)))
    found = []
    for n, item in enumerate(items):
        left = len(items) - 1 - n
        x = n * step + (0 if ends else step / 2)
        cramped = ends and (0 < left * step < 1.5 * widest or 0 < x < widest / 2)
        if left % skip == 0 and not cramped:
            anchor = "start" if ends and x < 40 else "end" if ends and x > ROOM - 40 else "middle"
            found.append(text(x, floor + 34, item.label, 21, MUTED, anchor=anchor, cls="muted"))
    return found


def _under(x: float, y: float, words: str, strong: bool) -> str:
    fill, cls = (INK, "ink") if strong else (MUTED, "muted")
    return text(x, y, words, 21, fill, anchor="middle", strong=strong, cls=cls)


def _pie(plot: Plot) -> tuple[str, float]:
    """Shares of a whole as a ring with its legend; small ones together."""
    items = _together([item for item in plot.items if item.value > 0])
    whole = sum(item.value for item in items) or 1.0
    middle, outer, tall = 150.0, 132.0, max(300.0, 58.0 * len(items) + 20)
    parts, at = [], -pi / 2
    for n, item in enumerate(items):
        share = item.value / whole
        parts.append(_slice(middle, tall / 2, outer, at, share, COLOURS[n % len(COLOURS)]))
        y = tall / 2 - 58 * (len(items) - 1) / 2 + 58 * n
        name = svg.fit(item.label, 25, 190)
        parts += [
            rect(330, y - 11, 22, 22, COLOURS[n % len(COLOURS)], 6),
            text(366, y + 9, name, 25, INK, cls="ink"),
            text(ROOM, y + 9, f"{100 * share:.0f}%  {item.said}", 23, MUTED, anchor="end", cls="muted"),
        ]
        at += 2 * pi * share
    hole = tag("circle", cx=middle, cy=tall / 2, r=78, fill=CARD, class_="hole")
    return "".join([*parts, hole]), tall


def _slice(x: float, y: float, r: float, start: float, share: float, fill: str) -> str:
    if share > 0.9999:
        return tag("circle", cx=x, cy=y, r=r, fill=fill)
    end = start + 2 * pi * share
    points = [(x + r * cos(a), y + r * sin(a)) for a in (start, end)]
    wide = int(share > 0.5)
    (x1, y1), (x2, y2) = points
    arc = f"M{x} {y} L{x1:.2f} {y1:.2f} A{r} {r} 0 {wide} 1 {x2:.2f} {y2:.2f} Z"
    return tag("path", d=arc, fill=fill, stroke=CARD, stroke_width=3)


def _together(items: list[Item]) -> list[Item]:
    items = sorted(items, key=lambda item: -item.value)
    if len(items) <= MOST_SLICES:
        return items
    rest = items[MOST_SLICES - 1 :]
    return [*items[: MOST_SLICES - 1], Item(f"其余{len(rest)}项", sum(item.value for item in rest), "")]


def _funnel(plot: Plot) -> tuple[str, float]:
    """Steps one below the other, each as wide as its value beside the widest."""
    items = plot.items[:MOST_ROWS]
    most = max([item.value for item in items] + [1e-9])
    centre, widest, step = 250.0, 420.0, 92.0
    parts = []
    for n, item in enumerate(items):
        y = n * step
        wide = max(widest * max(item.value, 0) / most, 12.0)
        empty = item.value <= 0  # a trace, so that the eye finds the step
        if empty:
            parts.append(rect(centre - 60, y + 34, 120, 8, GRID, 4, "track"))
        parts += (
            []
            if empty
            else [
                rect(centre - wide / 2, y + 8, wide, 60, COLOURS[0] if n == 0 else BLUE, 12, "now"),
                tag(
                    "rect",
                    x=centre - wide / 2,
                    y=y + 8,
                    width=wide,
                    height=60,
                    rx=12,
                    fill=CARD,
                    fill_opacity=f"{min(0.12 * n, 0.6):.2f}",
                    class_="hole",
                ),
            ]
        )
        parts += [
            text(centre + widest / 2 + 24, y + 34, svg.fit(item.label, 25, 160), 25, INK, cls="ink"),
            text(centre + widest / 2 + 24, y + 64, svg.fit(item.said, 21, 190), 21, MUTED, cls="muted"),
        ]
        if item.rate is not None:
            parts.append(text(0, y + 4, f"↓ {100 * item.rate:.0f}%", 20, WARN, cls="usual"))
    return "".join(parts), step * len(items)


def _gauge(plot: Plot) -> tuple[str, float]:
    """How far towards the target, and where the clock stands."""
    reached, wanted = plot.items
    share = reached.value / wanted.value if wanted.value else 0.0
    parts = [
        text(0, 62, f"{100 * share:.0f}%", 62, INK, strong=True, cls="ink"),
        text(ROOM, 34, f"{reached.label} {reached.said}", 25, INK, anchor="end", cls="ink"),
        text(ROOM, 70, f"{wanted.label} {wanted.said}", 25, MUTED, anchor="end", cls="muted"),
        rect(0, 100, ROOM, 40, GRID, 20, "track"),
        rect(0, 100, min(share, 1.0) * ROOM, 40, BLUE, min(20.0, share * ROOM / 2), "now"),
    ]
    if plot.mark is not None:
        x = max(0.0, min(plot.mark, 1.0)) * ROOM
        anchor = "start" if x < 90 else "end" if x > ROOM - 90 else "middle"
        parts += [
            line(x, 92, x, 152, WARN, cls="usual"),
            text(x, 184, f"时间过了{100 * plot.mark:.0f}%", 22, WARN, anchor=anchor, cls="usual"),
        ]
    return "".join(parts), 196.0


_KINDS: Final[Mapping[str, Callable[[Plot], tuple[str, float]]]] = {
    "bars": _bars,
    "columns": _columns,
    "line": _line,
    "pie": _pie,
    "funnel": _funnel,
    "gauge": _gauge,
}
