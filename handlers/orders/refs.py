"""Which order is meant: 「华为的单到哪了」「D20261124-001发货」「那单完成了」, and the record behind it."""

import re
from collections.abc import Sequence

from crm import money
from crm.errors import NotThere
from crm.sales import orders, payments
from handlers.context import Context
from handlers.mending.last_write import last_written
from handlers.orders import words
from handlers.phrases import says
from handlers.sales import refs as sale_refs
from handlers.sales.refs import Kind
from models.customers import Contact, Customer
from models.selling import Order, OrderLine
from models.work import Interaction, Task
from nlp.frames import Frame
from zh import say

NUMBER = r"(d\d{8}-\d{3,})"
ORDER = "(?:订单|单子|合同|那一?单|这一?单|那个单|这个单|定单|单)"
UNPAID = "(?:还)?[没未]有?[付收结到回][清齐完账款钱到]*"
WHO = r"(?:(.{2,24}?)(?:家)?的?)?"
KIND = Kind(Order, "order", NUMBER, ORDER, orders.numbered, words.ASK_WHICH, words.unknown, words.NONE_HERE)
VERBS = {
    "order.ship": "发货|发出去|寄出去|已发|出货|发走|安排发货",
    "order.done": "完成|交付|交货|收货|验收|签收|结束|做完|完结",
    "order.cancel": "取消|作废|不要|退掉|退单|撤单|撤掉",
}
SENT = "发货?了?(?:没有?|吗)"
WHERE = f"(?:走?到哪(?:了|儿了|里了|一步了)?|怎么样了|什么情况|是?什么状态|进度|{SENT})"


@says("(?:看看|查一?下|看一?下)?(?:所有|全部|团队|我们|最近)?的?订单(?:列表|清单|有?哪些|呢)?")
def read_all(_match: re.Match[str], _ctx: Context) -> Frame:
    return Frame("order.list")


@says(
    rf"{WHO}{ORDER}{NUMBER}?(?:现在)?{WHERE}[?？]*",
    rf"(?:查一?下|查|看看|看一?下)?(?:订单)?{NUMBER}(?:{WHERE})?[?？]*",
    r"(?:查一?下|看看)?(?:订单|单子)(?:进度|状态|到哪了)",
    rf"(?:查一?下|看看)?(.{{2,24}}?)(?:家)?的?(?:货|东西|机器|设备)?(?:都|现在|到底|今天)?{SENT}[?？]*",
)
def read_where(match: re.Match[str], ctx: Context) -> Frame | None:
    return about("order.show", match.groups(), ctx)


@says(
    rf"{WHO}{ORDER}?{NUMBER}? ?(?:已经?|都|刚)?(?:{VERBS['order.ship']})了?",
    rf"(?:{VERBS['order.ship']})了? ?{NUMBER}?",
    rf"{WHO}(?:货|{ORDER})(?:今天|都|已经?|全|刚)*(?:发|寄)(?:走了?|出去?了?|了)",
)
def read_ship(match: re.Match[str], ctx: Context) -> Frame | None:
    return _step("order.ship", match, ctx)


COURIER = (
    r"(?P<by>(?:顺丰|圆通|中通|申通|韵达|百世|德邦|极兔|跨越|京东|ems|邮政|快递|物流|货车|专车|单号)"
    "[^,，。]{0,30})"
)


@says(
    rf"{WHO}{ORDER}?(?:已经?|都|刚)?(?:{VERBS['order.ship']}|发)了?[,， ]+(?:走的?|用的?)?{COURIER}",
    rf"{WHO}{ORDER}?(?:已经?|都|刚)?(?:走的?|用的?)?{COURIER}(?:发货|发出去|寄出去|发走|寄走|发)了",
)
def read_shipped_by(match: re.Match[str], ctx: Context) -> Frame | None:
    """发货了 顺丰SF123456: by whom it went stays with the order."""
    frame = _step("order.ship", match, ctx)
    return Frame(frame.intent, {**frame.slots, "by": match["by"]}, refs=frame.refs) if frame else None


OVER = "(?:签收|收到|收了|验收|验)(?:完成?|好|过|通过|合格|没问题)?(?:了|啦)?"


@says(
    rf"{WHO}(?:的)?货(?:物|品)?(?:都|已经?|全|刚)*{OVER}[,， ]*(?:(?:也|都|已经)*{OVER})?",
    rf"{WHO}(?:已经?|都|刚)?(?:签收|验收)(?:完成?|好|过|通过|合格|没问题)?(?:了|啦)",
)
def read_received(match: re.Match[str], ctx: Context) -> Frame | None:
    """蓝海货收到了 验收完了: of an order that was sent and is not done."""
    frame = about("order.done", match.groups(), ctx)
    if frame is None or not frame.refs:
        return None
    sent = orders.recent(ctx.session, customer_id=frame.refs["customer"][0].id, states=("shipped",), most=1)
    return frame if sent else None


