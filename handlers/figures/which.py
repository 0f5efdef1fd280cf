"""Which of them has the most: 「今年哪个月签得最多」「哪个行业卖得最好」「签单最多的人」."""

import re
from dataclasses import replace
from typing import Final

from handlers.context import Context
from handlers.figures.several import NAMED, key_of
from handlers.figures.split import SPLITS
from handlers.phrases import says
from handlers.vocabulary import parse
from nlp.frames import Frame

_WHAT: Final = f"(?P<what>{'|'.join(NAMED.values())}|[签卖做]|业绩做)"
_MOST: Final = "得?最(?:[多好高大]|(?P<least>[少差低]))的?"
_BY: Final = f"(?P<by>{'|'.join(words for name, words in SPLITS.items() if name != 'customer')}|同事)"


@says(
    rf"(?P<when>.{{0,10}}?)(?:哪|那)一?[个位]?{_BY}的?{_WHAT}{_MOST}(?:啊|呢)?",
    rf"(?P<when>.{{0,10}}?){_WHAT}{_MOST}(?:是)?(?:哪|那)一?[个位]?{_BY}",
    rf"(?P<when>.{{0,10}}?){_WHAT}{_MOST}{_BY}(?:是)?(?:谁|哪[个位])?",
)
def read_which(match: re.Match[str], ctx: Context) -> Frame | None:
    """By what was asked for; without a time of this year along a calendar, else of this month."""
    said = "人" if match["by"] == "同事" else match["by"]
    by = next(name for name, words in SPLITS.items() if re.fullmatch(words, said))
    usual = "今年" if by in ("month", "quarter") else "这个月"
    found = parse(f"{match['when'] or usual}的销售额", ctx)
    if ctx.open is not None or len(found) != 1 or found[0].intent != "report.show":
        return None
    least = {"least": True} if match["least"] else {}
    measure = key_of(match["what"]) or "revenue"
    return replace(found[0], slots={**found[0].slots, "measure": measure, "by": by, **least})
