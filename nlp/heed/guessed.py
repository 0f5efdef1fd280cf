"""What only the learned chain sees, and what the words forbid it to be: 1.2万 2.4万 6.8万, 门口停车收费."""

from nlp import forms as re
from nlp.frames import ONLY_LEARNED
from nlp.heed.bars import Bar, Bars
from nlp.heed.denied import NOT_CANCELLED, NOT_COME
from nlp.heed.gossip import private
from nlp.heed.grumbled import IN_VAIN
from nlp.heed.others import REACHED, THEY_MEAN, WOULD_DO
from nlp.heed.questions import CHEERED, HOW_FAR, TO_WRITE
from nlp.heed.table import BARS
from nlp.heed.undone import ONLY_OTHERS, UNDONE
from nlp.heed.unmeant import ASKED_WHETHER, ON_AND_ON, WHEN_IT_COMES, asks_a_deed
from nlp.payments import outstanding, owed, to_be_paid
from nlp.reading import Clause
from nlp.rules.base import READS, Rule
from nlp.rules.deeds import IS_IT_DONE
from nlp.rules.tasks import LET_GO

ANSWERS = frozenset({"yes", "no", "cancel"})
# Nothing is lost by doing these: they show what they change, or only answer.
CERTAIN = READS | ANSWERS | {"undo", "correct"}
_REPORT = frozenset({"interaction.log"})
_CHANGE = frozenset({"customer.update", "contact.add"})
_PAYMENT = frozenset({"payment.log"})
_ORDER = frozenset({"order.create"})
_MAY_HOLD_A_QUESTION = frozenset({"interaction.log", "task.create", "ticket.create"})
_OF_SOMEBODY = ("customer", "person", "company", "channel", "third", "met", "reported")


def _private(clause: Clause, rule: Rule) -> bool:
    return private(clause.text)


def _only_values(clause: Clause, rule: Rule) -> bool:
    """Nothing is said but sums and times."""
    if not clause.items and not any(char.isdigit() for char in clause.chars):
        return False
    text, place, left = clause.reading.text, clause.start, ""
    for item in sorted(clause.items, key=lambda item: item.start):
        left += text[place : max(place, item.start)]
        place = max(place, item.end)
    return not any("\u4e00" <= char <= "\u9fff" or char.isalpha() for char in left + text[place : clause.end])


def _asks_no_deed(clause: Clause, rule: Rule) -> bool:
    return not asks_a_deed(clause)


_A_NOTE = Bar("a note on somebody, no visit", _REPORT, any=("conf",), when=_private)  # 记一下 李强喜欢喝茶
_CAME = re.compile("到账了?(?!吗|没)|[到打付转汇结]了|收到了|已[收付到]")


def _not_come(clause: Clause, rule: Rule) -> bool:
    """诺晟的三万二还没动静, and of no other sum that it came."""
    return (
        outstanding(clause)
        and len(clause.of_kind("money", "number")) == 1
        and _CAME.search(clause.text) is None
    )


# 这个客户不做了 放公海: no chance is lost by it.
_LOSS = frozenset({"opportunity.lose"})
_LET_GO = re.compile("客户[^,，。]{0,4}不(?:做|跟|要|搞)了")


def _how_often(clause: Clause, rule: Rule) -> bool:
    """登记三次, 跑了两趟: nothing else is counted."""
    counted = clause.of_kind("quantity")
    return bool(counted) and all(item.unit in ("次", "趟", "遍", "回") for item in counted)


def _to_be_paid(clause: Clause, rule: Rule) -> bool:
    return to_be_paid(clause)


def _owed(clause: Clause, rule: Rule) -> bool:
    return owed(clause)


