"""Values as people type them. Whatever comes in: a clean value, nothing, or a reason. Never anything else."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.company.vocabulary import USUAL
from crm.importing import clean, dates
from crm.importing.clean import Bad
from crm.importing.dictionary import Cleaner
from tests.conftest import TZ

CELLS = st.one_of(
    st.text(max_size=60),
    st.text("0123456789+-()/.：:年月日 eE转１３８", max_size=25),
    st.integers(-(10**15), 10**15),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
)
FIRST, LAST = datetime.fromisoformat("2001-01-01"), datetime.fromisoformat("2098-12-31")
CLEANERS: list[Callable[[Any], Any]] = [
    lambda cell: clean.text(cell, 255),
    lambda cell: clean.text(cell, 255, lines=True),
    lambda cell: clean.name(cell, 128),
    clean.phones,
    clean.email,
    clean.wechat,
    clean.tags,
    clean.channel,
    clean.amount,
    lambda cell: Cleaner(USUAL, TZ).item("level", cell),
    lambda cell: Cleaner(USUAL, TZ).item("region", cell),
    lambda cell: dates.moment(cell, TZ),
    lambda cell: dates.birthday(cell, TZ),
]


@pytest.mark.parametrize("cleaner", CLEANERS)
@given(cell=CELLS)
def test_any_cell_gives_a_value_or_a_reason(cleaner: Callable[[Any], Any], cell: Any) -> None:
    with suppress(Bad):
        cleaner(cell)


@pytest.mark.parametrize("lines", [False, True])
@given(st.text(max_size=80))
def test_clean_text_stays_as_it_is(lines: bool, raw: str) -> None:
    once = clean.text(raw, 1000, lines)
    if once is not None and not once.startswith("'"):
        assert clean.text(once, 1000, lines) == once
        assert once == once.strip()


@given(st.text(max_size=60))
def test_clean_values_stay_as_they_are(raw: str) -> None:
    for cleaner in (clean.email, clean.wechat):
        try:
            once = cleaner(raw)
        except Bad:
            continue
        assert once is None or cleaner(once) == once


WRITINGS: list[Callable[[str], str]] = [
    lambda n: n,
    lambda n: f"+86 {n}",
    lambda n: f"0086{n}",
    lambda n: f"{n[:3]}-{n[3:7]}-{n[7:]}",
    lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
    lambda n: f"手机：{n}",
    lambda n: f" {n}\u200b",
    lambda n: n.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}),
]


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True).filter(str.isascii), st.sampled_from(WRITINGS))
def test_a_mobile_number_is_the_same_however_written(number: str, write: Callable[[str], str]) -> None:
    assert clean.phones(write(number)) == [number]
    assert clean.phones(float(number)) == [number]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("010-88886666转123", ["01088886666-123"]),
        ("(0755)8888 6666-801", ["075588886666-801"]),
        ("86 10 88886666", ["01088886666"]),
        ("400-800-1234", ["4008001234"]),
        ("+1 212 555 0100", ["+12125550100"]),
        ("13800010001/13900010002、13800010001", ["13800010001", "13900010002"]),
        ("无", []),
        (" ", []),
    ],
)
def test_phones(raw: str, wanted: list[str]) -> None:
    assert clean.phones(raw) == wanted
    assert [again for one in wanted for again in clean.phones(one)] == wanted


@pytest.mark.parametrize(
    ("raw", "said"),
    [("1.38E+10", "科学计数法"), ("待定", "不像电话"), ("138", "不像电话"), (True, "应是电话")],
)
def test_what_is_no_phone_says_why(raw: Any, said: str) -> None:
    with pytest.raises(Bad, match=said):
        clean.phones(raw)


FORMATS = [
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d 星期三",
    "%Y 年 %m 月 %d 日", "%y-%m-%d",
]  # fmt: skip


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.sampled_from(FORMATS))
def test_a_day_is_the_same_however_written(day: date, form: str) -> None:
    wanted = datetime.combine(day, time(), TZ)
    assert dates.moment(day.strftime(form), TZ) == (wanted, "day")
    assert dates.moment(day, TZ) == (wanted, "day")
    serial = (day - date(1899, 12, 30)).days
    for cell in (serial, float(serial), str(serial)):
        assert dates.moment(cell, TZ) == (wanted, "day")


@given(st.datetimes(FIRST, LAST).map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_moment_is_the_same_however_written(at: datetime) -> None:
    wanted = (at.replace(tzinfo=TZ), "minute")
    half = f"{'上午' if at.hour < 12 else '下午'}{at.hour % 12 or 12}:{at:%M}"
    for raw in (
        f"{at:%Y-%m-%d %H:%M}",
        f"{at:%Y/%m/%d %H:%M:%S}",
        f"{at:%Y年%m月%d日} {at.hour}时{at.minute}分",
        f"{at:%Y-%m-%d} {half}",
    ):
        assert dates.moment(raw, TZ) == wanted
    utc = at.replace(tzinfo=UTC)
    found = dates.moment(f"{utc:%Y-%m-%dT%H:%M:%SZ}", TZ)
    assert found == (utc, "minute")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("11月20日", "缺年份"),
        ("2026年11月", "缺日子"),
        ("2026-02-30", "没有这一天"),
        ("3/4/2026", "分不清月和日"),
        ("2026-11-20 25:00", "时间不对"),
        ("上周", "不是日期"),
        (7, "不是日期"),
        (True, "应是日期"),
        (timedelta(hours=1), "应是日期"),
        ("1899-01-01", "年份不对"),
    ],
)
def test_what_is_no_date_says_why(raw: Any, said: str) -> None:
    with pytest.raises(Bad, match=said):
        dates.moment(raw, TZ)


@pytest.mark.parametrize(
    ("raw", "wanted"), [("5-1", "05-01"), ("2月29日", "02-29"), ("1980/5/1", "1980-05-01"), ("", None)]
)
def test_birthdays_may_lack_the_year(raw: str, wanted: str | None) -> None:
    assert dates.birthday(raw, TZ) == wanted


@pytest.mark.parametrize(
    ("raw", "wanted"), [("重点", "A"), ("Ｂ类", "B"), ("vip 客户", "A"), ("c", "C"), ("无", None)]
)
def test_levels_of_other_systems(raw: str, wanted: str | None) -> None:
    word = Cleaner(USUAL, TZ).item("level", raw)
    assert word == (None if wanted is None else (wanted, ""))


def test_a_name_is_no_number_and_no_date() -> None:
    for cell in (12345.0, "2026-11-20", FIRST, True):
        with pytest.raises(Bad, match="应是名称"):
            clean.name(cell, 128)
    with pytest.raises(Bad, match="公式错误"):
        clean.text("#N/A", 10)
    with pytest.raises(Bad, match="最多 5 个"):
        clean.text("一二三四五六", 5)


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("￥1.2万", 12000),
        ("12,000.50元", Decimal("12000.50")),
        (88, 88),
        ("0.125", Decimal("0.13")),
        ("无", None),
    ],
)
def test_sums_as_people_write_them(raw: Any, wanted: Any) -> None:
    assert clean.amount(raw) == wanted
    for bad in ("十二", "-5", "1.2.3", "约", True, FIRST):
        with pytest.raises(Bad):
            clean.amount(bad)
