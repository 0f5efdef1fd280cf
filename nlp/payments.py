"""A payment told with its name before its sum, and behind it that it came: 尾款一万二昨天也到账了."""

from typing import NamedTuple

from nlp import forms as re
from nlp.reading import Clause

_NAMED = re.compile(
    "(?:[他她]们|对方)?(?:尾款|首付款?|首款|头款|[定订]金|(?:意向|诚意|保证|质保)金|预付款?"
    "|(?:维修|配件|人工|上门|安装|材料|检测|调试|运|服务)费|货款|余款|进度款)(?:[一二三四五六七八九]成|百分之[一二三四五六七八九十]+)?$"
)
_NAMES = frozenset("款金付费")
_CAME = re.compile(
    "(?:[他她]们|对方|今天|昨天|前天|上午|下午|刚才?|已经?|也|都|全|就)*(?:到账|到了|到位|[打付转汇]过?来"
    "|[打付转汇收]了|收到|付清|入账|进账|已[收付到])(?!吗|没)"
)
_ONLY_SPOKEN = re.compile(r"[说讲问催等应让要把给收欠付打]$|如果|要是")


# 诺晟的三万二还没动静, 到现在没见钱, 尾款还拖着: what did not come.
_OUTSTANDING = re.compile(
    "(?:没有?|未)(?:见)?(?:到(?!处|期)|打|付|给|结|转|汇|收到|回款|见[到着钱]|动静|影|消息|着落|下文"
    "|信儿?(?=$|[ ,，。])|进账)|(?:还|一直|又|继续|老)在?[拖欠压]|[拖欠]着"
)


# 松北热力欠咱那四十万; but 欠的八万结清了 has come.
_OWED = re.compile("欠(?!费)(?![^,，。]*(?:[结付还打清到转给汇补](?:了|清|上|过来)|到账))")


def owed(clause: Clause) -> bool:
    """Said to be owed, and not that it came."""
    return "欠" in clause.chars and _OWED.search(clause.text) is not None


def outstanding(clause: Clause) -> bool:
    """Said not to have come."""
    return _OUTSTANDING.search(clause.text) is not None


# 首款两万今天打: it is still to come
_TO_BE_PAID = re.compile("(?:之?前|以前|内)?(?:就|会|能|再|才)*[打付转汇结给](?:过来|清)?(?=$|[ ,，。])")


def to_be_paid(clause: Clause) -> bool:
    """A sum, and behind it a day that is not over, on which it is paid."""
    sums = {item.end for item in clause.of_kind("money")}
    return any(
        item.start in sums
        and "past" not in item.tenses
        and _TO_BE_PAID.match(clause.reading.text, item.end, clause.end)
        for item in clause.of_kind("time")
    )


class Told(NamedTuple):
    """Where it stands: one fact, however it is dictated. `came`: it is no promise, nor what somebody says of
    it."""

    start: int
    end: int
    came: bool


def told_payments(clause: Clause) -> list[Told]:
    """The payments of a clause that are told so, left to right."""
    found: list[Told] = []
    if _NAMES.isdisjoint(clause.chars):
        return found
    text, base = clause.text, clause.start
    for item in clause.of_kind("money", "number"):
        name = _NAMED.search(text, 0, item.start - base)
        if name is None:
            continue
        day = next((i for i in clause.items if i.start == item.end), item)
        came = _CAME.match(text, day.end - base)
        if came is not None:
            begin = base + name.start()
            of = begin - clause.reading.text.startswith("的", begin - 1)  # 途居的|余款
            whose = next((m.start for m in clause.named("customer") if m.end in (of, begin)), begin)
            spoken = _ONLY_SPOKEN.search(text, max(0, name.start() - 6), name.start())
            found.append(Told(whose, base + came.end(), not spoken and "coming" not in day.tenses))
    return found


def begins_with_payment(clause: Clause) -> bool:
    """Nothing stands before it."""
    return any(told.came and told.start == clause.start for told in told_payments(clause))