# 你让我怎么活, 做得什么玩意: nobody asks how it is done.
_DESPAIRS = re.compile("怎么(?:活|过|混|交代|见人)|什么(?:玩意|鬼|破)")
_WHERE_IT_IS = re.compile("撤[销回](?:键|按钮|功能)|在哪|哪[里儿]|怎么")  # 撤销键在哪 我找了半天
_COULD_BE_WON = re.compile("(?<!不)能(?:拿下|签下|成交|签单|签约)(?!来?了)")  # 降五个点能拿下
_LAID_ASIDE = re.compile("先放(?:一?放|着|两天|几天)|放一放|放两天")  # 洪都那边先放放 先去江铃
_SENT_TO_ME = re.compile(
    "(?:地址|电话|行业|税号|账号|级别|来源|备注|资料|信息)(?:再|都)?(?:发我|给我|发过来|发一下)"
)
_FIELDS = tuple(
    "field level phone email wechat percent place industry stage tag person contact add id".split()
)
_NAMES_NONE = re.compile("^(?![^,，。]*(?:全名|全称|名字|名称|改名))")  # 40改成五十
_ANOTHER = re.compile(r"^[^改错]*换一?[个家台批][ 吧了。]*$")  # 电话打不通 换一个
_BUDGET = re.compile("预算|想花|打算花|计划花|准备花")  # 木禾预算30万
# 赵静换微信了: to what, he has not said.
_CHANGED_ONLY = re.compile(
    "(?:换了?(?:个|新)*(?:微信|电话|手机|号码?|邮箱|地址)号?码?|(?:微信|电话|手机号?|号码)换)了[啊呢 ]*$"
)
# 林总那边 平缝机卖了几台
_HOW_MANY = re.compile(
    "(?<![问说催讲])[卖订买要用装签做出下发送][了过]?(?:几|多少)[\u4e00-\u9fff]?[了呢啊吗]?[?？ ]*$"
)
_DONE_YET = re.compile("了吗")
_NOT_COME = Bar("said not to have come", _PAYMENT, when=_not_come)
# Asked of what a rule sees too: of that the rest is asked while clauses are gathered.
SEEN = Bars(_A_NOTE, _NOT_COME, ONLY_OTHERS)
# Asked of what only the chain sees, however sure it is.
EVER = Bars(
    ASKED_WHETHER,
    Bar("asked whether it is done", frozenset({"task.create"}), signs="没", says=IS_IT_DONE),
    IN_VAIN,
    HOW_FAR,
    REACHED,
    WOULD_DO,
    THEY_MEAN,
    NOT_CANCELLED,
    *UNDONE,
    Bar("nothing has come", _PAYMENT, signs="任目指计", says=NOT_COME),
    Bar("a customer let go", frozenset({"task.cancel"}), any=("customer",), says=LET_GO),
)
# And of what only reads.
NOT_ASKED = Bars(TO_WRITE, CHEERED, ON_AND_ON, NOT_CANCELLED)
COMES = Bars(WHEN_IT_COMES)
GUESSED = Bars(
    Bar("how often is no number of goods", _ORDER, none=("product", "money", "order_act"), when=_how_often),
    _A_NOTE,
    _NOT_COME,
    Bar("a question of figures", _REPORT, none=("met", "reported", "third"), signs="几多", says=_HOW_MANY),
    # 中环这两天付款了吗 没付的话…
    Bar("asked, not told", _REPORT, none=("met", "reported", "third", "contact"), signs="吗", says=_DONE_YET),
    Bar("changed to nothing said", _CHANGE, none=("change",), says=_CHANGED_ONLY),
    Bar("a sum to be spent", _PAYMENT, none=("pay_act", "pay_word"), says=_BUDGET),
    Bar("a customer let go", _LOSS, says=_LET_GO),
    Bar("a sum that is owed", _PAYMENT, when=_owed),
    Bar("a sum still to come", _PAYMENT, signs="打付转汇结给", when=_to_be_paid),
    Bar("not won yet", frozenset({"opportunity.win"}), signs="能", says=_COULD_BE_WON),
    Bar("only laid aside", frozenset({"customer.release"}), signs="放", says=_LAID_ASIDE),
    Bar("asked for, not changed", frozenset({"customer.update"}), signs="发给", says=_SENT_TO_ME),
    Bar("no field is named", frozenset({"customer.update"}), none=_FIELDS, says=_NAMES_NONE),
    Bar("another one", frozenset({"correct"}), signs="换", says=_ANOTHER),
    Bar("asked where it is", frozenset({"undo"}), signs="键钮哪怎", says=_WHERE_IT_IS),
    Bar("no call for help", frozenset({"help"}), signs="活玩过混办鬼破", says=_DESPAIRS),
    Bar("nothing is lost by it", CERTAIN, spares=True),
    Bar("nothing but values", but=frozenset({"choose"}), when=_only_values),  # 1.2万 2.4万 6.8万, 周三 周四
    Bar("a private matter", _REPORT, when=_private),
    Bar("a report of nobody", _REPORT, none=_OF_SOMEBODY),  # 记一下 门口停车收费
    Bar("a question", but=_MAY_HOLD_A_QUESTION, any=("ask",), when=_asks_no_deed),
    *BARS.table,
)

# A payment without its sum: 钱付了.
_CAME_IN = re.compile("[付到打转汇结收还清给]了|已[经付到结收]|到账|[付结还]清")


def _nothing_came_in(clause: Clause, rule: Rule) -> bool:
    said = rule.name != ONLY_LEARNED and clause.has("pay_act", "pay_word")
    return not said and not _CAME_IN.search(clause.text)


# 货到付款 behind an order, 财务说 before a payment.
UNSAID = Bars(Bar("no payment is told of", _PAYMENT, none=("money", "number"), when=_nothing_came_in))
