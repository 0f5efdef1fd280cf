"""「帮小李记一下 今天拜访了华为」: a follow-up of a colleague, told by somebody else."""

import re

from handlers.context import Context
from handlers.phrases import colleagues_called, says
from handlers.vocabulary import parse
from nlp.frames import Frame

LONGEST = 300


@says(
    r"[帮替代给]([\u4e00-\u9fff]{2,4}?)(?:同事)?补?(?:记录?|录|写|登记)(?:一?[下条笔个])*"
    r"(?:跟进|拜访|记录)*[:, ]*(.{4,260})",
    longest=LONGEST,
)
def read_log(match: re.Match[str], ctx: Context) -> Frame | None:
    """The words after it are read alone: 小李 is no 李总 of a customer. Only where they are one follow-up."""
    people = colleagues_called(match[1], ctx)
    if not people:
        return None
    told = ctx.text[-len(match[2]) :]
    found = parse(told, ctx)
    if [one.intent for one in found] != ["interaction.log"] or "user" in found[0].slots:
        return None
    ctx.names.bring(found)
    first = found[0]
    return Frame(first.intent, {**first.slots, "user": match[1]}, refs={**first.refs, "user": people})
