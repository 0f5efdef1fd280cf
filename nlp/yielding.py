"""Where a block turns out to be the beginning of something else, which the next clause says."""

from nlp import forms as re
from nlp.blocks import WEAK, Block
from nlp.reading import Clause
from nlp.rules import approvals, breakdowns
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


# What is not done but asked for where 提审批 comes behind it; and what is told of somebody's wishes.
_ASKABLE = frozenset(
    "customer.transfer payment.log task.postpone customer.update contact.show customer.show order.list opportunity.update approval.request".split()
)
_UPWARDS = frozenset("批申报提请领老")
_SPENT = re.compile(r"花了|买了|吃|住|打车|打的|高铁|动车|机票|酒店|餐|请|油|过路|停车|费|票")


def asked_of_the_boss(current: Block, clause: Clause) -> bool:
    """大成转给毕胜 提审批; 必胜要120天账期 报领导批: the boss is asked for what is said before."""
    if _UPWARDS.isdisjoint(clause.chars) or len(clause.text) > 14:
        return False
    text, whole = clause.text, current.clause
    if approvals.claimed(text) and whole.has("money", "number") and _SPENT.search(whole.text):
        return (
            len(current.clauses) < 3
            and not whole.has("past", "reported")
            and current.intent != "approval.list"
        )
    if not (approvals.asked(text) or approvals.handed_up(text)):
        return False
    if current.intent in _ASKABLE:
        return True
    return (
        current.intent in ("interaction.log", "task.create")
        and whole.has("customer", "person")
        and not whole.has("met", "past", "channel", "remind", "just", "coming")
    )


_CLOSES = re.compile(
    r"[ ,，]*(?:可以|就|给|把|那张单|那单|这单|工单|单子|能)*(?:关单|结单|结案|销单|闭单|关闭|关掉|关了|结了|结掉|关|结)(?:了|吧|掉|啦)*(?:[ ,，]*(?:[1-5一二三四五]|满)分)?[!！。 ]*"
)


def closes_the_case(whole: Clause, intent: str, clause: Clause) -> bool:
    """油封换完货了 结单吧: the order to close, behind what was done in the case; no intent where no rule speaks."""
    if clause.chars.isdisjoint("关结销闭") or _CLOSES.fullmatch(clause.text) is None:
        return False
    return (
        intent in ("", "interaction.log", "task.done", "task.create", "device.show", "ticket.update")
        and not whole.has("opp_word", "task_word", "remind", "coming", "reported")
        and ("了" in whole.text or "好" in whole.text)
        and "商" not in whole.text
    )


_CHANCE = re.compile(
    r"[ ,，]*(?:帮我|给我|先|请|就)*(?:建|记|录|挂|开|加|报|新增|登记|算)?(?:一?个|成|一?条|上|下|为)?新?(?:商机|机会)(?:新增|先?挂着|(?:建|记|录)(?:一?下|上)|一?个|一?条)?[吧哈!！。 ]*"
)


def enters_a_chance(whole: Clause, intent: str, clause: Clause) -> bool:
    """四十台车 大概十八万 商机: what stands before the bare word, with a sum, is a new chance; no intent where no rule speaks."""
    if "机" not in clause.chars or _CHANCE.fullmatch(clause.text) is None:
        return False
    return (
        intent
        in (
            "",
            "interaction.log",
            "order.create",
            "quote.create",
            "customer.show",
            "task.create",
            "product.show",
        )
        and whole.has("money")
        and not whole.has("met", "reported", "past", "channel", "opp_word", "case_ref", "remind", "just")
    )


def handed_up(lead: list[Clause], clause: Clause) -> bool:
    """滕达想先发货后付款 我定不了 帮我提上去, where no rule speaks before it."""
    if approvals.claimed(clause.text) and clause.start:
        told = " ".join(c.text for c in lead)
        return any(c.has("money", "number") for c in lead) and _SPENT.search(told) is not None
    if _UPWARDS.isdisjoint(clause.chars) or not (
        approvals.asked(clause.text) or approvals.handed_up(clause.text)
    ):
        return False
    return any(c.has("customer") for c in lead) and not any(c.has("met", "past", "ask", "chat") for c in lead)


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


_OVER = re.compile(
    r"\s*(?!等|如果|要是|提醒|记得)[^,，。;；?？]{0,8}(?:都|已经|全|基本|也|刚)?[\u4e00-\u9fff](?:过|好|完|妥|成|清楚|下来)?了[啊呀哈吧]?\s*$"
)
_MEETING = re.compile(r"见面|面谈|拜访|碰面|碰头|开会|视频|见|聊|谈|沟通|交流|培训|演示")


def met_before(current: Block, clause: Clause) -> bool:
    """周三下午面谈 技术参数都对过了: a day that may lie on either side, and then what came of it."""
    if current.intent != "task.create" or current.rule.weight > 5.6 or len(current.clauses) > 1:
        return False
    whole = current.clause
    return (
        whole.has("floating")
        and not whole.has("remind", "future", "to_user", "add", "urgent")
        and whole.has("customer", "contact")
        and bool(_MEETING.search(whole.text))
        and not clause.has("coming", "remind", "money", "order_act", "pay_act")
        and bool(_OVER.match(clause.text))
    )
