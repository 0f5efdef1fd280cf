"""The same again for something else: a question (上个月呢, 橙屿化妆品的也看看), an order (金正放公海,
早春也放), a payment (华天打来八万, 项飞十五万六)."""

from dataclasses import replace
from functools import cache

from nlp import forms as re
from nlp.blocks import Block
from nlp.gather.state import Gathering
from nlp.reading import Clause, Placed, customers, outside
from nlp.rules.base import READS, Rule

_AGAIN = re.compile(
    r"^\s*(?:还有|再来|另外|以及|和|再|顺便|还要)|(?:呢|的|也(?:要|看看|看一?下|给我|来一份|查一?下|查查"
    "|发我|列一?下|调一?下|一起|一样|说说|拉一?下))[?？吧了啊呀 ]*$"
)
_MORE = re.compile(r"呢|也|^\s*(?:还有|再来|另外|以及|再|顺便|还要)")
_LITTLE = re.compile(
    r"[\W_]|还有|再来|行业|地区|另外|以及|顺便|一起|一份|一下|一样|给我|帮我|发我|看看"
    "|[那的呢还和再也要看查列调拉说下吧了啊呀来都把个]"
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


def the_same_again(now: Gathering) -> bool:
    """这个月回款多少 上个月呢: the last block is meant once more, for what the clause names."""
    last = now.last
    if last.intent in READS:
        return _asked_again(now.clause, last.clause) and now.opens(_sure(last.rule))
    return _done_again(last, now.clause) and now.opens(_sure(last.rule))


@cache
def _sure(rule: Rule) -> Rule:
    """What says 也 and the word of the order is no more of the order before."""
    return replace(rule, trust=rule.trust + 5)


def _asked_again(clause: Clause, before: Clause) -> bool:
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
    named = [m for m in clause.mentions if m.kind != "tag"]
    taken: list[Placed] = [*named, *clause.of_kind("time", "level")]
    taken += [
        cue for filtered in ("region", "place", "source", "industry") for cue in clause.marked(filtered)
    ]
    if before.has("scope") and re.match(r"\s*(?:那|那么)?我(?:自己|个人|的)?呢", text):
        return True  # 团队拜访多少次 我自己呢
    return bool(taken) and not _LITTLE.sub("", outside(clause, taken))


def _same_kind(clause: Clause, before: Clause) -> bool:
    kinds = {m.kind for m in clause.mentions} | {i.kind for i in clause.items}
    return bool(kinds) and kinds <= {m.kind for m in before.mentions} | {i.kind for i in before.items}


# Questions, and orders of a word that are given again with 也 and that word.
REPEATED = READS | frozenset(
    "customer.release customer.claim customer.transfer survey.send ticket.create ticket.close ticket.assign "
    "opportunity.lose payment.log task.done task.cancel task.postpone task.assign".split()
)
_ALSO = re.compile(
    r"(?P<who>[^,，。 ]{1,14}?)也(?:要|给|先|是|都|得|在|[ ])?(?P<deed>[\u4e00-\u9fff]{1,5}?)"
    "(?:[了吧掉啊哈])*"
)
_POINTER = re.compile(r"[^,，。 那][那][个条单场趟件](?:待办|任务|工单|投诉)?(?=$|[^么样])")
_SMALL = re.compile(
    r"[\W_]|那边|这边|今[天早]|昨天|刚才?|上午|下午|现金|又|也|的|是|来|到了|打了|给了|付了|转了|块|元|整"
)


def _done_again(current: Block, clause: Clause) -> bool:
    """The same is told or ordered for another one, in as few words as that needs."""
    if len(clause.text) > 22 or current.intent.startswith("customer.") and clause.has("task_word"):
        return False  # 冀东转给葛飞 那个回访的待办也转给葛飞
    return (
        _also(current.clause, clause) or current.intent == "payment.log" and _pays_too(current.clause, clause)
    )


def _also(before: Clause, clause: Clause) -> bool:
    if "也" not in clause.chars or clause.has("ask", "if", "chat"):
        return False
    said = _ALSO.fullmatch(clause.text.strip())
    if said is None or said["deed"][0] not in before.chars:
        return False
    if _POINTER.search(said["who"]):
        return _POINTER.search(before.text) is not None  # 喝茶那个待办删 彩排那个也删
    if names := _names(clause):
        return bool(earlier := _names(before)) and earlier.isdisjoint(names)
    return said["who"].endswith("的") and "的" in before.chars or said["who"].isdigit()


def _pays_too(before: Clause, clause: Clause) -> bool:
    """Another one and a sum, and nothing else."""
    sums = clause.of_kind("money")
    names, earlier = _names(clause), _names(before)
    if len(sums) != 1 or not names or not earlier or names & earlier or not before.has("money"):
        return False
    return not _SMALL.sub("", outside(clause, [*clause.mentions, *sums]))


def _names(clause: Clause) -> set[str]:
    """The customers of a clause, and its contacts."""
    return customers(clause) | {n.name for m in clause.people("contact") for n in m.of("contact")}