@says(
    rf"{WHO}{ORDER}{NUMBER}? ?(?:已经?|都|刚|可以)?(?:{VERBS['order.done']})了?",
    rf"{NUMBER} ?(?:已经?|都)?(?:{VERBS['order.done']})了?",
    rf"(?:{VERBS['order.done']})了? ?{NUMBER}",
)
def read_done(match: re.Match[str], ctx: Context) -> Frame | None:
    return _step("order.done", match, ctx)


@says(
    rf"(?:把)?{WHO}{ORDER}{NUMBER}? ?(?:{VERBS['order.cancel']})了?",
    rf"(?:取消|作废|退掉|撤掉)(?:这|那)?(?:一|个|张)?{WHO}{ORDER}?{NUMBER}?",
    rf"{NUMBER} ?(?:{VERBS['order.cancel']})了?",
)
def read_cancel(match: re.Match[str], ctx: Context) -> Frame | None:
    if not any(match.groups()) and not re.search(f"{ORDER}|{NUMBER}", match[0]) and not _just_wrote(ctx):
        return None  # a bare 取消 is about what was written last
    return _step("order.cancel", match, ctx)


def just_ordered(ctx: Context) -> Order | None:
    """The order of this person's last write, if that was one a short while ago and stands still."""
    found = last_written(ctx, (Interaction, Task, Contact))
    ids = {r.id for r in found if isinstance(r, Order)}
    ids |= {r.order_id for r in found if isinstance(r, OrderLine)}
    order = ctx.session.get(Order, ids.pop()) if len(ids) == 1 else None
    fits = order is not None and order.status in (*orders.LIVE, "pending") and order.deleted_at is None
    return order if fits else None


def _just_wrote(ctx: Context) -> bool:
    """Whether the last write of this person was an order."""
    return any(isinstance(record, Order) for record in last_written(ctx))


def _step(intent: str, match: re.Match[str], ctx: Context) -> Frame | None:
    """A step of an order needs something that says so: a number, the word, or the order just spoken of."""
    named = re.search(f"{ORDER}|{NUMBER}", match[0]) is not None
    courier = match.re.groupindex.get("by")
    named_as = [said for place, said in enumerate(match.groups(), 1) if place != courier]
    frame = about(intent, named_as, ctx)
    if frame is None or (not named and not frame.slots and "order" not in ctx.state):
        return None
    customer = frame.refs["customer"][0].id if frame.refs else None
    if customer is not None and not orders.recent(ctx.session, customer_id=customer, most=1):
        return None  # 华为发货了, 华为那单完成了: something else is meant where they have no order
    return frame


def about(intent: str, named: Sequence[str | None], ctx: Context) -> Frame | None:
    """The frame with the number or the customer among these words; None where they name neither."""
    return sale_refs.about(KIND, intent, named, ctx)


def find_order(frame: Frame, ctx: Context, states: tuple[str, ...]) -> tuple[Order, Customer]:
    """The order meant, among those in these states where the words leave a choice."""
    return sale_refs.find(KIND, frame, ctx, lambda: _of_customer(frame, ctx, states))


def _of_customer(frame: Frame, ctx: Context, states: tuple[str, ...]) -> list[Order]:
    customer, spoken = sale_refs.whose(KIND, frame, ctx)
    if spoken is not None:
        return [spoken]
    if customer is None:
        own = orders.recent(ctx.session, owner_id=ctx.user.id, states=states, most=sale_refs.MOST)
        return sale_refs.mine(KIND, own, lambda one: _hint(one, ctx), ctx)
    found = orders.recent(ctx.session, customer_id=customer.id, states=states, most=sale_refs.MOST)
    if not found:
        raise _none(customer, ctx)
    if len(found) > 1:
        raise sale_refs.which(KIND, found, lambda one: _hint(one, ctx))
    return found


def _hint(one: Order, ctx: Context) -> str:
    today = ctx.now.astimezone(ctx.tz).date()
    return f"{money.yuan(one.amount)} {orders.STATES[one.status]} {say.day(one.signed_on, today)}签"


def _none(customer: Customer, ctx: Context) -> NotThere:
    """Nothing is in that state: what there is instead is said."""
    rest = orders.recent(ctx.session, customer_id=customer.id, most=1)
    if not rest:
        return NotThere(f"{customer.name}还没有订单。签了单就说「{customer.name}下单 A100 8台 总价6400」。")
    last = rest[0]
    one = payments.owed(ctx.session, last)
    return NotThere(
        f"{customer.name}没有这样的单：最近一单{last.number}{orders.STATES[last.status]}，"
        f"{words.paid(one, ctx.now, ctx.tz)}。"
    )
