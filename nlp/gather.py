"""Sixth step: gather clauses that tell one thing into blocks."""

from nlp import forms as re
from nlp.again import asked_again, done_again
from nlp.blocks import WEAK, Block
from nlp.heads import only_names, told_after
from nlp.heed.table import idle_talk
from nlp.joining import belongs
from nlp.judge import judge
from nlp.noting import NOTED, notes_a_chance
from nlp.reading import Clause, joined
from nlp.rules import RULES
from nlp.rules.base import READS, Rule
from nlp.rules.plans import AGREED, agreed, asks_us
from nlp.rules.told import HAPPENED, MET, happened
from nlp.second import another_told
from nlp.yielding import asked_of_the_boss, closes_the_case, enters_a_chance, gives_way, handed_up, met_before

# 审批 给悦和账期延到60天: the first word says what the message is.
_HEAD = re.compile(r"\s*(?:提个?|走个?|发起)?(?:审批|申请|报价|订单|商机|回款|工单|报修|投诉)\s*")
_TASK_DEEDS = frozenset({"task.assign", "task.done", "task.cancel", "task.postpone"})  # 那个待办 转给杨帆去做
_ON_TASKS = _TASK_DEEDS | {"customer.transfer", "ticket.assign", "correct"}

_CHANCE = next(rule for rule in RULES if rule.name == "建商机")
_CLOSE = next(rule for rule in RULES if rule.name == "关工单")
_REQUEST = next(rule for rule in RULES if rule.name == "申请审批")
# What follows from a report, and is a frame of its own.
_FOLLOWS = frozenset({"task.create", "opportunity.update", "opportunity.lose", "opportunity.win"})

_MOVED = next(rule for rule in RULES if rule.name == "商机变了")


