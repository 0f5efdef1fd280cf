"""Whatever is said, tapped and waited for, in whatever order: nobody ever gets an apology.

The sentences are those of tests/corpus/look, with this company's names in the place of their own; between
them short answers to questions that may not have been asked, taps on the card that came last, and hours.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from handlers.replies import TROUBLE
from nlp import KnownNames
from nlp.mentions.mention import Mention
from nlp.parser import understood
from tests.corpus.score import load
from tests.support.chat import TZ, Chat
from tests.support.shop import stocked
from tests.support.team import team_of

pytestmark = pytest.mark.soak

PEOPLE = ("XiaoLi", "XiaoLi", "XiaoWang", "WangFang", "XiaoZhao", "ChenYu")
OURS = {
    "customer": ("华为", "海康", "九阳", "海康威视", "公牛"),
    "contact": ("李强", "王敏", "周航", "李总", "尹涛", "赵总"),
    "user": ("小王", "小李", "王芳", "赵敏", "王磊"),
    "product": ("A100", "A200", "R740"),
}
SHORT = Path(__file__).with_name("short.txt").read_text(encoding="utf-8").splitlines()


def _sentences(random: Random) -> Iterator[str]:
    """Every line of the corpus once, told of this company's people and things."""
    lines = load("look")
    for line in random.sample(lines, len(lines)):
        names = KnownNames.of(line.get("known") or {})
        reading = understood(line["text"], datetime.fromisoformat(line["now"]), names).reading
        yield line["text"] if reading is None else _ours(reading.text, reading.mentions, random)


def _ours(text: str, mentions: Sequence[Mention], random: Random) -> str:
    for mention in reversed(mentions):
        kind = mention.names[0].kind if mention.names else mention.kind
        if kind in OURS:
            text = text[: mention.start] + random.choice(OURS[kind]) + text[mention.end :]
    return text


class Monkey:
    """Does one thing after the other; what was said to whom is told where it goes wrong."""

    def __init__(self, chat: Chat, seed: int) -> None:
        self.chat, self.random = chat, Random(seed)
        self.sentences = _sentences(self.random)
        self.told: list[str] = []

    def step(self) -> None:
        who, dice = self.random.choice(PEOPLE), self.random.random()
        if dice < 0.06 and (
            cards := [card for card in self.chat.cards(who) if card.card.card.get("button_list")]
        ):
            label = self.random.choice(cards[-1].card.card["button_list"])["text"]
            self._heard(who, f"taps {label}", self.chat.tap(who, label, cards[-1]))
        elif dice < 0.09:
            hours = timedelta(minutes=self.random.choice((20, 60, 240, 1440)))
            self.chat.wait_until(f"{self.chat.clock.now().astimezone(TZ) + hours:%Y-%m-%d %H:%M}")
        else:
            said = self.random.choice(SHORT) if dice < 0.5 else next(self.sentences)
            self._heard(who, said, self.chat.say(who, said))

    def _heard(self, who: str, said: str, reply: str) -> None:
        self.told.append(f"{who}: {said} → {reply}")
        assert reply != TROUBLE, "\n".join([line for line in self.told if line.startswith(who)][-6:])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nobody_gets_an_apology(database_url: str, seed: int) -> None:
    with Chat(database_url) as chat:
        monkey = Monkey(stocked(team_of(chat)), seed)
        for _ in range(600):
            monkey.step()
