"""Whether the next clause belongs to a block or opens a new one."""

from nlp import forms as re
from nlp.blocks import WEAK, Block
from nlp.gather.second import has_deed, is_second
from nlp.reading import Clause
from nlp.rules.base import READS, Rule
from nlp.rules.breakdowns import SEND
from nlp.rules.relocations import NAMED_NOW

# What a block takes in although a rule speaks for something else: reads inside a report are content, fields
# after a new customer are its fields.
_TAKES_IN: dict[str, frozenset[str]] = {
    "customer.create": frozenset("contact.add contact.show customer.update customer.show customer.tag customer.list product.show goal.show".split()),
    "contact.add": frozenset("contact.show customer.update customer.show customer.create".split()),
    "opportunity.create": frozenset("opportunity.update opportunity.win opportunity.list product.show customer.show customer.list order.create payment.log quote.create".split()),
    "opportunity.update": frozenset("opportunity.win customer.show customer.list correct opportunity.create".split()),
    "opportunity.win": frozenset("payment.log order.create customer.show correct opportunity.update".split()),
    "opportunity.lose": frozenset("customer.show product.show opportunity.update customer.list report.show".split()),
    "quote.create": frozenset("order.create product.show customer.show approval.request payment.log quote.create".split()),
    "order.create": frozenset("product.show customer.show payment.log quote.create opportunity.win correct".split()),
    "payment.log": frozenset("customer.show product.show".split()),
    "ticket.create": frozenset("product.show customer.show contact.show device.show ticket.update customer.list task.create interaction.log".split()),
    "ticket.close": frozenset("task.done ticket.update customer.show customer.update survey.report interaction.log ticket.create opportunity.lose".split()),
    "ticket.update": frozenset("task.done ticket.create customer.show interaction.log product.show task.create".split()),
    "ticket.assign": frozenset("customer.show task.create interaction.log".split()),
    "task.cancel": frozenset("undo customer.show".split()),
    "campaign.create": frozenset("customer.list customer.show task.create report.show churn.list customer.create".split()),
    "campaign.show": frozenset("report.show customer.list".split()),
    "approval.request": frozenset("customer.show interaction.log task.create payment.log report.show product.show order.create quote.create customer.list".split()),
    "interaction.log": frozenset("customer.show contact.show product.show device.show report.show customer.list opportunity.list order.list ticket.list task.list help interaction.list".split()),
    "report.show": frozenset("customer.list customer.show interaction.list task.list".split()),
    "report.export": frozenset("report.show customer.list order.list customer.show ticket.list opportunity.list".split()),
    "customer.list": frozenset("customer.show report.show".split()),
    "goal.show": frozenset("report.show".split()),
    "customer.show": frozenset("customer.list contact.show".split()),
    "correct": frozenset("customer.show task.postpone customer.update opportunity.update customer.transfer product.show".split()),
    "customer.merge": frozenset("customer.show customer.list".split()),
    "undo": frozenset("undo correct task.cancel".split()),
}  # fmt: skip

_ENTRIES = frozenset(
    "order.create payment.log quote.create opportunity.create opportunity.win opportunity.lose customer.create contact.add ticket.create".split()
)
_LABELLED = frozenset({"customer.create", "contact.add", "opportunity.create"})


_SIGNS = re.compile(
    r"(?:能|可以|应该|预计|争取)?(?:签|签约|成交|签单|签合同|签下来?|定下来?|拿下|放款|下单|结单)[吧了]?[,，。 ]*$"
)  # when a chance closes


# What an order or an offer says of its own times, not a deed of ours.
_TERMS = re.compile(
    r"[ ,，]*(?:[他她]们?|客户|对方|那边|工厂|厂里)?(?:之?前|左右|以内|内|就|才|能|可以|必须|得|要|会|大概|预计|争取|开始|统一)*"
    r"(?:交|交货|交付|交期|到|到货|送到|发货?|要货?|用|付清?|付款|结清?|结算|结款|付尾款|上线|进场|开工|招标|开标|提货|安装|验收|完工|生效|执行|起算)(?:了|吧|的)?[ ,，。!！]*"
)


def _untimed(clause: Clause) -> str:
    """The clause without its times."""
    taken = clause.of_kind("time")
    return "".join(
        c for i, c in enumerate(clause.text, clause.start) if not any(t.start <= i < t.end for t in taken)
    )


_HANDED = re.compile(
    r"\s*(?:就|都)?(?:交给|交由|派给|分给|转给|安排给|指派给|由|负责人?是?|执行人是?)[^,，。]{1,4}(?:来|去)?(?:做|办|跟|负责|处理|弄)?[吧了]?\s*"
)


