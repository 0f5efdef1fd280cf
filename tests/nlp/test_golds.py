"""What the corpora say is meant has the form of the contract: its intents, slots and values, words of the message."""

import json
from pathlib import Path

from tests.corpus import check


def test_every_line_of_the_corpora_keeps_the_contract() -> None:
    assert list(check.wrong(sorted(check.HERE.glob("*/*.jsonl")))) == []


def test_a_line_that_does_not_is_named(tmp_path: Path) -> None:
    message = {
        "id": "x",
        "world": "week",
        "now": "2026-11-30T18:00:00+08:00",
        "text": "今天去了华为",
        "free": [],
    }
    frames = [
        {"intent": "interaction.log", "slots": {"time": "2026-12-03", "content": "签了合同"}},
        {"intent": "task.make", "slots": {}},
    ]
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps(message | {"frames": frames}, ensure_ascii=False) + "\n", encoding="utf-8")
    assert list(check.wrong([file])) == [
        "x.jsonl:1: interaction.log.time: happened in the future: '2026-12-03'",
        "x.jsonl:1: interaction.log.content: words not in the message: '签了合同'",
        "x.jsonl:1: frame {'intent': 'task.make', 'slots': {}}",
    ]
