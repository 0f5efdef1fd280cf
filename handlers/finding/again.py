"""A list once more with one condition changed: 「今天还有啥事」, then 「明天呢」「张芳的呢」「华为的呢」."""

import re
from dataclasses import replace
from typing import Final

from handlers.context import Context
from handlers.phrases import says
from handlers.questions.asking import fresh, kept
from handlers.vocabulary import parse
from nlp.frames import Frame

LISTS: Final = {
    "task.list": "待办",
    "customer.list": "客户",
    "opportunity.list": "商机",
    "order.list": "订单",
    "interaction.list": "跟进记录",
}
"""What can be asked again, and the word it is asked by."""
WHOSE: Final = ({"assignee", "customer"}, {"owner", "customer"}, {"user", "customer"})
"""One of these takes the place of the other: 华为的 after 张芳的 are no longer only hers."""


def keep(frame: Frame, ctx: Context) -> None:
    """Remember a list that was just shown; anything but a look at one record ends it."""
    if frame.intent in LISTS:
        ctx.remember(listing=kept(frame, ctx), figures=None)
    elif "listing" in ctx.state and not frame.intent.endswith(".show"):
        ctx.remember(listing=None)


@says(
    r"(?:那|那么|再|还有)?(?:看看|看一?下|查查)?(.{1,10}?)(?:的)?呢",
    "(?:那|那么|再看看|再看一?下|也看看)(.{1,8}?)的",
)
def read_again(match: re.Match[str], ctx: Context) -> Frame | None:
    """The same list with what was said now; None where no list was shown, or the words are no condition."""
    last = fresh("listing", ctx)
    if last is None:
        return None
    for said in (f"{match[1]}的{LISTS[last.intent]}", f"{match[1]}{LISTS[last.intent]}有哪些"):
        found = parse(said, ctx)[0]
        if found.intent == last.intent and found.slots:
            slots = dict(last.slots)
            for pair in WHOSE:
                if pair & set(found.slots):
                    slots = {slot: value for slot, value in slots.items() if slot not in pair}
            return replace(found, slots={**slots, **found.slots}, refs={**last.refs, **found.refs})
    return None
