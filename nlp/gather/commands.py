"""What is an order clear enough to stand alone, even behind a block that would take it in."""

from nlp import forms as re
from nlp.blocks import Block
from nlp.gather.cases import Case, Cases, one_of
from nlp.reading import Clause
from nlp.rules.base import READS, Rule

_TASK = one_of("task.create")
# What we plan ourselves after a case is told; 下周要公开课, 明天到货 and 周末去就行 belong to the case.
_OUR_DEED = re.compile(
    "(?:我|再|记得|要|得)?(?:去(?!就|都|也|吧)|给|把|回访|回电|问|跟(?!进中)|带|联系|拜访|安排|催|打电话|约"
    "|盯|提醒|确认)"
)
# 首款三万已到: it has come, it is no term of payment.
_PAID = re.compile("已|收到|到账|入账|(?:到|打|付|收|结|转)(?:了|过来|来了)")
# 顺便查下他家扶梯还在保不: an order to look something up; not 再看看价格, which a customer may want.
_LOOKS_UP = re.compile(
    r"\s*(?:另外|然后|再|你|也)*(?:(?:(?:顺便|顺手|顺带)(?:再|也|帮我|给我)*|帮我|给我|麻烦)(?:查|看|找|翻"
    "|调)|查(?:一?[下查]|查看)|(?:再|也)(?:看|查)(?:一?下|看|查)[他她]们?家?)"
)
_OURS = re.compile("我(?!们)|再(?!观)|记得")
_FOR_HIM = re.compile(r"\s*(?:让|叫|请|喊)?[他她](?!说)")
_HAS_THEM = re.compile(r"\s*(?:让|叫|要|请)(?!我)")
_BESIDES = re.compile(r"\s*(?:再|并|然后|同时|给他|给它)")


def _is_sure(block: Block, clause: Clause, rule: Rule) -> bool:
    return rule.weight >= 6


def _pays_besides(block: Block, clause: Clause, rule: Rule) -> bool:
    """A sum behind a sum, and it has come."""
    return block.clause.has("money", "number") and (
        clause.has("pay_act") or clause.has("pay_word") and _PAID.search(clause.text) is not None
    )


def _asks_for_leave(block: Block, clause: Clause, rule: Rule) -> bool:
    return "申请" in clause.text or "审批" in clause.text


def _asks_to_show(block: Block, clause: Clause, rule: Rule) -> bool:
    return rule.weight >= 6 and bool(clause.cues) and clause.cues[0].value("show") is not None


def _bids(clause: Clause) -> bool:
    """A reminder, or an order to a colleague."""
    return clause.has("remind") or clause.has("user") and clause.has("to_user")


def _bids_somebody(block: Block, clause: Clause, rule: Rule) -> bool:
    return _bids(clause)


def _bids_behind_a_case(block: Block, clause: Clause, rule: Rule) -> bool:
    return _bids(clause) or clause.has("coming") and _OURS.search(clause.text) is not None


def _bids_or_plans(block: Block, clause: Clause, rule: Rule) -> bool:
    return (
        _bids(clause)
        or clause.has("coming")
        and clause.has("act")
        and _OUR_DEED.search(clause.text) is not None
    )


def _not_for_him(block: Block, clause: Clause, rule: Rule) -> bool:
    return not _FOR_HIM.match(clause.text)


_ASKS_OF_GOODS = re.compile("[ ,，]*(?:另外|对了|顺便|再|那)*(?:帮我|给我)?(?:查|看)?一?下?")


def _asks_of_goods(block: Block, clause: Clause, rule: Rule) -> bool:
    """It begins with goods and asks what they cost or how many there are; nobody is said to ask."""
    goods = next(iter(clause.named("product")), None)
    return (
        goods is not None
        and rule.weight >= 7
        and _ASKS_OF_GOODS.fullmatch(clause.text, 0, goods.start - clause.start) is not None
        and block.clauses[-1].chars.isdisjoint("问打想")
    )


def _tags_besides(block: Block, clause: Clause, rule: Rule) -> bool:
    return clause.has("customer") or _BESIDES.match(clause.text) is not None


COMMANDS = Cases(
    Case("顺便查下他家扶梯还在保不", rule=READS, opens=_LOOKS_UP, when=_is_sure),
    Case("尾款八万到了", rule=one_of("payment.log"), all=("money",), when=_pays_besides, only=True),
    Case("申请个特价", rule=one_of("approval.request"), when=_asks_for_leave, only=True),
    Case(
        "签了 下单三台",
        block=one_of("opportunity.win"),
        rule=one_of("order.create"),
        any=("order_act", "add"),
        only=True,
    ),
    Case("里布还有多少货", block=one_of("interaction.log"), rule=one_of("product.show"), when=_asks_of_goods),
    Case("看看他的订单", block=one_of("interaction.log"), any=("show",), when=_asks_to_show, only=True),
    Case("提醒小王发问卷", block=one_of("campaign.create"), rule=_TASK, when=_bids_somebody),
    Case(
        "派给小王 周五回访",
        block=one_of("ticket.assign"),
        but=one_of("customer.show"),
        when=_not_for_him,
        only=True,
    ),
    Case("换了泵 后天我再去看看", block=one_of("ticket.update"), rule=_TASK, when=_bids_behind_a_case),
    Case(
        "邱主管报修, 让下午去看",
        yes=False,
        block=one_of("ticket.create"),
        none=("user",),
        opens=_HAS_THEM,
    ),
    Case(
        "漏油了 明天给他回电",
        block=one_of("ticket.create approval.request"),
        rule=_TASK,
        when=_bids_or_plans,
    ),
    Case(
        "然后打上重点标签", block=one_of("customer.create"), rule=one_of("customer.tag"), when=_tags_besides
    ),
)
