"""Sixth step: gather clauses that tell one thing into blocks.

For each clause the ways of gathering are asked in the order of the tables below; the first that may takes it.
"""

from nlp import forms as re
from nlp.blocks import WEAK, Block
from nlp.gather import again, besides, endings, mistaken, moving, opening, pointing, telling
from nlp.gather.cases import one_of
from nlp.gather.joining import belongs
from nlp.gather.second import of_another
from nlp.gather.state import SILENCE, Gathering, carried
from nlp.gather.ways import Way, Ways
from nlp.gather.yielding import gives_way
from nlp.heed.table import idle_talk
from nlp.judge import judge
from nlp.reading import Clause, joined
from nlp.rules.base import READS
from nlp.rules.told import OVER, over


def gather(clauses: list[Clause]) -> list[Block]:
    """The blocks of a message."""
    now = Gathering(clauses)
    named = False
    for now.place, now.clause in enumerate(clauses):
        now.clause.carried = carried(now.blocks, named)
        if now.intent == "ticket.create" and of_another(now.last, now.clause):
            now.clause.carried = frozenset()  # 硕放投诉掉线 万博转给费祥: a customer is, no case
        named = named or now.clause.has("customer")
        if now.place >= now.taken:
            _take(now)
    if len(now.blocks) > 1:
        return now.blocks
    return _together(clauses, now.blocks) or telling.told_weakly(clauses)


def _take(now: Gathering) -> None:
    """One clause more."""
    now.judged(judge(now.clause))
    if not now.blocks and now.rule.intent == OVER.intent and len(now.clauses) > 1 and over(now.clause):
        now.judged((OVER, None))  # 彩盒的货到齐了 周五去对账: by whatever weak rule it was seen
    if (AT_ONCE if now.place else AT_FIRST).take(now):
        return
    _listen(now)
    spoken = now.rule is not SILENCE
    if now.blocks and (SPOKEN if spoken else UNSPOKEN).take(now):
        return
    if spoken:
        telling.reports_first(now)
        now.opens(now.rule, now.rival)
    else:
        now.lead.append(now.clause)


# 审批 给悦和账期延到60天: the first word says what the message is.
_HEAD = re.compile(r"\s*(?:提个?|走个?|发起)?(?:审批|申请|报价|订单|商机|回款|工单|报修|投诉)\s*")


def _listen(now: Gathering) -> None:
    """What speaks for the clause, once what came before is heard with it and idle talk is left out."""
    clause, seen = now.clause, now.clause
    if 0 < len(now.lead) < 5 and (now.rule.weight < 6 or _HEAD.fullmatch(now.lead[0].text)):
        together = joined([*now.lead, clause])
        if (whole := judge(together)) and whole[0].weight > now.rule.weight:
            seen = together
            now.judged(whole)
    if now.rule is SILENCE and now.blocks and now.last.rule.weight <= WEAK and len(now.last.clauses) < 6:
        both = judge(joined([*now.last.clauses, clause]))
        now.judged(both if both and both[0].weight > WEAK else None)
    if now.rule is not SILENCE and (
        idle_talk(clause, now.rule) or seen is not clause and idle_talk(seen, now.rule)
    ):
        now.judged(None)


def goes_on(now: Gathering) -> bool:
    """下周三去海尔 带上样品: what no rule speaks for belongs to the last block."""
    now.last.add(now.clause)
    _reconsider(now.last)
    return True


def joins(now: Gathering) -> bool:
    """昨天拜访了海尔 聊了报价: what a rule speaks for may still be more of the last block."""
    last, rule = now.last, now.rule
    if not belongs(last, now.clause, rule):
        return False
    last.add(now.clause)
    if rule.weight > last.rule.weight and rule.intent == last.intent:
        last.rule = rule
    _reconsider(last)
    return True


def takes_over(now: Gathering) -> bool:
    """软水器弄好了 结掉: the last block turns out to be the beginning of what the clause says."""
    return gives_way(now.last, now.clause, now.rule) and now.turns(now.rule, now.rival)


