"""Where exactly the next fact of a dictated stretch begins: with its day or its sum, with whose it is,
and with the word that links it to what was said before."""

from typing import NamedTuple

from nlp import forms as re
from nlp.entities import Item
from nlp.reading import Clause


class Stretch(NamedTuple):
    """A stretch, and what most ways ask of it. `done` is None where nothing is told as done."""

    clause: Clause
    text: str
    base: int  # where it begins in the message
    done: int | None
    times: list[Item]


def before_time(clause: Clause, at: int) -> int:
    """A time right before an order belongs to it: 下周三提醒我."""
    for item in clause.of_kind("time", "repeat"):
        if item.end == at and "past" not in item.tenses:
            return with_link(clause, item.start)
    return with_link(clause, at)


_FORESEEN = re.compile(r"(?:预算|预计|估计|大概|大约|差不多|估摸|金额|规模|能有|约|有|是|在)+$")


def before_sum(clause: Clause, at: int) -> int:
    """预算大概四十五万建个商机: the sum that is foreseen is that of the chance."""
    for item in clause.of_kind("money"):
        if 0 <= at - item.end <= 2 and (word := _FORESEEN.search(clause.text[: item.start - clause.start])):
            return clause.start + word.start()
    return before_time(clause, at)


def with_asker(clause: Clause, at: int) -> int:
    """他让我下周一前…: who asks for it belongs to the deed."""
    match = re.search(
        r"(?:[他她]们?|对方|客户|那边|[\u4e00-\u9fff][总工董]|[\u4e00-\u9fff]{2}长)?(?:(?:让|叫|催|要)我们?|[让叫])$",
        clause.text[: at - clause.start],
    )
    return clause.start + match.start() if match else with_link(clause, at)


def with_whose(clause: Clause, at: int) -> int:
    """…预算批了万华商机推到谈判: whose chance it is; but 去了唐风商机推到招标 was a visit there."""
    found = next((m.start for m in clause.named("customer") if m.end == at), at)
    return at if _MET_THERE.search(clause.text[: found - clause.start]) else found


_MET_THERE = re.compile("(?:去|到|见|访|跑|回|跟|和|与|给|在|从|找|约|请|陪)[了过完]?$|^$")


def with_link(clause: Clause, at: int) -> int:
    """…|然后再去: the words that link it to what was said before."""
    match = re.search(
        r"(?:再|然后|另外|提醒(?=我)|我|(?<=然后)你|麻烦你?|并|就|顺便|还|也|(?<!优)先|,)+$",
        clause.text[: at - clause.start],
    )
    return clause.start + match.start() if match else at
