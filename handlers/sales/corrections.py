"""Of the last quotation, order or payment: whose it is, which day it counts for, what sum came in."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from crm import days, money
from crm.errors import Refused
from crm.sales import orders, payments
from handlers import labels, replies
from handlers.context import Context, Option, Question
from handlers.mending.corrections import as_slot, mends, narrows
from handlers.mending.last_write import last_written
from handlers.phrases import customers_called, says
from handlers.products.facts import NUMBER, UNIT, number
from handlers.products.refs import just_sold, sold_just_now
from handlers.quotes.refs import just_made
from handlers.resolve import known_customer
from handlers.sales.lines import name_of
from handlers.sales.lines_meant import number_meant
from handlers.whole import all_or_nothing
from models.changes import last_set, records_of
from models.customers import Customer
from models.selling import Order, Payment, Quote
from nlp import goods
from nlp.frames import Frame
from zh import say

SALES = (Quote, Order, Payment)
CALLED = {Payment: "回款|到账|收款|打款|付款", Order: "订单|合同|下单|签单", Quote: "报价"}


TO = "(?:应该)?(?:改|换|更正|调)?(?:成|为|到|是)"
SLIP = "(?:记|写|输|录|弄|搞|报)?错了?[,， ]*"


@says(
    rf"(?:把)?(.{{1,24}}?)的?(数量|台数|件数)?(?:{TO}|[改换调]) ?({NUMBER})"
    r" ?(?:[a-z]{1,3}|[\u4e00-\u9fff]{1,2})?"
)
def read_quantity(match: re.Match[str], ctx: Context) -> Frame | None:
    """A100改成12台, R740数量改成3: the line with these goods of what was just written."""
    unit = re.search(f"{UNIT}$", match[0])
    value = number(match[3])
    if value is None or not (match[2] or unit) or not sold_just_now(match[1], ctx):
        return None
    return Frame("correct", {"field": "quantity", "value": str(value), "product": match[1]})


@says(
    rf"(?:把)?(?:刚才?|刚刚|上面|前面|[这那]个?|的)*(?P<old>\d+) ?{UNIT}的?"
    rf"(?:[,， ]*(?:{TO}|[改换调])[,， ]*| +)(?P<new>\d+) ?{UNIT}(?:吧|了)?"
)
def read_from_to(match: re.Match[str], ctx: Context) -> Frame | None:
    """刚那个10台改8台: the only line of what was just written of which there are so many."""
    lines = {line.id for line in just_sold(ctx) if line.quantity == Decimal(match["old"])}
    if len(lines) != 1:
        return None
    (line,) = lines
    return Frame("correct", {"field": "quantity", "value": match["new"], "line": line})


WHOLE = ("总价", "总额", "合计", "总金额")
SLIPPED = "(?:哦|啊|不对|(?:写|记|打|报|弄|输|说|搞)?错了?)"
NO_GOODS = re.compile(
    "金额|总[价额]|单价|价格|价钱|数量|时间|日期|[款钱单]$|合同|预算|商机|目标|客户|联系|电话|概率|级别|折|[他她我你它]|这|那|实际|其实|[月年号点周]"
)


@says(
    rf"(?P<slip>{SLIPPED}*)[,， ]*(?P<what>[^,，。 是]{{2,12}}?)的?(?:单价|价格|价钱)?(?:应该)?"
    rf"(?:是|按) ?(?P<n>{NUMBER})"
    rf"(?:元|块钱?)?(?: ?(?:/|每|一){UNIT})?(?:才对|吧|的|哈)*"
)
def read_price(match: re.Match[str], ctx: Context) -> Frame | None:
    """写错了 豆子是98: the price of these goods of what was just written, never the sum of something else."""
    value, what = number(match["n"]), match["what"]
    written = last_written(ctx)
    sold = any(isinstance(record, Quote | Order) for record in written)
    if value is None or ctx.open is not None:
        return None
    if sold and what in WHOLE:
        return Frame("correct", {"field": "amount", "value": str(value)})
    if NO_GOODS.search(what):
        return None
    if sold and sold_just_now(what, ctx):
        return Frame("correct", {"field": "price", "value": str(value), "product": what})
    sums = any(getattr(record, "amount", None) is not None for record in written)
    if not (match["slip"] and sums) or customers_called(what, ctx) or ctx.names.mentioned(what):
        return None
    raise Refused(f"刚才记的里没有「{what}」，没有动。要改哪一笔，带上客户说：「华为报价里A100单价改成98」。")


SALE = "(订单|合同|回款|到账|付款|收款|报价)单?的?(?:金额|总价|总额|价格)?"


@says(
    rf"(?:把)?(?:刚才的?)?{SALE}(?:{SLIP})?{TO} ?({NUMBER})",
    rf"(?:刚才的?)?{SALE}{SLIP}(?:{TO})? ?({NUMBER})",
)
def read_amount(match: re.Match[str], ctx: Context) -> Frame | None:
    """订单金额改成10万, 回款改成5万."""
    value = number(match[2])
    return None if value is None else Frame("correct", {"field": "amount", "value": str(value)})


CHEAPER = (
    "(?:(?:客户|他们?|她|对方|那边)(?:说|要|想|嫌贵)?[,， ]*)?(?:再|能不能|可不可以|还要?)*"
    "(?:便宜一?(?:点|些)?[,， ]*)?"
)


@says(
    rf"{CHEAPER}(?:再|就|给(?:他们?)?|按|打到?)*(?P<off>.{{1,4}}折)(?:算|给他们)?"
    "(?:行不行|可不可以|可以吗|可以不|行吗|好吗|吧|了)?"
)
def read_cheaper(match: re.Match[str], ctx: Context) -> Frame | None:
    """便宜点 打八折, right after a quotation: what is paid of its sum."""
    if just_made(ctx) is None:
        return None
    found = goods.read(match["off"], ctx.now.astimezone(ctx.tz), ctx.names).discount
    return None if found is None else Frame("correct", {"field": "discount", "value": str(found)})


@says(f"(?:把)?客户(?:搞错了|错了|记错了)?[,，]?{TO}(.{{2,24}})")
def read_customer(match: re.Match[str], ctx: Context) -> Frame | None:
    found = customers_called(match[1], ctx)
    if len({name.id for name in found}) != 1:
        return None
    return Frame("correct", {"field": "customer", "value": found[0].name}, refs={"value": found})


@narrows("amount")
def of_that_sum(records: list[Any], frame: Frame, _ctx: Context) -> list[Any]:
    """不是五万是六万: what never was 五万 is not meant, be it the last that was written."""
    old = frame.slots.get("old")
    if not isinstance(old, (int, float)):
        return records
    sums = {record: getattr(record, "amount", None) for record in records}
    return [record for record, amount in sums.items() if amount is None or amount == Decimal(str(old))]


@narrows("amount", "customer", "date", "time", "due")
def one_sale(records: list[Any], frame: Frame, ctx: Context) -> list[Any]:
    """Of an order and a payment in one message the one that is meant; they are never both changed."""
    sales = [record for record in records if isinstance(record, SALES)]
    if not sales or frame.slots.get("field") == "customer":
        return records
    if "record" in frame.slots:
        return [r for r in sales if frame.slots["record"] == f"{r.__tablename__}:{r.id}"]
    called = [kind for kind, words in CALLED.items() if re.search(words, ctx.text)]
    if called:
        sales = [record for record in sales if isinstance(record, tuple(called))]
        records = [record for record in records if not isinstance(record, SALES)] + sales
    if len(sales) < 2:
        return records
    options = [
        Option(
            f"{labels.RECORDS[r.__tablename__]} {name_of(r, ctx)}",
            slots={"record": f"{r.__tablename__}:{r.id}"},
        )
        for r in sales[:6]
    ]
    raise Question("改哪一条？", "record", options)


@mends("amount")
def paid(record: Any, frame: Frame, ctx: Context) -> str | None:
    """Another sum came in; what the order does not take is an advance."""
    if not isinstance(record, Payment):
        return None
    if _went_back(record, ctx):
        raise Refused("退款记错了先发「撤销」，再说一遍退多少。")
    with all_or_nothing(ctx):
        payments.lock(ctx.session, record.customer_id)
        record.amount = money.sensible(number_meant(frame, ctx))
        ctx.session.flush()
        order = ctx.session.get(Order, record.order_id) if record.order_id is not None else None
        if order is None:
            return money.yuan(record.amount)
        said = money.yuan(record.amount)
        over = payments.release(ctx.session, order, order.amount, ctx.now)
        left = payments.owed(ctx.session, order).left
    if over:
        return f"{said}，{order.number}已收齐，多出的{money.yuan(over)}记成预付款"
    return f"{said}，{order.number}{'款已收齐' if left <= 0 else f'还欠{money.yuan(left)}'}"


def _went_back(payment: Payment, ctx: Context) -> bool:
    """Whether the last write was money that went back out of this payment: its sum is not what is wrong."""
    last = last_set(ctx.session, ctx.user.id)
    changes = records_of(ctx.session, last) if last else []
    return any(one is payment and "note" in change.before for one, change in changes)


@mends("date", "time", "due")
def day(record: Any, frame: Frame, ctx: Context) -> str | None:
    """签单日期, 到账日期: the day it counts for."""
    if not isinstance(record, Order | Payment):
        return None
    value, today = date.fromisoformat(str(frame.slots["value"])[:10]), days.today(ctx.now, ctx.tz)
    if value > today:
        raise Refused(f"{say.day(value, today)}还没到，签单和到账都按已经发生的日子记。")
    if isinstance(record, Order):
        record.signed_on = value
    else:
        record.paid_on = value
    return say.day(value, today)


@mends("customer")
def customer(record: Any, frame: Frame, ctx: Context) -> str | None:
    """不是华为是海康: the whole record is the other customer's."""
    if not isinstance(record, SALES):
        return None
    meant = known_customer(as_slot(frame, "customer"), ctx, replies.ASK_CUSTOMER)
    if isinstance(record, Payment) and record.order_id is not None:
        order = ctx.session.get(Order, record.order_id)
        if order is not None and order.source == record.source:
            _moved(order, meant, ctx)  # told in one message, they are of one customer
        elif order is not None and order.customer_id != meant.id:
            record.order_id, record.kind = None, "advance"
    if isinstance(record, Order):
        _moved(record, meant, ctx)
    record.customer_id = meant.id
    ctx.spoke_of(meant)
    return meant.name


