"""Chances, quotations, orders line by line, payments, and the price list."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import tzinfo
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import money
from crm.deals import stages
from crm.exporting.kinds import Kind, Rows, day, moment, said
from crm.exporting.tables import Line
from crm.sales import orders, quotes
from crm.sales.payments import paid_by_order
from models.campaigns import Holding
from models.customers import Customer
from models.deals import Opportunity
from models.people import User
from models.scope import Scope
from models.selling import Order, OrderLine, Payment, Product, Quote, QuoteLine

DEALS: Final = {"open": "进行中", "won": "赢单", "lost": "输单"}
PAYMENTS: Final = {"payment": "回款", "advance": "预付款"}
Lines = dict[int, list[Any]]


def _deals(session: Session, rows: Rows, tz: tzinfo, _scope: Scope) -> Iterator[Line]:
    known = stages.all_of(session)
    for one, customer, owner in rows:
        percent = Decimal(stages.probability(known, one)) if one.status == "open" else None
        yield (
            customer, one.title, one.product, one.amount, one.stage, percent, day(one.close_date),
            said(DEALS, one.status), one.lost_reason, owner, moment(one.created_at, tz),
            moment(one.closed_at, tz),
        )  # fmt: skip


def _quotes(session: Session, rows: Rows, tz: tzinfo, _scope: Scope) -> Iterator[Line]:
    lines = _lines(session, QuoteLine, QuoteLine.quote_id, rows)
    for one, customer, owner in rows:
        goods = "、".join(f"{line.name} {money.count(line.quantity)}{line.unit}" for line in lines[one.id])
        yield (
            one.number, customer, goods, one.amount, one.discount,
            said(quotes.STATES, one.status), day(one.valid_until), owner, one.note,
            moment(one.created_at, tz),
        )  # fmt: skip


def _orders(session: Session, rows: Rows, _tz: tzinfo, _scope: Scope) -> Iterator[Line]:
    """A line for each product; the order's own figures stand in the first."""
    lines, paid = _lines(session, OrderLine, OrderLine.order_id, rows), paid_by_order(session, _ids(rows))
    for one, customer, owner in rows:
        head = (one.number, customer, day(one.signed_on))
        tail = (said(orders.STATES, one.status), day(one.due_on), owner, one.note)
        came = paid.get(one.id)
        goods = lines[one.id] or [None]
        for n, line in enumerate(goods):
            whole = (one.amount, came) if n == 0 else (None, None)
            yield (*head, *_goods(line), *whole, *tail)


def _goods(line: OrderLine | None) -> Line:
    if line is None:
        return ("", "", "", "", "")
    return (line.name, line.quantity, line.unit, line.price, line.amount)


def _payments(_session: Session, rows: Rows, _tz: tzinfo, _scope: Scope) -> Iterator[Line]:
    for one, customer, number, who in rows:
        yield (customer, number, one.amount, day(one.paid_on), said(PAYMENTS, one.kind), who, one.note)


def _products(_session: Session, rows: Rows, _tz: tzinfo, scope: Scope) -> Iterator[Line]:
    """What a product costs the company is for those who keep the list."""
    for (one,) in rows:
        cost = one.cost if scope.kind != "own" else None
        in_sale = "是" if one.active else "否"
        aliases = "、".join(one.aliases)
        yield (one.name, one.code, aliases, one.unit, one.price, cost, one.stock, in_sale)


def _lines(session: Session, model: Any, of: Any, rows: Rows) -> Lines:
    found: Lines = defaultdict(list)
    wanted = select(model).where(of.in_(_ids(rows))).order_by(model.id)
    for line in session.scalars(wanted):
        found[getattr(line, of.key)].append(line)
    return found


def _ids(rows: Rows) -> list[int]:
    return [row[0].id for row in rows]


def _owned(model: Any) -> Any:
    return (
        select(model, Customer.name, User.name)
        .outerjoin(Customer, Customer.id == model.customer_id)
        .outerjoin(User, User.id == model.owner_id)
        .order_by(model.id)
    )


def _holdings(_session: Session, rows: Rows, _tz: tzinfo, _scope: Scope) -> Iterator[Line]:
    for one, customer, owner in rows:
        yield (customer, one.name, one.number, one.amount, day(one.ends_on), owner)


KINDS: Final = {
    "holdings": Kind(
        "到期事项",
        Holding,
        ("客户名称", "类型", "编号", "金额", "到期日", "负责人"),
        select(Holding, Customer.name, User.name)
        .join(Customer, Customer.id == Holding.customer_id)
        .outerjoin(User, User.id == Customer.owner_id)
        .order_by(Holding.ends_on, Holding.id),
        _holdings,
        Customer.owner_id,
        Holding.customer_id,
        Holding.ends_on,
    ),
    "deals": Kind(
        "商机",
        Opportunity,
        (
            "客户名称", "商机", "产品", "金额", "阶段", "概率", "预计成交", "状态", "输单原因",
            "负责人", "创建时间", "结束时间",
        ),
        _owned(Opportunity),
        _deals,
        Opportunity.owner_id,
        Opportunity.customer_id,
        Opportunity.created_at,
        Opportunity.status,
        Opportunity.closed_at,
    ),
    "quotes": Kind(
        "报价单",
        Quote,
        ("报价单号", "客户名称", "产品", "金额", "折扣", "状态", "有效期至", "负责人", "备注", "创建时间"),
        _owned(Quote),
        _quotes,
        Quote.owner_id,
        Quote.customer_id,
        Quote.created_at,
    ),
    "orders": Kind(
        "订单",
        Order,
        (
            "订单号", "客户名称", "签单日期", "产品", "数量", "单位", "单价", "金额", "订单金额", "已回款",
            "状态", "付款期限", "负责人", "备注",
        ),
        _owned(Order),
        _orders,
        Order.owner_id,
        Order.customer_id,
        Order.signed_on,
    ),
    "payments": Kind(
        "回款",
        Payment,
        ("客户名称", "订单号", "金额", "回款日期", "类型", "回款人", "备注"),
        select(Payment, Customer.name, Order.number, User.name)
        .outerjoin(Customer, Customer.id == Payment.customer_id)
        .outerjoin(Order, Order.id == Payment.order_id)
        .outerjoin(User, User.id == Payment.user_id)
        .order_by(Payment.id),
        _payments,
        Payment.user_id,
        Payment.customer_id,
        Payment.paid_on,
    ),
    "products": Kind(
        "产品",
        Product,
        ("产品名称", "型号", "别名", "单位", "单价", "成本", "库存", "在售"),
        select(Product).order_by(Product.id),
        _products,
    ),
}  # fmt: skip
