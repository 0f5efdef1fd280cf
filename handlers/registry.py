"""Which function serves which intent or tap. Importing `handlers.topics` fills both tables."""

from collections.abc import Callable

from handlers.context import Answer, Context
from nlp.frames import Frame

FrameHandler = Callable[[Frame, Context], str]
TapHandler = Callable[[str, tuple[str, ...], Context], Answer]

FRAMES: dict[str, FrameHandler] = {}
TAPS: dict[str, TapHandler] = {}


def handles(*intents: str) -> Callable[[FrameHandler], FrameHandler]:
    """The function answers frames of these intents with a sentence."""

    def register(function: FrameHandler) -> FrameHandler:
        FRAMES.update(dict.fromkeys(intents, function))
        return function

    return register


def taps(*actions: str) -> Callable[[TapHandler], TapHandler]:
    """The function answers taps on buttons with these actions."""

    def register(function: TapHandler) -> TapHandler:
        TAPS.update(dict.fromkeys(actions, function))
        return function

    return register