def _moved(order: Order, meant: Customer, ctx: Context) -> None:
    """The order is this customer's. Raises Refused where the other one has paid for it."""
    if order.customer_id == meant.id:
        return
    _must_be_unpaid(order, ctx)
    wrong, order.customer_id = order.customer_id, meant.id
    ctx.session.flush()
    _stages(order, wrong, meant, ctx)


def _stages(order: Order, wrong_id: int, meant: Customer, ctx: Context) -> None:
    """The right customer has bought; the wrong one is where it was before this order, if it has no other."""
    if order.status in orders.LIVE and meant.stage != orders.WON:
        meant.stage = orders.WON
    for record, change in records_of(ctx.session, order.source):
        was_here = isinstance(record, Customer) and record.id == wrong_id and "stage" in change.before
        if was_here and record.stage == orders.WON and not orders.count_of(ctx.session, wrong_id):
            record.stage = str(change.before["stage"])


def _must_be_unpaid(order: Order, ctx: Context) -> None:
    """Money that came for it in another message belongs to the customer it came from."""
    if payments.owed(ctx.session, order).paid and any(
        payment.source != order.source for payment in payments.of_order(ctx.session, order)
    ):
        raise Refused(f"{order.number}已经有回款了，不能直接换客户：先撤销回款，或取消这一单再重下。")
