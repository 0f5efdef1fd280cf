"""What is said of money that came in and of money that is owed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from crm import money
from crm.sales.payments import Account, Debtor, Outstanding, Owed
from models.selling import Order, Payment
from zh import say

ASK_CUSTOMER = "是哪个客户的回款？"


def share_of_which(customer: str, owing: Sequence[Order]) -> str:
    if not owing:
        return f"{customer}没有没付清的订单，不知道按哪笔算。直接说金额，比如「{customer}付了5万」。"
    known = "、".join(f"{one.number}（{money.yuan(one.amount)}）" for one in owing[:4])
    return f"{customer}有{len(owing)}张没付清的订单：{known}。不知道按哪张算，直接说金额就行。"


def of_the_whole(order: Order, share: str) -> str:
    return f"按{order.number}合计{money.yuan(order.amount)}的{share}%算的，不对就说「金额改成…」"


ASK_AMOUNT = "收到多少钱？"
IN_TURN = "按先后冲抵"
NOBODY_OWES = "没有未收的款，都收齐了 ✓"
NO_PAYMENTS = "还没有回款记录。到账了就说，比如「华为到账12.5万」。"
UNDO = "记错了发「撤销」"


def logged(
    customer: str, amount: Decimal, day: date, today: date, parts: Sequence[tuple[Order, Decimal, Decimal]]
) -> str:
    """`已记回款：华为 2,000元（今天）`, and for which orders; `parts`: order, sum, what is left of it."""
    said = [f"已记回款：{customer} {money.yuan(amount)}（{say.day(day, today)}）"]
    for order, part, left in parts:
        sum_ = "" if len(parts) == 1 and part == amount else f"{money.yuan(part)} "
        state = "款已收齐 ✓" if left <= 0 else f"还欠{money.yuan(left)}"
        said.append(f"→ {sum_}{order.number}（合计{money.yuan(order.amount)}），{state}")
    return "\n".join(said)


def advance(amount: Decimal, why: str) -> str:
    return f"{money.yuan(amount)}记成预付款{why}，有订单后回「预付款抵扣」就能抵。"


def over(customer: str, left: Decimal, more: Decimal) -> str:
    return f"{customer}只欠{money.yuan(left)}，这笔多出{money.yuan(more)}，多的会记成预付款"


def twice(payment: Payment, by: str, day: str) -> str:
    return f"{day}已经记过一笔{money.yuan(payment.amount)}（{by}记的）"


def ask_order(customer: str, amount: Decimal, many: int) -> str:
    return f"{customer}有{many}单没付清，这{money.yuan(amount)}是哪一单的？"


def ask_rest(customer: str, left: Decimal) -> str:
    return f"{customer}还欠{money.yuan(left)}，到账多少？"


def owed_line(one: Owed, today: date) -> str:
    """`D20261124-001 欠4,400元（合计6,400元，逾期3天）`."""
    facts = [f"合计{money.yuan(one.order.amount)}"]
    if one.order.due_on is not None:
        late = (today - one.order.due_on).days
        facts.append(f"逾期{late}天" if late > 0 else f"{say.day(one.order.due_on, today)}到期")
    return f"· {one.order.number} 欠{money.yuan(one.left)}（{'，'.join(facts)}）"


def account(customer: str, found: Account, today: date) -> str:
    """华为还欠多少: the sum first, then the orders it is made of."""
    if not found.owing:
        also = f"，还有{money.yuan(found.advance)}预付款没用" if found.advance else ""
        if not found.ordered and not found.paid:
            return f"{customer}还没有订单，也没有回款。"
        return f"{customer}不欠款：订单共{money.yuan(found.ordered)}，已收{money.yuan(found.paid)}{also}。"
    said = [f"{customer}还欠{money.yuan(found.left)}（订单共{money.yuan(found.ordered)}）"]
    said += [owed_line(one, today) for one in found.owing]
    if found.advance:
        said.append(f"另有{money.yuan(found.advance)}预付款没用，回「预付款抵扣」就能抵。")
    return "\n".join(said)


def debtor_line(one: Debtor, today: date, reader: str) -> str:
    """`华为 欠5万，其中逾期2万（最久30天） 李晓`: whose it is, where it is not the reader's alone."""
    said = f"{one.name} 欠{money.yuan(one.left)}"
    if one.overdue:
        assert one.due_on is not None
        part = "全部逾期" if one.overdue == one.left else f"其中逾期{money.yuan(one.overdue)}"
        said += f"，{part}（最久{(today - one.due_on).days}天）"
    elif one.due_on is not None:
        said += f"，{say.day(one.due_on, today)}到期"
    elif one.orders > 1:
        said += f"，{one.orders}单"
    return said if one.sellers == (reader,) else f"{said} {'、'.join(one.sellers)}"


def overdue(long: int, over: bool) -> str:
    """What is overdue, or overdue for so many days."""
    return f"逾期{'超过' if over else ''}{long}天{'' if over else '以上'}的应收" if long else "逾期应收"


def nobody_owes(what: str) -> str:
    return NOBODY_OWES if what == "应收" else f"没有{what.removesuffix('应收').removesuffix('的')}的款 ✓"


def seller_line(one: Outstanding, late_only: bool) -> str:
    """`李晓 5万（2家），其中逾期1万`."""
    late = f"，其中逾期{money.yuan(one.overdue)}" if one.overdue and not late_only else ""
    return f"{one.seller} {money.yuan(one.left)}（{one.customers}家）{late}"


def outstanding(found: Sequence[Outstanding], what: str) -> str:
    whole = sum((one.left for one in found), money.ZERO)
    return f"{what} 按人：共{money.yuan(whole)}"


def debtors(found: Sequence[Debtor], what: str, late_only: bool) -> str:
    whole = sum((one.left for one in found), money.ZERO)
    late = sum((one.overdue for one in found), money.ZERO)
    also = f"，其中逾期{money.yuan(late)}" if late and not late_only else ""
    return f"{what}：共{len(found)}家，{money.yuan(late if late_only else whole)}{also}"


def payment_line(payment: Payment, customer: str, number: str, today: date) -> str:
    kind = "" if payment.order_id is not None else "预付款"
    said = [say.day(payment.paid_on, today), customer, money.yuan(payment.amount), number, kind]
    return "· " + " ".join(filter(None, said))


def matched(customer: str, parts: Sequence[tuple[Order, Decimal, Decimal]]) -> str:
    said = [f"已用{customer}的预付款抵扣："]
    for order, part, left in parts:
        state = "款已收齐 ✓" if left <= 0 else f"还欠{money.yuan(left)}"
        said.append(f"→ {money.yuan(part)} {order.number}，{state}")
    return "\n".join([*said, UNDO])


def due(order: Order, customer: str, today: date) -> str:
    assert order.due_on is not None
    return f"{customer}的{order.number}付款期限改到{say.day(order.due_on, today)}，到期前我会提醒。"


def nothing_to_refund(customer: str, there: Decimal = money.ZERO) -> str:
    has = f"只有{money.yuan(there)}" if there else "没有"
    return (
        f"{customer}{has}没对上订单的钱，退不了这么多。"
        "先记退货（「退了1台A100」）或把订单金额改小，多收的会转成预付款，再记退款。"
    )


def refunded(customer: str, amount: Decimal, left: Decimal) -> str:
    also = f"，还有{money.yuan(left)}预付款没用" if left else ""
    return f"已记退款：{customer} {money.yuan(amount)}{also}。{UNDO}"
