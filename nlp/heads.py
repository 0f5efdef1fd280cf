"""A clause that points at a record (给周总监送合同那条), and those after it that tell what becomes of it."""

from nlp import forms as re
from nlp.judge import judge
from nlp.reading import Clause, joined
from nlp.rules.base import Rule

# 那条, 那单, 的活, 待办, 第三个: at the end of what is said of it, or of all of it.
_POINTS = re.compile(r"那[条事件活场趟单个张]|这单|的活|待办|代办|任务|提醒|第.{1,2}[个条件]")
_SIGNS = frozenset("那这的办务醒第")
_DEEDS = frozenset(
    "task.cancel task.postpone task.done task.assign ticket.update ticket.close ticket.assign ticket.dispatch"
    " opportunity.update opportunity.lose opportunity.win".split()
)
_STRONG = 8.3  # the weight of a rule that sees both the record and what becomes of it
_CLEAR = 6.0  # … and of one that needs no second clause
_FURTHEST = 3  # so many clauses after the one that points


def told_after(
    clauses: list[Clause], place: int, verdict: tuple[Rule, str | None] | None
) -> tuple[int, tuple[Rule, str | None]] | None:
    """How many clauses tell it, with the one that points, and the rule that sees them together."""
    head = clauses[place]
    if _SIGNS.isdisjoint(head.chars) or not _POINTS.search(head.text):
        return None
    if verdict is not None and verdict[0].intent in _DEEDS and verdict[0].weight >= _CLEAR:
        return None
    companies = {m.start for m in head.named("customer")}
    for count in range(2, min(_FURTHEST, len(clauses) - place - 1) + 2):
        if companies and clauses[place + count - 1].has("customer"):
            return None  # something else, told of another customer
        together = judge(joined(clauses[place : place + count]))
        if together and together[0].intent in _DEEDS and together[0].weight >= _STRONG:
            return count, together
    return None