_UNSAID = frozenset({""})
_REPORT = one_of("interaction.log")
_PLAN = one_of("task.create")
_CASE = one_of("ticket.create")
_TO_HAND_ON = Way(opening.opens_to_hand_on, opening.TOLD_ALREADY, opening.SIGNS)
_POINTING = Way(pointing.points_at_a_record, signs=pointing.SIGNS)
# Asked of the first clause, and of every other, whatever rule speaks for it.
AT_FIRST = Ways(
    Way(mistaken.puts_right, signs=mistaken.SIGNS),
    _TO_HAND_ON,
    _POINTING,
    Way(besides.rang_up, signs=besides.CALL),
)
AT_ONCE = Ways(
    Way(besides.is_his_number, signs=besides.HIS),
    Way(besides.notes_it, signs=besides.NOTE),
    Way(endings.notes_a_chance, signs=endings.CHANCE),
    Way(endings.hands_up, _UNSAID, endings.UPWARDS),
    Way(endings.enters_a_chance, endings.MAY_BE_A_CHANCE, endings.CHANCE),
    # 油封换完货了 结单吧, where no rule speaks for the exchange: before the clause may point at anything.
    Way(endings.closes_the_case, _UNSAID, endings.CLOSING),
    _TO_HAND_ON,
    Way(moving.moves_what_fell_through, signs=moving.SIGNS),
    Way(telling.asks_for_the_rest, signs=telling.ASKING),
    _POINTING,
)
# Where there is a block already, …
_BEHIND_A_BLOCK = (
    Way(besides.named_late, besides.LATE),
    Way(besides.another_day, besides.IN_VAIN, besides.AGAIN),
    Way(again.the_same_again, again.REPEATED),
    Way(besides.first_of_a_round, besides.ROUND),
    Way(telling.says_too, _REPORT),
    Way(telling.says_besides, one_of("contact.add")),
    Way(telling.says_of_it, telling.ENTERED),
    Way(telling.tells_of_each, _REPORT),
    Way(telling.calls_the_next, _REPORT),
    Way(telling.tells_of_another_hour, _REPORT),
    Way(besides.came_in, besides.BEHIND),
    Way(besides.says_after, besides.ENTERED),
    Way(besides.says_with_it, one_of("payment.log"), besides.SAYING),
    Way(besides.answers_him, _REPORT),
    Way(besides.came_of_it, besides.DROPPED),
    Way(besides.notes_a_number, besides.NUMBERED, besides.NUMBERS),
    Way(telling.plans_besides, telling.BESIDES),
    Way(telling.goes_on_to, _PLAN),
    Way(telling.does_it_then, _PLAN),
    Way(endings.loses_instead, one_of("ticket.close"), endings.LOSS),
    Way(opening.opens_another, opening.CASES),
    Way(opening.opens_for_another, _CASE),
    Way(opening.sends, _CASE),
    Way(endings.offers_besides, one_of("opportunity.create"), endings.OFFER),
    Way(endings.pays_besides, endings.PAID_FOR),
    Way(endings.closes_the_case, endings.MAY_BE_CLOSED, endings.CLOSING),
    Way(endings.asks_the_boss, signs=endings.UPWARDS),
)
# … and no rule speaks for the clause, …
UNSPOKEN = Ways(
    Way(besides.orders_besides, signs=besides.BY_ITS_WORDS),
    *_BEHIND_A_BLOCK,
    Way(telling.came_about, _PLAN),
    Way(telling.plans_another, _PLAN),
    Way(telling.tells_of_another, _REPORT),
    Way(goes_on),
)
# … or one does; what none of them takes opens a block of its own.
SPOKEN = Ways(
    Way(besides.orders_besides, signs=besides.BY_ITS_WORDS),
    *_BEHIND_A_BLOCK,
    Way(pointing.does_a_task, one_of("task.list")),
    Way(pointing.changes_a_chance, one_of("opportunity.list")),
    Way(endings.enters_what_was_told, _REPORT),
    Way(telling.as_agreed, _REPORT),
    Way(joins),
    Way(takes_over),
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


def _together(clauses: list[Clause], blocks: list[Block]) -> list[Block]:
    """Evidence may be spread over clauses none of which speaks alone: all of them as one block, if a rule
    sees it so."""
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
