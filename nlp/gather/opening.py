"""A case that is opened and handed on in the next breath (报修 派牛犇), and one opened behind another
(那单关了 再开一个)."""

from nlp import forms as re
from nlp.blocks import WEAK
from nlp.gather.state import Gathering
from nlp.reading import Clause, joined, outside
from nlp.rules import called
from nlp.rules.base import Rule

_OPENED = called("建工单")
_ANOTHER = Rule("再开一单", "ticket.create", 8, trust=3)
# 开工单, 登记, 建个单: at the end of what is told of it; 报修, 投诉 only by themselves, for 拉链投诉 is a
# case that is there.
_ORDER = re.compile(
    r"(?:^\s*(?:加急|紧急|快|先|赶紧|特急)?(?:报修|报障|投诉|工单)|登记(?:报修|投诉)?"
    "|(?:[开建录提登立下]|报(?!修))(?:一?个|一张|张)?(?:加急)?(?:工单|报修单?|投诉单?|单子?))"
    r"(?:一?下|吧|[ ,，]*(?:特?急|加急))?\s*$"
)
SIGNS = frozenset("修障诉单记")
_HANDS = re.compile(
    r"\s*(?:就|直接|先|快|赶紧)*(?:派单?给?|给|让|叫|请|转给|交给|分给|安排给?|指派给?)(?:他|她)?"
    r"(?:赶紧|马上|现在|先)?(?:去|来|过去)?(?:处理|跟进?|看看?|弄|修|管|一?趟|一下)*[吧啊了]?\s*"
)
TOLD_ALREADY = frozenset(
    {"", "customer.show", "interaction.log", "device.show", "product.show", "ticket.create"}
)
_OTHERS = (
    "case_ref",
    "id",
    "remind",
    "ask",
    "asked_back",
    "if",
    "opp_word",
    "order_word",
    "task_word",
    "met",
    "reported",
)
_BARE = re.compile(r"[\W_]|那边|这边|家|的|客户")


def opens_to_hand_on(now: Gathering) -> bool:
    """白玉兰小车不走 建单, before 给康复 or 叫最近的师傅过去: what is told so far is a new case, and the next
    clause hands it on."""
    clause = now.clause
    if now.place + 1 == len(now.clauses) or len(now.blocks) > 1:
        return False
    if not (order := _ORDER.search(clause.text)) or not _handed_on(now.clauses[now.place + 1]):
        return False
    if now.intent == "interaction.log" and now.last.rule.weight > WEAK:
        return False
    told = [*(now.last.clauses if now.blocks else now.lead), clause]
    if len(told) > 4 or any(c.has(*_OTHERS) for c in told):
        return False
    whole = joined(told)
    said = outside(whole, whole.named("customer"))
    if len(_BARE.sub("", said[: len(said) - len(order[0])])) < 2:
        return False  # 老灶台 报修 派沈默: whose case, and nothing of a new one
    return now.turns(_OPENED)


def _handed_on(clause: Clause) -> bool:
    if clause.has("dispatch"):
        return len(clause.text) <= 12
    people = clause.people("user")
    return (
        len(people) == 1
        and not clause.has("coming", "time")
        and _HANDS.fullmatch(outside(clause, people)) is not None
    )


_SENT_OFF = re.compile(
    r"\s*(?:就|直接|先|快|赶紧|马上|你)*派(?:马上|赶紧|现在)?(?:去|过去|来)?(?:处理|看看?|弄|修|管|一?趟|一下|跑)*[吧了]?\s*"
)
_SENT = Rule("报修了, 派 U 去", "ticket.assign", 8.3, trust=3)


def sends(now: Gathering) -> bool:
    """真空泵抽不上来 派卢刚过去看看: behind a case, who is sent."""
    clause = now.clause
    people = clause.people("user")
    return (
        len(people) == 1
        and not clause.has("coming", "time", "customer", "remind")
        and _SENT_OFF.fullmatch(outside(clause, people)) is not None
        and now.opens(_SENT)
    )


CASES = frozenset({"ticket.create", "ticket.update", "ticket.close", "ticket.assign", "ticket.dispatch"})
_AGAIN = re.compile(
    r"\s*(?:(?:再|另外?|重新|然后)+(?:给[他她它]家?)?[开建报录提登](?:记)?(?:一个|一张|一单|个|张)(?:新)?的?"
    r"(?:工单|单子?)?)\s*"
)
_ONE_MORE = re.compile(r"\s*(?:那边|这边|家)?又(?:来|报|有|出)了?(?:一个|一单|一张|个新的|个)\s*")


def opens_another(now: Gathering) -> bool:
    """那工单关了 再开一个 他家水位计坏了, 3107工单结了 浉河又来一个 …: behind a case there is a new one, and
    what follows tells of it."""
    clause = now.clause
    if now.place + 1 == len(now.clauses):
        return False
    if _AGAIN.fullmatch(clause.text):
        return now.opens(_ANOTHER)
    more = now.clauses[now.place + 1 :]
    if not _ONE_MORE.fullmatch(outside(clause, clause.named("customer"))):
        return False
    return any(_ORDER.search(c.text) or c.has("fault", "type", "product") for c in more) and now.opens(
        _OPENED
    )


_FOR_ANOTHER = Rule("另一家也报修", "ticket.create", 8, trust=6)
_TELLS_A_CASE = re.compile(
    "(?:那边|这边|家|也|又|说|要|来|打电话|来电话|今天|刚才?|[ ,，])*(?:报修|报障|投诉|咨询)"
    "(?!过|吗|没|[的单])"
)


def opens_for_another(now: Gathering) -> bool:
    """海康投诉发货慢 华为报修空调不转: behind one's case that of another customer."""
    clause = now.clause
    named = clause.named("customer")
    if not named or clause.has("asked_back", "if", "remind"):
        return False
    before = {name.name for mention in now.last.clause.named("customer") for name in mention.names}
    first = named[0]
    if (
        not before
        or not before.isdisjoint(name.name for name in first.names)
        or first.start > clause.start + 1
    ):
        return False
    told = _TELLS_A_CASE.match(outside(clause, clause.mentions))
    return told is not None and now.opens(_FOR_ANOTHER)