def belongs(current: Block, clause: Clause, rule: Rule) -> bool:
    """Whether the clause adds to the current block instead of opening a new one."""
    intent = current.intent
    if _only_confirms(clause) or rule.weight <= 3:
        return True
    if (
        intent == "task.create"
        and current.clause.has("task_word")
        and current.clause.has("add")
        and not has_deed(current.clause)
    ):
        return True  # 建个待办, 给金总寄教材
    if intent == "customer.update" and re.search(
        r"(?:备注|加一句|写上|改成|改为|记一下|说明)(?:一下|加一句)?[:： ]*$", current.clause.text
    ):
        return True
    if (
        intent == "customer.update"
        and current.rule.name == "X 那边改名了"
        and len(current.clauses) == 1
        and NAMED_NOW.match(clause.text)
    ):
        return True
    if (
        intent in _LABELLED
        and clause.cues
        and clause.cues[0].start == clause.start
        and clause.cues[0].value("field")
        and not clause.has("remind", "assign", "change")
    ):
        return True
    if (
        rule.intent == "task.create"
        and intent in _ENTRIES
        and not clause.has("coming", "remind", "repeat")
        and not (clause.has("to_user") and clause.has("user"))
    ):
        return True
    if (
        rule.intent == "task.create"
        and (intent in _ENTRIES or intent in ("ticket.update", "opportunity.update"))
        and rule.weight <= 6.5
        and not clause.has("remind", "user", "customer", "repeat")
        and _TERMS.fullmatch(_untimed(clause))
    ):
        return True  # 礼盒五千套 六万二 年前交
    if (
        intent == "task.create"
        and rule.intent == "task.create"
        and re.match(r"\s*(?:到时候?|届时|那天|到那天)", clause.text)
        and not clause.has("coming", "repeat")
    ):
        return True  # 杨总监下周来昆明 到时候请她吃饭
    if (
        intent == "task.create"
        and _HANDED.fullmatch(clause.text)
        and clause.has("user")
        and not clause.has("customer")
    ):
        return True
    if rule.intent == "correct" and intent not in READS and intent != "correct":
        return True  # corrections inside a message are made before this; what is left is content
    if (
        intent in ("opportunity.create", "opportunity.update")
        and rule.intent == "task.create"
        and not clause.has("remind", "user", "customer")
        and _SIGNS.search(clause.text)
    ):
        return True
    if (
        rule.intent == "customer.update"
        and clause.has("field=note")
        and not clause.has("customer")
        and intent in ("payment.log", "order.create", "ticket.create", "quote.create")
    ):
        return True
    if rule.intent == intent:
        return not is_second(current, clause)
    if intent == "interaction.log" and _told(clause, rule):
        return True
    return rule.intent in _TAKES_IN.get(intent, ()) and not _commands(current, clause, rule)


_THIRD = re.compile(
    r"\s*(?:他们?(?!的)|她们?(?!的)|对方|客户|人家|那边|[^,，。]{0,5}?(?<![再去先要回])(?:说|让我|觉得|同意|认可|接受|拒绝|表示|答应|要求|希望|反馈|承诺|想要|问我|提出))"
)


_WE_PLAN = re.compile(r"\s*(?:我|咱)们?[^,，。说觉]{0,8}?(?:得|必须|要(?=把|给|去)|再|把|给|去)")


def _told(clause: Clause, rule: Rule) -> bool:
    """What the customer said or wants is content, whatever it sounds like; so is what rests on weak evidence."""
    if clause.has("remind", "to_user") and clause.has("remind", "user"):
        return False
    if rule.intent == "customer.transfer" and re.match(r"\s*(?:把)?(?:这个)?客户", clause.text):
        return False
    if (
        rule.intent == "ticket.create"
        and not clause.has("add", "ticket_word")
        and not re.search("报修|投诉", clause.text)
        and not re.search(SEND, clause.text)
    ):
        return True
    if (
        rule.intent in ("opportunity.win", "opportunity.lose")
        and not clause.has("money", "opp_word")
        and not re.search("赢单|输单|丢单|拿下|签单|中标|黄了|没戏", clause.text)
    ):
        return True
    if (
        rule.intent in ("order.create", "payment.log")
        and not clause.has("add")
        and not (clause.has("money", "quantity") and clause.has("order_act", "pay_act"))
    ):
        return True
    if rule.intent == "task.create" and re.match(
        r"\s*(?:晚点|回头|改天|有空|抽空|晚些)(?:我)?(?:再|给|去|跟|把|找|问)[^,，]{3,}", clause.text
    ):
        return False
    if rule.intent == "task.create" and clause.has("coming", "future") and _WE_PLAN.match(clause.text):
        return False  # 厂长说十号停产 咱九号得把机组送到
    if (
        rule.intent == "task.create"
        and not clause.has("coming", "remind", "repeat")
        and not (clause.has("to_user") and clause.has("user"))
    ):
        return True
    if (
        rule.intent == "task.create"
        and clause.has("coming")
        and re.search(r"(?:让|叫|催|要)我们?", clause.text)
    ):
        return False  # 他让我下周一前把报价给他
    if _THIRD.match(clause.text) and rule.intent in (
        "task.create",
        "payment.log",
        "order.create",
        "approval.request",
        "opportunity.update",
        "opportunity.create",
        "task.postpone",
        "correct",
        "task.cancel",
        "quote.create",
        "ticket.create",
        "opportunity.win",
        "opportunity.lose",
        "customer.update",
        "task.done",
        "product.show",
        "survey.send",
        "customer.release",
        "customer.transfer",
    ):
        return rule.weight < 7.9
    return rule.weight <= WEAK