def gather(clauses: list[Clause]) -> list[Block]:
    """The blocks of a message."""
    blocks: list[Block] = []
    lead: list[Clause] = []
    customer_named = False
    taken = 0  # clauses before this place are in a block already
    for place, clause in enumerate(clauses):
        clause.carried = _carried(blocks, customer_named)
        customer_named = customer_named or clause.has("customer")
        if place < taken:
            continue
        if "opp_word" in clause.features and notes_a_chance(clauses[: place + 1]):
            blocks, lead = [Block(clauses[: place + 1], NOTED)], []
            continue
        verdict = judge(clause)
        seen = clause
        if lead and handed_up(lead, clause):
            blocks.append(Block([*lead, clause], _REQUEST))
            lead = []
            continue
        if lead and enters_a_chance(joined(lead), "", clause):
            blocks.append(Block([*lead, clause], _CHANCE))
            lead = []
            continue
        if blocks and enters_a_chance(blocks[-1].clause, blocks[-1].intent, clause):
            blocks[-1] = Block([*blocks[-1].clauses, clause], _CHANCE)
            continue
        if lead and closes_the_case(joined(lead), "", clause):
            blocks.append(Block([*lead, clause], _CLOSE))
            lead = []
            continue
        bare = (
            bool(blocks)
            and not lead
            and blocks[-1].intent == "customer.show"
            and only_names(blocks[-1].clauses)
        )
        before = blocks[-1].clauses if bare else lead
        if (not before or only_names(before)) and (
            told := told_after(clauses, place, verdict, begin=place - len(before))
        ):
            taken = told[0]
            blocks[len(blocks) - bare :] = [Block(clauses[place - len(before) : taken], *told[1])]
            lead = []
            continue
        if (
            lead
            and not blocks
            and len(lead) < 5
            and (verdict is None or verdict[0].weight < 6 or _HEAD.fullmatch(lead[0].text))
        ):
            together = joined([*lead, clause])
            if (whole := judge(together)) and (verdict is None or whole[0].weight > verdict[0].weight):
                seen, verdict = together, whole
        if (
            verdict is None
            and blocks
            and blocks[-1].rule.weight <= WEAK
            and len(blocks[-1].clauses) < 6
            and (both := judge(joined([*blocks[-1].clauses, clause])))
        ):
            verdict = both if both[0].weight > WEAK else None
        if verdict is not None and (
            idle_talk(clause, verdict[0]) or seen is not clause and idle_talk(seen, verdict[0])
        ):
            verdict = None
        if blocks and (
            asked_again(clause, blocks[-1].clause)
            if blocks[-1].rule.intent in READS
            else done_again(blocks[-1], clause)
        ):
            blocks.append(Block([clause], blocks[-1].rule))
            continue
        if verdict is None:
            if blocks and asked_of_the_boss(blocks[-1], clause):
                blocks[-1] = Block([*blocks[-1].clauses, clause], _REQUEST)
            elif blocks and closes_the_case(blocks[-1].clause, blocks[-1].intent, clause):
                blocks[-1] = Block([*blocks[-1].clauses, clause], _CLOSE)
            elif blocks and met_before(blocks[-1], clause):
                blocks[-1] = Block([*blocks[-1].clauses, clause], MET)
            elif blocks and another_told(blocks[-1], clause):
                blocks.append(Block([clause], HAPPENED))
            elif blocks:
                blocks[-1].add(clause)
                _reconsider(blocks[-1])
            else:
                lead.append(clause)
            continue
        rule, rival = verdict
        current = blocks[-1] if blocks else None
        if current and closes_the_case(current.clause, current.intent, clause):
            blocks[-1] = Block([*current.clauses, clause], _CLOSE)
            continue
        if current and asked_of_the_boss(current, clause):
            blocks[-1] = Block([*current.clauses, clause], _REQUEST)
            continue
        if (
            current
            and current.rule.intent == "task.list"
            and not current.clause.has("show", "ask")
            and rule.intent in _ON_TASKS
            and (whole := judge(joined([*current.clauses, clause])))
            and whole[0].intent in _TASK_DEEDS
        ):
            blocks[-1] = Block([*current.clauses, clause], *whole)
            continue
        if (
            current
            and current.rule.intent == "opportunity.list"
            and not current.clause.has("show", "ask")
            and rule.intent in ("correct", "customer.update", "task.postpone")
            and not clause.has("customer", "task_word")
            and (moved := judge(joined([*current.clauses, clause])))
            and moved[0].intent in ("opportunity.update", "correct")
        ):
            # 京东方的商机 就是交换机那个 金额得改一下
            blocks[-1] = Block([*current.clauses, clause], _MOVED, None)
            continue
        if current and _entered(current, clause, rule):
            blocks[-1] = Block([*current.clauses, clause], rule, rival)
            continue
        if current and rule.intent == "task.create" and _agreed_on(current):
            blocks[-1] = Block([*current.clauses, clause], AGREED)
        elif current and belongs(current, clause, rule):
            current.add(clause)
            if rule.weight > current.rule.weight and rule.intent == current.rule.intent:
                current.rule = rule
            _reconsider(current)
        elif current and gives_way(current, clause, rule):
            blocks[-1] = Block([*current.clauses, clause], rule, rival)
        else:
            if lead and (
                rule.intent in _FOLLOWS
                and _reported(lead)
                or rule.intent == "task.create"
                and lead[0].has("customer")
                and asks_us(clause)
                or rule.intent == "interaction.log"
                and _of_another(lead, clause)
            ):
                blocks.append(Block(lead, HAPPENED))
                lead = []
            blocks.append(Block([*lead, clause], rule, rival, len(lead)))
            lead = []
    if len(blocks) > 1:
        return blocks
    return _whole(clauses, blocks)


def _of_another(lead: list[Clause], clause: Clause) -> bool:
    """上午去临沂水务 房主任不在, before a report on another customer."""
    whole = joined(lead)
    names = {n.name for m in whole.named("customer") for n in m.names}
    others = {n.name for m in clause.named("customer") for n in m.names}
    return bool(names and others) and names.isdisjoint(others) and whole.has("past", "earlier", "today")


_ENTRIES = frozenset({"opportunity.create", "order.create", "quote.create", "payment.log", "ticket.create"})


