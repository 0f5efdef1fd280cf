"""Where a block turns out to be the beginning of something else, which the next clause says."""

from nlp import forms as re
from nlp.blocks import WEAK, Block
from nlp.gather.cases import Case, Cases, one_of
from nlp.reading import Clause
from nlp.rules import breakdowns
from nlp.rules.base import Rule
from nlp.rules.told import happened

_LISTS = frozenset(
    {
        "task.list",
        "opportunity.list",
        "ticket.list",
        "order.list",
        "goal.show",
        "customer.list",
        "product.show",
        "contact.show",
    }
)
_EXPORTED = frozenset(
    "report.show customer.list order.list opportunity.list ticket.list interaction.list churn.list".split()
)
_FROM_LIST = {
    "order.list": ("payment.log", "opportunity.win", "opportunity.lose", "ticket.close", "ticket.create"),
    "product.show": ("quote.create", "order.create", "ticket.create"),
    "contact.show": ("contact.add", "customer.create", "interaction.log"),
}
# 今天去不成金盛了 待办挪明天下午: why, and then what is to become of the task.
_CANNOT = re.compile("[去来见赶做送]不[了成上]|来不及|不[去来]了|没空|走不开|过不去|没票|没时间|停运|取消了")
_OF_IT = re.compile(r"\s*(?:把|就|给我|帮我|先)*(?:那个|那条|这个|这条)?(?:待办|代办|任务|提醒|日程)")
# 软水器弄好了 结掉: the last word says that what was done is a case.
_CLOSED = frozenset("task.done ticket.update ticket.create interaction.log ticket.list".split())
_WAITS = re.compile("没人[接去管来]|没派|还没(?:去|人|接)|没有人")  # and somebody is to be sent
_BARE = frozenset("ticket.create opportunity.create order.create quote.create".split())
_REPORT = one_of("interaction.log")
_SHOWN = one_of("customer.show product.show device.show")


def _two_customers(block: Block, clause: Clause, rule: Rule) -> bool:
    return clause.has("customer") and block.clause.has("customer") and not block.intent.startswith("goal")


def _is_weak(block: Block, clause: Clause, rule: Rule) -> bool:
    """Only a name, only a fact, and then an order."""
    return block.rule.weight <= WEAK and rule.weight > block.rule.weight


def _is_news(block: Block, clause: Clause, rule: Rule) -> bool:
    """What somebody wants or said, however weakly, and then what we do on a day."""
    return len(block.clauses) == 1 and happened(block.clauses[0])


def _tells_of_him(block: Block, clause: Clause, rule: Rule) -> bool:
    told = block.clause
    person = next(iter(told.people("contact")), None)
    return person is not None and told.end - person.end >= 3 and not told.text.rstrip().endswith("的")


def _is_weak_of_another(block: Block, clause: Clause, rule: Rule) -> bool:
    return _is_weak(block, clause, rule) and clause.has("customer") and block.clause.has("customer")


def _says_it_is_a_case(block: Block, clause: Clause, rule: Rule) -> bool:
    return rule.name == "好了 关单" or (
        rule.intent == "ticket.close" and not clause.has("case_ref", "id") and breakdowns.closes(clause)
    )


def _says_why(block: Block, clause: Clause, rule: Rule) -> bool:
    return _CANNOT.search(block.clause.text) is not None


def _is_bare(block: Block, clause: Clause, rule: Rule) -> bool:
    """建个商机, 录订单 at the end of a message: the order without its facts, which rest before it."""
    return (
        len(clause.text) <= 10
        and clause.end >= len(clause.reading.text.rstrip(" ,，。!！吧"))
        and _rests(block)
    )


def _rests(block: Block) -> bool:
    """Nothing that was done, and no order of its own: the facts of an order that comes after them."""
    if block.intent == "interaction.log":
        return block.rule.weight < 4.6 and not block.clause.has("channel", "met", "went", "past", "reported")
    return (
        block.intent == "task.create" and block.rule.weight <= 5.5 and not block.clause.has("remind", "user")
    )


def _is_only_told(block: Block, clause: Clause, rule: Rule) -> bool:
    """What somebody says (by no channel) and then an order to write it down make one record, not two."""
    told = block.clause
    return not told.has("channel", "met", "went", "past") and (
        rule.intent != "payment.log" or told.has("money")
    )


def _is_a_thing(block: Block, clause: Clause, rule: Rule) -> bool:
    """黑屏的监护仪 谁近派谁: which case, none to be opened."""
    if block.intent != "ticket.create":
        return True
    goods = block.clause.named("product")
    return bool(
        goods and goods[-1].end == block.clause.end and block.clause.reading.text[goods[-1].start - 1] == "的"
    )


