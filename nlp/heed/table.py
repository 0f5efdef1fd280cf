"""The table of all bars, in the order in which they are asked."""

from nlp.heed import denied, grumbled, others, questions, undone, unmeant
from nlp.heed.bars import Bar, Bars
from nlp.reading import Clause
from nlp.rules.base import Rule


def _customer_asks(clause: Clause, rule: Rule) -> bool:
    return rule.name == "来问问题"


BARS = Bars(
    # 讯飞咨询防火墙怎么配: a customer asks, not a colleague.
    Bar(
        "a customer asks",
        frozenset({"ticket.create"}),
        any=("customer",),
        none=("chat", "never"),
        when=_customer_asks,
        spares=True,
    ),
    questions.HOW_FAR,
    *questions.QUESTIONS,  # all there is for what only reads
    # What is nothing of ours.
    *others.OTHERS,
    *denied.DENIED,
    *unmeant.UNMEANT,
    *grumbled.GRUMBLED,
    *undone.UNDONE,
    # What is not meant, unless a rule speaks more clearly.
    *unmeant.CHAT,
    *denied.FORBIDDEN,
    *unmeant.ASKED_BACK,
    *unmeant.ORDERED,
    *others.TO_THE_GROUP,
    others.COLLEAGUES,
    unmeant.UNDECIDED,
    *others.PEOPLE,
    *unmeant.THOUGHT_ALOUD,
)


def idle_talk(clause: Clause, rule: Rule) -> bool:
    """Nothing is to be looked up or written for musings, doubts and what is not ours or not to be done."""
    return BARS.keep(clause, rule)
