"""What `python -m nlp --why` tells: the frames with their reasons, and what a rule saw that became no
frame."""

from collections.abc import Iterator, Sequence
from typing import Any

from nlp.blocks import Block
from nlp.frames import Frame
from nlp.parser import Understood
from nlp.reading import Kept, Reading

_CHAIN = "the learned chain"


def why(found: Understood) -> dict[str, Any]:
    """`frames` as the contract has them, each with its rules, spans and rival; `kept`: what is not among
    them.

    Each of `kept` is an intent, its rule, the words with their place, and `by`: the name of the bar that kept
    it from being (`nlp/heed/`), or the learned chain, which saw something else there or nothing.
    """
    frames, reading, blocks = found
    kept = [] if reading is None else [_told(one, reading) for one in _kept(frames, reading, blocks)]
    return {"frames": [frame.why() for frame in frames], "kept": kept}


def _kept(frames: list[Frame], reading: Reading, blocks: Sequence[Block]) -> Iterator[Kept]:
    """What was kept from being, once each, unless a frame of the kind came of those words after all."""
    written = [
        (frame.intent, evidence.start, evidence.end) for frame in frames for evidence in frame.evidence
    ]
    seen: set[tuple[str, int]] = set()
    for kept in (*reading.kept, *map(_outvoted, blocks)):
        start, end = reading.source.span(*kept.span)
        known = any(intent == kept.intent and a < end and start < b for intent, a, b in written)
        if not known and (kept.intent, kept.span[1]) not in seen:
            seen.add((kept.intent, kept.span[1]))
            yield kept


def _outvoted(block: Block) -> Kept:
    """A block of the rules that no bar has kept and that is no frame."""
    whole = block.clause
    return Kept(block.intent, block.rule.name, (whole.start, whole.end), _CHAIN)


def _told(kept: Kept, reading: Reading) -> dict[str, Any]:
    start, end = reading.source.span(*kept.span)
    return {"intent": kept.intent, "rule": [kept.rule, reading.words(kept.span), start, end], "by": kept.by}
