"""One order that is several of other intents: look-ups of several kinds (海之声跟进记录和订单都调出来看下), a
tag for another (急件多换成小语种)."""

from dataclasses import replace
from itertools import pairwise

from nlp import forms as re
from nlp.blocks import Block
from nlp.lexicon import Cue
from nlp.mentions.mention import Mention
from nlp.reading import Clause
from nlp.rules.customers import exchanged

# What is looked up, by the category of the word for it.
_LISTS = {
    "history_word": "interaction.list",
    "order_word": "order.list",
    "opp_word": "opportunity.list",
    "ticket_word": "ticket.list",
    "task_word": "task.list",
    "profile_word": "customer.show",
}
_INTENTS = frozenset(_LISTS.values())
_AND = re.compile(r"\s*(?:和|跟|与|、|还有|以及|及|,|，|/)\s*(?:[他她它]们?家?的?|最近的)?")
_COUNTED = re.compile("多少|[有共]?几[个条张单]|统计|金额|数量")


def listed(block: Block) -> list[Block]:
    """The block, once for each of the kinds named side by side in what it looks up, and of what it does."""
    if block.intent in ("customer.tag", "customer.untag"):
        return _exchanged(block)
    if block.intent not in _INTENTS:
        return [block]
    clause = block.clause
    row = _row(clause)
    if len(row) < 2 or _COUNTED.search(clause.text) or clause.has("add", "remind", "change"):
        return [block]
    if block.intent not in [intent for _, intent in row]:
        return [block]
    return [
        Block(
            [_without(clause, [cue for cue, _ in row if cue is not one])], replace(block.rule, intent=intent)
        )
        for one, intent in row
    ]


def _exchanged(block: Block) -> list[Block]:
    """The first of two tags goes where the second is to stand for it."""
    tags = exchanged(block.clause)
    if not tags:
        return [block]
    return [
        Block([_bearing(block.clause, gone)], replace(block.rule, intent=intent))
        for gone, intent in ((tags[1], "customer.untag"), (tags[0], "customer.tag"))
    ]


def _bearing(clause: Clause, other: Mention) -> Clause:
    """The clause without the other tag."""
    left = [mention for mention in clause.mentions if mention is not other]
    return Clause(clause.reading, clause.start, clause.end, clause.cues, left, clause.items)


def _row(clause: Clause) -> list[tuple[Cue, str]]:
    """The words for lists that stand side by side, each for another one."""
    said = [
        (cue, _LISTS[kind])
        for cue in clause.cues
        if (kind := next((k for k in _LISTS if k in cue.features), ""))
    ]
    text = clause.reading.text
    row = said[:1]
    for (before, _), (cue, intent) in pairwise(said):
        if _AND.fullmatch(text, before.end, cue.start) and intent not in [other for _, other in row]:
            row.append((cue, intent))
        elif len(row) < 2:
            row = [(cue, intent)]
        else:
            break
    return row


def _without(clause: Clause, cues: list[Cue]) -> Clause:
    left = [cue for cue in clause.cues if cue not in cues]
    return Clause(clause.reading, clause.start, clause.end, left, clause.mentions, clause.items)
