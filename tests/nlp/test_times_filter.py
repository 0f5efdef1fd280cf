"""`python -m nlp.times` as a filter: one answer a line, whatever the line."""

import json
import subprocess
import sys

from nlp.times.__main__ import answer

NOW = "2026-11-24T10:20:00+08:00"


def ask(**asked: object) -> dict[str, object]:
    return answer(json.dumps({"now": NOW, **asked}))


def test_a_phrase_is_answered_with_its_place() -> None:
    assert ask(id="a", text="约明天下午三点半见") == {
        "id": "a",
        "times": [{"text": "明天下午三点半", "start": 1, "end": 8, "value": "2026-11-25T15:30"}],
    }


def test_the_tense_chooses() -> None:
    assert ask(text="周三", tense="past")["times"] == [
        {"text": "周三", "start": 0, "end": 2, "value": "2026-11-18"}
    ]
    assert ask(text="周三", tense="future")["times"] == [
        {"text": "周三", "start": 0, "end": 2, "value": "2026-11-25"}
    ]


def test_a_length_is_a_value_only_where_it_moves_a_date() -> None:
    assert ask(text="延期三天")["times"] == [{"text": "三天", "start": 2, "end": 4, "value": "P3D"}]
    assert ask(text="试用三天")["times"] == []


def test_a_bad_line_is_answered_with_an_error() -> None:
    for line in (
        "",
        "not json",
        "[]",
        "5",
        "{}",
        '{"text": 5, "now": "x"}',
        '{"text": "明天", "now": "soon"}',
        "[" * 100_000,
    ):
        assert list(answer(line)) == ["error"]
    assert answer('{"id": 7, "text": "明天"}')["id"] == 7
    assert "error" in ask(text="明天", tense="later")


def test_the_program_never_stops_and_keeps_the_order() -> None:
    lines = [json.dumps({"id": n, "text": "明天", "now": NOW}).encode() for n in range(3)]
    lines.insert(1, b"\xff\xfe broken")
    done = subprocess.run(
        [sys.executable, "-m", "nlp.times"], input=b"\n".join(lines), capture_output=True, check=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply.get("id") for reply in answers] == [0, None, 1, 2]
    assert "error" in answers[1]
