"""Whether a message's words can bear what the chain alone sees in them.

The chain guesses from characters and signs; where all of them are new to it, anything may lead: 老药工堂 a greeting,
批改那张 a call for help. Some intents cannot be meant without words of their own, or beside anything else.
"""

from collections.abc import Sequence

from nlp import lexicon
from nlp.blocks import Block
from nlp.frames import ONLY_LEARNED
from nlp.reading import Clause

_ANSWERS = frozenset({"yes", "no", "cancel", "choose", "greet"})
_TALK = _ANSWERS | {"help"}
_NEWS = frozenset({"phone", "email", "company"})  # nobody answers with these
_DIALECT = frozenset("系係啱冇莫拉撂勿呐且管侬使")  # how answers begin that the lexicon does not have
# A frame of these has one of these features, or its words one of these characters.
_WORDS: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "customer.merge": (("merge",), frozenset("合并重同归")),
    "customer.tag": (("tag", "tag_word"), frozenset("标签贴打")),
    "customer.untag": (("tag", "tag_word"), frozenset("标签贴打摘撕")),
    "correct": (("wrong", "change"), frozenset("错不误岔改少多反混是误该漏")),
}


def unborne(blocks: Sequence[Block], clauses: Sequence[Clause]) -> frozenset[str]:
    """The intents of these blocks of a message that only the chain sees and its words cannot bear."""
    found: set[str] = set()
    for block in blocks:
        if block.rule.name != ONLY_LEARNED:
            continue
        intent = block.intent
        if intent in _TALK and (len(block.clauses) < len(clauses) or _begins_named(clauses[0])):
            found |= _TALK
        elif intent in _ANSWERS and not _answers(intent, block.clause):
            found |= _ANSWERS
        elif words := _WORDS.get(intent):
            features, chars = words
            if not block.clause.has(*features) and chars.isdisjoint(block.clause.chars):
                found.add(intent)
    return frozenset(found)


def _answers(intent: str, clause: Clause) -> bool:
    """An answer begins as answers do, and tells nothing new."""
    said = clause.text.strip()
    begins = intent == "choose" or said[:1] in lexicon.default().answering or said[:1] in _DIALECT
    return (begins or "算了" in said) and not clause.has(*_NEWS)


def _begins_named(clause: Clause) -> bool:
    """同意烘焙 回款, 立信老板娘: what begins with somebody's name is no answer."""
    start = clause.start + len(clause.text) - len(clause.text.lstrip())
    return any(mention.start == start and mention.kind != "tag" for mention in clause.mentions)
