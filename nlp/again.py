"""A question asked again for something else: 上个月呢, 橙屿化妆品的也看看, 还有华东的."""

from nlp import forms as re
from nlp.reading import Clause

_AGAIN = re.compile(
    r"^\s*(?:还有|再来|另外|以及|和|再|顺便|还要)"
    r"|(?:呢|的|也(?:要|看看|看一?下|给我|来一份|查一?下|查查|发我|列一?下|调一?下|一起|一样|说说|拉一?下))[?？吧了啊呀 ]*$"
)
_MORE = re.compile(r"呢|也|^\s*(?:还有|再来|另外|以及|再|顺便|还要)")
_LITTLE = re.compile(
    r"[\W_]|还有|再来|另外|以及|顺便|一起|一份|一下|一样|给我|帮我|发我|看看|[那的呢还和再也要看查列调拉说下吧了啊呀来都把]"
)
_OF_ITS_OWN = (
    "measure",
    "met",
    "task_word",
    "order_word",
    "opp_word",
    "ticket_word",
    "history_word",
    "profile_word",
)


def asked_again(clause: Clause, before: Clause) -> bool:
    """Only names, times, regions or levels, and small words that say: the same for these.

    A bare 今年的 narrows the question before it, unless that has a time of its own.
    """
    text = clause.text
    if (
        len(text) <= 8
        and clause.has("measure")
        and before.has("measure")
        and re.match(r"\s*(?:还有|以及|另外|再加上|和)", text)
    ):
        return True
    if len(text) > 16 or not _AGAIN.search(text) or clause.has(*_OF_ITS_OWN):
        return False
    if not _MORE.search(text) and not _same_kind(clause, before):
        return False
    taken = [(m.start, m.end) for m in clause.mentions if m.kind != "tag"]
    taken += [(i.start, i.end) for i in clause.of_kind("time", "level")]
    taken += [(c.start, c.end) for c in clause.marked("region")]
    if before.has("scope") and re.match(r"\s*(?:那|那么)?我(?:自己|个人|的)?呢", text):
        return True  # 团队拜访多少次 我自己呢
    left = "".join(c for i, c in enumerate(text, clause.start) if not any(a <= i < b for a, b in taken))
    return bool(taken) and not _LITTLE.sub("", left)


def _same_kind(clause: Clause, before: Clause) -> bool:
    kinds = {m.kind for m in clause.mentions} | {i.kind for i in clause.items}
    return bool(kinds) and kinds <= {m.kind for m in before.mentions} | {i.kind for i in before.items}
