"""Times, told as a corpus: a line of tests/corpus/times.jsonl is one value, a now, and the ways to say it.

`value` null is the list of words that are no time. A line is corrected in the data, never here.
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from nlp.times import Time, find

CORPUS = Path(__file__).parent.parent / "corpus" / "times.jsonl"
LINES = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
CASES = [(line, words) for line in LINES for words in line["say"]]
TUESDAY = datetime.fromisoformat("2026-11-24T10:20")


def one(text: str, now: datetime = TUESDAY) -> Time:
    (time,) = find(text, now)
    return time


@pytest.mark.parametrize(
    ("line", "words"), CASES, ids=[f"{c[0]['now'][:10]}-{c[0].get('tense')}-{c[1]}" for c in CASES]
)
def test_corpus(line: dict[str, Any], words: str) -> None:
    now = datetime.fromisoformat(line["now"])
    times = [time for time in find(words, now, line.get("tense")) if time.kind != "duration"]
    assert [time.resolve(role=line.get("role", "value")) for time in times] == (
        [line["value"]] if line["value"] else []
    )


def test_the_corpus_is_large_enough() -> None:
    assert sum(len(line["say"]) for line in LINES if line["value"]) >= 400
    assert sum(len(line["say"]) for line in LINES if not line["value"]) >= 100


def test_one_parse_serves_every_intent() -> None:
    wednesday = one("周三")
    assert (wednesday.as_past(), wednesday.as_future()) == ("2026-11-18", "2026-11-25")
    week = one("下周")
    assert (week.value, week.as_deadline(), week.as_period()) == (
        "2026-11-30/2026-12-06", "2026-11-30", "2026-11-30/2026-12-06",
    )  # fmt: skip
    assert one("本周内").as_deadline() == "2026-11-29"
    assert one("今天").as_period() == "2026-11-24/2026-11-24"
    assert one("明天下午三点").as_day() == "2026-11-25"


def test_a_repeat_has_a_rule_and_a_first_time() -> None:
    monday = one("每周一上午9点")
    assert (monday.rrule, monday.first) == ("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0", "2026-11-30T09:00")
    assert one("明天").rrule is None
    assert one("明天").first is None


def test_the_hour_that_strikes_now_is_over_for_a_repeat() -> None:
    assert one("每天10:20").first == "2026-11-25T10:20"
    assert one("每天10:21").first == "2026-11-24T10:21"


def test_durations_have_days() -> None:
    three = one("延期三天")
    assert (three.kind, three.value, three.days, three.text) == ("duration", "P3D", 3, "三天")
    assert one("两周没联系的").days == 14
    assert one("一个月没跟进").days == 30
    assert one("超过20天没跟进").days == 20
    assert one("最近一周没联系过").days == 7
    assert one("聊了半小时").value == "PT30M"
    assert one("聊了半小时").days is None
    assert one("聊了一个半小时").value == "PT1H30M"


def test_a_birthday_has_no_year_unless_said() -> None:
    assert one("生日3月5号").as_birthday() == "03-05"
    assert one("生日1985年3月5号").as_birthday() == "1985-03-05"
    assert one("生日03-05").as_birthday() == "03-05"
    assert one("下周").as_birthday() is None


def test_a_bare_hour_borrows_the_day_before_it() -> None:
    friday, afternoon = find("周五上午去A公司，下午两点去B公司", TUESDAY, "future")
    assert afternoon.dateless
    assert not friday.dateless
    assert afternoon.on(friday).value == "2026-11-27T14:00"
    assert friday.on(afternoon) == friday


def test_last_year_s_same_period_is_that_of_the_period_named() -> None:
    times = find("上个月的销售额和去年同期比怎么样", TUESDAY, "past")
    assert [time.value for time in times] == ["2026-10-01/2026-10-31", "2025-10-01/2025-10-31"]


def test_several_times_in_one_message_keep_their_places() -> None:
    text = "昨天下午拜访了华为，下周三上午十点再去，月底前签合同"
    times = find(text, TUESDAY)
    assert [text[time.start : time.end] for time in times] == ["昨天下午", "下周三上午十点", "月底前"]
    assert [time.text for time in times] == ["昨天下午", "下周三上午十点", "月底前"]


def test_masked_names_are_looked_past() -> None:
    text = "约蔡国庆明天见"
    assert [time.text for time in find("国庆科技明天来", TUESDAY, masked=[(0, 4)])] == ["明天"]
    assert [time.text for time in find(text, TUESDAY)] == ["明天"]


def test_an_administrator_s_calendar_wins() -> None:
    wednesday = date(2026, 11, 25)
    (time,) = find("下个工作日", TUESDAY, overrides={wednesday: False})
    assert time.value == "2026-11-26"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("一周三次拜访", []),
        ("看一下周三的安排", ["周三"]),
        ("记一下2月10号前寄出", ["2月10号前"]),
        ("剩下那八万二十八号提醒我", ["二十八号"]),
        ("每月三千块", []),
        ("每周10节课", []),
        ("西路8号", []),
        ("上周三家客户都没回", ["上周"]),
        ("下周二十个客户要拜访", ["下周"]),
        ("周三点名要李总来", ["周三"]),
        ("晚上好，明天见", ["明天"]),
        ("《明日之后》将于明日上线", ["明日"]),
    ],
)
def test_what_stands_around_a_time_word(text: str, words: list[str]) -> None:
    assert [time.text for time in find(text, TUESDAY) if time.kind != "duration"] == words
