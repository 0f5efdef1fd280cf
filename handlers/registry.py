"""Which function serves which intent or tap. Importing `handlers.topics` fills both tables."""

from collections.abc import Callable

from handlers.context import Answer, Context
from nlp.frames import Frame

FrameHandler = Callable[[Frame, Context], str]
Reader = Callable[[Frame, Context], Frame]
TapHandler = Callable[[str, tuple[str, ...], Context], Answer]

FRAMES: dict[str, FrameHandler] = {}
READERS: dict[str, Reader] = {}
TAPS: dict[str, TapHandler] = {}


def handles(*intents: str) -> Callable[[FrameHandler], FrameHandler]:
    """The function answers frames of these intents with a sentence.

    Raises ValueError for an intent that has a handler: the later one would silently take its place.
    """

    def register(function: FrameHandler) -> FrameHandler:
        if taken := FRAMES.keys() & set(intents):
            raise ValueError(f"{', '.join(sorted(taken))}: answered already, see {function.__module__}")
        FRAMES.update(dict.fromkeys(intents, function))
        return function

    return register


def reads(*intents: str) -> Callable[[Reader], Reader]:
    """The function completes frames of these intents with what the contract has no slot for."""

    def register(function: Reader) -> Reader:
        READERS.update(dict.fromkeys(intents, function))
        return function

    return register


def complete(frame: Frame, ctx: Context) -> Frame:
    """The frame with what its topic reads beside the parser."""
    reader = READERS.get(frame.intent)
    return reader(frame, ctx) if reader else frame


def taps(*actions: str) -> Callable[[TapHandler], TapHandler]:
    """The function answers taps on buttons with these actions."""

    def register(function: TapHandler) -> TapHandler:
        TAPS.update(dict.fromkeys(actions, function))
        return function

    return register
