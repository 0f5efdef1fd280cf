"""What is content of a report, whatever it sounds like: what the customer said or wants, what rests on weak
evidence."""

from nlp import forms as re
from nlp.blocks import WEAK, Block
from nlp.gather.cases import Case, Cases, one_of
from nlp.reading import Clause
from nlp.rules.base import Rule
from nlp.rules.breakdowns import SEND
from nlp.rules.plans import needed, signs

_TASK = one_of("task.create")
_TICKET = one_of("ticket.create")
_ENDS = one_of("opportunity.win opportunity.lose")
_SUMS = one_of("order.create payment.log")
_THIRD = re.compile(
    r"\s*(?:他们?(?!的)|她们?(?!的)|对方|客户|人家|那边|[^,，。]{0,5}?(?<![再去先要回])(?:说|让我|觉得|同意"
    "|认可|接受|拒绝|表示|答应|要求|希望|反馈|承诺|想要|问我|提出))"
)
_WE_PLAN = re.compile(r"\s*(?:我|咱)们?[^,，。说觉]{0,8}?(?:得|必须|要(?=把|给|去)|再|把|给|去)")
_THE_CUSTOMER = re.compile(r"\s*(?:把)?(?:这个)?客户")
_SOME_TIME = re.compile(r"\s*(?:晚点|回头|改天|有空|抽空|晚些)(?:我)?(?:再|给|去|跟|把|找|问)[^,，]{3,}")
_HAS_US = re.compile(r"(?:让|叫|催|要|约)我们?")
_CASE = re.compile("报修|投诉|" + SEND)
_END = re.compile("赢单|输单|丢单|拿下|签单|中标|黄了|没戏")
# What a customer may say of himself.
_SAID = one_of(
    "task.create payment.log order.create approval.request opportunity.update opportunity.create "
    "task.postpone correct task.cancel quote.create ticket.create opportunity.win opportunity.lose "
    "customer.update task.done product.show survey.send customer.release customer.transfer"
)


def _names_no_case(block: Block, clause: Clause, rule: Rule) -> bool:
    return not _CASE.search(clause.text)


def _names_no_end(block: Block, clause: Clause, rule: Rule) -> bool:
    return not _END.search(clause.text)


def _has_no_sum(block: Block, clause: Clause, rule: Rule) -> bool:
    return not (clause.has("money", "quantity") and clause.has("order_act", "pay_act"))


def _has_us_do(block: Block, clause: Clause, rule: Rule) -> bool:
    return _HAS_US.search(clause.text) is not None


def _is_needed(block: Block, clause: Clause, rule: Rule) -> bool:
    return needed(clause)


_REST_COMES = re.compile(
    "[ ,，]*(?:剩下?的?|余下的?)?(?:尾款|余款|首付款?|首款|预付款?|[定订]金|货款|剩下的?)"
    "[^,，。催追要问 T]{0,8}?(?:说|答应)?T"
    "(?:之?前|以前|内)?(?:就|会|能|再|才|一定|可以)*(?:打|付|给|结|汇|转|到)(?:清|账|过来|完|齐)?"
    "[了吧]?[ ,，。!！]*"
)


def _is_paid_then(block: Block, clause: Clause, rule: Rule) -> bool:
    """What is still to come, and when: nobody's deed."""
    return _REST_COMES.fullmatch(signs(clause, *clause.of_kind("time"))) is not None


CONTENT = Cases(
    Case("尾款2万下周打", rule=_TASK, none=("remind", "user"), when=_is_paid_then),
    Case("设备必须25号到", rule=_TASK, none=("remind", "user"), when=_is_needed),
    Case("a reminder", yes=False, any=("remind",)),
    Case("an order to a colleague", yes=False, all=("to_user", "user")),
    Case("这个客户转给小王", yes=False, rule=one_of("customer.transfer"), opens=_THE_CUSTOMER),
    Case("a fault, no case", rule=_TICKET, none=("add", "ticket_word"), when=_names_no_case),
    Case("an end that is only spoken of", rule=_ENDS, none=("money", "opp_word"), when=_names_no_end),
    Case("a sum or an order that is only spoken of", rule=_SUMS, none=("add",), when=_has_no_sum),
    Case("回头再去问问他", yes=False, rule=_TASK, opens=_SOME_TIME),
    Case(
        "厂长说十号停产 咱九号得把机组送到", yes=False, rule=_TASK, any=("coming", "future"), opens=_WE_PLAN
    ),
    Case("a deed without a day", rule=_TASK, none=("coming", "repeat")),
    Case("他让我下周一前把报价给他", yes=False, rule=_TASK, any=("coming",), when=_has_us_do),
    Case("他们想下单", rule=_SAID, below=7.9, opens=_THIRD),
    Case("他们的订单, by a rule that is sure", yes=False, rule=_SAID, opens=_THIRD),
    Case("hardly a rule speaks", below=WEAK + 0.05),
)
