"""Before a write that the parser is not sure of: is it this that is meant, or that?"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.chat.suggest import meaning
from handlers.context import Option, Question
from handlers.questions.asking import frame_json, frame_of
from handlers.registry import FRAMES
from nlp.frames import Frame

MEANT = "meant"  # the slot asked for: which frame it is
LONGEST = 24  # characters of the message that the question repeats
DONE = re.compile("[好完给去]了[^,，。 ]{0,6}$|了$")
GAPS = {"amount", "due", "date", "quantity"}
"""What a bare sum or day may add to what was offered."""
NEITHER = Option("都不是", instead={})
NOTHING = Option("不用记", instead={})


def doubt(frame: Frame) -> Question | None:
    """The question before a frame that may well mean something else; None for what may be done at once."""
    if frame.rival is None:
        return None
    if (frame.intent, frame.rival.intent) == ("task.done", "task.create") and DONE.search(_words(frame)):
        return None  # 方案做好了 发给他了: nothing that is still to do
    known = [one for one in (replace(frame, rival=None), frame.rival) if one.intent in FRAMES]
    ways = [_option(one) for one in known if one.intent != "unknown"]
    if not ways:
        return None
    if len(ways) == 1:
        return Question(f"{_said(frame)}要{ways[0].label}吗？", MEANT, [*ways, NOTHING])
    return Question(f"{_said(frame)}是要{ways[0].label}，还是{ways[1].label}？", MEANT, [*ways, NEITHER])


def meant(said: Frame, options: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The option that a plain 是 (the first) or 不用 (the last) stands for; 完成了 is 完成待办."""
    if said.intent == "yes":
        return options[0]
    if said.intent in ("no", "cancel"):
        return options[-1]
    same = [one for one in options if (instead(one) or {}).get("intent") == said.intent]
    return same[0] if len(same) == 1 and not said.slots and not said.refs else None


def offered(options: list[dict[str, Any]]) -> Frame | None:
    """The only one that was offered, with what it has."""
    if len(options) != 2 or instead(options[-1]) != {} or not (first := instead(options[0])):
        return None
    asked = frame_of(first)
    return replace(asked, slots={slot: value for slot, value in asked.slots.items() if value is not None})


def completed(said: Frame, options: list[dict[str, Any]]) -> Frame | None:
    """海康尾款清了, 要记回款吗, 3万: the only one that was offered, with what it lacked; it is meant then."""
    asked = offered(options)
    if asked is None or said.intent != asked.intent:
        return None
    told = {slot: value for slot, value in said.slots.items() if asked.slots.get(slot) != value}
    if not told or not told.keys() <= GAPS:
        return None
    return replace(said, slots={**asked.slots, **told}, refs={**asked.refs, **said.refs})


def instead(option: Mapping[str, Any]) -> dict[str, Any] | None:
    """The frame chosen, as the conversation keeps it; empty for none of them, None in other questions."""
    chosen: dict[str, Any] | None = option.get("instead")
    return chosen


def _option(frame: Frame) -> Option:
    return Option(meaning(frame.intent), instead=frame_json(frame))


def _words(frame: Frame) -> str:
    return frame.evidence[0].words.strip() if frame.evidence else ""


def _said(frame: Frame) -> str:
    words = _words(frame)
    short = words if len(words) <= LONGEST else words[:LONGEST] + "…"
    return f"「{short}」" if short else ""
