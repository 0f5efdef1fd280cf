"""Drawings: what people wrote stays words, sizes stay bounded, and the PNG is one."""

import re
import struct
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.drawing import charts, svg
from crm.drawing.charts import Bar
from crm.figures.measures import BY_KEY
from crm.reports.daily import KEYS, Daily, DayCount, Figure, Person
from tests.clockwork_world import at

DAY = date(2026, 11, 20)


def a_daily(name: str = "小李", counts: int = 5, people: int = 3) -> Daily:
    return Daily(
        DAY,
        at("11-20 18:30"),
        name,
        tuple(Figure(BY_KEY[key], counts, 2, 1.5) for key in KEYS),
        tuple(Person(n, name, counts - n, 1, n == 2) for n in range(people)),
        tuple(DayCount(DAY - timedelta(days=back), counts, back % 7 < 5) for back in reversed(range(14))),
    )


@given(st.text(max_size=40), st.integers(0, 10**9), st.integers(0, 40))
def test_any_name_and_any_figure_give_a_well_formed_bounded_drawing(
    name: str, count: int, people: int
) -> None:
    for drawing in (charts.picture(a_daily(name, count, people)), charts.trend(a_daily(name, count))):
        root = ET.fromstring(drawing.fixed())
        assert int(root.attrib["width"]) <= svg.MOST_WIDTH
        assert int(root.attrib["height"]) <= svg.MOST_HEIGHT
        assert {el.tag.rpartition("}")[2] for el in root.iter()} <= {
            "svg", "g", "rect", "line", "text", "circle", "defs", "linearGradient", "stop",
        }  # fmt: skip


def test_markup_in_a_name_is_words() -> None:
    page = charts.picture(a_daily("<image href='/etc/passwd'/>")).svg()
    assert "<image" not in page
    assert "&lt;image" in page


def test_sizes_are_bounded_whatever_is_asked() -> None:
    huge = svg.drawing(99_999, 10**9, svg.rect(0, 0, 10**12, 1e300, "#fff"))
    assert (huge.width, huge.height) == (svg.MOST_WIDTH, svg.MOST_HEIGHT)
    numbers = [float(n) for n in re.findall(r'="(-?[\d.]+)"', huge.fixed())]
    assert max(numbers) <= svg.MOST_HEIGHT
    assert svg.drawing(-5, 0).width == 1


@pytest.mark.parametrize("zoom", [1.0, 1.5])
def test_the_png_has_the_size_of_the_drawing(zoom: float) -> None:
    drawing = charts.picture(a_daily())
    png = charts.png(drawing, zoom)
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (int(750 * zoom), int(drawing.height * zoom))


def test_the_font_has_the_characters() -> None:
    """Missing letters are drawn as the same box, so two different words would be the same picture."""
    pictures = {
        charts.png(svg.drawing(200, 60, svg.text(10, 40, words, 30, "#000")))
        for words in ("销售", "跟进", "▲▼")
    }
    assert len(pictures) == 3


def test_taller_means_more() -> None:
    drawn = charts.columns([Bar("一", 1), Bar("二", 2), Bar("今天", 4, "now")], 300, 300)
    heights = [float(h) for h in re.findall(r'<rect[^>]* height="([\d.]+)"', drawn)]
    assert heights[1] == pytest.approx(2 * heights[0])
    assert heights[2] == pytest.approx(4 * heights[0])


def test_nothing_at_all_is_drawn_without_a_bar() -> None:
    assert "<rect" not in charts.columns([Bar("一", 0)], 300, 300)
    assert charts.people(a_daily(counts=0, people=1)) is None


def test_words_are_cut_to_the_room_they_have() -> None:
    assert svg.fit("华为技术有限公司", 20, 100) == "华为技术…"
    assert svg.fit("华为", 20, 100) == "华为"
    words = "今天跟进两次，往常三次；很好"
    assert svg.wrap(words, 20, 140, 2) == ["今天跟进两次，", "往常三次；很好"]
    assert svg.wrap(words, 20, 120, 2) == ["今天跟进两", "次，往常三…"]  # no line begins with a comma
    assert svg.wrap(words, 20, 1000, 2) == [words]
