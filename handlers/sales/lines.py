"""Records of selling in a line each: for undo, for 不对, for corrections."""

from collections.abc import Iterable
from typing import Any

from crm import money
from crm.sales import orders, quotes
from crm.sales.products import label
from handlers.context import Context
from models.customers import Customer
from models.selling import Order, OrderLine, Payment, Product, Quote, QuoteLine, StockMove

RECORDS = {
    "products": "产品",
    "stock_moves": "库存变动",
    "quotes": "报价单",
    "orders": "订单",
    "payments": "回款",
}
COLUMNS = {
    "price": "单价",
    "cost": "成本",
    "unit": "单位",
    "code": "型号",
    "aliases": "别名",
    "active": "在售",
    "amount": "金额",
    "discount": "折扣",
    "signed_on": "日期",
    "paid_on": "日期",
    "due_on": "付款期限",
    "valid_until": "有效期",
    "order_id": "所属订单",
}
STATES = {"quotes": quotes.STATES, "orders": orders.STATES}
REASONS = {"first": "期初库存", "received": "入库", "counted": "盘点", "sold": "销售"}


def is_part(record: Any) -> bool:
    """Lines, and the goods an order took: they go with what they are part of, and are not named beside it."""
    return isinstance(record, QuoteLine | OrderLine) or (
        isinstance(record, StockMove) and record.order_id is not None
    )


def parts_of(restored: Iterable[Any], ctx: Context) -> list[str]:
    """What an undo put back that is named by nothing else: the goods of a quotation or an order."""
    found = list(restored)
    wholes = {(type(r), r.id) for r in found if isinstance(r, Quote | Order)}
    said = []
    for record in found:
        if isinstance(record, QuoteLine | OrderLine) and record.deleted_at is None:
            model: Any = Quote if isinstance(record, QuoteLine) else Order
            key = record.quote_id if isinstance(record, QuoteLine) else record.order_id
            whole = ctx.session.get(model, key)
            if whole is not None and (model, key) not in wholes:
                count = f"{money.count(record.quantity)}{record.unit}"
                what = f"{record.name} {count} × {money.yuan(record.price)}"
                said.append(f"{RECORDS[whole.__tablename__]}「{whole.number}」的明细改回{what}")
    return said


def name_of(record: Any, ctx: Context) -> str | None:
    """`D20261124-001 华为 36万`; None for what is not of this topic."""
    match record:
        case Product():
            return label(record)
        case StockMove():
            product = ctx.session.get(Product, record.product_id, execution_options={"everything": True})
            left = f"{record.quantity:+f}".rstrip("0").rstrip(".")
            return f"{REASONS.get(record.reason, '')} {label(product) if product else ''} {left}".strip()
        case Quote() | Order():
            return " ".join(
                filter(None, (record.number, customer_of(record, ctx), money.yuan(record.amount)))
            )
        case Payment():
            return f"{customer_of(record, ctx)} {money.yuan(record.amount)}"
        case _:
            return None


def customer_of(record: Any, ctx: Context) -> str:
    customer = ctx.session.get(Customer, record.customer_id)
    return customer.name if customer is not None else ""


def value_of(record: Any, column: str) -> str | None:
    """What a column says, in words; None where the usual words do."""
    value = getattr(record, column)
    if column == "status":
        return STATES.get(record.__tablename__, {}).get(str(value))
    if column in ("amount", "price", "cost") and value is not None:
        return money.yuan(value)
    if column == "discount":
        return money.percent(value) or "不打折"
    if column == "active":
        return "是" if value else "否"
    if column == "aliases":
        return "、".join(value) or "空"
    if column == "order_id":
        return "原来的" if value else "空"
    if column in ("signed_on", "paid_on", "due_on", "valid_until") and value is not None:
        return f"{value.month}月{value.day}日"
    return None