def _says_which(block: Block, clause: Clause, rule: Rule) -> bool:
    """消防栓漏水的 派给王磊: the one of which this is told already."""
    return block.clause.text.rstrip().endswith("的") and not block.clause.has("add", "urgent")


def _is_taken_by_nobody(block: Block, clause: Clause, rule: Rule) -> bool:
    return _WAITS.search(block.clause.text) is not None


_ASKS_A_PRICE = re.compile("[什咋]么价|啥价|多少|货[吗么没]")


def _asks_nothing(block: Block, clause: Clause, rule: Rule) -> bool:
    return not block.clause.has("show", "ask") and not _ASKS_A_PRICE.search(block.clause.text)


def _is_of_the_list(block: Block, clause: Clause, rule: Rule) -> bool:
    """三一的工单 关掉: what looked like a question for a list says of what the order is."""
    return _asks_nothing(block, clause, rule) and (
        rule.intent.split(".")[0] == block.intent.split(".")[0]
        or rule.intent in _FROM_LIST.get(block.intent, ())
    )


def _told_on_a_visit(block: Block, clause: Clause, rule: Rule) -> bool:
    return breakdowns.told_on_a_visit(block.clause)


_GIVES_WAY = Cases(
    Case(
        "a report, and a case closed besides",
        yes=False,
        block=_REPORT,
        rule=one_of("ticket.close"),
        when=_told_on_a_visit,
    ),
    Case("a weak report on another customer", yes=False, block=_REPORT, when=_is_weak_of_another),
    Case(
        "关经理要6台 下周四再问他",
        yes=False,
        block=_REPORT,
        rule=one_of("task.create"),
        any=("coming",),
        when=_is_news,
    ),
    Case("俞校长挺满意 发个问卷", yes=False, block=_REPORT, rule=one_of("survey.send"), when=_tells_of_him),
    Case("a weak beginning", when=_is_weak),
    Case("软水器弄好了 结掉", block=_CLOSED, when=_says_it_is_a_case),
    Case("two customers", yes=False, any=("customer",), when=_two_customers),
    Case(
        "今天去不成金盛了 待办挪明天下午",
        block=one_of("interaction.log task.create"),
        rule=one_of("task.postpone task.cancel"),
        opens=_OF_IT,
        when=_says_why,
    ),
    Case(
        "四十台 十八万 建个商机",
        block=one_of("interaction.log task.create"),
        rule=_BARE,
        none=("customer", "product", "money", "time", "quantity", "person"),
        when=_is_bare,
    ),
    Case(
        "他说压力上不去 报个修",
        block=_REPORT,
        rule=one_of("ticket.create payment.log opportunity.lose"),
        none=("customer", "product", "money"),
        when=_is_only_told,
    ),
    Case(
        "华东的客户 导出来",
        block=_EXPORTED,
        rule=one_of("report.export"),
        none=("measure", "kind", "customer_word", "order_word", "time"),
    ),
    Case(
        "换了泵 关掉",
        block=one_of("ticket.update"),
        rule=one_of("ticket.close"),
        none=("case_ref", "id", "customer"),
    ),
    Case(
        "黑屏的监护仪 谁近派谁",
        block=one_of("ticket.create device.show product.show customer.show"),
        rule=one_of("ticket.dispatch"),
        when=_is_a_thing,
        only=True,
    ),
    Case(
        "消防栓漏水的 派给王磊",
        block=one_of("ticket.create"),
        rule=one_of("ticket.assign"),
        none=("case_ref", "id", "customer"),
        when=_says_which,
    ),
    Case(
        "单子还没人接 就近派一个",
        block=one_of("ticket.update ticket.list"),
        rule=one_of("ticket.dispatch"),
        when=_is_taken_by_nobody,
        only=True,
    ),
    Case("三一的工单 关掉", block=_LISTS, but=_LISTS, when=_is_of_the_list),
    Case("a list, and an order of something else", yes=False, block=_LISTS, but=_LISTS, when=_asks_nothing),
    Case("三一 报修", block=_SHOWN, rule=one_of("ticket.create opportunity.create"), when=_asks_nothing),
)


def gives_way(block: Block, clause: Clause, rule: Rule) -> bool:
    """A weak beginning (only a name, only a fact) joins the order that follows."""
    return _GIVES_WAY.decide(block, clause, rule)
