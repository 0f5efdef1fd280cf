"""A question put into the conversation: kept with its frame, and shown with its candidates."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from handlers import replies
from handlers.context import ANSWER_WITHIN, Context, Question
from handlers.registry import FRAMES
from models.outbox import Button, Card, Text
from nlp.frames import Frame
from nlp.names import Name

MOST_BUTTONS = 6


def ask(question: Question, frame: Frame, rest: Sequence[Frame], ctx: Context) -> str:
    """Keep the question with its frame and what comes after; candidates also as a card to tap."""
    options = question.options
    pending: dict[str, Any] = {
        "frame": frame_json(frame),
        "rest": [frame_json(later) for later in rest],
        "slot": question.slot,
        "options": [asdict(option) for option in options],
        "asked_at": ctx.now.isoformat(),
        "text": ctx.text,
        "question": question.text,
    }
    if question.free:
        pending["free"] = True
    if question.others:
        pending["others"] = True
    ctx.remember(pending=pending)
    if not options:
        return question.text
    if len(options) <= MOST_BUTTONS:
        asked = ctx.session.info["set_id"]
        buttons = tuple(Button(o.label, "choose", (str(n), asked)) for n, o in enumerate(options, 1))
        lines = tuple((o.label, o.hint) for o in options if o.hint)
        pending["asked_in"] = asked
        title, _, text = question.text.partition("\n")
        ctx.send(Card(title, text=text, lines=lines, buttons=buttons))
    labels = [(option.label, option.hint) for option in options]
    return replies.question_options(question.text, labels, question.free)


def run_tapped(frame: Frame, ctx: Context) -> None:
    """Do what a button stands for; what comes of it, or what has to be asked first, goes to the phone."""
    try:
        ctx.send(Text(FRAMES[frame.intent](frame, ctx)))
    except Question as question:
        text = ask(question, question.frame or frame, [], ctx)
        if not 0 < len(question.options) <= MOST_BUTTONS:
            ctx.send(Text(text))  # else the card asks


def frame_json(frame: Frame) -> dict[str, Any]:
    """A frame as the conversation's state keeps it."""
    refs = {slot: [asdict(name) for name in found] for slot, found in frame.refs.items()}
    plain: dict[str, Any] = {"intent": frame.intent, "slots": dict(frame.slots), "refs": refs}
    return plain | {"rival": frame_json(frame.rival)} if frame.rival else plain


def frame_of(data: dict[str, Any]) -> Frame:
    """What `frame_json` made."""
    refs = {slot: names_of(found) for slot, found in data["refs"].items()}
    rival = frame_of(data["rival"]) if "rival" in data else None
    return Frame(data["intent"], data["slots"], refs=refs, rival=rival)


def kept(frame: Frame, ctx: Context) -> dict[str, Any]:
    """A frame with its moment, for the conversation's state: what 明天呢 and 按人看 go on from."""
    return {"frame": frame_json(frame), "at": ctx.now.isoformat()}


def fresh(key: str, ctx: Context) -> Frame | None:
    """The frame kept under that key of the state; None if there is none, or it is too long ago."""
    found = ctx.state.get(key)
    if found is None or ctx.now - datetime.fromisoformat(found["at"]) > ANSWER_WITHIN:
        return None
    return frame_of(found["frame"])


def names_of(found: Sequence[dict[str, Any]]) -> tuple[Name, ...]:
    return tuple(Name(**name) for name in found)
