"""No form of the parser goes through the ways in which repeated words can be cut: 哈哈哈…, 刚刚刚… end as soon as any text."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from handlers.questions import telling
from nlp import KnownNames, parse

NOW = datetime.fromisoformat("2026-11-24T09:00:00+08:00")
NAMES = KnownNames.of({"customers": ["杭州海康威视数字技术股份有限公司"]})
SOURCES = Path(__file__).resolve().parents[2] / "nlp"
FOREVER = 60  # seconds; all of it takes two or three
ONCE_WRONG = "哈刚个， 下"
LEADS = ("海康李总", "给海康报价 ", "")


@contextmanager
def ended() -> Iterator[None]:
    """Fails instead of going on for hours."""

    def stop(*_: Any) -> None:
        raise AssertionError("a form that never ends")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(FOREVER)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def words() -> list[str]:
    """What stands in the forms and rules, by one and two characters; a third of it."""
    texts = [file.read_text(encoding="utf-8") for file in SOURCES.rglob("*.py")]
    found = sorted({word for text in texts for word in re.findall("[\u4e00-\u9fff]{1,2}", text)})
    return found[::3]


def test_words_of_the_rules_said_again_and_again_are_read() -> None:
    with ended():
        said = [(LEADS[number % len(LEADS)], word) for number, word in enumerate(words())]
        said += [(lead, word) for lead in LEADS for word in ONCE_WRONG]
        for lead, word in said:
            assert parse(f"{lead}{word * 100}鑫开", NOW, NAMES)


def test_a_long_sigh_is_looked_at_once() -> None:
    with ended():
        for sigh in ("嗯", "好", "好的", "ok"):
            assert telling.NOTHING_SAID.fullmatch(f"{sigh * 300}价") is None
