"""What the corpora say is meant has the form of the contract: its intents, slots and values, words of the message."""

import json
from pathlib import Path

from nlp.learned.corpus import lines, worlds_beside
from tests.corpus import check


def test_every_line_of_the_corpora_keeps_the_contract() -> None:
    assert list(check.wrong(sorted(check.HERE.glob("*/*.jsonl")))) == []


def test_a_plain_line_has_a_part_for_each_of_its_intents_or_none() -> None:
    """Those of one part stand where it cannot be said where the next frame begins."""
    for file in sorted((check.HERE / "said").glob("*.txt")):
        for line in lines(file, worlds_beside(file)):
            assert set(line.gold) <= check.CONTRACT.keys(), (file.name, line)
            assert len(line.parts) in (1, len(line.gold)), (file.name, line)


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
