"""A clause that points at a record (给周总监送合同那条), and those after it that tell what becomes of it."""

from nlp import forms as re
from nlp.judge import judge
from nlp.reading import Clause, joined
from nlp.rules.base import Rule

# 那条, 那单, 的活, 待办, 第三个: at the end of what is said of it, or of all of it.
_POINTS = re.compile(
    r"那[条事件活场趟单个张]|这单|的活|待办|代办|任务|提醒|第.{1,2}[个条件]|标签?$|的(?:投诉|报修|报障|工单|客诉|单子)$|案子$|那个?(?:投诉|报修)$|(?:投诉|报修|工单)的进展$|(?:工单|单子|投诉|报修)(?:里|上)?(?:记一?下|补一?条|补充|记上|写上)$|^[1-9]\d{3,4}号?$|^[^,，。 ]{1,6}点半?的[^,，。 ]{1,6}$|点半?的?[^,，。]{0,6}(?:会议?|约|饭局?|演示|培训|面谈|拜访|电话|视频)$"
)
_SIGNS = frozenset("那这的办务醒第标点诉修障单案展记补0123456789")
_DEEDS = frozenset(
    "task.cancel task.postpone task.done task.assign ticket.update ticket.close ticket.assign ticket.dispatch"
    " opportunity.update opportunity.lose opportunity.win customer.untag goal.set goal.show".split()
)
_STRONG = 8.3  # the weight of a rule that sees both the record and what becomes of it
_CLEAR = 6.0  # … and of one that needs no second clause
_FURTHEST = 3  # so many clauses after the one that points


def only_names(lead: list[Clause]) -> bool:
    """金盛, before 主机厂标签 撤: whose record it is, and nothing else."""
    if len(lead) > 1:
        return False
    return any(m.end - m.start == len(lead[0].text.strip()) for m in lead[0].named("customer"))


def told_after(
    clauses: list[Clause], place: int, verdict: tuple[Rule, str | None] | None, begin: int
) -> tuple[int, tuple[Rule, str | None]] | None:
    """Behind which clause the telling ends, and the rule that sees the clauses from `begin` on together."""
    if place + 1 == len(clauses):
        return None
    head = clauses[place]
    if _SIGNS.isdisjoint(head.chars) or not _POINTS.search(head.text):
        return None
    if verdict is not None and verdict[0].intent in _DEEDS:
        enough = _STRONG if verdict[0].intent == "ticket.update" else _CLEAR  # 那单没搞成 输给山东货
        if verdict[0].weight >= enough:
            return None
    found: tuple[int, tuple[Rule, str | None]] | None = None
    named = any(clause.has("customer") for clause in clauses[begin : place + 1])
    for after in range(place + 2, min(place + 1 + _FURTHEST, len(clauses)) + 1):
        if named and clauses[after - 1].has("customer"):
            break  # something else, told of another customer
        together = judge(joined(clauses[begin:after]))
        if together is None or together[0].intent not in _DEEDS or together[0].weight < _STRONG:
            continue
        if found is None or together[0].intent == "ticket.close":
            found = after, together
        if found[1][0].intent != "ticket.update":
            break  # what is told of a case may go on: 赔款到了 高园长打五分
    return found
