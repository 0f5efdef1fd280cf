"""Pictures of figures: drawn once, shown on the page as SVG and sent to the chat as PNG.

750 pixels wide, letters large enough for a phone. Classes (`ink`, `muted`, …) let the page recolour a chart
in the dark; the PNG keeps the colours written here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import resvg_py
from pylopdf_fonts_zh_cn import sans_path

from crm.drawing import svg
from crm.drawing.svg import Drawing, drawing, line, rect, tag, text
from crm.reports import daily_text
from crm.reports.daily import Daily, DayCount, Figure, Person
from crm.reports.daily_text import WEEKDAYS, headline, number, silent_names

WIDTH: Final = 750
EDGE: Final = 30  # between the picture's edge and its cards
INSIDE: Final = 34  # between a card's edge and what is on it
IN_A_ROW: Final = 3
TILE: Final = 192  # height of a figure's tile
MOST_BARS: Final = 31
MOST_PEOPLE: Final = 10
LEAST_SCALE: Final = 4  # a single follow-up must not look like a record

PAPER, CARD, INK, MUTED, GRID = "#F2F4F8", "#FFFFFF", "#1A2233", "#7B8599", "#E8ECF3"
BLUE, PALE, QUIET, WARN, WARN_PAPER = "#2F6BFF", "#BFD3FF", "#DDE3EE", "#E8590C", "#FFF3E8"


def png(picture: Drawing, zoom: float = 1.0) -> bytes:
    """The drawing as a PNG. Holds the interpreter for 0.1 to 0.3 s: call it where nobody waits."""
    return resvg_py.svg_to_bytes(
        svg_string=picture.fixed(),
        skip_system_fonts=True,
        font_files=[str(sans_path())],
        font_family="Noto Sans SC",
        sans_serif_family="Noto Sans SC",
        zoom=max(0.25, min(zoom, 2.0)),
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what is written under it, how much it is, and whether it stands out or back."""

    label: str
    value: int
    look: str = ""  # "now" stands out, "off" stands back


def columns(bars: Sequence[Bar], width: float, height: float, usual: float | None = None) -> str:
    """Upright bars with their values on top; `usual` is a dashed line across."""
    bars = bars[-MOST_BARS:]
    top, floor = 44.0, height - 44.0
    most = max([bar.value for bar in bars] + [usual or 0, LEAST_SCALE])
    step = width / max(len(bars), 1)
    thick = min(step * 0.56, 56.0)
    skip = 1 if step >= 44 else 2 if step >= 26 else 5
    parts = [line(0, floor, width, floor, GRID, cls="grid")]
    if usual:
        y = floor - (floor - top) * usual / most
        parts += [line(0, y, width, y, WARN, "6 8", cls="usual")]
    for n, bar in enumerate(bars):
        x, tall = n * step + (step - thick) / 2, (floor - top) * bar.value / most
        if bar.value:
            tall = max(tall, 4.0)
            fill, cls = _LOOKS[bar.look]
            parts.append(rect(x, floor - tall, thick, tall, fill, min(8.0, thick / 2, tall / 2), cls))
            parts.append(_centred(x + thick / 2, floor - tall - 12, str(bar.value), bar.look))
        if (len(bars) - 1 - n) % skip == 0:
            parts.append(_centred(x + thick / 2, floor + 34, bar.label, bar.look))
    return "".join(parts)


_LOOKS: Final = {"": (PALE, "bar"), "now": (BLUE, "now"), "off": (QUIET, "off")}


def _centred(x: float, y: float, words: str, look: str) -> str:
    now = look == "now"
    fill, cls = (INK, "ink") if now else (MUTED, "muted")
    return text(x, y, words, 22, fill, anchor="middle", strong=now, cls=cls)


ROW: Final = 62.0  # height of a line of `bars_of_people`


def bars_of_people(people: Sequence[Person], width: float) -> str:
    """A lying bar a person: name, bar, how often and with how many customers."""
    most = max([person.follow_ups for person in people] + [1])
    left, right = 132.0, 150.0
    room = width - left - right
    parts = []
    for n, person in enumerate(people):
        y = n * ROW
        long = max(room * person.follow_ups / most, 10.0) if person.follow_ups else 0
        parts += [
            text(0, y + 38, svg.fit(person.name, 26, left - 16), 26, INK, cls="ink"),
            rect(left, y + 16, room, 28, GRID, 14, "track"),
            rect(left, y + 16, long, 28, BLUE, min(14.0, long / 2), "now"),
            text(
                width,
                y + 38,
                f"{person.follow_ups}次 {person.customers}家",
                24,
                MUTED,
                anchor="end",
                cls="muted",
            ),
        ]
    return "".join(parts)


def trend_bars(trend: Sequence[DayCount], today: date) -> list[Bar]:
    """The days of the report as bars: today stands out, days off stand back."""
    return [
        Bar(
            "今天" if day.day == today else str(day.day.day),
            day.count,
            "now" if day.day == today else "" if day.workday else "off",
        )
        for day in trend
    ]


def trend(daily: Daily) -> Drawing:
    """近14天跟进次数, for a page."""
    width, height = WIDTH - 2 * (EDGE + INSIDE), 300
    label = "近14天每天的跟进次数：" + "、".join(f"{d.day.day}日{d.count}次" for d in daily.trend)
    usual = _usual(daily)
    return drawing(
        width, height, columns(trend_bars(daily.trend, daily.day), width, height, usual), label=label
    )


def people(daily: Daily) -> Drawing | None:
    """今天谁在跟进, for a page; None if nobody did."""
    busy = _busy(daily)
    if not busy:
        return None
    width = WIDTH - 2 * (EDGE + INSIDE)
    label = "今天每人的跟进次数：" + "、".join(f"{p.name}{p.follow_ups}次" for p in busy)
    return drawing(width, ROW * len(busy), bars_of_people(busy, width), label=label)


