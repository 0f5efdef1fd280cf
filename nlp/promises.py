"""What somebody says that he will do on a day: 说样板下周寄回来. It is told of him, no deed of ours."""

from nlp import forms as re
from nlp.reading import Clause

_SAYS = re.compile("说[^,，。我]{0,8}$")
_WILL = re.compile(
    "(?:就|会|能|再|要)*(?:[寄发送打转拿带还退汇](?:回|过)来|给(?:我们|咱)|给我?个?(?:准?信|回[信话复]|答复|消息|结果|话)|回(?:复|话|信|款)|[出有]结果"
    "|上会|过会|批下来|定下来|[付给结打补](?:清|齐|上|款|钱)*(?=$|然后|[ ,，。]))"
)
_DAYS = frozenset({"time", "repeat"})


def promised(clause: Clause, at: int) -> bool:
    """Whether the day that begins there is that of such a promise."""
    until = next((i.end for i in clause.items if i.start == at and i.kind in _DAYS), None)
    return (
        until is not None
        and _SAYS.search(clause.text, 0, at - clause.start) is not None
        and _WILL.match(clause.reading.text, until, clause.end) is not None
    )


def promises(clause: Clause) -> bool:
    """Whether a clause tells nothing else of a day."""
    days = [item for item in clause.items if item.kind in _DAYS]
    return len(days) == 1 and "说" in clause.chars and promised(clause, days[0].start)
