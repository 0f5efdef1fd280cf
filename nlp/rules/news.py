"""Orders and payments told as news of a contact: 老谢打了四千, 易军要五箱酸奶 两百四, 单部长PO来了."""

from nlp import forms as re
from nlp.entities import Item
from nlp.mentions.mention import Mention
from nlp.reading import Clause, asked_once

_SUMS = ("money", "number")
_WHEN = (
    "(?>那边|那头|他|她|家|会计|财务|老板|今[天早]|昨[天晚]|前天|[上下中]午|早上|晚上|刚[才刚]?|又|也|还|先"
    "|再|已经|总算|终于|到底|才|只|就|主动|磨蹭半天|现金|微信|[ ,，])*"
)
_PAID = re.compile(
    f"{_WHEN}(?:(?:给|打|转|付|汇|结|还|交|补|刷|回)(?:了|来了?|过来了?|给我们?了?|给了我们?)"
    "|又(?:给|打|转|付|汇|补)(?:我们?)?|(?:打|转|付|汇)(?:给)?我们?)$"
)
PAYS = "[给打转付汇结还交补刷回收进入到清平]"  # nothing is paid without one of these
_GOT = re.compile(r"\s*(?:刚才?|今天|昨天|又|也|已经|财务|我)*(?:收到?|进账|入账|到账)(?:了)?$")
_AFTER_SUM = re.compile(r"\s*(?:块钱?|元|整|多|左右|现金|过来|来|[吧啊了哈!！。~])*$")
_CLEARED = re.compile(
    r"(?:块钱?|元|整)?(?:今天|昨天|终于|总算|都|也|全|已经|一把|一次)*(?:结清|还清|付清|清|还上|结掉|平)了"
)
_MONEY_GONE = re.compile(
    f"{_WHEN}把(?:那笔|这笔|剩下的|欠的|我们的)?(?:钱|款|货款|尾款|定金|账|欠款)(?:都|也|全)?(?:给我们?)?"
    "(?:打|转|付|结|汇|还|清|交)(?:给我们?)?(?:了|来了|过来了|清了)"
)


def _sum(item: Item) -> bool:
    return (
        item.kind == "money"
        or item.kind == "number"
        and isinstance(item.value, int | float)
        and item.value >= 100
    )


@asked_once
def _heads(clause: Clause) -> list[Mention]:
    return [m for m in clause.mentions if m.kind == "customer" or m.kind == "person" and m.of("contact")]


def paid(clause: Clause) -> bool:
    """A contact or customer, a verb of paying and a sum; or a debt that is settled."""
    text = clause.reading.text
    heads = _heads(clause)
    if not heads:
        return False
    if _MONEY_GONE.match(text, heads[0].end, clause.end):
        return any(_sum(i) for i in clause.reading.items)
    for item in clause.of_kind(*_SUMS):
        if not _sum(item):
            continue
        before = [m for m in heads if m.end <= item.start]
        if not before:
            continue
        if _CLEARED.match(text, item.end, clause.end):
            return True
        if _AFTER_SUM.match(text[item.end : clause.end]) and (
            _PAID.match(text[before[-1].end : item.start])
            or before[-1].end == item.start
            and _GOT.match(text[clause.start : before[0].start])
        ):
            return True
    return False


_ENDS = re.compile(r"(?:块钱?|元|整|[吧啊哈])*(?:$|[ ,，。;；!！])")
_WANTS = re.compile(rf"{_WHEN}(?:订|定|拿|要|来|进|叫|补|加|追加|提|下|买)了?(?:的)?(?!求|说|看|不)")
_NO_ORDER = re.compile(
    "报|商机|机会|预算|打算|想|考虑|意向|如果|要是|便宜|试|样[品机]|借|赔|退|[?？吗]|多少|大概|大约|左右|估"
    "|明年|招标|投标|预计|可能|或许|听说|没|不[要订下买]"
)


def wants(clause: Clause) -> bool:
    """易军要五箱酸奶 两百四: who, how many of what, and the sum at the end of the message."""
    whole = clause.reading
    heads = _heads(clause)
    if not heads or heads[0].start - clause.start > 4 or _NO_ORDER.search(whole.text):
        return False
    end = heads[0].end
    for mention in heads[1:]:
        if mention.start - end <= 1:
            end = mention.end
    counts = [i for i in clause.of_kind("quantity") if i.start >= end]
    sums = [
        i
        for i in whole.items
        if _sum(i) and i.start >= end and not any(c.start <= i.start < c.end for c in counts)
    ]
    return (
        bool(counts)
        and len(sums) == 1
        and _ENDS.match(whole.text, sums[0].end) is not None
        and _WANTS.match(whole.text, end, clause.end) is not None
    )


PAPER = (
    "(?:(?:要|叫|订|补|下|进)货了|(?:采购|订|下)单(?:也|都)?(?:来|到|发来|传来|下来|过来)了|(?<![a-z])po"
    "(?:也|都)?(?:来|到|下|发来|下来|过来)了|[打下来发传](?:了)?(?:个|张|一张)?(?:订单|采购单|po)"
    "(?:了|过来了?|来了?)?|合同(?:都|也)?(?:盖章|签字|盖好章)?(?:也|都)?(?:寄|发|送)?(?:到|回来|过来|来)了)"
    "[!！ ,，]*$"
)
_ENTERED = re.compile(r"[录登建开](?:个|一下|一)?(?:订单|合同|单)|录入?$|下单|商机|报价")


def paper_came(clause: Clause) -> bool:
    """单部长PO来了, and what it says stands behind it."""
    whole = clause.reading
    behind = [i for i in whole.items if i.start >= clause.end]
    return (
        bool(_heads(clause))
        and any(_sum(i) for i in behind)
        and not _ENTERED.search(whole.text[clause.end :])
        and not re.search("付|打款|到账|回款|汇", whole.text[clause.end :])
    )
