"""A question put into the conversation: kept with its frame, and shown with its candidates."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from handlers import replies
from handlers.context import ANSWER_WITHIN, Context, Option, Question
from handlers.registry import FRAMES
from models.outbox import Button, Card, Text
from nlp.frames import Frame
from nlp.names import Name

MOST_BUTTONS = 6
MOST_ASIDE = 3  # questions that were passed over and can still be tapped
BUTTON_SHOWS = 9  # characters of a label that a button certainly shows
NUMBERED_SHOWS = 6  # … behind a number


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
    if (other := ctx.state.get("pending")) is not None:
        set_aside(other, ctx)
    ctx.remember(pending=pending)
    if not options:
        return question.text
    if len(options) <= MOST_BUTTONS:
        asked = ctx.session.info["set_id"]
        captions = _captions(options)
        buttons = tuple(Button(said, "choose", (str(n), asked)) for n, said in enumerate(captions, 1))
        lines = tuple(
            _line(n, o, said)
            for n, (o, said) in enumerate(zip(options, captions, strict=True), 1)
            if o.hint or said != o.label
        )
        pending["asked_in"] = asked
        title, _, text = question.text.partition("\n")
        ctx.send(Card(title, text=text, lines=lines, buttons=buttons))
    labels = [(option.label, option.hint) for option in options]
    return replies.question_options(question.text, labels, question.free)


def _captions(options: Sequence[Option]) -> list[str]:
    """What stands on the buttons: the names, where each can be read whole; else numbers, and what tells them
    apart: of two orders of one day the sums, for their names begin alike."""
    labels = [option.label for option in options]
    if len(set(labels)) == len(labels) and all(len(label) <= BUTTON_SHOWS for label in labels):
        return labels
    begin = Counter(label[:NUMBERED_SHOWS] for label in labels)
    return [
        f"{number}. {_told(option, alone=begin[option.label[:NUMBERED_SHOWS]] == 1)}"
        for number, option in enumerate(options, 1)
    ]


def _told(option: Option, *, alone: bool) -> str:
    if alone or not option.hint:
        return option.label
    return option.hint if len(option.label) >= NUMBERED_SHOWS else f"{option.label} {option.hint}"


def _line(number: int, option: Option, caption: str) -> tuple[str, str]:
    """The whole of it, beside its number where the button cannot say it."""
    if caption == option.label:
        return option.label, option.hint
    return f"{number}.", f"{option.label} {option.hint}".rstrip()


def set_aside(pending: dict[str, Any], ctx: Context) -> None:
    """A question that was passed over: its card can still be tapped for a while.

    Not one for a yes to what is wide: what it said may not be so any more.
    """
    if "asked_in" in pending and pending["slot"] != "confirmed":
        others = [one for one in ctx.state.get("aside", ()) if one["asked_in"] != pending["asked_in"]]
        ctx.remember(aside=[*others, pending][-MOST_ASIDE:])


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
    refs = {slot: [name._asdict() for name in found] for slot, found in frame.refs.items()}
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
