"""Whole messages whose words say that nothing in them is meant, or not yet: 开玩笑的, 又舍不得, 先不登记."""

from collections.abc import Callable
from typing import NamedTuple

from nlp import forms as re
from nlp.reading import Clause

_NOT_YET = re.compile(r"(?:先不|先别|暂时不|暂不)(?:登记|记|录|建|报|提)(?:了|吧|它)?$")
# A text message of a bank or an office sent on: 您尾号8821的储蓄卡入账…. With a customer in it, it is his payment.
_FORWARDED = re.compile(
    r"尾号[为是]?\d{4}的?(?:储蓄卡|信用卡|银行卡|账户|卡)|验证码(?:是|为|[:：])|尊敬的(?:客户|用户|业主|家长|会员|旅客|车主)|退订回|回复?t退订|^\s*(?:fw|转发)[:：]"
)
# 我想把右江让给卜凡 又舍不得
_WISH = re.compile(r"\s*(?:我|俺)?(?:真|倒|也|有点|正)?(?:想(?!起|到)|琢磨|在想|考虑|打算)")
_WAVERS = re.compile(
    r"\s*(?:又|但|可是?|还是|就是|有点)*(?:舍不得|不甘心|不舍得|没想好|拿不定|下不了|犹豫|纠结|怕你?他?(?:亏|搞砸)|再想想|再说吧)|唉$"
)
# 给客户都发个问卷 开玩笑的
_JOKE = re.compile(
    r"\s*(?:我|跟你|就是?|哈|纯属)*(?:开(?:个)?玩笑|逗你|说笑|闹着玩|瞎说|胡说|说着玩|随口一说|吹个?牛|做梦)"
)


def _wavers(clauses: list[Clause]) -> bool:
    last = clauses[-1]
    return (
        len(clauses) > 1
        and _WISH.match(clauses[0].text) is not None
        and _WAVERS.match(last.reading.text, last.start) is not None
    )


def _forwarded(clauses: list[Clause]) -> bool:
    return _FORWARDED.search(clauses[0].reading.text) is not None and not any(
        c.named("customer") and c.has("pay_act") for c in clauses
    )


def _joked(clauses: list[Clause]) -> bool:
    return len(clauses) > 1 and _JOKE.match(clauses[-1].text) is not None


def _not_yet(clauses: list[Clause]) -> bool:
    return _NOT_YET.search(clauses[-1].text) is not None


class _Withdrawal(NamedTuple):
    """Why nothing of a message is meant."""

    name: str
    test: Callable[[list[Clause]], bool]


_WITHDRAWALS = (
    _Withdrawal("a wish, taken back", _wavers),
    _Withdrawal("a text message sent on", _forwarded),
    _Withdrawal("a joke", _joked),
    _Withdrawal("not to be recorded yet", _not_yet),
)


def withdrawn(clauses: list[Clause]) -> str:
    """By what a message (of one clause at least) takes back all it says; nothing where it does not."""
    return next((each.name for each in _WITHDRAWALS if each.test(clauses)), "")
