"""概率记高咯 只有四成: how the last write went wrong, and in the clauses behind it what is right."""

from nlp import forms as re
from nlp.blocks import Block
from nlp.gather.state import Gathering
from nlp.reading import joined
from nlp.rules import mistakes
from nlp.rules.base import Rule

_PUT_RIGHT = Rule("记高了, 只有 V", "correct", 8.5, trust=3)
SIGNS = mistakes.SIGNS
_FURTHEST = 3
_MORE = re.compile(
    r"[ ,，]*(?:而?不是|没(?:有)?(?:见面?|上门|去|打)|(?:赶紧|快|麻烦|帮我|给我)*改(?:一?下|过来"
    r"|掉)?|.{0,4}[搞弄写记录]错)"
)


def puts_right(now: Gathering) -> bool:
    """All that the correction says, the first clause and those behind it, is one block."""
    if not mistakes.HEAD.match(now.clause.text):
        return False
    clauses = now.clauses
    for end in range(1, min(1 + _FURTHEST, len(clauses)) + 1):
        if mistakes.told(joined(clauses[:end])) is None:
            continue
        while end < len(clauses) and _MORE.match(clauses[end].text):
            end += 1
        now.taken = end
        now.blocks, now.lead = [Block(clauses[:end], _PUT_RIGHT)], []
        return True
    return False
