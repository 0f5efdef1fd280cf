"""A clause that points at a record (给周总监送合同那条), and those after it that tell what becomes of it."""

from nlp import forms as re
from nlp.blocks import Block
from nlp.gather.state import Gathering
from nlp.judge import judge
from nlp.reading import Clause, joined
from nlp.rules import called
from nlp.rules.base import Rule

# 那条, 那单, 的活, 待办, 第三个: at the end of what is said of it, or of all of it.
_points = re.finds(
    "那[条事件活场趟单个张]|这单|的活|待办|代办|任务|提醒|第.{1,2}[个条件]|标签?$|的(?:投诉|报修|报障|工单"
    "|客诉|单子)$|案子$|那个?(?:投诉|报修)$|(?:投诉|报修|工单)的进展$|(?:工单|单子|投诉|报修)(?:里|上)?"
    r"(?:记一?下|补一?条|补充|记上|写上|[加补记]一?句话?|加个?备注)$|^[1-9]\d{3,4}号?$"
    "|^[^,，。 ]{1,6}点半?的[^,，。 ]{1,6}$|点半?的?[^,，。]{0,6}(?:会议?|约|饭局?|演示|培训|面谈|拜访|电话"
    "|视频)$"
)
SIGNS = frozenset("那这的办务醒第标点诉修障单案展记补0123456789")
_DEEDS = frozenset(
    "task.cancel task.postpone task.done task.assign ticket.update ticket.close ticket.assign "
    "ticket.dispatch opportunity.update opportunity.lose opportunity.win customer.untag goal.set "
    "goal.show".split()
)
_STRONG = 8.3  # the weight of a rule that sees both the record and what becomes of it
_CLEAR = 6.0  # … and of one that needs no second clause
_FURTHEST = 3  # so many clauses after the one that points


def points_at_a_record(now: Gathering) -> bool:
    """给周总监送合同那条 推到周五: the clause, whose it is before it, and what becomes of it behind, are one
    block."""
    head = now.clause
    if now.place + 1 == len(now.clauses) or not _points(head.text):
        return False
    bare = bool(now.blocks) and now.intent == "customer.show" and _only_names(now.last.clauses)
    before = now.last.clauses if bare else now.lead
    if before and not _only_names(before):
        return False
    begin = now.place - len(before)
    told = _told_after(now, begin)
    if told is None:
        return False
    now.taken, verdict = told
    now.blocks[len(now.blocks) - bare :] = [Block(now.clauses[begin : now.taken], *verdict)]
    now.lead = []
    return True


def _only_names(lead: list[Clause]) -> bool:
    """金盛, before 主机厂标签 撤: whose record it is, and nothing else."""
    if len(lead) > 1:
        return False
    return any(m.end - m.start == len(lead[0].text.strip()) for m in lead[0].named("customer"))


def _told_after(now: Gathering, begin: int) -> tuple[int, tuple[Rule, str | None]] | None:
    """Behind which clause the telling ends, and the rule that sees the clauses from `begin` on together."""
    clauses, place, rule = now.clauses, now.place, now.rule
    if rule.intent in _DEEDS:
        enough = _STRONG if rule.intent == "ticket.update" else _CLEAR  # 那单没搞成 输给山东货
        if rule.weight >= enough:
            return None
    found: tuple[int, tuple[Rule, str | None]] | None = None
    named = any(clause.has("customer") for clause in clauses[begin : place + 1])
    for after in range(place + 2, min(place + 1 + _FURTHEST, len(clauses)) + 1):
        if named and clauses[after - 1].has("customer"):
            break  # something else, told of another customer
        together = judge(joined(clauses[begin:after]))
        if together is not None and together[0].intent == "customer.tag":
            break  # 月结的标签 给元祖打上, and then another is taken off
        if together is None or together[0].intent not in _DEEDS or together[0].weight < _STRONG:
            continue
        if found is None or together[0].intent == "ticket.close":
            found = after, together
        if found[1][0].intent != "ticket.update":
            break  # what is told of a case may go on: 赔款到了 高园长打五分
    return found


_TASK_DEEDS = frozenset({"task.assign", "task.done", "task.cancel", "task.postpone"})  # 那个待办 转给杨帆去做
_ON_TASKS = _TASK_DEEDS | {"customer.transfer", "ticket.assign", "correct"}


def does_a_task(now: Gathering) -> bool:
    """那个待办 转给杨帆去做: what looked like a question for tasks says which one, and the clause what
    becomes of it."""
    if now.rule.intent not in _ON_TASKS or now.last.clause.has("show", "ask"):
        return False
    whole = judge(joined([*now.last.clauses, now.clause]))
    return whole is not None and whole[0].intent in _TASK_DEEDS and now.turns(*whole)


_ON_CHANCES = frozenset({"correct", "customer.update", "task.postpone"})
_MOVED = called("商机变了")


def changes_a_chance(now: Gathering) -> bool:
    """京东方的商机 就是交换机那个 金额得改一下: likewise of what looked like a question for chances."""
    if now.rule.intent not in _ON_CHANCES or now.last.clause.has("show", "ask"):
        return False
    if now.clause.has("customer", "task_word"):
        return False
    whole = judge(joined([*now.last.clauses, now.clause]))
    return whole is not None and whole[0].intent in ("opportunity.update", "correct") and now.turns(_MOVED)