def _busy(daily: Daily) -> list[Person]:
    return [person for person in daily.people if person.follow_ups][:MOST_PEOPLE]


def picture(daily: Daily) -> Drawing:
    """The whole daily report as one picture for the chat."""
    parts = [rect(0, 0, WIDTH, svg.MOST_HEIGHT, PAPER)]
    y = _header(parts, daily)
    y = _tiles(parts, daily.figures, y)
    y = _noted(parts, daily_text.targets(daily), y, CARD, INK)
    y = _card(parts, y, "近14天跟进次数", 300, columns_part(daily), _usual_note(daily))
    busy = _busy(daily)
    if busy:
        inner = WIDTH - 2 * (EDGE + INSIDE)
        y = _card(parts, y, "今天谁在跟进", ROW * len(busy), bars_of_people(busy, inner))
    silent = f"今天没有记录：{silent_names(daily)}" if daily.silent else ""
    y = _noted(parts, list(filter(None, [silent, daily_text.backfilled(daily)])), y, WARN_PAPER, WARN)
    return drawing(WIDTH, y, *parts, label=headline(daily))


def columns_part(daily: Daily) -> str:
    usual = _usual(daily)
    return columns(trend_bars(daily.trend, daily.day), WIDTH - 2 * (EDGE + INSIDE), 300, usual)


def _usual(daily: Daily) -> float:
    return float(daily.figure("interactions").usual)


def _usual_note(daily: Daily) -> str:
    usual = _usual(daily)
    return f"┄ 往常周{WEEKDAYS[daily.day.weekday()]} {number(usual)}次" if usual else ""


def _header(parts: list[str], daily: Daily) -> float:
    stops = tag("stop", offset="0", stop_color="#1F4FD8") + tag("stop", offset="1", stop_color="#4F8DFF")
    day = f"{daily.day.month}月{daily.day.day}日 周{WEEKDAYS[daily.day.weekday()]}"
    lines = svg.wrap(headline(daily), 27, WIDTH - 2 * EDGE - 20, 2)
    tall = 232 + 40 * len(lines)
    parts += [
        tag("defs", tag("linearGradient", stops, id="sky", x1="0", y1="0", x2="1", y2="1")),
        rect(0, 0, WIDTH, tall, "url(#sky)"),
        tag("circle", cx=660, cy=20, r=150, fill="#FFFFFF", fill_opacity="0.07"),
        tag("circle", cx=735, cy=190, r=95, fill="#FFFFFF", fill_opacity="0.06"),
        text(EDGE + 10, 82, "跟进日报", 44, "#FFFFFF", strong=True),
        text(EDGE + 10, 128, svg.fit(f"{day} · {daily.team}", 26, 600), 26, "#D9E5FF"),
    ]
    parts += [text(EDGE + 10, 180 + 40 * n, words, 27, "#FFFFFF") for n, words in enumerate(lines)]
    return tall - 72.0


def _tiles(parts: list[str], figures: Sequence[Figure], y: float) -> float:
    """The figures side by side, three in a row, on a card that overlaps the header."""
    rows = -(-len(figures) // IN_A_ROW)
    each = (WIDTH - 2 * EDGE) / IN_A_ROW
    parts.append(rect(EDGE, y, WIDTH - 2 * EDGE, TILE * rows + 16, CARD, 22))
    for n, figure in enumerate(figures):
        row, column = divmod(n, IN_A_ROW)
        x, top = EDGE + each * (column + 0.5), y + TILE * row
        said, before, usual = (
            daily_text.value(figure, what) for what in (figure.today, figure.yesterday, figure.usual)
        )
        size = 38 if figure.measure.money else 52
        parts += [
            text(x, top + 46, daily_text.name(figure), 23, MUTED, anchor="middle"),
            text(x, top + 106, said, size, INK, anchor="middle", strong=True),
            text(x, top + 146, f"昨天 {before}", 21, MUTED, anchor="middle"),
            text(x, top + 176, f"往常 {usual}", 21, MUTED, anchor="middle"),
        ]
        if column:
            parts.append(line(EDGE + each * column, top + 40, EDGE + each * column, top + 166, GRID))
        elif row:
            parts.append(line(EDGE + INSIDE, top + 8, WIDTH - EDGE - INSIDE, top + 8, GRID))
    return y + TILE * rows + 16 + 22


def _card(parts: list[str], y: float, title: str, tall: float, inside: str, note: str = "") -> float:
    """A white card with a title; the y below it."""
    full = tall + 118
    parts += [
        rect(EDGE, y, WIDTH - 2 * EDGE, full, CARD, 22),
        rect(EDGE + INSIDE, y + 34, 7, 28, BLUE, 3.5),
        text(EDGE + INSIDE + 20, y + 58, title, 29, INK, strong=True),
        text(WIDTH - EDGE - INSIDE, y + 57, note, 22, WARN, anchor="end") if note else "",
        tag("g", inside, transform=f"translate({EDGE + INSIDE} {y + 88:.0f})"),
    ]
    return y + full + 22


def _noted(parts: list[str], said: Sequence[str], y: float, paper: str, ink: str) -> float:
    """Sentences on a card of their own, each on two lines at most; the y below it."""
    room = WIDTH - 2 * (EDGE + INSIDE)
    lines = [words for sentence in said for words in svg.wrap(sentence, 25, room, 2)]
    if not lines:
        return y
    tall = 38 + 40 * len(lines)
    parts.append(rect(EDGE, y, WIDTH - 2 * EDGE, tall, paper, 22))
    parts += [text(EDGE + INSIDE, y + 50 + 40 * n, words, 25, ink) for n, words in enumerate(lines)]
    return y + tall + 22
