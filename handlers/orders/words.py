"""What is said of orders."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal

from crm import days, money
from crm.sales.orders import STATES, Short
from crm.sales.payments import Owed
from crm.sales.products import label
from models.outbox import Button, Card
from models.selling import Order, OrderLine
from zh import say

ASK_CUSTOMER = "是哪个客户的订单？"
ASK_AMOUNT = "这单一共多少钱？"
ASK_GOODS = "订了什么、多少钱？比如「A100 8台 总价6400」，只说总价也行。"
ASK_WHICH = "是哪一单？"
NONE_HERE = "还没有订单。签了单就说，比如「华为下单 A100 8台 总价6400」。"
UNDO = "记错了发「撤销」"
CHANGED_UNDO = "改错了发「撤销」"


def line(one: OrderLine) -> str:
    """`A100 交换机 8台 × 800元 = 6,400元`."""
    count = f"{money.count(one.quantity)}{one.unit}"
    return f"{one.name} {count} × {money.yuan(one.price)} = {money.yuan(one.amount)}"


def made(
    order: Order,
    lines: Sequence[OrderLine],
    customer: str,
    remarks: Sequence[str],
    now: datetime,
    tz: tzinfo,
    done: str = "已记订单",
) -> str:
    """What was written, with the day it counts for and when it is to be paid."""
    today = days.today(now, tz)
    head = f"{done} {order.number} · {customer}"
    said = [head, *(f"· {line(one)}" for one in lines)]
    facts = [f"合计 {money.yuan(order.amount)}", f"签单{say.day(order.signed_on, today)}"]
    if order.due_on is not None:
        facts.append(f"{say.day(order.due_on, today)}前付款")
    return "\n".join([*said, "，".join(facts), *filter(None, remarks)])


def card(order: Order, customer: str) -> Card:
    """What can be done with an order that is under way."""
    ref = (str(order.id),)
    ship = Button("发货了", "order.ship", ref, 1)
    done = Button("完成了", "order.done", ref, 1 if order.status == "shipped" else 2)
    return Card(
        title=f"订单 {order.number}",
        desc=customer,
        lines=(("合计", money.yuan(order.amount)), ("状态", STATES[order.status])),
        buttons=(
            *((ship,) if order.status == "open" else ()),
            done,
            Button("取消订单", "order.cancel", ref, 2),
        ),
    )


def short(found: Sequence[Short]) -> str:
    """`A200只有5台，要8台`."""
    return "、".join(
        f"{label(one.product)}库存只有{money.count(one.left)}{one.product.unit}，"
        f"要{money.count(one.wanted)}{one.product.unit}"
        for one in found
    )


def twice(order: Order, today: str) -> str:
    return f"{today}已经记过一样的一单（{order.number}，{money.yuan(order.amount)}）"


def deal_open(title: str) -> str:
    return f"商机「{title}」还开着，这单签下了就说「赢单」。"


def advance_left(amount: Decimal) -> str:
    return f"客户还有{money.yuan(amount)}预付款没用，要抵这单就回「预付款抵扣」。"


def waiting(limit: Decimal, approver: str) -> str:
    return (
        f"满{money.yuan(limit)}的订单要审批，已提交{approver or '主管'}。批了才算签单、减库存，结果会告诉你。"
    )


def status(one: Owed, lines: Sequence[OrderLine], customer: str, now: datetime, tz: tzinfo) -> str:
    """华为的单到哪了: where it stands, with its days, its goods and its money."""
    order, today = one.order, days.today(now, tz)
    steps = [f"{say.day(order.signed_on, today)}签单"]
    if order.shipped_at is not None:
        steps.append(f"{say.day(days.today(order.shipped_at, tz), today)}发货")
    if order.completed_at is not None:
        steps.append(f"{say.day(days.today(order.completed_at, tz), today)}完成")
    said = [f"{order.number} {customer}：{STATES[order.status]}", " → ".join(steps)]
    said += [f"· {line(each)}" for each in lines[:4]]
    return "\n".join([*said, paid(one, now, tz)])


def paid(one: Owed, now: datetime, tz: tzinfo) -> str:
    """`合计6,400元，已收2,000元，还欠4,400元（12月31日到期）`."""
    order, today = one.order, days.today(now, tz)
    if order.status == "cancelled":
        return f"合计{money.yuan(order.amount)}，已取消"
    said = f"合计{money.yuan(order.amount)}，"
    if not one.paid:
        said += "还没收款"
    elif one.left > 0:
        said += f"已收{money.yuan(one.paid)}，还欠{money.yuan(one.left)}"
    else:
        return said + ("款已收齐" if not one.left else f"多收{money.yuan(-one.left)}")
    if order.due_on is None:
        return said
    late = (today - order.due_on).days
    return f"{said}（{f'逾期{late}天' if late > 0 else f'{say.day(order.due_on, today)}到期'}）"


def list_line(one: Owed, customer: str, now: datetime, tz: tzinfo) -> str:
    order = one.order
    owes = f"欠{money.yuan(one.left)}" if one.left > 0 and order.status != "cancelled" else ""
    said = [say.day(order.signed_on, days.today(now, tz)), customer, money.yuan(order.amount)]
    return " ".join(filter(None, [*said, STATES[order.status], owes, order.number]))


def shipped(order: Order, customer: str, by: str | None = None) -> str:
    also = f"（{by.upper()}，记在订单备注里）" if by else ""
    return f"{customer}的{order.number}已发货{also}。客户验收后说「订单完成」。{UNDO}"


def done(order: Order, customer: str, unsaid: bool, one: Owed) -> str:
    also = "（没记过发货，一并按今天记）" if unsaid else ""
    owes = f"还欠{money.yuan(one.left)}没收。" if one.left > 0 else ""
    return f"{customer}的{order.number}已完成{also}。{owes}{UNDO}"


def ask_cancel(order: Order, customer: str, one: Owed) -> str:
    sent = "货已经发出，" if order.status in ("shipped", "done") else ""
    money_back = f"已收的{money.yuan(one.paid)}转成预付款，" if one.paid else ""
    what = f"{customer}的{order.number}（{money.yuan(order.amount)}）"
    return f"{sent}取消{what}：{money_back}库存加回来。确认取消？"


def cancelled(order: Order, customer: str, released: Decimal) -> str:
    also = f"已收的{money.yuan(released)}记成了预付款。" if released else ""
    return f"{customer}的{order.number}已取消，库存加回来了。{also}{UNDO}"


def unknown(words: str) -> str:
    return f"没找到订单「{words}」。发「我的订单」看最近的。"


def listed(whose: str, period: str, largest: bool) -> str:
    """What the list is of: `全公司的订单（11月1–30日），从大到小`."""
    return f"{whose}的订单{f'（{period}）' if period else ''}{'，从大到小' if largest else ''}"


def fewer(order: Order, line: OrderLine, left: Decimal) -> str:
    """少一台, of one that is on its way: it may be that one is missing there."""
    held = f"{money.count(line.quantity)}{line.unit}"
    return (
        f"{order.number}已经发货。要把{line.name}从{held}改成{money.count(left)}{line.unit}、金额跟着少吗？\n"
        "是少发了要补，就选「不做了」，再说「提醒我补发」。"
    )
