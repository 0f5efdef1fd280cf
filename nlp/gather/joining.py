"""Whether the next clause belongs to a block or opens a new one."""

from nlp import forms as re
from nlp.blocks import Block
from nlp.gather.cases import Case, Cases, one_of
from nlp.gather.commands import COMMANDS
from nlp.gather.content import CONTENT
from nlp.gather.second import has_deed, is_second, of_another
from nlp.reading import Clause, outside
from nlp.rules.base import READS, Rule
from nlp.rules.relocations import NAMED_NOW

# What a block takes in although a rule speaks for something else: reads inside a report are content, fields
# after a new customer are its fields.
_TAKES_IN = {
    block: frozenset(rules.split())
    for block, rules in {
        "customer.create": (
            "contact.add contact.show customer.update customer.show customer.tag customer.list "
            "product.show goal.show"
        ),
        "contact.add": "contact.show customer.update customer.show customer.create",
        "opportunity.create": (
            "opportunity.update opportunity.win opportunity.list product.show customer.show customer.list "
            "order.create payment.log quote.create"
        ),
        "opportunity.update": "opportunity.win customer.show customer.list correct opportunity.create",
        "opportunity.win": "payment.log order.create customer.show correct opportunity.update",
        "opportunity.lose": "customer.show product.show opportunity.update customer.list report.show",
        "quote.create": "order.create product.show customer.show approval.request payment.log quote.create",
        "order.create": "product.show customer.show payment.log quote.create opportunity.win correct",
        "payment.log": "customer.show product.show",
        "ticket.create": (
            "product.show customer.show contact.show device.show ticket.update customer.list task.create "
            "interaction.log"
        ),
        "ticket.close": (
            "task.done ticket.update customer.show customer.update survey.report interaction.log "
            "ticket.create opportunity.lose"
        ),
        "ticket.update": "task.done ticket.create customer.show interaction.log product.show task.create",
        "ticket.assign": "customer.show task.create interaction.log",
        "task.cancel": "undo customer.show",
        "campaign.create": "customer.list customer.show task.create report.show churn.list customer.create",
        "campaign.show": "report.show customer.list",
        "approval.request": (
            "customer.show interaction.log task.create payment.log report.show product.show order.create "
            "quote.create customer.list"
        ),
        "interaction.log": (
            "customer.show contact.show product.show device.show report.show customer.list "
            "opportunity.list order.list ticket.list task.list help interaction.list"
        ),
        "report.show": "customer.list customer.show interaction.list task.list",
        "report.export": "report.show customer.list order.list customer.show ticket.list opportunity.list",
        "customer.list": "customer.show report.show",
        "goal.show": "report.show",
        "customer.show": "customer.list contact.show",
        "correct": (
            "customer.show task.postpone customer.update opportunity.update customer.transfer product.show"
        ),
        "customer.merge": "customer.show customer.list",
        "undo": "undo correct task.cancel",
    }.items()
}

_CLEAR = 7  # the weight of a rule that speaks of an order by its own words
_TASK = one_of("task.create")
_UPDATE = one_of("customer.update")
_REPORT = one_of("interaction.log")
_CHANCES = one_of("opportunity.create opportunity.update")
_ENTRIES = frozenset(
    "order.create payment.log quote.create opportunity.create opportunity.win opportunity.lose "
    "customer.create contact.add ticket.create".split()
)
_LABELLED = frozenset({"customer.create", "contact.add", "opportunity.create"})

_SIGNS = re.compile(
    "(?:能|可以|应该|预计|争取)?(?:签|签约|成交|签单|签合同|签下来?|定下来?|拿下|放款|下单|结单)[吧了]?"
    "[,，。 ]*$"
)  # when a chance closes
# What an order or an offer says of its own times, not a deed of ours.
_TERMS = re.compile(
    "[ ,，]*(?:[他她]们?|客户|对方|那边|工厂|厂里)?(?:之?前|左右|以内|内|就|才|能|可以|必须|得|要|会|大概"
    "|预计|争取|开始|统一)*(?:交|交货|交付|交期|到|到货|送到|发货?|要货?|用|付清?|付款|结清?|结算|结款"
    "|付尾款|上线|进场|开工|招标|开标|提货|安装|验收|完工|生效|执行|起算)(?:了|吧|的)?[ ,，。!！]*"
)
_PAID_THEN = re.compile(
    "[ ,，]*(?:预付款?|首付款?|首款|头款|[定订]金|尾款|余款|货款|剩下的?|余下的?|另一半)"
    "[^,，。 催追要问查看]{0,8}?"
    "(?:之?前|左右|以内|内|就|能|可以|必须|得|会|大概|预计|再|先)*(?:打|付|给|结|汇|转|到)"
    "(?:清|账|过来|完|齐)?[ ,，。!！]*"
)
_HANDED = re.compile(
    r"\s*(?:就|都)?(?:交给|交由|派给|分给|转给|安排给|指派给|由|负责人?是?|执行人是?)[^,，。]{1,4}(?:来|去)?"
    r"(?:做|办|跟|负责|处理|弄)?[吧了]?\s*"
)
_THEN = re.compile(r"\s*(?:到时候?|届时|那天|到那天)")
_NOTE = re.compile(r"(?:备注|加一句|写上|改成|改为|记一下|说明)(?:一下|加一句)?[:： ]*$")


