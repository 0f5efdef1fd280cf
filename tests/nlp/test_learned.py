"""The learned part: the same lessons give the same weights, and a clear rule is not talked out of its frame."""

import subprocess
import sys
import time
from binascii import b2a_base64
from datetime import datetime
from pathlib import Path

import pytest

from nlp import KnownNames, parse
from nlp.learn import trained
from nlp.learned import chain
from nlp.learned.chain import SCALE, ZERO, Chain, Hint, Step, packed
from nlp.learned.corpus import told
from nlp.learned.training import Trainer, lesson

CORPUS = Path(__file__).parent.parent / "corpus"
NOW = datetime.fromisoformat("2026-11-22T18:00:00+08:00")
A, B = {"first", "甲"}, {"on", "乙"}


def test_the_same_lessons_give_the_same_weights() -> None:
    files = [CORPUS / "look" / "a-shop.jsonl"]
    code = (
        "import sys, pathlib; from nlp.learn import trained; from nlp.learned.corpus import told;"
        "print(*trained(told([pathlib.Path(sys.argv[1])]), 2), sep='\\n')"
    )
    here = trained(told(files), 2)
    there = subprocess.run(
        [sys.executable, "-c", code, str(files[0])], capture_output=True, text=True, check=True
    )
    assert there.stdout.splitlines() == here, "another process orders its sets otherwise"


def test_what_was_learned_is_read_back() -> None:
    told_twice = [
        lesson([A], ["task.create"], []),
        lesson([A, B], ["task.create", "task.list"], [("task.create", 0, 0), ("task.list", 1, 1)]),
        lesson([A, {"on", "丙"}], ["task.create"], []),
    ] * 3
    lessons = [one for one in told_twice if one]
    trainer = Trainer(lessons)
    trainer.learn(lessons, 20)
    learned = Chain(trainer.lines())
    for one in lessons:
        assert learned.path(learned.weighed(one.seen)) == one.path


def test_a_message_the_rules_cut_wrongly_teaches_nothing() -> None:
    assert lesson([A, B], ["task.create", "task.list"], [("task.create", 0, 1)]) is None


def test_plain_lines_teach_where_a_frame_begins(tmp_path: Path) -> None:
    """`tests/corpus/said`: intents over the lines, `|` between two frames, told with a mark, a space and as dictated."""
    file = tmp_path / "said.txt"
    file.write_text(
        "# world w, 2026-10-21T14:15\n## interaction.log + task.create\n"
        "刚拜访完潍柴 聊了选型|周五把方案送去\n## yes\n是的\n## task.list\n今天要干嘛\n",
        encoding="utf-8",
    )
    (tmp_path / "worlds").mkdir()
    (tmp_path / "worlds" / "x.json").write_text(
        '{"w": {"customers": ["潍柴动力股份有限公司"]}}', encoding="utf-8"
    )
    marked, spaced, dictated, answer, plain = told([file])
    assert [one.gold for one in (marked, spaced, dictated)] == [["interaction.log", "task.create"]] * 3
    assert [answer.gold, plain.gold] == [["yes"], ["task.list"]]
    for one, parts in ((marked, 3), (spaced, 3), (dictated, 2)):
        lesson = one.lesson()
        assert lesson is not None
        assert len(lesson.path) >= parts
        assert [step.intent for step in lesson.path if step.begins] == one.gold


def test_a_hint_outweighs_a_smaller_doubt_and_no_greater_one() -> None:
    # Two intents; the trace 甲 speaks for the second by 1 nat.
    lines = ["x y", _line([0, 0]), _line([0, 0]), "甲\t" + _line([0, 1, 0, 0])]
    learned = Chain(lines)
    assert learned.path(learned.weighed([{"甲"}])) == [Step(True, "y")]
    assert learned.path(learned.weighed([{"甲"}]), [Hint(0, Step(True, "x"), 0.9)]) == [Step(True, "y")]
    assert learned.path(learned.weighed([{"甲"}]), [Hint(0, Step(True, "x"), 1.1)]) == [Step(True, "x")]
    assert learned.path(learned.weighed([{"甲"}]), [Hint(0, Step(True, "not learned"), 9)]) == [
        Step(True, "y")
    ]


def _line(weights: list[float]) -> str:
    return b2a_base64(packed(weights), newline=False).decode()


def test_weights_are_bytes_around_zero() -> None:
    assert list(packed([0, 1, -1, 99, -99])) == [ZERO, ZERO + SCALE, ZERO - SCALE, 255, 0]


def test_more_traces_than_fields_hold_are_cut_the_same_way_each_time() -> None:
    learned = chain.default()
    characters = [chr(c) for c in range(0x4E00, 0x4E00 + 4000)]
    many, same = {*characters}, {*reversed(characters)}
    assert learned.weighed([many, many]) == learned.weighed([same, same])


def test_the_file_is_small_and_quickly_read() -> None:
    assert chain.FILE.stat().st_size < 3_000_000
    lines = [line for line in chain.FILE.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    started = time.thread_time()
    Chain(lines)
    assert time.thread_time() - started < 0.3  # 0.05 s where nobody else is at work


@pytest.mark.parametrize("text", ["昨天喝多了头疼", "今天食堂的鱼不错", "他们公司股票又涨停了"])
def test_what_asks_for_nothing_stays_nothing(text: str) -> None:
    assert [frame.intent for frame in parse(text, NOW, KnownNames.of({}))] == ["unknown"]
