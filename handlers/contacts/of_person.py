"""李总签了, 周航余款到了: of a known person it is their company's, not that of the one last spoken of."""

from dataclasses import replace
from typing import Final

from handlers.context import Context
from nlp.frames import Frame

SALES: Final = frozenset((
    "opportunity.win", "opportunity.lose", "opportunity.update", "opportunity.move", "payment.log",
    "payment.refund", "quote.create", "order.create", "order.ship", "order.complete", "order.cancel",
))  # fmt: skip
"""Of these the contract has no slot for a person."""
KNOWN: Final = {"customer", "contact", "deal", "order", "order_id", "quote_id", "number", "nth", "ref"}


def with_person(frame: Frame, ctx: Context) -> Frame:
    """The frame with the contacts its words name, where nothing else says whose it is."""
    if frame.intent not in SALES or KNOWN & (frame.slots.keys() | frame.refs.keys()):
        return frame
    words = frame.evidence[0].words if frame.evidence else ctx.text
    found = ctx.names.people(words)
    return replace(frame, refs={**frame.refs, "contact": found}) if found else frame
