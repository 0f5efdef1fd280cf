"""Sums that were told and are not in the books: 1000美元, 十几万. Whoever told them hears that."""

from collections.abc import Sequence

from nlp.entities import sums_untold
from nlp.frames import Frame

WITH_SUMS = frozenset(
    (
        "payment.log",
        "opportunity.create",
        "opportunity.update",
        "opportunity.win",
        "order.create",
        "quote.create",
        "goal.set",
        "approval.request",
    )
)


def left_out(text: str, frames: Sequence[Frame]) -> str:
    """A line about the first of them, where a frame has a place for a sum and none in it; else nothing."""
    if not any(frame.intent in WITH_SUMS and frame.slots.get("amount") is None for frame in frames):
        return ""
    for words, kind in sums_untold(text):
        if kind == "foreign":
            return f"「{words}」是外币，没有记成金额：折成人民币是多少，跟我说一声。"
        return f"「{words}」不是准数，没有记成金额：有准数了跟我说一声。"
    return ""
