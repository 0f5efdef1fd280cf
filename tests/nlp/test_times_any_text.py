"""Whatever the text: times and values never raise, point at their words, and have the form of the contract."""

import re
import time as clock
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.times import find
from nlp.values import scan

DATE = r"\d{4}-\d{2}-\d{2}"
MOMENT = DATE + r"T\d{2}:\d{2}"
FORMS = {
    "date": re.compile(DATE),
    "moment": re.compile(MOMENT),
    "range": re.compile(rf"{DATE}/{DATE}|{MOMENT}/{MOMENT}"),
    "repeat": re.compile(
        r"FREQ=(?:MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=\d+)?(?:;BYMONTH=[\d,]+)?"
        r"(?:;BYDAY=(?:-?\d?(?:MO|TU|WE|TH|FR|SA|SU),?)+)?(?:;BYMONTHDAY=[-\d,]+)?(?:;BYSETPOS=-?\d)?(?:;BYHOUR=[\d,]+;BYMINUTE=[\d,]+)?"
    ),
    "duration": re.compile(r"P(?:\d+[DWMY]|T(?:\d+H)?(?:\d+M)?)"),
}
WORDS = st.sampled_from(
    [*"今明昨后前大天年月日号点周星期上下这本每隔逢从到至-~/.:：的内初底中末半刻分整一二三四五六七八九十两俩零百千万亿0123456789早晚午节国庆春 ，。#¥%折成块元kKwW转",
     "上午", "下午", "晚上", "之前", "以内", "以来", "个月", "季度", "小时", "工作日", "最近", "国庆", "第", "最后", "个", "周末", "下班前", "正月",
     "农历", "同期", "2月29日", "31号", "每月", "每年", "每两周", "9999年", "1900年"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map("".join))
NOWS = st.datetimes(
    min_value=datetime.fromisoformat("1990-01-01"), max_value=datetime.fromisoformat("2090-01-01")
)
TENSES = st.sampled_from([None, "future", "past"])


@settings(max_examples=600, deadline=None)
@given(text=TEXTS, now=NOWS, tense=TENSES)
def test_times(text: str, now: datetime, tense: None) -> None:
    found = find(text, now, tense)
    assert found == find(text, now, tense)
    for time in found:
        assert 0 <= time.start < time.end <= len(text)
        assert time.text == text[time.start : time.end]
        assert FORMS[time.kind].fullmatch(time.value), (time.text, time.value)
        for role in ("deadline", "period"):
            assert time.resolve(role=role)
        if time.kind == "range":
            first, last = time.value.split("/")
            assert first <= last
        if time.kind in ("date", "moment"):
            assert time.as_deadline()
            assert len(time.as_day()) == 10
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=600, deadline=None)
@given(text=TEXTS)
def test_values(text: str) -> None:
    found = scan(text)
    assert found == scan(text)
    for value in found:
        assert 0 <= value.start < value.end <= len(text)
        assert value.text == text[value.start : value.end]
        if value.kind in ("percent", "discount"):
            assert value.json() >= 0  # type: ignore[operator]
        if value.kind == "phone":
            assert isinstance(value.value, str)
            assert value.value.isdecimal()
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "unit",
    [*"一十1年月点周号每到前后半万.-:/ 的¥a@+(第转", "上", "下下", "周一", "每周", "每周一、", "1.", "12:", "一点", "一万", "1-", "从", "十一", "国庆", "国庆后",
     "最近三", "三天", "2月29", "2026-", "138", "a@a.", "微信", "1 ", "点半", "每月1号、", "下个月", "第一个", "1号和", "零", "1,234,"],
)  # fmt: skip
def test_repetition_costs_bounded_time(unit: str) -> None:
    text = (unit * 2048)[: 2048 // len(unit.encode()) * len(unit)]
    begun = clock.thread_time()
    find(text, datetime.fromisoformat("2026-11-24T10:20"))
    scan(text)
    assert clock.thread_time() - begun < 0.5