# What we plan ourselves after a case is told; 下周要公开课, 明天到货 and 周末去就行 belong to the case.
_OUR_DEED = re.compile(
    r"(?:我|再|记得|要|得)?(?:去(?!就|都|也|吧)|给|把|回访|回电|问|跟(?!进中)|带|联系|拜访|安排|催|打电话|约|盯|提醒|确认)"
)


# 首款三万已到: it has come, it is no term of payment.
_PAID = re.compile("已|收到|到账|入账|(?:到|打|付|收|结|转)(?:了|过来|来了)")


# 顺便查下他家扶梯还在保不: an order to look something up; not 再看看价格, which a customer may want.
_LOOKS_UP = re.compile(
    r"\s*(?:另外|然后|再|你|也)*(?:(?:(?:顺便|顺手|顺带)(?:再|也|帮我|给我)*|帮我|给我|麻烦)(?:查|看|找|翻|调)|查(?:一?[下查]|查看)|(?:再|也)(?:看|查)(?:一?下|看|查)[他她]们?家?)"
)


def _commands(current: Block, clause: Clause, rule: Rule) -> bool:
    """An order clear enough to stand alone even after a block that would take it in."""
    if rule.intent in READS and rule.weight >= 6 and _LOOKS_UP.match(clause.text):
        return True
    if rule.intent == "payment.log":
        return (
            clause.has("money")
            and current.clause.has("money", "number")
            and (clause.has("pay_act") or clause.has("pay_word") and bool(_PAID.search(clause.text)))
        )
    if rule.intent == "approval.request":
        return "申请" in clause.text or "审批" in clause.text
    if rule.intent == "order.create" and current.intent == "opportunity.win":
        return clause.has("order_act", "add")
    if current.intent == "interaction.log":
        return (
            clause.has("show")
            and rule.weight >= 6
            and bool(clause.cues)
            and clause.cues[0].value("show") is not None
        )
    if current.intent == "campaign.create":
        return (
            rule.intent == "task.create" and clause.has("remind", "to_user") and clause.has("remind", "user")
        )
    if current.intent == "ticket.assign" and rule.intent != "customer.show":
        return not re.match(r"\s*(?:让|叫|请|喊)?[他她](?!说)", clause.text)
    if current.intent == "ticket.update":
        return rule.intent == "task.create" and (
            clause.has("remind")
            or clause.has("user")
            and clause.has("to_user")
            or clause.has("coming")
            and bool(re.search("我(?!们)|再(?!观)|记得", clause.text))
        )
    if (
        current.intent.startswith("ticket.")
        and re.match(r"\s*(?:让|叫|要|请)(?!我)", clause.text)
        and not clause.has("user")
    ):
        return False  # 邱主管报修, 让下午去看
    if current.intent in ("ticket.create", "approval.request"):
        return rule.intent == "task.create" and (
            clause.has("remind")
            or clause.has("user")
            and clause.has("to_user")
            or clause.has("coming")
            and clause.has("act")
            and bool(_OUR_DEED.search(clause.text))
        )
    if current.intent == "customer.create" and rule.intent in ("customer.tag",):
        return clause.has("customer") or bool(re.match(r"\s*(?:再|并|然后|同时|给他|给它)", clause.text))
    return False


def _only_confirms(clause: Clause) -> bool:
    conf = clause.first("conf")
    if conf is None:
        return False
    rest = clause.text.replace(conf.word, "").strip(" ,，。.!！吧哈啊谢辛苦了帮我麻烦你一下请")
    return len(rest) <= 1
