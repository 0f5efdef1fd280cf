"""The guide for reps promises wordings; every one is said to the real bot, in the order of the page."""

import re
from pathlib import Path

import pytest

from handlers import replies
from handlers.chat import words as chat_words
from tests.support.chat import Chat

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "guide-reps.md").read_text(encoding="utf-8")
TABLE = re.findall(r"^\| ([^|]+?) \| [^|]+ \|$", GUIDE, re.MULTILINE)[2:]  # without head and rule
SAYINGS = [*TABLE, *re.findall(r"`([^`]+)`", GUIDE)]
NO_HELP = (chat_words.unknown(()).splitlines()[0], replies.not_yet("").split("。")[1], replies.TROUBLE)


def test_the_guide_has_wordings() -> None:
    assert TABLE[0].startswith("今天拜访了")
    assert len(SAYINGS) > 20


@pytest.mark.parametrize("beginning", ["sqlite"], indirect=True)
def test_every_wording_of_the_guide_is_understood(team: Chat) -> None:
    answers = {said: team.say("XiaoLi", said) or "" for said in SAYINGS}
    assert {said: a for said, a in answers.items() if not a or any(no in a for no in NO_HELP)} == {}