def _entered(current: Block, clause: Clause, rule: Rule) -> bool:
    """华西贺主任 彩超 要三台 预算450万, 建商机: an order without facts of its own enters those before it."""
    if rule.intent not in _ENTRIES or current.intent != "interaction.log" or current.rule.weight >= 6:
        return False
    if clause.has("customer", "person", "money", "product", "quantity", "time") or len(clause.text) > 8:
        return False
    return current.clause.has("money", "quantity", "type", "fault") and not current.clause.has(
        "met", "meet", "reported", "channel", "past", "just"
    )


def _agreed_on(current: Block) -> bool:
    """跟向老板说好, before the plan that was agreed on."""
    return current.intent == "interaction.log" and len(current.clauses) == 1 and agreed(current.clauses[0])


def _reported(lead: list[Clause]) -> bool:
    """What a contact said or did, before a plan that follows from it."""
    return (
        lead[0].has("contact") and happened(lead[0]) and not any(c.has("chat", "if", "never") for c in lead)
    )


def _reconsider(block: Block) -> None:
    """What looked like a question (订单：福满家) may turn out to be an entry as its figures follow."""
    told = block.intent == "interaction.log" and block.clauses[-1].has("money") and len(block.clauses) == 2
    if (
        block.intent not in READS
        and not told
        or block.clauses[0].has("show", "ask")
        or len(block.clauses) > 8
    ):
        return
    verdict = judge(block.clause)
    if told and (verdict is None or verdict[0].intent not in ("payment.log", "order.create")):
        return
    if (
        verdict
        and verdict[0].intent not in READS
        and verdict[0].weight >= 6
        and not idle_talk(block.clause, verdict[0])
    ):
        block.rule, block.rival = verdict


def _carried(blocks: list[Block], customer_named: bool) -> frozenset[str]:
    """What earlier clauses said and this one need not repeat: the customer, and the thing talked about."""
    if not blocks:
        return _CUSTOMER if customer_named else _NOTHING
    intent = blocks[-1].rule.intent
    topic = (
        (_TOPIC_WORD.get(intent) or _TOPIC_WORD.get(intent.partition(".")[0]))
        if intent not in _ENDED
        else None
    )
    if not customer_named:
        customer_named = "customer.create" in [block.rule.intent for block in blocks]
    if topic is None:
        return _CUSTOMER if customer_named else _NOTHING
    return frozenset({"customer", topic}) if customer_named else frozenset({topic})


_NOTHING: frozenset[str] = frozenset()
_CUSTOMER = frozenset({"customer"})
_ENDED = frozenset({"opportunity.win", "opportunity.lose"})
_TOPIC_WORD = {
    "ticket": "ticket_word",
    "opportunity": "opp_word",
    "goal": "goal_word",
    "customer.release": "pool_word",
    "customer.claim": "pool_word",
    "task.assign": "task_word",
    "task.done": "task_word",
    "task.cancel": "task_word",
    "task.postpone": "task_word",
}


def _whole(clauses: list[Clause], blocks: list[Block]) -> list[Block]:
    """Evidence may be spread over clauses none of which speaks alone: judge all together."""
    return _together(clauses, blocks) or _told_weakly(clauses)


def _told_weakly(clauses: list[Clause]) -> list[Block]:
    """Where nothing else speaks, a fact of business told of a customer is a report."""
    first = next((place for place, clause in enumerate(clauses) if happened(clause)), None)
    if first is None or any(clause.has("chat", "if", "lose", "if", "asked_back") for clause in clauses):
        return []
    return [Block(clauses[first:], HAPPENED)]


def _together(clauses: list[Clause], blocks: list[Block]) -> list[Block]:
    if not clauses or blocks and blocks[0].rule.weight > WEAK or len(clauses) < 2:
        return blocks
    together = joined(clauses)
    verdict = judge(together)
    if verdict is not None and (
        idle_talk(together, verdict[0]) or any(idle_talk(c, verdict[0]) for c in clauses)
    ):
        return blocks
    if verdict is None or blocks and verdict[0].weight <= blocks[0].rule.weight:
        return blocks
    return [Block(list(clauses), *verdict)]
