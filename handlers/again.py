"""A list once more with one condition changed: 「今天还有啥事」, then 「明天呢」「张芳的呢」「华为的呢」."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

import nlp
from handlers.asking import frame_json, frame_of
from handlers.context import ANSWER_WITHIN, Context
from handlers.phrases import says
from handlers.vocabulary import lexicon_of
from nlp.frames import Frame

LISTS: Final = {
    "task.list": "待办",
    "customer.list": "客户",
    "opportunity.list": "商机",
    "order.list": "订单",
    "interaction.list": "跟进记录",
    "ticket.list": "工单",
}
"""What can be asked again, and the word it is asked by."""
WHOSE: Final = ({"assignee", "customer"}, {"owner", "customer"}, {"user", "customer"})
"""One of these takes the place of the other: 华为的 after 张芳的 are no longer only hers."""


def keep(frame: Frame, ctx: Context) -> None:
    """Remember a list that was just shown; anything written or asked in between ends it."""
    if frame.intent in LISTS:
        ctx.remember(listing={"frame": frame_json(frame), "at": ctx.now.isoformat()}, figures=None)
    elif "listing" in ctx.state and not frame.intent.endswith(".show"):
        ctx.remember(listing=None)


@says(
    r"(?:那|那么|再|还有)?(?:看看|看一?下|查查)?(.{1,10}?)(?:的)?呢",
    "(?:那|那么|再看看|再看一?下|也看看)(.{1,8}?)的",
)
def read_again(match: re.Match[str], ctx: Context) -> Frame | None:
    """The same list with what was said now; None where no list was shown, or the words are no condition."""
    last = _last(ctx)
    if last is None:
        return None
    now, words = ctx.now.astimezone(ctx.tz), lexicon_of(ctx.vocabulary)
    for said in (f"{match[1]}的{LISTS[last.intent]}", f"{match[1]}{LISTS[last.intent]}有哪些"):
        found = nlp.parse(said, now, ctx.names, words=words)[0]
        if found.intent == last.intent and found.slots:
            kept = dict(last.slots)
            for pair in WHOSE:
                if pair & set(found.slots):
                    kept = {slot: value for slot, value in kept.items() if slot not in pair}
            return replace(found, slots={**kept, **found.slots}, refs={**last.refs, **found.refs})
    return None


def _last(ctx: Context) -> Frame | None:
    kept = ctx.state.get("listing")
    if kept is None or ctx.now - datetime.fromisoformat(kept["at"]) > ANSWER_WITHIN:
        return None
    return frame_of(kept["frame"])
