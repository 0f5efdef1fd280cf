"""Whether words answer the question that is open, and what the frame is with the answer in it."""

import re
from typing import Any

from handlers.context import Context
from handlers.mending import left_out
from handlers.mending.restating import only_asked
from handlers.questions.doubting import MEANT
from handlers.questions.picking import NAMED
from handlers.questions.telling import BESIDE
from handlers.vocabulary import lexicon_of
from nlp.frames import Frame
from nlp.pending import could_be_name
from nlp.times import find as find_times
from nlp.values.scan import scan
from zh.text import normal

LOOKS = ("customer.show", "customer.list", "contact.show")
"""What a bare name reads like; after a question it is the answer."""
PERSON_LOOKS = ("customer.show", "contact.show")
GOODS = {"items", "product", "quantity"}
"""Slots of a sentence that sells something of its own, whatever was asked about another."""
VALUES = ("amount", "close_date")
DUNNO = re.compile(
    "不知道|不清楚|不确定|没[定说谈问]|待定|再说|以后|先空|没想好|看情况|还早|暂时|估不|说不准|没有?$|^不"
)
ORDERS = re.compile("提醒|待办|任务|闹钟|叫我|喊我|别忘|记得|安排|约")
LONGEST_TAG = 12  # characters; what is longer is no tag but the next order
NUMBERS = ("line_quantity", "line_price", "amount")


def is_answer(text: str, frames: list[Frame], slot: str, ctx: Context) -> bool:
    """Whether what reads like nothing, or like a mere name, a number or goods, is what was asked for."""
    if slot == "tags" and len(text.strip()) > LONGEST_TAG:
        return False
    if slot == BESIDE:
        return all(frame.intent in ("unknown", "yes") or _is_plan(text, frame) for frame in frames)
    if slot == "items":
        return all(frame.intent in ("unknown", "product.show") for frame in frames)
    looks = ("choose",) if slot in NUMBERS else PERSON_LOOKS if slot in ("contact", "title") else LOOKS
    if (
        slot in NAMED
        and frames[0].intent == "unknown"
        and not could_be_name(text, lexicon_of(ctx.vocabulary))
    ):
        return False
    return len(frames) == 1 and frames[0].intent in ("unknown", "yes", *looks)


def _is_plan(text: str, frame: Frame) -> bool:
    """今天在改标书 明天交, said of one's day: nothing asks to be reminded of it, and no customer is named."""
    return frame.intent == "task.create" and not frame.refs and not ORDERS.search(text)


def tells_no_value(text: str, slot: str, ctx: Context) -> bool:
    """概率多少, where a chance's sum or day was asked for: neither of them, nor that nobody knows yet."""
    said = normal(text)
    return slot in VALUES and not (DUNNO.search(said) or scan(said) or find_times(said, ctx.now))


def only_sounds_like(frame: Frame, *intents: str) -> bool:
    """毛利不够 as the reason that was asked for, 她说再看看 unasked: by what was learned a no, by no rule."""
    return frame.intent in intents and frame.only_learned


def only_words(frames: list[Frame], asked: Frame) -> bool:
    """Whether a message is the free answer to an open question (why was it lost?) and no order of its own."""
    return all(
        frame.intent in ("unknown", asked.intent)
        or not (frame.refs or frame.intent.endswith((".list", ".show")) or "." not in frame.intent)
        for frame in frames
    )


def filled(asked: Frame, slot: str, text: str, first: Frame) -> Frame:
    """The asked frame with the answer in its slot: the known record if a bare name was one."""
    refs = dict(asked.refs)
    value: Any = first.slots.get(slot, text)
    if slot in first.refs:
        refs[slot] = first.refs[slot]
    return Frame(asked.intent, {**asked.slots, slot: value}, refs=refs)


def waits_whole(pending: dict[str, Any], ctx: Context) -> bool:
    """Whether nothing of the message before is done yet, and what puts it right is about it."""
    return pending["slot"] == MEANT or (pending["slot"] == "confirmed" and only_asked(pending, ctx))


def asks_again(text: str, pending: dict[str, Any], ctx: Context) -> bool:
    """王芳电话多少 where days off were asked for: it comes to the same question, so it was no answer.

    Words that ask nothing are given a second try. The question goes, where they are none.
    """
    again = ctx.state.get("pending")
    if again is None or (again["slot"], again["question"]) != (pending["slot"], pending["question"]):
        return False
    if not pending.get("missed") and not left_out.ASKS.search(text):
        ctx.remember(pending={**again, "missed": True})
        return False
    ctx.remember(pending=None)
    return True