def _only_confirms(block: Block, clause: Clause, rule: Rule) -> bool:
    """好的, 辛苦了: nothing else is said."""
    conf = clause.first("conf")
    if conf is None:
        return False
    rest = clause.text.replace(conf.word, "").strip(" ,，。.!！吧哈啊谢辛苦了帮我麻烦你一下请")
    return len(rest) <= 1


def _names_the_task(block: Block, clause: Clause, rule: Rule) -> bool:
    told = block.clause
    return told.has("task_word") and told.has("add") and not has_deed(told)


def _is_the_note(block: Block, clause: Clause, rule: Rule) -> bool:
    return _NOTE.search(block.clause.text) is not None


def _is_the_new_name(block: Block, clause: Clause, rule: Rule) -> bool:
    return block.rule.name == "X 那边改名了" and len(block.clauses) == 1


def _is_labelled(block: Block, clause: Clause, rule: Rule) -> bool:
    """It begins with the name of a field; a chance and a person have no tags of their own."""
    if rule.intent == "customer.tag" and block.intent != "customer.create" and clause.has("tag"):
        return False
    return bool(clause.cues and clause.cues[0].start == clause.start and clause.cues[0].value("field"))


def _is_for_nobody(block: Block, clause: Clause, rule: Rule) -> bool:
    return not (clause.has("to_user") and clause.has("user"))


def is_a_term(clause: Clause) -> bool:
    """下周三交货, 预付款30%下周打: of an order, what is agreed of its times."""
    said = outside(clause, clause.of_kind("time"))
    return (_TERMS.fullmatch(said) or _PAID_THEN.fullmatch(said)) is not None


def _is_a_term(block: Block, clause: Clause, rule: Rule) -> bool:
    return is_a_term(clause)


def _is_handed_on(block: Block, clause: Clause, rule: Rule) -> bool:
    return _HANDED.fullmatch(clause.text) is not None


def _writes(block: Block, clause: Clause, rule: Rule) -> bool:
    return block.intent not in READS and block.intent != "correct"


def _is_when_it_closes(block: Block, clause: Clause, rule: Rule) -> bool:
    return _SIGNS.search(clause.text) is not None


def _is_the_same(block: Block, clause: Clause, rule: Rule) -> bool:
    return rule.intent == block.intent


def _is_a_second(block: Block, clause: Clause, rule: Rule) -> bool:
    return rule.intent == block.intent and is_second(block, clause)


def _is_of_another(block: Block, clause: Clause, rule: Rule) -> bool:
    """An order by its own words, of another customer."""
    return (
        (rule.weight >= _CLEAR or block.intent == "opportunity.lose")
        and block.intent != "interaction.log"
        and of_another(block, clause)
    )


def _is_content(block: Block, clause: Clause, rule: Rule) -> bool:
    return CONTENT.decide(block, clause, rule)


def _is_taken_in(block: Block, clause: Clause, rule: Rule) -> bool:
    """The block takes in what the rule speaks for, unless it is an order clear enough to stand alone."""
    return rule.intent in _TAKES_IN.get(block.intent, ()) and not COMMANDS.decide(block, clause, rule)


_BELONGS = Cases(
    Case("it only confirms", any=("conf",), when=_only_confirms),
    Case("hardly a rule speaks", below=3.1),
    Case("建个待办, 给金总寄教材", block=_TASK, when=_names_the_task),
    Case("备注写上, 周一不接电话", block=_UPDATE, when=_is_the_note),
    Case("海尔那边改名了, 现在叫…", block=_UPDATE, opens=NAMED_NOW, when=_is_the_new_name),
    Case("a field by its name", block=_LABELLED, none=("remind", "assign", "change"), when=_is_labelled),
    Case(
        "a deed without a day, of an entry",
        block=_ENTRIES,
        rule=_TASK,
        none=("coming", "remind", "repeat"),
        when=_is_for_nobody,
    ),
    Case(
        "礼盒五千套 六万二 年前交",
        block=_ENTRIES | {"ticket.update", "ticket.assign", "ticket.dispatch", "opportunity.update"},
        rule=_TASK,
        below=6.6,
        none=("remind", "user", "customer", "repeat"),
        when=_is_a_term,
    ),
    Case("杨总监下周来昆明 到时候请她吃饭", block=_TASK, rule=_TASK, none=("coming", "repeat"), opens=_THEN),
    Case("交给小王去办", block=_TASK, any=("user",), none=("customer",), when=_is_handed_on),
    # Corrections inside a message are made before this; what is left is content.
    Case("a correction is content", rule=one_of("correct"), when=_writes),
    Case(
        "when a chance closes",
        block=_CHANCES,
        rule=_TASK,
        none=("remind", "user", "customer"),
        when=_is_when_it_closes,
    ),
    Case(
        "the note of an entry",
        block=one_of("payment.log order.create ticket.create quote.create"),
        rule=_UPDATE,
        any=("field=note",),
        none=("customer",),
    ),
    Case("a second one of its kind", yes=False, when=_is_a_second),
    Case("more of its kind", when=_is_the_same),
    Case("what a report tells", block=_REPORT, when=_is_content),
    Case("硕放推进到合同阶段 万博那单签了", yes=False, but=READS, when=_is_of_another),
    Case("what a block takes in", when=_is_taken_in),
)


def belongs(block: Block, clause: Clause, rule: Rule) -> bool:
    """Whether the clause adds to the block instead of opening a new one."""
    return _BELONGS.decide(block, clause, rule)
