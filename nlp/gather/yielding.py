"""Where a block turns out to be the beginning of something else, which the next clause says."""

from nlp import forms as re
from nlp.blocks import WEAK, Block
from nlp.reading import Clause
from nlp.rules import breakdowns
from nlp.rules.base import Rule

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


_WAITS = re.compile("没人[接去管来]|没派|还没(?:去|人|接)|没有人")  # 单子还没人接 就近派一个


def gives_way(current: Block, clause: Clause, rule: Rule) -> bool:
    """A weak beginning (only a name, only a fact) joins the order that follows."""
    intent = current.intent
    if current.rule.weight <= WEAK and rule.weight > current.rule.weight:
        return not (clause.has("customer") and current.clause.has("customer") and intent == "interaction.log")
    if intent in _CLOSED and (
        rule.name == "好了 关单"
        or rule.intent == "ticket.close"
        and not clause.has("case_ref", "id")
        and breakdowns.closes(clause)
    ):
        return True
    if clause.has("customer") and current.clause.has("customer") and not intent.startswith("goal"):
        return False
    if (
        rule.intent in ("task.postpone", "task.cancel")
        and intent in ("interaction.log", "task.create")
        and _CANNOT.search(current.clause.text)
        and _OF_IT.match(clause.text)
    ):
        return True
    if _only_told(current, clause, rule):
        return True
    if (
        rule.intent == "report.export"
        and intent in _EXPORTED
        and not clause.has("measure", "kind", "customer_word", "order_word", "time")
    ):
        return True
    if (
        intent == "ticket.update"
        and rule.intent == "ticket.close"
        and not clause.has("case_ref", "id", "customer")
    ):
        return True
    if rule.intent == "ticket.dispatch" and intent in (
        "ticket.create",
        "device.show",
        "product.show",
        "customer.show",
    ):
        # 黑屏的监护仪 谁近派谁: which case, none to be opened
        goods = current.clause.named("product")
        return intent != "ticket.create" or bool(
            goods
            and goods[-1].end == current.clause.end
            and current.clause.reading.text[goods[-1].start - 1] == "的"
        )
    if rule.intent == "ticket.dispatch" and intent in ("ticket.update", "ticket.list"):
        return _WAITS.search(current.clause.text) is not None
    if intent in _LISTS and not current.clause.has("show", "ask") and rule.intent not in _LISTS:
        return rule.intent.split(".")[0] == intent.split(".")[0] or rule.intent in _FROM_LIST.get(intent, ())
    return rule.intent in ("ticket.create", "opportunity.create") and intent in (
        "customer.show",
        "product.show",
        "device.show",
    )


# 今天去不成金盛了 待办挪明天下午: why, and then what is to become of the task.
_CANNOT = re.compile("[去来见赶做送]不[了成上]|来不及|不[去来]了|没空|走不开|过不去|没票|没时间|停运|取消了")
_OF_IT = re.compile(r"\s*(?:把|就|给我|帮我|先)*(?:那个|那条|这个|这条)?(?:待办|代办|任务|提醒|日程)")


# 软水器弄好了 结掉: the last word says that what was done is a case.
_CLOSED = frozenset("task.done ticket.update ticket.create interaction.log ticket.list".split())
_BARE = frozenset("ticket.create opportunity.create order.create quote.create".split())


def _bare(clause: Clause) -> bool:
    """建个商机, 录订单 at the end of a message: the order without its facts."""
    return (
        len(clause.text) <= 10
        and clause.end >= len(clause.reading.text.rstrip(" ,，。!！吧"))
        and not clause.has("customer", "product", "money", "time", "quantity", "person")
    )


def _rests(current: Block) -> bool:
    """Nothing that was done, and no order of its own: the facts of an order that comes after them."""
    if current.intent == "interaction.log":
        return current.rule.weight < 4.6 and not current.clause.has(
            "channel", "met", "went", "past", "reported"
        )
    return (
        current.intent == "task.create"
        and current.rule.weight <= 5.5
        and not current.clause.has("remind", "user")
    )


def _only_told(current: Block, clause: Clause, rule: Rule) -> bool:
    """What somebody says (by no channel) and then an order to write it down make one record, not two."""
    if _bare(clause) and rule.intent in _BARE and _rests(current):
        return True
    if current.intent != "interaction.log" or rule.intent not in (
        "ticket.create",
        "payment.log",
        "opportunity.lose",
    ):
        return False
    if current.clause.has("channel", "met", "went", "past") or clause.has("customer", "product", "money"):
        return False
    return rule.intent != "payment.log" or current.clause.has("money")
