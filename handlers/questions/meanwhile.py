"""An order about somebody else, said while a question waits for free words: 什么问题？ 给李强打电话.

Any words may be what is wrong with a machine or why a deal was lost. Those that name another customer or one
of their people, and that are an order by themselves, are done as such; the question stays, which is said.
"""

import re
from typing import Any

from handlers.context import Context
from handlers.mending.left_out import ASKS, MORE
from handlers.phrases import led_by
from handlers.questions.asking import frame_of, set_aside
from handlers.vocabulary import parse
from nlp.frames import Frame
from nlp.rules.base import READS
from zh.text import normal

FREE = ("content", "reason", "result")
NO_ORDERS = ("unknown", "correct", "help", "greet", "yes", "no", "choose", "cancel")
PLAN, REPORT = "task.create", "interaction.log"


def orders_of_others(text: str, pending: dict[str, Any], ctx: Context) -> list[Frame]:
    """The orders that the message is by itself; none where it may be the answer."""
    if pending["slot"] not in FREE:
        return []
    if ASKS.search(normal(text)) and all(map(_only_looks, alone := parse(text, ctx))):
        return alone  # 这月投诉几个, where it was asked how a case ended
    about = {name["id"] for name in pending["frame"]["refs"].get("customer", ())}
    if not about:
        return []
    named = {one.customer_id if one.kind == "contact" else one.id for one in ctx.names.mentioned(text)} - {
        None
    }
    if not named or named & about:
        return []
    alone = parse(text, ctx)
    return alone if all(_orders(frame, pending["frame"]["intent"]) for frame in alone) else []


NOT_THIS = re.compile("(?:不是|不对|错了|不)[^是]{0,12}?[,， ]*(?:应该)?是(?P<rest>.{2,})")


def of_another(text: str, pending: dict[str, Any], ctx: Context) -> Frame | None:
    """不是鲁泰 是永清 阀门漏: the frame asked about, of the other customer, with the rest for its gap."""
    about = {name["id"] for name in pending["frame"]["refs"].get("customer", ())}
    match = NOT_THIS.fullmatch(normal(text).strip()) if about and pending["slot"] in FREE else None
    found = led_by(match["rest"], ctx) if match else None
    if found is None or about & {one.id for one in found.refs}:
        return None
    asked, told = frame_of(pending["frame"]), found.rest.strip(" ,，的")
    slots = {**asked.slots, "customer": found.said} | ({pending["slot"]: told} if told else {})
    return Frame(asked.intent, slots, refs={"customer": found.refs})


def _only_looks(frame: Frame) -> bool:
    """Nothing is written, and by a rule, not by what only sounds like it."""
    return frame.intent in READS and frame.intent not in NO_ORDERS and not frame.only_learned


def _orders(frame: Frame, asked: str) -> bool:
    """Whether a frame is clear without the question: 华为那台也坏了 may well be what is wrong here too."""
    if frame.intent in NO_ORDERS:
        return False
    if frame.rival is not None and not _orders(frame.rival, asked):
        return False
    if frame.intent == REPORT:
        return "channel" in frame.slots
    if frame.intent.split(".")[0] == asked.split(".")[0]:
        return (frame.intent, asked) == ("ticket.create", "ticket.close") and not frame.only_learned
    return frame.intent == PLAN or not frame.only_learned


def still_open(said: str, done: list[Frame], pending: dict[str, Any], ctx: Context) -> str:
    """What was done, and that the question waits; what is told of a visit may go on, so then it does not."""
    if "pending" in ctx.state or any(frame.intent == REPORT for frame in done):
        set_aside(pending, ctx)
        return f"{said}\n（「{pending['text']}」还没记，这边说完再发一遍。）"
    ctx.remember(pending=pending)
    return f"{said}\n「{pending['text']}」还等你一句：{pending['question']}"


DEEDS = {
    "create", "log", "add", "update", "set", "done", "postpone", "cancel", "assign", "win", "lose", "move",
    "close", "tag", "untag", "transfer", "facts", "more", "note",
}  # fmt: skip
"""The last words of intents that write."""
SHOWN = 24  # characters of the message that waits


def passed_over(said: str, done: list[Frame], pending: dict[str, Any] | None) -> str:
    """What was done, and that the message before it, of which something was asked, is not written."""
    if pending is None or not pending["options"] or pending["slot"] == MORE or not pending["text"]:
        return said
    if not any(_writes(frame) and frame.intent != pending["frame"]["intent"] for frame in done):
        return said
    text = str(pending["text"]).strip()
    text = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    if pending["slot"] == "confirmed":
        return f"{said}\n（「{text}」没等到确认，没有做；还要就再说一遍。）"
    return f"{said}\n（「{text}」还没记：在刚才的卡片上点一下，或再说一遍。）"


def _writes(frame: Frame) -> bool:
    return frame.intent.rpartition(".")[2] in DEEDS
